"""Files between the person's computer and the interpreter's own file system. The person picks and confirms, in the page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from unicodedata import category

from ..errors import HostError
from ..packages.progress import Progress, size_text
from ..text import percent as wording
from .command import Command
from .context import CommandError, Context

__all__ = ["COMMANDS", "plain_name", "safe_name"]

#: Bytes that one ask carries; small enough for progress, and below the protocol's limit (MAX_ASK_BYTES of src/protocol/ask.ts).
PIECE = 1 << 20
#: MAX_TRANSFER_BYTES of src/protocol/ask.ts
LIMIT = 100_000_000
LONGEST_NAME = 200
_NOT_IN_NAMES = set('/\\:*?"<>|')
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def _upload(context: Context, argument: str) -> None:
    if argument:
        raise CommandError(wording.UPLOAD_NO_NAME)
    answer, _ = _asked(context, "files.pick", {})
    if not answer["files"]:
        print(wording.NONE_CHOSEN)
    for index, file in enumerate(answer["files"]):
        _receive(context, index, safe_name(file["name"]), file["size"])


def safe_name(name: str) -> str:
    """A file name for the current folder, whatever the computer of the person allows in names."""
    base = name.replace("\\", "/").rpartition("/")[2].replace("\0", "")
    return base if base not in ("", ".", "..") else "upload"


def plain_name(path: str) -> str:
    """A name that the page takes for a file to save (parseFileName of src/protocol/ask.ts)."""
    name = "".join("_" if character in _NOT_IN_NAMES or category(character) in _UNSEEN else character for character in os.path.basename(path))
    return name.lstrip(".").strip()[:LONGEST_NAME] or "download"


def _receive(context: Context, index: int, name: str, size: int) -> None:
    progress = Progress(name, size)
    try:
        with open(name, "wb") as file:
            while file.tell() < size:
                _, data = _asked(context, "files.read", {"file": index, "offset": file.tell()})
                if not data:
                    raise CommandError(wording.became_shorter(name=name))
                file.write(data)
                progress.show(file.tell())
    except BaseException as error:
        progress.clear()
        _remove(name)
        if isinstance(error, OSError):
            raise CommandError(wording.not_writable_here(name=name, reason=error.strerror)) from None
        raise
    progress.end(f"{name}  {size_text(size)}")


def _remove(name: str) -> None:
    try:
        os.remove(name)
    except OSError:
        pass


def _download(context: Context, argument: str) -> None:
    if not argument:
        raise CommandError(wording.DOWNLOAD_WHAT)
    path = os.path.expanduser(argument)
    size = _size_of(path, argument)
    progress = Progress(argument, size)
    offset = 0
    for piece in _pieces(path, argument):
        _asked(context, "files.put", {"offset": offset}, piece)
        offset += len(piece)
        progress.show(offset)
    progress.clear()
    answer, _ = _asked(context, "files.save", {"name": plain_name(path), "size": offset})
    print(wording.handed_over(name=argument, size=size_text(offset)) if answer["saved"] else wording.NOT_DOWNLOADED)


def _size_of(path: str, name: str) -> int:
    if os.path.isdir(path):
        raise CommandError(wording.is_folder(name=name))
    try:
        size = os.path.getsize(path)
    except OSError as error:
        raise CommandError(wording.not_readable(path=name, reason=error.strerror)) from None
    if size > LIMIT:
        raise CommandError(wording.too_large(name=name, size=size_text(size), most=size_text(LIMIT)))
    return size


def _pieces(path: str, name: str) -> Iterator[bytes]:
    try:
        with open(path, "rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except OSError as error:
        raise CommandError(wording.not_readable(path=name, reason=error.strerror)) from None


def _asked(context: Context, op: str, value: dict[str, object], data: bytes = b"") -> tuple[dict[str, object], bytes]:
    try:
        return context.ask(op, value, data)
    except HostError as error:
        raise CommandError(error.message) from None


COMMANDS = (
    Command("upload", *wording.UPLOAD, _upload),
    Command("download", *wording.DOWNLOAD, _download, "paths"),
)
