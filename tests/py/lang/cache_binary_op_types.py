"""One hot + - * < == site that sees int, big int, float, str, list, user types in changing order."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def lt(a, b):
    return a < b


def eq(a, b):
    return a == b


class V:
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        return V(self.v + (o.v if isinstance(o, V) else o))

    def __radd__(self, o):
        return V(o + self.v)

    def __eq__(self, o):
        return isinstance(o, V) and o.v == self.v

    def __lt__(self, o):
        return self.v < o.v

    def __hash__(self):
        return 1

    def __repr__(self):
        return "V(%r)" % self.v


for _ in range(300):
    assert add(1, 2) == 3
for a, b, want in ((1, 2.5, 3.5), (2 ** 50 - 1, 1, 2 ** 50), (2 ** 62, 2 ** 62, 2 ** 63), ("a", "b", "ab"),
        ([1], [2], [1, 2]), ((), (1,), (1,)),
                   (True, True, 2), (1j, 1, 1 + 1j), (b"a", b"b", b"ab"), (V(1), V(2), V(3)), (V(1), 2, V(3)),
                           (1, V(2), V(3)), (-0.0, 0, 0.0), (1, 2, 3)):
    for _ in range(60):
        got = add(a, b)
        assert got == want and type(got) is type(want), (a, b)
for bad in ((1, "a"), ("a", 1), (1, None), ([], ()), (1.5, "x"), (None, None), ({}, {}), (V(1), "s")):
    for _ in range(20):
        try:
            add(*bad)
        except TypeError as e:
            text = str(e)
        else:
            raise AssertionError(bad)
    assert text.startswith(("unsupported operand", "can only concatenate", "can't concat")), text
for _ in range(50):
    assert add(1, 2) == 3 and sub(1, 2) == -1 and mul(3, 4) == 12 and lt(1, 2) and not eq(1, 2)
    assert sub(-2 ** 50, 1) == -2 ** 50 - 1 and sub({1, 2}, {2}) == {1} and sub(1, 0.5) == 0.5
    assert sub(2 ** 63, 1) == 2 ** 63 - 1
    assert mul(2 ** 32, 2 ** 32) == 2 ** 64 and mul("ab", 2) == "abab" and mul(3, [0]) == [0, 0, 0]
    assert mul(-3, 0.5) == -1.5 and mul(2 ** 26, 2 ** 25) == 2 ** 51
    assert repr(mul(0, -1.0)) == "-0.0" and repr(mul(-1, 0)) == "0" and repr(sub(0, 0.0)) == "0.0"
    assert repr(mul(0.0, -3)) == "-0.0"
    assert lt("a", "b") and lt((1, 2), (1, 3)) and lt(1, 1.5) and lt(2 ** 63, 2 ** 63 + 1)
    assert not lt(float("nan"), 1) and lt({1}, {1, 2}) and lt(V(1), V(2))
    assert eq(1, 1.0) and eq("a", "a") and not eq("1", 1) and eq(None, None) and not eq(None, 0)
    assert eq([1], [1]) and not eq(float("nan"), float("nan")) and eq(2 ** 70, 2 ** 70) and eq(V(1), V(1))

# The class's operator changes; an int subclass passes by.
V.__add__ = lambda self, o: "changed"
assert [add(V(1), 1) for _ in range(100)] == ["changed"] * 100
del V.__add__
raises(TypeError, "unsupported operand type(s) for +: 'V' and 'int'", add, V(1), 1)
assert add(1, V(1)) == V(2)


class I(int):
    def __add__(self, o):
        return "I+"

    def __radd__(self, o):
        return "+I"

    def __eq__(self, o):
        return "eq"

    __hash__ = int.__hash__


for _ in range(100):
    assert add(1, 2) == 3 and add(I(1), 2) == "I+" and add(1, I(2)) == "+I" and add(1.5, I(2)) == 3.5
    assert eq(I(1), 5) == "eq" and eq(5, I(1)) == "eq" and mul(I(3), 2) == 6


def accumulate(items):
    acc = items[0]
    for x in items[1:]:
        acc = acc + x
    return acc


assert accumulate([1] * 500) == 500 and accumulate([1] * 500 + [0.5]) == 500.5
assert accumulate(["x"] * 500) == "x" * 500
assert accumulate([1] * 300 + [2 ** 63] * 3 + [-2 ** 63] * 3) == 300
assert accumulate([[i] for i in range(300)]) == list(range(300))
assert accumulate([True] * 9) == 9 and repr(accumulate([-0.0] * 9)) == "-0.0"
assert accumulate([(1,), (2,)]) == (1, 2) and accumulate([1, 2, V(3), 0][:3]) == V(6)
print("binary types", accumulate([1, 2.5, 2 ** 60]), accumulate([0.1] * 10))
