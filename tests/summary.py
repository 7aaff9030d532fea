"""The table that ends a run: which variant and step took how long; what did not run."""

from collections import defaultdict

import pytest

from tests import interpreters
from tests.suites import REST
from tests.walk import has_curl

_STEPS = ("setup", "check", "test", "contract", "fuzz", "pages", "recipe")


def write(terminal: pytest.TerminalReporter) -> None:
    """Write the table, if any variant was installed."""
    table = _table(terminal)
    if not table:
        return
    terminal.section("variants")
    width = max(len(suite) for suite in table)
    terminal.write_line(f"{'':{width}}" + "".join(f"{step:>9}" for step in _STEPS))
    for suite, cells in sorted(table.items()):
        line = "".join(f"{cells.get(step, '-'):>9}" for step in _STEPS)
        terminal.write_line(f"{suite:{width}}{line}")
    for version in interpreters.missing():
        terminal.write_line(f"Python {version}: not run, not found on this machine")
    if "not rest" in terminal.config.option.markexpr:
        left_out = ", ".join(map(str, REST))
        terminal.write_line(f"tests of {left_out}: left to `make test-all`")
    if not has_curl():
        terminal.write_line("pages: not followed, no curl 7.84 found on this machine")


def _table(terminal: pytest.TerminalReporter) -> dict[str, dict[str, str]]:
    """How each step of each suite went, as the tests recorded it."""
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for outcome in ("passed", "failed", "error"):
        for report in terminal.stats.get(outcome, []):
            if "test_variants.py::" in report.nodeid:
                suite = report.nodeid.partition("[")[2].rstrip("]")
                table[suite].update(report.user_properties)
    return table
