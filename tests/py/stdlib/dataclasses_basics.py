"""dataclasses: generated methods, fields, defaults, ordering, frozen, slots, kw_only, inheritance; exact errors."""
import dataclasses as dc
from dataclasses import dataclass, field, InitVar, KW_ONLY
from typing import ClassVar


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, repr=False, compare=False)
    kind: ClassVar[str] = "p"

    def norm2(self):
        return self.x ** 2 + self.y ** 2


p = P(1)
assert repr(p) == "P(x=1, y=0)" and p == P(1, 0, ["other"]) and p != P(2) and p != (1, 0) and p.tags == []
assert p.tags is not P(1).tags and p.norm2() == 1 and P.kind == "p" and P.__match_args__ == ("x", "y", "tags")
assert [f.name for f in dc.fields(P)] == ["x", "y", "tags"] and dc.is_dataclass(P) and dc.is_dataclass(p)
assert not dc.is_dataclass(int) and P.__hash__ is None and P.y == 0 and not hasattr(P, "tags")
assert P.__doc__ == "P(x: int, y: int = 0, tags: list = <factory>)"
raises(TypeError, "P.__init__() missing 1 required positional argument: 'x'", P)
raises(TypeError, 'P.__init__() takes from 2 to 4 positional arguments but 5 were given', P, 1, 2, [], 4)
raises(TypeError, "P.__init__() got an unexpected keyword argument 'z'", P, 1, z=2)
raises(TypeError, "unhashable type: 'P'", hash, p)
raises(TypeError, "'<' not supported between instances of 'P' and 'P'", lambda: p < P(2))


@dataclass(order=True, frozen=True)
class O:
    a: int
    b: str = "z"


assert O(1) < O(2) <= O(2) and O(1, "a") < O(1, "b") and sorted([O(2), O(1, "b"), O(1, "a")])[0] == O(1, "a")
assert hash(O(1)) == hash(O(1)) and {O(1): 5}[O(1)] == 5 and max(O(1), O(3)).a == 3
raises(dc.FrozenInstanceError, "cannot assign to field 'a'", setattr, O(1), "a", 5)
raises(dc.FrozenInstanceError, "cannot assign to field 'new'", setattr, O(1), "new", 5)
raises(dc.FrozenInstanceError, "cannot delete field 'a'", delattr, O(1), "a")
raises(TypeError, "'<' not supported between instances of 'O' and 'int'", lambda: O(1) < 5)
raises(TypeError, "'<' not supported between instances of 'int' and 'str'", lambda: O(1) < O("a"))


@dataclass(slots=True, kw_only=True, eq=False, weakref_slot=True)
class S:
    a: int
    b: int = 5


s = S(a=1)
assert repr(s) == "S(a=1, b=5)" and not hasattr(s, "__dict__") and S.__slots__ == ("a", "b", "__weakref__")
assert s != S(a=1) and hash(s) is not None and S.__match_args__ == ()
raises(TypeError, 'S.__init__() takes 1 positional argument but 2 were given', S, 1)
raises(AttributeError, "'S' object has no attribute 'c' and no __dict__ for setting new attributes", setattr, s, "c", 1)


@dataclass
class Base:
    a: int
    b: int = 2


@dataclass
class Child(Base):
    c: int = 3
    a: str = "redefined"
    _: KW_ONLY
    k: int
    k2: int = 9


assert repr(Child(k=1)) == "Child(a='redefined', b=2, c=3, k=1, k2=9)"
assert [f.name for f in dc.fields(Child)] == ["a", "b", "c", "k", "k2"]
assert Child("q", 1, 2, k=3) == Child("q", 1, 2, k=3) and Base(1) != Child(1, k=0)
assert dc.fields(Child)[3].kw_only


@dataclass
class Post:
    w: int
    h: int
    scale: InitVar[int] = 2
    area: int = field(init=False)
    log: list = field(default_factory=list, init=False, metadata={"unit": "m"})

    def __post_init__(self, scale):
        self.area = self.w * self.h * scale


assert Post(2, 3).area == 12 and Post(2, 3, 10).area == 60
assert [f.name for f in dc.fields(Post)] == ["w", "h", "area", "log"]
assert dc.fields(Post)[3].metadata["unit"] == "m"
assert dc.asdict(P(1, 2, [P(3)])) == {"x": 1, "y": 2, "tags": [{"x": 3, "y": 0, "tags": []}]}
assert dc.astuple(O(1)) == (1, "z") and dc.replace(p, x=9) == P(9)
assert dc.asdict(O(1), dict_factory=list) == [("a", 1), ("b", "z")] and dc.replace(O(1), b="q") == O(1, "q")
raises(TypeError, 'must be called with a dataclass type or instance', dc.fields, 5)
raises(TypeError, 'asdict() should be called on dataclass instances', dc.asdict, P)
raises(TypeError, 'replace() should be called on dataclass instances', dc.replace, P, x=1)
raises(TypeError, "P.__init__() got an unexpected keyword argument 'zz'", dc.replace, p, zz=1)
raises(TypeError, 'field area is declared with init=False, it cannot be specified with replace()', dc.replace,
        Post(1, 2), area=5, scale=1)


def make(ns, **kw):
    return lambda: dataclass(**kw)(type("X", (), {"__annotations__": {k: v[0] for k, v in ns.items()},
            **{k: v[1] for k, v in ns.items() if len(v) > 1}}))


raises(ValueError, "mutable default <class 'list'> for field a is not allowed: use default_factory", make({"a": (list, [])}))
raises(ValueError, "mutable default <class 'dict'> for field a is not allowed: use default_factory", make({"a": (dict, {})}))
raises(TypeError, "non-default argument 'b' follows default argument 'a'", make({"a": (int, 1), "b": (int,)}))
raises(ValueError, 'eq must be true if order is true', make({"a": (int,)}, order=True, eq=False))
raises(ValueError, 'cannot specify both default and default_factory', field, default=1, default_factory=int)
raises(TypeError, 'field a cannot have a default factory', make({"a": (ClassVar[int], field(default_factory=int))}))


def frozen_mix():
    @dataclass
    class Y(O):
        c: int = 1


raises(TypeError, 'cannot inherit non-frozen dataclass from a frozen one', frozen_mix)
M = dc.make_dataclass("M", ["x", ("y", int), ("z", int, field(default=3))],
        namespace={"total": lambda self: self.x + self.y + self.z}, frozen=True)
assert M(1, 2).total() == 6 and repr(M(1, 2)) == "M(x=1, y=2, z=3)"


@dataclass(unsafe_hash=True, repr=False)
class H:
    a: int
    b: list = field(default_factory=list, hash=False)

    def __repr__(self):
        return "custom"


assert hash(H(1)) == hash((1,)) and repr(H(1)) == "custom"
@dataclass
class Rec:
    me: object = None
r = Rec()
r.me = r
assert repr(r) == "Rec(me=...)" and repr(dc.MISSING).startswith("<dataclasses._MISSING_TYPE")
total = 0
for i in range(800):
    q = P(i, y=i + 1)
    q.x += 1
    total += q.norm2() - (q == P(i + 1, i + 1)) + len(q.tags)
assert total == sum(2 * (i + 1) ** 2 - 1 for i in range(800))
print("dataclasses", total, Child(k=0), O(5))
