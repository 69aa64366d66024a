"""What can go wrong on the way to a package, as one sentence for a person."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

__all__ = ["PackageError", "Unreachable", "host_of", "sentence_of"]


class PackageError(Exception):
    """A package cannot be had, or not be removed: one sentence."""


class Unreachable(OSError):
    """An address gave no answer, or not the wanted one. `status` is HTTP's, or None.

    micropip swallows what a fetch raises, or dresses it up as advice about browsers; so the sentence is kept where it is made.
    """

    def __init__(self, url: str, status: int | None, sentence: str) -> None:
        super().__init__(sentence)
        self.url = url
        self.status = status


def host_of(url: str) -> str:
    """Whom a sentence names: without path, and without a password."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def sentence_of(error: BaseException) -> str:
    """What the innermost of the wrapped errors says: requests and urllib3 each add a layer."""
    *_, innermost = _chain(error)
    text = getattr(innermost, "strerror", None) or str(innermost)
    return text if text.endswith(".") else text + "."


def _chain(error: BaseException) -> Iterator[BaseException]:
    found: object = error
    seen: set[int] = set()
    while isinstance(found, BaseException) and id(found) not in seen:
        seen.add(id(found))
        yield found
        wrapped = [getattr(found, "reason", None), *reversed(found.args), found.__cause__]
        found = next((inner for inner in wrapped if isinstance(inner, BaseException)), None)
