"""A server with a copy of the built app, which a test may replace by a next build, or stop."""

import base64
import hashlib
import re
import shutil
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer
from pytest_django.live_server_helper import LiveServer

from tests.guards.files import ROOT

DIST = ROOT / "frontend/dist"
HASH = re.compile(r"-([\w-]{8})\.(?:js|css)$")
CACHE = re.compile(r"backfit-[0-9a-f]{12}")


class Closing(ThreadedWSGIServer):
    """Ends the connections it has when it ends: a browser would go on using them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.connections: list[socket.socket] = []
        super().__init__(*args, **options)

    def get_request(self) -> tuple[socket.socket, Any]:
        request, address = super().get_request()
        self.connections.append(request)
        return request, address

    def server_close(self) -> None:
        super().server_close()
        for one in self.connections:
            with suppress(OSError):  # it may have ended by itself
                one.shutdown(socket.SHUT_RDWR)


class Site:
    """`folder` holds the app as it is deployed; `build` counts up from 1."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(DIST, folder, ignore=shutil.ignore_patterns("*.br", "*.gz"))
        self.folder = folder
        self.build = 1
        self.server = LiveServer("localhost", start=False)
        self.server.thread.server_class = Closing
        self.server.start()

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def cache(self) -> str:
        """What a phone calls its cache of the present build, which is none of the first."""
        return f"backfit-{self.build:012}"

    def stop(self) -> None:
        """Take the server away."""
        self.server.stop()

    def assets(self) -> set[str]:
        """The paths of the hashed files on the server."""
        return {f"/assets/{path.name}" for path in (self.folder / "assets").iterdir()}

    def deploy_next_build(self) -> None:
        """Put the same app there as a build would in which every file changed: all names are new, the old are gone."""
        self.build += 1
        before = self._digest()
        found = [HASH.search(path.name) for path in (self.folder / "assets").iterdir()]
        hashes = {match[1]: f"{match[1][:6]}{self.build:02}" for match in found if match}
        for path in [path for path in self.folder.rglob("*") if path.suffix in {".html", ".js", ".css"}]:
            path.write_text(_renamed(path.read_text(), hashes))
            path.rename(path.with_name(_renamed(path.name, hashes)))
        worker = self.folder / "worker.js"
        text = CACHE.sub(self.cache, worker.read_text())
        assert before in text
        worker.write_text(text.replace(before, self._digest()))

    def _digest(self) -> str:
        page = (self.folder / "index.html").read_bytes()
        return f"sha256-{base64.b64encode(hashlib.sha256(page).digest()).decode()}"


def _renamed(text: str, hashes: dict[str, str]) -> str:
    for old, new in hashes.items():
        text = text.replace(old, new)
    return text
