"""When two spellings are the same address or the same role name."""

import unicodedata


def fold(text: str) -> str:
    """The key under which a spelling is unique: compatibility form, case folded.

    Made here because `lower()` knows only ASCII in SQLite and depends on the locale in
    PostgreSQL. Never write to the folded address: another person may own it.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
