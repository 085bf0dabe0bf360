"""Generators inside with, with inside generators, exceptions through both, contextmanager-like classes by hand."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


class manager:
    """A context manager made of a generator function, written by hand."""

    def __init__(self, fn):
        self.fn = fn

    def __call__(self, *a):
        m = manager(self.fn)
        m.gen = self.fn(*a)
        return m

    def __enter__(self):
        return next(self.gen)

    def __exit__(self, t, v, tb):
        try:
            if t is None:
                next(self.gen)
            else:
                self.gen.throw(v)
        except StopIteration as e:
            return e is not v
        except BaseException as e:
            if e is not v:
                raise
            return False
        raise RuntimeError("generator didn't stop")


@manager
def section(name, swallow=()):
    log.append("+" + name)
    try:
        yield name.upper()
    except swallow as e:
        log.append("swallowed " + type(e).__name__)
    finally:
        log.append("-" + name)


def take():
    out = " ".join(log)
    log.clear()
    return out


with section("a") as v, section("b"):
    assert v == "A"
    log.append("body")
assert take() == "+a +b body -b -a"
with section("s", (ValueError,)):
    raise ValueError("x")
assert take() == "+s swallowed ValueError -s"


def fails(exc, swallow):
    with section("o", swallow):
        with section("i"):
            raise exc


raises(KeyError, "'k'", fails, KeyError("k"), (ValueError,))
assert take() == "+o +i -i -o"
fails(ValueError("v"), (ValueError,))
assert take() == "+o +i -i swallowed ValueError -o"


@manager
def twice():
    yield 1
    yield 2


def use(m):
    with m():
        pass


raises(RuntimeError, "generator didn't stop", use, twice)


def reader(n):
    """Holds a resource while it is suspended."""
    with section("res%d" % n):
        for i in range(n):
            got = yield i
            if got == "stop":
                return "stopped"


assert list(reader(2)) == [0, 1] and take() == "+res2 -res2"
g = reader(3)
next(g)
g.close()
assert take() == "+res3 -res3"
g = reader(3)
next(g)
raises(OSError, "io", g.throw, OSError("io"))
assert take() == "+res3 -res3"
g = reader(3)
next(g)
try:
    g.send("stop")
except StopIteration as e:
    assert e.value == "stopped"
assert take() == "+res3 -res3"


def nested():
    with section("1"):
        yield "a"
        with section("2"):
            yield from reader(1)
        try:
            yield "b"
        finally:
            with section("fin"):
                log.append("cleanup")


assert list(nested()) == ["a", 0, "b"] and take() == "+1 +2 +res1 -res1 -2 +fin cleanup -fin -1"
n = nested()
next(n), next(n)
n.close()
assert take() == "+1 +2 +res1 -res1 -2 -1"
n = nested()
next(n), next(n), next(n)
raises(KeyError, "'late'", n.throw, KeyError("late"))
assert take() == "+1 +2 +res1 -res1 -2 +fin cleanup -fin -1"


def returns_through():
    for i in range(5):
        with section(str(i)):
            try:
                with section("t"):
                    if i == 0:
                        continue
                    if i == 1:
                        raise ValueError
                    return i
            except ValueError:
                log.append("except")
            finally:
                log.append("finally")


assert returns_through() == 2
assert take() == "+0 +t -t finally -0 +1 +t -t except finally -1 +2 +t -t finally -2"
live = [reader(k) for k in (3, 1, 2)]
order = []
while live:
    r = live.pop(0)
    try:
        order.append(next(r))
        live.append(r)
    except StopIteration:
        pass
assert order == [0, 0, 0, 1, 1, 2] and take().count("-res") == 3
count = 0
for i in range(300):
    try:
        with section("x", (KeyError,) if i % 2 else ()):
            if i % 3 == 0:
                raise KeyError(i)
            count += 1
    except KeyError:
        count += 1000
assert count == 200 + 50 * 1000 and len(take().split()) > 600
print("mix", order, count)
