"""What a rendered project has that its pages may name."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from tests import sources
from tests.manifests import listing
from tests.pages import Page, pages
from tests.rendering import package

_ROUTE = re.compile(r"([A-Z]+) (?:/api/v1)?(/[^\s?]+)(?:\?(\S+))?")
_ASSIGNMENT = re.compile(r"([A-Z_]+)=\S+")
_TARGETS = re.compile(r"make ((?:[a-z-]+(?: |$))+)")
_PROGRAM = re.compile(r"(?:\.venv/bin/)?my-service(?: ([a-z-]+)(.*))?")
_SCRIPT = re.compile(r"python3 (\S+\.py)")
# Every word is in there.
_WORD_LIST = "common_passwords.txt"


@dataclass(frozen=True)
class Names:
    """Of one project, whose package has the usual name."""

    folder: Path

    @cached_property
    def paths(self) -> set[str]:
        """Every file and folder."""
        files = listing(self.folder)
        return {
            parent.as_posix()
            for file in files
            for parent in PurePosixPath(file).parents
        }.union(files)

    @cached_property
    def pages(self) -> list[Page]:
        return pages(self.folder, listing(self.folder))

    @cached_property
    def code(self) -> str:
        """All that is no page, or is in a block of one and becomes code."""
        files = (
            self._text(path)
            for path in listing(self.folder)
            if not path.endswith((".md", _WORD_LIST))
        )
        blocks = (
            f"{block.label}\n{block.text}"
            for page in self.pages
            for block in page.blocks
        )
        return "\n".join([*files, *blocks])

    @cached_property
    def words(self) -> set[str]:
        return set(re.findall(r"[\w-]+", self.code))

    @cached_property
    def settings(self) -> dict[str, str]:
        """Their defaults; the project itself compares the example with the code."""
        lines = re.findall(
            r"^([A-Z_]+)=(.*)$", self._text(".env.example"), re.MULTILINE
        )
        return dict(lines)

    @cached_property
    def targets(self) -> set[str]:
        return set(
            re.findall(r"^([a-z-]+):.*## ", self._text("Makefile"), re.MULTILINE)
        )

    @cached_property
    def commands(self) -> dict[str, set[str]]:
        return sources.commands(package(self.folder))

    @cached_property
    def routes(self) -> set[str]:
        return sources.routes(package(self.folder))

    def page(self, path: str) -> Page:
        (page,) = (page for page in self.pages if page.path == path)
        return page

    def knows(self, code: str) -> bool:
        """Whether there is what a page has in backticks."""
        if route := _ROUTE.fullmatch(code):
            return self._answers(*route.groups())
        if assignment := _ASSIGNMENT.fullmatch(code):
            return assignment[1] in self.settings
        if any(way.match(code) for way in (_TARGETS, _PROGRAM, _SCRIPT)):
            return self.runs(code)
        if "(" in code:
            return self.words.issuperset(re.findall(r"\w+", code))
        return (
            code in self.words
            or code.partition(" ")[0] in set().union(*self.commands.values())
            or self._has(code)
            or self._says(code)
        )

    def runs(self, line: str) -> bool:
        """Whether the targets, the script, the command and its options exist."""
        if made := _TARGETS.match(line):
            return self.targets.issuperset(made[1].split())
        if (ran := _PROGRAM.match(line)) and ran[1]:
            known = self.commands.get(ran[1], set())
            said = ran[2].partition(" #")[0]
            wanted = re.findall(r"--[a-z-]+", said) or ["--help"]
            if any(not word.startswith("--") for word in known):
                wanted += said.split()[:1]
            return known.issuperset(wanted)
        script = _SCRIPT.match(line)
        return not script or script[1] in self.paths

    def _answers(self, method: str, path: str, query: str | None) -> bool:
        path = re.sub(r"\{\w+\}|(?<=/)\d+", "{}", path)
        parameters = re.findall(r"(\w+)=", query or "")
        return f"{method} {path}" in self.routes and self.words.issuperset(parameters)

    def _has(self, code: str) -> bool:
        path = code.rstrip("/")
        return any(f"/{one}".endswith(f"/{path}") for one in self.paths)

    def _says(self, code: str) -> bool:
        return code in self.code and bool(
            re.search(rf"(?<!\w){re.escape(code)}(?!\w)", self.code)
        )

    def _text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")
