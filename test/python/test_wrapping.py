"""Lines as the rows of a terminal."""

from __future__ import annotations

import pytest

from libcloud_repl.wrapping import Rows, wrapped


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("", [""]),
        ("abcd", ["abcd"]),
        ("abcdefghi", ["abcd", "efgh", "i"]),
        ("a漢字x", ["a漢", "字x"]),
        ("ab👩\u200d🚀e\u0301fg", ["ab👩\u200d🚀", "e\u0301fg"]),
        ("\x1b[32mabcd\x1b[0m", ["\x1b[32mabcd\x1b[0m"]),
        ("\x1b[1;32mabc\x1b[0mde", ["\x1b[1;32mabc\x1b[0md", "e"]),
    ],
)
def test_a_line_is_wrapped_into_rows(line: str, rows: list[str]) -> None:
    assert list(wrapped(line, 4)) == rows


def test_what_is_wider_than_a_row_has_one_to_itself() -> None:
    assert list(wrapped("a漢b", 1)) == ["a", "漢", "b"]


def test_rows_know_their_lines() -> None:
    rows = Rows(["abcdef", "", "gh"], 4)
    assert rows.texts == ["abcd", "ef", "", "gh"]
    assert rows.starts == [0, 2, 3]
    assert [rows.line_at(row) for row in range(4)] == [0, 0, 1, 2]
