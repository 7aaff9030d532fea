"""An identity provider for the tests: it signs, rotates keys, goes away and lies."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import sleep, time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.support.ports import free_port

AUDIENCE = "https://api.example"
CLIENT_ID = "pages"

Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class SigningKey:
    """A pair of keys, and the id under which the public one is shown."""

    def __init__(self, key_id: str, private: Private, algorithm: str) -> None:
        self.id = key_id
        self.private = private
        self.algorithm = algorithm

    @property
    def public(self) -> dict[str, Any]:
        algorithm = jwt.get_algorithm_by_name(self.algorithm)
        shown: dict[str, Any] = algorithm.to_jwk(
            self.private.public_key(), as_dict=True
        )
        return shown | {"kid": self.id, "use": "sig", "alg": self.algorithm}


def rsa_key(key_id: str, bits: int = 2048) -> SigningKey:
    return SigningKey(key_id, rsa.generate_private_key(65537, bits), "RS256")


def ec_key(key_id: str) -> SigningKey:
    return SigningKey(key_id, ec.generate_private_key(ec.SECP256R1()), "ES256")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_arguments: object) -> None:
        """Ignore clients that have gone away."""


class Issuer:
    """Serves its keys, and counts who asks. Nothing else may be asked of it."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.key = rsa_key("first")
        self.hits: list[str] = []
        self._server: ThreadingHTTPServer | None = None
        self._released = Event()
        self.behave()

    def behave(self) -> None:
        """Say the truth, at once, with one key."""
        self.keys: list[Any] = [self.key.public]
        self.document: dict[str, Any] = {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/keys",
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
        }
        self.redirect: str | None = None
        self.bodies: dict[str, bytes] = {}
        self.seconds_per_byte = 0.0
        self.hits.clear()
        self._released.set()

    def hang(self) -> None:
        """Answer nothing until it behaves again."""
        self._released.clear()

    def sign(
        self,
        claims: dict[str, Any] | None = None,
        header: dict[str, Any] | None = None,
        key: SigningKey | None = None,
    ) -> str:
        """A good token, but for these changes. What is None is left out."""
        key = key or self.key
        usual = {"alg": key.algorithm, "typ": "at+jwt", "kid": key.id}
        parts = (_changed(usual, header), _changed(self.claims(), claims))
        # PyJWT would not sign everything that a provider might.
        signed = b".".join(_encoded(json.dumps(part).encode()) for part in parts)
        algorithm = jwt.get_algorithm_by_name(key.algorithm)
        signature = algorithm.sign(signed, key.private)
        return b".".join((signed, _encoded(signature))).decode()

    def claims(self) -> dict[str, Any]:
        now = int(time())
        return {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": "somebody",
            "iat": now,
            "exp": now + 3600,
        }

    def start(self) -> None:
        server = _Server(("127.0.0.1", self.port), self._handler())
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        self._server = server

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody listens while the block lasts."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.hits.append(self.path)
                issuer._released.wait(60)
                if issuer.redirect:
                    self.send_response(HTTPStatus.FOUND)
                    self.send_header("Location", issuer.redirect)
                    self.end_headers()
                    return
                self.send_response(HTTPStatus.OK)
                self.end_headers()
                body = issuer._body(self.path)
                size = 1 if issuer.seconds_per_byte else len(body)
                for start in range(0, len(body), size):
                    self.wfile.write(body[start : start + size])
                    sleep(issuer.seconds_per_byte)

            def log_message(self, *_arguments: object) -> None:
                """Keep quiet."""

        return Handler

    def _body(self, path: str) -> bytes:
        documents = {
            "/.well-known/openid-configuration": self.document,
            "/keys": {"keys": self.keys},
        }
        return self.bodies.get(path) or json.dumps(documents.get(path)).encode()


def _encoded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


def _changed(base: dict[str, Any], changes: dict[str, Any] | None) -> dict[str, Any]:
    changed = base | (changes or {})
    return {name: value for name, value in changed.items() if value is not None}


ISSUER = Issuer()
ISSUER.start()
