"""How commands fail: with a message on standard error, and exit status 1."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from ..kit.errors import MigrationError, ServiceError, first_line


@contextmanager
def explaining_refusals() -> Iterator[None]:
    """Turn expected errors into messages, which never repeat a value."""
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
        reason = first_line(error.orig)
        refuse(f"Cannot use the database in DATABASE_URL: {reason}")
    except MigrationError as error:
        refuse(f"Cannot run the migrations: {first_line(error)}")
    except UnicodeEncodeError:
        refuse("An argument is not valid UTF-8.")
    except OSError as error:
        refuse(f"Operating system error: {first_line(error)}")


def refuse(*sentences: str) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)
