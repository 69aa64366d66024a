"""What the client reads is what it would have read from a socket."""

from __future__ import annotations

import gzip
import http.client
import urllib.request

import pytest
import requests
import urllib3
from conftest import chain
from raw_server import Answer, ok

BIG = bytes(range(256)) * 20_000

CHUNKED = Answer(
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7;ext=1\r\n, world\r\n0\r\nTrailer: x\r\n\r\n"
)


def everything(response: requests.Response) -> tuple:
    """All that a driver can look at."""
    return response.status_code, response.reason, list(response.raw.headers.items()), response.content


@pytest.mark.parametrize("status", [b"200 OK", b"204 No Content", b"304 Not Modified", b"404 Nope", b"599 ", b"200"])
def test_status_lines(compare, status):
    bodyless = status[:3] in (b"204", b"304")
    answer = Answer(b"HTTP/1.1 " + status + b"\r\nETag: x\r\n\r\n") if bodyless else ok(b"body", status=status)
    outcome = compare(lambda url: everything(requests.get(url)), answer)
    assert outcome.value[0] == int(status[:3])


def test_head_has_length_and_no_body(compare):
    answer = Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\nETag: x\r\n\r\n")
    outcome = compare(lambda url: everything(requests.head(url)), answer)
    assert ("Content-Length", "5000000000") in outcome.value[2]
    assert outcome.value[3] == b""


def test_head_of_a_chunked_resource(compare):
    answer = Answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert compare(lambda url: everything(requests.head(url)), answer).value[3] == b""


def test_chunked(compare):
    assert compare(lambda url: everything(requests.get(url)), CHUNKED).value[3] == b"hello, world"


def test_chunked_streamed_by_urllib3(compare):
    def action(url):
        response = urllib3.PoolManager().request("GET", url, preload_content=False)
        return b"".join(response.stream(3))

    assert compare(action, CHUNKED).value == b"hello, world"


def test_chunked_through_http_client(compare):
    assert compare(lambda url: urllib.request.urlopen(url).read(), CHUNKED).value == b"hello, world"


def test_gzip(compare):
    packed = gzip.compress(b"text " * 1000, mtime=0)
    outcome = compare(lambda url: requests.get(url).text, ok(packed, b"Content-Encoding: gzip"))
    assert outcome.value == "text " * 1000


def test_body_until_close(compare):
    answer = Answer(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + BIG, "close")
    assert compare(lambda url: everything(requests.get(url)), answer).value[3] == BIG


def test_large_body(compare):
    assert compare(lambda url: everything(requests.get(url)), ok(BIG)).value[3] == BIG


def test_large_body_in_one_read(compare):
    assert compare(lambda url: urllib.request.urlopen(url).read(), ok(BIG)).value == BIG


def test_lines_of_a_streamed_body(compare):
    outcome = compare(lambda url: list(requests.get(url, stream=True).iter_lines()), ok(b"one\ntwo\r\n\nlast"))
    assert outcome.value == [b"one", b"two", b"", b"last"]


def test_readinto(compare):
    def action(url):
        buffer = bytearray(8)
        response = urllib.request.urlopen(url)
        return response.readinto(buffer), bytes(buffer), response.read()

    assert compare(action, ok(b"0123456789")).value == (8, b"01234567", b"89")


def test_range(compare):
    answer = ok(b"cd", b"Content-Range: bytes 2-3/10", status=b"206 Partial Content")
    outcome = compare(lambda url: everything(requests.get(url, headers={"Range": "bytes=2-3"})), answer)
    assert outcome.value[0] == 206
    assert b"Range: bytes=2-3" in outcome.requests[0].lines


def test_header_duplicates_case_and_order(compare):
    answer = ok(b"", b"Set-Cookie: a=1", b"x-B: 2", b"Set-Cookie: c=3; Path=/", b"X-b: 4", b"X-Empty:")
    outcome = compare(lambda url: list(urllib3.PoolManager().request("GET", url).headers.items()), answer)
    assert outcome.value[:2] == [("Set-Cookie", "a=1"), ("Set-Cookie", "c=3; Path=/")]


def test_header_bytes_beyond_ascii(compare):
    answer = ok(b"", b"X-Latin: caf\xe9", b"X-Utf8: " + "日本".encode(), status="200 Très bien".encode("latin-1"))
    outcome = compare(lambda url: everything(requests.get(url)), answer)
    assert outcome.value[1] == "Très bien"
    assert ("X-Latin", "caf\xe9") in outcome.value[2]


def test_http_client_response_as_it_documents(compare):
    def action(url):
        connection = http.client.HTTPConnection(url.removeprefix("http://"))
        connection.request("GET", "/")
        response = connection.getresponse()
        return response.getheaders(), response.peek(1)[:1], response.read(3), response.read(), response.isclosed()

    assert compare(action, ok(b"abcdef")).value[1:] == (b"a", b"abc", b"def", True)


def test_early_answer_to_a_large_upload(compare):
    answer = Answer(ok(b"too large", b"Connection: close", status=b"413 Content Too Large").data, "close")
    assert compare(lambda url: requests.put(url, data=BIG).status_code, answer).value == 413


HUNDRED = bytes(range(100))
CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"


def by_tens(url: str) -> tuple:
    """The pieces, the state of the response after each, and how it ended; so does another read behind that."""
    response = requests.get(url, stream=True)
    pieces, errors = [], []
    state = lambda: (response.raw.tell(), response.raw.length_remaining, response.raw.closed, response.raw._connection is None)  # noqa: E731
    for more in (response.iter_content(10), iter(lambda: response.raw.read(10), b"")):
        try:
            pieces += ((piece, state()) for piece in more)
        except Exception as error:
            errors.append(chain(error))
    return pieces, errors, state()


@pytest.mark.parametrize(
    "answer",
    [
        ok(HUNDRED),
        ok(HUNDRED[:95]),
        ok(HUNDRED[:10]),
        ok(HUNDRED[:9]),
        ok(b""),
        ok(gzip.compress(HUNDRED), b"Content-Encoding: gzip"),
        Answer(b"HTTP/1.1 200 OK\r\n\r\n" + HUNDRED[:95], "close"),
        *(Answer(CUT + HUNDRED[:size], "close") for size in (0, 5, 10, 40, 87, 90, 95, 99)),
    ],
)
def test_read_by_small_pieces(compare, answer):
    pieces = compare(by_tens, answer, *[answer] * 3).value[0]
    assert HUNDRED.startswith(b"".join(piece for piece, _ in pieces))


@pytest.mark.parametrize("decode", [True, False])
@pytest.mark.parametrize("size", [0, 5, 10, 40, 87, 95])
def test_what_was_cut_is_read_where_that_is_no_error(compare, size, decode):
    def action(url):
        options = {"preload_content": False, "enforce_content_length": False, "decode_content": decode}
        response = urllib3.PoolManager().request("GET", url, **options)
        return list(response.stream(10)), response.tell()

    pieces, told = compare(action, Answer(CUT + HUNDRED[:size], "close")).value
    assert (b"".join(pieces), told) == (HUNDRED[:size], size)


@pytest.mark.parametrize("size", [0, 5, 10, 40, 87, 95, 100])
def test_raw_pieces_come_before_the_error(compare, size):
    def action(url):
        raw, pieces = requests.get(url, stream=True).raw, []
        try:
            pieces += iter(lambda: raw.read(10), b"")
        except urllib3.exceptions.ProtocolError as error:
            return pieces, chain(error)
        return pieces, ()

    assert b"".join(compare(action, Answer(CUT + HUNDRED[:size], "close")).value[0]) == HUNDRED[:size]


def test_what_was_read_in_part_is_not_kept(compare):
    def action(url):
        raw = urllib3.PoolManager().request("GET", url, preload_content=False)
        return [raw.read(0), raw.read(10), raw.data, raw.data]

    compare(action, ok(HUNDRED))


def test_closed_by_the_client_while_it_is_read(compare):
    def action(url):
        raw = urllib3.PoolManager().request("GET", url, preload_content=False)
        read = [raw.read(10), raw.read(10)]
        raw.close()
        return [*read, raw.read(10)]

    compare(action, ok(HUNDRED))


def test_read_in_all_ways_one_after_the_other(compare):
    def action(url):
        raw = urllib3.PoolManager().request("GET", url, preload_content=False)
        told = lambda data: (data, raw.tell(), raw.length_remaining)  # noqa: E731
        sizes = [10, 7, 0, 10, -1]
        read = [told(raw.read(5)), told(raw.read1(3)), told(raw.read(4, decode_content=False)), told(raw.readinto(bytearray(6)))]
        return [*read, *(told(raw.read(size)) for size in sizes), told(raw.read(3)), raw.closed]

    assert b"".join(data for data, *_ in compare(action, ok(HUNDRED)).value[4:-1]) == HUNDRED[18:]


def test_a_connection_that_was_read_by_pieces_is_used_again(server, compare):
    def action(url):
        with urllib3.PoolManager() as pool:
            for _ in range(2):
                response = pool.request("GET", url, preload_content=False)
                assert b"".join(response.stream(10)) == HUNDRED
                assert type(response).__name__ == "HTTPResponse" and repr(response).startswith("<urllib3.response.HTTPResponse")
            return next(iter(pool.pools._container.values())).num_connections

    assert compare(action, ok(HUNDRED), ok(HUNDRED)).value == 1
