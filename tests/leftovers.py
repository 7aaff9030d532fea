"""What may appear in a rendered project only with a certain choice, as data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch

from tests.variants import Variant

# The schema is the same in every variant, and so is everything that declares it.
_SCHEMA = (
    "migrations/*",
    "src/*/kit/tables.py",
    "src/*/models/*",
    "docs/adding-a-resource.md",
)
# How an answer is changed is told for all of them.
_ANSWERS = ("docs/updating.md",)


@dataclass(frozen=True)
class Word:
    """A pattern, the choices that it belongs to, and files that may hold it anyway."""

    pattern: str
    choices: Mapping[str, tuple[str, ...]]
    anyway: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.pattern

    def belongs_to(self, variant: Variant) -> bool:
        return all(
            any(variant.chose(question, choice) for choice in choices)
            for question, choices in self.choices.items()
        )

    def findings(self, variant: Variant, texts: Mapping[str, str]) -> list[str]:
        """Where it stands without its choice, or that it has gone with its choice."""
        lines = self.lines(texts)
        if not self.belongs_to(variant):
            return lines
        return [] if lines else [f"{self} has become a word that guards nothing"]

    def lines(self, texts: Mapping[str, str]) -> list[str]:
        """Every line that holds it where no file is excepted."""
        return [
            f"{self} in {path}:{number}: {line.strip()}"
            for path, text in texts.items()
            if not any(
                fnmatch(path, excepted) for excepted in self.anyway + _SCHEMA + _ANSWERS
            )
            for number, line in enumerate(text.splitlines(), start=1)
            if re.search(self.pattern, line, re.IGNORECASE)
        ]


_Choices = dict[str, tuple[str, ...]]

_ASYNC: _Choices = {"db_mode": ("async",)}
_SYNC: _Choices = {"db_mode": ("sync",)}
_SQLITE: _Choices = {"database": ("sqlite",)}
_POSTGRESQL = {"database": ("postgresql",)}
_JWT = {"auth_backend": ("jwt",)}
_SESSION = {"auth_backend": ("session",)}
_OIDC = {"auth_backend": ("oidc",)}
_LOCAL: _Choices = {"auth_backend": ("jwt", "session")}
_TOKENS = {"auth_backend": ("jwt", "oidc")}
# The vocabulary of the audit log, which outlives a change of the answers.
_AUDIT = ("src/*/core/audit.py",)

# That of a database, and what no field of any document is called.
_OTHER_PASSWORDS = (
    "docs/configuration.md",
    "docs/deployment.md",
    "scripts/dev_database.py",
    "src/*/kit/dialect.py",
    "tests/*database*.py",
    "tests/api/test_errors.py",
    "tests/core/test_config.py",
    "tests/test_connection_limits.py",
    "tests/api/test_openapi.py",
    "tests/api/test_users.py",
    "tests/support/private_server.py",
    "tests/test_dialect.py",
    "tests/test_locks.py",
)

# ASGI itself is asynchronous: the lifespan, the middleware, handlers, and what only
# looks at a request. None of them touches the database.
_LIFESPAN = ("src/*/main.py", "src/*/project.py", "src/*/services/background.py")
_REQUESTS = ("src/*/api/*.py",)
_PAGES = tuple(f"src/*/api/{name}_ui.py" for name in ("admin", "swagger"))
_MIDDLEWARE = tuple(
    f"src/*/api/{name}.py" for name in ("deps", "errors", "middleware", "static_page")
)
# What runs in a browser.
_SCRIPTS = ("src/*/api/admin/*.js",)
# The mail server of the tests belongs to a library that is asynchronous.
_MAIL_SERVER = ("tests/support/mailbox.py",)
# The lifespan and the middleware, called by tests, and an application of a test's own.
_SHUTDOWN = ("tests/services/test_shutdown.py",)
_ASGI_TESTS = (
    *_SHUTDOWN,
    "tests/api/test_middleware.py",
    "tests/test_http_protocol.py",
)
# A timer kills a process that hangs; hashing is done by threads in either mode, and a
# test serves in one.
_THREADS = (
    "src/*/kit/supervisor.py",
    "tests/test_supervisor.py",
    "tests/support/database.py",
    "tests/support/collector.py",
    "tests/support/processes.py",
    "tests/api/test_hashing.py",
    "tests/services/test_web.py",
    "tests/support/issuer.py",
    "tests/test_http_protocol.py",
)
# Credentials where this backend does not look for them.
_MISPLACED = ("tests/support/bad_credentials.py",)

WORDS = [
    Word(
        r"\basync (def|for)\b",
        _ASYNC,
        anyway=_LIFESPAN + _REQUESTS + _MAIL_SERVER + _ASGI_TESTS,
    ),
    Word(
        r"\basync with\b",
        _ASYNC,
        anyway=(*_LIFESPAN, "src/*/api/hashing.py", *_SHUTDOWN),
    ),
    Word(
        r"\bawait\b",
        _ASYNC,
        anyway=_LIFESPAN + _MIDDLEWARE + _PAGES + _SCRIPTS + _MAIL_SERVER + _ASGI_TESTS,
    ),
    Word("AsyncSession", _ASYNC),
    Word("create_async_engine", _ASYNC),
    Word(r"sqlalchemy\.ext\.asyncio", _ASYNC),
    Word(r"sqlalchemy\[asyncio\]", _ASYNC),
    Word("aiosmtplib", _ASYNC | _LOCAL),
    Word("pytest-asyncio", _ASYNC),
    Word("asyncio_mode", _ASYNC),
    Word("greenlet", _ASYNC),
    Word("aiosqlite", _ASYNC | _SQLITE),
    Word(r"\bthreading\b", _SYNC, anyway=_THREADS),
    Word(r"\bTestClient\b", _SYNC),
    Word(r"\bsmtplib\b", _SYNC | _LOCAL),
    Word(r"(?<!async_)sessionmaker", _SYNC),
    Word("sqlite", _SQLITE, anyway=("tests/test_dialect.py",)),
    Word("pragma", _SQLITE),
    Word("begin immediate", _SQLITE),
    Word("postgres", _POSTGRESQL, anyway=("tests/test_dialect.py",)),
    Word("psycopg", _POSTGRESQL),
    Word("pgserver", _POSTGRESQL),
    Word(r"\bdev_database\b|\bmake db\b", _POSTGRESQL),
    Word("TEST_DATABASE_URL", _POSTGRESQL),
    Word("refresh", _JWT, anyway=_AUDIT),
    Word(r"access.token", _TOKENS),
    Word(r"\bjwt\b|pyjwt", _TOKENS),
    Word(r"\bbearer\b", _TOKENS, anyway=_MISPLACED),
    Word(r"\bcookies?\b", _SESSION, anyway=_MISPLACED),
    Word("csrf", _SESSION),
    Word("cross.site", _SESSION),
    Word("password", _LOCAL, anyway=_OTHER_PASSWORDS),
    Word("argon|hashing", _LOCAL),
    Word(
        r"\bregist(er|ered|ration)\b",
        _LOCAL,
        anyway=("src/*/kit/dialect.py", "tests/support/database.py"),
    ),
    Word(r"\bmails?\b|\bmail_|mailbox", _LOCAL),
    Word("smtp", _LOCAL),
    Word("outbox", _LOCAL),
    Word(
        "throttle",
        _LOCAL,
        anyway=("tests/test_connection_limits.py", "tests/test_dialect.py"),
    ),
    Word("login_?session|end-sessions", _LOCAL),
    Word("secret_key", _LOCAL),
    Word("libpass|zxcvbn|itsdangerous|email.validator|jinja", _LOCAL),
    Word("oidc", _OIDC),
    Word("jwks|openid", _OIDC),
    Word("identity provider", _OIDC),
    Word("provision", _OIDC),
]
