"""Headers with bad credentials, most of them made from good ones."""

from collections.abc import Iterator

from tests.support.client import Client
from tests.support.forged_tokens import FORGED

Headers = list[tuple[bytes, bytes]]


def broken(client: Client) -> Iterator[Headers]:
    """What a client that has logged in might send instead."""
    name, good = b"Authorization", client.headers["Authorization"].encode()
    token = good.split()[1]
    for value in (
        b"",
        b"Bearer",
        b"Bearer ",
        b"Basic " + token,
        b"Bearer\t" + token,
        b"Bearer " + good,
        b"Bearer, " + good,
        b"Bearer \xff\xe9",
        token,
        *(f"Bearer {forged}".encode() for forged in FORGED),
    ):
        yield [(name, value)]
    for other in (good, b"Bearer x", b""):
        yield [(name, good), (name, other)]
        yield [(name, other), (name, good)]
    yield [(b"Cookie", b"access_token=" + token)]


def urls(client: Client) -> Iterator[str]:
    """Where a credential is not looked for."""
    token = client.headers["Authorization"].split()[1]
    yield f"/users/me?access_token={token}"
    yield f"/users/me?authorization=Bearer%20{token}"
