"""dataclasses: inheritance of fields and defaults, slots with pickling state, frozen hashing, ordering, replace, generics, patterns."""
import copy
import dataclasses as dc
from dataclasses import dataclass, field
from typing import Generic, TypeVar


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


@dataclass
class Animal:
    name: str
    legs: int = 4
    tags: list = field(default_factory=list)

    def describe(self):
        return f"{self.name}:{self.legs}"


@dataclass
class Bird(Animal):
    legs: int = 2
    wings: int = 2

    def describe(self):
        return super().describe() + f":{self.wings}"


@dataclass(frozen=True, order=True, slots=True)
class Ver:
    major: int
    minor: int = 0
    label: str = field(default="", compare=False)

    def __str__(self):
        return f"{self.major}.{self.minor}{self.label}"

    def bump(self):
        return dc.replace(self, minor=self.minor + 1)


@dataclass(frozen=True)
class SubVer(Ver):
    build: int = 0


b = Bird("owl")
assert repr(b) == "Bird(name='owl', legs=2, tags=[], wings=2)" and b.describe() == "owl:2:2"
assert [f.name for f in dc.fields(Bird)] == ["name", "legs", "tags", "wings"]
assert Bird("a") == Bird("a") != Animal("a", 2) and b.tags is not Bird("x").tags and isinstance(b, Animal)
v = Ver(1, 2, "rc")
assert str(v) == "1.2rc" and v == Ver(1, 2, "final") and hash(v) == hash(Ver(1, 2)) and v < Ver(1, 3) < Ver(2)
assert v.bump() == Ver(1, 3) and v.bump().label == "rc" and sorted([Ver(2), Ver(1, 9), Ver(1)])[0] == Ver(1)
assert max(Ver(1), Ver(1, 1)).minor == 1 and len({Ver(1), Ver(1, 0, "x")}) == 1 and not hasattr(v, "__dict__")
assert copy.copy(v) == v and copy.deepcopy([v])[0] == v and copy.deepcopy(v).label == "rc"
raises(dc.FrozenInstanceError, "cannot assign to field 'major'", setattr, v, "major", 2)
raises(TypeError, "'<' not supported between instances of 'Ver' and 'int'", lambda: v < 5)
raises(dc.FrozenInstanceError, "cannot assign to field 'build'", setattr, SubVer(1), "build", 3)
assert SubVer(1, 2, build=7) == SubVer(1, 2, "other", 7) and SubVer(1) != Ver(1)
assert repr(SubVer(1)) == "SubVer(major=1, minor=0, label='', build=0)"
T = TypeVar("T")


@dataclass
class Node(Generic[T]):
    value: T
    next: "Node[T] | None" = None

    def __iter__(self):
        n = self
        while n:
            yield n.value
            n = n.next


def chain(*vs):
    head = None
    for x in reversed(vs):
        head = Node(x, head)
    return head


c = chain(1, 2, 3)
assert list(c) == [1, 2, 3] and c == chain(1, 2, 3) and c != chain(1, 2)
assert repr(chain(1, 2)) == "Node(value=1, next=Node(value=2, next=None))"
assert dc.asdict(chain(1, 2)) == {"value": 1, "next": {"value": 2, "next": None}}
assert dc.astuple(c) == (1, (2, (3, None))) and Node[int](5).value == 5


def depth(n):
    match n:
        case None:
            return 0
        case Node(next=rest):
            return 1 + depth(rest)


assert depth(chain(*range(100))) == 100


@dataclass
class Account:
    owner: str
    balance: int = 0
    history: list[int] = field(default_factory=list, repr=False)
    _secret: str = field(default="s", init=False, repr=False, compare=False)

    def __post_init__(self):
        if self.balance < 0:
            raise ValueError("negative balance")
        self.history.append(self.balance)

    def deposit(self, n):
        self.balance += n
        self.history.append(n)
        return self


raises(ValueError, "negative balance", Account, "x", -1)
acc = Account("ann", 10)
for i in range(200):
    acc.deposit(i)
assert acc.balance == 19910 and len(acc.history) == 201 and repr(acc) == "Account(owner='ann', balance=19910)"
assert dc.asdict(acc)["history"][:3] == [10, 0, 1] and dc.asdict(acc)["history"] is not acc.history
raises(TypeError, "Account.__init__() missing 1 required positional argument: 'owner'", Account)
raises(TypeError, 'Account.__init__() takes from 2 to 4 positional arguments but 5 were given', Account, "a", 1, [], "extra")
raises(TypeError, "Account.__init__() got multiple values for argument 'owner'", Account, "a", owner="b")
@dataclass(match_args=False, init=False, repr=False, eq=False)
class Bare:
    x: int = 5
assert Bare().x == 5 and not hasattr(Bare, "__match_args__")
assert repr(Bare()).startswith("<__main__.Bare object") and Bare() != Bare()
objs = [Ver(i % 5, i % 7) for i in range(350)]
assert len(set(objs)) == 35 and sorted(set(objs))[-1] == Ver(4, 6)
assert sum(o.major * o.minor for o in objs) == sum((i % 5) * (i % 7) for i in range(350))
print("dataclass", b, v.bump(), acc.balance)
