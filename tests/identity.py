"""An identity provider that outlives the project which accepts its tokens."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class _Documents(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Keep quiet."""


@contextmanager
def issuer(folder: Path) -> Iterator[str]:
    """Serve `keys` in this folder, which whoever signs has to write; its address."""
    about = folder / ".well-known" / "openid-configuration"
    about.parent.mkdir(parents=True)
    handler = partial(_Documents, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        document = {"issuer": url, "jwks_uri": f"{url}/keys"}
        about.write_text(json.dumps(document), encoding="utf-8")
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield url
        finally:
            server.shutdown()
