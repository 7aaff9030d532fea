"""Folds the spellings of an email address or role name to one key."""

import unicodedata


def fold(text: str) -> str:
    """The unique key of a spelling: compatibility form, case folded.

    Not left to the database: `lower()` knows only ASCII in one, and depends on the
    locale in another. Never send email to a folded address: it may be someone else's.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
