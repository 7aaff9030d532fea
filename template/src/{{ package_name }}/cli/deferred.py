"""Commands about deferred calls."""

from typing import Annotated

import typer

from .arguments import require_ids
from .errors import explaining_refusals

deferred = typer.Typer(
    help="Make deferred calls, or look after those that nobody makes any more.",
    no_args_is_help=True,
)

Ids = Annotated[
    list[int], typer.Argument(help="The ids of calls, as `list` and the log show them.")
]


@deferred.command("run")
def run_until_stopped() -> None:
    """Make calls in this process; use with DEFERRED_DISPATCH=off."""
    from ..kit import logging
    from ..services import background, deferred_service

    logging.configure()
    background.run_until_stopped(deferred_service.making_calls())


@deferred.command("list")
def list_stuck() -> None:
    """List calls that were given up, or whose function is gone."""
    from ..kit.database import run
    from ..services import deferred_service

    with explaining_refusals():
        calls = run(deferred_service.list_stuck)
    for call in calls:
        tried = f"{call.attempts} attempts, {call.error or 'no error'}"
        typer.echo(f"{call.id}  {call.name}  {call.created_at:%Y-%m-%d %H:%M}  {tried}")


@deferred.command()
def retry(ids: Ids) -> None:
    """Let calls that were given up be made again."""
    require_ids(ids)
    from ..kit.database import run
    from ..services import deferred_service

    with explaining_refusals():
        number = run(deferred_service.retry, ids)
    typer.echo(f"Queued {number} call{'' if number == 1 else 's'} again.")


@deferred.command()
def remove(ids: Ids) -> None:
    """Delete calls that are not to be made."""
    require_ids(ids)
    from ..kit.database import run
    from ..services import deferred_service

    with explaining_refusals():
        number = run(deferred_service.remove, ids)
    typer.echo(f"Removed {number} call{'' if number == 1 else 's'}.")
