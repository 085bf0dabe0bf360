# Functions that are called in hot loops become part of the loop's machine code. What can be seen of
# their frames, and how they end, stays as it is.
import sys
import traceback

N = 9000


def add(a, b):
    return a + b


def twice(x):
    return add(x, x)


def thrice(x):
    return add(twice(x), x)


def types_change_inside():
    out = []
    for i in range(N):
        v = i
        if i == N - 3:
            v = float(i)
        elif i == N - 2:
            v = "s"
        elif i == N - 1:
            v = 1 << 62
        out.append(thrice(v))
    return out[-5:]


print(types_change_inside())


def inner(i, at):
    if i == at:
        raise ValueError(i)
    return i


def middle(i, at):
    r = inner(i, at)
    return r + 1


def raises(at):
    total = 0
    try:
        for i in range(N):
            total += middle(i, at)
    except ValueError as e:
        lines = [(f.name, f.lineno - raises.__code__.co_firstlineno) for f in traceback.extract_tb(e.__traceback__)]
        return total, lines, sys.exception() is e
    return total


print(raises(N - 5), raises(-1))


def handled(i, at):
    try:
        return middle(i, at)
    except ValueError as e:
        return -e.args[0]


def handles(at):
    total = 0
    for i in range(N):
        total += handled(i, at)
    return total


print(handles(N - 7), handles(-1))


def look(i):
    if i % 3000 == 2999:
        f = sys._getframe()
        return [f.f_code.co_name, f.f_back.f_code.co_name, f.f_back.f_locals["i"], f.f_back.f_back.f_code.co_name,
                f.f_back.f_back.f_locals["k"], f.f_back.f_lineno - looks.__code__.co_firstlineno]
    return None


def between(i, extra=5):
    note = i * 2
    r = look(i)
    if r:
        r.append(note + extra)
    return r


def looks():
    seen = []
    for k in range(N):
        r = between(k)
        if r:
            seen.append(r)
    return seen


print(looks())

frames = []


def keeps(i):
    x = i + 1
    if i in (N - 100, N - 50):
        frames.append(sys._getframe())
    x += 1
    return x


def keeps_frames():
    t = 0
    for i in range(N):
        t += keeps(i)
    return t


print(keeps_frames(), [(f.f_locals, f.f_back.f_locals["i"]) for f in frames if f.f_back] or [f.f_locals for f in frames])


def one(x):
    return x + 1


def two(x):
    return x + 2


def code_changes():
    t = 0
    for i in range(N):
        t += one(i)
        if i == N // 2:
            one.__code__ = two.__code__
    return t


print(code_changes())


def with_default(x, d=1):
    return x + d


def defaults_change():
    t = 0
    for i in range(N):
        t += with_default(i)
        if i == N // 2:
            with_default.__defaults__ = (100,)
    return t


print(defaults_change())


def adder(k):
    def inner(x):
        return x + k
    return inner


def closures():
    t = 0
    for i in range(N):
        f = adder(i if i < N - 2 else float(i))
        t += f(1)
    return t


print(closures())


def negative(x):
    return -x


def positive(x):
    return x


def picks():
    fs = [positive, negative, one, two]
    t = 0
    for i in range(N):
        f = fs[i % 4]
        t += f(i)
        if i == N - 10:
            fs[2] = abs
            fs[1] = lambda x: x * 1000
    return t


print(picks())


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def too_deep(n):
    try:
        return depth(n)
    except RecursionError as e:
        return str(e)


print([too_deep(50) for _ in range(3000)][-1], too_deep(10**6))
for limit in (60, 61, 62, 63, 64, 65):
    sys.setrecursionlimit(limit)
    seen = []
    for n in range(limit):
        try:
            depth(n)
        except RecursionError:
            seen.append(n)
            break
    sys.setrecursionlimit(1000)
    print(limit - seen[0])


class Counter:
    def __init__(self):
        self.n = 0

    def bump(self, by):
        self.n += by
        return self

    def value(self):
        return self.n


class Loud(Counter):
    def value(self):
        return self.n * 10


def methods():
    objs = [Counter(), Loud()]
    t = 0
    for i in range(N):
        t += objs[i & 1].bump(1).value()
        if i == N // 2:
            Counter.value = lambda self: -self.n
    return t


print(methods())

traced = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("starts", "traced_inner"):
        traced.append((event, frame.f_code.co_name, frame.f_lineno - starts.__code__.co_firstlineno))
    return tracer


def starts(i):
    if i == N - 3:
        sys.settrace(tracer)
        sys._getframe().f_trace = tracer
    return traced_inner(i)


def traced_inner(i):
    if i == N - 2:
        sys.settrace(None)
    return i


def traces():
    t = 0
    for i in range(N):
        t += starts(i)
    return t


print(traces(), traced)


def unbound(i):
    if i != N - 4:
        x = i
    return x


def unbounds():
    t = 0
    try:
        for i in range(N):
            t += unbound(i)
    except UnboundLocalError as e:
        return t, str(e)


print(unbounds())


def loops(n):
    t = 0
    for j in range(n):
        t += j
    return t


def loop_in_loop():
    t = 0
    for i in range(3000):
        t += loops(i & 7)
    return t


print(loop_in_loop())


def writes(i):
    if i == N - 6:
        sys._getframe(1).f_locals["t"] = 5
    return 1


def written():
    t = 0
    for i in range(N):
        one_more = writes(i)
        t += one_more
    return t


print(written())
