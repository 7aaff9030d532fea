"""A service behind nginx, which terminates TLS and removes a path, as its page says."""

import json
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from tests.pages import pages
from tests.suites import Installed
from tests.system.browser import Browser, open_browser
from tests.system.daemons import Certificate, make_certificate, nginx
from tests.system.issuer import CLIENT, Issuer
from tests.system.service import Service, free_port, serving

pytestmark = pytest.mark.system

_HOST = "service.localhost"
_JWT, _SESSION, _OIDC = (
    "sqlite-async-jwt",
    "postgresql-async-session",
    "sqlite-sync-oidc",
)
_ROOT = {"email": "root@nginx.example.com", "password": "Vexing7quilt"}
_GET_LIVE = "[id='operations-health-check_liveness']"
_GET_ME = "[id='operations-me-get_me']"
# An address of this machine, which is not the proxy's.
_CLIENT = "127.0.0.7"
_SECONDS_TO_LOG = 30


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever it is
        return json.loads(self.text)


@dataclass(frozen=True)
class Site:
    """What clients see of a variant: the proxy, and nothing else."""

    name: str
    url: str
    certificate: Path
    service: Service
    headers: dict[str, str] = field(default_factory=dict)
    """What names an administrator."""

    @property
    def origin(self) -> str:
        return self.url.removesuffix("/app")

    def ask(self, method: str, url: str, body: object = None, **more: str) -> Answer:
        """Send a request, from an address of its own."""
        target = urlsplit(urljoin(f"{self.url}/", url))
        headers = {"Host": target.netloc, "Content-Type": "application/json"}
        connection = HTTPSConnection(
            "127.0.0.1",
            target.port,
            timeout=30,
            context=ssl.create_default_context(cafile=str(self.certificate)),
            source_address=(_CLIENT, 0),
        )
        with closing(connection) as opened:
            place = target._replace(scheme="", netloc="").geturl()
            opened.request(
                method, place, json.dumps(body), headers | self.headers | more
            )
            response = opened.getresponse()
            text = response.read().decode()
            return Answer(response.status, dict(response.headers.items()), text)


@pytest.fixture(scope="module", params=[_JWT, _SESSION, _OIDC])
def site(
    request: pytest.FixtureRequest,
    installed: Callable[[str], Installed],
    issuer: Issuer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    project, port = installed(request.param), free_port()
    certificate = make_certificate(_HOST, tmp_path_factory.mktemp("certificate"))
    url = f"https://{_HOST}:{port}/app"
    settings = {"PUBLIC_URL": url, "ALLOWED_HOSTS": f"{_HOST},127.0.0.1"}
    if request.param == _OIDC:
        # Other tests have made an administrator of whoever logs in at this issuer.
        settings["DATABASE_URL"] = f"sqlite:///{certificate.certificate.parent}/own.db"
        clients = {"OIDC_DOCS_CLIENT_ID": CLIENT, "OIDC_ADMIN_CLIENT_ID": CLIENT}
        settings |= {**issuer.settings, **clients}
    with (
        serving(project, settings) as service,
        nginx(_servers(project, service, port, certificate), port),
    ):
        site = Site(request.param, url, certificate.certificate, service)
        site.headers.update(_administrator(site, project, settings, issuer))
        yield site


def _servers(
    project: Installed, service: Service, port: int, certificate: Certificate
) -> str:
    """The example of the page, with the ports and files of this test."""
    (page,) = pages(project.folder, ["docs/deployment.md"])
    (text,) = (block.text for block in page.blocks if block.language == "nginx")
    for said, meant in {
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{service.port};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "example.com;": f"{_HOST};",
        "/etc/ssl/example.com.pem": str(certificate.certificate),
        "/etc/ssl/example.com.key": str(certificate.key),
    }.items():
        assert said in text
        text = text.replace(said, meant)
    return text


def _administrator(
    site: Site, project: Installed, settings: dict[str, str], issuer: Issuer
) -> dict[str, str]:
    """Make an administrator, log in through the proxy, and say how to be known."""
    command = ".venv/bin/my-service create-admin"
    if site.name == _OIDC:
        project.run(f"{command} --subject root-behind-nginx", settings)
        return {"Authorization": f"Bearer {issuer.sign('root-behind-nginx')}"}
    password = {"ADMIN_PASSWORD": _ROOT["password"]}
    project.run(f"{command} --email {_ROOT['email']}", settings | password)
    login = site.ask("POST", "api/v1/auth/login", _ROOT, Origin=site.origin)
    assert login.status == 200
    if site.name == _JWT:
        return {"Authorization": f"Bearer {login.json['access_token']}"}
    cookie, *attributes = login.headers["set-cookie"].split("; ")
    assert cookie.startswith("__Host-session+app=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(attributes)
    return {"Cookie": cookie, "Origin": site.origin}


@pytest.fixture
def browser() -> Iterator[Browser]:
    with open_browser(trusts_all=True) as browser:
        yield browser


_only_session = pytest.mark.parametrize("site", [_SESSION], indirect=True)
_only_oidc = pytest.mark.parametrize("site", [_OIDC], indirect=True)


def test_what_a_response_points_to_is_there(site: Site) -> None:
    created = site.ask("POST", "api/v1/roles", {"name": "Night shift"})
    assert created.status == 201
    location = created.headers["location"]
    assert location == "/app/api/v1/roles/Night%20shift"
    assert site.ask("GET", location).json["name"] == "Night shift"
    assert site.ask("DELETE", location).status == 200

    # That was in the log twice.
    page = site.ask("GET", "api/v1/admin/audit-events?limit=1")
    link = page.headers["link"].removeprefix("<").partition(">")[0]
    assert link.startswith("/app/api/v1/admin/audit-events?limit=1&after=")
    assert site.ask("GET", link).status == 200

    document = site.ask("GET", "openapi.json").json
    (server,) = document["servers"]
    assert site.ask("GET", f"{server['url']}/health/live").status == 200


def test_nothing_is_served_beside_the_path(site: Site) -> None:
    outside = [site.ask("GET", path).status for path in ("/health/live", "/docs")]
    doubled = site.ask("GET", "app/health/live")

    assert [*outside, doubled.status] == [404] * 3
    assert doubled.json["error_code"] == "NOT_FOUND"


def test_the_client_is_the_one_that_the_proxy_sees(site: Site) -> None:
    forged = {"X-Forwarded-For": "192.0.2.1", "X-Request-ID": "asked-from-7"}
    assert site.ask("GET", "health/live", **forged).status == 200

    line = _wait_for_line(site.service.log, "asked-from-7")
    assert _CLIENT in line
    assert "192.0.2.1" not in line


def test_a_body_that_is_too_large_is_refused_by_the_service(site: Site) -> None:
    refused = site.ask("PATCH", "api/v1/users/me", {"name": "a" * 70_000})

    assert refused.status == 413
    assert refused.json["error_code"] == "CONTENT_TOO_LARGE"


def test_the_docs_page_calls_the_api(site: Site, browser: Browser) -> None:
    browser.get(f"{site.url}/docs")
    _execute(browser, _GET_LIVE)

    answer = browser.find(f"{_GET_LIVE} .live-responses-table tbody").text
    assert answer.startswith("200")
    assert f"{site.url}/health/live" in browser.find(f"{_GET_LIVE} .request-url").text
    assert browser.complaints() == []
    assert browser.hosts() == {urlsplit(site.url).netloc}


def test_the_admin_page_logs_in_and_shows_the_users(
    site: Site, issuer: Issuer, browser: Browser
) -> None:
    issuer.behave(site.url, "/admin")
    browser.get(f"{site.url}/admin")
    hosts = {urlsplit(site.url).netloc}
    if site.name == _OIDC:
        # Whoever logs in there is no administrator: that is shown as well.
        hosts.add(urlsplit(issuer.url).netloc)
        browser.press_named("Log in at the provider")
        browser.wait_for("Nothing to administer", "h1")
        assert browser.current_url == f"{site.url}/admin"
    else:
        for name, text in _ROOT.items():
            browser.find(f"#{name}").send_keys(text)
        browser.press_named("Log in")
        browser.press_named(_ROOT["email"])
        browser.wait_for(_ROOT["email"], "h1")
        browser.press_named("Roles")
        browser.press_named("moderator")
        browser.wait_for("moderator", "h1")

    refused = "the server responded with a status of 401"
    assert [line for line in browser.complaints() if refused not in line] == []
    assert browser.hosts() == hosts


@_only_session
def test_a_browser_keeps_the_cookie_for_this_host_only(
    site: Site, browser: Browser
) -> None:
    browser.get(f"{site.url}/admin")
    for name, text in _ROOT.items():
        browser.find(f"#{name}").send_keys(text)
    browser.press_named("Log in")
    browser.press_named(_ROOT["email"])

    (cookie,) = browser.get_cookies()
    assert cookie["name"] == "__Host-session+app"
    assert (cookie["path"], cookie["secure"], cookie["httpOnly"]) == ("/", True, True)
    assert cookie["domain"] == _HOST


@_only_oidc
def test_a_login_at_the_provider_comes_back_to_the_docs_page(
    site: Site, issuer: Issuer, browser: Browser
) -> None:
    issuer.behave(site.url, "/docs/oauth2-redirect")
    browser.get(f"{site.url}/docs")
    browser.press("button.authorize")
    browser.press(".modal-ux [aria-label='Apply given OAuth2 credentials']")
    browser.press(".modal-ux button.btn-done")
    _execute(browser, _GET_ME)

    answer = browser.find(f"{_GET_ME} .live-responses-table tbody").text
    assert answer.startswith("200")
    assert "ada@example.com" in answer
    assert browser.complaints() == []


def _wait_for_line(log: Path, word: str) -> str:
    """The line of a request, which is written when the response has been sent."""
    deadline = time.monotonic() + _SECONDS_TO_LOG
    while time.monotonic() < deadline:
        for line in log.read_text(encoding="utf-8").splitlines():
            if word in line:
                return line
        time.sleep(0.1)
    pytest.fail(f"Nothing was logged about {word}", pytrace=False)


def _execute(browser: Browser, operation: str) -> None:
    browser.press(f"{operation} .opblock-summary-control")
    browser.press(f"{operation} .try-out__btn")
    browser.press(f"{operation} .execute")
