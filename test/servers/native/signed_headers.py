"""Which headers Libcloud signs, and what a server says when one of them is changed afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SIGNED = re.compile(r"SignedHeaders=([^,]*)")


def run(host: str, port: int, key: str, secret: str) -> dict[str, Any]:
    """List the containers once as it is, and once for each header that is changed or added."""
    from s3 import outcome, s3_driver

    driver = s3_driver(host, port, key, secret)
    wrong = s3_driver(host, port, key, secret + "x")
    unknown = s3_driver(host, port, key + "X", secret)
    signed = signed_headers(driver)
    return {
        "signed": signed,
        "untouched": outcome(lambda: listed(driver)),
        "wrong_secret": outcome(lambda: refusal(wrong)),
        "unknown_key": outcome(lambda: refusal(unknown)),
        "changed": {name: with_changed(driver, name) for name in [*signed, "accept"]},
    }


def listed(driver: Any) -> str:
    """Return "ok" when the server answers."""
    driver.list_containers()
    return "ok"


def refusal(driver: Any) -> str:
    """Return "ok", or the code in the server's refusal."""
    from libcloud.common.types import InvalidCredsError

    try:
        return listed(driver)
    except InvalidCredsError as error:
        found = re.search(r"<Code>(\w+)</Code>", str(error))
        return found.group(1) if found else str(error)


def signed_headers(driver: Any) -> list[str]:
    """Return the header names in the signature of a request to list containers."""
    seen: list[str] = []
    with before_sending(lambda headers: seen.append(headers["Authorization"])):
        driver.list_containers()
    found = SIGNED.search(seen[0])
    return found.group(1).split(";") if found else []


def with_changed(driver: Any, name: str) -> str:
    """List containers with one header changed after signing."""
    from s3 import outcome

    def change(headers: Any) -> None:
        headers[name] = headers.get(name, "") + "x"

    with before_sending(change):
        return str(outcome(lambda: refusal(driver)))


@contextmanager
def before_sending(act: Any) -> Iterator[None]:
    """Show `act` the headers of each request after Libcloud has signed it, to read or to change."""
    import requests

    send = requests.Session.send

    def acting_send(self: Any, request: Any, **options: Any) -> Any:
        act(request.headers)
        return send(self, request, **options)

    requests.Session.send = acting_send  # type: ignore[method-assign]
    try:
        yield
    finally:
        requests.Session.send = send  # type: ignore[method-assign]


if __name__ == "__main__":
    import json

    from arguments import parse

    given = parse(__doc__)
    print(json.dumps(run(given.host, given.port, given.key, given.secret)))
