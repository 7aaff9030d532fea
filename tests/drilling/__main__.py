"""Removes each guard in turn, and fails for each that no test misses: `make drills`."""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from copier import run_copy

from tests import interpreters, repository
from tests.drilling.attempts import Ground, Result, attempt
from tests.drilling.drills import (
    DRILLED,
    REPOSITORY,
    Drill,
    faults,
    load,
    not_drilled,
    tried_in,
)
from tests.processes import run

_SETUP_SECONDS = 600
# All tests of all drills of a variant, one after another.
_BASELINE_SECONDS = 900


@dataclass(frozen=True)
class Round:
    """A drill in one variant."""

    word: str
    drill: Drill

    def __str__(self) -> str:
        rows = " ".join(self.drill.ids) or "-"
        return f"{self.word:10} {rows:15} {self.drill.name}"


def main() -> int:
    options = _options()
    drills = [drill for drill in load() if _is_meant(drill, options.only)]
    if not drills:
        sys.exit(f"No drill is called {options.only}.")
    with TemporaryDirectory(prefix="drills-") as scratch:
        # Run as root, PostgreSQL is another user, who reads its program in there.
        Path(scratch).chmod(0o755)
        kept = options.keep or Path(scratch)
        projects = _render(Path(scratch), kept.resolve())
        _require_sound(drills, projects)
        rounds = [
            Round(word, drill)
            for drill in drills
            for word in tried_in(drill, projects)
            if options.variant in (None, word)
        ]
        if not rounds:
            sys.exit(f"None of them is tried in {options.variant}.")
        with ThreadPoolExecutor(options.jobs) as pool:
            grounds = dict(
                pool.map(
                    lambda word: (word, _install(word, projects[word])),
                    sorted({one.word for one in rounds}),
                )
            )
            durations = _baseline(pool, grounds, rounds)
            results = list(
                pool.map(
                    lambda one: _try(one, grounds[one.word], durations),
                    _interleaved(rounds),
                )
            )
    return _report(results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make drills")
    parser.add_argument(
        "--only",
        nargs="+",
        default=[],
        help="ids of the page, files of drills, or parts of their names or functions",
    )
    parser.add_argument("--variant", choices=[*DRILLED, REPOSITORY])
    parser.add_argument(
        "--keep", type=Path, help="a folder for the projects, which are used again"
    )
    parser.add_argument("--jobs", type=int, default=2, help="drills at once")
    return parser.parse_args()


def _is_meant(drill: Drill, only: Sequence[str]) -> bool:
    return not only or any(
        word in {*drill.ids, drill.section}
        or word in drill.name
        or word in drill.function
        for word in only
    )


def _require_sound(drills: list[Drill], projects: dict[str, Path]) -> None:
    wrong = [
        f"{drill.name}: {fault}"
        for drill in drills
        for fault in faults(drill, projects)
    ]
    if wrong:
        sys.exit("\n".join(wrong))


def _render(scratch: Path, kept: Path) -> dict[str, Path]:
    """A project of each variant, and the repository."""
    template = repository.snapshot(scratch / "template")
    projects = {REPOSITORY: template}
    for word, variant in DRILLED.items():
        projects[word] = kept / word
        run_copy(
            str(template),
            projects[word],
            data=variant.answers,
            defaults=True,
            overwrite=True,
            quiet=True,
        )
    return projects


def _install(word: str, project: Path) -> Ground:
    if word == REPOSITORY:
        return Ground(project, Path(sys.executable).absolute(), is_repository=True)
    python = project / ".venv/bin/python"
    line = f"make setup PYTHON={interpreters.find(interpreters.OWN)}"
    if not python.with_name("pytest").exists():
        finished = run(["sh", "-c", line], project, _SETUP_SECONDS)
        if finished.code:
            sys.exit(f"{word}: `{line}` fell\n{finished.end}")
    # Bytecode, which every copy then brings along: a fifth of the time of a drill.
    collect = ("-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider")
    run([python, *collect], project, _SETUP_SECONDS, {"PYTHONDONTWRITEBYTECODE": ""})
    print(f"{word}: installed", flush=True)
    return Ground(project, python)


def _baseline(
    pool: ThreadPoolExecutor, grounds: dict[str, Ground], rounds: list[Round]
) -> dict[tuple[str, str], float]:
    """The seconds of each test, all of which have to be green without any edit."""
    nodes: dict[str, dict[str, None]] = defaultdict(dict)
    for one in rounds:
        nodes[one.word].update(dict.fromkeys(one.drill.nodes(one.word)))
    durations = {}
    results = pool.map(
        lambda word: attempt(
            grounds[word], list(nodes[word]), seconds=_BASELINE_SECONDS
        ),
        nodes,
    )
    for word, result in zip(nodes, results, strict=True):
        print(f"{word}: {len(nodes[word])} tests, {result.seconds:.0f} s", flush=True)
        if result.outcome != "green":
            sys.exit(f"{word}: {result.outcome} without any edit: {result.detail}")
        durations.update({(word, node): took for node, took in result.durations})
    return durations


def _interleaved(rounds: list[Round]) -> list[Round]:
    """Those of the repository first, since each of them takes longest."""
    return sorted(rounds, key=lambda one: one.word != REPOSITORY)


def _try(
    one: Round, ground: Ground, durations: dict[tuple[str, str], float]
) -> tuple[Round, Result]:
    place = one.drill.place(ground.folder)
    assert place
    path = place.file.relative_to(ground.folder).as_posix()
    text = place.replaced(one.drill.text, one.drill.replacement)
    nodes = sorted(
        one.drill.nodes(one.word), key=lambda node: durations.get((one.word, node), 0)
    )
    result = attempt(ground, nodes, (path, text))
    print(f"{result.outcome:7} {result.seconds:4.0f} s  {one}", flush=True)
    return one, result


def _report(results: list[tuple[Round, Result]]) -> int:
    """The table, and below it what no test has noticed."""
    print()
    for one, result in sorted(
        results, key=lambda pair: (pair[0].drill.ids, str(pair[0]))
    ):
        noticed = result.detail if result.outcome == "red" else result.outcome.upper()
        print(f"{one}\n{'':26} {noticed.partition(chr(10))[0]}")
    for row_id, reason in sorted(not_drilled().items()):
        print(f"{'':10} {row_id:15} not drilled: {reason}")
    wrong = [(one, result) for one, result in results if result.outcome != "red"]
    for one, result in wrong:
        print(f"\n{result.outcome.upper()}: {one}\n{one.drill.function}")
        print("\n".join(one.drill.nodes(one.word)))
        print(result.detail)
    print(f"\n{len(results)} drills, {len(results) - len(wrong)} noticed by a test.")
    return 1 if wrong else 0


if __name__ == "__main__":
    begun = time.monotonic()
    status = main()
    print(f"{time.monotonic() - begun:.0f} s")
    sys.exit(status)
