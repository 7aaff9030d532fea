"""Servers of Debian in front of a service or its database: nginx and PgBouncer.

Both run on loopback, in a folder of their own, and as nobody if root runs the tests.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.processes import environment
from tests.system.service import free_port

_SECONDS_TO_START = 30
_NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
{servers}
}}
"""
_PGBOUNCER = """
[databases]
* = host={host}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users.txt
pool_mode = transaction
max_client_conn = 400
query_wait_timeout = 10
{settings}
"""
# The socket of the database is in a folder that only root may enter.
_AS_NOBODY = (
    "setpriv",
    "--reuid=nobody",
    "--regid=nogroup",
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
)


@dataclass(frozen=True)
class Certificate:
    """A certificate that nobody has signed but itself, and its key, as files."""

    certificate: Path
    key: Path


@contextmanager
def nginx(servers: str, port: int) -> Iterator[None]:
    """Run nginx with these blocks of configuration, until the port is open."""
    with _folder("nginx-") as folder:
        file = folder / "nginx.conf"
        user = "user nobody nogroup;" if os.geteuid() == 0 else ""
        text = _NGINX.format(folder=folder, user=user, servers=servers)
        file.write_text(text, encoding="utf-8")
        command = [_program("nginx"), "-p", str(folder), "-c", str(file)]
        with _running(command, folder, port):
            yield


@contextmanager
def pgbouncer(
    host: str, user: str, *settings: str, port: int | None = None
) -> Iterator[int]:
    """Run PgBouncer before the PostgreSQL at that host or in that folder; its port."""
    port = port or free_port()
    with _folder("pgbouncer-") as folder:
        (folder / "users.txt").write_text(f'"{user}" ""\n', encoding="utf-8")
        file = folder / "pgbouncer.ini"
        text = _PGBOUNCER.format(
            host=host, port=port, folder=folder, settings="\n".join(settings)
        )
        file.write_text(text, encoding="utf-8")
        as_nobody = _AS_NOBODY if os.geteuid() == 0 else ()
        with _running([*as_nobody, _program("pgbouncer"), str(file)], folder, port):
            yield port


def make_certificate(name: str, folder: Path) -> Certificate:
    """Make one for a host on this machine, valid for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    this_machine = x509.IPAddress(ip_address("127.0.0.1"))
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), this_machine]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    pem = serialization.Encoding.PEM
    made.certificate.write_bytes(certificate.public_bytes(pem))
    made.key.write_bytes(
        key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return made


@contextmanager
def _folder(prefix: str) -> Iterator[Path]:
    """A folder that every user may enter."""
    with TemporaryDirectory(prefix=prefix) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def _running(command: Sequence[str], folder: Path, port: int) -> Iterator[None]:
    log = folder / "log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait_until_open(process, port, log)
            yield
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()


def _wait_until_open(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
            return
        time.sleep(0.1)
    printed = log.read_text(encoding="utf-8")
    pytest.fail(f"{process.args!r} did not start:\n{printed}", pytrace=False)


def _program(name: str) -> str:
    """Where it is; without it a system test fails, since a skip would go unseen."""
    places = f"{os.environ['PATH']}:/usr/sbin"
    return shutil.which(name, path=places) or pytest.fail(
        f"System tests need Debian's package {name}: apt-get install {name}.",
        pytrace=False,
    )
