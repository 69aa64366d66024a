"""The seconds that 50 MB take to S3 and back through Libcloud."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZE = 50 * 1024 * 1024


def run(host: str, port: int, key: str, secret: str, size: int = SIZE) -> dict[str, Any]:
    """Put a file of `size` random bytes and get it again, in a new container that is removed."""
    from libcloud.storage.providers import get_driver
    from libcloud.storage.types import Provider

    driver = get_driver(Provider.S3)(
        key, secret, secure=False, host=host, port=port, region="us-east-1"
    )
    container = driver.create_container("throughput-container")
    with tempfile.TemporaryDirectory() as folder:
        there, back = Path(folder) / "there", Path(folder) / "back"
        there.write_bytes(os.urandom(size))
        upload = seconds(lambda: driver.upload_object(str(there), container, "large"))
        found = driver.get_object(container.name, "large")
        download = seconds(lambda: driver.download_object(found, str(back)))
        intact = there.read_bytes() == back.read_bytes()
    found.delete()
    container.delete()
    return {"bytes": size, "upload_s": upload, "download_s": download, "intact": intact}


def seconds(step: Callable[[], Any]) -> float:
    """Return how long a step took."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


if __name__ == "__main__":
    import json

    from arguments import parse

    given = parse(__doc__)
    print(json.dumps(run(given.host, given.port, given.key, given.secret)))
