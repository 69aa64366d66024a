"""The menu of completions: its columns, and where arrows go in it."""

from __future__ import annotations

from libcloud_repl.menu import Menu

LETTERS = list("abcdefgh")  # in rows of 10 columns three of them: abc, def, gh


def visited(menu, *keys, width=10):
    return "".join(menu.move(key, width) for key in keys)


def test_choices_go_down_the_columns():
    assert Menu(LETTERS).lines(10, 20) == ["a  d  g", "b  e  h", "c  f"]


def test_whatever_comes_first_goes_to_the_first():
    assert [Menu(LETTERS).move(key, 10) for key in ("down", "complete")] == ["a", "a"]


def test_down_and_up_go_through_all_of_them_and_around():
    assert visited(Menu(LETTERS), *["down"] * 9) == "abcdefgha"
    assert visited(Menu(LETTERS), "down", "up", "up") == "ahg"


def test_left_and_right_stay_in_the_row_and_go_around():
    assert visited(Menu(LETTERS), "down", "right", "right", "right", "left") == "adgag"
    assert visited(Menu(LETTERS), "down", "down", "down", "right", "right", "left") == "abcfcf"


def test_the_choice_is_marked():
    menu = Menu(["one", "two"])
    menu.move("down", 40)
    assert menu.lines(40, 20) == ["\x1b[7mone\x1b[0m  two"]


def test_of_a_long_one_the_choice_is_seen():
    menu = Menu([f"name{at:03}" for at in range(100)])
    assert menu.lines(10, 5) == ["name000", "name001", "name002", "name003", "   96 more…"]
    menu.chosen = 50
    shown = menu.lines(10, 5)
    assert len(shown) == 5 and "\x1b[7mname050\x1b[0m" in shown
    menu.chosen = 99
    assert menu.lines(10, 5)[3] == "\x1b[7mname099\x1b[0m"


def test_wide_names_are_counted_by_columns_and_cut():
    assert Menu(["日本", "ab"]).lines(20, 5) == ["日本  ab"]
    assert Menu(["x" * 50, "日本語日本語"]).lines(10, 5) == ["xxxxxx…", "日本語…"]
