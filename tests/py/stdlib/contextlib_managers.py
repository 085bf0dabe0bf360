"""contextlib: contextmanager, ExitStack, suppress, closing, redirect, nullcontext, chdir, decorators, async; errors."""
import contextlib
from contextlib import contextmanager, ExitStack, suppress, closing, redirect_stdout, nullcontext, ContextDecorator, AbstractContextManager, asynccontextmanager, AsyncExitStack, aclosing
import io


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
def cm(name, swallow=False):
    """Doc."""
    log.append("enter " + name)
    try:
        yield name
    except ValueError as e:
        log.append("caught " + str(e))
        if not swallow:
            raise
    finally:
        log.append("exit " + name)


with cm("a") as v:
    assert v == "a"
with cm("b", True):
    raise ValueError("v")
raises(ValueError, "w", lambda: exec("with cm('c'): raise ValueError('w')"))
assert log == ["enter a", "exit a", "enter b", "caught v", "exit b", "enter c", "caught w", "exit c"]
assert cm.__doc__ == "Doc." and cm.__name__ == "cm"
log.clear()


@cm("deco")
def f(x):
    return x + 1


assert [f(1), f(2)] == [2, 3] and log == ["enter deco", "exit deco"] * 2


@contextmanager
def no_yield():
    if 0:
        yield


@contextmanager
def two():
    yield 1
    yield 2


@contextmanager
def converts():
    try:
        yield
    except KeyError as e:
        raise RuntimeError("converted") from e


@contextmanager
def stops():
    yield
    raise StopIteration("inside")


def use(c, exc=None):
    with c:
        if exc:
            raise exc


raises(RuntimeError, "generator didn't yield", use, no_yield())
raises(RuntimeError, "generator didn't stop", use, two())
raises(RuntimeError, "converted", use, converts(), KeyError("k"))
raises(RuntimeError, 'generator raised StopIteration', use, stops())
raises(StopIteration, "s", use, cm("x"), StopIteration("s"))
once = cm("once")
use(once)
raises(AttributeError, "'_GeneratorContextManager' object has no attribute 'args'", use, once)
log.clear()
with ExitStack() as st:
    names = [st.enter_context(cm(n)) for n in "pqr"]
    st.callback(lambda *a, **k: log.append((a, k)), 1, k=2)
    st.push(lambda t, v, tb: log.append(t))
assert names == ["p", "q", "r"]
assert log == ["enter p", "enter q", "enter r", None, ((1,), {"k": 2}), "exit r", "exit q", "exit p"]
log.clear()
with ExitStack() as st:
    st.push(lambda t, v, tb: True)
    st.callback(log.append, "cb")
    raise KeyError("swallowed by the first")
assert log == ["cb"]
log.clear()
with ExitStack() as st:
    st.callback(log.append, "kept")
    moved = st.pop_all()
assert log == []
moved.close()
assert log == ["kept"]


def chain():
    with ExitStack() as st:
        st.callback(lambda: 1 / 0)
        st.callback(lambda: {}["k"])
        raise ValueError("first")


try:
    chain()
except ZeroDivisionError as e:
    assert type(e.__context__) is KeyError and type(e.__context__.__context__) is ValueError
raises(TypeError, "'builtins.int' object does not support the context manager protocol", lambda: ExitStack().enter_context(5))
with suppress(KeyError, ZeroDivisionError):
    1 / 0
with suppress(ValueError):
    raise ExceptionGroup("g", [ValueError(1), ValueError(2)])
try:
    with suppress(ValueError):
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except ExceptionGroup as e:
    assert [type(x) for x in e.exceptions] == [TypeError]
raises(TypeError, "t", lambda: exec("with suppress(ValueError): raise TypeError('t')"))


class Res:
    closed = False

    def close(self):
        self.closed = True


r = Res()
with closing(r) as q:
    assert q is r and not r.closed
assert r.closed
out, err = io.StringIO(), io.StringIO()
with redirect_stdout(out), contextlib.redirect_stderr(err):
    print("captured")
    import sys
    print("to err", file=sys.stderr)
assert out.getvalue() == "captured\n" and err.getvalue() == "to err\n"
with nullcontext(5) as n:
    assert n == 5


class Timer(ContextDecorator):
    def __enter__(self):
        log.append("timer")
        return self

    def __exit__(self, *a):
        return False


@Timer()
def g():
    return "g"


log.clear()
assert g() == "g" and log == ["timer"] and isinstance(Timer(), AbstractContextManager)
assert not isinstance(5, AbstractContextManager)


def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value


@asynccontextmanager
async def acm(n):
    log.append("aenter " + n)
    try:
        yield n
    finally:
        log.append("aexit " + n)


async def amain():
    async with acm("1") as a, nullcontext("n") as b:
        log.append(a + b)
    async with AsyncExitStack() as st:
        await st.enter_async_context(acm("2"))
        st.enter_context(cm("sync"))
        st.push_async_callback(acb)
    try:
        async with acm("3"):
            raise KeyError("x")
    except KeyError:
        log.append("seen")

    async def ag():
        yield 1
    async with aclosing(ag()) as it:
        async for v in it:
            log.append(v)


async def acb():
    log.append("acb")


log.clear()
run(amain())
assert log == [
    'aenter 1', '1n', 'aexit 1', 'aenter 2', 'enter sync', 'acb', 'exit sync', 'aexit 2', 'aenter 3',
    'aexit 3', 'seen', 1,
]
depth = 0
with ExitStack() as st:
    for i in range(500):
        st.callback(lambda i=i: log.append(i))
assert log[-500:] == list(range(499, -1, -1))
print("contextlib", names, len(log), out.getvalue().strip())
