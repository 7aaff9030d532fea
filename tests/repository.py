"""Git, and copies of this repository that a test may render from and commit to."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]

_IDENTITY = ("-c", "user.name=Tests", "-c", "user.email=tests@example.com")
_QUIET = ("-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and return what it printed."""
    command = ["git", *_IDENTITY, *_QUIET, *arguments]
    finished = subprocess.run(
        command, cwd=folder, check=False, capture_output=True, text=True, timeout=300
    )
    assert finished.returncode == 0, f"{command} in {folder}:\n{finished.stderr}"
    return finished.stdout


def tracked(folder: Path) -> list[str]:
    """The files that are tracked, or that nothing ignores: what a commit would hold."""
    listed = git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return sorted(
        {path for path in listed.split("\0") if path and (folder / path).is_file()}
    )


def commit(folder: Path, message: str, *add: str) -> None:
    """Commit everything that the folder's own rules do not ignore."""
    git(folder, "init", "--quiet")
    git(folder, "-c", "core.excludesFile=", "add", "--all", *add)
    git(folder, "commit", "--quiet", "--message", message)


def copy(into: Path) -> Path:
    """Copy the working tree, but for what is ignored."""
    for path in tracked(ROOT):
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, target)
    return into


def snapshot(into: Path) -> Path:
    """Copy the working tree into a repository of its own, tagged above every release.

    Copier cannot update from a template with uncommitted changes: the commit that it
    makes of them exists nowhere.
    """
    commit(copy(into), "The working tree", "--force")
    git(into, "tag", "v999")
    # Copier clones it for every project, and one pack sooner than a thousand objects.
    git(into, "gc", "--quiet")
    return into
