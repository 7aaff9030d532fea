"""Tell which files an update has removed, and which it has left in conflict.

Copier removes a file that the template no longer has together with the user's edits,
and reports success over a conflict. Nothing is lost, since an update starts from a
commit; but nothing else says so. Silent when there is nothing to tell.

`copier update` runs this in the project, and anybody may run it there before the update
is committed. It always ends with success: it only reads.
"""

import shlex
import subprocess
from collections.abc import Iterable


def main() -> None:
    removed = _changed("D")
    conflicts = _changed("U") | _with_markers()
    rejected = _listed("ls-files", "-z", "--others", "--", "*.rej")
    _tell("The update removed these files. To bring one back:", removed)
    _tell(
        "The update left conflicts in these files. Edit each and `git add` it."
        " Or, to take back what it was before the update:",
        conflicts,
    )
    _tell(
        "The update could not apply these changes. Apply each by hand, then delete it:",
        rejected,
        command="rm",
    )


def _tell(
    sentence: str, files: Iterable[str], command: str = "git checkout HEAD"
) -> None:
    if found := sorted(files):
        print(sentence)
        for file in found:
            print(f"  {command} -- {shlex.quote(file)}")


def _changed(kind: str) -> set[str]:
    """What is deleted (D) or unmerged (U), whether or not the index knows already."""
    compared = ("HEAD",) if kind == "D" else ()
    options = ("-z", "--name-only", "--relative", "--no-renames")
    return _listed("diff", *options, f"--diff-filter={kind}", *compared)


def _with_markers() -> set[str]:
    """Files that hold both markers; one alone may be the underlining of a title."""
    patterns = ("--all-match", "-e", "^<<<<<<< ", "--or", "-e", "^>>>>>>> ")
    return _listed("grep", "-z", "-I", "--name-only", *patterns)


def _listed(*arguments: str) -> set[str]:
    """What git lists in this folder, by paths from here; nothing where git cannot."""
    try:
        finished = subprocess.run(
            ["git", *arguments], check=False, capture_output=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return set()
    found = finished.stdout.decode(errors="surrogateescape")
    return {path for path in found.split("\0") if path}


if __name__ == "__main__":
    main()
