"""The committed list of paths of each variant; `make manifests` rewrites them."""

import tempfile
from pathlib import Path

from copier import run_copy

from tests.repository import snapshot
from tests.variants import VARIANTS, Variant

FOLDER = Path(__file__).with_name("manifests")


def listing(project: Path) -> list[str]:
    """Every path of a rendered project, folders implied."""
    paths = (path for path in project.rglob("*") if path.is_file())
    return sorted(path.relative_to(project).as_posix() for path in paths)


def committed(variant: Variant) -> list[str]:
    return (FOLDER / f"{variant}.txt").read_text(encoding="utf-8").splitlines()


def rewrite() -> None:
    """Render every variant with the default answers and write what came out."""
    for stale in FOLDER.glob("*.txt"):
        stale.unlink()
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        template = snapshot(Path(scratch) / "template")
        for variant in VARIANTS:
            folder = Path(scratch) / str(variant)
            run_copy(
                str(template), folder, data=variant.answers, defaults=True, quiet=True
            )
            lines = "".join(f"{path}\n" for path in listing(folder))
            (FOLDER / f"{variant}.txt").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
