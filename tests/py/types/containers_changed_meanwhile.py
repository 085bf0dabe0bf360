"""Containers that change while something works on them, and what their views and copies give."""

# A reversed iterator notices other keys and a dict that has become shorter.
d = {f"k{i}": i for i in range(100)}
for i in range(1, 100):
    del d[f"k{i}"]
iterators = reversed(d), reversed(d.keys()), reversed(d.values()), reversed(d.items())
d.clear()
d["k0"] = 0
assert [list(it) for it in iterators] == [[], [], [], []]

d = dict.fromkeys(range(10))
for i in range(7):
    del d[i]
iterators = reversed(d), reversed(d.keys()), reversed(d.values()), reversed(d.items())
for it in iterators:
    next(it)
d.clear()
d.update(dict.fromkeys(range(10)))
for i in range(3, 10):
    del d[i]
for it in iterators:
    try:
        list(it)
        assert False
    except RuntimeError as error:
        assert str(error) == "dictionary keys changed during iteration"

# Views give sets, whatever they are combined with.
keys = {"d": 4}.keys()
assert type(keys & frozenset("de")) is type(frozenset("de") & keys) is set
assert type({"a": 1, "b": 2}.keys() & frozenset("b")) is set


class Resizes:
    def __init__(self, change):
        self.change = change

    def __buffer__(self, flags):
        self.change()
        return memoryview(b"ABC")


b = bytearray(b"x" * 9)
b.extend(Resizes(b.clear))
assert b == b"ABC"
b = bytearray(b"x" * 3)
b.extend(Resizes(lambda: b.extend(b"yy")))
assert b == b"xxxABCyy"


class Clears:
    def __init__(self, row):
        self.row = row

    def __eq__(self, other):
        self.row.clear()
        return NotImplemented


one, two = [], []
one.append(Clears(two))
two.append(Clears(one))
assert one == two and one == [] and two == []
three = []
three.append(Clears(three))
assert three != [1]


class Hints:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

    def __length_hint__(self):
        return 2**63 - 1


row = [1, 2]
row.extend(Hints())
assert row == [1, 2]


class NoEquality:
    @property
    def __eq__(self):
        raise AttributeError("nothing")


assert not NoEquality() == NoEquality()


class Sub(bytes):
    pass


class Makes:
    def __bytes__(self):
        return Sub(b"abc")


assert type(bytes(Makes())) is Sub and type(Sub(Makes())) is Sub


class NoItems(tuple):
    __class_getitem__ = None


try:
    NoItems[int]
    assert False
except TypeError as error:
    assert str(error) == "type 'NoItems' is not subscriptable"

# A lambda that is a generator returns its value.
f = lambda: (yield 1)
g = f()
next(g)
try:
    g.send(2)
    assert False
except StopIteration as end:
    assert end.value == 2


# Names that the compiler uses itself.
class Odd:
    __classdict__: int
    other: str


assert Odd.__annotations__ == {"__classdict__": int, "other": str}
