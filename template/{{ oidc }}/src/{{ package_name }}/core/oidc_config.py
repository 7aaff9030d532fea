"""Settings for the identity provider."""

import re
from functools import cached_property
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from ..kit.settings import Settings, Words, lazy
from .identifiers import require_issuer

# Public-key algorithms only: this service verifies, and must not be able to sign.
_ASYMMETRIC: Final = {
    "EdDSA",
    *(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)),
}
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
_METADATA: Final = "/.well-known/openid-configuration"
# Types that only access tokens have. ID tokens have `JWT`, another one, or none.
_ACCESS_TOKEN: Final = re.compile(r"([\w.-]+-)?at\+jwt", re.ASCII)
# Claims with which Amazon Cognito and Keycloak mark access tokens.
_MARKS: Final = {("token_use", "access"), ("typ", "Bearer")}


def is_loopback(url: str) -> bool:
    """Whether plain HTTP is safe, since it does not leave this machine."""
    return _host(url, "http") in _LOOPBACK


def _host(url: str, *schemes: str) -> str | None:
    """The host of a URL with one of these schemes; None if a request is impossible."""
    try:
        parts = urlsplit(url)
        is_possible = parts.port is None or parts.port > 0
    except ValueError:
        return None
    is_ascii = url.isascii() and url.isprintable() and " " not in url
    return (
        parts.hostname if is_possible and is_ascii and parts.scheme in schemes else None
    )


def _require_url(url: str) -> str:
    if not _host(url, "http", "https"):
        raise ValueError("must be a URL that starts with https:// or http://")
    return url


_HttpUrl = Annotated[str, AfterValidator(_require_url)]


def _require_asymmetric(algorithms: Words) -> Words:
    if not algorithms or not _ASYMMETRIC.issuperset(algorithms):
        raise ValueError(f"must be among {', '.join(sorted(_ASYMMETRIC))}")
    return algorithms


def _require_roles(pairs: Words) -> Words:
    if not all(value and role for value, _, role in _split(pairs)):
        raise ValueError("must be value=role pairs, separated by commas")
    return pairs


def _split(pairs: Words) -> list[tuple[str, str, str]]:
    return [pair.rpartition("=") for pair in pairs]


def _require_values(pairs: Words) -> Words:
    if not all(pair.partition("=")[0] and pair.partition("=")[2] for pair in pairs):
        raise ValueError("must be claim=value pairs, separated by commas")
    return pairs


class OidcSettings(Settings, env_prefix="OIDC_"):
    """The identity provider and its access tokens."""

    issuer: Annotated[str, AfterValidator(require_issuer)]
    """The issuer, exactly as in its tokens. Must be https:// in production."""
    discovery_url: _HttpUrl | None = None
    """The URL of the discovery document, if it is not below the issuer."""
    keys_url: _HttpUrl | None = None
    """The URL of the keys, if not the one in the discovery document."""
    audience: str = Field(min_length=1)
    """The `aud` of access tokens for this service."""
    audience_claim: Literal["aud", "client_id"] = "aud"
    """The claim that holds the audience: aud or client_id."""
    client_id: str | None = None
    """The OAuth client of your front end, shown by GET /api/v1/auth/config."""
    scopes: Words = ("openid", "email")
    """The scopes that clients should request, separated by commas."""
    docs_client_id: str | None = None
    """The public OAuth client of the /docs page. If empty, it offers no login."""
    admin_client_id: str | None = None
    """The public OAuth client of the /admin page. If empty, nobody can log in there."""
    roles_claim: str | None = None
    """The claim that contains roles or groups, such as realm_access.roles."""
    role_map: Annotated[Words, AfterValidator(_require_roles)] = ()
    """Maps values of that claim to roles: value=role, separated by commas."""
    email_claim: str = "email"
    """The claim that the email address of an account follows."""
    name_claim: str | None = None
    """The claim that the name of an account follows. If empty, users set it."""
    algorithms: Annotated[Words, AfterValidator(_require_asymmetric)] = (
        "RS256",
        "ES256",
    )
    """Accepted signature algorithms, separated by commas."""
    token_type: str = Field(default="at+jwt", pattern=r"^[A-Za-z0-9.+/_-]+$")
    """The `typ` header of access tokens: at+jwt, JWT, or none if they have no `typ`."""
    required_claims: Annotated[Words, AfterValidator(_require_values)] = ()
    """Further claims that access tokens must have: claim=value, separated by commas."""
    leeway_seconds: float = Field(default=10, ge=0, le=300)
    """Seconds by which the clock of the provider may differ."""
    keys_seconds: float = Field(default=300, ge=1)
    """Seconds after which the provider's keys are fetched again."""
    keys_outage_seconds: float = Field(default=86_400, ge=1)
    """Seconds to keep using known keys while the provider is unreachable."""
    keys_pause_seconds: float = Field(default=10, ge=1)
    """Minimum seconds between two attempts to fetch the keys."""
    timeout: float = Field(default=5, gt=0)
    """Seconds to wait for the provider."""

    @property
    def metadata_url(self) -> str:
        """Where this service fetches the discovery document."""
        return self.discovery_url or self._public_url

    @property
    def public_metadata_url(self) -> str:
        """Where clients fetch it: `discovery_url` may be an address inside a network.

        An issuer that is only a name, with http://, is not an address for anybody.
        """
        has_address = self.issuer.startswith("https://") or is_loopback(self.issuer)
        return self._public_url if has_address else self.metadata_url

    @property
    def _public_url(self) -> str:
        return f"{self.issuer.removesuffix('/')}{_METADATA}"

    @cached_property
    def roles_of(self) -> dict[str, frozenset[str]]:
        """The roles that each value of the claim grants."""
        roles: dict[str, frozenset[str]] = {}
        for value, _, role in _split(self.role_map):
            roles[value] = roles.get(value, frozenset()) | {role}
        return roles

    @cached_property
    def required(self) -> list[tuple[str, str]]:
        """The claims of `required_claims` with their values."""
        pairs = (pair.partition("=") for pair in self.required_claims)
        return [(claim, value) for claim, _, value in pairs]

    @cached_property
    def expected_type(self) -> str | None:
        """The `typ` header, without its optional prefix; None if there is none."""
        expected = shorten_type(self.token_type)
        return None if expected == "none" else expected

    def is_safe(self, url: str) -> bool:
        """Whether the provider may send this service or its pages to this URL.

        Plain HTTP is for development: with a provider that is itself reached by it.
        """
        known = _host(self.metadata_url, "http")
        allowed = (known, *_LOOPBACK) if known else ()
        return bool(_host(url, "https")) or _host(url, "http") in allowed

    @model_validator(mode="after")
    def _encrypt(self) -> Self:
        if self.discovery_url is None and not self._is_allowed(self.issuer):
            raise ValueError(
                "OIDC_ISSUER: must start with https:// (http:// is allowed only for "
                "localhost in development, and if OIDC_DISCOVERY_URL is set)"
            )
        for name in ("discovery_url", "keys_url"):
            url = getattr(self, name)
            if url and self.in_production and not url.startswith("https://"):
                raise ValueError(
                    f"OIDC_{name.upper()}: must start with https:// in production"
                )
        return self

    def _is_allowed(self, issuer: str) -> bool:
        return issuer.startswith("https://") or (
            is_loopback(issuer) and not self.in_production
        )

    @model_validator(mode="after")
    def _tell_tokens_apart(self) -> Self:
        """Refuse settings with which ID tokens would be accepted as access tokens.

        The audience of an ID token is a client. So if the audience is one, something
        else must tell the tokens apart.
        """
        clients = (self.client_id, self.docs_client_id, self.admin_client_id)
        is_client = self.audience in clients or self.audience_claim == "client_id"
        if is_client and not self._is_marked():
            raise ValueError(
                "OIDC_AUDIENCE: must differ from OIDC_CLIENT_ID, OIDC_DOCS_CLIENT_ID "
                "and OIDC_ADMIN_CLIENT_ID, and OIDC_AUDIENCE_CLAIM must be aud, unless "
                "OIDC_TOKEN_TYPE is at+jwt, or OIDC_REQUIRED_CLAIMS contains "
                "token_use=access or typ=Bearer. Otherwise ID tokens would be accepted "
                "as access tokens"
            )
        return self

    def _is_marked(self) -> bool:
        """Whether no ID token is like the access tokens that these settings accept."""
        has_type = _ACCESS_TOKEN.fullmatch(self.expected_type or "")
        return bool(has_type) or not _MARKS.isdisjoint(self.required)


def shorten_type(value: str) -> str:
    """A `typ` header without its case and its prefix, which is optional (RFC 9068)."""
    return value.lower().removeprefix("application/")


oidc = lazy(OidcSettings)
