# Exceptions that are raised and handled inside of one loop or function of machine code.
import sys
import traceback


class MyErr(Exception):
    def __init__(self, code):
        self.code = code


def risky(i):
    if i % 3 == 0:
        raise MyErr(i)
    if i % 5 == 0:
        raise KeyError(i)
    if i % 7 == 0:
        return 1 // (i % 7)
    return i


def run(n):
    ok = bad = key = fin = other = 0
    for i in range(n):
        try:
            ok += risky(i)
        except MyErr as e:
            bad += e.code
        except (KeyError, IndexError):
            key += 1
        except ZeroDivisionError:
            other += 1
        finally:
            fin += 1
    return ok, bad, key, fin, other


for _ in range(3):
    print(run(400))


# What is handled, seen from inside, after, and from a function.
def current():
    return sys.exception()


def nested(n):
    out = []
    for i in range(n):
        try:
            try:
                raise ValueError(i)
            except ValueError as e:
                out.append(current() is e)
                try:
                    raise KeyError(i)
                except KeyError as k:
                    out.append(current() is k and k.__context__ is e)
                out.append(current() is e)
                if i % 10 == 9:
                    raise
        except ValueError as again:
            out.append(again.args[0])
        out.append(current() is None)
    return out[-6:], len(out), out.count(True)


for _ in range(3):
    print(nested(60))


def inside_of_handler(n):
    try:
        raise LookupError("outer")
    except LookupError as outer:
        same = 0
        for i in range(n):
            try:
                raise TypeError(i)
            except TypeError as e:
                same += e.__context__ is outer
            same += current() is outer
        return same, current() is outer


for _ in range(3):
    print(inside_of_handler(80))


# Tracebacks have the lines of the raise and of the call.
def lines(n):
    found = None
    for i in range(n):
        try:
            risky(i)
        except MyErr as e:
            tb = e.__traceback__
            found = [(f.name, f.lineno, f.line) for f in traceback.extract_tb(tb)]
            frames = []
            while tb:
                frames.append(sorted(tb.tb_frame.f_locals.items(), key=lambda kv: kv[0])[0])
                tb = tb.tb_next
        except Exception:
            pass
    return found, frames[-1]


for _ in range(3):
    print(lines(50))


# Variables that were changed before the exception.
def changed(rows):
    a = b = 0
    x = None
    for row in rows:
        a += 1
        try:
            b = a * 2
            x = row[3]
            b = -1
        except IndexError:
            b += 1
        except TypeError as e:
            x = str(e)
        else:
            x += 1
        a += b
        if a > 1000:
            a = 0
    return a, b, x


for rows in ([[1, 2]], [[1, 2, 3, 4]], [[1, 2], [1, 2, 3, 4]], [None, [1]], [(1, 2, 3, 5), [0], {3: 1}, 5]):
    for _ in range(3):
        print(changed(rows * 30))


class Odd(Exception):
    pass


def conversions(texts):
    n = bad = 0
    for t in texts:
        try:
            n += int(t)
        except ValueError:
            bad += 1
    return n, bad


for _ in range(3):
    print(conversions(["1", "x", "22", "", "-3"] * 30))


def keys(d, n):
    hits = misses = 0
    for i in range(n):
        try:
            hits += d[i % 7]
        except KeyError as e:
            misses += e.args[0]
    return hits, misses


for _ in range(3):
    print(keys({1: 1, 3: 3}, 200), keys({}, 50))


# Classes of exceptions that are none, and what `raise` refuses.
def wrong(cls, n):
    out = []
    for i in range(n):
        try:
            try:
                raise KeyError(i)
            except cls:
                out.append("caught")
        except TypeError as e:
            out.append(str(e))
        except KeyError:
            out.append("other")
    return out[-1], len(out)


for cls in (KeyError, (ValueError, KeyError), ValueError, 5, (int,), (KeyError, 5)):
    print(wrong(cls, 60))


def raises(what, cause, n):
    out = None
    for i in range(n):
        try:
            if cause is None:
                raise what
            raise what from cause
        except (TypeError, Odd, KeyError) as e:
            out = type(e).__name__, str(e), repr(e.__cause__), e.__suppress_context__
    return out


for what in (Odd, Odd("x"), KeyError, 5, None, int):
    for cause in (None, ValueError, ValueError("v"), 7):
        print(raises(what, cause, 50))


# Out of the function, through two of them, out of loops with cleaning up.
def out_of(n):
    for i in range(n):
        try:
            if i == n - 1:
                raise Odd(i)
        finally:
            i += 1000
    return i


def through(n):
    try:
        return out_of(n)
    finally:
        log.append(n)


log = []
for k in list(range(30, 50)) * 3:
    try:
        through(k)
    except Odd as e:
        log.append(e.args[0])
print(sum(log), len(log))


class Manager:
    def __init__(self):
        self.seen = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, e, tb):
        self.seen += kind is Odd
        return kind is Odd


def managed(n):
    m = Manager()
    for i in range(n):
        with m:
            if i % 4 == 0:
                raise Odd(i)
        try:
            with m:
                if i % 5 == 0:
                    raise KeyError(i)
        except KeyError:
            pass
    return m.seen


for _ in range(3):
    print(managed(100))


# An exception whose making fails, and one that ends a generator's loop.
class Fails(Exception):
    def __init__(self):
        raise ZeroDivisionError("making")


def failing(n):
    k = 0
    for i in range(n):
        try:
            raise Fails
        except Fails:
            k += 1
        except ZeroDivisionError:
            k += 1000
    return k


print(failing(60), failing(60))


def produces(n):
    for i in range(n):
        try:
            got = yield i
            if got:
                raise Odd(got)
        except Odd as e:
            yield e.args[0]


def drives(n):
    g = produces(n)
    t = 0
    for v in g:
        try:
            t += g.send(v % 3)
        except StopIteration:
            t += 1000000
    return t


print(drives(100), drives(100), drives(99))


# A recursion that ends by an error.
def deep(n):
    try:
        return deep(n + 1)
    except RecursionError:
        return n


sys.setrecursionlimit(300)
d = deep(0)
for _ in range(40):
    assert deep(0) == d


# Tracing that begins while exceptions are handled in the loop.
def traced(n):
    events = []

    def tracer(frame, event, arg):
        if event == "exception":
            events.append((frame.f_code.co_name, arg[0].__name__))
        return tracer

    k = 0
    for i in range(n):
        if i == n - 3:
            sys.settrace(tracer)
            sys._getframe().f_trace = tracer
        try:
            risky(3 * i)
        except MyErr:
            k += 1
    sys.settrace(None)
    return k, events


for _ in range(3):
    print(traced(60))
