"""Schemathesis sends a served variant what its OpenAPI document allows, and more."""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

from tests.contract.scripts import BEGINNINGS, PLANS
from tests.contract.served import Plan, Served, serving
from tests.contract.transcript import Player
from tests.processes import run
from tests.suites import Suite

_CONFIG = Path(__file__).parent / "schemathesis.toml"
# The administrator is the last one, and may delete the other.
_CALLERS = ("ann", "root")
_LIMIT = re.compile(r"^(THROTTLE_\w+)=", re.MULTILINE)
_SENT = re.compile(r"(\d+) generated")
# Fewer would mean that most operations were not reached.
_FEWEST = 500
_SECONDS = 600


def wrong_answers(suite: Suite, project: Path) -> Iterator[str]:
    """What is wrong with the answers to an ordinary user, and to an administrator."""
    backend = dict(suite.variant.choices)["auth_backend"]
    plan = _without_limits(PLANS[backend], project)
    with serving(project, plan) as served:
        player = Player(served)
        if plan.people:
            player.introduce(served.tokens())
        for step in BEGINNINGS[backend]:
            player.play(step)
        for caller in _CALLERS:
            found = _attack(served, player.credentials(caller))
            yield from (f"{suite}, as {caller}: {fault}" for fault in found)


def _without_limits(plan: Plan, project: Path) -> Plan:
    """The plan with limits so high that not every answer is soon a 429."""
    names = _LIMIT.findall((project / ".env.example").read_text("utf-8"))
    limits = dict.fromkeys(names, "999999/60")
    # Nobody reads the mails of made-up accounts.
    quiet = {"MAIL_DISPATCH": "off"} if names else {}
    return replace(plan, settings={**plan.settings, **limits, **quiet})


def _attack(served: Served, credentials: Mapping[str, str]) -> Iterator[str]:
    document = f"http://127.0.0.1:{served.port}/openapi.json"
    command = [str(Path(sys.executable).parent / "st"), "--config-file", str(_CONFIG)]
    command += ["--no-color", "run", document]
    for name, value in credentials.items():
        command += ["--header", f"{name}: {value}"]
    finished = run(command, _CONFIG.parent, _SECONDS)
    sent = _SENT.search(finished.output)
    if finished.code or sent is None or int(sent[1]) < _FEWEST:
        yield finished.output
    answer = served.send("GET", "/api/v1/users/me", None, credentials)
    if answer.status != HTTPStatus.OK:
        yield f"no longer logged in at the end, but {answer.status}"
