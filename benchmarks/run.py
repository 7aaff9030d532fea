"""Measures rendered projects beside the references: `python -m benchmarks.run --help`.

Needs Linux, for the processor time of a worker.
"""

from __future__ import annotations

import argparse
import json
import secrets
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from .apps import App, Reference
from .measure import CPU_ROUNDS, CROWDS, Target, measure
from .postgres import Postgres, private_postgres
from .projects import Project
from .report import (
    BACKEND_GATES,
    backend_rows,
    beside_jwt,
    complaints,
    crowd_rows,
    profile_rows,
    raw,
    table,
)
from .servers import free_port, running

GATES = {"me", *BACKEND_GATES}


def gate(text: str) -> tuple[str, float]:
    """Read `me=1.5`."""
    name, _, ratio = text.partition("=")
    if name not in GATES:
        message = f"no gate {name!r}; there is {', '.join(sorted(GATES))}"
        raise argparse.ArgumentTypeError(message)
    return name, float(ratio)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--project",
        type=Path,
        action="append",
        default=[],
        help="a rendered project with its .venv; may be given again",
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="of one measurement")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument(
        "--logs", type=Path, help="keep the servers' logs in this folder"
    )
    parser.add_argument(
        "--gate",
        type=gate,
        action="append",
        default=[],
        metavar="NAME=RATIO",
        help="fail if a project is below this ratio to its reference (me), or above it"
        " beside jwt (session, oidc); may be given again",
    )
    return parser.parse_args()


def all_apps(folders: list[Path], postgres: Postgres) -> list[App]:
    """Return the references and the projects, each with an empty database."""

    def fresh(number: int) -> tuple[str, str]:
        # 48 random bytes are 64 characters.
        return postgres.create_database(f"app_{number}"), secrets.token_urlsafe(48)

    apps: list[App] = [
        Reference(name, *fresh(number)) for number, name in enumerate(("R1", "R3"))
    ]
    names = [folder.resolve().name for folder in folders]
    for folder, name in zip(folders, names, strict=True):
        unique = name if names.count(name) == 1 else str(folder.resolve())
        apps.append(Project(folder.resolve(), unique, *fresh(len(apps))))
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


def main() -> int:
    """Run everything; return 1 if a request failed or a gate was missed."""
    args = arguments()
    # Without this a terminated run would leave its servers behind.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: sys.exit(128 + received))
    with ExitStack() as stack:
        postgres = stack.enter_context(private_postgres())
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-"))
        logs: Path = args.logs or Path(scratch)
        logs.mkdir(parents=True, exist_ok=True)
        targets = [start(app, stack, logs) for app in all_apps(args.project, postgres)]
        series = measure(targets, [args.clients], args.rounds, args.seconds)
        projects = [target for target in targets if target.app.reference]
        crowded = measure(projects, (args.clients, *CROWDS), args.rounds, args.seconds)
        apps = [target.app for target in targets]
        pairs = beside_jwt(apps)
        paired = [target for target in projects if any(target.app in p for p in pairs)]
        rounds = max(args.rounds, CPU_ROUNDS)
        compared = measure(paired, [args.clients], rounds, args.seconds)
    profile = profile_rows(apps, series, args.clients)
    crowds = crowd_rows(crowded, args.clients)
    backends = backend_rows(pairs, compared, args.clients)
    failed = complaints(profile, crowds, backends, dict(args.gate))
    print(f"\nThe caller's own account, {args.clients} clients\n{table(profile)}")
    print(f"\nMore clients\n{table(crowds)}" if crowds else "")
    print(f"\nBackends beside jwt\n{table(backends)}" if backends else "")
    if args.json:
        figures = {
            "rounds": args.rounds,
            "seconds": args.seconds,
            "clients": args.clients,
            "gates": dict(args.gate),
            "profile": profile,
            "crowds": crowds,
            "backends": backends,
            "failed": failed,
            "samples": {
                "profile": raw(series),
                "crowds": raw(crowded),
                "backends": raw(compared),
            },
        }
        args.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    for complaint in failed:
        print(f"FAILED {complaint}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
