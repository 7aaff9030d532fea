"""Decisions about users, and requests that race, for `test_workers.py`."""

from tests.factories.account import PASSWORD
from tests.support.client import Client
from tests.support.serving import Service, at_once

SETTINGS = {"THROTTLE_LOGIN": "100/300", "THROTTLE_MAIL": "100/300"}

# Who decides by which request, and what the user is answered from then on.
BY_REQUEST: list[tuple[str, str, str, object, int]] = [
    ("admin", "PUT", "/users/{id}/roles", {"roles": ["user"]}, 403),
    ("admin", "PATCH", "/admin/users/{id}", {"is_active": False}, 401),
    ("admin", "DELETE", "/admin/users/{id}", None, 401),
    ("admin", "DELETE", "/admin/users/{id}/sessions", None, 401),
    ("here", "POST", "/auth/logout", None, 401),
    ("elsewhere", "DELETE", "/auth/sessions", None, 401),
]
BY_COMMAND = [("end-sessions", 401)]


def open_accounts_at_once(client: Client, workers: list[Service]) -> None:
    """Of many spellings of an address one gets the account, and its password counts."""
    spellings = ["a@bücher.de", "A@bücher.de", "a@BÜCHER.de"]
    attempts = [
        {"email": spellings[number % 3], "password": f"{PASSWORD}{number}"}
        for number in range(12)
    ]

    def send(path: str) -> list[int]:
        def call(number: int) -> int:
            worker = workers[number % len(workers)]
            return worker.call(client, "POST", path, attempts[number]).status_code

        return at_once(call, times=len(attempts))

    registered, logged_in = send("/users"), send("/auth/login")

    assert sorted(registered) == [201, *[409] * 11]
    assert sorted(logged_in) == [200, *[401] * 11]
    assert registered.index(201) == logged_in.index(200)
