"""Create `.env` from `.env.example`, with a new key. Never overwrites it."""

import os
import secrets
from pathlib import Path

example = Path(".env.example").read_text(encoding="utf-8")
filled = example.replace(
    "SECRET_KEY=\n", f"SECRET_KEY={secrets.token_urlsafe(48)}\n", 1
)
try:
    # Readable only by its owner, from the start.
    descriptor = os.open(".env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
except FileExistsError:
    print(".env already exists; nothing changed.")
else:
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(filled)
    print("Created .env with a new SECRET_KEY.")
