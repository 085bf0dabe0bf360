"""contextlib: contextmanager, ExitStack, suppress, closing, redirect_stdout, nullcontext, decorators."""
import io
from contextlib import AbstractContextManager, ContextDecorator, ExitStack, chdir, closing, contextmanager, nullcontext, redirect_stdout, suppress

log = []


@contextmanager
def managed(name, swallow=()):
    log.append("enter " + name)
    try:
        yield name.upper()
    except swallow as error:
        log.append(f"swallow {error!r}")
    finally:
        log.append("exit " + name)


with managed("a") as value, managed("b", ValueError):
    assert value == "A"
    raise ValueError("v")
assert log == ["enter a", "enter b", "swallow ValueError('v')", "exit b", "exit a"]
log.clear()
try:
    with managed("c"):
        raise KeyError("k")
except KeyError as error:
    assert error.args == ("k",) and error.__traceback__ is not None
assert log == ["enter c", "exit c"]


@managed("decorated")
def function(x):
    return x + 1


log.clear()
assert function(1) == 2 and function(2) == 3 and log == ["enter decorated", "exit decorated"] * 2


@contextmanager
def never():
    if False:
        yield


@contextmanager
def twice():
    yield 1
    yield 2


for broken, text in ((never, "generator didn't yield"), (twice, "generator didn't stop")):
    try:
        with broken():
            pass
    except RuntimeError as error:
        assert str(error) == text
    else:
        raise AssertionError(text)

with suppress(ZeroDivisionError, KeyError):
    {}["x"]
with suppress(ValueError):
    raise ExceptionGroup("g", [ValueError(1), ValueError(2)])
try:
    with suppress(ValueError):
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except ExceptionGroup as group:
    assert len(group.exceptions) == 1

log.clear()
with ExitStack() as stack:
    names = [stack.enter_context(managed(n)) for n in "xy"]
    stack.callback(log.append, "callback")
    stack.push(lambda *exc: log.append(("exc", exc[0])) or True)
    raise ValueError("in stack")
assert names == ["X", "Y"] and log == ["enter x", "enter y", ("exc", ValueError), "callback", "exit y", "exit x"]
with ExitStack() as stack:
    stack.enter_context(managed("kept"))
    kept = stack.pop_all()
log.clear()
kept.close()
assert log == ["exit kept"]


class Resource:
    closed = False

    def close(self):
        self.closed = True


r = Resource()
with closing(r) as same:
    assert same is r
assert r.closed
out = io.StringIO()
with redirect_stdout(out):
    print("captured", 1)
assert out.getvalue() == "captured 1\n"
with nullcontext(5) as five:
    assert five == 5


class Tag(ContextDecorator):
    def __enter__(self):
        log.append("tag")
        return self

    def __exit__(self, *exc):
        log.append("/tag")
        return False


@Tag()
def tagged():
    log.append("body")


log.clear()
tagged()
assert log == ["tag", "body", "/tag"] and issubclass(Tag, AbstractContextManager) and hasattr(chdir, "__enter__")
print("contextlib", log)
