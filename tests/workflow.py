"""The workflow that every project gets, and the commands of its steps."""

from pathlib import Path
from typing import Any

import yaml

PATH = ".github/workflows/ci.yml"


def workflow(project: Path) -> dict[str, Any]:
    """What the workflow of a rendered project says."""
    content = yaml.safe_load((project / PATH).read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def steps(project: Path) -> list[dict[str, Any]]:
    """The steps of its one job."""
    (job,) = workflow(project)["jobs"].values()
    return list(job["steps"])


def commands(project: Path) -> list[str]:
    """What its steps run, in order."""
    return [step["run"] for step in steps(project) if "run" in step]
