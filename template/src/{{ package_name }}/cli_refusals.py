"""How a command ends that cannot do what it was asked: with sentences, and status 1."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from .core.exceptions import ServiceError


@contextmanager
def explaining_refusals() -> Iterator[None]:
    """End with one sentence for each mistake, and without the values."""
    try:
        yield
    except ValidationError as error:
        mistakes = error.errors(include_input=False, include_url=False)
        refuse(
            *(
                f"{mistake['loc'][0]}: {mistake['msg'].removeprefix('Value error, ')}"
                for mistake in mistakes
            )
        )
    except ServiceError as error:
        refuse(error.detail)
    except (DBAPIError, OSError) as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        refuse(f"The database that DATABASE_URL names does not do it: {reason}")


def refuse(*sentences: str) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)
