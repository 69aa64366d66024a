"""No code of the user runs, whatever the objects are; and no object makes the work unbounded."""

from __future__ import annotations

import enum
import types

import pytest
from assist import Touched, completions, hostile, hostile_class, marked, texts, touch, touches

from libcloud_repl.completion import complete
from libcloud_repl.completion.budget import Budget
from libcloud_repl.completion.engine import MOST_ITEMS
from libcloud_repl.inspection import describe, parse_query
from libcloud_repl.lookup import dicts
from libcloud_repl.signature import describe_call


@pytest.fixture(autouse=True)
def untouched():
    touches.clear()
    yield
    assert touches == []


def look_everywhere(value, **names):
    """All engines at all that is known of ``x``."""
    names["x"] = value
    for text in ("x|", "x.|", "x.p|", "x.prop.|", "x.method.|", "x[|", "x['|", "x['a'].|", "x[0].|", "x(|", "x('|", "x.prop(|", "x.method(|",
        "x(region='|", "open(x, '|"):
        complete(*marked(text), names)
        describe_call(*marked(text), names, 80)
    for query in ("x?", "x??", "x.prop?", "x.method??", "x.missing?", "x.prop.more?"):
        describe(parse_query(query), names)


class Key:
    """Its hash is that of the string that is looked up."""

    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return hash(self.name)

    __eq__ = touch


def test_the_hostile_objects_are_hostile():
    for act in (lambda x: x.anything, repr, len, hash, lambda x: x == 1, bool, dir, lambda x: type(x).__eq__, lambda x: type(x) in (int, str)):
        with pytest.raises(Touched):
            act(hostile())
    touches.clear()


@pytest.mark.parametrize("base", [object, dict, list, str, int, types.ModuleType, Exception, tuple])
def test_an_instance_that_nothing_may_touch(base):
    look_everywhere(hostile(base))


def test_a_class_that_nothing_may_touch():
    look_everywhere(hostile_class())
    look_everywhere(hostile_class(list_regions=classmethod(touch)))


def test_attributes_of_such_objects_are_found_nevertheless():
    assert "prop" in texts("x.p|", x=hostile())
    assert "prop" in texts("x.p|", x=hostile_class())
    storing = hostile()
    object.__setattr__(storing, "stored", 1)
    assert texts("x.sto|", x=storing) == ["stored"]
    keyed = hostile(dict)
    dict.__setitem__(keyed, "key", 1)
    assert texts("x['k|", x=keyed) == ["key"]


def test_keys_whose_comparison_is_code():
    names = {Key("y"): 1, "x": 2}
    assert complete("x", 1, names).items[0].text == "x"
    complete("y.", 2, names)
    look_everywhere({Key("a"): 1, Key("prop"): 2, "b": 3})
    instance = types.SimpleNamespace()
    instance.__dict__[Key("prop")] = 1
    look_everywhere(instance)
    cls = type("Cls", (), {Key("__get__"): 1, Key("__call__"): 2})
    touches.clear()  # making the class compares its names
    look_everywhere(cls)
    look_everywhere(object.__new__(cls))


def test_values_that_nothing_may_touch():
    look_everywhere({"a": hostile(), 0: hostile()})
    look_everywhere([hostile()])
    look_everywhere(types.SimpleNamespace(prop=hostile(), method=hostile()))
    module = types.ModuleType("m")
    module.__getattr__ = touch
    module.prop = hostile()
    look_everywhere(module)


def test_defaults_and_docstrings_that_nothing_may_touch():
    def method(first=hostile(), *, prop=hostile()): ...

    method.__doc__ = hostile(str)
    method.__signature__ = hostile()
    method.__wrapped__ = hostile()
    method.__text_signature__ = hostile()
    look_everywhere(method)
    look_everywhere(type("Cls", (), {"__doc__": property(touch), "method": method, "__init__": method, "__call__": method})())
    tip = describe_call("f(", 2, {"f": lambda a=hostile(): a}, 80)
    assert str(tip) == "f(a=<Hostile>)"


def test_descriptors_are_not_run():
    class Descriptor:
        __get__ = touch
        __set__ = touch
        __set_name__ = None

    del Descriptor.__set_name__

    class Owner:
        prop = Descriptor()
        __dict__ = property(touch)
        __slots__ = ("method",)

    look_everywhere(Owner())
    look_everywhere(Owner)


def test_slots_and_names_that_lie():
    class Slotted:
        __slots__ = ("prop",)
        __module__ = hostile(str)
        __qualname__ = "Slotted"

    look_everywhere(Slotted())
    look_everywhere(Slotted)


def test_a_metaclass_that_computes_the_order_of_bases():
    class Meta(type):
        def mro(cls):
            return [cls, *([Wide] * 0), object]

        __mro__ = property(touch)

    class Wide:
        prop = 1

    look_everywhere(Meta("Cls", (), {}))


def test_wrappers_in_a_circle():
    def f(): ...

    def g(): ...

    f.__wrapped__, g.__wrapped__ = g, f
    look_everywhere(f)
    look_everywhere(staticmethod(f))


def test_data_that_contains_itself():
    loop: list = []
    loop.append(loop)
    nest: dict = {}
    nest["a"] = nest
    look_everywhere(loop)
    look_everywhere(nest)
    assert texts("x" + "['a']" * 20 + "['|", x=nest) == ["a"]


def test_expressions_without_end():
    for text in ("x" + ".a" * 5000 + ".|", "x" + ".a" * 990 + ".|", "x" + "[0]" * 660 + ".|", "x" + "()" * 990 + ".|", "x" + "[0]" * 5000 + ".|",
        "(" * 5000 + "|", "f(" * 500 + "|", "-" * 5000 + "x.|", "f'{" * 300 + "x.|"):
        complete(*marked(text), {"x": 1, "f": print})
        describe_call(*marked(text), {"x": 1, "f": print}, 80)


def test_a_driver_registry_that_was_tampered_with(monkeypatch):
    import libcloud.compute.providers as registry

    monkeypatch.setattr(registry, "DRIVERS", {"a": 1, "b": ("x",), Key("ec2"): ("m", "c"), "evil": (hostile(str), "c"), "ok": ("m", "c")})
    assert texts("get_driver('|", get_driver=registry.get_driver) == ["ok"]


def test_enumerations_whose_methods_are_code():
    class Meta(type(enum.Enum)):
        __iter__ = __len__ = __getitem__ = __contains__ = touch

    class Colour(enum.Enum, metaclass=Meta):
        RED = 1

    look_everywhere(Colour)
    assert texts("x.RE|", x=Colour) == ["RED"]


def test_a_dict_is_read_up_to_the_budget():
    read = []
    budget = Budget(steps=100, clock=lambda: 0.0)
    list(budget.limit(read.append(at) or at for at in range(10_000)))
    assert len(read) < 100
    assert budget.spent and list(budget.limit([1])) == []


def test_time_ends_the_work_between_steps():
    now = iter(range(1000))
    budget = Budget(steps=10_000, seconds=3, clock=lambda: float(next(now)))
    assert len(list(budget.limit(range(10_000)))) < 64 * 5
    assert budget.spent


def test_a_huge_dict_gives_the_first_keys_and_says_so():
    found = completions("x['|", x={f"key{at}": at for at in range(100_000)})
    assert len(found.items) == MOST_ITEMS and found.truncated
    assert not completions("x['|", x={"a": 1}).truncated


def test_a_huge_namespace_is_searched_up_to_a_bound():
    names = {f"n{at}": at for at in range(dicts.MOST_ENTRIES + 10)}
    assert dicts.find(names, "n5") == 5
    assert dicts.find(names, f"n{dicts.MOST_ENTRIES + 5}") is dicts.MISSING


def test_more_source_than_is_looked_at():
    assert texts("pass\n" * 50_000 + "x.upp|", x="a") == ["upper"]
    complete("(" * 200_000, 200_000, {})
