"""The page at /admin, as administrators and others use it, in a browser."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.by import By

from tests.suites import Installed
from tests.system.browser import Browser
from tests.system.issuer import CLIENT, Issuer
from tests.system.service import Serve, Service

pytestmark = pytest.mark.system

_ROOT = {"email": "root@example.com", "password": "Vexing7quilt"}
_CLERK = {"email": "clerk@example.com", "password": "Vexing7quilt"}
_JWT, _SESSION = "sqlite-async-jwt", "postgresql-async-session"
_OIDC = "sqlite-sync-oidc"
_MARKUP = "<img src=x onerror=alert(1)>"
_LAST_ADMIN = "At least one active administrator must remain."
# What a browser says of every refusal, wanted or not.
_REFUSAL = "the server responded with a status of 4"

# Has the token that asks for roles first refused wherever it asks for them.
_SPEND_THE_TOKEN = """
const real = window.fetch;
let spent;
window.fetch = (url, options) => {
  const headers = { ...options.headers };
  if (String(url).endsWith("/roles")) {
    spent ??= headers.Authorization;
    if (headers.Authorization === spent) headers.Authorization = "Bearer spent";
  }
  return real(url, { ...options, headers });
};
"""


@dataclass
class Page:
    """The page in a browser, and what is done or seen there again and again."""

    browser: Browser
    service: Service

    def open(self) -> None:
        self.browser.get(f"{self.service.url}/admin")

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            field = self.browser.find(f"#{name}")
            field.clear()
            field.send_keys(text)

    def log_in(self, person: dict[str, str]) -> None:
        self.fill(**person)
        self.browser.press_named("Log in")

    def do(self, verb: str, result: str) -> None:
        """Press this, and wait for the page to say what came of it."""
        self.browser.press_named(verb)
        self.browser.wait_for(result, "#notice")

    def tick(self, choice: str) -> None:
        self.browser.press(f"input[value='{choice}']")

    def actions(self) -> list[str]:
        """What the audit log has about the user who is shown, newest first."""
        self.browser.press_named("History")
        self.browser.wait_for("Audit log", "h1")
        cells = self.browser.find_elements(By.CSS_SELECTOR, "td:nth-child(2)")
        return [cell.text for cell in cells]

    def faults(self) -> list[str]:
        """The errors in the console, violations of the policy among them."""
        return [line for line in self.browser.complaints() if _REFUSAL not in line]


@pytest.fixture(params=[_JWT, _SESSION])
def page(
    request: pytest.FixtureRequest,
    serve: Serve,
    installed: Callable[[str], Installed],
    browser: Browser,
) -> Page:
    """The page of a service with one administrator; nobody is logged in."""
    service = serve(request.param)
    status, _ = service.call("POST", "/users", _CLERK)
    if status == 201:
        command = f".venv/bin/my-service create-admin --email {_ROOT['email']}"
        project = installed(request.param)
        project.run(command, {"ADMIN_PASSWORD": _ROOT["password"]})
    page = Page(browser, service)
    page.open()
    return page


_only_jwt = pytest.mark.parametrize("page", [_JWT], indirect=True)
_only_session = pytest.mark.parametrize("page", [_SESSION], indirect=True)


def test_an_administrator_invites_promotes_and_deactivates(page: Page) -> None:
    page.log_in(_ROOT)
    page.browser.press_named("Invite a user")
    # The page before has a field of that name, too.
    page.browser.wait_for("Invite a user", "h1")
    page.fill(email="invited@example.com", name=_MARKUP)
    page.do("Invite", "Invited by mail")
    page.browser.wait_for("invited@example.com", "h1")
    page.tick("moderator")
    page.do("Save roles", "Saved.")
    page.do("End all sessions", "Ended 0 sessions.")
    page.do("Deactivate", "The user was deactivated.")

    assert page.browser.find(".heading .badge").text == "inactive"
    assert page.browser.find("input[value='moderator']").is_selected()
    assert page.actions() == [
        "user_deactivated",
        "logins_ended",
        "roles_assigned",
        "user_invited",
    ]
    assert page.faults() == []
    assert page.browser.hosts() == {urlsplit(page.service.url).netloc}

    page.browser.press_named("Users")
    page.fill(email="invited@example.com")
    page.browser.press_named("Search")
    page.browser.wait_for(_MARKUP, "tbody td:nth-child(4)")
    page.browser.press_named("invited@example.com")
    page.browser.press_named("Delete …")
    page.browser.press("dialog .danger")
    page.browser.wait_for("The user was deleted.", "#notice")

    assert page.faults() == []


def test_who_is_not_sure_deletes_nobody(page: Page) -> None:
    page.log_in(_ROOT)
    page.browser.press_named(_CLERK["email"])
    page.browser.press_named("Delete …")
    page.browser.press("dialog button")

    page.do("End all sessions", "Ended")
    assert page.browser.find("h1").text == _CLERK["email"]


def test_the_last_administrator_stays_one_and_is_told_why(page: Page) -> None:
    page.log_in(_ROOT)
    page.browser.press_named(_ROOT["email"])
    page.tick("admin")
    page.browser.press_named("Save roles")
    page.browser.wait_for(_LAST_ADMIN, "form [role='alert']:not(:empty)")
    page.do("Deactivate", _LAST_ADMIN)

    assert page.faults() == []


def test_a_role_is_created_changed_and_deleted(page: Page) -> None:
    page.log_in(_ROOT)
    page.browser.press_named("Roles")
    page.browser.press_named("New role")
    page.fill(name="!")
    page.browser.press_named("Create role")
    page.browser.wait_for("pattern", "#name-fault")
    assert page.browser.switch_to.active_element.get_attribute("id") == "name"

    page.fill(name="Support", description=_MARKUP)
    page.tick("users:read")
    page.do("Create role", "The role was created.")
    page.tick("roles:read")
    page.do("Save role", "The role was saved.")
    page.browser.press_named("Delete …")
    page.browser.press("dialog .danger")

    page.browser.wait_for("The role was deleted.", "#notice")
    assert page.faults() == []


def test_who_administers_nothing_is_told_so(page: Page) -> None:
    page.log_in(_CLERK)

    page.browser.wait_for("Nothing to administer", "h1")
    assert page.browser.find("main > p").text == "Your roles allow nothing here."
    assert page.browser.find_elements(By.CSS_SELECTOR, "nav a") == []

    page.browser.press_named("Log out")
    page.browser.wait_for("Log in", "h1")
    assert page.faults() == []


def test_a_wrong_password_is_refused_beside_what_was_typed(page: Page) -> None:
    page.log_in(_ROOT | {"password": "wrong"})

    page.browser.wait_for("Valid credentials", "form [role='alert']:not(:empty)")
    email = page.browser.find("#email").get_attribute("value")
    assert email == _ROOT["email"]


@_only_session
def test_a_cookie_outlives_reloading_the_page_and_no_longer_the_login(
    page: Page,
) -> None:
    page.log_in(_ROOT)
    page.browser.wait_for("Users", "h1")
    page.open()
    page.browser.wait_for("Users", "h1")

    page.browser.delete_all_cookies()
    page.browser.press_named("Roles")
    page.browser.wait_for("Log in", "h1")
    page.log_in(_ROOT)
    page.browser.wait_for("Roles", "h1")


@_only_jwt
def test_tokens_are_gone_when_the_page_is_reloaded(page: Page) -> None:
    page.log_in(_ROOT)
    page.browser.wait_for("Users", "h1")
    page.open()

    page.browser.wait_for("Log in", "h1")
    stored = "return [localStorage.length, sessionStorage.length, document.cookie]"
    assert page.browser.execute_script(stored) == [0, 0, ""]


@_only_jwt
def test_requests_that_are_refused_together_renew_the_tokens_once(page: Page) -> None:
    # A second use of the refresh token would end the login.
    page.log_in(_ROOT)
    page.browser.execute_script(_SPEND_THE_TOKEN)
    page.browser.press_named(_CLERK["email"])

    page.browser.wait_for("Roles", "legend")
    page.do("End all sessions", "Ended")
    refused = [line for line in page.browser.complaints() if "401" in line]
    assert len(refused) == 2


@pytest.fixture
def provided(serve: Serve, issuer: Issuer, browser: Browser) -> Page:
    """The page of a service, as a client of the issuer."""
    service = serve(_OIDC, OIDC_ADMIN_CLIENT_ID=CLIENT, **issuer.settings)
    issuer.behave(service.url, "/admin")
    page = Page(browser, service)
    page.open()
    return page


def test_a_login_at_the_provider_opens_the_page(
    provided: Page, issuer: Issuer, installed: Callable[[str], Installed]
) -> None:
    provided.browser.press_named("Log in at the provider")
    provided.browser.wait_for("Nothing to administer", "h1")

    installed(_OIDC).run(".venv/bin/my-service regain-admin 1", issuer.settings)
    provided.browser.get(f"{provided.service.url}/admin#/users?email=ada@example.com")
    provided.browser.refresh()
    provided.browser.press_named("Log in at the provider")
    provided.browser.press_named("ada@example.com")
    provided.fill(name=_MARKUP)
    provided.do("Save name", "The name was saved.")
    provided.browser.wait_for(_MARKUP, "dl")
    provided.tick("moderator")
    provided.do("Save roles", "Saved.")
    provided.tick("admin")
    provided.browser.press_named("Save roles")
    provided.browser.wait_for(_LAST_ADMIN, "form [role='alert']:not(:empty)")
    provided.do("Deactivate", _LAST_ADMIN)

    assert provided.actions()[:2] == ["roles_assigned", "user_updated"]
    assert provided.faults() == []
    places = {urlsplit(provided.service.url).netloc, urlsplit(issuer.url).netloc}
    assert provided.browser.hosts() == places
    log = provided.service.log.read_text(encoding="utf-8")
    assert [secret for secret in issuer.told if secret in log] == []
    assert provided.browser.execute_script("return sessionStorage.length") == 0


@pytest.mark.parametrize(
    ("changes", "complaint", "exchanged"),
    [
        ({"state": "forged"}, "state mismatch", None),
        ({"code": "", "error": "access_denied"}, "access_denied", None),
        ({"code": "of-somebody-else"}, "invalid_grant", 400),
    ],
)
def test_an_answer_of_the_provider_that_is_not_as_it_should_be_logs_nobody_in(
    provided: Page,
    issuer: Issuer,
    changes: dict[str, str],
    complaint: str,
    exchanged: int | None,
) -> None:
    issuer.changes = changes

    provided.browser.press_named("Log in at the provider")

    provided.browser.wait_for(complaint, "[role='alert']")
    assert provided.browser.find("h1").text == "Log in"
    assert issuer.answers.get("POST /token") == exchanged


def test_without_a_client_nobody_logs_in_at_the_provider(
    serve: Serve, issuer: Issuer, browser: Browser
) -> None:
    page = Page(browser, serve(_OIDC, **issuer.settings))

    page.open()

    browser.wait_for("OIDC_ADMIN_CLIENT_ID", "main > p")
    assert page.faults() == []
