"""Hot reads of globals and closure cells that are rebound, deleted, retyped, or changed through dict and exec."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

G = 1
FACTOR = 10


def read(n):
    t = 0
    for _ in range(n):
        t += G
    return t


def constant_like(n):
    t = 0
    for i in range(n):
        t += i * FACTOR
    return t


assert read(300) == 300 and constant_like(300) == 448500
G = 2
assert read(300) == 600
G = 2.5
assert read(300) == 750.0
G = 2 ** 62
assert read(300) == 300 * 2 ** 62
globals()["G"] = True
assert read(300) == 300
exec("G = 7")
assert read(300) == 2100
exec("global G\nG = 8", globals(), {})
assert read(300) == 2400
import sys
sys.modules[__name__].G = 9
assert read(300) == 2700
vars()["G"] = -1
assert read(300) == -300
globals().update(G=3)
assert read(300) == 900
globals().setdefault("G", 100)
assert read(10) == 30
del G
raises(NameError, "name 'G' is not defined", read, 1)
G = "no number"
raises(TypeError, "unsupported operand type(s) for +=: 'int' and 'str'", read, 1)
G = 4
assert read(100) == 400


def changes_inside(n):
    global G
    t = 0
    for i in range(n):
        if i == n // 2:
            G = 100
        t += G
    return t


assert changes_inside(200) == 100 * 4 + 100 * 100


def callee_changes(n):
    t = 0
    for i in range(n):
        bump()
        t += G
    return t


def bump():
    global G
    G += 1


G = 0
assert callee_changes(500) == 125250


def cells(n):
    v = 1

    def get():
        return v

    def put(x):
        nonlocal v
        v = x
    t = 0
    for i in range(n):
        if i % 100 == 50:
            put(i)
        if i % 100 == 75:
            v = 0.5
        t += get() + v
    return t


assert cells(400) == 40350.0


def cell_deleted(n):
    v, missing = 1, 0

    def get():
        return v
    for i in range(n):
        if i % 10 == 5:
            del v
        elif i % 10 == 8:
            v = i
        try:
            get()
        except NameError:
            missing += 1
    return missing


assert cell_deleted(300) == 90


def many_functions():
    """Functions of one code object with different cells and globals."""
    fs = [(lambda k: lambda x: x + k + G)(k) for k in range(50)]
    return sum(f(1) for _ in range(20) for f in fs)


assert many_functions() == 20 * sum(1 + k + G for k in range(50))
import types
other = types.FunctionType(read.__code__, {"G": 1000, "range": range})
assert other(10) == 10000 and read(10) == 5000 and other(10) == 10000
shadow = types.FunctionType(read.__code__, {"G": 1, "range": lambda n: [0, 0]})
assert shadow(50) == 2 and read(2) == 1000


class Scope:
    G = "class"

    def m(self):
        return G, self.G

    def n(self):
        G = "local"
        return G


assert Scope().m() == (500, "class") and Scope().n() == "local"
for name in [k for k in list(globals()) if k == "FACTOR"]:
    del globals()[name]
raises(NameError, "name 'FACTOR' is not defined", constant_like, 1)
import builtins
builtins.FACTOR = 3
assert constant_like(100) == 14850
FACTOR = 1
assert constant_like(100) == 4950
del FACTOR, builtins.FACTOR
print("globals", read(3), cells(100), cell_deleted(20))
