"""How a test reports many findings at once: one per line, nothing around them."""

from collections.abc import Iterable

import pytest


def assert_none(findings: Iterable[str]) -> None:
    if lines := list(findings):
        pytest.fail("\n".join(lines), pytrace=False)
