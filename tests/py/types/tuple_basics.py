"""tuple: construction, methods, comparison, hashing, nesting, repr, concatenation, subclasses, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert () == tuple() and tuple("ab") == ("a", "b") and tuple([1]) == (1,) and (1,) + (2,) == (1, 2)
assert (1, 2) * 2 == (1, 2, 1, 2) and 0 * (1,) == () and tuple(range(3)) == (0, 1, 2)
assert tuple({1: 2}) == (1,)
t = (1, "a", None, 1.0)
assert t[0] == 1 and t[-1] == 1.0 and t[1:3] == ("a", None) and t[::-1] == (1.0, None, "a", 1)
assert t.count(1) == 2 and t.index(1, 1) == 3 and t.index("a") == 1 and len(t) == 4 and None in t
assert 2 not in t and t[:] is t and tuple(t) is t
assert repr(()) == "()" and repr((1,)) == "(1,)" and repr((1, (2,), "x")) == "(1, (2,), 'x')"
assert str((1.5, None)) == "(1.5, None)"
assert (1, 2) < (1, 3) < (2,) and () < (0,) and (1, 2) == (1.0, 2) and (1, 2) != [1, 2] and (1, "a") < (2, 1)
assert (1,) <= (1,) and (2,) >= (1, 9) and ("a",) > ()
assert hash((1, 2)) == hash((1.0, 2)) and {(1, 2): "x"}[1, 2] == "x" and hash(()) == hash(tuple([]))
assert (1, (2, 3)) in {(1, (2, 3))}
rec = ([],)
rec[0].append(rec)
assert repr(rec) == "([(...)],)"
nan = float("nan")
assert (nan,) == (nan,) and (nan,) != (float("nan"),) and (nan, 1) < (nan, 2)
raises(IndexError, 'tuple index out of range', lambda: t[4])
raises(IndexError, 'tuple index out of range', lambda: t[-5])
raises(TypeError, 'tuple indices must be integers or slices, not str', lambda: t["a"])
raises(TypeError, 'tuple indices must be integers or slices, not float', lambda: t[1.0])
raises(TypeError, "'tuple' object does not support item assignment", exec, "t[0] = 1", {"t": t})
raises(TypeError, "'tuple' object doesn't support item deletion", exec, "del t[0]", {"t": t})
raises(AttributeError, "'tuple' object has no attribute 'append'", lambda: t.append)
raises(ValueError, 'tuple.index(x): x not in tuple', t.index, "zz")
raises(ValueError, 'tuple.index(x): x not in tuple', t.index, "a", 2)
raises(TypeError, 'can only concatenate tuple (not "list") to tuple', lambda: t + [1])
raises(TypeError, "can't multiply sequence by non-int of type 'str'", lambda: t * "a")
raises(TypeError, "'<' not supported between instances of 'tuple' and 'list'", lambda: (1,) < [1])
raises(TypeError, "'<' not supported between instances of 'int' and 'str'", lambda: (1, 2) < (1, "a"))
raises(TypeError, "unhashable type: 'list'", hash, (1, []))
raises(TypeError, "'int' object is not iterable", tuple, 5)
raises(TypeError, 'tuple expected at most 1 argument, got 2', tuple, [1], [2])
raises(TypeError, 'tuple() takes no keyword arguments', tuple, iterable=[1])
raises(TypeError, 'tuple.count() takes exactly one argument (0 given)', t.count)
raises(TypeError, 'index expected at least 1 argument, got 0', t.index)
raises(ValueError, 'slice step cannot be zero', lambda: t[::0])


class T(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)

    @property
    def x(self):
        return self[0]

    def __add__(self, o):
        return "T+"

    def __eq__(self, o):
        return "eq"

    __hash__ = tuple.__hash__


u = T(1, 2)
assert u.x == 1 and type(u) is T and u + (3,) == "T+" and (3,) + u == (3, 1, 2) and (u == (1, 2)) == "eq"
assert ((1, 2) == u) == "eq" and type(u[:]) is tuple and type(u * 1) is tuple and hash(u) == hash((1, 2))
u.attr = 5
assert u.__dict__ == {"attr": 5} and isinstance(u, tuple) and [*u] == [1, 2]
a, b = u
assert (a, b) == (1, 2)
s = ()
for i in range(300):
    s += (i,)
    assert s[i] == i
assert len(s) == 300 and sum(s) == 44850
d = {}
for i in range(1000):
    d[i % 7, i % 11, "k"] = d.get((i % 7, i % 11, "k"), 0) + 1
assert len(d) == 77 and sum(d.values()) == 1000 and d[0, 0, "k"] == 13
pairs = [(i, -i) for i in range(500)]
total = 0
for x, y in pairs:
    total += x * y
assert total == -sum([i * i for i in range(500)])
nested = ()
for i in range(100):
    nested = (nested, i)
depth = 0
while nested:
    nested, k = nested
    depth += 1
assert depth == 100 and k == 0
print("tuple", total, len(d), repr(rec))
