"""Async generators: asend, athrow, aclose, finally, comprehensions, reentrancy errors, hooks."""
import sys


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Pause:
    def __await__(self):
        yield "pause"


def run(coro, limit=10 ** 6):
    pauses = 0
    try:
        while pauses < limit:
            assert coro.send(None) == "pause"
            pauses += 1
    except StopIteration as e:
        return e.value


log = []


async def agen(n):
    try:
        for i in range(n):
            await Pause()
            got = yield i
            if got:
                log.append(("got", got))
    except KeyError as e:
        log.append(("KeyError", e.args))
        yield "handled"
    finally:
        await Pause()
        log.append("finally")


async def collect(ag):
    return [x async for x in ag]


assert run(collect(agen(3))) == [0, 1, 2] and log == ["finally"]
log.clear()


async def protocol():
    g = agen(5)
    out = [await anext(g), await g.asend("v"), await g.__anext__(), await g.athrow(KeyError("k"))]
    try:
        await anext(g)
    except StopAsyncIteration:
        out.append("stopped")
    try:
        await g.asend(None)
    except StopAsyncIteration:
        out.append("still stopped")
    await g.aclose()
    return out


assert run(protocol()) == [0, 1, 2, "handled", "stopped", "still stopped"]
assert log == [("got", "v"), ("KeyError", ("k",)), "finally"]
log.clear()


async def closing():
    g = agen(5)
    await anext(g)
    await g.aclose()
    await g.aclose()
    fresh = agen(1)
    await fresh.aclose()
    return await anext(g, "exhausted"), await anext(fresh, "never ran")


assert run(closing()) == ("exhausted", "never ran") and log == ["finally"]


async def comps():
    a = [x * 2 async for x in agen(4) if x % 2]
    b = {x async for x in agen(3)}
    c = {x: y async for x in agen(2) for y in "pq"}
    d = [(x, y) for x in range(2) async for y in agen(2)]
    g = (x + 1 async for x in agen(3))
    e = [v async for v in g]
    f = [[z async for z in agen(k)] for k in range(3)]
    return a, b, c, d, e, f, type(g).__name__


assert run(comps()) == ([2, 6], {0, 1, 2}, {0: "q", 1: "q"}, [(0, 0), (0, 1), (1, 0), (1, 1)], [1, 2, 3],
        [[], [0], [0, 1]], "async_generator")


async def ignores():
    try:
        yield 1
    except GeneratorExit:
        log.append("ignored")
        yield 2


async def try_close():
    g = ignores()
    await anext(g)
    try:
        await g.aclose()
    except RuntimeError as e:
        return str(e)


assert run(try_close()) == 'async generator ignored GeneratorExit'


async def stop_inside(exc):
    yield 1
    raise exc


async def read_all(g):
    try:
        return [x async for x in g]
    except RuntimeError as e:
        return str(e)


assert run(read_all(stop_inside(StopIteration(1)))) == 'async generator raised StopIteration'
assert run(read_all(stop_inside(StopAsyncIteration(1)))) == 'async generator raised StopAsyncIteration'


async def bad_send():
    g = agen(1)
    try:
        await g.asend(5)
    except TypeError as e:
        text = str(e)
    await g.aclose()
    return text


assert run(bad_send()) == "can't send non-None value to a just-started async generator"


async def overlap():
    g = agen(3)
    first = anext(g)
    second = anext(g)
    out = [first.send(None)]
    try:
        second.send(None)
    except RuntimeError as e:
        out.append(str(e))
    try:
        while True:
            first.send(None)
    except StopIteration as e:
        out.append(e.value)
    try:
        await first
    except RuntimeError as e:
        out.append(str(e))
    await g.aclose()
    return out


assert run(overlap()) == [
    'pause', 'anext(): asynchronous generator is already running', 0,
    'cannot reuse already awaited __anext__()/asend()',
]
hooks = []
old = sys.get_asyncgen_hooks()
sys.set_asyncgen_hooks(firstiter=lambda g: hooks.append("first " + g.__name__), finalizer=lambda g: hooks.append("final"))
run(collect(agen(1)))
sys.set_asyncgen_hooks(*old)
assert hooks == ["first agen"] and old == (None, None)
raises(TypeError, 'callable firstiter expected, got int', sys.set_asyncgen_hooks, 5)
g = agen(1)
raises(TypeError, "'async_generator' object is not iterable", iter, g)
raises(TypeError, "'async_generator' object is not an iterator", next, g)
assert g.ag_frame is not None and g.ag_running is False and g.ag_code.co_name == "agen" and g.ag_await is None
assert aiter(g) is g and g.__qualname__ == "agen"


async def relay(n):
    async for x in agen(n):
        if x % 2 == 0:
            yield x


async def consume():
    total = 0
    async for x in relay(400):
        total += x
    return total


assert run(consume()) == 39800
print("async generators", run(consume()), run(collect(relay(6))))
