"""Payloads about logging in."""

from typing import Annotated

from pydantic import Field

from .base import Payload, Text
from .password import Password


class Credentials(Payload):
    """What a login is tried with. An address that cannot exist is just a wrong one."""

    email: Annotated[Text, Field(max_length=254)]
    password: Password
