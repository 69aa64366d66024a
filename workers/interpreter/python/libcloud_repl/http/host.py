"""The way out: the object that carries asks to the page.

The transport is imported and installed before the interpreter's memory is copied into an image, when no page exists yet; so it
looks its host up here each time that a request begins, and never keeps a reference to JavaScript of its own.
"""

from __future__ import annotations

from typing import Any, Protocol

from ..errors import NetworkError
from ..text import http as wording

Data = bytes | bytearray | memoryview


class Host(Protocol):
    """What the transport needs of the page; `libcloud_repl`'s host is one, tests bring another."""

    def ask(
        self, op: str, value: dict[str, Any], data: Data = b"", timeout: float | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """Blocks until the page has answered.

        Args:
            op: name of the operation, such as ``http.open``.
            value: what JSON can hold.
            data: bytes that go along; read before this returns, so a view of the caller's buffer will do.
            timeout: seconds, or None to wait as long as it takes.

        Returns:
            The answer's value and bytes.

        Raises:
            HostError: the page refused or failed.
            TimeoutError: no answer in time.
            KeyboardInterrupt: the user pressed Ctrl-C.
        """

    def tell(self, op: str, value: dict[str, Any]) -> None:
        """Sends what needs no answer. Never blocks, and may be called from a finalizer, in the middle of an ask."""


_host: Host | None = None

#: What the connected host lets out without a question: origins, methods, and the Host headers that went with them.
permitted: set[tuple[Any, ...]] = set()


def connect(host: Host | None) -> None:
    """Sets (None: removes) the host through which every request from now on goes out."""
    global _host
    _host = host
    permitted.clear()


def current() -> Host:
    """The connected host.

    Raises:
        NetworkError: none is connected.
    """
    if _host is None:
        raise NetworkError(wording.NOT_CONNECTED, "no-relay")
    return _host
