"""Render the default service, install it, give it an administrator and serve it."""

import json
import secrets
import shlex
import signal
import socket
import subprocess
import sys
import time
import tomllib
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from types import FrameType

from steps import Failed, environment, render, run, say

ADMIN = "admin@example.com"
USUAL_PORT = 8000
_SECONDS_TO_START = 60
_SECONDS_TO_STOP = 15


def main() -> None:
    """Do everything that the first command of the README promises."""
    signal.signal(signal.SIGTERM, _interrupt)
    folder = Path(sys.argv[1]).absolute()
    refuse_to_overwrite(folder)
    say(f"Rendering the default service into {folder}")
    render(folder)
    say("Installing it, which takes about half a minute")
    run(["make", "setup", f"PYTHON={sys.executable}"], folder)
    say("Making its database and its administrator")
    run(["make", "migrate"], folder)
    password = new_password()
    program = console_script(folder)
    run([program, "create-admin", "--email", ADMIN], folder, ADMIN_PASSWORD=password)
    serve(program, folder, password)


def refuse_to_overwrite(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Failed(
            f"{folder} is not empty. To serve what is there: {again(folder)}\n"
            "To begin anew, remove it, or choose another folder, such as "
            "`make demo DEST=/tmp/demo`."
        )


def console_script(folder: Path) -> str:
    """Path of the project's one command, relative to its folder."""
    with (folder / "pyproject.toml").open("rb") as file:
        (name,) = tomllib.load(file)["project"]["scripts"]
    return f".venv/bin/{name}"


def serve(program: str, folder: Path, password: str) -> None:
    """Serve until interrupted, and leave nothing running."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [program, "serve", "--port", str(port)],
        cwd=folder,
        env=environment({"PUBLIC_URL": url}),
    )
    try:
        wait_until_ready(server, port)
        introduce(url, folder, password)
        if code := server.wait():
            raise Failed(f"The service ended with code {code}.")
    except KeyboardInterrupt:
        say("Stopped. To serve it again: " + again(folder))
    finally:
        stop(server)


def introduce(url: str, folder: Path, password: str) -> None:
    login = json.dumps({"email": ADMIN, "password": password})
    say(
        f"""
  Service   {url}
  Try it    {url}/docs
  Admin     {ADMIN}
  Password  {password}

Log in with the address and the password, which is not shown again:

  curl -H 'Content-Type: application/json' -d '{login}' {url}/api/v1/auth/login

Ctrl-C stops it. To serve it again: {again(folder)}
"""
    )


def again(folder: Path) -> str:
    return f"cd {shlex.quote(str(folder))} && make serve"


def wait_until_ready(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Failed(f"The service ended with code {server.returncode}.")
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == HTTPStatus.OK:
                return
        time.sleep(0.1)
    raise Failed(f"The service was not ready within {_SECONDS_TO_START} seconds.")


def stop(server: subprocess.Popen[bytes]) -> None:
    # A second Ctrl-C must not keep it from being stopped.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server.terminate()
    try:
        server.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def free_port() -> int:
    """The usual port, or whichever is free when that is not."""
    for port in (USUAL_PORT, 0):
        with socket.socket() as probe, suppress(OSError):
            # As the server will: a port that was just left counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise Failed("No port is free.")


def new_password() -> str:
    """Random, and with a letter of each kind that the password policy asks for."""
    return f"{secrets.token_urlsafe(12)}-Aa1"


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise Failed("Interrupted.") from None
