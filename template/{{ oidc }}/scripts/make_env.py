"""Create `.env` from `.env.example`. Never overwrites it."""

import os
from pathlib import Path

example = Path(".env.example").read_text(encoding="utf-8")
try:
    # Readable only by its owner, from the start.
    descriptor = os.open(".env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
except FileExistsError:
    print(".env already exists; nothing changed.")
else:
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(example)
    print("Created .env. Now set OIDC_ISSUER and OIDC_AUDIENCE in it.")
