"""Measures rendered projects beside the references: `python -m benchmarks.run --help`.

Needs Linux, for the processor time and the memory of a worker.
"""

from __future__ import annotations

import json
import secrets
import signal
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from . import commandline
from .apps import App, Reference
from .measures import beside_jwt, crowds, listing, logins, me, memory, storm
from .outcome import complaints
from .postgres import Postgres, private_postgres
from .projects import Project
from .rounds import Size, Target
from .servers import free_port, running

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .outcome import Outcome

MEASURES: dict[str, Callable[[Sequence[Target], Size], Outcome]] = {
    "me": me.measure,
    "crowds": crowds.measure,
    "backends": beside_jwt.measure,
    "list": listing.measure,
    "logins": logins.measure,
    "storm": storm.measure,
    "memory": memory.measure,
}


def all_apps(folders: list[Path], postgres: Postgres) -> list[App]:
    """Return the references and the projects, each with an empty database."""

    def fresh(number: int) -> tuple[str, str]:
        # 48 random bytes are 64 characters.
        return postgres.create_database(f"app_{number}"), secrets.token_urlsafe(48)

    apps: list[App] = [
        Reference(name, *fresh(number)) for number, name in enumerate(("R1", "R3"))
    ]
    names = [folder.name for folder in folders]
    for folder, name in zip(folders, names, strict=True):
        unique = name if names.count(name) == 1 else str(folder)
        apps.append(Project(folder, unique, *fresh(len(apps))))
    return apps


def start(app: App, stack: ExitStack, logs: Path) -> Target:
    """Migrate, start and populate an app; the stack stops it."""
    print(f"preparing {app.name}", flush=True)
    app.prepare(stack)
    port = free_port()
    log = logs / f"{app.name.replace('/', '_')}.log"
    command = app.command(port)
    server = stack.enter_context(
        running(command, port, app.folder, app.environment, log)
    )
    app.populate(server.url)
    return Target(app, server)


def measure_all(
    projects: list[Path], names: Sequence[str], size: Size, logs: Path | None
) -> dict[str, Outcome]:
    """Start everything, take the measures, and stop everything."""
    with ExitStack() as stack:
        postgres = stack.enter_context(private_postgres())
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-"))
        folder = logs or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        targets = [start(app, stack, folder) for app in all_apps(projects, postgres)]
        outcomes: dict[str, Outcome] = {}
        for number, name in enumerate(names, start=1):
            print(f"\nmeasure {number}/{len(names)}: {name}", flush=True)
            outcomes[name] = MEASURES[name](targets, size)
        return outcomes


def figures(
    size: Size,
    gates: Mapping[str, float],
    outcomes: Mapping[str, Outcome],
    failed: list[str],
) -> str:
    """Return all that is known, as JSON."""
    known = {
        **asdict(size),
        "gates": gates,
        "measures": {name: asdict(outcome) for name, outcome in outcomes.items()},
        "failed": failed,
    }
    return json.dumps(known, indent=2) + "\n"


def main() -> int:
    """Run everything; return 1 if a request failed or a gate was missed."""
    args = commandline.read()
    # Without this a terminated run would leave its servers behind.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: sys.exit(128 + received))
    size = Size(args.rounds, args.seconds, args.clients)
    outcomes = measure_all(args.project, args.measure, size, args.logs)
    gates = dict(args.gate)
    failed = complaints(outcomes, gates)
    for outcome in outcomes.values():
        print(outcome)
    if args.json:
        text = figures(size, gates, outcomes, failed)
        args.json.write_text(text, encoding="utf-8")
    for complaint in failed:
        print(f"FAILED {complaint}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
