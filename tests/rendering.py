"""Projects rendered from the snapshot: once per set of answers, and then only read."""

import shutil
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path, PurePosixPath

from pytest_copie.plugin import Copie

from tests.repository import commit
from tests.shared import once
from tests.variants import Variant


class Renderer:
    """Render through pytest-copie, and make sure that the answers took."""

    def __init__(
        self,
        copie: Copie,
        template: Path,
        release: str = "HEAD",
        shared: Path | None = None,
    ) -> None:
        self._copie = copie
        self._template = template
        self._release = release
        self._folder = shared or copie.test_dir

    def __call__(self, **given: str) -> Path:
        """The folder rendered from these answers; shared, so nothing may change it."""
        key = repr((self._template, self._release, sorted(given.items())))
        folder = self._folder / sha256(key.encode()).hexdigest()[:16]
        return once(folder, lambda: self._render(given))

    def variant(self, variant: Variant) -> Path:
        return self(**variant.answers)

    def own(self, folder: Path, **given: str) -> Path:
        """A copy that is the caller's, committed as its first user would."""
        shutil.copytree(self(**given), folder, symlinks=True)
        commit(folder, "Start")
        return folder

    def _render(self, given: Mapping[str, str]) -> Path:
        # Copier reports every file, and would bury what a test has to say.
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            result = self._copie.copy(dict(given), self._template, self._release)
        if isinstance(result.exception, Exception):
            raise result.exception
        # pytest-copie gives answers as defaults: a mistyped name would go unnoticed.
        refused = given.items() - result.answers.items()
        assert not refused, f"Answers that did not take: {sorted(refused)}"
        assert result.project_dir
        return result.project_dir


def texts(project: Path) -> dict[str, str]:
    """Every rendered file, by its path."""
    return {
        path.relative_to(project).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(project.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(project).parts
    }


def is_yours(path: str) -> bool:
    """Whether a file is the user's from the first day; its name tells."""
    return PurePosixPath(path).name.removesuffix(".jinja") in {
        "project.py",
        "user_extra.py",
    }


def package(project: Path) -> Path:
    """The folder of the one package under `src/`."""
    (folder,) = (project / "src").iterdir()
    return folder
