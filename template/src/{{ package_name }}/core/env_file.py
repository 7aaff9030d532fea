"""Finds names in `.env` that no settings class reads: most often typos."""

import logging
from difflib import get_close_matches

from pydantic_settings import DotEnvSettingsSource

from . import sections
from .section import Section

logger = logging.getLogger(__name__)


def log_unknown() -> None:
    for sentence in find_unknown():
        logger.warning(sentence)


def find_unknown() -> list[str]:
    """A sentence for each unknown name in the file.

    The environment is not searched: most of it is meant for other programs.
    """
    known = {name for section in sections.load_all() for name in section.names()}
    source = DotEnvSettingsSource(Section)
    given = (name.upper() for name in source.env_vars)
    return [
        _sentence(f"{source.env_file}: {name}", get_close_matches(name, known, 1))
        for name in given
        if name not in known
    ]


def _sentence(where: str, nearest: list[str]) -> str:
    hint = f" Did you mean {nearest[0]}?" if nearest else ""
    return f"{where} is not a known setting and is ignored.{hint}"
