"""Settings of the service itself: its URL, its limits, its pages."""

import re
from typing import Final
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic import ValidationInfo as Info

from ..kit.settings import Settings, Url, Words, in_production, lazy

_ORIGIN: Final = re.compile(
    r"\*|[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]+)?"
)
_HEADER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)
_PUBLIC_URL: Final = re.compile(
    r"https?://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]+)?(/(?!\.)[a-z0-9._~-]+)*/?",
    re.ASCII | re.IGNORECASE,
)
_HOST: Final = re.compile(r"\*|[^\s:/]+|\[[0-9a-f:.]+\]")


class ServiceSettings(Settings):
    """The service: where clients reach it, and which requests it accepts."""

    public_url: Url = "http://127.0.0.1:8000"
    """The URL at which clients reach the service. Must be https:// in production. If it
    has a path, the proxy must remove it from requests."""
    max_body_bytes: int = Field(default=65_536, ge=1024)
    """Maximum size of a request body, in bytes."""
    allowed_hosts: Words = ("*",)
    """Accepted Host headers, separated by commas. `*` (any) is for development only."""
    cors_origins: Words = ()
    """Allowed CORS origins, separated by commas, such as https://app.example.com."""
    cors_headers: Words = ()
    """Further headers that they may send, separated by commas, such as traceparent."""
    require_if_match: bool = False
    """Whether changing or deleting a role requires If-Match."""
    docs: bool | None = None
    """Whether /docs and /openapi.json are served. If empty, only in development."""
    admin_page: bool | None = None
    """Whether /admin is served. If empty, only in development."""

    @field_validator("public_url")
    @classmethod
    def _limit_path(cls, url: str) -> str:
        if not _PUBLIC_URL.fullmatch(url):
            raise ValueError(
                "must be scheme://host or scheme://host:port, and may have a path of "
                "letters, digits and -._~, but no query"
            )
        return url

    @field_validator("allowed_hosts")
    @classmethod
    def _name_hosts(cls, hosts: Words, info: Info) -> Words:
        hosts = tuple(host.lower() for host in hosts)
        if not all(map(_HOST.fullmatch, hosts)):
            raise ValueError("must list host names, without scheme, port or path")
        if in_production(info) and ("*" in hosts or not hosts):
            raise ValueError("must list host names in production; * is not allowed")
        return hosts

    @field_validator("cors_origins")
    @classmethod
    def _name_origins(cls, origins: Words, info: Info) -> Words:
        origins = tuple(origin.lower() for origin in origins)
        if not all(map(_ORIGIN.fullmatch, origins)):
            raise ValueError(
                "must list origins as scheme://host or scheme://host:port, without a "
                "path or a slash at the end"
            )
        plain = any(origin.startswith("http://") for origin in origins)
        if plain and in_production(info):
            raise ValueError("must start with https:// in production")
        return origins

    @field_validator("cors_headers")
    @classmethod
    def _name_headers(cls, headers: Words) -> Words:
        if not all(map(_HEADER.fullmatch, headers)):
            raise ValueError("must list names of headers, without * and values")
        return headers

    @property
    def origin(self) -> str:
        """The origin of `public_url`, as browsers write it."""
        url = urlsplit(self.public_url)
        default_port = ":443" if url.scheme == "https" else ":80"
        return f"{url.scheme}://{url.netloc.lower().removesuffix(default_port)}"

    @property
    def path_prefix(self) -> str:
        """The path of `public_url`, without a slash at its end, or nothing."""
        return urlsplit(self.public_url).path.rstrip("/")

    @property
    def serves_docs(self) -> bool:
        return not self.in_production if self.docs is None else self.docs

    @property
    def serves_admin_page(self) -> bool:
        return not self.in_production if self.admin_page is None else self.admin_page


service = lazy(ServiceSettings)
