"""Yours: background jobs and commands. Updates leave this file alone.

A job is a function of `services/` that returns how much it did. This calls it every 60
seconds, and again at once while there is something to do:

    async with running([Job(item_service.expire, 60)]):
        yield

`Job` and `running` are in `services/background.py`. A command is a function:

    @commands.command()
    def import_items(file: Path) -> None: ...

Import what it needs inside, as `cli.py` does, so that `--help` works without settings.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from typer import Typer

commands = Typer(help="Commands of this project.", no_args_is_help=True)


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
    """Start your jobs before `yield`, and stop them after it."""
    yield
