"""Generators: next, send, return values, finally, state attributes, loops over them, StopIteration rules."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def count(n):
    i = 0
    while i < n:
        got = yield i
        if got is not None:
            i = got
        else:
            i += 1
    return "done %d" % i


assert list(count(4)) == [0, 1, 2, 3]
g = count(10)
assert next(g) == 0 and g.send(7) == 7 and next(g) == 8 and g.send(None) == 9
try:
    next(g)
except StopIteration as e:
    assert e.value == "done 10" and e.args == ("done 10",)
raises(StopIteration, "", next, g)
raises(StopIteration, "", g.send, 1)
g = count(3)
raises(TypeError, "can't send non-None value to a just-started generator", g.send, 1)


def empty():
    return
    yield


assert list(empty()) == []


def stages():
    x = yield
    y = yield x
    z = yield x, y
    return [x, y, z]


g = stages()
assert (g.send(None), g.send(1), g.send(2)) == (None, 1, (1, 2))
try:
    g.send(3)
except StopIteration as e:
    assert e.value == [1, 2, 3]

# StopIteration raised inside turns into RuntimeError.
def raiser():
    yield 1
    raise StopIteration("inner")


g = raiser()
next(g)
try:
    next(g)
except RuntimeError as e:
    assert str(e) == 'generator raised StopIteration' and type(e.__cause__) is StopIteration
    assert e.__context__ is e.__cause__


def ret_tuple():
    yield
    return 1, 2


def value_of(g):
    while True:
        try:
            next(g)
        except StopIteration as e:
            return e.value


assert value_of(ret_tuple()) == (1, 2)


def ret_exc():
    yield
    return StopIteration(5)


assert type(value_of(ret_exc())) is StopIteration

# The generator runs itself: an error, not a crash.
def selfish():
    yield next(me)


me = selfish()
raises(ValueError, 'generator already executing', next, me)
raises(StopIteration, "", next, me)


def frames():
    yield 1


g = frames()
assert (g.gi_frame.f_lineno > 0, g.gi_running, g.gi_code.co_name, g.gi_yieldfrom) == (True, False, "frames", None)
list(g)
assert g.gi_frame is None
assert g.__name__ == "frames" and repr(type(g)) == "<class 'generator'>"
g.__name__ = "renamed"
assert g.__name__ == "renamed"

# Many alive at once, advanced in turns.
gens = [count(50) for _ in range(40)]
total = 0
for step in range(50):
    for g in gens:
        total += next(g)
assert total == 40 * 1225


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
vals = [next(f) for _ in range(100)]
assert vals[99] == 218922995834555169026 and vals[92] == 7540113804746346429


def tree(depth):
    if depth:
        for v in tree(depth - 1):
            yield v
        yield depth
        for v in tree(depth - 1):
            yield v


assert list(tree(4)) == [1, 2, 1, 3, 1, 2, 1, 4, 1, 2, 1, 3, 1, 2, 1] and sum(tree(10)) == 2036
def args(a, b=2, *c, d=4, **e):
    yield a, b, c, d, e
assert next(args(1, 5, 6, z=7)) == (1, 5, (6,), 4, {"z": 7})
raises(TypeError, "args() missing 1 required positional argument: 'a'", args)
print("generators", vals[50], total, sum(tree(5)))
