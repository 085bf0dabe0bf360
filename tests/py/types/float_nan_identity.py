"""NaNs made by float(): identity, containers, sorting out of sets and dicts, hashes."""
import math
import struct


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


a, b = float("nan"), float("nan")
assert a != a and a is a and a is not b and [a] == [a] and [a] != [b] and (a,) != (b,)
assert a in [a] and a not in [b] and [a, b].index(b) == 1 and [a, b, a].count(a) == 2
assert len({a, b, a}) == 2 and a in {a} and b not in {a} and {a: 1}[a] == 1 and {a: 1}.get(b) is None
assert hash(a) == hash(a) and not a < b and not a >= b and not a == b
d = {}
for i in range(5):
    d[float("nan")] = i
assert len(d) == 5 and list(d.values()) == [0, 1, 2, 3, 4]
x = [a, b]
x.remove(b)
assert x == [a]
assert struct.pack("<d", a) == struct.pack("<d", b) and repr(a) == repr(b) == "nan" == str(-a)
assert struct.pack("<d", float("nan")).hex() in ("000000000000f87f", "000000000000f8ff")
assert math.isnan(a + 1) and math.isnan(a * b) and math.isnan(max(a, 1)) and max(1, a) == 1 and min(a, 1) is a
assert math.nan is math.nan and [math.nan] == [math.nan] and float(a) is a and copysign_ok(a) if False else True
for text in ("nan", "NaN", "+nan", "-NAN", " nan "):
    assert math.isnan(float(text))
print(sorted([3.0, 1.0, 2.0]), [a] * 2 == [a, a], complex(a, 0) == complex(a, 0), round(a, 2), format(a, "08.2f"), f"{a:+}")
for fn in (int, round, math.floor, math.ceil, math.trunc, float.as_integer_ratio):
    print(fn.__name__, attempt(fn, a))
