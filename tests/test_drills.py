"""The drills fit what is rendered, and each row that comes first has one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks import ids_of_priority
from tests.drilling.attempts import judge
from tests.drilling.drills import (
    DRILLED,
    REPOSITORY,
    Drill,
    faults,
    load,
    not_drilled,
    tried_in,
)
from tests.drilling.places import DrillError, find
from tests.findings import assert_none
from tests.processes import run
from tests.rendering import Renderer
from tests.repository import ROOT

DRILLS = load()


@pytest.fixture(scope="module")
def projects(render: Renderer) -> dict[str, Path]:
    rendered = {word: render.variant(variant) for word, variant in DRILLED.items()}
    return rendered | {REPOSITORY: ROOT}


def test_every_drill_fits_what_is_rendered(projects: dict[str, Path]) -> None:
    assert_none(
        f"{drill.name}: {fault}"
        for drill in DRILLS
        for fault in faults(drill, projects)
    )


def test_every_row_that_comes_first_has_a_drill_or_a_reason() -> None:
    drilled = {row_id for drill in DRILLS for row_id in drill.ids}

    assert ids_of_priority() - drilled == set(not_drilled())


def test_every_drill_of_no_row_names_its_tests() -> None:
    assert_none(drill.name for drill in DRILLS if not drill.ids and not drill.tests)


def test_no_edit_leaves_a_name_undefined(
    projects: dict[str, Path], tmp_path: Path
) -> None:
    """It would be a fault in every request, and no guard that is missing."""
    for number, drill in enumerate(DRILLS):
        for word in tried_in(drill, projects):
            place = drill.place(projects[word])
            if place and place.file.suffix == ".py":
                text = place.replaced(drill.text, drill.replacement)
                file = tmp_path / f"{number}_{word}.py"
                file.write_text(f"# {drill.name}\n{text}", encoding="utf-8")

    ruff = Path(sys.executable).with_name("ruff")
    checked = subprocess.run(
        [ruff, "check", "--isolated", "--select=F821", "--output-format=concise", "."],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        timeout=120,
        text=True,
    )

    assert checked.returncode == 0, checked.stdout


_CODE = """\
LIMIT: int = 3


class Door:
    key = 7

    def open(self) -> bool:
        return self.key == 7

    async def shut(self) -> bool:
        return self.key == 7
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "rooms").mkdir()
    (tmp_path / "rooms/hall.py").write_text(_CODE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("rooms.hall.Door.open", "7", "        return self.key == 8"),
        ("rooms.hall.Door.shut", "7", "        return self.key == 8"),
        ("rooms.hall.Door.key", "7", "    key = 8"),
        ("rooms.hall.LIMIT", "3", "LIMIT: int = 8"),
    ],
)
def test_a_text_is_replaced_where_the_name_says(
    house: Path, name: str, text: str, line: str
) -> None:
    place = find(name, house)

    assert place
    before, after = _CODE.splitlines(), place.replaced(text, "8").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [line]


def test_a_text_that_stands_twice_is_refused(house: Path) -> None:
    place = find("rooms.hall.Door", house)

    assert place
    with pytest.raises(DrillError, match="3 times"):
        place.replaced("7", "8")


def test_a_replacement_that_is_not_python_is_refused(house: Path) -> None:
    place = find("rooms.hall.LIMIT", house)

    assert place
    with pytest.raises(DrillError, match="not Python"):
        place.replaced("3", "(")


def test_a_name_that_is_not_there_is_refused(house: Path) -> None:
    assert find("rooms.attic.LIMIT", house) is None
    with pytest.raises(DrillError, match=r"no rooms\.hall\.Window"):
        find("rooms.hall.Window", house)


def test_a_drill_that_fits_nothing_is_told(projects: dict[str, Path]) -> None:
    drill = Drill(
        name="",
        text="nowhere",
        replacement="",
        function="kit.text.fold",
        ids=("REG-03", "XYZ-99"),
        tests=("core/test_text.py::test_nothing",),
        variants=("jwt",),
    )

    assert faults(drill, projects) == [
        "XYZ-99 is not on the page",
        "kit.text.fold: the text stands 0 times in text.py",
    ]
    assert "jwt: there is no tests/core/test_text.py::test_nothing" in faults(
        Drill(**vars(drill) | {"text": "casefold", "replacement": "lower"}), projects
    )


_TEST = {
    "green": "assert True",
    "red": "assert False",
    "red by another error": "raise KeyError",
    "broken": "import nothing",
    "broken name": "nothing",
}


@pytest.mark.parametrize("what", _TEST)
def test_only_a_test_that_ran_and_failed_is_red(what: str, tmp_path: Path) -> None:
    file = tmp_path / "test_it.py"
    file.write_text(f"def test_it():\n    {_TEST[what]}\n", encoding="utf-8")

    assert _judged(file) == what.partition(" ")[0]


@pytest.mark.parametrize(
    "text",
    [
        "import nothing\ndef test_it(): pass\n",
        "def test_it(nothing): pass\n",
        "def test_other(): pass\n",
    ],
    ids=["import", "fixture", "no test"],
)
def test_what_fails_before_its_test_is_broken(text: str, tmp_path: Path) -> None:
    file = tmp_path / "test_it.py"
    file.write_text(text, encoding="utf-8")

    assert _judged(file) == "broken"


def _judged(file: Path) -> str:
    report = file.with_name("report.xml")
    command = [sys.executable, "-m", "pytest", "-n0", f"--junitxml={report}"]
    finished = run([*command, f"{file}::test_it"], file.parent)
    return judge(finished.code, finished.end, report, 0).outcome
