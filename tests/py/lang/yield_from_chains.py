# Bodies that wait for bodies: what passes through a chain of `yield from` and `await`, and what each of them is
# seen to do meanwhile.
import sys
import traceback


def leaf(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


def chain(depth, make):
    if depth == 0:
        return (yield from make())
    result = yield from chain(depth - 1, make)
    return depth, result


def drive(g, sends):
    out = []
    try:
        out.append(next(g))
        for v in sends:
            out.append(g.send(v))
    except StopIteration as e:
        out.append(("end", e.value))
    return out


print(drive(chain(5, lambda: leaf(3)), ["a", None, "c", "d"]))
print(list(chain(30, lambda: leaf(4))))


# The frames are there while the innermost body runs.
def looks():
    for _ in range(3):
        f, names = sys._getframe(), []
        while f is not None and len(names) < 6:
            names.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno))
            f = f.f_back
        yield names


for names in chain(3, looks):
    print(names)


# Each of them is running, and waits for the next one.
def states():
    made = []

    def inner():
        for _ in range(2):
            yield [(g.gi_running, g.gi_yieldfrom is not None) for g in made]
            try:
                next(made[0])
            except ValueError as e:
                yield f"{type(e).__name__}: {e}"

    def middle(g):
        yield from g

    g = inner()
    for _ in range(4):
        g = middle(g)
        made.append(g)
    made.reverse()
    return g, made


g, made = states()
for v in g:
    print(v, [(g.gi_running, g.gi_suspended, g.gi_yieldfrom is not None) for g in made])


# Errors come out through each of them.
def fails(n):
    yield n
    yield n + 1
    raise KeyError(n)


def catches(g):
    try:
        yield from g
    except KeyError as e:
        yield ("caught", str(e), [f.name for f in traceback.extract_tb(e.__traceback__)])
        raise ValueError("from it")


def passes(g):
    yield from g


try:
    for v in passes(catches(passes(passes(fails(7))))):
        print(v)
except ValueError as e:
    print([f.name for f in traceback.extract_tb(e.__traceback__)], repr(e.__context__))


# `throw` and `close` in the middle.
def cleans(log, name, g):
    try:
        yield from g
    except RuntimeError as e:
        log.append((name, repr(e)))
        yield "in except"
        raise
    finally:
        log.append((name, "finally"))


for what in ("throw", "close"):
    log = []
    g = cleans(log, 1, passes(cleans(log, 2, leaf(5))))
    print(next(g), next(g))
    if what == "throw":
        print(g.throw(RuntimeError("x")))
        try:
            next(g)
        except RuntimeError as e:
            print(repr(e), repr(e.__context__))
    else:
        g.close()
    print(log)


# An exception that is handled stays handled in the body that handles it only.
def handles(g):
    try:
        raise IndexError("outer")
    except IndexError:
        yield ("mine", repr(sys.exception()))
        yield from g
        yield ("still mine", repr(sys.exception()))


def asks():
    for _ in range(3):
        yield repr(sys.exception())


for v in passes(handles(passes(asks()))):
    print(v, repr(sys.exception()))
try:
    raise LookupError("caller")
except LookupError:
    for v in passes(handles(passes(asks()))):
        print(v, repr(sys.exception()))


# A chain that is too deep, and one that grows and shrinks.
def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(200)), len(list(deep(150))))
sys.setrecursionlimit(220)
try:
    list(deep(1000))
except RecursionError as e:
    print(type(e).__name__)
sys.setrecursionlimit(1000)


# Iterators that are no generators, between them.
class Iter:
    def __init__(self, g):
        self.g = g

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.g)


print(list(passes(Iter(passes(passes([1, 2]))))), list(passes(passes("ab"))))


class Node:
    def __init__(self, left, value, right):
        self.left, self.value, self.right = left, value, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def tree(values):
    if not values:
        return None
    i = len(values) // 2
    return Node(tree(values[:i]), values[i], tree(values[i + 1 :]))


for _ in range(50):
    assert list(tree(list(range(200)))) == list(range(200))


# A function that is traced from the middle on.
events = []


def tracer(frame, event, arg):
    events.append((event, frame.f_code.co_name))
    return tracer


g = passes(passes(leaf(4)))
print(next(g), next(g))
sys.settrace(tracer)
next(g)
sys.settrace(None)
print(next(g), events)


# `await` chains.
class Suspends:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        return (yield self.v)


async def awaits(depth):
    if depth == 0:
        a = await Suspends("first")
        b = await Suspends("second")
        return a, b
    return depth, await awaits(depth - 1)


c = awaits(4)
print(c.send(None), c.cr_running, c.cr_suspended, c.cr_await is not None)
print(c.send("x"))
try:
    c.send("y")
except StopIteration as e:
    print(e.value)
c = awaits(3)
c.send(None)
try:
    c.throw(OSError("gone"))
except OSError as e:
    print([f.name for f in traceback.extract_tb(e.__traceback__)])


# What is made without a frame is a generator like any other.
def with_closure(a, b=2):
    def inner(x, y=3):
        yield a, b, x, y

    return inner


f = with_closure(1)
print(list(f(5)), list(f(5, 6)), f(7).gi_frame.f_locals, f(7).__qualname__)
for args in ((), (1, 2, 3)):
    try:
        f(*args)
    except TypeError as e:
        print(e)


async def origin():
    pass


sys.set_coroutine_origin_tracking_depth(1)
c = origin()
print(c.cr_origin[0][2])
c.close()
sys.set_coroutine_origin_tracking_depth(0)
c = origin()
print(c.cr_origin)
c.close()
