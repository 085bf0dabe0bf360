"""In-place dunders: lookup order, fallback to binary and reflected forms, NotImplemented, rebinding."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Full:
    def __init__(self, log):
        self.log = log

    def __iadd__(self, other):
        self.log.append(("iadd", other))
        return self

    def __add__(self, other):
        self.log.append(("add", other))
        return "added"

    def __imul__(self, other):
        return "replaced"

    def __isub__(self, other):
        return NotImplemented

    def __sub__(self, other):
        self.log.append(("sub", other))
        return "subbed"

    def __ior__(self, other):
        return NotImplemented

    def __ipow__(self, other):
        return ("ipow", other)


log = []
f = g = Full(log)
f += 1
assert f is g and log == [("iadd", 1)]
f -= 2
assert f == "subbed" and log[-1] == ("sub", 2)
f = g
f *= 3
assert f == "replaced"
f = g
f **= 9
assert f == ("ipow", 9)


class R:
    def __ror__(self, other):
        return "ror"

    def __radd__(self, other):
        return "radd"


f = g
f |= R()
assert f == "ror"
n = 5
n += R()
assert n == "radd"
lst = [1]
raises(TypeError, "'R' object is not iterable", lambda: lst.__iadd__(R()))


def aug(x, y):
    x |= y
    return x


raises(TypeError, "unsupported operand type(s) for |=: 'Full' and 'int'", aug, g, 3)
raises(TypeError, "unsupported operand type(s) for |=: 'int' and 'float'", aug, 1, 2.5)
raises(TypeError, "unsupported operand type(s) for |=: 'list' and 'list'", aug, [], [])


# All in-place operators reach their dunder.
class Every:
    def __init__(self):
        self.seen = []


ops = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and", "or", "xor"]
for op in ops:
    def method(self, other, op=op):
        self.seen.append((op, other))
        return self
    setattr(Every, "__i" + op + "__", method)
e = Every()
e += 1; e -= 2; e *= 3; e /= 4; e //= 5; e %= 6; e **= 7; e @= 8; e <<= 9; e >>= 10; e &= 11; e |= 12; e ^= 13
assert e.seen == [(op, i + 1) for i, op in enumerate(ops)]


# The dunder appears and disappears while the statement is hot.
class Plain:
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        return Plain(self.v + o)


def hot(p, n):
    for _ in range(n):
        p += 1
    return p


first = Plain(0)
assert hot(first, 500).v == 500 and first.v == 0


def iadd(self, o):
    self.v += o * 10
    return self


Plain.__iadd__ = iadd
assert hot(first, 500) is first and first.v == 5000
Plain.__iadd__ = None
raises(TypeError, "'NoneType' object is not callable", hot, first, 1)
del Plain.__iadd__
assert hot(first, 10).v == 5010 and first.v == 5000


# On the instance a dunder is not looked up.
class Holder(Plain):
    pass


h = Holder(1)
h.__iadd__ = lambda o: "wrong"
h += 1
assert h.v == 2
print("dunders", len(e.seen), first.v, log)
