"""`and`, `or`, `not`, and the conditional expression: values, short circuit, truth protocol."""

log = []


def t(x):
    log.append(x)
    return x


assert (t(0) or t("") or t([])) == [] and log == [0, "", []]
log.clear()
assert (t(1) and t("x") and t({})) == {} and log == [1, "x", {}]
log.clear()
assert (t(0) and t(1) or t(2)) == 2 and log == [0, 2]
log.clear()
assert (t(1) or t(2) and t(3)) == 1 and log == [1]
log.clear()
assert ((t(1) and not t(0)) is True) and log == [1, 0]
assert (None or 0 or "" or ()) == ()
assert (1 and 2 and 3) == 3 and (1 and 0 and 3) == 0

falsy = [None, False, 0, 0.0, -0.0, 0j, "", b"", bytearray(), [], (), {}, set(), frozenset(), range(0), range(3, 1)]
truthy = [True, 1, -1, 0.1, float("nan"), 1j, " ", b"\0", [0], (0,), {0: 0}, {0}, range(1), object(), NotImplementedError,
          int, len, ..., 2 ** 100, -2 ** 63, "0"]
for f in falsy:
    assert not f and bool(f) is False and (f or "other") == "other" and (f and 1) is f
    assert ("a" if f else "b") == "b"
for x in truthy:
    assert x and bool(x) is True and (x or "other") is x and (x and 1) == 1
    assert (not x) is False


class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Both(Len):
    def __bool__(self):
        return self.n == 0


assert not Len(0) and Len(1) and Len(2 ** 62)
assert Both(0) and not Both(1)


def text(f):
    try:
        f()
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class BadBool:
    def __bool__(self):
        return 1


class NoneBool:
    __bool__ = None


assert text(lambda: not BadBool()) == 'TypeError: __bool__ should return bool, returned int'
assert text(lambda: 1 if NoneBool() else 2) == "TypeError: 'NoneBool' cannot be interpreted as a boolean"
assert text(lambda: bool(Len(-1))) == 'ValueError: __len__() should return >= 0'
assert text(lambda: bool(Len("3"))) == "TypeError: 'str' object cannot be interpreted as an integer"
assert text(lambda: Len(1.0) and 1) == "TypeError: 'float' object cannot be interpreted as an integer"
assert text(lambda: bool(Len(2 ** 63))) == "OverflowError: cannot fit 'int' into an index-sized integer"


class Raises:
    def __bool__(self):
        raise ValueError("no truth")


assert text(lambda: Raises() or 1) == 'ValueError: no truth'
assert text(lambda: [x for x in [Raises()] if x]) == 'ValueError: no truth'


def classify(x):
    if x and not x < 0 or x == -5:
        return "a"
    elif not (x or x is None):
        return "b"
    else:
        return "c"


assert [classify(x) for x in (3, 0, -5, -1, 0.0, 2 ** 70)] == ["a", "b", "a", "c", "b", "a"]
count = 0
for i in range(2000):
    if i % 2 and i % 3 or i % 5 == 0 and not i % 7:
        count += 1
assert count == sum([1 for i in range(2000) if (i % 2 and i % 3) or (i % 5 == 0 and i % 7 == 0)])
print("booleans", len(falsy), len(truthy), count)
