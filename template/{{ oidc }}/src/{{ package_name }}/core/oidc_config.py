"""Settings of the identity provider whose tokens the service accepts."""

from functools import cached_property
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from .section import Section, Words, load

# Only those with a public key: this service verifies, and must not be able to sign.
_ASYMMETRIC: Final = {
    "EdDSA",
    *(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)),
}
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


def is_loopback(url: str) -> bool:
    """Whether the URL is of this machine, where nobody reads along."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def _require_asymmetric(algorithms: Words) -> Words:
    if not algorithms or not _ASYMMETRIC.issuperset(algorithms):
        raise ValueError(f"Choose among {', '.join(sorted(_ASYMMETRIC))}")
    return algorithms


def _require_pairs(pairs: Words) -> Words:
    if not all(value and role for value, _, role in _split(pairs)):
        raise ValueError("Write value=role, separated by commas")
    return pairs


def _split(pairs: Words) -> list[tuple[str, str, str]]:
    return [pair.rpartition("=") for pair in pairs]


class OidcSettings(Section, env_prefix="OIDC_"):
    """The identity provider whose tokens are accepted, and what they must contain."""

    issuer: str = Field(max_length=500, pattern=r"^https?://[^\s?#]+$")
    """The issuer, exactly as the provider writes it; https:// in production."""
    audience: str = Field(min_length=1)
    """What tokens for this service name as their audience."""
    client_id: str | None = None
    """The client that your pages log in as; GET /api/v1/auth/config tells it."""
    scopes: Words = ("openid", "email")
    """The scopes that they ask for, separated by commas."""
    docs_client_id: str | None = None
    """The public client that the page at /docs logs in as; if empty, it cannot."""
    roles_claim: str | None = None
    """The claim that holds roles or groups, such as realm_access.roles."""
    role_map: Annotated[Words, AfterValidator(_require_pairs)] = ()
    """Which of its values grants which role here: value=role, separated by commas."""
    algorithms: Annotated[Words, AfterValidator(_require_asymmetric)] = (
        "RS256",
        "ES256",
    )
    """The algorithms that tokens may be signed with, separated by commas."""
    token_type: str = "at+jwt"  # noqa: S105 - the name of a type
    """What the header of an access token says in `typ`; JWT at some providers."""
    keys_seconds: float = Field(default=300, ge=1)
    """Seconds after which the keys of the provider are read again."""
    keys_outage_seconds: float = Field(default=86_400, ge=1)
    """Seconds that its keys are used while it cannot be reached."""
    keys_pause_seconds: float = Field(default=10, ge=1)
    """Seconds between two tries to read its keys, whatever tokens arrive."""
    timeout: float = Field(default=5, gt=0)
    """Seconds to wait for the provider."""

    @property
    def discovery_url(self) -> str:
        """Where the provider says what it is."""
        return f"{self.issuer.removesuffix('/')}/.well-known/openid-configuration"

    @cached_property
    def roles_of(self) -> dict[str, frozenset[str]]:
        """The roles that a value of the claim grants."""
        roles: dict[str, frozenset[str]] = {}
        for value, _, role in _split(self.role_map):
            roles[value] = roles.get(value, frozenset()) | {role}
        return roles

    @model_validator(mode="after")
    def _be_safe(self) -> Self:
        if not self.issuer.startswith("https://") and (
            self.in_production or not is_loopback(self.issuer)
        ):
            raise ValueError(
                "OIDC_ISSUER must begin with https://, except in development on this "
                "machine"
            )
        clients = (self.client_id, self.docs_client_id)
        if self.token_type.lower() == "jwt" and self.audience in clients:
            raise ValueError(
                "OIDC_AUDIENCE must not be OIDC_CLIENT_ID or OIDC_DOCS_CLIENT_ID when "
                "OIDC_TOKEN_TYPE is JWT: tokens that are meant for a client could not "
                "be told apart"
            )
        return self


oidc = load(OidcSettings)
