"""A PostgreSQL that comes up after the service, as in a cluster that starts."""

import time
from collections.abc import Callable

import pytest

from tests.suites import Installed
from tests.system.service import Service, running

pytestmark = pytest.mark.system

_SECONDS_TO_NOTICE = 60


@pytest.mark.parametrize("variant", ["postgresql-async-jwt", "postgresql-sync-session"])
def test_a_service_waits_for_its_database(
    installed: Callable[[str], Installed], variant: str
) -> None:
    project = installed(variant)
    with project.database():
        project.run("make migrate")

    with running(project, {}, until="/health/live") as service:
        assert service.probe("/health/ready") == 503
        assert service.call("POST", "/users", {"email": "early@example.com"})[0] != 500
        with project.database():
            _wait_until_ready(service)
            member = {"email": "late@example.com", "password": "Vexing7quilt"}
            assert service.call("POST", "/users", member)[0] in {201, 409}
        assert service.probe("/health/ready") == 503
        assert service.probe("/health/live") == 200


def _wait_until_ready(service: Service) -> None:
    deadline = time.monotonic() + _SECONDS_TO_NOTICE
    while service.probe("/health/ready") != 200:
        assert time.monotonic() < deadline, service.log.read_text(encoding="utf-8")
        time.sleep(0.2)
