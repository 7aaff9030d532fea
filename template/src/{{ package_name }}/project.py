"""Yours: what runs beside the requests, and your commands. Updates leave it alone.

`lifespan` surrounds the life of the service. A command is a function:

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
