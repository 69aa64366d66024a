"""Fixtures: the same client code is run over the native stack and over the transport, against the same raw server."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "workers/interpreter/python"))

from loopback_host import LoopbackHost  # noqa: E402
from raw_server import Answer, RawServer, Recorded  # noqa: E402
from relay_host import RelayHost  # noqa: E402

from libcloud_repl import http as transport  # noqa: E402


@dataclass(frozen=True)
class Outcome:
    """What a client saw, and what its server did."""

    value: Any
    error: tuple[str, ...]
    requests: list[Recorded]


@pytest.fixture
def server() -> Iterator[RawServer]:
    server = RawServer()
    yield server
    server.close()


@pytest.fixture
def host() -> Iterator[LoopbackHost]:
    """A host that all HTTP of the test goes through."""
    host = LoopbackHost()
    transport.install(host)
    yield host
    transport.uninstall()


@pytest.fixture
def compare(server: RawServer) -> Callable[..., Outcome]:
    """Runs `action(url)` natively and over the transport; both must see and send the same. Returns what it was."""

    def run(action: Callable[[str], Any], *answers: Answer) -> Outcome:
        server.replay(*answers)
        native = attempt(action, server)
        server.settle()
        server.replay(*answers)
        host = new_host()
        ours = over_transport(lambda: attempt(action, server), host)
        server.wait_for_requests(host.operations.count("http.open"))
        assert ours == native
        assert host.operations.count("http.open") == len(ours.requests)
        return native

    return run


def attempt(action: Callable[[str], Any], server: RawServer) -> Outcome:
    try:
        value, error = action(server.url), ()
    except Exception as exception:
        value, error = None, chain(exception)
    return Outcome(value, error, server.requests)


def new_host() -> LoopbackHost | RelayHost:
    """What the transport goes through: a model of page and relay, or a real proxy if the environment names one."""
    url = os.environ.get("RELAY_URL")
    return RelayHost(url, os.environ["RELAY_ORIGIN"]) if url else LoopbackHost()


def over_transport(action: Callable[[], Any], host: LoopbackHost | RelayHost | None = None) -> Any:
    transport.install(host or new_host())
    try:
        return action()
    finally:
        transport.uninstall()


def chain(error: object) -> tuple[str, ...]:
    """Names of an exception's class and of those that it wraps the way requests, urllib3 and urllib do."""
    names = []
    while isinstance(error, BaseException):
        names.append(type(error).__name__)
        wrapped = [error.__dict__.get("reason"), *reversed(error.args)]
        error = next((inner for inner in wrapped if isinstance(inner, BaseException)), None)
    return tuple(names)
