"""What `copier.yml` holds: settings, questions, and answers that are computed."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from tests.repository import ROOT

_CONTENT: dict[str, Any] = yaml.safe_load(
    (ROOT / "copier.yml").read_text(encoding="utf-8")
)

SETTINGS = {name: value for name, value in _CONTENT.items() if name.startswith("_")}
QUESTIONS = {name: body for name, body in _CONTENT.items() if name not in SETTINGS}
COMPUTED = {name: body for name, body in QUESTIONS.items() if body.get("when") is False}
# Files that are delivered once: excluded from the root of a project that is updated.
STARTS = frozenset(re.findall(r"%\}/(.+?)\{%", "".join(SETTINGS["_exclude"])))
ASKED = {name: body for name, body in QUESTIONS.items() if name not in COMPUTED}
TEXTS = {name: body for name, body in ASKED.items() if "choices" not in body}

# Copier's own environment: a sandbox with Ansible's filters, at the root.
_JINJA = SandboxedEnvironment(
    loader=FileSystemLoader(ROOT),
    extensions=["jinja2_ansible_filters.AnsibleCoreFiltersExtension"],
    undefined=StrictUndefined,
)


def computed(choices: Mapping[str, str]) -> dict[str, str]:
    """What Copier makes of these choices, in the order of the file."""
    known = dict(choices)
    for name, body in COMPUTED.items():
        if name not in known:
            known[name] = _JINJA.from_string(str(body["default"])).render(known)
    return {name: known[name] for name in COMPUTED}


def rendered(text: str, **known: object) -> str:
    """What Copier makes of a text."""
    return _JINJA.from_string(text).render(known)


def is_refused(question: str, answer: str) -> bool:
    """Whether the validator has anything to say about this answer."""
    return bool(_validator(question).render({question: answer}).strip())


@cache
def _validator(question: str) -> Template:
    return _JINJA.from_string(QUESTIONS[question]["validator"])
