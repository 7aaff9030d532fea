"""Yours: background jobs and commands. Updates leave this file alone.

`docs/adding-a-resource.md` shows a job and a command. Both import what they need inside
the function, so that `--help` works without settings.
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
