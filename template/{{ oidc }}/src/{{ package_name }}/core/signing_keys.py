"""The public keys of the identity provider, each bound to the algorithms it fits."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import jwt

from .identity_exceptions import Refusal, TokenRefusedError
from .oidc_config import oidc

# The algorithms of each type of public key, and of each curve.
_FITTING: Final = {
    "RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    "P-256": ("ES256",),
    "P-384": ("ES384",),
    "P-521": ("ES512",),
    "Ed25519": ("EdDSA",),
    "Ed448": ("EdDSA",),
}

_MAX_QUOTED: Final = 500


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A public key of the provider, and the one algorithm that it is used with."""

    material: Any
    algorithm: str


class KeyName(NamedTuple):
    """Which key a token claims to be signed with; it need not have an id."""

    id: str | None
    algorithm: str


class KeySet(NamedTuple):
    """The usable keys, and a sentence about each of the others."""

    by_id: dict[str | None, dict[str, Key]]
    """By id and algorithm. The id None is for tokens without one."""
    usable: int
    unusable: list[str]

    def choose(self, name: KeyName) -> Key:
        """The key with this name. Raises TokenRefusedError if there is none."""
        variants = self.by_id.get(name.id, {})
        if name.algorithm in variants:
            return variants[name.algorithm]
        # Without an id, nothing says that a key was meant which has another algorithm.
        known = name.id is not None and variants
        raise TokenRefusedError(Refusal.ALGORITHM if known else Refusal.KEY)


def read_keys(document: Any) -> KeySet:
    """The keys of a JWK Set."""
    listed = document.get("keys") if isinstance(document, dict) else None
    found: list[tuple[str | None, list[Key]]] = []
    unusable: list[str] = []
    for number, item in enumerate(listed if isinstance(listed, list) else (), 1):
        try:
            found.append(_read(item))
        except ValueError as error:
            key_id = item.get("kid") if isinstance(item, dict) else None
            name = f"number {number}" if key_id is None else quote(key_id)
            unusable.append(f"Key {name} is not used: {error}.")
    keys: dict[str | None, dict[str, Key]] = {None: _without_id(found)}
    for key_id, variants in found:
        if key_id is not None:
            keys.setdefault(key_id, {}).update({key.algorithm: key for key in variants})
    return KeySet(keys, len(found), unusable)


def quote(value: Any) -> str:
    """A value of the provider as JSON in ASCII, so that it can be printed anywhere."""
    try:
        text = json.dumps(value)
    except RecursionError:
        return "something nested"
    return text if len(text) <= _MAX_QUOTED else f"{text[:_MAX_QUOTED]}..."


def _without_id(found: Iterable[tuple[str | None, list[Key]]]) -> dict[str, Key]:
    """The only key of each algorithm; one that has no id itself comes first."""
    every = [key for _, keys in found for key in keys]
    nameless = [key for key_id, keys in found for key in keys if key_id is None]
    return _only(every) | _only(nameless)


def _only(keys: list[Key]) -> dict[str, Key]:
    number = Counter(key.algorithm for key in keys)
    return {key.algorithm: key for key in keys if number[key.algorithm] == 1}


def _read(item: Any) -> tuple[str | None, list[Key]]:
    """The id of a key, and the key for each algorithm. Raises ValueError: why not."""
    if not isinstance(item, dict):
        raise ValueError("it is not an object")  # noqa: TRY004 - so are all reasons
    key_id = item.get("kid")
    if not isinstance(key_id, str | None):
        raise ValueError("its `kid` is not a text")  # noqa: TRY004
    _require_verifying(item)
    algorithms = _algorithms(item)
    material = _material(item, algorithms[0])
    return key_id, [Key(material, algorithm) for algorithm in algorithms]


def _require_verifying(item: dict[str, Any]) -> None:
    if item.get("use") not in (None, "sig"):
        raise ValueError(f'its `use` is {quote(item["use"])}, and must be "sig"')
    operations = item.get("key_ops")
    listed = operations if isinstance(operations, list) else []
    if operations is not None and "verify" not in listed:
        raise ValueError(f'its `key_ops` are {quote(operations)}, without "verify"')


def _algorithms(item: dict[str, Any]) -> list[str]:
    """The allowed algorithms that fit a key, and that it may be used with."""
    kind = item.get("kty")
    shape = kind if kind == "RSA" else item.get("crv")
    fitting = _FITTING.get(shape, ()) if isinstance(shape, str) else ()
    if kind not in ("RSA", "EC", "OKP") or not fitting:
        raise ValueError(
            f"it is {quote(kind)} {quote(item.get('crv'))}, not a public "
            "RSA, EC or OKP key of a known curve"
        )
    named = item.get("alg")
    algorithms = [
        name for name in oidc.algorithms if name in fitting and named in (None, name)
    ]
    if not algorithms:
        fits = quote(named) if named else " or ".join(fitting)
        allowed = ", ".join(oidc.algorithms)
        raise ValueError(f"it is for {fits}, and OIDC_ALGORITHMS is {allowed}")
    return algorithms


def _material(item: dict[str, Any], algorithm: str) -> Any:
    try:
        material = jwt.PyJWK(item, algorithm).key
    except Exception:  # noqa: BLE001 - the document is not ours, nor the library
        raise ValueError("it cannot be read") from None
    if hasattr(material, "private_bytes"):
        # With it, this service could forge tokens.
        raise ValueError("it is private, and must not be published")
    if jwt.get_algorithm_by_name(algorithm).check_key_length(material):
        raise ValueError("it is too short")
    return material
