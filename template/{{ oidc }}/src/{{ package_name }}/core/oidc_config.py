"""Settings for the identity provider."""

from functools import cached_property
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, field_validator, model_validator
from pydantic import ValidationInfo as Info

from .section import Section, Words, in_production, load

# Public-key algorithms only: this service verifies, and must not be able to sign.
_ASYMMETRIC: Final = {
    "EdDSA",
    *(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)),
}
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


def is_loopback(url: str) -> bool:
    """Whether plain HTTP is safe, since it does not leave this machine."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def _require_asymmetric(algorithms: Words) -> Words:
    if not algorithms or not _ASYMMETRIC.issuperset(algorithms):
        raise ValueError(f"must be among {', '.join(sorted(_ASYMMETRIC))}")
    return algorithms


def _require_pairs(pairs: Words) -> Words:
    if not all(value and role for value, _, role in _split(pairs)):
        raise ValueError("must be value=role pairs, separated by commas")
    return pairs


def _split(pairs: Words) -> list[tuple[str, str, str]]:
    return [pair.rpartition("=") for pair in pairs]


class OidcSettings(Section, env_prefix="OIDC_"):
    """The identity provider and its access tokens."""

    issuer: str = Field(max_length=500, pattern=r"^https?://[^\s?#]+$")
    """The issuer, exactly as in its tokens. Must be https:// in production."""
    audience: str = Field(min_length=1)
    """The `aud` of access tokens for this service."""
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
    role_map: Annotated[Words, AfterValidator(_require_pairs)] = ()
    """Maps values of that claim to roles: value=role, separated by commas."""
    algorithms: Annotated[Words, AfterValidator(_require_asymmetric)] = (
        "RS256",
        "ES256",
    )
    """Accepted signature algorithms, separated by commas."""
    token_type: str = "at+jwt"  # noqa: S105 - the name of a type
    """The `typ` header of access tokens. Some providers use JWT."""
    keys_seconds: float = Field(default=300, ge=1)
    """Seconds after which the provider's keys are fetched again."""
    keys_outage_seconds: float = Field(default=86_400, ge=1)
    """Seconds to keep using known keys while the provider is unreachable."""
    keys_pause_seconds: float = Field(default=10, ge=1)
    """Minimum seconds between two attempts to fetch the keys."""
    timeout: float = Field(default=5, gt=0)
    """Seconds to wait for the provider."""

    @property
    def discovery_url(self) -> str:
        """The URL of the provider's discovery document."""
        return f"{self.issuer.removesuffix('/')}/.well-known/openid-configuration"

    @cached_property
    def roles_of(self) -> dict[str, frozenset[str]]:
        """The roles that each value of the claim grants."""
        roles: dict[str, frozenset[str]] = {}
        for value, _, role in _split(self.role_map):
            roles[value] = roles.get(value, frozenset()) | {role}
        return roles

    @field_validator("issuer")
    @classmethod
    def _encrypt(cls, issuer: str, info: Info) -> str:
        local = not in_production(info) and is_loopback(issuer)
        if not local and not issuer.startswith("https://"):
            raise ValueError(
                "must start with https:// (http:// is allowed only for localhost in "
                "development)"
            )
        return issuer

    @model_validator(mode="after")
    def _tell_tokens_apart(self) -> Self:
        clients = (self.client_id, self.docs_client_id, self.admin_client_id)
        if self.token_type.lower() == "jwt" and self.audience in clients:
            raise ValueError(
                "OIDC_AUDIENCE: must differ from OIDC_CLIENT_ID, OIDC_DOCS_CLIENT_ID "
                "and OIDC_ADMIN_CLIENT_ID when OIDC_TOKEN_TYPE is JWT, so that ID "
                "tokens are not accepted as access tokens"
            )
        return self


oidc = load(OidcSettings)
