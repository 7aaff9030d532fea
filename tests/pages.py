"""Pages of documentation: their blocks, links and headings, and code in their prose."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from textwrap import dedent

# In a list it is indented, as far as its end is.
_BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<label>.*)\n(?P<text>(?:.*\n)*?)(?P=indent)```$",
    re.MULTILINE,
)
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\((?![a-z]+:)([^)#\s]*)#?([^)\s]*)\)")


@dataclass(frozen=True)
class Block:
    """What stands between two fences; the label has its language, and its file."""

    label: str
    text: str

    @property
    def language(self) -> str:
        return self.label.partition(" ")[0]

    @property
    def first(self) -> str:
        """Its first line, which tells it from others."""
        return self.text.partition("\n")[0]


@dataclass(frozen=True)
class Page:
    """A page, or a section of it, by its path in some folder."""

    path: str
    text: str

    @cached_property
    def blocks(self) -> list[Block]:
        return [
            Block(found["label"], dedent(found["text"]))
            for found in _BLOCK.finditer(self.text)
        ]

    @cached_property
    def prose(self) -> str:
        """All but the blocks."""
        return _BLOCK.sub("", self.text)

    @property
    def code(self) -> set[str]:
        """What stands in backticks."""
        return set(in_backticks(self.prose))

    @cached_property
    def anchors(self) -> set[str]:
        """What GitHub calls the headings in links."""
        return {
            re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
            for heading in _HEADING.findall(self.prose)
        }

    @property
    def links(self) -> list[tuple[str, str]]:
        """A path in the folder and an anchor, for each link that stays in there."""
        return [
            (self._beside(path) if path else self.path, anchor)
            for path, anchor in _LINK.findall(self.prose)
        ]

    def section(self, heading: str) -> "Page":
        """What stands below a heading of the second or third level."""
        begin = re.search(rf"^(###?) {re.escape(heading)}\n", self.text, re.MULTILINE)
        assert begin, f"{self.path} has no section {heading}"
        below = self.text[begin.end() :]
        end = re.search(rf"^#{{2,{len(begin[1])}}} ", below, re.MULTILINE)
        return Page(self.path, below[: end.start()] if end else below)

    def rows(self, header: str) -> list[list[str]]:
        """The cells of all tables with a header that begins so."""
        tables = re.findall(
            rf"^\| {re.escape(header)}.*\n\|[-:| ]+\|\n((?:\|.*\n?)+)",
            self.prose,
            re.MULTILINE,
        )
        assert tables, f"{self.path} has no table {header}"
        return [
            [cell.strip() for cell in row.split("|")[1:-1]]
            for row in "".join(tables).splitlines()
        ]

    def _beside(self, path: str) -> str:
        parts: list[str] = []
        for part in (PurePosixPath(self.path).parent / path).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        return "/".join(parts)


def pages(folder: Path, paths: Iterable[str]) -> list[Page]:
    """Those of the paths that are pages."""
    return [
        Page(path, (folder / path).read_text("utf-8"))
        for path in paths
        if path.endswith(".md")
    ]


def in_backticks(text: str) -> list[str]:
    return _CODE.findall(text)


def lost_links(pages: Iterable[Page], paths: Iterable[str]) -> list[str]:
    """Links that lead to none of the paths, or to no heading there."""
    anchors = {path: set[str]() for path in paths}
    found = list(pages)
    anchors |= {page.path: page.anchors for page in found}
    return [
        f"{page.path}: {path}#{anchor}"
        for page in found
        for path, anchor in page.links
        if path not in anchors or (anchor and anchor not in anchors[path])
    ]
