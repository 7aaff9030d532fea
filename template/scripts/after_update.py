"""Tell what an update has done that Copier does not, and order the migrations.

Copier removes a file that the template no longer has together with your edits, and
reports success over a conflict. Nothing is lost, since an update starts from a commit;
but nothing else says so. `make updated` runs this before the update is committed.

With `--check` this only refuses conflicts that nobody has resolved, and answers that
Copier has not written. `make check` runs that, since no other tool looks into a text or
a Dockerfile.
"""

import shlex
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import linear_migrations
import recorded_answers

_REMOVED = "These files were removed, with any edits of yours. To bring one back:"
_CONFLICTS = (
    "These files are in conflict. Keep what you want of each, and `git add` it."
    " Or take back what it was before:"
)
_REJECTED = (
    "These hold changes that did not fit. Make them by hand in the file of the same"
    " name, without `.rej`, and delete these:"
)
_ANSWERED = "These answers changed. If you did not want that, abort the update:"
_EDITED = (
    f"{recorded_answers.FILE} is not as Copier wrote it: an answer was edited, added or"
    " lost."
)
_ABORT = (
    " So this update has merged wrongly. Abort it as docs/updating.md says, commit the"
    " file as Copier last wrote it, and update again. To find that version:"
)
_LOG = f"git log --patch -- {recorded_answers.FILE}"


def main() -> None:
    left = check() if sys.argv[1:] == ["--check"] else report()
    sys.exit(1 if left else 0)


def check() -> bool:
    """Whether something is left that must not be committed."""
    conflicts, rejected = _with_markers(), _rejected()
    if conflicts:
        print("Conflict markers are left in:", *sorted(conflicts))
    if rejected:
        print("Changes of an update are left in:", *sorted(rejected))
    edited = recorded_answers.is_edited(recorded_answers.read() or "")
    if edited:
        _list(f"{_EDITED} To find the version that Copier wrote:", [_LOG])
    return bool(conflicts or rejected or edited)


def report() -> bool:
    """Whether something is left to do before the update can be committed."""
    if _listed("rev-parse", "--verify", "HEAD") is None:
        print("There is no commit here, so nothing tells what an update has changed.")
        return True
    removed = _changed("D")
    conflicts = _changed("U") | _with_markers()
    rejected = _rejected()
    _tell(_REMOVED, removed)
    _tell(_CONFLICTS, conflicts)
    _tell(_REJECTED, rejected, command="")
    wrong = not _are_answers_right()
    disordered = not _straighten()
    if not (removed or conflicts or rejected or wrong or disordered):
        print("No file was removed, and none is in conflict.")
    return bool(conflicts or rejected or wrong or disordered)


def _are_answers_right() -> bool:
    """Whether the update had the answers of this project; else why not is told."""
    before, after = _committed(recorded_answers.FILE), recorded_answers.read()
    if before is None or after is None:
        return True
    _list(_ANSWERED, recorded_answers.changes(before, after))
    if any(map(recorded_answers.is_edited, (before, after))):
        wrong = _EDITED
    else:
        wrong = recorded_answers.wrong_package(before, after, _is_committed)
    if wrong:
        _list(wrong + _ABORT, [_LOG])
    return not wrong


def _committed(file: Path) -> str | None:
    """What the last commit has in this file."""
    found = _output("show", f"HEAD:./{file.as_posix()}")
    return None if found is None else found.decode(errors="replace")


def _is_committed(path: str) -> bool:
    return bool(_listed("ls-tree", "-z", "--name-only", "HEAD", f"./{path}"))


def _tell(
    sentence: str, files: Iterable[str], command: str = "git checkout HEAD -- "
) -> None:
    _list(sentence, (f"{command}{shlex.quote(file)}" for file in sorted(files)))


def _list(sentence: str, lines: Iterable[str]) -> None:
    if found := [*lines]:
        print(sentence, *found, sep="\n  ")


def _straighten() -> bool:
    """Whether there is one line of migrations; else what to do has been told."""
    try:
        linear_migrations.straighten()
    except linear_migrations.ProblemError as problem:
        for sentence in problem.args:
            print(sentence)
        return False
    return True


def _changed(kind: str) -> set[str]:
    """What is deleted (D) or unmerged (U), whether or not the index knows already."""
    compared = ("HEAD",) if kind == "D" else ()
    options = ("-z", "--name-only", "--relative", "--no-renames", "--no-color")
    return _listed("diff", *options, f"--diff-filter={kind}", *compared) or set()


def _with_markers() -> set[str]:
    """Files with a line that git or Copier writes around two versions."""
    # What is ignored is not searched; and a repository that git refuses is.
    options = ("--no-index", "--exclude-standard", "--no-color", "-z", "-I", "-l", "-E")
    return _listed("grep", *options, "-e", "^(<{7}|>{7}) ") or set()


def _rejected() -> set[str]:
    """What `copier update --conflict rej` leaves beside a file."""
    files = (path for path in Path().rglob("*.rej") if path.with_suffix("").is_file())
    return {path.as_posix() for path in files}


def _listed(*arguments: str) -> set[str] | None:
    """What git lists in this folder, by paths from here; None where git cannot."""
    found = _output(*arguments)
    if found is None:
        return None
    listed = found.decode(errors="surrogateescape").split("\0")
    return {path for path in listed if path}


def _output(*arguments: str) -> bytes | None:
    """What git prints in this folder; None where it cannot."""
    try:
        finished = subprocess.run(
            # Paths are from here, whatever the user's own settings say.
            ["git", "-c", "grep.fullName=false", *arguments],
            check=False,
            capture_output=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return None if finished.returncode > 1 else finished.stdout


if __name__ == "__main__":
    main()
