"""The table that ends a run: which variant, which step, how long; what did not run."""

import re
from collections import defaultdict

import pytest

from tests import interpreters

STEPS = {
    "test_a_variant_installs_from_its_own_pyproject": "setup",
    "test_a_variant_passes_its_own_checks": "check",
    "test_a_variant_passes_its_own_tests": "test",
    "test_a_variant_grows_as_its_documentation_says": "recipe",
}
_NODE = re.compile(r"::(?P<test>\w+)\[(?P<suite>[^\]@]+)")


def write(terminal: pytest.TerminalReporter) -> None:
    """Write the table, if any variant was installed."""
    table = _table(terminal)
    if not table:
        return
    terminal.section("variants")
    width = max(len(suite) for suite in table)
    terminal.write_line(f"{'':{width}}" + "".join(f"{s:>9}" for s in STEPS.values()))
    for suite, cells in sorted(table.items()):
        line = "".join(f"{cells.get(step, '-'):>9}" for step in STEPS.values())
        terminal.write_line(f"{suite:{width}}{line}")
    for version in interpreters.missing():
        terminal.write_line(f"Python {version}: not run, not found on this machine")


def _table(terminal: pytest.TerminalReporter) -> dict[str, dict[str, str]]:
    """Cells by suite and step."""
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for outcome in ("passed", "failed", "error"):
        for report in terminal.stats.get(outcome, []):
            found = _NODE.search(getattr(report, "nodeid", ""))
            if not found or found["test"] not in STEPS:
                continue
            cell = f"{report.duration:.0f} s" if outcome == "passed" else "FELL"
            table[found["suite"]][STEPS[found["test"]]] = cell
    return table
