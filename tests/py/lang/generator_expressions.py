"""Generator expressions: laziness, eager outermost iterable, scopes, exhaustion, close and errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


def src(n):
    log.append("src")
    for i in range(n):
        log.append(i)
        yield i
    log.append("end")


g = (x * 10 for x in src(3))
assert log == [] and next(g) == 0 and log == ["src", 0]
assert list(g) == [10, 20] and log == ["src", 0, 1, 2, "end"]
assert list(g) == [] and next(g, "done") == "done"
raises(StopIteration, "", next, g)

# The outermost iterable is evaluated at once, the others lazily.
raises(NameError, "name 'undefined1' is not defined", lambda: (x for x in undefined1))
lazy = (x for y in [1] for x in undefined2)
raises(NameError, "name 'undefined2' is not defined", next, lazy)
raises(StopIteration, "", next, lazy)
raises(TypeError, "'int' object is not iterable", lambda: (x for x in 5))

n = 1
g = (x + n for x in range(3))
n = 100
assert list(g) == [100, 101, 102]


def local():
    k = 1
    g = (k for _ in range(2))
    first = next(g)
    k = 2
    return first, next(g)


assert local() == (1, 2)
assert sum(i for i in range(1000) if i % 7 == 0) == 71071
assert max((len(w), w) for w in "the quick brown".split()) == (5, "quick")
assert dict((k, v) for k, v in ["ab", "cd"]) == {"a": "b", "c": "d"}
assert any(x > 3 for x in range(10)) and not all(x > 3 for x in range(10))
assert ",".join(str(x) for x in range(4)) == "0,1,2,3"
assert tuple(x for x in ()) == ()
assert [*(x for x in "ab"), *(y for y in "c")] == ["a", "b", "c"]
assert list((a, b) for a in range(2) for b in "xy" if (a, b) != (0, "y")) == [(0, "x"), (1, "x"), (1, "y")]

it = iter(range(10))
seen = []
assert any(seen.append(v) or v == 3 for v in it) and seen == [0, 1, 2, 3] and next(it) == 4

g = (i for i in range(5))
assert iter(g) is g and g.gi_running is False and g.gi_frame is not None
g.close()
assert list(g) == [] and g.gi_frame is None
g = (1 // (2 - i) for i in range(5))
assert [next(g), next(g)] == [0, 1]
raises(ZeroDivisionError, 'division by zero', next, g)
raises(StopIteration, "", next, g)
g = (i for i in range(3))
raises(TypeError, "can't send non-None value to a just-started generator", g.send, 1)
assert next(g) == 0 and g.send(5) == 1
assert g.__name__ == "<genexpr>" and g.__qualname__ == "<genexpr>"


class S:
    vals = [1, 2]
    total = sum(v for v in vals)


assert S.total == 3


def stop_inside():
    return list(next(iter([])) for _ in range(2))


raises(RuntimeError, 'generator raised StopIteration', stop_inside)


def chain(n):
    """Generator expressions wrapped in each other."""
    g = range(3)
    for _ in range(n):
        g = (x + 1 for x in g)
    return list(g)


assert chain(100) == [100, 101, 102]
gens = [(i * j for j in range(3)) for i in range(3)]
assert [list(g) for g in gens] == [[0, 2, 4]] * 3
assert sum(x * x for x in range(5000)) == 4999 * 5000 * 9999 // 6
print("genexpr", local(), chain(10))
