"""The page at /docs, as a person uses it, in a browser without a network."""

from urllib.parse import urlsplit

import pytest

from tests.system.browser import Browser
from tests.system.service import Serve

pytestmark = pytest.mark.system

_MEMBER = {"email": "member@example.com", "password": "Vexing7quilt"}
_GET_ME = "[id='operations-me-get_me']"


def test_a_token_that_is_pasted_lets_the_page_call_the_api(
    serve: Serve, browser: Browser
) -> None:
    service = serve("sqlite-async-jwt")
    service.call("POST", "/users", _MEMBER)
    _, login = service.call("POST", "/auth/login", _MEMBER)

    browser.get(f"{service.url}/docs")
    browser.press("button.authorize")
    browser.find(".modal-ux input").send_keys(login["access_token"])
    browser.press(".modal-ux button.authorize")
    browser.press(".modal-ux button.btn-done")
    browser.press(f"{_GET_ME} .opblock-summary-control")
    browser.press(f"{_GET_ME} .try-out__btn")
    browser.press(f"{_GET_ME} .execute")

    answer = browser.find(f"{_GET_ME} .live-responses-table tbody").text
    assert answer.startswith("200")
    assert _MEMBER["email"] in answer
    assert browser.complaints() == []
    assert browser.hosts() == {urlsplit(service.url).netloc}
