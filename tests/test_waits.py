"""No test waits for ever: neither an emitted one nor one of this repository."""

import re

from tests.findings import assert_none
from tests.repository import ROOT, tracked

# What goes on until something happens, which may never be.
_ENDLESS = re.compile(
    r"while (?:True|not\b|1)\b"
    r"|\.(?:wait|join|result|communicate|acquire)\(\)"
    r"|\bto_thread\(\w+\.wait\)"
)
_LIMITED = re.compile(r"wait_for\([\w.]+\.wait\(\)")
_RUN = re.compile(r"subprocess\.(?:run|check_\w+)\((?:[^()]|\([^()]*\))*\)")
_TESTS = re.compile(r"(?:template/.*/?)?tests/.+\.py(?:\.jinja)?")


def test_every_wait_has_an_end() -> None:
    texts = {
        path: (ROOT / path).read_text("utf-8")
        for path in tracked(ROOT)
        if _TESTS.fullmatch(path) and path != "tests/test_waits.py"
    }
    assert len(texts) > 100

    assert_none(
        f"{path}: {found[0]!r} waits for ever"
        for path, text in texts.items()
        for found in _ENDLESS.finditer(_LIMITED.sub("", text))
    )
    assert_none(
        f"{path}: {found[0]!r} has no timeout"
        for path, text in texts.items()
        for found in _RUN.finditer(text)
        if "timeout=" not in found[0]
    )
