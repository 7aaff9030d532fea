"""Users of a service before and after its answers have changed."""

import json
from pathlib import Path
from typing import Any

from tests.suites import Installed
from tests.variants import Variant

ROOT, PASSWORD = "root@example.com", "Vexing7quilt"
AUDIENCE = "https://api.example"

# Run by the project's interpreter: asks the service in its own process.
_ASK = """
import asyncio, json, os, sys, time
from pathlib import Path
import httpx2
from my_service.main import app

answer, backend, email, password, keys = sys.argv[1:]

def sign():
    import jwt
    from my_service.core.oidc_config import oidc
    from tests.support.issuer import rsa_key

    key, now = rsa_key("first"), int(time.time())
    Path(keys).write_text(json.dumps({"keys": [key.public]}))
    for subject in ("root", "newcomer"):
        claims = {"iss": oidc.issuer, "aud": oidc.audience, "sub": subject}
        claims |= {"iat": now, "exp": now + 60}
        header = {"typ": "at+jwt", "kid": key.id}
        token = jwt.encode(claims, key.private, algorithm="RS256", headers=header)
        yield subject, {"Authorization": "Bearer " + token}

async def log_in(client):
    body = {"email": email, "password": password}
    answer = await client.post("/api/v1/auth/login", json=body)
    token = answer.json().get("access_token")
    # A cookie goes along by itself.
    yield "root", {"Authorization": "Bearer " + token} if token else {}

async def ask():
    transport, url = httpx2.ASGITransport(app), "http://127.0.0.1:8000"
    async with httpx2.AsyncClient(transport=transport, base_url=url) as client:
        ready = await client.get("/health/ready")
        seen = {"ready": ready.status_code}
        headers = dict(sign()) if backend == "oidc" else {
            name: header async for name, header in log_in(client)
        }
        for name, header in headers.items():
            me = await client.get("/api/v1/users/me", headers=header)
            seen[name] = {"status": me.status_code} | me.json()
    Path(answer).write_text(json.dumps(seen))

asyncio.run(ask())
"""


def ask(project: Installed, variant: Variant, keys: Path) -> dict[str, Any]:
    """What the service says to those who log in: whether it is ready, who they are.

    Where a provider logs people in, its keys are written into that file.
    """
    script, answer = (project.folder / ".venv" / name for name in ("ask.py", "answer"))
    script.write_text(_ASK, encoding="utf-8")
    backend = dict(variant.choices)["auth_backend"]
    project.run(
        f"PYTHONPATH=. .venv/bin/python {script}"
        f" {answer} {backend} {ROOT} {PASSWORD} {keys}"
    )
    seen: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return seen
