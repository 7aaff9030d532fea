"""What is decided about people of an identity provider, for `test_workers.py`."""

import httpx2

from tests.support.client import Client
from tests.support.issuer import ISSUER
from tests.support.serving import Service, at_once

SETTINGS: dict[str, str] = {}

# A deleted person is seen for the first time again, and has no rights.
BY_REQUEST = [("admin", "DELETE", "/admin/users/{id}", None, 403)]
# Logins are ended where they are: at the provider.
BY_COMMAND: list[tuple[str, int]] = []


def open_accounts_at_once(client: Client, workers: list[Service]) -> None:
    """Of many first requests of a person one opens the account, which all get."""
    client.headers["Authorization"] = f"Bearer {ISSUER.sign({'sub': 'stranger'})}"

    def call(number: int) -> httpx2.Response:
        return workers[number % len(workers)].call(client, "GET", "/users/me")

    answers = at_once(call, times=12)

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1
