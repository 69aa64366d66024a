"""Libcloud's drivers against servers that know AWS: the same results over the transport as without it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import LoopbackHost, over_transport

SERVERS = Path(__file__).parents[1] / "servers"
ACCOUNT = ("AKIDLIBCLOUDREPLTEST", "a/test+secret/0123456789ABCDEFabcdefghij")

sys.path.insert(0, str(SERVERS / "native"))

import ec2  # noqa: E402
import s3  # noqa: E402
import signed_headers  # noqa: E402


@contextmanager
def running(script: str, *arguments: str, **environment: str) -> Iterator[tuple[str, int]]:
    """Starts one of the test servers; it says where it listens, and ends with its standard input."""
    command = [sys.executable, str(SERVERS / script), *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=os.environ | environment, **pipes) as process:
        _, host, port = process.stdout.readline().split()
        yield host, int(port)


@pytest.fixture(scope="module")
def moto() -> Iterator[tuple[str, int]]:
    with running("moto_server.py") as address:
        yield address


@pytest.fixture(scope="module")
def nanio(tmp_path_factory) -> Iterator[tuple[str, int]]:
    key, secret = ACCOUNT
    folder = str(tmp_path_factory.mktemp("nanio"))
    with running("nanio_server.py", folder, NANIO_ACCESS_KEY=key, NANIO_SECRET_KEY=secret) as address:
        yield address


def test_life_of_a_node(moto):
    # The node of the first run is still listed as terminated, so each run is looked at for itself.
    result = over_transport(lambda: ec2.run(*moto))
    assert result["created"] == ["web-1", "running"] or result["created"] == ["web-1", "pending"]
    assert result["destroyed"] is True
    assert result["sizes"] > 100 and result["images"] > 100


@pytest.mark.parametrize("double_slashes", [False, True])
def test_life_of_objects_whose_signatures_are_checked(nanio, double_slashes):
    native = s3.run(*nanio, *ACCOUNT, double_slashes=double_slashes)
    host = LoopbackHost()
    ours = over_transport(lambda: s3.run(*nanio, *ACCOUNT, double_slashes=double_slashes), host)
    assert ours == native
    assert native["multipart"]["intact"]
    opened = [value["exchange"] for op, value, *_ in host.asked if op == "http.open"]
    assert sorted(host.ended) == opened


def test_every_signed_header_arrives_unchanged(nanio):
    native = signed_headers.run(*nanio, *ACCOUNT)
    assert over_transport(lambda: signed_headers.run(*nanio, *ACCOUNT)) == native
    assert native["untouched"] == "ok"
    assert native["changed"]["user-agent"] == "SignatureDoesNotMatch"
