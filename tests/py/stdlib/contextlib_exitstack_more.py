"""ExitStack flows: dynamic resources, error replacement, nested stacks, pop_all transfer, callbacks with results, decorators."""
import contextlib
from contextlib import ExitStack, contextmanager, suppress, closing, nullcontext


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


@contextmanager
def res(name, fail_on_exit=False, swallow=False):
    log.append("+" + name)
    try:
        yield name
    except ValueError:
        log.append("!" + name)
        if not swallow:
            raise
    finally:
        log.append("-" + name)
        if fail_on_exit:
            raise KeyError(name)


def take():
    out = " ".join(log)
    log.clear()
    return out


def open_all(names, fail_at=None):
    with ExitStack() as stack:
        out = []
        for i, n in enumerate(names):
            if i == fail_at:
                raise ValueError("cannot open " + n)
            out.append(stack.enter_context(res(n)))
        return out, stack.pop_all()


raises(ValueError, "cannot open c", open_all, "abc", 2)
assert take() == "+a +b !b -b !a -a"
got, later = open_all("ab")
assert got == ["a", "b"] and take() == "+a +b"
later.close()
assert take() == "-b -a"
with ExitStack() as outer:
    with ExitStack() as inner:
        inner.enter_context(res("i"))
        outer.enter_context(res("o"))
        inner.callback(log.append, "cb")
    log.append("between")
assert take() == "+i +o cb -i between -o"


def replaced():
    with ExitStack() as s:
        s.enter_context(res("a"))
        s.enter_context(res("b", fail_on_exit=True))
        s.enter_context(res("c"))
        raise ValueError("first")


try:
    replaced()
except KeyError as e:
    assert e.args == ("b",) and type(e.__context__) is ValueError
assert take() == "+a +b +c !c -c !b -b -a"
with ExitStack() as s:
    s.enter_context(res("keep", swallow=True))
    s.enter_context(res("x"))
    raise ValueError
assert take() == "+keep +x !x -x !keep -keep"
s = ExitStack()
assert s.callback(log.append, "late") == log.append
s.enter_context(res("m"))
moved = s.pop_all()
s.close()
assert take().endswith("+m")
with moved:
    pass
assert take() == "-m late"


class Both(contextlib.ContextDecorator, ExitStack):
    pass


@contextmanager
def tag(t):
    log.append("<%s>" % t)
    yield
    log.append("</%s>" % t)


@tag("b")
@tag("i")
def render(text):
    log.append(text)
    return len(text)


assert render("hi") == 2 and render("x") == 1 and take() == "<b> <i> hi </i> </b> <b> <i> x </i> </b>"


@contextmanager
def transaction(db):
    backup = dict(db)
    try:
        yield db
    except Exception:
        db.clear()
        db.update(backup)
        raise


db = {"a": 1}
with suppress(RuntimeError), transaction(db) as d:
    d["a"] = 2
    d["b"] = 3
    raise RuntimeError
assert db == {"a": 1}
with transaction(db) as d:
    d["a"] = 5
assert db == {"a": 5}
with suppress(KeyError, IndexError) as none:
    assert none is None
    [][0]
with suppress():
    pass
raises(TypeError, "t", lambda: exec("with suppress(KeyError): raise TypeError('t')", {"suppress": suppress}))
def gen():
    try:
        yield 1
        yield 2
    finally:
        log.append("gen closed")
with closing(gen()) as g:
    assert next(g) == 1
assert take() == "gen closed"
with nullcontext() as n, nullcontext([1]) as l:
    assert n is None and l == [1]
depth = []
with ExitStack() as s:
    for i in range(300):
        s.push(lambda t, v, tb, i=i: depth.append((i, t)) and False)
    raise_later = s.pop_all()
with suppress(OSError):
    with raise_later:
        raise OSError
assert len(depth) == 300 and depth[0] == (299, OSError) and depth[-1] == (0, OSError)
print("exitstack", len(depth), db)
