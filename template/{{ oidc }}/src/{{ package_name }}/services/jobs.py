"""The background jobs: deferred calls, and deleting old rows."""

from ..core import deferred_config
from .background import Job
from .deferred_service import making_calls
from .purge_service import purge

_HOUR = 3600


def beside_requests() -> list[Job]:
    """The jobs of every worker."""
    jobs = [Job(purge, _HOUR)]
    if deferred_config.deferred.dispatch == "inline":
        jobs.append(making_calls())
    return jobs
