"""The cookie of the backend `session`, kept and sent by a browser."""

import json

import pytest

from tests.system.browser import Browser
from tests.system.service import Serve, Service

pytestmark = pytest.mark.system

_MEMBER = {"email": "member@example.com", "password": "Vexing7quilt"}
_LOG_IN = "[id='operations-auth-log_in']"
_GET_ME = "[id='operations-me-get_me']"

# Scripts of a page. Those of a foreign one send what needs no leave of the service.
_FETCH_JSON = """
const [method, url, body, done] = arguments;
const headers = {"Content-Type": "application/json"};
fetch(url, {method, headers, body, credentials: "include"})
  .then(async answer => done([answer.status, await answer.text()]))
  .catch(error => done([null, String(error)]));
"""
_FETCH_BLINDLY = """
fetch(arguments[0], {
  method: "POST",
  mode: "no-cors",
  credentials: "include",
  headers: {"Content-Type": "text/plain"},
  body: "{}",
}).catch(() => {});
"""
_SUBMIT_FORM = """
const form = document.createElement("form");
form.method = "post";
form.action = arguments[0];
document.body.append(form);
form.submit();
"""
_BLIND = pytest.mark.parametrize(
    "script", [_FETCH_BLINDLY, _SUBMIT_FORM], ids=["fetch", "form"]
)


@pytest.fixture
def service(serve: Serve) -> Service:
    """The service, where the member has registered, in this test or an earlier one."""
    service = serve("sqlite-async-session")
    service.call("POST", "/users", _MEMBER)
    return service


@pytest.fixture
def logged_in(service: Service, browser: Browser) -> Browser:
    """A browser on a page of the service whose script has logged in."""
    browser.get(f"{service.url}/docs")
    status, _ = _fetch(browser, "POST", "/api/v1/auth/login", _MEMBER)
    assert status == 200
    return browser


def test_a_login_is_a_cookie_that_the_browser_sends_and_no_script_reads(
    logged_in: Browser,
) -> None:
    (cookie,) = logged_in.get_cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert logged_in.execute_script("return document.cookie") == ""

    changed, _ = _fetch(logged_in, "PATCH", "/api/v1/users/me", {"name": "Changed"})
    status, me = _fetch(logged_in, "GET", "/api/v1/users/me")

    assert (changed, status) == (200, 200)
    assert '"name":"Changed"' in me


def test_a_logout_takes_the_cookie_away_and_ends_the_login(logged_in: Browser) -> None:
    (cookie,) = logged_in.get_cookies()

    status, _ = _fetch(logged_in, "POST", "/api/v1/auth/logout")

    assert status == 204
    assert logged_in.get_cookies() == []

    logged_in.add_cookie(cookie)
    assert len(logged_in.get_cookies()) == 1
    assert _fetch(logged_in, "GET", "/api/v1/users/me")[0] == 401


@_BLIND
def test_a_page_of_the_same_site_has_the_cookie_sent_and_is_refused(
    service: Service, logged_in: Browser, script: str
) -> None:
    # To SameSite=lax a host below ours is no other site. The service looks closer.
    logout = f"{service.url}/api/v1/auth/logout"

    _open_foreign_page(logged_in, service.url.replace("service.", "other.service."))
    logged_in.execute_script(script, logout)

    exchange = logged_in.exchange(logout)
    assert exchange.headers["Cookie"].startswith("session=")
    assert exchange.headers["Sec-Fetch-Site"] == "same-site"
    assert exchange.status == 403
    _assert_still_logged_in(service, logged_in)


@_BLIND
def test_a_page_of_another_site_does_not_even_have_the_cookie_sent(
    service: Service, logged_in: Browser, script: str
) -> None:
    # SameSite=lax holds it back in the browser: to the service this is a stranger.
    logout = f"{service.url}/api/v1/auth/logout"

    _open_foreign_page(logged_in, service.url.replace("service.", "other."))
    logged_in.execute_script(script, logout)

    exchange = logged_in.exchange(logout)
    assert "Cookie" not in exchange.headers
    assert any(reason.endswith("SameSiteLax") for reason in exchange.withheld)
    assert exchange.headers["Sec-Fetch-Site"] == "cross-site"
    assert exchange.status == 401
    _assert_still_logged_in(service, logged_in)


@pytest.mark.parametrize("host", ["other.service.", "other."])
def test_a_foreign_page_can_send_no_patch_and_read_nothing(
    service: Service, logged_in: Browser, host: str
) -> None:
    me = f"{service.url}/api/v1/users/me"
    before = _fetch(logged_in, "GET", me)

    _open_foreign_page(logged_in, service.url.replace("service.", host))
    patched = _fetch(logged_in, "PATCH", me, {"name": "Taken over"})
    read = _fetch(logged_in, "GET", me)

    assert patched == read == (None, "TypeError: Failed to fetch")
    logged_in.get(f"{service.url}/docs")
    assert _fetch(logged_in, "GET", me) == before


def test_who_tries_the_login_out_is_logged_in_on_the_page(
    service: Service, browser: Browser
) -> None:
    browser.get(f"{service.url}/docs")
    browser.press(f"{_LOG_IN} .opblock-summary-control")
    browser.press(f"{_LOG_IN} .try-out__btn")
    body = browser.find(f"{_LOG_IN} textarea")
    body.clear()
    body.send_keys(json.dumps(_MEMBER))
    browser.press(f"{_LOG_IN} .execute")
    browser.find(f"{_LOG_IN} .live-responses-table")
    browser.press(f"{_GET_ME} .opblock-summary-control")
    browser.press(f"{_GET_ME} .try-out__btn")
    browser.press(f"{_GET_ME} .execute")

    answer = browser.find(f"{_GET_ME} .live-responses-table tbody").text
    assert answer.startswith("200")
    assert _MEMBER["email"] in answer
    assert [cookie["httpOnly"] for cookie in browser.get_cookies()] == [True]
    assert browser.complaints() == []


def _fetch(
    browser: Browser, method: str, url: str, body: dict[str, str] | None = None
) -> tuple[int | None, str]:
    """Have a script of the page ask; the status and the text that it may read."""
    text = None if body is None else json.dumps(body)
    status, answer = browser.execute_async_script(_FETCH_JSON, method, url, text)
    return status, answer


def _open_foreign_page(browser: Browser, url: str) -> None:
    """Open a page of ours under another origin, and let any script run in it."""
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    browser.get(f"{url}/docs")


def _assert_still_logged_in(service: Service, browser: Browser) -> None:
    browser.get(f"{service.url}/docs")
    assert _fetch(browser, "GET", "/api/v1/users/me")[0] == 200
