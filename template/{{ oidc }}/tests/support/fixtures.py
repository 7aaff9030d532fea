"""What tests of an identity provider share."""

from collections.abc import Iterator

import pytest

from tests.support.issuer import ISSUER, Issuer


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """The identity provider; whatever a test makes of it, it behaves afterwards."""
    ISSUER.behave()
    yield ISSUER
    ISSUER.behave()
