"""Assignment statements: chains, nested targets, order of evaluation, slices and attributes as targets."""

log = []


class Traced:
    def __init__(self, name):
        object.__setattr__(self, "name", name)

    def __setattr__(self, attr, value):
        log.append((self.name, attr, value))

    def __setitem__(self, key, value):
        log.append((self.name, key, value))


def ev(name, value):
    log.append(name)
    return value


p, q = Traced("p"), Traced("q")
ev("p", p).a = ev("q", q)[ev("k", 1)] = ev("rhs", 5)
assert log == ["rhs", "p", ("p", "a", 5), "q", "k", ("q", 1, 5)]
log.clear()
ev("t1", p).x, ev("t2", q)[ev("i", 0)] = ev("v1", 1), ev("v2", 2)
assert log == ["v1", "v2", "t1", ("p", "x", 1), "t2", "i", ("q", 0, 2)]

a = b = c = []
assert a is b is c
a, b = b, a
x, y, z = 1, 2, 3
x, y, z = z, x, y
assert (x, y, z) == (3, 1, 2)
i = 0
arr = [10, 20, 30]
i, arr[i] = 2, 99
assert arr == [10, 20, 99]
i = 0
i = arr[i] = 1
assert i == 1 and arr == [10, 1, 99]
arr[0], arr[1], arr[2] = arr[2], arr[0], arr[1]
assert arr == [99, 10, 1]

(a, (b, [c, d])), e = (1, (2, "xy")), {5}
assert (a, b, c, d, e) == (1, 2, "x", "y", {5})
[a, b] = c = 7, 8
assert (a, b, c) == (7, 8, (7, 8))
() = []
[] = ()
(a,) = [5]
a, = {6: 0}
assert a == 6
(a) = 3
assert a == 3

lst = list(range(6))
lst[1:3], lst[-1] = "ab", "end"
assert lst == [0, "a", "b", 3, 4, "end"]
lst[::2] = lst[1::2]
assert lst == ["a", "a", 3, 3, "end", "end"]

# The right side is evaluated wholly before any target is bound.
def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


assert [fib(k) for k in (0, 1, 2, 10, 90, 100, 300)] == [0, 1, 1, 55, 2880067194370816120, 354224848179261915075,
                                                         fib(300)]
assert fib(300) == fib(299) + fib(298)


def rotate(n):
    a, b, c, d = 1, 2, 3, 4
    for _ in range(n):
        a, b, c, d = d, c, b, a
        a, b = b, a
    return a, b, c, d


assert rotate(3) == (4, 3, 1, 2) and len({rotate(k) for k in range(24)}) == 4


# A failing target keeps the earlier bindings.
def partial():
    m = n = "old"
    try:
        m, None.attr, n = 1, 2, 3
    except AttributeError as e:
        return m, n, str(e)


assert partial() == (
    1, 'old', "'NoneType' object has no attribute 'attr' and no __dict__ for setting new attributes",
)
d1 = {}
d1["self"] = d1
assert d1["self"]["self"] is d1
v: int = 5
w: "not evaluated"
assert v == 5 and "w" not in globals()
o = Traced("o")
o.attr: print("annotation not run") = 4
assert log[-1] == ("o", "attr", 4)
print("targets", fib(100), rotate(5))
