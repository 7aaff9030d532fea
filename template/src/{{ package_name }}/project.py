"""Yours: what runs beside the requests, and your commands. Updates leave it alone.

A job of your own is a use case of `services/` that says how much it did. This calls it
every 60 seconds, and again at once while there is something to do:

    async with running([Job(item_service.expire, 60)]):
        yield

`Job` and `running` are in `services/background.py`. A command is a function:

    @commands.command()
    def import_items(file: Path) -> None: ...

It imports what it needs inside, as those of `cli.py` do, so that `--help` works where
no setting is.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from typer import Typer

commands = Typer(help="Commands of this project.", no_args_is_help=True)


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
    """Start what your resources need before `yield`, and stop it after."""
    yield
