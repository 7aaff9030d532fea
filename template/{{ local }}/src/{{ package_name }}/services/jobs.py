"""The background jobs: sending due email, and deleting old rows."""

from ..core import mail_config
from ..core.section import load
from .background import Job
from .outbox_service import dispatch
from .purge_service import purge

_HOUR = 3600


def beside_requests() -> list[Job]:
    """The jobs of every worker."""
    forgetting = Job(purge, _HOUR)
    # Read now: `serve --no-outbox` may have set it since the settings were read.
    sends_mail = load(mail_config.MailSettings).dispatch == "inline"
    return [forgetting, sending_mail()] if sends_mail else [forgetting]


def sending_mail() -> Job:
    mail = mail_config.mail
    return Job(dispatch, mail.poll_seconds, patience=mail.timeout)
