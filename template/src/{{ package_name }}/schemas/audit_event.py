"""Payloads about the audit log."""

from datetime import datetime
from typing import Any

from .base import Public


class AuditEventPublic(Public):
    id: int
    happened_at: datetime
    action: str
    actor_id: int | None
    subject_id: int | None
    ip_address: str | None
    request_id: str | None
    details: dict[str, Any]
