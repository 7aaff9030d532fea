"""What the benchmark makes of its arguments, and of what it has measured."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import commandline, run
from benchmarks.apps import App
from benchmarks.load import LoadResult, percentile
from benchmarks.measures import logins, storm
from benchmarks.measures.beside_jwt import beside_jwt
from benchmarks.outcome import GATES, Gated, Outcome, Row, complaints
from benchmarks.probe import ProbeResult
from benchmarks.projects import Project
from benchmarks.rounds import in_turn
from benchmarks.series import Sample, Series
from tests.pages import in_backticks, pages
from tests.repository import ROOT

_LOAD = LoadResult(
    clients=32,
    seconds=4.0,
    answers=400,
    rate=100.0,
    p50_ms=10.0,
    p99_ms=20.0,
    max_ms=30.0,
    statuses={"200": 400},
    not_2xx=0,
    errors=0,
    timeouts=0,
    first_error="",
    cpu_share=0.1,
)
_PROBE = ProbeResult(
    seconds=4.0,
    sent=200,
    p50_ms=3.0,
    p99_ms=6.0,
    max_ms=9.0,
    unanswered=0,
    not_2xx=0,
    first_error="",
    cpu_share=0.1,
)
_ROW: Row = {"app": "service", "failures": 0, "first error": "", "sender": 0.1}


def _folder(
    parent: Path,
    mode: str = "async",
    backend: str = "jwt",
    database: str = "postgresql",
) -> Path:
    """As much of a rendered and installed project as the benchmark reads."""
    folder = parent / f"{mode}-{backend}-{database}"
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").touch()
    (folder / ".copier-answers.yml").write_text(
        f"database: {database}\ndb_mode: {mode}\nauth_backend: {backend}\n",
        encoding="utf-8",
    )
    (folder / "pyproject.toml").write_text(
        '[project.scripts]\nmy-service = "my_service.cli.main:main"\n', encoding="utf-8"
    )
    return folder


def _project(folder: Path) -> App:
    return Project(folder, folder.name, "postgresql://", "secret")


def _outcome(*gated: Gated, **columns: object) -> dict[str, Outcome]:
    return {"me": Outcome("A title", [_ROW | columns], [], gated)}


def _samples(*rates: float) -> list[Sample]:
    return [Sample(replace(_LOAD, rate=rate), 0.0, 0) for rate in rates]


def test_every_measure_that_can_be_named_is_there() -> None:
    assert tuple(run.MEASURES) == commandline.MEASURES
    assert set(commandline.USUAL) <= set(commandline.MEASURES)
    assert {gate.measure for gate in GATES.values()} <= set(commandline.MEASURES)


def test_the_page_lists_the_measures_and_options() -> None:
    (page,) = pages(ROOT, ["docs/benchmarks.md"])
    measures = [in_backticks(row[0])[0] for row in page.rows("`--measure` | what")]
    options = " ".join(row[0] for row in page.rows("option"))
    source = Path(commandline.__file__).read_text("utf-8")
    taken = re.findall(r"add_argument\(\s*\"(--\w+)\"", source)

    assert tuple(measures) == commandline.MEASURES
    assert {"--project", *re.findall(r"--\w+", options)} == {*taken}
    for block in page.blocks:
        for words in re.findall(r'ARGS="(--measure .+)"', block.text):
            commandline.read(words.split())


@pytest.mark.parametrize(
    ("words", "measures"),
    [
        ([], commandline.USUAL),
        (["--measure", "storm,me"], ("me", "storm")),
        (["--measure", "list,list"], ("list",)),
        (["--measure", "all"], commandline.MEASURES),
    ],
)
def test_measures_are_taken_once_and_in_our_order(
    words: list[str], measures: tuple[str, ...]
) -> None:
    assert commandline.read(words).measure == measures


def test_gates_are_read() -> None:
    words = ["--measure", "me,list", "--gate", "me=1.5", "--gate", "list=1"]
    assert commandline.read(words).gate == [("me", 1.5), ("list", 1.0)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--measure me,pages", "no measure 'pages'; there is me, crowds,"),
        ("--measure=", "no measure ''"),
        ("--gate speed=1", "no gate 'speed'; there is me, list,"),
        ("--gate storm=1", "a request without a 2xx fails any run"),
        ("--gate me", "'me' has no ratio; write me=1.5"),
        ("--gate me=fast", "'me=fast' has no ratio"),
        ("--gate me=-1", "'me=-1' has no ratio"),
        ("--gate me=nan", "'me=nan' has no ratio"),
        ("--gate list=1", "--gate list needs --measure list"),
        ("--measure me --gate oidc=1.2", "--gate oidc needs --measure backends"),
        ("--rounds 0", "'0' is not a whole number from 1"),
        ("--clients 1.5", "'1.5' is not a whole number from 1"),
        ("--seconds 0", "'0' is not a number above 0"),
        ("--seconds long", "'long' is not a number above 0"),
        ("--project /nowhere", "/nowhere has no .copier-answers.yml"),
    ],
)
def test_a_mistake_is_answered_with_one_sentence(
    words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        commandline.read(words.split())
    assert said in capsys.readouterr().err


def test_only_a_project_with_postgresql_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken, refused = _folder(tmp_path), _folder(tmp_path, database="sqlite")

    assert commandline.read(["--project", str(taken)]).project == [taken]
    with pytest.raises(SystemExit, match="2"):
        commandline.read(["--project", str(refused)])
    assert "has database=sqlite" in capsys.readouterr().err


def test_all_that_went_well_is_nothing_to_complain_about() -> None:
    outcomes = _outcome(
        Gated("me", "service", 1.5, "x R1"), Gated("oidc", "service", 1.2, "x jwt")
    )
    assert complaints(outcomes, {"me": 1.5, "oidc": 1.2}) == []


@pytest.mark.parametrize(
    ("outcomes", "gates", "complaint"),
    [
        (_outcome(failures=2), {}, "me: service: 2 requests failed"),
        (
            _outcome(failures=2, clients=128),
            {},
            "me: service, 128 clients: 2 requests failed",
        ),
        (
            _outcome(sender=0.9),
            {},
            "me: service: the sender was busy for 0.9 of the time",
        ),
        (
            _outcome(Gated("list", "service", 0.99, "x R1")),
            {"list": 1.0},
            "gate list: service has 0.99 x R1, and the gate is 1.0",
        ),
        (
            _outcome(Gated("session", "service", 1.16, "x jwt")),
            {"session": 1.15},
            "gate session: service has 1.16 x jwt, and the gate is 1.15",
        ),
        (
            _outcome(Gated("me", "service", 2.0, "x R1")),
            {"logins": 0.1},
            "gate logins: none of these projects is measured for it",
        ),
    ],
)
def test_what_failed_is_named(
    outcomes: dict[str, Outcome], gates: dict[str, float], complaint: str
) -> None:
    assert complaints(outcomes, gates) == [complaint]


def test_a_table_has_no_empty_column() -> None:
    rows: list[Row] = [
        {"app": "R1", "ratio": "", "first error": ""},
        {"app": "service", "ratio": 1.5, "first error": ""},
    ]
    assert str(Outcome("Title", rows, [], note="A note")).splitlines() == [
        "",
        "Title",
        "    app  ratio",
        "     R1       ",
        "service    1.5",
        "A note",
    ]


def test_a_measure_without_apps_says_so() -> None:
    assert str(Outcome("Title", [], [])) == "\nTitle: nothing to measure"


def test_apps_are_taken_in_turn() -> None:
    taken: list[str] = []

    def take(name: str) -> int:
        taken.append(name)
        return len(taken)

    assert in_turn(["a", "b"], 2, take) == {"a": [1, 3], "b": [2, 4]}
    assert taken == ["a", "b", "a", "b"]


def test_a_ratio_is_the_median_of_the_ratios_of_each_round() -> None:
    series = Series({("a", 1): _samples(100, 400, 90), ("b", 1): _samples(50, 100, 90)})
    # The medians of the rates are 100 and 90.
    assert series.ratio(("a", 1), ("b", 1)) == 2.0


def test_a_rate_beside_none_is_no_ratio() -> None:
    series = Series({("a", 1): _samples(100), ("b", 1): _samples(0)})
    assert series.ratio(("a", 1), ("b", 1)) == 0.0


def test_failures_of_all_rounds_are_counted_with_the_first_message() -> None:
    broken = replace(_LOAD, first_error="reset", cpu_share=0.5)
    samples = [Sample(_LOAD, 0.0, 0), Sample(broken, 0.0, 2), Sample(broken, 0.0, 1)]

    trouble = Series({("a", 1): samples}).trouble("a", 1)

    assert trouble == {"sender": 0.5, "failures": 3, "first error": "reset"}


@pytest.mark.parametrize(
    ("share", "milliseconds"), [(0.5, 51.0), (0.99, 100.0), (1.0, 100.0)]
)
def test_a_percentile_is_one_of_the_values(share: float, milliseconds: float) -> None:
    assert percentile([n / 1000 for n in range(1, 101)], share) == milliseconds
    assert percentile([], share) == 0.0


def test_logins_are_a_share_of_what_all_cores_could_hash() -> None:
    sample = Sample(replace(_LOAD, rate=50.0), 0.0, 0)
    hashes = logins.Logins(sample, hash_seconds=0.02)

    assert hashes.limit() == logins.CORES * 50
    row = logins.row("service", [hashes])
    assert (row["share"], row["hash CPU ms"]) == (round(1 / logins.CORES, 2), 20.0)


def test_the_worst_round_of_a_storm_is_the_one_that_shows() -> None:
    calm = storm.Storm(_PROBE, _PROBE, _LOAD)
    silent = replace(_PROBE, max_ms=10_000.0, unanswered=3, first_error="no answer")
    refused = replace(_LOAD, not_2xx=2)

    row = storm.row("service", [calm, calm, storm.Storm(_PROBE, silent, refused)])

    assert (row["its p99 ms"], row["its max ms"]) == (6.0, 10_000.0)
    assert (row["unanswered"], row["failures"]) == (3, 5)
    assert row["first error"] == "no answer"


def test_a_project_stands_beside_the_first_jwt_of_its_mode(tmp_path: Path) -> None:
    jwt, session, sync, oidc = (
        _project(_folder(tmp_path, mode, backend))
        for mode, backend in [
            ("async", "jwt"),
            ("async", "session"),
            ("sync", "jwt"),
            ("sync", "oidc"),
        ]
    )
    other = _project(_folder(tmp_path / "other"))

    apps = [session, jwt, other, oidc, sync]
    assert beside_jwt(apps) == [(session, jwt), (oidc, sync)]
    assert beside_jwt([session, sync]) == []


def test_each_client_logs_in_to_an_account_of_its_own(tmp_path: Path) -> None:
    for backend in ("jwt", "session"):
        sent = _project(_folder(tmp_path, backend=backend)).logins("http://host", 16)
        assert sent
        assert len(set(sent.bodies)) == 16
    assert _project(_folder(tmp_path, backend="oidc")).logins("http://host", 16) is None
