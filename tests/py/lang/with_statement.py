"""with: order of calls, several managers, targets, suppression, return and break through it, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


class CM:
    def __init__(self, name, suppress=False, fail=None):
        self.name, self.suppress, self.fail = name, suppress, fail

    def __enter__(self):
        log.append("enter " + self.name)
        if self.fail == "enter":
            raise ValueError("enter " + self.name)
        return self.name

    def __exit__(self, t, v, tb):
        log.append("exit %s %s" % (self.name, t and t.__name__))
        assert (t is None) == (v is None) == (tb is None)
        if self.fail == "exit":
            raise KeyError("exit " + self.name)
        return self.suppress


def take():
    out = log[:]
    log.clear()
    return out


with CM("a") as x, CM("b") as y:
    log.append("body " + x + y)
assert take() == ["enter a", "enter b", "body ab", "exit b None", "exit a None"]
with (CM("a") as x, CM("b"), CM("c") as [z],):
    assert z == "c"
assert len(take()) == 6
with CM("s", True):
    1 / 0
assert take() == ["enter s", "exit s ZeroDivisionError"]


def nested(order):
    with CM("o", order == 1):
        with CM("i", order == 2):
            raise ValueError("v")
        return "after inner"
    return "after outer"


assert nested(1) == "after outer" and take()[-1] == "exit o ValueError"
assert nested(2) == "after inner" and take() == ["enter o", "enter i", "exit i ValueError", "exit o None"]
raises(ValueError, "v", nested, 0)
take()
raises(ValueError, "enter b", lambda: exec("with CM('a'), CM('b', fail='enter'): log.append('no')"))
assert take() == ["enter a", "enter b", "exit a ValueError"]
try:
    with CM("a"), CM("b", fail="exit"):
        raise OSError("body")
except KeyError as e:
    assert type(e.__context__) is OSError
assert take() == ["enter a", "enter b", "exit b OSError", "exit a KeyError"]


def flow():
    out = []
    for i in range(4):
        with CM(str(i)):
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
    with CM("r"):
        return out
    return "no"


assert flow() == [0, 2] and take()[-1] == "exit r None"


def ret_in_suppress():
    with CM("x", True):
        return 1 / 0
    return "suppressed"


assert ret_in_suppress() == "suppressed"


class NoExit:
    def __enter__(self):
        pass


class NoEnter:
    def __exit__(self, *a):
        pass


def use(cm):
    with cm as v:
        return v


raises(TypeError, "'int' object does not support the context manager protocol (missed __exit__ method)", use, 5)
raises(TypeError, "'NoExit' object does not support the context manager protocol (missed __exit__ method)", use, NoExit())
raises(TypeError, "'NoEnter' object does not support the context manager protocol (missed __enter__ method)", use, NoEnter())


class Async:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *a):
        pass


raises(TypeError, "'Async' object does not support the context manager protocol (missed __exit__ method) but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?",
        use, Async())
inst = NoExit()
inst.__exit__ = lambda *a: None
raises(TypeError, "'NoExit' object does not support the context manager protocol (missed __exit__ method)", use, inst)


class Target:
    pass


t, d = Target(), {}
with CM("1") as t.x, CM("2") as d["k"], CM("ab") as (p, q):
    pass
assert (t.x, d, p, q) == ("1", {"k": "2"}, "a", "b")
take()
try:
    with CM("abc") as (p, q):
        log.append("never")
except ValueError as e:
    assert str(e) == 'too many values to unpack (expected 2)'
assert take() == ["enter abc", "exit abc ValueError"]


class Truthy:
    """__exit__'s result counts by truth value."""

    def __init__(self, r):
        self.r = r

    def __enter__(self):
        return self

    def __exit__(self, *a):
        return self.r


def suppressed(r):
    try:
        with Truthy(r):
            raise LookupError
    except LookupError:
        return False
    return True


assert [suppressed(r) for r in (0, 1, "", "x", [], [0], None, NotImplementedError)] == [False, True] * 3 + [False, True]
n = 0
for i in range(1000):
    with Truthy(i % 2) as cm:
        n += cm.r
        if i % 2:
            raise KeyError(i)
assert n == 500
print("with", flow(), len(take()))
