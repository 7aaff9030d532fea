"""Access tokens that must be refused, and the good one that they are made from."""

import base64
import json
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.support.issuer import (
    AUDIENCE,
    CLIENT_ID,
    ISSUER,
    SigningKey,
    ec_key,
    rsa_key,
)

ELLIPTIC = ec_key("elliptic")
STRANGER = rsa_key(ISSUER.key.id)
NOW = ISSUER.claims()["iat"]
GOOD = ISSUER.sign()
HEADER, PAYLOAD, SIGNATURE = GOOD.split(".")
HEAD = jwt.get_unverified_header(GOOD)


def encoded(part: Any) -> str:
    text = part if isinstance(part, str) else json.dumps(part)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def hmac_with(secret: bytes, algorithm: str = "HS256") -> str:
    """A token signed as if a public key were a secret, past what PyJWT refuses."""
    head = encoded({"alg": algorithm, "typ": "at+jwt", "kid": ISSUER.key.id})
    signed = f"{head}.{PAYLOAD}"
    prepared = jwt.get_algorithm_by_name(algorithm)
    signature = prepared.sign(signed.encode(), secret)
    return f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def pem(form: Encoding = Encoding.PEM) -> bytes:
    public = ISSUER.key.private.public_key()
    return public.public_bytes(form, PublicFormat.SubjectPublicKeyInfo)


def unsigned(algorithm: str) -> str:
    return f"{encoded({'alg': algorithm, 'typ': 'at+jwt', 'kid': 'first'})}.{PAYLOAD}."


def with_key(key: SigningKey, key_id: str, algorithm: str) -> str:
    return jwt.encode(
        ISSUER.claims(),
        key.private,
        algorithm=algorithm,
        headers={"typ": "at+jwt", "kid": key_id},
    )


WRONG_CLAIMS: list[dict[str, Any]] = [
    {"iss": "https://elsewhere.example"},
    {"iss": f"{ISSUER.url}/"},
    {"iss": [ISSUER.url]},
    {"aud": CLIENT_ID},
    {"aud": [CLIENT_ID]},
    {"aud": f"{AUDIENCE}/"},
    {"aud": {AUDIENCE: 1}},
    {"exp": NOW - 60},
    {"exp": str(NOW + 60)},
    {"exp": 10**30},
    {"exp": True},
    {"exp": float("nan")},
    {"exp": float("inf")},
    {"iat": NOW + 3600},
    {"nbf": NOW + 3600},
    {"sub": ""},
    {"sub": 7},
    {"sub": ["somebody"]},
    {"sub": "a" * 256},
    {"sub": "some\x00body"},
    {"sub": "\ud800"},
    {"sub": "\u202esomebody"},
    {"sub": "some\u200bbody"},
    {"sub": True},
    {"sub": {"sub": "somebody"}},
    {"sub": 10**400},
    {"iss": "\ud800"},
    {"iss": {ISSUER.url: 1}},
    {"aud": [AUDIENCE, 7]},
    {"aud": [[AUDIENCE]]},
    {"aud": True},
    {"exp": [NOW + 60]},
    {"exp": {}},
    {"exp": 10**400},
    {"exp": 10**4_000},
    {"exp": -float("inf")},
    {"iat": True},
    {"iat": "1"},
    {"iat": [NOW]},
    {"iat": float("inf")},
    {"iat": float("nan")},
    {"iat": 10**400},
    {"nbf": True},
    {"nbf": "1"},
    {"nbf": [NOW]},
    {"nbf": float("inf")},
    {"nbf": float("nan")},
    {"jti": 7},
]
# Marks of ID tokens and of others that are not for APIs.
OTHER_PURPOSES: list[dict[str, Any]] = [
    {"at_hash": "x"},
    {"at_hash": 7},
    {"c_hash": "x"},
    {"token_use": "id"},
    {"typ": "ID"},
    {"typ": "Logout"},
]
# What no header may be, even if the token is signed.
WRONG_HEADERS: list[dict[str, Any]] = [
    {"typ": "JWT"},
    {"typ": ""},
    {"typ": "id+jwt"},
    {"typ": "none"},
    {"typ": None},
    {"typ": 7},
    {"typ": ["at+jwt"]},
    {"typ": {"at+jwt": 1}},
    {"kid": 7},
    {"kid": True},
    {"kid": {"first": 1}},
    {"kid": ["first"]},
    {"kid": "unknown"},
    {"kid": ""},
    {"kid": "\ud800"},
    {"kid": "\x00"},
    {"kid": "../../etc/passwd"},
    {"kid": "' OR 1=1--"},
    {"kid": "http://127.0.0.1/"},
    {"kid": "elliptic"},
    {"alg": None},
    {"alg": 7},
    {"alg": ["RS256"]},
    {"alg": {"RS256": 1}},
    {"alg": "ES256"},
    {"alg": "\ud800"},
    {"crit": ["x"], "x": 1},
    {"crit": []},
    {"crit": "exp"},
    {"crit": [7]},
    {"crit": ["b64"], "b64": False},
    {"crit": ["b64"], "b64": "no"},
    {"crit": ["b64"], "b64": True},
    {"b64": False},
    {"b64": True},
]
FORGED = [
    "",
    "nonsense",
    "a.b",
    "a.b.c",
    "a.b.c.d.e",
    f"{HEADER}.{PAYLOAD}",
    f"{HEADER}.{PAYLOAD}.",
    GOOD[:-20],
    GOOD[:-4] + "AAAA",
    f"{GOOD}=",
    f"{GOOD}é",
    f"{HEADER}.{encoded(ISSUER.claims() | {'sub': 'root'})}.{SIGNATURE}",
    f"{encoded('{')}.{PAYLOAD}.{SIGNATURE}",
    f"{encoded([])}.{PAYLOAD}.{SIGNATURE}",
    f"{encoded({'alg': ['RS256']})}.{PAYLOAD}.{SIGNATURE}",
    f"{encoded(HEAD | {'kid': ['first']})}.{PAYLOAD}.{SIGNATURE}",
    f"{encoded({'alg': 'RS256', 'typ': 'at+jwt'})}.{PAYLOAD}.{SIGNATURE}",
    f"{encoded('[' * 5_000)}.{PAYLOAD}.{SIGNATURE}",
    "a" * 1_000_000,
    ISSUER.sign({"more": "a" * 8_192}),
    ISSUER.sign(key=STRANGER),
    ISSUER.sign({"sub": ["["] * 10}),
    *(unsigned(algorithm) for algorithm in ("none", "None", "nOnE", "")),
    hmac_with(pem()),
    hmac_with(pem(Encoding.DER)),
    hmac_with(json.dumps(ISSUER.key.public).encode()),
    hmac_with(pem(), "HS512"),
    with_key(ISSUER.key, "first", "PS256"),
    with_key(ISSUER.key, "first", "RS512"),
    with_key(ELLIPTIC, "first", "ES256"),
    *(
        ISSUER.sign(header={name: value}, key=STRANGER)
        for name, value in {
            "jku": f"{ISSUER.url}/keys",
            "x5u": f"{ISSUER.url}/marker",
            "jwk": STRANGER.public,
            "x5c": ["AAAA"],
        }.items()
    ),
    ISSUER.sign(header={"crit": ["x"], "x": 1}),
    jwt.PyJWS().encode(GOOD.encode(), ISSUER.key.private, "RS256", HEAD),
    *(ISSUER.sign(claims) for claims in WRONG_CLAIMS + OTHER_PURPOSES),
]
