"""Lines that begin with ``%``: what they say, and what becomes of it."""

from __future__ import annotations

import os

import pytest

from libcloud_repl import percent
from libcloud_repl.percent.completion import complete
from libcloud_repl.percent.environment import masked
from libcloud_repl.percent.pip import Wishes, parse_wishes
from libcloud_repl.percent.registry import COMMANDS, find, help_lines
from libcloud_repl.percent.session import chosen, duration, is_statement
from libcloud_repl.percent.transfers import plain_name, safe_name


class Shell:
    """A shell without a page, which keeps what it is asked."""

    def __init__(self, *entered):
        self.entered = list(entered)
        self.recalled = ["older", *entered]
        self.edited = ""
        self.asked = []
        self.answers = {}

    def ask(self, op, value, data=b""):
        self.asked.append((op, value, bytes(data)))
        return self.answers.get(op, {}), b""

    def edit(self, text):
        self.edited = text


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("source", "commands", "python"),
    [
        ("1 + 1", [], "1 + 1"),
        ("%pip list", ["pip list"], ""),
        ("  % time  f()", ["time  f()"], ""),
        ("%a\n%b\nx = 1\n%c", ["a", "b"], "x = 1\n%c"),
        ("(a\n% b)", [], "(a\n% b)"),
        ("%a\n\nx", ["a"], "\nx"),
    ],
)
def test_commands_come_first(source, commands, python):
    assert percent.split(source) == (commands, python)


def test_every_command_has_its_usage():
    for name, command in COMMANDS.items():
        assert command.usage.startswith("%" + name)
        assert find(name) is command


def test_help_fits_the_terminal():
    assert help_lines([find("clear"), find("upload")], 80) == [
        "%clear   empties the screen, and what was scrolled away",
        "%upload  files of your computer into the current folder; the page asks which",
    ]
    narrow = help_lines(COMMANDS.values(), 40)
    assert narrow[:2] == ["%help [COMMAND]", "  lists these commands"]
    assert max(map(len, narrow)) < 40


@pytest.mark.parametrize(("wrong", "hint"), [("histroy", "Did you mean %history?"), ("PIP", "There is no command %PIP. %help"), ("", "There is no command %.")])
def test_wrong_names(wrong, hint):
    with pytest.raises(percent.CommandError, match=hint.replace("?", r"\?")):
        find(wrong)


def test_history():
    entered, recalled = ["b", "c"], ["a", "apple", "b", "c"]
    assert chosen(entered, recalled, "") == ["b", "c"]
    assert chosen(entered, recalled, "1") == ["c"]
    assert chosen(entered, recalled, "99") == recalled
    assert chosen(entered, recalled, "0") == []
    assert chosen(entered, recalled, "AP") == ["apple"]


@pytest.mark.parametrize(("seconds", "text"), [(1.234, "1.23 s"), (83.4, "83.4 s"), (1234.4, "1234 s"), (0.0123, "12.3 ms"), (0.3, "300 ms"), (0.9996, "1000 ms"), (0.0000123, "12 µs"), (0, "0 µs")])
def test_durations(seconds, text):
    assert duration(seconds) == text


def test_save_keeps_python_only(folder, capsys):
    shell = Shell("x = 1", "%pip list", "x?", "?x", "def f():\n    return 1\n")
    percent.run(shell, "save mine.py")
    assert (folder / "mine.py").read_text() == "x = 1\ndef f():\n    return 1\n"
    with pytest.raises(percent.CommandError, match="exists already"):
        percent.run(shell, "save mine.py")
    percent.run(Shell("y = 2"), "save -f mine.py")
    assert (folder / "mine.py").read_text() == "y = 2\n"
    assert "1 statement saved to mine.py" in capsys.readouterr().out


def test_a_question_mark_in_a_string_is_a_statement():
    assert is_statement("print('what?')")
    assert not is_statement("print?")


def test_load(folder):
    shell = Shell()
    (folder / "two words.py").write_text("a = 1\nb = 2\n\n")
    percent.run(shell, "load two words.py")
    assert shell.edited == "a = 1\nb = 2"
    (folder / "binary").write_bytes(b"\xff\xfe")
    (folder / "long").write_text("\n" * 1000 + "x")
    for name, why in {"binary": "no text", "long": "too many", "nowhere": "No such file", ".": "directory", "": "which file"}.items():
        with pytest.raises(percent.CommandError, match=why):
            percent.run(shell, f"load {name}")


def test_secrets_are_masked():
    assert masked("AWS_SECRET_ACCESS_KEY", "hush") == "********"
    assert masked("os_passwd", "hush") == "********"
    assert masked("TOKEN", "") == ""
    assert masked("DB_PWD", "hush") == "********"
    assert masked("PWD", "/home") == "/home"
    assert masked("LANG", "C.UTF-8") == "C.UTF-8"
    assert masked("PROXY", "http://me:hush@host:1/") == "http://me:********@host:1/"


def test_env(monkeypatch, capsys):
    monkeypatch.setenv("STAGE", "")
    percent.run(Shell(), "env STAGE = 'deep blue'")
    assert os.environ["STAGE"] == "deep blue"
    percent.run(Shell(), "env STAGE")
    assert capsys.readouterr().out == "deep blue\n"
    monkeypatch.setenv("STAGE", "\x1b[2J")
    percent.run(Shell(), "env")
    assert "\x1b" not in capsys.readouterr().out
    for wrong in ("env 1A=2", "env =2", "env NOT_THERE"):
        with pytest.raises(percent.CommandError):
            percent.run(Shell(), wrong)


def test_download_sends_all_of_it(folder, capsys):
    content = os.urandom((1 << 20) + 5)
    (folder / "data").write_bytes(content)
    shell = Shell()
    shell.answers["files.save"] = {"saved": True}
    percent.run(shell, "download data")
    *pieces, (op, value, _) = shell.asked
    assert b"".join(data for _, _, data in pieces) == content
    assert [value["offset"] for _, value, _ in pieces] == [0, 1 << 20]
    assert (op, value) == ("files.save", {"name": "data", "size": len(content)})
    assert "handed to the browser" in capsys.readouterr().out


def test_upload_that_ends_early_leaves_nothing(folder):
    shell = Shell()
    shell.answers["files.pick"] = {"files": [{"name": "../a", "size": 5}]}
    with pytest.raises(percent.CommandError, match="shorter"):
        percent.run(shell, "upload")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("name", "safe"), [("a.txt", "a.txt"), ("../../etc/x", "x"), ("C:\\x\\y", "y"), ("..", "upload"), ("", "upload"), ("a/", "upload")])
def test_names_of_uploads(name, safe):
    assert safe_name(name) == safe


@pytest.mark.parametrize(("path", "plain"), [("a/b.txt", "b.txt"), (".env", "env"), ("a:b?\x07\u202e", "a_b___"), ("...", "download"), ("x" * 300, "x" * 200)])
def test_names_of_downloads(path, plain):
    assert plain_name(path) == plain


def test_wishes():
    assert parse_wishes(["a", "b==1"]) == Wishes(("a", "b==1"))
    assert parse_wishes(["--pre", "-i", "http://x", "a", "--no-deps"]) == Wishes(("a",), "http://x", pre=True, dependencies=False)
    assert parse_wishes(["--index-url=http://x", "a"]).index == "http://x"
    for wrong in ([], ["--target", "x"], ["a", "-i"]):
        with pytest.raises(percent.CommandError):
            parse_wishes(wrong)


def offered(line, **namespace):
    found = complete(line, len(line), namespace)
    return None if found is None else [line[: found.start] + item.text for item in found.items]


def test_completion(folder):
    (folder / "mine.py").touch()
    assert offered("%the") == ["%theme"]
    assert "%pip" in offered("%")
    assert offered("%theme l") == ["%theme light"]
    assert offered("%load m") == ["%load mine.py"]
    assert offered("%time appl", apples=1) == ["%time apples"]
    assert offered("%time f(appl", apples=1) == ["%time f(apples"]
    assert offered("%nothing x") == []
    assert offered("x %t") is None
    assert offered("x\n%t") is None
