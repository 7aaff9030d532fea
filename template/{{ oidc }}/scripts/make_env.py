"""Write `.env` from `.env.example`, once. Never overwrites it."""

import os
from pathlib import Path

example = Path(".env.example").read_text(encoding="utf-8")
try:
    # Readable for its owner only, from the first byte.
    descriptor = os.open(".env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
except FileExistsError:
    print(".env is there already; left as it is.")
else:
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(example)
    print("Wrote .env. Name your identity provider in it: OIDC_ISSUER, OIDC_AUDIENCE.")
