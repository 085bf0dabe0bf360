"""yield from: delegation of next, send, throw, close; return values; foreign iterators; errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


def inner(n):
    try:
        for i in range(n):
            try:
                got = yield i
                if got is not None:
                    log.append(("got", got))
            except KeyError as e:
                log.append(("keyerror", e.args))
                yield "handled"
        return "inner result"
    finally:
        log.append("inner finally")


def outer(n):
    result = yield from inner(n)
    log.append(result)
    more = yield from "ab"
    log.append(more)
    return "outer result"


assert list(outer(2)) == [0, 1, "a", "b"] and log == ["inner finally", "inner result", None]
log.clear()
g = outer(5)
next(g)
assert g.gi_yieldfrom.gi_code.co_name == "inner"
assert g.send("hello") == 1 and g.throw(KeyError("k")) == "handled" and next(g) == 2
assert log == [("got", "hello"), ("keyerror", ("k",))]
g.close()
assert log[-1] == "inner finally"
raises(StopIteration, "", next, g)


class Plain:
    """An iterator without send, throw and close."""

    def __init__(self):
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.i += 1
        if self.i > 3:
            raise StopIteration("plain value")
        return self.i


def deleg(it):
    r = yield from it
    return ("r", r)


g = deleg(Plain())
next(g)
raises(AttributeError, "'Plain' object has no attribute 'send'", g.send, 1)
g = deleg(Plain())
next(g)
raises(ValueError, "thrown", g.throw, ValueError("thrown"))
g = deleg(Plain())
assert [next(g), g.send(None), next(g)] == [1, 2, 3]
try:
    next(g)
except StopIteration as e:
    assert e.value == ("r", "plain value")
raises(TypeError, "'int' object is not iterable", next, deleg(5))
raises(TypeError, "'NoneType' object is not iterable", next, deleg(None))


class Full(Plain):
    def send(self, v):
        log.append(("Full.send", v))
        return "sent"

    def throw(self, *a):
        log.append(("Full.throw", type(a[0])))
        return "threw"

    def close(self):
        log.append("Full.close")


log.clear()
g = deleg(Full())
next(g)
assert g.send(9) == "sent" and g.throw(OSError()) == "threw"
g.close()
assert log == [("Full.send", 9), ("Full.throw", OSError), "Full.close"]


def deep(n):
    if n == 0:
        got = yield "bottom"
        return [got]
    r = yield from deep(n - 1)
    r.append(n)
    return r


g = deep(200)
assert next(g) == "bottom"
try:
    g.send("x")
except StopIteration as e:
    assert e.value == ["x"] + list(range(1, 201))
g = deep(100)
next(g)
raises(ZeroDivisionError, "z", g.throw, ZeroDivisionError("z"))


def flatten(x):
    for item in x:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


assert list(flatten([1, [2, [3, [4]], 5], [[]], 6])) == [1, 2, 3, 4, 5, 6]
shared = inner(4)
assert list(zip(deleg(shared), deleg(shared))) == [(0, 1), (2, 3)]


def me():
    yield from this


this = me()
raises(ValueError, 'generator already executing', next, this)


def raise_close():
    try:
        yield 1
    except GeneratorExit:
        raise OSError("on close")


g = deleg(raise_close())
next(g)
raises(OSError, "on close", g.close)


def lam():
    f = lambda: (yield from [1, 2])
    yield from f()


assert list(lam()) == [1, 2]
def odd_even(n):
    if n:
        yield from (i for i in range(n) if i % 2)
        yield from [i for i in range(n) if not i % 2]
assert sum(odd_even(2000)) == 1999000 and list(odd_even(5)) == [1, 3, 0, 2, 4]
print("yield from", log, list(odd_even(4)))
