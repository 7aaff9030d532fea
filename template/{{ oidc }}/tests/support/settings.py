"""The settings of an identity provider, as the tests run with them."""

from tests.support.issuer import AUDIENCE, CLIENT_ID, ISSUER

PREFIXES = ("OIDC_",)
VARIABLES = {
    "OIDC_ISSUER": ISSUER.url,
    "OIDC_AUDIENCE": AUDIENCE,
    "OIDC_CLIENT_ID": CLIENT_ID,
    "OIDC_ROLES_CLAIM": "realm_access.roles",
    "OIDC_ROLE_MAP": "boss=admin, staff=moderator, staff=Editor, cn=x=user",
    "OIDC_ALGORITHMS": "RS256, PS256, ES256",
    "OIDC_TIMEOUT": "2",
}
# In production, these are refused as they are here.
UNSAFE = ("OIDC_ISSUER",)
