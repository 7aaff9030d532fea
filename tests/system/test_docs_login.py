"""*Authorize* on the page of the backend `oidc`: a login at an identity provider."""

from urllib.parse import urlsplit

import pytest

from tests.system.browser import Browser
from tests.system.issuer import CLIENT, Issuer
from tests.system.service import Serve, Service

pytestmark = pytest.mark.system

_GET_ME = "[id='operations-me-get_me']"
_LOG_IN = ".modal-ux [aria-label='Apply given OAuth2 credentials']"
_LOGGED_IN = ".modal-ux [aria-label='Remove authorization']"


@pytest.fixture
def service(serve: Serve, issuer: Issuer) -> Service:
    """The service, whose page is a client of the issuer."""
    service = serve("sqlite-async-oidc", OIDC_DOCS_CLIENT_ID=CLIENT, **issuer.settings)
    issuer.behave(service.url, "/docs/oauth2-redirect")
    return service


def test_a_login_at_the_provider_lets_the_page_call_the_api(
    service: Service, issuer: Issuer, browser: Browser
) -> None:
    _open_dialog(browser, service)
    browser.press(_LOG_IN)
    browser.find(_LOGGED_IN)
    browser.press(".modal-ux button.btn-done")
    browser.press(f"{_GET_ME} .opblock-summary-control")
    browser.press(f"{_GET_ME} .try-out__btn")
    browser.press(f"{_GET_ME} .execute")

    answer = browser.find(f"{_GET_ME} .live-responses-table tbody").text
    assert answer.startswith("200")
    assert "ada@example.com" in answer
    assert len(browser.window_handles) == 1
    assert browser.execute_script("return window.swaggerUIRedirectOauth2") is None
    assert browser.complaints() == []
    assert browser.hosts() == _hosts(service.url, issuer.url)
    log = service.log.read_text(encoding="utf-8")
    assert "/docs/oauth2-redirect" in log
    assert [secret for secret in issuer.told if secret in log] == []


def test_who_knows_the_time_does_not_know_the_state(
    service: Service, issuer: Issuer, browser: Browser
) -> None:
    for _ in range(2):
        _open_dialog(browser, service)
        browser.execute_script("Date.prototype.toString = () => 'midnight'")
        browser.press(_LOG_IN)
        browser.find(_LOGGED_IN)

    assert len({question["state"] for question in issuer.questions}) == 2


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"state": "forged"}, "state mismatch"),
        ({"code": "", "error": "access_denied"}, "access_denied"),
    ],
)
def test_an_answer_that_is_not_what_was_asked_for_is_not_used(
    service: Service,
    issuer: Issuer,
    browser: Browser,
    changes: dict[str, str],
    complaint: str,
) -> None:
    issuer.changes = changes

    _open_dialog(browser, service)
    browser.press(_LOG_IN)

    assert complaint in browser.find(".modal-ux .errors").text
    assert "POST /token" not in issuer.answers


def test_a_code_that_is_not_the_one_that_was_asked_for_is_refused(
    service: Service, issuer: Issuer, browser: Browser
) -> None:
    issuer.changes = {"code": "of-somebody-else"}

    _open_dialog(browser, service)
    browser.press(_LOG_IN)

    assert "invalid_grant" in browser.find(".modal-ux .errors").text
    assert issuer.answers["POST /token"] == 400


def test_an_answer_that_no_page_waits_for_is_told_so(
    service: Service, browser: Browser
) -> None:
    browser.get(f"{service.url}/docs/oauth2-redirect?code=one&state=two")

    assert "No page is waiting" in browser.find("body").text
    assert browser.complaints() == []


def test_without_a_client_the_page_takes_a_token_and_asks_nobody(
    serve: Serve, issuer: Issuer, browser: Browser
) -> None:
    service = serve("sqlite-async-oidc", **issuer.settings)

    _open_dialog(browser, service)

    browser.find(".modal-ux input[aria-label='auth-bearer-value']")
    assert "OpenIdConnect" not in browser.find(".modal-ux").text
    assert browser.complaints() == []
    assert browser.hosts() == _hosts(service.url)


def _open_dialog(browser: Browser, service: Service) -> None:
    browser.get(f"{service.url}/docs")
    browser.press("button.authorize")


def _hosts(*urls: str) -> set[str]:
    return {urlsplit(url).netloc for url in urls}
