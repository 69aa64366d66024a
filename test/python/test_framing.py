"""Chunks and heads that come in pieces of any size."""

from __future__ import annotations

import pytest

from libcloud_repl.http.chunked import ChunkDecoder
from libcloud_repl.http.head import encode_response_head, parse_request_head
from libcloud_repl.http.request import PIECE, Pieces

CODED = b"5\r\nhello\r\nC;name=value\r\n, wide world\r\n000\r\nTrailer: x\r\n\r\n"


@pytest.mark.parametrize("step", range(1, len(CODED) + 1))
def test_chunks_cut_anywhere(step):
    decoder = ChunkDecoder()
    data = b""
    for start in range(0, len(CODED), step):
        assert not decoder.complete
        data += b"".join(decoder.feed(memoryview(CODED)[start : start + step]))
    assert decoder.complete
    assert data == b"hello, wide world"


def test_chunk_data_is_not_copied():
    piece = b"400\r\n" + b"x" * 1024 + b"\r\n"
    (data,) = ChunkDecoder().feed(memoryview(piece))
    assert data.obj is piece


def test_chunk_size_must_be_a_number():
    with pytest.raises(ValueError):
        list(ChunkDecoder().feed(memoryview(b"size\r\n")))


@pytest.mark.parametrize("sizes", [[1], [PIECE], [PIECE, 1], [PIECE - 1, 2], [5 * PIECE], [100_000] * 30, [3, 4 * PIECE, 3]])
def test_pieces_join_to_what_was_added(sizes):
    body = bytes(range(251)) * (sum(sizes) // 251 + 1)
    pieces, sent, start = Pieces(), [], 0
    for size in sizes:
        sent += [bytes(piece) for piece in pieces.add(memoryview(body)[start : start + size])]
        start += size
    last = pieces.last()
    assert {len(piece) for piece in sent} <= {PIECE}
    assert 0 < len(last) <= PIECE
    assert b"".join(sent) + last == body[:start]


def test_folded_header_becomes_one_line():
    head = parse_request_head(b"GET / HTTP/1.1\r\nX-List: one\r\n\ttwo\r\n three\r\nHost: x")
    assert head.headers == [["X-List", "one two three"], ["Host", "x"]]


@pytest.mark.parametrize("value", ["v", " v", "v ", "", ":", "a: b"])
def test_header_values_keep_their_spaces(value):
    assert parse_request_head(f"GET / HTTP/1.1\r\nX: {value}".encode()).headers == [["X", value]]


@pytest.mark.parametrize(
    ("value", "chunked"), [("chunked", True), ("Chunked", True), ("gzip, chunked", True), ("gzip", False), ("", False)]
)
def test_transfer_codings(value, chunked):
    head = parse_request_head(f"PUT / HTTP/1.1\r\ntransfer-encoding: {value}".encode())
    assert head.chunked is chunked


def test_response_head_keeps_bytes():
    head = encode_response_head(200, "Très", [["X-A", "caf\xe9"], ["x-a", ""]])
    assert head == b"HTTP/1.1 200 Tr\xe8s\r\nX-A: caf\xe9\r\nx-a: \r\n\r\n"
