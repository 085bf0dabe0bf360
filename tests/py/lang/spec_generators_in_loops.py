"""Generators that run in the loop that resumes them behave as if they were called."""

import sys


def count(n):
    for i in range(n):
        yield i
    return "done"


def collect(g):
    out = []
    for x in g:
        out.append(x)
    return out


print(collect(count(3)), collect(count(0)), collect([1]), collect(count(2)))


# A return value is dropped by the loop, kept by `yield from`.
def outer(n):
    got = yield from count(n)
    yield got


print(collect(outer(2)), collect(outer(0)))


# Exceptions: raised in the body, thrown in, StopIteration.
def broken(kind):
    try:
        yield 1
        if kind == "key":
            raise KeyError("k")
        if kind == "stop":
            raise StopIteration("s")
        yield 2
    finally:
        log.append("finally")


def run(kind):
    out = []
    try:
        for x in broken(kind):
            out.append(x)
    except (KeyError, RuntimeError) as e:
        out.append((type(e).__name__, str(e), type(e.__cause__).__name__))
    return out


log = []
for kind in ("key", "stop", "none", "key"):
    print(run(kind), log)
    log.clear()


# After an exception the generator is over.
g = broken("key")
try:
    for x in g:
        pass
except KeyError:
    print("caught", list(g), g.gi_frame, g.gi_running)


# A generator that iterates itself.
def selfish():
    yield 1
    try:
        for x in me:
            yield x
    except ValueError as e:
        yield str(e)


for _ in range(2):
    me = selfish()
    print(collect(me))


# What is being handled belongs to each body.
def handling():
    try:
        raise ValueError("inside")
    except ValueError:
        yield sys.exception()
        yield sys.exception()
    yield sys.exception()


def watch():
    out = []
    try:
        raise KeyError("outside")
    except KeyError:
        for x in handling():
            out.append((repr(x), repr(sys.exception())))
    return out


print(watch(), watch(), sys.exception())


# Leaving the loop keeps the generator; it goes on where it was.
def early():
    g = count(5)
    for x in g:
        if x == 1:
            break
    return x, next(g), collect(g)


print(early(), early())


# Calls from a generator's frame: arguments, defaults, keywords, classes, recursion.
class Point:
    def __init__(self, x, y=2, *, z=3):
        self.x, self.y, self.z = x, y, z

    def sum(self, extra=0):
        return self.x + self.y + self.z + extra


def plain(a, b):
    return a * 10 + b


def with_defaults(a, b=5, *rest, c=7, **more):
    return a, b, rest, c, more


def calling(n):
    for i in range(n):
        p = Point(i)
        yield plain(i, 1), with_defaults(i), with_defaults(i, 1, 2, c=3, d=4), p.sum(), p.sum(extra=1)
        yield Point(i, z=i).sum(), Point(x=i, y=i, z=i).sum(), max(i, 1), [plain(k, i) for k in range(2)]


print(collect(calling(2)))
print(collect(calling(2)))


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        for x in tree(n - 1):
            yield -x


print(collect(tree(3)))


# send, throw and close go through `yield from`.
def echo():
    got = None
    while True:
        try:
            got = yield got
        except KeyError as e:
            got = ("caught", e.args)


def relay():
    yield from echo()


g = relay()
print(next(g), g.send("a"), g.throw(KeyError("t")), g.send("b"))
g.close()
print(collect(g))


# A coroutine awaits another without native calls in between.
async def inner(n):
    if n:
        return await inner(n - 1) + 1
    return 0


def drive(c):
    try:
        c.send(None)
    except StopIteration as e:
        return e.value


print(drive(inner(5)), drive(inner(200)))


# A loop deep in generators hits the recursion limit as calls do.
def deep(n):
    if n:
        for x in deep(n - 1):
            yield x
    else:
        yield "bottom"


print(collect(deep(50)))
try:
    collect(deep(100000))
except RecursionError as e:
    print("RecursionError")


# Frames show what runs.
def shows():
    yield sys._getframe(0).f_code.co_name, sys._getframe(1).f_code.co_name


def looking():
    for names in shows():
        return names


print(looking(), looking())


# A generator's window outlives the loop that filled it.
def keep():
    row = [1, 2, 3]
    for x in row:
        yield [x]


kept = []
for x in keep():
    kept.append(x)
print(kept)
