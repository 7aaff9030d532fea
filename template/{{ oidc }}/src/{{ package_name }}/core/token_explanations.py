"""Explains to an operator why a token is refused, with what it has and what is set."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import jwt

from . import token_claims
from .discovery import describe_issuer
from .identity_exceptions import Refusal
from .oidc_config import oidc
from .signing_keys import quote

Part = Mapping[str, Any]


def explain(reason: Refusal, token: str) -> str:
    """One sentence or two. Values of the token are shown as JSON in ASCII."""
    return _EXPLANATIONS[reason](*_peek(token))


def describe_roles(token: str) -> str:
    """What the token has where roles are looked for, and what is mapped."""
    if oidc.roles_claim is None:
        return "OIDC_ROLES_CLAIM is not set, so no roles are read from tokens."
    _, claims = _peek(token)
    words = token_claims.words(claims)
    return (
        f"The claim {quote(oidc.roles_claim)} has the values {quote(words)}, and "
        f"OIDC_ROLE_MAP maps {quote(sorted(oidc.roles_of))}."
    )


def _peek(token: str) -> tuple[Part, Part]:
    """Header and claims, without verifying them; empty if they cannot be read."""
    try:
        whole = jwt.decode_complete(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return {}, {}
    return whole["header"], whole["payload"]


def _compare(name: str, found: Any, setting: str, expected: str) -> str:
    return f"Its `{name}` is {quote(found)}, and {setting} is {quote(expected)}."


def _explain_type(header: Part, _claims: Part) -> str:
    return _compare("typ", header.get("typ"), "OIDC_TOKEN_TYPE", oidc.token_type)


def _explain_algorithm(header: Part, _claims: Part) -> str:
    allowed = ", ".join(oidc.algorithms)
    return (
        f"It is signed with {quote(header.get('alg'))}. OIDC_ALGORITHMS is {allowed}, "
        "and the key must be for it, too."
    )


def _explain_key(header: Part, _claims: Part) -> str:
    return (
        f"The provider has no usable key with the `kid` {quote(header.get('kid'))}. A "
        "token without `kid` needs a provider with only one key of its algorithm."
    )


def _explain_issuer(_header: Part, claims: Part) -> str:
    return f"It {describe_issuer(claims.get('iss'))}"


def _explain_audience(_header: Part, claims: Part) -> str:
    sentence = _compare("aud", claims.get("aud"), "OIDC_AUDIENCE", oidc.audience)
    if oidc.audience_claim == "aud":
        return sentence
    found = quote(claims.get(oidc.audience_claim))
    return f"{sentence} Its `{oidc.audience_claim}` is {found}."


def _explain_times(_header: Part, claims: Part) -> str:
    times = {name: claims.get(name) for name in ("iat", "nbf", "exp")}
    now = datetime.now(UTC)
    return (
        f"Its times are {quote(times)}. Here it is {int(now.timestamp())}, "
        f"{now:%Y-%m-%d %H:%M:%S} UTC, and OIDC_LEEWAY_SECONDS is "
        f"{oidc.leeway_seconds:g}."
    )


def _explain_claim(_header: Part, claims: Part) -> str:
    found = {name: claims.get(name) for name in ("iss", "sub", "iat", "nbf", "exp")}
    return (
        "A claim is missing, or has a value that no account or time can have: "
        f"{quote(found)}."
    )


def _explain_purpose(_header: Part, claims: Part) -> str:
    shown = ("at_hash", "c_hash", "token_use", "typ", *dict(oidc.required))
    found = {name: token_claims.find(claims, name) for name in shown}
    required = ", ".join(oidc.required_claims) or "empty"
    return (
        f"It is an ID token, or another one that is not for APIs: {quote(found)}. "
        f"OIDC_REQUIRED_CLAIMS is {required}."
    )


def _saying(sentence: str) -> Callable[[Part, Part], str]:
    return lambda _header, _claims: sentence


_EXPLANATIONS: Final[dict[Refusal, Callable[[Part, Part], str]]] = {
    Refusal.MALFORMED: _saying(
        "It is not a signed JWT of at most 8192 characters. Some providers issue "
        "access tokens that only they can read."
    ),
    Refusal.TYPE: _explain_type,
    Refusal.ALGORITHM: _explain_algorithm,
    Refusal.KEY: _explain_key,
    Refusal.SIGNATURE: _saying(
        "It was changed, or signed with another key of the same `kid`."
    ),
    Refusal.ISSUER: _explain_issuer,
    Refusal.AUDIENCE: _explain_audience,
    Refusal.EXPIRED: _explain_times,
    Refusal.EARLY: _explain_times,
    Refusal.CLAIM: _explain_claim,
    Refusal.PURPOSE: _explain_purpose,
    Refusal.INACTIVE: _saying("The account is not active."),
}
