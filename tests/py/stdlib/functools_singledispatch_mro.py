"""singledispatch over class hierarchies, ABCs, unions, late registration; total_ordering and cmp_to_key in sorting."""
import functools
from collections import abc
from functools import singledispatch


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
class E(D): pass


@singledispatch
def f(x):
    return "base"


f.register(A, lambda x: "A")
f.register(C, lambda x: "C")
assert [f(k()) for k in (A, B, C, D, E)] == ["A", "A", "C", "C", "C"] and f(5) == "base"
f.register(B, lambda x: "B")
assert [f(k()) for k in (A, B, C, D, E)] == ["A", "B", "C", "B", "B"]
f.register(abc.Sized, lambda x: "sized")
f.register(abc.Mapping, lambda x: "mapping")
assert f({}) == "mapping" and f([]) == "sized" and f("a") == "sized" and f(5) == "base"


class Both(A):
    def __len__(self):
        return 0


assert f(Both()) in ("A", "sized") and f.dispatch(Both)(None) == f(Both())


class Ambiguous:
    def __len__(self): return 0
    def __iter__(self): return iter([])
    def __contains__(self, x): return False


@singledispatch
def g(x):
    return "base"


g.register(abc.Sized, lambda x: "sized")
g.register(abc.Iterable, lambda x: "iterable")
raises(RuntimeError, "Ambiguous dispatch: <class 'collections.abc.Sized'> or <class 'collections.abc.Iterable'>",
        g, Ambiguous())
g.register(Ambiguous, lambda x: "exact")
assert g(Ambiguous()) == "exact"


@g.register
def _(x: int | float):
    return "number"


@g.register
def _(x: None):
    return "none"


assert g(5) == g(2.5) == g(True) == "number" and g(None) == "none" and g(1j) == "base"
raises(TypeError, 'g requires at least 1 positional argument', g)


class Base:
    @functools.singledispatchmethod
    def show(self, x):
        return "base"

    @show.register
    def _(self, x: int):
        return "int"


class Derived(Base):
    @Base.show.register
    def _(self, x: str):
        return "str in derived"


assert Base().show(1) == "int" and Derived().show("a") == "str in derived"
assert Base().show("a") == "str in derived" and Base().show(1.5) == "base"


@functools.total_ordering
class Card:
    ranks = "23456789TJQKA"

    def __init__(self, c):
        self.c = c

    def __eq__(self, o):
        return self.c == o.c

    def __lt__(self, o):
        return self.ranks.index(self.c) < self.ranks.index(o.c)

    def __repr__(self):
        return self.c


hand = [Card(c) for c in "K2TA9J"]
assert "".join(map(repr, sorted(hand))) == "29TJKA" and repr(max(hand)) == "A" and Card("2") <= Card("2")
assert Card("A") >= Card("K") and not Card("3") > Card("4")
nums = ["3", "30", "34", "5", "9"]
assert "".join(sorted(nums, key=functools.cmp_to_key(lambda a, b: (b + a > a + b) - (b + a < a + b)))) == "9534330"
for i in range(200):
    k = type("K%d" % i, ((A, B, C, D)[i % 4],), {})
    assert f(k()) == ("A", "B", "C", "B")[i % 4]
f.register(D, lambda x: "D late")
assert [f(k()) for k in (D, E)] == ["D late", "D late"] and f(type("Z", (D,), {})()) == "D late"
print("dispatch", [f(k()) for k in (A, B, C, D, E)], sorted(hand))
