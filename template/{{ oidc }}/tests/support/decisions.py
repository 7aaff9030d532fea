"""Decisions about users, and requests that race, for `test_workers.py`."""

import httpx2

from tests.support.client import Client
from tests.support.issuer import ISSUER
from tests.support.serving import Service, at_once

SETTINGS: dict[str, str] = {}

# Who decides by which request, and what the user is answered from then on.
BY_REQUEST: list[tuple[str, str, str, object, int]] = [
    ("admin", "PUT", "/users/{id}/roles", {"roles": ["user"]}, 403),
    ("admin", "PATCH", "/admin/users/{id}", {"is_active": False}, 401),
    # Whoever was deleted is a newcomer with the next request, and has no rights.
    ("admin", "DELETE", "/admin/users/{id}", None, 403),
]
# Logins are ended at the provider.
BY_COMMAND: list[tuple[str, int]] = []


def open_accounts_at_once(client: Client, workers: list[Service]) -> None:
    """Of many first requests of a user one opens the account, which all get."""
    client.headers["Authorization"] = f"Bearer {ISSUER.sign({'sub': 'stranger'})}"

    def call(number: int) -> httpx2.Response:
        return workers[number % len(workers)].call(client, "GET", "/users/me")

    answers = at_once(call, times=12)

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1
