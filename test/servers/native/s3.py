"""An object's life on S3, for every name that is hard to spell. Prints what Libcloud saw.

Each step's outcome is a value or the name of the error's class, so that two runs can be compared.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

NAMES = (
    "plain", "with space", "a+b", "ünï/코드.txt", "~t", "q?x=1&y", "%41", "a%2Fb", "it's(1)!*",
    "a:b@c", "#h", "semi;colon,=$", "back\\slash", "x&<y>", "a//b", "/lead", "tail/", "dot/./x",
)  # fmt: skip
CONTENT = b"hello " * 100
MULTIPART_BYTES = 12 * 1024 * 1024


def s3_driver(host: str, port: int, key: str, secret: str) -> Any:
    """Return Libcloud's S3 driver (version 4 signatures) for a server in place of AWS."""
    from libcloud.storage.providers import get_driver
    from libcloud.storage.types import Provider

    return get_driver(Provider.S3)(
        key, secret, secure=False, host=host, port=port, region="us-east-1"
    )


def run(
    host: str, port: int, key: str, secret: str, *, double_slashes: bool = False
) -> dict[str, Any]:
    """Go through every flow in a new container, and remove it.

    With `double_slashes`, Libcloud leaves paths as they are; by default it joins slashes.
    """
    import libcloud.common.base as base

    before = base.ALLOW_PATH_DOUBLE_SLASHES
    base.ALLOW_PATH_DOUBLE_SLASHES = double_slashes
    try:
        return _run(s3_driver(host, port, key, secret))
    finally:
        base.ALLOW_PATH_DOUBLE_SLASHES = before


def _run(driver: Any) -> dict[str, Any]:
    container = driver.create_container("flow-container")
    result = {
        "created": container.name,
        "containers": [each.name for each in driver.list_containers()],
        "names": {name: one_name(driver, container, name) for name in NAMES},
        "multipart": multipart(driver, container),
        "range": outcome(lambda: read_range(driver, container)),
        "absent": outcome(lambda: driver.get_object(container.name, "absent").name),
        "metadata": outcome(lambda: metadata(driver, container)),
    }
    for each in driver.list_container_objects(container):
        each.delete()
    return {**result, "removed": driver.delete_container(container)}


def one_name(driver: Any, container: Any, name: str) -> dict[str, Any]:
    """Put, find, read and delete one object."""

    def find() -> Any:
        return driver.get_object(container.name, name)

    def listed(**options: str) -> bool:
        return name in [each.name for each in driver.list_container_objects(container, **options)]

    return {
        "uploaded": outcome(lambda: upload(driver, container, name)),
        "found": outcome(lambda: find().size),
        "listed": outcome(listed),
        "listed_by_prefix": outcome(lambda: listed(prefix=name)),
        "downloaded": outcome(lambda: download(driver, find())),
        "streamed": outcome(lambda: b"".join(driver.download_object_as_stream(find())) == CONTENT),
        "deleted": outcome(lambda: find().delete()),
    }


def outcome(step: Callable[[], Any]) -> Any:
    """Return what a step returned, or the name of the error's class."""
    try:
        return step()
    except Exception as error:  # noqa: BLE001 - the class is the outcome
        return type(error).__name__


def upload(driver: Any, container: Any, name: str) -> str:
    """Put CONTENT from a file; returns the server's hash of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(CONTENT)
        return str(driver.upload_object(str(path), container, name).hash)


def download(driver: Any, found: Any) -> bool:
    """Get an object into a file; whether it is CONTENT."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "download"
        driver.download_object(found, str(path))
        return path.read_bytes() == CONTENT


def multipart(driver: Any, container: Any) -> dict[str, Any]:
    """Put 12 MB in three parts from an iterator of uneven pieces, and read them back."""
    driver.upload_object_via_stream(pieces(), container, "multi/part")
    found = driver.get_object(container.name, "multi/part")
    digest = hashlib.sha256()
    for piece in driver.download_object_as_stream(found):
        digest.update(piece)
    sent = hashlib.sha256(b"".join(pieces())).hexdigest()
    return {"size": found.size, "hash": found.hash, "intact": digest.hexdigest() == sent}


def pieces() -> Iterator[bytes]:
    """Yield MULTIPART_BYTES bytes, the same ones every time, in pieces that fit no part."""
    left = MULTIPART_BYTES
    number = 0
    while left:
        piece = (str(number).encode() * 100_000)[: min(left, 99_999)]
        number += 1
        left -= len(piece)
        yield piece


def read_range(driver: Any, container: Any) -> str:
    """Bytes 3 to 8 of an object."""
    upload(driver, container, "ranged")
    found = driver.get_object(container.name, "ranged")
    return b"".join(driver.download_object_range_as_stream(found, 3, 9)).decode()


def metadata(driver: Any, container: Any) -> dict[str, str]:
    """User metadata comes back as it was given."""
    extra = {"content_type": "text/x-test", "meta_data": {"colour": "dark blue"}}
    with tempfile.NamedTemporaryFile() as file:
        driver.upload_object(file.name, container, "described", extra=extra)
    return dict(driver.get_object(container.name, "described").meta_data)


if __name__ == "__main__":
    import json

    from arguments import parse

    given = parse(__doc__)
    account = (given.host, given.port, given.key, given.secret)
    both = {"default": run(*account), "double_slashes": run(*account, double_slashes=True)}
    print(json.dumps(both))
