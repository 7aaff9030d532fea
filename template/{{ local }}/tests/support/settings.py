"""The settings of accounts, mail and keys, as the tests run with them."""

import secrets

PREFIXES = ("MAIL_", "HASHING_", "THROTTLE_")
VARIABLES = {
    "SECRET_KEY": secrets.token_urlsafe(48),
    # Tests send the mail themselves, when they want to see it.
    "MAIL_DISPATCH": "off",
}
# In production, these are refused as they are here.
UNSAFE = ("PAGES_URL", "MAIL_HOST", "MAIL_SENDER")
