"""The background jobs: email, deferred calls, and deleting old rows."""

from ..core import deferred_config, mail_config
from .background import Job
from .deferred_service import making_calls
from .outbox_service import dispatch
from .purge_service import purge

_HOUR = 3600


def beside_requests() -> list[Job]:
    """The jobs of every worker."""
    jobs = [Job(purge, _HOUR)]
    if mail_config.mail.dispatch == "inline":
        jobs.append(sending_mail())
    if deferred_config.deferred.dispatch == "inline":
        jobs.append(making_calls())
    return jobs


def sending_mail() -> Job:
    mail = mail_config.mail
    return Job(dispatch, mail.poll_seconds, patience=mail.timeout)
