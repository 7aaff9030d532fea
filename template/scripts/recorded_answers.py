"""Whether `.copier-answers.yml` is as Copier wrote it, and what an update changed.

An update renders what the project was made from once more, with these answers. If one
of them is wrong or missing, it takes edits for what they are not, and reports success:
for a missing answer, and one that is refused, Copier takes the default.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

FILE = Path(".copier-answers.yml")

_SUM = re.compile(r"^# .*\b([0-9a-f]{64})\b", re.MULTILINE)
# The path of the template may change.
_NOT_SUMMED = re.compile(r"^#.*\n|^_src_path:.*\n(?: .*\n)*", re.MULTILINE)
_ANSWER = re.compile(r"^(\w+):(.*\n(?: .*\n)*)", re.MULTILINE)


def is_edited(text: str) -> bool:
    """Whether somebody has written into it after Copier; an old one does not tell."""
    recorded = _SUM.search(text)
    summed = hashlib.sha256(_NOT_SUMMED.sub("", text).encode())
    return recorded is not None and recorded[1] != summed.hexdigest()


def read() -> str | None:
    return FILE.read_text(encoding="utf-8") if FILE.is_file() else None


def changes(before: str, after: str) -> Iterator[str]:
    """Each answer that differs, as a line."""
    old, new = _answers(before), _answers(after)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield f"{name}: {old.get(name, 'none')} -> {new.get(name, 'none')}"


def wrong_package(before: str, after: str, committed: Callable[[str], bool]) -> str:
    """What is wrong with the name of the package, in a sentence, or nothing."""
    old, new = (_answers(text).get("package_name", "") for text in (before, after))
    if old and new != old:
        return f"package_name was {old}, and is {new} now."
    if not committed(f"src/{new}"):
        return f"package_name is {new}, but no commit has src/{new}."
    return ""


def _answers(text: str) -> dict[str, str]:
    return {
        name: " ".join(value.split())
        for name, value in _ANSWER.findall(text)
        if not name.startswith("_")
    }
