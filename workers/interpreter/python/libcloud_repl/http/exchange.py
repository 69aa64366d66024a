"""One request and its response, as asks to the page."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from ..errors import HostError
from ..text import http as wording
from . import host
from .failures import native
from .head import RequestHead
from .host import Data

_ids = itertools.count(1)

#: The protocol's upper bound of a connect timeout: one day.
_LONGEST_MS = 86_400_000


@dataclass(frozen=True)
class Origin:
    """Where a socket would have been connected to."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True)
class Reply:
    """Head and first bytes of a response."""

    status: int
    reason: str
    headers: list[list[str]]
    data: bytes
    ended: bool


class Exchange:
    """Asks in the order open, write…, finish, read…. Each exchange ends once, whatever happens: by the answer that says so, or by a close."""

    def __init__(self) -> None:
        self._open = False
        self._host = host.current()
        self._id = next(_ids)
        self._failure: Exception | None = None

    def open(self, origin: Origin, head: RequestHead, connect_timeout: float | None) -> None:
        """Announces the request. Waits as long as it takes: the user may have to be asked first."""
        milliseconds = None if connect_timeout is None else min(max(1, round(connect_timeout * 1000)), _LONGEST_MS)
        self._open = True
        value = {"exchange": self._id} | vars(origin) | vars(head) | {"connectTimeout": milliseconds}
        destination = (origin, head.method, *(text for name, text in head.headers if name.lower() == "host"))
        if destination in host.permitted:
            # Nobody will be asked again, so nothing is to be waited for here: a failure comes with the next ask.
            self._host.tell("http.open", value)
        else:
            answer, _ = self._ask("http.open", value)
            if answer["standing"]:
                host.permitted.add(destination)

    def write(self, data: Data, timeout: float | None) -> None:
        """Sends a piece of the body, when the one before it is on its way."""
        self._ask("http.write", {}, data, timeout)

    def finish(self, data: Data, timeout: float | None) -> Reply:
        """Sends the last piece of the body and waits for the response's head."""
        value, first = self._ask("http.finish", {}, data, timeout)
        return Reply(value["status"], value["reason"], value["headers"], first, self._note_end(value))

    def read(self, timeout: float | None) -> tuple[bytes, bool]:
        """The next bytes of the body, and whether they were the last."""
        value, data = self._ask("http.read", {}, timeout=timeout)
        return data, self._note_end(value)

    def close(self) -> None:
        """Tells the page that it can forget the exchange; aborts what is in flight."""
        if self._open:
            self._open = False
            self._host.tell("http.close", {"exchange": self._id})

    def __del__(self) -> None:
        self.close()

    def _note_end(self, value: dict[str, Any]) -> bool:
        ended = bool(value["ended"])
        if ended:
            self._open = False
        return ended

    def _ask(
        self, op: str, value: dict[str, Any], data: Data = b"", timeout: float | None = None
    ) -> tuple[dict[str, Any], bytes]:
        if not self._open:
            # urllib3 goes on to read a response after a write that met a reset or a broken pipe.
            raise self._failure or ConnectionAbortedError(wording.EXCHANGE_OVER)
        try:
            return self._host.ask(op, {"exchange": self._id, **value}, data, timeout)
        except HostError as error:
            self._failure = native(error)
        except TimeoutError:
            self._failure = TimeoutError("timed out")
        except BaseException:
            self.close()
            raise
        self.close()
        raise self._failure
