"""dataclasses: generated methods, field options, inheritance, frozen, slots, errors, functions."""
import dataclasses
from dataclasses import KW_ONLY, FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
from typing import ClassVar


def raises(kind, text, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except kind as error:
        assert text is None or str(error) == text, (str(error), text)
    else:
        raise AssertionError(f"{call} did not raise")


@dataclass
class Item:
    name: str
    price: float = 1.0
    tags: list[str] = field(default_factory=list)
    hidden: int = field(default=0, repr=False, compare=False)
    count: ClassVar[int] = 0

    def total(self, n: int = 1) -> float:
        return self.price * n


a, b = Item("a"), Item("a", 1.0, [], 5)
assert repr(b) == "Item(name='a', price=1.0, tags=[])" and a == b and a != Item("b") and a.tags is not b.tags and Item("q", 2).total(3) == 6
assert Item.__match_args__ == ("name", "price", "tags", "hidden") and Item.__hash__ is None and Item.__doc__.startswith("Item(name: str, price: float = 1.0")
assert [f.name for f in fields(Item)] == ["name", "price", "tags", "hidden"] and fields(a)[2].default_factory is list and fields(a)[0].default is dataclasses.MISSING
raises(TypeError, "Item.__init__() missing 1 required positional argument: 'name'", Item)
raises(TypeError, "Item.__init__() got an unexpected keyword argument 'x'", Item, "a", x=1)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    label: str = field(default="", compare=False)


assert Version(1, 2) < Version(1, 3) and Version(2) >= Version(1, 9) and hash(Version(1, 2, "x")) == hash(Version(1, 2, "y")) and sorted([Version(2), Version(1)])[0] == Version(1)
raises(FrozenInstanceError, "cannot assign to field 'major'", setattr, Version(1), "major", 2)
raises(FrozenInstanceError, "cannot delete field 'major'", delattr, Version(1), "major")
raises(TypeError, "'<' not supported between instances of 'Version' and 'int'", lambda: Version(1) < 5)


@dataclass
class Base:
    x: int
    y: int = 2


@dataclass
class Child(Base):
    z: int = 3
    x: int = 10

    def __post_init__(self):
        self.sum = self.x + self.y + self.z


assert repr(Child()) == "Child(x=10, y=2, z=3)" and Child(1, 1, 1).sum == 3 and [f.name for f in fields(Child)] == ["x", "y", "z"]


@dataclass
class Scaled:
    value: int
    scale: InitVar[int] = 2
    _: KW_ONLY
    unit: str = "m"

    def __post_init__(self, scale):
        self.value *= scale


assert Scaled(3).value == 6 and Scaled(3, 5, unit="s").value == 15
raises(TypeError, "Scaled.__init__() takes from 2 to 3 positional arguments but 4 were given", Scaled, 1, 2, "s")


@dataclass(slots=True, kw_only=True)
class Slotted:
    a: int
    b: int = 0


s = Slotted(a=1)
assert Slotted.__slots__ == ("a", "b") and not hasattr(s, "__dict__")
raises(AttributeError, "'Slotted' object has no attribute 'c' and no __dict__ for setting new attributes", setattr, s, "c", 1)

nested = Item("n", tags=["t"])
outer = make_dataclass("Outer", [("inner", Item), ("n", int, 3)])(nested)
assert asdict(outer) == {"inner": {"name": "n", "price": 1.0, "tags": ["t"], "hidden": 0}, "n": 3} and astuple(outer) == (("n", 1.0, ["t"], 0), 3)
assert asdict(outer)["inner"]["tags"] is not nested.tags and replace(nested, price=9.0).price == 9.0 and is_dataclass(Item) and is_dataclass(nested) and not is_dataclass(5)
raises(TypeError, "asdict() should be called on dataclass instances", asdict, Item)


def bad_default():
    @dataclass
    class Bad:
        x: list = []


def bad_order():
    @dataclass
    class Bad:
        x: int = 1
        y: int


raises(ValueError, "mutable default <class 'list'> for field x is not allowed: use default_factory", bad_default)
raises(TypeError, "non-default argument 'y' follows default argument 'x'", bad_order)


@dataclass(eq=False, repr=False, init=False)
class Plain:
    x: int = 5


assert Plain().x == 5 and Plain() != Plain() and hash(Plain()) is not None
match Version(3, 4):
    case Version(3, minor=m):
        assert m == 4
print("dataclasses", a, Version(1), s, outer)
