"""async for and async with: protocols, else, break, suppression, several managers, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def run(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as e:
        return e.value


log = []


class Aiter:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        return self.i


async def loops():
    out = []
    async for x in Aiter(3):
        out.append(x)
    else:
        out.append("else")
    async for x in Aiter(5):
        if x == 2:
            continue
        if x == 4:
            break
        out.append(x)
    else:
        out.append("not reached")
    async for a, *b in Wrap([(1, 2, 3), "xy"]):
        out.append((a, b))
    return out


class Wrap(Aiter):
    def __init__(self, items):
        super().__init__(len(items))
        self.items = items

    async def __anext__(self):
        return self.items[await super().__anext__() - 1]


assert run(loops()) == [1, 2, 3, "else", 1, 3, (1, [2, 3]), ("x", ["y"])]


class CM:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    async def __aenter__(self):
        log.append("enter " + self.name)
        return self.name

    async def __aexit__(self, t, v, tb):
        log.append("exit %s %s" % (self.name, t and t.__name__))
        return self.suppress


async def withs():
    async with CM("a") as a, CM("b") as b:
        log.append(a + b)
    async with (CM("s", True), CM("t")):
        raise ValueError
    for i in range(3):
        async with CM(str(i)):
            if i == 1:
                break
    async with CM("r"):
        return "returned"


assert run(withs()) == "returned" and log == [
    'enter a', 'enter b', 'ab', 'exit b None', 'exit a None', 'enter s', 'enter t',
    'exit t ValueError', 'exit s ValueError', 'enter 0', 'exit 0 None', 'enter 1', 'exit 1 None',
    'enter r', 'exit r None',
]


async def fail():
    async with CM("x"):
        1 / 0


raises(ZeroDivisionError, 'division by zero', lambda: run(fail()))


async def iterate(x):
    async for _ in x:
        pass


async def enter(x):
    async with x:
        pass


class Sync:
    def __enter__(self): pass
    def __exit__(self, *a): pass
    def __iter__(self): return iter([])


class OnlyEnter:
    async def __aenter__(self): pass


class BadAiter:
    def __aiter__(self): return 5


class AsyncAiter:
    async def __aiter__(self): return Aiter(1)


class BadAnext:
    def __aiter__(self): return self
    def __anext__(self): return 5


class NotAwaitableEnter:
    def __aenter__(self): return 5
    async def __aexit__(self, *a): pass


class NotAwaitableExit:
    async def __aenter__(self): pass
    def __aexit__(self, *a): return 5


raises(TypeError, "'async for' requires an object with __aiter__ method, got list", lambda: run(iterate([1])))
raises(TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: int",
        lambda: run(iterate(BadAiter())))
raises(TypeError, "'async for' received an invalid object from __anext__: int", lambda: run(iterate(BadAnext())))
raises(TypeError, "'Sync' object does not support the asynchronous context manager protocol (missed __aexit__ method) but it supports the context manager protocol. Did you mean to use 'with'?",
        lambda: run(enter(Sync())))
raises(TypeError, "'int' object does not support the asynchronous context manager protocol (missed __aexit__ method)",
        lambda: run(enter(5)))
raises(TypeError, "'OnlyEnter' object does not support the asynchronous context manager protocol (missed __aexit__ method)",
        lambda: run(enter(OnlyEnter())))
raises(TypeError, "'async with' received an object from __aenter__ that does not implement __await__: int",
        lambda: run(enter(NotAwaitableEnter())))
raises(TypeError, "'async with' received an object from __aexit__ that does not implement __await__: int",
        lambda: run(enter(NotAwaitableExit())))
raises(TypeError, "'list' object is not an async iterable", aiter, [1])
raises(TypeError, "'list' object is not an async iterator", anext, [1])
raises(TypeError, "aiter() returned not an async iterator of type 'int'", lambda: aiter(BadAiter()))


async def builtins():
    it = aiter(Aiter(2))
    a = await anext(it)
    b = await anext(it, "default")
    c = await anext(it, "default")
    try:
        await anext(it)
    except StopAsyncIteration as e:
        return a, b, c, e.args


assert run(builtins()) == (1, 2, "default", ())
texts = []
for src in ("async for x in y: pass", "def f():\n async with x: pass", "def f(): return await x", "await x",
        "[await x for x in y]", "def f(): return [x async for x in y]", "class C:\n await x",
            "async def f(): yield from x", "async def f():\n yield 1\n return 2",
                    "async def f():\n def g(): await x", "lambda: await x", "async x = 1",
                    "async def f(await): pass", "(x async for x in y)", "async with x: pass",
            "async def f(): [await z for z in q]", "async def f(x=await y): pass"):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        texts.append(e.msg)
    else:
        texts.append("ok")
assert texts == [
    "'async for' outside async function", "'async with' outside async function",
    "'await' outside async function", "'await' outside function",
    'asynchronous comprehension outside of an asynchronous function',
    'asynchronous comprehension outside of an asynchronous function', "'await' outside function",
    "'yield from' inside async function", "'return' with value in async generator",
    "'await' outside async function", "'await' outside async function", 'invalid syntax',
    'invalid syntax', 'ok', "'async with' outside async function", 'ok', "'await' outside function",
]
print("async", run(builtins()), texts[0])
