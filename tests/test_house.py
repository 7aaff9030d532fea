"""What `make house` counts."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.rendering import Renderer, package
from tests.repository import ROOT

TEXT = '''\
"""A docstring,

of three lines."""

# A comment.
import os  # Another one.


class Settings:
    size: int = 20
    """Below a field."""

    text = """not a
    docstring"""


def f() -> str:
    """One line."""
    return os.fspath(
        ""
    )
'''


@pytest.fixture(scope="module")
def house() -> ModuleType:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import house  # noqa: PLC0415
    finally:
        sys.path.pop(0)
    return house


def test_only_lines_with_code_count(house: ModuleType) -> None:
    # import, class, size, two of text, def, and three of return.
    assert house.count(TEXT) == 9


def test_what_is_in_kit_is_counted_apart(house: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit/__init__.py").write_text("a = 1\n", encoding="utf-8")
    (tmp_path / "kit/long.py").write_text("a = 1\n" * 201, encoding="utf-8")
    (tmp_path / "ours.py").write_text("a = 1\nb = 2\n", encoding="utf-8")
    (tmp_path / "__init__.py").write_text("a = 1\n", encoding="utf-8")

    found = {figure.name: figure.found for figure in house.structure(tmp_path)}

    assert found == {
        "lines outside kit/": 3,
        "modules outside kit/": 1,
        "lines in kit/": 202,
        "lines of kit/long.py": 201,
    }


def test_the_default_service_is_measured(house: ModuleType, render: Renderer) -> None:
    found = [figure.found for figure in house.structure(package(render()))]

    assert all(number > 0 for number in found)


def test_a_figure_tells_whether_it_is_met(house: ModuleType) -> None:
    assert str(house.Figure("lines", 5, 5)).endswith("  ok")
    assert str(house.Figure("lines", 6, 5)).endswith("  over")
