"""The time of one small GET through Libcloud's connection (one kept-alive requests session)."""

from __future__ import annotations

import statistics
import time
from typing import Any

COUNT = 200
WARM_UP = 10


def run(host: str, port: int, count: int = COUNT) -> dict[str, Any]:
    """Get ``/small`` `count` times one after another; times in milliseconds."""
    from libcloud.common.base import Connection

    connection = Connection(secure=False, host=host, port=port)
    times = [timed_get(connection) for _ in range(WARM_UP + count)][WARM_UP:]
    return {
        "count": count,
        "median_ms": statistics.median(times),
        "p95_ms": sorted(times)[int(count * 0.95)],
    }


def timed_get(connection: Any) -> float:
    """Return the milliseconds of one exchange."""
    start = time.perf_counter()
    assert connection.request("/small").status == 200
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    import json

    from arguments import parse

    given = parse(__doc__)
    print(json.dumps(run(given.host, given.port)))
