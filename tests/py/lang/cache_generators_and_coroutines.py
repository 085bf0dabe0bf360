"""Hot generators consumed by loops while send values, types, code and frames change; nested and closed early."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def squares(n):
    for i in range(n):
        yield i * i


def total(g):
    t = 0
    for v in g:
        t += v
    return t


for _ in range(50):
    assert total(squares(50)) == 40425
assert total(x / 2 for x in range(100)) == 2475.0 and total([1, 2]) == 3
assert total(iter((2 ** 62, 2 ** 62))) == 2 ** 63 and total({1: 0, 2: 0}) == 3


def echo():
    got = yield "start"
    while True:
        got = yield got


e = echo()
next(e)
for v in (1, 2.5, "s", None, [1], 2 ** 70, True) * 50:
    assert e.send(v) is v or e.send(v) == v


def alternating(n):
    for i in range(n):
        yield (i, float(i), str(i), [i], 2 ** 60 + i)[i % 5]


kinds = {}
for v in alternating(500):
    kinds[type(v).__name__] = kinds.get(type(v).__name__, 0) + 1
assert kinds == {"int": 200, "float": 100, "str": 100, "list": 100}


def pipeline(n):
    a = (i for i in range(n))
    b = (x * 2 for x in a if x % 3)
    c = (x + 1 for x in b)
    return sum(c)


assert [pipeline(k) for k in (0, 1, 10, 300)] == [0, 0, 60, sum(x * 2 + 1 for x in range(300) if x % 3)]


def delegating(n):
    r = yield from squares(n)
    yield from (r, n)
    yield from "ab"


assert list(delegating(3)) == [0, 1, 4, None, 3, "a", "b"] and sum(1 for _ in delegating(500)) == 504


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


assert [sum(tree(k)) for k in range(8)] == [2 ** (k + 1) - k - 2 for k in range(8)]


def early(limit):
    closed = []

    def g():
        try:
            i = 0
            while True:
                yield i
                i += 1
        finally:
            closed.append(i)
    it = g()
    for v in it:
        if v == limit:
            break
    it.close()
    return closed


assert [early(k) for k in (0, 5, 300)] == [[0], [5], [300]]


def raises_late(n):
    for i in range(n):
        yield i
    raise KeyError("late")


caught = 0
for k in range(100):
    try:
        for _ in raises_late(k):
            pass
    except KeyError:
        caught += 1
assert caught == 100


def interleave(*gs):
    live = list(gs)
    while live:
        for g in live[:]:
            try:
                yield next(g)
            except StopIteration:
                live.remove(g)


assert list(interleave(squares(3), iter("ab"), (x for x in [9.5]))) == [0, "a", 9.5, 1, "b", 4]
squares.__code__ = (lambda n: (yield from ("replaced", n))).__code__
assert list(squares(5)) == ["replaced", 5]


def coroutine_loop(n):
    async def leaf(x):
        return x * 2

    async def main():
        t = 0
        for i in range(n):
            t += await leaf(i if i % 2 else float(i))
        return t
    try:
        main().send(None)
    except StopIteration as e:
        return e.value


assert coroutine_loop(500) == 249500.0
def memo(n):
    """A generator as a state machine with exceptions thrown in."""
    state = 0
    while True:
        try:
            cmd = yield state
            state += cmd or 0
        except ValueError:
            state = -state
        except GeneratorExit:
            return state
m = memo(0)
next(m)
for i in range(300):
    m.send(i) if i % 10 else m.throw(ValueError)
assert m.close() == 1350
raises(TypeError, "'generator' object is not subscriptable", lambda: squares(1)["x"])
gens = [squares(1) for _ in range(300)]
assert sum(len(list(g)) for g in gens) == 600
print("generators", pipeline(50), kinds, coroutine_loop(10))
