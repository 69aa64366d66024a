"""Unpacks wheels (PEP 427)."""

from __future__ import annotations

import importlib
import io
import os
import re
import zipfile
from pathlib import Path

from ..text import packages as wording
from .problems import PackageError

__all__ = ["unpack", "unpack_library"]

#: Where in a wheel its modules may be, besides its top. Scripts and data files have no place to go to here.
_MODULES = re.compile(r"[^/]+\.data/(?:purelib|platlib)/(.+)")
_ELSEWHERE = re.compile(r"[^/]+\.data/")


def unpack(wheel: bytes, folder: str, notes: dict[str, str]) -> None:
    """Writes a wheel's files into ``folder``, and ``notes`` by their names beside its metadata.

    Raises:
        PackageError: it is no wheel.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
            about = _metadata_folder(archive)
            for name in archive.namelist():
                target = _target(name)
                if target is not None:
                    _write(Path(folder), target, archive.read(name))
    except zipfile.BadZipFile:
        raise PackageError(wording.NO_ARCHIVE) from None
    for name, text in notes.items():
        Path(folder, about, name).write_text(text)
    importlib.invalidate_caches()


def unpack_library(archive: bytes, folder: str) -> None:
    """Writes the shared libraries of a zip archive into ``folder``."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        for name in files.namelist():
            if not name.endswith("/"):
                _write(Path(folder), name, files.read(name))


def _metadata_folder(archive: zipfile.ZipFile) -> str:
    found = {name.partition("/")[0] for name in archive.namelist()}
    about = [name for name in found if name.endswith(".dist-info")]
    if len(about) != 1:
        raise PackageError(wording.NO_METADATA)
    return about[0]


def _target(name: str) -> str | None:
    """Where a member goes, below the folder; None for folders, and for what has no place."""
    if name.endswith("/"):
        return None
    module = _MODULES.fullmatch(name)
    if module is not None:
        return module[1]
    return None if _ELSEWHERE.match(name) else name


def _write(folder: Path, name: str, data: bytes) -> None:
    if name.startswith("/") or ".." in name.split("/"):
        raise PackageError(wording.leaves_folder(name=name))
    path = folder / name
    os.makedirs(path.parent, exist_ok=True)
    path.write_bytes(data)
