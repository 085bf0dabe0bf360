"""Coroutines driven by hand: send, throw, close, return values, await chains, states and exact errors."""
import inspect
import types
import warnings
warnings.simplefilter("ignore", RuntimeWarning)


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Suspend:
    """Awaiting it hands a value to the driver and gives back what the driver sends."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


def drive(coro, *sends):
    out = []
    try:
        out.append(coro.send(None))
        for s in sends:
            out.append(coro.send(s))
    except StopIteration as e:
        return out, e.value
    return out, "suspended"


async def simple():
    return 42


async def two(a):
    x = await Suspend(a)
    y = await Suspend(x + 1)
    return x, y


async def outer():
    try:
        r = await two(1)
        return "r", r
    finally:
        log.append("outer finally")


log = []
assert drive(simple()) == ([], 42) and drive(two(5), 10, 20) == ([5, 11], (10, 20))
assert drive(outer(), 3, 4) == ([1, 4], ("r", (3, 4))) and log == ["outer finally"]
c = two(1)
assert inspect.getcoroutinestate(c) == "CORO_CREATED" and c.cr_await is None and c.cr_frame is not None
assert not c.cr_running and c.cr_code.co_name == "two"
c.send(None)
assert inspect.getcoroutinestate(c) == "CORO_SUSPENDED" and c.cr_await is not None and c.__name__ == "two"
assert c.cr_suspended
raises(ZeroDivisionError, "z", c.throw, ZeroDivisionError("z"))
assert inspect.getcoroutinestate(c) == "CORO_CLOSED" and c.cr_frame is None
raises(RuntimeError, 'cannot reuse already awaited coroutine', c.send, None)
raises(RuntimeError, 'cannot reuse already awaited coroutine', c.throw, ValueError("v"))
c = two(1)
raises(TypeError, "can't send non-None value to a just-started coroutine", c.send, 5)
c.close()
c.close()
raises(RuntimeError, 'cannot reuse already awaited coroutine', c.send, None)
raises(TypeError, "'coroutine' object is not an iterator", next, simple())
raises(TypeError, "'coroutine' object is not iterable", iter, simple())
raises(TypeError, "'coroutine' object is not iterable", lambda: [x for x in simple()])


async def catches():
    while True:
        try:
            await Suspend("s")
        except ValueError as e:
            log.append(str(e))
        except GeneratorExit:
            log.append("exit")
            raise


log.clear()
c = catches()
c.send(None)
assert c.throw(ValueError("one")) == "s" and c.throw(ValueError("two")) == "s"
c.close()
assert log == ["one", "two", "exit"]


async def awaits(x):
    return await x


raises(TypeError, "'int' object can't be awaited", drive, awaits(5))
raises(TypeError, "'NoneType' object can't be awaited", drive, awaits(None))
raises(TypeError, "'list' object can't be awaited", drive, awaits([1]))
raises(TypeError, "'list_iterator' object can't be awaited", drive, awaits(iter([])))


class BadAwait:
    def __await__(self):
        return 5


class CoroAwait:
    def __await__(self):
        return simple()


raises(TypeError, "__await__() returned non-iterator of type 'int'", drive, awaits(BadAwait()))
raises(TypeError, '__await__() returned a coroutine', drive, awaits(CoroAwait()))
inner = two(1)
outer = awaits(inner)
assert drive(outer)[1] == "suspended"
outer.close()  # CPython would do so when nothing refers to it any more
raises(RuntimeError, 'cannot reuse already awaited coroutine', drive, awaits(inner))
done = simple()
drive(done)
raises(RuntimeError, 'cannot reuse already awaited coroutine', drive, awaits(done))


async def stop():
    raise StopIteration("s")


raises(RuntimeError, 'coroutine raised StopIteration', drive, stop())


@types.coroutine
def gen_coro(n):
    total = 0
    for i in range(n):
        total += yield i
    return total


async def uses_gen():
    return await gen_coro(3)


assert drive(uses_gen(), 10, 20, 30) == ([0, 1, 2], 60)


async def deep(n):
    return 0 if n == 0 else 1 + await deep(n - 1)


assert drive(deep(300)) == ([], 300)


async def recursive_self():
    await me


me = recursive_self()
raises(ValueError, 'coroutine already executing', drive, me)


async def gather():
    return [await Suspend(i) for i in range(3)], {k: await simple() for k in "ab"}, (await simple(),
            await simple()), await simple() + await simple()


assert drive(gather(), "x", "y", "z") == ([0, 1, 2], (["x", "y", "z"], {"a": 42, "b": 42}, (42, 42), 84))


def scheduler(coros):
    """Round robin; the value sent is the number of the round."""
    order, live, turn = [], list(enumerate(coros)), 0
    while live:
        k, co = live.pop(0)
        try:
            order.append((k, co.send(None if turn < len(coros) else turn)))
            live.append((k, co))
        except StopIteration as e:
            order.append((k, "done"))
        turn += 1
    return order


async def worker(n):
    for i in range(n):
        await Suspend(i)


assert scheduler([worker(2), worker(1), worker(3)]) == [
    (0, 0), (1, 0), (2, 0), (0, 1), (1, 'done'), (2, 1), (0, 'done'), (2, 2), (2, 'done'),
]
assert len(scheduler([worker(20) for _ in range(30)])) == 630
print("coroutines", drive(two(1), 2, 3), drive(deep(50)))
