"""What tests of accounts and mail share."""

from collections.abc import Iterator

import pytest

from tests.support.mailbox import Mailbox, open_mailbox


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Where the mail of the service arrives."""
    with open_mailbox() as mailbox:
        yield mailbox
