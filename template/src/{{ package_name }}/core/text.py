"""When two spellings are the same address or the same role name."""

import unicodedata


def fold(text: str) -> str:
    """The key under which a spelling is unique: compatibility form, case folded.

    Made here because databases disagree: `lower()` knows only ASCII in one, and depends
    on the locale in another. Never write to the folded address: it may be another's.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
