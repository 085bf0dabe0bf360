"""list slices: read, assign, delete against a model for every start, stop and step; self assignment; errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def positions(n, s):
    start, stop, step = s.indices(n)
    return list(range(start, stop, step))


BOUNDS = [None, 0, 1, 3, 5, 6, 9, -1, -2, -5, -6, -9]
checked = 0
for n in (0, 1, 5, 6):
    base = list(range(n))
    for a in BOUNDS:
        for b in BOUNDS:
            for step in (None, 1, 2, 3, -1, -2, 7, -7):
                s = slice(a, b, step)
                pos = positions(n, s)
                assert base[s] == pos
                d = base[:]
                del d[s]
                assert d == [x for x in base if x not in pos]
                if step is None or step == 1:
                    lo, hi, _ = s.indices(n)
                    hi = max(lo, hi)
                    for new in ([], ["p"], ["p", "q", "r"]):
                        e = base[:]
                        e[s] = new
                        assert e == base[:lo] + new + base[hi:], (n, s, new)
                else:
                    e = base[:]
                    new = ["n%d" % k for k in range(len(pos))]
                    e[s] = new
                    assert e == [new[pos.index(k)] if k in pos else k for k in base]
                    if len(pos) != 2:
                        raises(ValueError,
                                "attempt to assign sequence of size 2 to extended slice of size %d" % len(pos),
                                base[:].__setitem__, s, [1, 2])
                checked += 1
x = [1, 2, 3]
x[1:1] = x
assert x == [1, 1, 2, 3, 2, 3]
x[::2] = x[::-2]
assert x == [3, 1, 3, 3, 1, 3]
x[:] = (i for i in x if i > 1)
x[5:2] = "ab"
x[-2:] = {7: 0}
x[len(x):] = [8]
x[:0] = [0]
assert x == [0, 3, 3, 3, 3, 7, 8]
x[2:4] = []
x[::-1] = x
assert x == [8, 7, 3, 3, 0]
y = x
y[:] = []
assert x == [] and x is y
x[10:20] = [1, 2]
x[-100:-50] = [0]
assert x == [0, 1, 2]
raises(TypeError, 'must assign iterable to extended slice', lambda: x.__setitem__(slice(0, 1), 5))
raises(TypeError, 'must assign iterable to extended slice', lambda: x.__setitem__(slice(None, None, 2), 5))
raises(ValueError, 'slice step cannot be zero', lambda: x[::0])
raises(ValueError, 'slice step cannot be zero', lambda: x.__setitem__(slice(None, None, 0), []))
raises(TypeError, 'slice indices must be integers or None or have an __index__ method', lambda: x["a":])
raises(TypeError, 'slice indices must be integers or None or have an __index__ method', lambda: x[:1.5])
raises(TypeError, 'slice indices must be integers or None or have an __index__ method', lambda: x[::"a"])
raises(TypeError, 'list indices must be integers or slices, not tuple', lambda: x[1, 2])
assert x[-2 ** 70:2 ** 70] == x and x[2 ** 70::-2 ** 70] == [2] and x[slice(1, None)] == [1, 2]
assert x[True:] == [1, 2]


class I:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


assert x[I(1):I(3)] == [1, 2] and x[::I(2)] == [0, 2]


class Shrink(I):
    def __index__(self):
        x.clear()
        return 5


assert x[:Shrink(1)] == []
x[:] = [1, 2, 3]
total = 0
w = list(range(60))
for i in range(600):
    w[i % 30:i % 30 + 3] = [i, i + 1] if i % 2 else [i, i + 1, i + 2, i + 3]
    total += sum(w[::7]) - w[-1 - i % 20]
assert (len(w), total) == (60, 939360)
print("slices", checked, len(w), total)
