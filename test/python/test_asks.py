"""What the page is asked: as little and as early as can be, and closed exactly once whatever happens."""

from __future__ import annotations

import gc
import http.client
import io
from collections.abc import Iterator

import pytest
import requests
import urllib3
from loopback_host import LoopbackHost
from raw_server import Answer, RawServer, ok

from libcloud_repl import http as transport
from libcloud_repl.errors import HostError, NetworkError
from libcloud_repl.http.request import PIECE

PARTIAL = Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart", "hold")


def ended_once(host: LoopbackHost) -> bool:
    opened = [value["exchange"] for op, value, *_ in host.asked if op == "http.open"]
    return len(opened) > 0 and host.ended == opened


def test_small_request_is_open_finish_and_the_body(host, server: RawServer):
    server.replay(ok(b""))
    requests.post(server.url, data=b"small", timeout=(3, 7))
    assert host.operations == ["http.open", "http.finish"]
    (_, head, _, open_timeout), (_, _, size, finish_timeout) = host.asked
    assert (head["scheme"], head["host"], head["port"]) == ("http", "127.0.0.1", server.port)
    assert (head["method"], head["target"], head["connectTimeout"]) == ("POST", "/", 3000)
    assert ["Content-Length", "5"] in head["headers"]
    assert open_timeout is None
    assert size == 5
    assert 10 <= finish_timeout < 10.1
    assert ended_once(host)


def test_each_read_has_the_read_timeout(host, server: RawServer):
    server.replay(ok(b"body"))
    requests.get(server.url, timeout=(3, 7))
    assert [(op, timeout) for op, *_, timeout in host.asked if op == "http.read"] == [("http.read", 7)]


def test_what_is_written_slowly_goes_out_meanwhile(host, server: RawServer, monkeypatch):
    now = [0.0]
    monkeypatch.setattr("libcloud_repl.http.request.monotonic", lambda: now[0])
    server.replay(ok(b""))

    def slow() -> Iterator[bytes]:
        for text in (b"one", b"two", b"three"):
            yield text
            now[0] += 0.6

    requests.put(server.url, data=slow())
    assert [(op, size) for op, _, size, _ in host.asked[1:]] == [("http.write", len("onetwothree")), ("http.finish", 0)]


@pytest.mark.parametrize("make", [bytes, bytearray, io.BytesIO], ids=lambda make: make.__name__)
@pytest.mark.parametrize("size", [PIECE, PIECE + 1, 3 * PIECE + 5])
def test_bodies_go_in_pieces(host, server: RawServer, make, size):
    server.replay(ok())
    body = b"0123456789" * (size // 10) + b"x" * (size % 10)
    requests.put(server.url, data=make(body))
    sizes = [size for op, _, size, _ in host.asked if op in ("http.write", "http.finish")]
    assert sum(sizes) == len(body)
    assert set(sizes[:-1]) <= {PIECE}
    assert 0 < sizes[-1] <= PIECE
    assert server.requests[0].body == body


def test_the_page_judges_before_a_generator_is_run(host):
    host.refusals["http.open"] = HostError("denied", "You said no.")
    ran = []

    def body() -> Iterator[bytes]:
        ran.append(True)
        yield b"secret"

    with pytest.raises(requests.ConnectionError):
        requests.put("http://cloud.example", data=body())
    assert host.operations == ["http.open"]
    assert not ran


def test_response_half_read_and_closed(host, server: RawServer):
    server.replay(PARTIAL)
    with requests.get(server.url, stream=True) as response:
        assert response.raw.read(4) == b"part"
        assert not host.ended
    assert ended_once(host)


def test_response_half_read_and_dropped(host, server: RawServer):
    server.replay(PARTIAL)
    response = requests.get(server.url, stream=True)
    assert response.raw.read(4) == b"part"
    del response
    gc.collect()
    assert ended_once(host)


def test_connection_closed_before_the_response_is_read(host, server: RawServer):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/")
    connection.close()
    assert ended_once(host)


def test_request_dropped_in_the_middle_of_its_body(host, server: RawServer):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.putrequest("PUT", "/")
    connection.putheader("Content-Length", "10")
    connection.endheaders(b"half ")
    del connection
    gc.collect()
    assert ended_once(host)
    assert not server.requests


@pytest.mark.parametrize("op", ["http.open", "http.finish", "http.read", "http.write"])
def test_interrupted(host, server: RawServer, op):
    server.replay(ok(b"body"))
    host.refusals[op] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        requests.put(server.url, data=b"x" * (PIECE + 1))
    assert host.operations[-1] == op
    assert ended_once(host)


def test_timeout_closes(host, server: RawServer):
    server.replay(Answer(b"", "hold"))
    with pytest.raises(requests.ReadTimeout):
        requests.get(server.url, timeout=0.1)
    assert ended_once(host)


def test_response_outlives_its_connection_as_with_a_socket(host, server: RawServer):
    server.replay(Answer(ok(b"body", b"Connection: close").data, "close"))
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/")
    response = connection.getresponse()
    connection.close()
    assert response.read() == b"body"
    assert ended_once(host)


def test_kept_connection_serves_the_next_request(host, server: RawServer):
    server.replay(ok(b"one"), ok(b"two"))
    with urllib3.HTTPConnectionPool("127.0.0.1", server.port) as pool:
        assert [pool.request("GET", "/").data for _ in range(2)] == [b"one", b"two"]
        assert pool.num_connections == 1
    assert ended_once(host)


def test_more_body_than_announced_is_refused_here(host, server: RawServer):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    with pytest.raises(NetworkError, match="more body than its headers announce"):
        connection.request("PUT", "/", body=b"too long", headers={"Content-Length": "3"})
    connection.close()
    assert host.operations == ["http.open"]
    assert ended_once(host)


def test_without_a_page_there_is_a_sentence(host):
    transport.connect(None)
    with pytest.raises(NetworkError, match="not connected to a page"):
        http.client.HTTPConnection("cloud.example").request("GET", "/")


def test_uninstall_restores_and_install_is_idempotent():
    native = http.client.HTTPConnection.connect, urllib3.HTTPSConnectionPool.ConnectionCls
    transport.install()
    transport.install(LoopbackHost())
    assert http.client.HTTPConnection.connect != native[0]
    transport.uninstall()
    assert (http.client.HTTPConnection.connect, urllib3.HTTPSConnectionPool.ConnectionCls) == native
