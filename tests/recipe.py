"""Following a page of the emitted documentation to the letter."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.rendering import is_yours
from tests.suites import Installed

PAGE = "docs/adding-a-resource.md"

_BLOCK = re.compile(
    r"^```(?:python title=\"(?P<file>[^\"]+)\"|sh)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Instruction:
    """One block of the page: a whole file, or commands, one a line."""

    file: str | None
    text: str


def instructions(project: Path) -> list[Instruction]:
    page = (project / PAGE).read_text(encoding="utf-8")
    return [
        Instruction(block["file"], block["text"]) for block in _BLOCK.finditer(page)
    ]


def follow(instruction: Instruction, project: Installed) -> None:
    """Write the file, or run the lines."""
    if not instruction.file:
        for line in instruction.text.splitlines():
            project.run(line)
        return
    file = project.folder / instruction.file
    assert file.is_file() == is_yours(instruction.file), (
        f"{instruction.file}: the user's files are replaced, and no others"
    )
    file.write_text(instruction.text, encoding="utf-8")


def unreadable_blocks(project: Path) -> int:
    """How many blocks a reader would have to guess the meaning of."""
    page = (project / PAGE).read_text(encoding="utf-8")
    fences = len(re.findall(r"^```", page, re.MULTILINE))
    return fences // 2 - len(instructions(project))
