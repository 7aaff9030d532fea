"""The background job: deleting old rows."""

from .background import Job
from .purge_service import purge

_HOUR = 3600


def beside_requests() -> list[Job]:
    """The jobs of every worker."""
    return [Job(purge, _HOUR)]
