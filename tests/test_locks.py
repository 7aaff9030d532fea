"""Locks are checked, and each fault in one is found."""

import pytest

from tests.findings import assert_none
from tests.locks import faults
from tests.repository import ROOT

_HASH = "    --hash=sha256:00\n"


def test_the_lock_of_this_repository_is_sound() -> None:
    assert_none(faults((ROOT / "requirements.lock").read_text("utf-8")))


@pytest.mark.parametrize(
    "lock",
    [
        "",
        "anyio==4.16.0\n",
        f"anyio>=4 \\\n{_HASH}",
        f"--index-url https://example.com\nanyio==4.16.0 \\\n{_HASH}",
        f"starlette==1.3.0 \\\n{_HASH}",
        f"python-jose[cryptography]==3.5.0 \\\n{_HASH}",
        f"sound==1.0 \\\n{_HASH}pyjwt==2.12.0 ; python_version > '3' \\\n{_HASH}",
    ],
)
def test_an_unsound_lock_is_refused(lock: str) -> None:
    assert list(faults(lock))
