"""bool: an int subclass with two values; arithmetic, comparison, formatting, subclass ban, hot mixing."""
import warnings


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert True + True == 2 and type(True + True) is int and True - 1 == 0 and -True == -1 and +True == 1
assert type(+True) is int
assert True * 2.5 == 2.5 and False / True == 0.0 and True // True == 1 and True % 2 == 1 and 5 ** True == 5
assert True << 4 == 16
assert abs(True) == 1 and type(abs(True)) is int and round(True) == 1 and divmod(True, True) == (1, 0)
assert int(True) == 1
for a in (True, False):
    for b in (True, False):
        assert (type(a & b), type(a | b), type(a ^ b)) == (bool, bool, bool)
        assert (a & b, a | b, a ^ b) == (a and b, a or b, a != b)
        assert a & int(b) == int(a and b) and type(a & int(b)) is int and type(int(a) | b) is int
        assert a + b == int(a) + int(b) and (a < b) == (int(a) < int(b)) and hash(a) == int(a)
assert True == 1 == 1.0 and False == 0 and (True is True) and True != 2 and True > False
assert [True, False, 2][True] == False and "ab"[True] == "b" and {1: "x"}[True] == "x"
assert [1, True, 1.0].count(1) == 3
assert repr(True) == "True" and str(False) == "False" and f"{True}" == "True" and f"{True:d}" == "1"
assert f"{True:5}" == "    1" and f"{True!s:>6}" == "  True"
assert "%d %s %r %x %.1f" % (True, True, True, True, True) == "1 True True 1 1.0"
assert format(True, "") == "True" and f"{True:,}" == "1"
assert bool() is False and bool("") is False and bool("False") is True and bool([0]) is True
assert bool(0.0) is False and bool(float("nan")) is True
assert isinstance(True, int) and issubclass(bool, int) and bool.__mro__ == (bool, int, object)
assert type(True) is bool
raises(TypeError, "type 'bool' is not an acceptable base type", lambda: type("B", (bool,), {}))
raises(TypeError, 'bool expected at most 1 argument, got 2', bool, 1, 2)
raises(TypeError, 'bool() takes no keyword arguments', bool, x=1)
raises(TypeError, "unsupported operand type(s) for +: 'bool' and 'str'", lambda: True + "a")
raises(TypeError, "'<' not supported between instances of 'bool' and 'str'", lambda: True < "a")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    t, f = True, False
    assert ~t == -2 and ~f == -1
assert [str(w.message)[:39] for w in caught] == ["Bitwise inversion '~' on bool is deprec"] * 2
assert caught[0].category is DeprecationWarning
assert not True is False and (not 0) is True and (not "x") is False and (1 < 2) is True
assert ("a" in "abc") is True
assert sum([True] * 10) == 10 and max(True, 0) is True
assert sorted([True, False, 2, -1]) == [-1, False, True, 2] and all([]) is True and any([]) is False
assert (True).bit_length() == 1 and True.to_bytes(1, "big") == b"\x01" and (True).real == 1
assert type((True).real) is int and True.numerator == 1
assert bool.from_bytes(b"\0\x05", "big") is True and bool.__new__(bool, 5) is True and complex(True) == 1
assert float(True) == 1.0

# The same add site sees bool, int and float; results keep their types.
def add(a, b):
    return a + b


kinds = {}
for i in range(3000):
    a = (i % 2 == 0, i, i + 0.5)[i % 3]
    b = (i % 5 == 0, 2 ** 50 + i)[i % 2]
    t = type(add(a, b))
    kinds[t.__name__] = kinds.get(t.__name__, 0) + 1
assert kinds == {"int": 2000, "float": 1000}
total = 0
for i in range(2000):
    total += i % 3 == 0
    total += not i % 7
    total -= (i > 5) & (i < 10)
    total <<= i == 50
assert total == 970
flags = [i % 3 == 0 for i in range(10)]
assert flags.count(True) == 4 and sum(flags) == 4 and flags.index(True, 1) == 3
assert bytes(flags)[:4] == b"\1\0\0\1"
print("bool", total, kinds)
