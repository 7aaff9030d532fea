"""The script, played to a served variant: a line for each step."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from tests.contract.scripts import PLANS, SCRIPTS
from tests.contract.served import Served, serving
from tests.contract.step import Answer, Step, describe

_TOKEN = re.compile(r"\{token:([^:}]+):(\d+)\}")
_KEPT = re.compile(r"\{(\w+)\}")


class Player:
    """Who has logged in so far, and what was kept of the answers."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._kept: dict[str, str] = {}
        self._people: dict[str, Mapping[str, str]] = {}

    def introduce(self, tokens: Mapping[str, str]) -> None:
        for name, token in tokens.items():
            self._people[name] = {"Authorization": f"Bearer {token}"}

    def credentials(self, name: str) -> Mapping[str, str]:
        """The headers by which that person is known."""
        return self._people[name]

    def play(self, step: Step) -> Answer:
        method, path = self._fill(step.request).split(" ", 1)
        headers = dict(self._people.get(step.by or "", {}))
        body = step.body
        if body is not None and not isinstance(body, bytes):
            body = self._fill(json.dumps(body)).encode()
        if body is not None:
            headers["Content-Type"] = "application/json"
        answer = self._served.send(method, path, body, headers | dict(step.headers))
        # What is not given out is missed by later steps, and shows in their answers.
        if answer.status < HTTPStatus.BAD_REQUEST:
            for name, place in step.keeps.items():
                self._kept[name] = str(_at(answer.json, place))
            if step.becomes:
                self._people[step.becomes] = _credentials(answer)
        return answer

    def _fill(self, text: str) -> str:
        text = _TOKEN.sub(lambda m: self._served.token(m[1], int(m[2])), text)
        return _KEPT.sub(lambda m: self._kept.get(m[1], "0"), text)


def transcript(project: Path, backend: str) -> list[str]:
    """Serve the project and play the script of its backend: `name: answer` each."""
    with serving(project, PLANS[backend]) as served:
        player = Player(served)
        if PLANS[backend].people:
            player.introduce(served.tokens())
        lines = [
            f"{step.name}: {describe(step, player.play(step))}"
            for step in SCRIPTS[backend]
        ]
        answer = served.send("GET", "/openapi.json", None, {})
        unplayed = _unplayed(SCRIPTS[backend], answer.json["paths"])
        return lines + [f"no step: {operation}" for operation in unplayed]


def _at(content: Any, path: str) -> Any:  # noqa: ANN401
    """What is at `1.id` in the answer."""
    for name in path.split("."):
        content = content[int(name) if isinstance(content, list) else name]
    return content


def _credentials(answer: Answer) -> dict[str, str]:
    """What shows the login that was answered: a token, or a cookie and its token."""
    if "set-cookie" not in answer.headers:
        return {"Authorization": f"Bearer {answer.json['access_token']}"}
    (cookie,) = SimpleCookie(answer.headers["set-cookie"]).values()
    return {
        "Cookie": f"{cookie.key}={cookie.value}",
        "X-CSRF-Token": answer.headers["x-csrf-token"],
    }


def _unplayed(steps: Sequence[Step], paths: Mapping[str, Any]) -> Iterator[str]:
    """The operations of the document that no step of the script calls."""
    called = [step.request.partition("?")[0] for step in steps]
    for path, operations in paths.items():
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))
        for method in operations:
            wanted = re.compile(f"{method.upper()} {pattern}")
            if not any(wanted.fullmatch(call) for call in called):
                yield f"{method.upper()} {path}"
