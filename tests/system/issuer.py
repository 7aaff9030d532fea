"""An identity provider that logs anybody in, and trusts no client."""

import json
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

AUDIENCE = "https://api.example"
CLIENT = "page"

_Given = dict[str, str]


class Issuer:
    """Knows one public client, which has to prove that it asked (PKCE, S256)."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.behave("http://nobody.localhost", "/nowhere")
        self._key = ec.generate_private_key(ec.SECP256R1())

    def behave(self, client_url: str, redirect: str) -> None:
        """Expect a page of this service, and answer it as it should be answered."""
        self.client_url = client_url
        self.redirect_uri = client_url + redirect
        self.answers: dict[str, int] = {}
        """What was asked for, and with which status the last answer to it was."""
        self.questions: list[_Given] = []
        self.told: list[str] = []
        """What nobody but the client and this issuer may know."""
        self.changes: _Given = {}
        """What the browser brings back otherwise than it should."""
        self._asked: dict[str, _Given] = {}

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a service that believes its tokens."""
        return {"OIDC_ISSUER": self.url, "OIDC_AUDIENCE": AUDIENCE}

    @property
    def documents(self) -> dict[str, object]:
        public = jwt.get_algorithm_by_name("ES256").to_jwk(
            self._key.public_key(), as_dict=True
        )
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "jwks_uri": f"{self.url}/keys",
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
            },
            "/keys": {"keys": [public | {"kid": "one", "use": "sig", "alg": "ES256"}]},
        }

    def authorize(self, given: _Given) -> str | None:
        """Where the browser goes with a code, if the question is as it should be."""
        expected = {
            "response_type": "code",
            "client_id": CLIENT,
            "redirect_uri": self.redirect_uri,
            "code_challenge_method": "S256",
            "scope": "openid email",
            "audience": AUDIENCE,
        }
        if not expected.items() <= given.items() or len(given["code_challenge"]) != 43:
            return None
        self.questions.append(given)
        code = secrets.token_urlsafe()
        self._asked[code] = given
        self.told += [code, given["state"]]
        answer = {"code": code, "state": given["state"]} | self.changes
        return f"{given['redirect_uri']}?{urlencode(answer)}"

    def exchange(self, given: _Given) -> dict[str, object] | None:
        """A token for a code, once, and for who asked the question."""
        asked = self._asked.pop(given["code"], {})
        verifier = given["code_verifier"]
        digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode()
        expected = {
            "grant_type": "authorization_code",
            "client_id": CLIENT,
            "redirect_uri": asked.get("redirect_uri"),
        }
        if asked.get("code_challenge") != digest.rstrip("="):
            return None
        if not expected.items() <= given.items():
            return None
        token = self.sign("ada")
        self.told += [verifier, token]
        return {"access_token": token, "token_type": "Bearer", "expires_in": 300}

    def sign(self, subject: str) -> str:
        """An access token of that person."""
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": subject,
            "email": f"{subject}@example.com",
            "iat": now,
            "exp": now + 300,
        }
        headers = {"typ": "at+jwt", "kid": "one"}
        return jwt.encode(claims, self._key, algorithm="ES256", headers=headers)


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, issuer: Issuer, *arguments: Any) -> None:  # noqa: ANN401
        # The request is answered before this returns.
        self.issuer = issuer
        super().__init__(*arguments)

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/authorize":
            place = self.issuer.authorize(dict(parse_qsl(url.query)))
            self._answer(302 if place else 400, {"Location": place or ""})
        else:
            document = self.issuer.documents.get(url.path)
            self._answer(200 if document else 404, {}, document)

    def do_OPTIONS(self) -> None:
        allowed = {"Access-Control-Allow-Headers": "content-type, x-requested-with"}
        self._answer(204, self._cors() | allowed)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        token = self.issuer.exchange(dict(parse_qsl(body)))
        refusal = {"error": "invalid_grant"}
        self._answer(200 if token else 400, self._cors(), token or refusal)

    def _cors(self) -> dict[str, str]:
        """Let the page of the client read the answer, and no other."""
        client = urlsplit(self.issuer.client_url)
        return {"Access-Control-Allow-Origin": f"{client.scheme}://{client.netloc}"}

    def _answer(
        self, status: int, headers: dict[str, str], body: object = None
    ) -> None:
        self.issuer.answers[f"{self.command} {urlsplit(self.path).path}"] = status
        text = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_arguments: object) -> None:
        """Keep quiet."""


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Run it on a port of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        issuer = Issuer(server.server_port)
        server.RequestHandlerClass = partial(_Handler, issuer)
        Thread(target=server.serve_forever, daemon=True).start()
        yield issuer
        server.shutdown()
