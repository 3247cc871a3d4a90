"""The line between a phone and its server, which a test may break at a chosen place of one exchange."""

import socket
import socketserver
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto

SYNC = b"POST /api/sync "
SHORT_BY = 20  # bytes of a message that never arrive
END_OF_HEAD = b"\r\n\r\n"


class Break(Enum):
    """Where an exchange breaks off."""

    BEFORE = auto()
    """Nothing of the request arrives."""
    IN_REQUEST = auto()
    """The server is left with half a request."""
    BEFORE_REPLY = auto()
    """The server has done its work, and the phone hears nothing of it."""
    IN_REPLY = auto()
    """All of the reply but its end arrives."""


class Line:
    """Passes everything on; while `breaks` names a place, each sync breaks off there, which `broken` counts."""

    def __init__(self, *, to: int) -> None:
        self.breaks: Break | None = None
        self.broken = 0
        self.at_break: Callable[[], None] = lambda: None
        """Called when the server has answered a sync whose reply breaks off, before the phone sees any of it."""
        line = self

        class Exchange(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with suppress(OSError), socket.create_connection(("localhost", to)) as server:
                    line._carry(self.request, server)

        self._server = socketserver.ThreadingTCPServer(("localhost", 0), Exchange)
        self._server.daemon_threads = True
        self.url = f"http://localhost:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _carry(self, phone: socket.socket, server: socket.socket) -> None:
        """One exchange after the other, until either side ends or the line breaks."""
        while request := _message(phone):
            if self.breaks is not None and request.startswith(SYNC):
                self._break(self.breaks, phone, server, request)
                self.broken += 1
                return
            server.sendall(request)
            if not (reply := _message(server)):
                return
            phone.sendall(reply)

    def _break(self, where: Break, phone: socket.socket, server: socket.socket, request: bytes) -> None:
        match where:
            case Break.IN_REQUEST:
                server.sendall(request[:-SHORT_BY])
            case Break.BEFORE_REPLY | Break.IN_REPLY:
                server.sendall(request)
                reply = _message(server)
                self.at_break()
                phone.sendall(reply[:-SHORT_BY] if where is Break.IN_REPLY else b"")


def _message(sender: socket.socket) -> bytes:
    """A request or a reply, whole; empty when the sender ended. Both sides say how long theirs are."""
    got = b""
    while END_OF_HEAD not in got:
        if not (more := sender.recv(65536)):
            return b""
        got += more
    head, _, body = got.partition(END_OF_HEAD)
    left = _length(head) - len(body)
    while left > 0 and (more := sender.recv(65536)):
        got, left = got + more, left - len(more)
    return got


def _length(head: bytes) -> int:
    first, *fields = head.split(b"\r\n")
    if first.startswith((b"HTTP/1.1 204", b"HTTP/1.1 304")):
        return 0
    values = dict(field.lower().split(b": ", 1) for field in fields)
    return int(values.get(b"content-length", 0))
