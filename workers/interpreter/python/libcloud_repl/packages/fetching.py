"""How packages come: with requests, and so through the page, which asks for each new host."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import requests

from ..text import packages as wording
from .problems import Unreachable, host_of, sentence_of
from .progress import Progress, size_text

__all__ = ["Journal", "begin", "end", "fetch_bytes", "fetch_text", "headers_of"]

_PIECE = 1 << 16
_HEADERS = {"User-Agent": "libcloud-repl"}
#: Seconds until a connection is there, and between two pieces of a body.
_TIMEOUT = (20, 60)


@dataclass
class Journal:
    """What one installation has fetched, for whoever explains how it went. `loud`: it shows progress."""

    loud: bool = False
    failures: list[Unreachable] = field(default_factory=list)
    #: Texts of an index by their addresses.
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def unreachable(self) -> bool:
        """Whether a host gave no answer at all to this installation."""
        return self.loud and any(failure.status is None for failure in self.failures)


#: Of the installation that is going on; micropip's own calls have one that nobody reads.
journal = Journal()


def begin() -> Journal:
    """Starts a new journal, with progress."""
    global journal
    journal = Journal(loud=True)
    return journal


def end() -> None:
    """Progress is not for whoever calls micropip next."""
    global journal
    journal = Journal()


def fetch_text(url: str, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """A text, and its headers by their names in lower case. Raises Unreachable."""
    with _get(url, headers) as response:
        text = _text(response)
    journal.texts[url] = text
    return text, {name.lower(): value for name, value in response.headers.items()}


def fetch_bytes(url: str, headers: dict[str, str]) -> bytes:
    """A file, from the network or from a path of this interpreter (``emfs:``, ``file:``). Raises OSError."""
    parts = urlsplit(url)
    if parts.scheme in ("emfs", "file"):
        return Path(unquote(parts.path)).read_bytes()
    with _get(url, headers) as response:
        return _received(response, unquote(parts.path).rpartition("/")[2])


def _get(url: str, headers: dict[str, str]) -> requests.Response:
    try:
        response = requests.get(url, headers=_HEADERS | headers, timeout=_TIMEOUT, stream=True)
    except requests.RequestException as error:
        raise _failed(url, None, sentence_of(error)) from None
    if response.ok:
        return response
    response.close()
    raise _failed(url, response.status_code, wording.answered(host=host_of(url), status=response.status_code, reason=response.reason))


def _text(response: requests.Response) -> str:
    try:
        return response.content.decode(response.encoding or "utf-8", "replace")
    except requests.RequestException as error:
        raise _failed(response.url, None, sentence_of(error)) from None


def _received(response: requests.Response, name: str) -> bytes:
    length = response.headers.get("content-length", "")
    progress = Progress(name, int(length) if length.isdecimal() else None)
    received = bytearray()
    try:
        for piece in response.iter_content(_PIECE):
            received += piece
            if journal.loud:
                progress.show(len(received))
    except requests.RequestException as error:
        raise _failed(response.url, None, sentence_of(error)) from None
    finally:
        progress.clear()
    if journal.loud:
        progress.end(f"{name}  {size_text(len(received))}")
    return bytes(received)


def _failed(url: str, status: int | None, sentence: str) -> Unreachable:
    failure = Unreachable(url, status, sentence)
    journal.failures.append(failure)
    return failure


def headers_of(options: dict[str, Any]) -> dict[str, str]:
    """Of micropip's options for fetch the one that means something here."""
    return dict(options.get("headers", {}))
