"""Run uv with the index, the certificates and the hosts that pip is set up with.

pip installs uv, and uv installs the rest, but does not read pip's settings. What uv is
told in its own way comes first. Addresses can hold credentials, so they are passed in
the environment, and neither printed nor written anywhere.
"""

import ast
import os
import ssl
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_UV = Path(".venv/bin/uv")
# What pip separates by blanks, and uv by this.
_VARIABLES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "client-cert": ("SSL_CLIENT_CERT", " "),
    "proxy": ("ALL_PROXY", " "),
}
_INDEXES = ("index-url", "find-links", "no-index")
_OWN_INDEXES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL")


def main() -> None:
    settings = _of_pip()
    if _has_indexes(os.environ):
        settings = {
            name: value for name, value in settings.items() if name not in _INDEXES
        }
    arguments = [str(_UV), *sys.argv[1:]]
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        arguments.append("--no-index")
    else:
        # A lock has the hashes of one place only. A folder, or a further index, may
        # have a library for this machine and for no other.
        settings.pop("find-links", None)
    os.execve(_UV, arguments, variables(settings) | os.environ)  # noqa: S606


def variables(settings: Mapping[str, str]) -> dict[str, str]:
    """What these settings of pip are to uv."""
    found = {
        variable: separator.join(settings[name].split())
        for name, (variable, separator) in _VARIABLES.items()
        if name in settings
    }
    paths = ssl.get_default_verify_paths()
    if sys.platform == "darwin" or paths.cafile or paths.capath:
        # As pip does since 24.2.
        found["UV_SYSTEM_CERTS"] = "true"
    return found


def _of_pip() -> dict[str, str]:
    """How pip is set up for an installation, by its files and its environment."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"],
        check=False,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.rpartition(".")
        # What is empty replaces nothing.
        if section in found and (setting := str(ast.literal_eval(value)).strip()):
            found[section][option] = setting
    # The later ones replace the earlier ones.
    return found["global"] | found["install"] | found[":env:"]


def _has_indexes(environment: Mapping[str, str]) -> bool:
    """Whether uv has been told where to look."""
    configs = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    files = (configs / "uv/uv.toml", Path("/etc/uv/uv.toml"))
    if environment.get("UV_CONFIG_FILE"):
        files = (Path(environment["UV_CONFIG_FILE"]),) * 2
    return any(environment.get(name) for name in _OWN_INDEXES) or any(
        "index" in file.read_text("utf-8") for file in files if file.is_file()
    )


if __name__ == "__main__":
    main()
