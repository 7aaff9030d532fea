"""Debian's Chromium, without a window and without a network."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.wait import WebDriverWait

_SECONDS = 90
_ARGUMENTS = (
    "--headless=new",
    "--window-size=1280,1600",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-proxy-server",
    # No name leads anywhere but to this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
)


@dataclass(frozen=True)
class Exchange:
    """A request as it left the browser, and the status that came back."""

    headers: dict[str, str]
    withheld: list[str]
    """Why cookies of the host that was asked stayed behind."""
    status: int


class Browser(Chrome):
    """A driver that knows what its pages asked for and complained about."""

    def find(self, selector: str) -> WebElement:
        """Wait for what a CSS selector names to be visible."""
        named = (By.CSS_SELECTOR, selector)
        return self._wait().until(expected.visibility_of_element_located(named))

    def press(self, selector: str) -> None:
        """Wait until it can be pressed, and press it."""
        named = (By.CSS_SELECTOR, selector)
        self._wait().until(expected.element_to_be_clickable(named)).click()

    def press_named(self, name: str) -> None:
        """Press the link or button with this text, once it can be pressed."""
        named = (By.XPATH, f"//*[self::a or self::button][.='{name}']")
        self._wait().until(expected.element_to_be_clickable(named)).click()

    def wait_for(self, text: str, selector: str) -> None:
        """Wait for the text to be in the first element that a CSS selector names."""
        named = (By.CSS_SELECTOR, selector)
        self._wait().until(expected.text_to_be_present_in_element(named, text))

    def complaints(self) -> list[str]:
        """The errors in the console since it was asked for last."""
        log = self.get_log("browser")  # type: ignore[no-untyped-call]
        return [line["message"] for line in log if line["level"] == "SEVERE"]

    def hosts(self) -> set[str]:
        """The hosts, with ports, that were asked for anything since the last time."""
        urls = (
            urlsplit(event["params"]["request"]["url"])
            for event in self._events()
            if event["method"] == "Network.requestWillBeSent"
        )
        return {url.netloc for url in urls if url.scheme != "data"}

    def exchange(self, url: str) -> Exchange:
        """Wait for what came of the one request to a URL, readable to a page or not."""
        events: list[Any] = []

        def look(_: Chrome) -> Exchange | Literal[False]:
            events.extend(self._events())
            return _exchange(url, events)

        return self._wait().until(look)

    def _events(self) -> list[Any]:
        log = self.get_log("performance")  # type: ignore[no-untyped-call]
        return [json.loads(line["message"])["message"] for line in log]

    def _wait(self) -> "WebDriverWait[Chrome]":
        return WebDriverWait(self, _SECONDS)


def _exchange(url: str, events: list[Any]) -> Exchange | Literal[False]:
    ids = {
        event["params"]["requestId"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
        and event["params"]["request"]["url"] == url
    }
    told = {
        event["method"]: event["params"]
        for event in events
        if event["params"].get("requestId") in ids
    }
    sent = told.get("Network.requestWillBeSentExtraInfo")
    received = told.get("Network.responseReceivedExtraInfo")
    if sent is None or received is None:
        return False
    cookies = sent["associatedCookies"]
    withheld = [reason for cookie in cookies for reason in cookie["blockedReasons"]]
    return Exchange(sent["headers"], withheld, received["statusCode"])


@contextmanager
def open_browser(*, trusts_all: bool = False) -> Iterator[Browser]:
    """A browser; one that trusts all certificates, if there is no real one."""
    options = ChromeOptions()
    options.accept_insecure_certs = trusts_all
    options.binary_location = _program("chromium", "chromium")
    for argument in _ARGUMENTS:
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    logs = {"browser": "ALL", "performance": "ALL"}
    options.set_capability("goog:loggingPrefs", logs)
    browser = Browser(
        options, ChromeService(_program("chromedriver", "chromium-driver"))
    )
    try:
        yield browser
    finally:
        browser.quit()


def _program(name: str, package: str) -> str:
    """Where it is; without it a system test fails, since a skip would go unseen."""
    return shutil.which(name) or pytest.fail(
        f"System tests need Debian's package {package}: apt-get install {package}.",
        pytrace=False,
    )
