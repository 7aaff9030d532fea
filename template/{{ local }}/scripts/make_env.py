"""Write `.env` from `.env.example`, once, with a fresh key. Never overwrites it."""

import os
import secrets
from pathlib import Path

example = Path(".env.example").read_text(encoding="utf-8")
filled = example.replace(
    "SECRET_KEY=\n", f"SECRET_KEY={secrets.token_urlsafe(48)}\n", 1
)
try:
    # Readable for its owner only, from the first byte.
    descriptor = os.open(".env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
except FileExistsError:
    print(".env is there already; left as it is.")
else:
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(filled)
    print("Wrote .env with a fresh key.")
