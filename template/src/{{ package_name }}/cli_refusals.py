"""How a command ends that cannot do what it was asked: with sentences, and status 1."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from alembic.util import CommandError
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
    except DBAPIError as error:
        reason = _first_line(error.orig)
        refuse(f"The database that DATABASE_URL names does not do it: {reason}")
    except CommandError as error:
        refuse(f"The migrations do not run. {_first_line(error)}")
    except OSError as error:
        refuse(f"The system does not do it: {_first_line(error)}")


def _first_line(error: BaseException | None) -> str:
    """What an error says, or its name when it says nothing."""
    return str(error).strip().partition("\n")[0] or type(error).__name__


def refuse(*sentences: str) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)
