"""Tokens in the shapes of well-known identity providers, with the settings for each.

The values are invented. `docs/accounts.md` has a table with the same settings.
"""

from dataclasses import dataclass, field
from typing import Any

_TENANT = "6f0e9c1e-0000-4000-8000-5c4f1d3b2a10"
_API = "0d1b7c52-0000-4000-8000-9a3e6f7d8c21"
_WEB = "b41f5e60-0000-4000-8000-2c9d8a7b6e32"


@dataclass(frozen=True)
class Provider:
    """What a provider publishes and issues, and how this service has to be set."""

    name: str
    issuer: str
    settings: dict[str, str]
    claims: dict[str, Any]
    """The claims of an access token that are not times or the issuer."""
    id_claims: dict[str, Any]
    """The same of an ID token."""
    typ: str | None = "JWT"
    """The `typ` header of access tokens."""
    id_typ: str | None = "JWT"
    """The `typ` header of ID tokens."""
    email: str | None = None
    """The address that the account gets."""
    user_name: str | None = None
    """The name that the account gets."""
    document: dict[str, Any] = field(default_factory=dict)
    """What is special about the discovery document."""
    key_without: tuple[str, ...] = ()
    """Members that the public keys do not have."""


KEYCLOAK = Provider(
    "Keycloak",
    "https://id.example.com/realms/shop",
    {
        "audience": "api.example.com",
        "token_type": "JWT",
        "required_claims": "typ=Bearer",
        "roles_claim": "resource_access.api.example.com.roles",
        "role_map": "staff=moderator",
        "name_claim": "name",
    },
    {
        "aud": ["api.example.com", "account"],
        "typ": "Bearer",
        "azp": "web",
        "sub": "1f2e3d4c-0000-4000-8000-000000000001",
        "realm_access": {"roles": ["offline_access"]},
        "resource_access": {
            "api.example.com": {"roles": ["staff"]},
            "account": {"roles": ["manage-account"]},
        },
        "scope": "openid email profile",
        "email": "ann@example.com",
        "name": "Ann Example",
    },
    {"aud": "api.example.com", "typ": "ID", "azp": "web", "at_hash": "x", "sub": "1"},
    email="ann@example.com",
    user_name="Ann Example",
)
ENTRA_V1 = Provider(
    "Entra ID v1",
    f"https://sts.windows.net/{_TENANT}/",
    {
        "audience": f"api://{_API}",
        "token_type": "JWT",
        "roles_claim": "roles",
        "role_map": "Shop.Staff=moderator",
        "email_claim": "upn",
        "name_claim": "name",
    },
    {
        "aud": f"api://{_API}",
        "appid": _WEB,
        "oid": "aa5e2f10-0000-4000-8000-000000000002",
        "sub": "Zk3vQ0example1PairwiseSubject",
        "tid": _TENANT,
        "upn": "ann@example.com",
        "name": "Ann Example",
        "roles": ["Shop.Staff"],
        "scp": "access_as_user",
        "ver": "1.0",
    },
    {"aud": _WEB, "sub": "other", "tid": _TENANT, "nonce": "x", "ver": "1.0"},
    email="ann@example.com",
    user_name="Ann Example",
    # These keys do not say which algorithm they are for.
    key_without=("alg",),
)
ENTRA_V2 = Provider(
    "Entra ID v2",
    f"https://login.microsoftonline.com/{_TENANT}/v2.0",
    {
        "audience": _API,
        "token_type": "JWT",
        "roles_claim": "roles",
        "role_map": "Shop.Staff=moderator",
        "email_claim": "preferred_username",
        "name_claim": "name",
    },
    {
        "aud": _API,
        "azp": _WEB,
        "oid": "aa5e2f10-0000-4000-8000-000000000002",
        "sub": "Zk3vQ0example2PairwiseSubject",
        "tid": _TENANT,
        "preferred_username": "ann@example.com",
        "name": "Ann Example",
        "roles": ["Shop.Staff"],
        "scp": "access_as_user",
        "ver": "2.0",
    },
    {"aud": _WEB, "sub": "other", "tid": _TENANT, "nonce": "x", "ver": "2.0"},
    email="ann@example.com",
    user_name="Ann Example",
    key_without=("alg",),
)
AUTH0 = Provider(
    "Auth0",
    "https://shop.eu.auth0.com/",
    {
        "audience": "https://api.example.com",
        "token_type": "JWT",
        "roles_claim": "https://api.example.com/roles",
        "role_map": "staff=moderator",
        "email_claim": "https://api.example.com/email",
    },
    {
        "aud": ["https://api.example.com", "https://shop.eu.auth0.com/userinfo"],
        "azp": "q8WebClientExample",
        "sub": "auth0|5f7c8ec7c33c6c004bbafe82",
        "scope": "openid email",
        "https://api.example.com/roles": ["staff"],
        "https://api.example.com/email": "ann@example.com",
    },
    {"aud": "q8WebClientExample", "sub": "auth0|5f7c8ec7c33c6c004bbafe82"},
    email="ann@example.com",
)
OKTA = Provider(
    "Okta",
    "https://shop.okta.com/oauth2/default",
    {
        "audience": "api://default",
        "token_type": "none",
        "roles_claim": "groups",
        "role_map": "Staff=moderator",
        "email_claim": "sub",
    },
    {
        "ver": 1,
        "jti": "AT.example",
        "aud": "api://default",
        "cid": "0oaWebExample",
        "uid": "00uExample",
        "scp": ["openid", "email"],
        "sub": "ann@example.com",
        "groups": ["Everyone", "Staff"],
    },
    {"aud": "0oaWebExample", "sub": "00uExample", "at_hash": "x", "ver": 1},
    typ=None,
    id_typ=None,
    email="ann@example.com",
)
COGNITO = Provider(
    "Amazon Cognito",
    "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example01",
    {
        "audience": "4webclientexample",
        "client_id": "4webclientexample",
        "audience_claim": "client_id",
        "token_type": "none",
        "required_claims": "token_use=access",
        "roles_claim": "cognito:groups",
        "role_map": "staff=moderator",
        "name_claim": "username",
    },
    {
        "client_id": "4webclientexample",
        "token_use": "access",
        "sub": "c3a4d5e6-0000-4000-8000-000000000003",
        "username": "ann",
        "scope": "openid email",
        "cognito:groups": ["staff"],
        "version": 2,
    },
    {
        "aud": "4webclientexample",
        "token_use": "id",
        "sub": "c3a4d5e6-0000-4000-8000-000000000003",
        "cognito:groups": ["staff"],
        "email": "ann@example.com",
    },
    typ=None,
    id_typ=None,
    user_name="ann",
)
AD_FS = Provider(
    "AD FS",
    "http://fs.example.com/adfs/services/trust",
    {
        "audience": "https://api.example.com",
        "token_type": "JWT",
        "roles_claim": "role",
        "role_map": "Shop Staff=moderator",
        "email_claim": "upn",
    },
    {
        "aud": "https://api.example.com",
        "appid": _WEB,
        "apptype": "Public",
        "sub": "S-1-5-21-1004336348-1177238915-682003330-1102",
        "upn": "ann@example.com",
        # A text with one group, a list with several.
        "role": "Shop Staff",
        "scp": "openid",
        "ver": "1.0",
    },
    {"aud": _WEB, "sub": "other", "upn": "ann@example.com", "nonce": "x"},
    email="ann@example.com",
    # Access tokens have an issuer of their own.
    document={
        "issuer": "https://fs.example.com/adfs",
        "access_token_issuer": "http://fs.example.com/adfs/services/trust",
    },
)
ZITADEL = Provider(
    "Zitadel",
    "https://shop.zitadel.cloud",
    {
        "audience": "269012345678901234",
        "token_type": "JWT",
        "roles_claim": "urn:zitadel:iam:org:project:roles",
        "role_map": "staff=moderator",
    },
    {
        "aud": ["269000000000000001", "269012345678901234"],
        "client_id": "269000000000000001",
        "sub": "269099999999999999",
        "urn:zitadel:iam:org:project:roles": {
            "staff": {"269055555555555555": "shop.zitadel.cloud"}
        },
        "jti": "V2_example",
    },
    {
        "aud": ["269000000000000001", "269012345678901234"],
        "azp": "269000000000000001",
        "sub": "269099999999999999",
        "at_hash": "x",
    },
)
AUTHENTIK = Provider(
    "Authentik",
    "https://auth.example.com/application/o/shop/",
    {
        "audience": "hT5exampleClient",
        "token_type": "JWT",
        "roles_claim": "groups",
        "role_map": "staff=moderator",
        "name_claim": "name",
    },
    {
        "aud": "hT5exampleClient",
        "azp": "hT5exampleClient",
        "sub": "7c9e6679f1e2d3c4b5a69788796a5b4c3d2e1f00",
        "uid": "Jx1example",
        "acr": "goauthentik.io/providers/oauth2/default",
        "email": "ann@example.com",
        "name": "Ann Example",
        "groups": ["authentik Users", "staff"],
        "scope": "openid email profile",
    },
    {
        "aud": "hT5exampleClient",
        "sub": "7c9e6679f1e2d3c4b5a69788796a5b4c3d2e1f00",
        "at_hash": "x",
        "groups": ["staff"],
    },
    email="ann@example.com",
    user_name="Ann Example",
)
DEX = Provider(
    "Dex",
    "https://dex.example.com",
    {
        "audience": "shop-api",
        "token_type": "none",
        "roles_claim": "groups",
        "role_map": "staff=moderator",
        "name_claim": "name",
    },
    {
        "aud": ["shop-api", "web"],
        "azp": "web",
        "sub": "CgdhbmFubmFuEgRsZGFw",
        "email": "ann@example.com",
        "email_verified": True,
        "groups": ["staff"],
        "name": "Ann Example",
    },
    {
        "aud": ["shop-api", "web"],
        "azp": "web",
        "sub": "CgdhbmFubmFuEgRsZGFw",
        "at_hash": "x",
        "groups": ["staff"],
    },
    typ=None,
    id_typ=None,
    email="ann@example.com",
    user_name="Ann Example",
)
PROVIDERS = (
    KEYCLOAK,
    ENTRA_V1,
    ENTRA_V2,
    AUTH0,
    OKTA,
    COGNITO,
    AD_FS,
    ZITADEL,
    AUTHENTIK,
    DEX,
)

# Google's access tokens are opaque, and its ID tokens are for a client.
GOOGLE_ISSUER = "https://accounts.google.com"
GOOGLE_CLIENT = "1234567890-example.apps.googleusercontent.com"
GOOGLE_ACCESS_TOKEN = "ya29.a0AfExample_opaque-0000"
GOOGLE_ID_CLAIMS: dict[str, Any] = {
    "aud": GOOGLE_CLIENT,
    "azp": GOOGLE_CLIENT,
    "sub": "110169484474386276334",
    "email": "ann@example.com",
    "email_verified": True,
    "at_hash": "x",
}
