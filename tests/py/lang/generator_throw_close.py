"""throw() and close(): where they land, finally, ignored exits, results and exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


def g1():
    try:
        while True:
            try:
                v = yield "y"
                log.append(("sent", v))
            except ValueError as e:
                log.append(("caught", str(e)))
    finally:
        log.append("finally")


g = g1()
next(g)
assert g.throw(ValueError("one")) == "y" and g.throw(ValueError) == "y" and g.send(3) == "y"
raises(KeyError, "'k'", g.throw, KeyError("k"))
assert log == [("caught", "one"), ("caught", ""), ("sent", 3), "finally"]
raises(StopIteration, "", next, g)

# Throw into one that never started and into one that is finished.
g = g1()
raises(OSError, "fresh", g.throw, OSError("fresh"))
raises(StopIteration, "", next, g)
raises(OSError, "again", g.throw, OSError("again"))
g = g1()
assert g.close() is None
raises(StopIteration, "", next, g)
log.clear()
g = g1()
next(g)
g.close()
g.close()
assert log == ["finally"]


def ignores():
    while True:
        try:
            yield 1
        except GeneratorExit:
            log.append("ignored")


g = ignores()
next(g)
raises(RuntimeError, 'generator ignored GeneratorExit', g.close)
raises(ValueError, "stop", g.throw, ValueError("stop"))


def close_value():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"


g = close_value()
next(g)
assert g.close() == "closed value" and g.close() is None


def raises_on_close():
    try:
        yield
    finally:
        raise ValueError("in finally")


g = raises_on_close()
next(g)
raises(ValueError, "in finally", g.close)


def swallow():
    try:
        yield 1
    except KeyError:
        pass
    yield 2


g = swallow()
next(g)
assert g.throw(KeyError) == 2
raises(IndexError, "", g.throw, IndexError)
g = swallow()
raises(TypeError, 'exceptions must be classes or instances deriving from BaseException, not int', g.throw, 5)
raises(TypeError, 'exceptions must be classes or instances deriving from BaseException, not str', g.throw, "text")
raises(TypeError, 'throw expected at least 1 argument, got 0', g.throw)
raises(TypeError, 'exceptions must be classes or instances deriving from BaseException, not type', g.throw, object)


def convert():
    try:
        yield
    except ValueError as e:
        raise KeyError("new") from e


g = convert()
next(g)
try:
    g.throw(ValueError("old"))
except KeyError as e:
    assert type(e.__cause__) is ValueError and str(e.__cause__) == "old"


def stop_thrown():
    yield 1


g = stop_thrown()
next(g)
raises(RuntimeError, 'generator raised StopIteration', g.throw, StopIteration("x"))
g = stop_thrown()
next(g)
raises(GeneratorExit, "out", g.throw, GeneratorExit("out"))


def context():
    try:
        raise OSError("first")
    except OSError:
        yield
        raise ValueError("second")


g = context()
next(g)
try:
    next(g)
except ValueError as e:
    assert type(e.__context__) is OSError


def exc_state():
    """The handled exception belongs to the frame that runs."""
    import sys
    try:
        1 / 0
    except ZeroDivisionError:
        yield type(sys.exception())
        yield type(sys.exception())


import sys
g = exc_state()
assert next(g) is ZeroDivisionError and sys.exception() is None
try:
    raise KeyError
except KeyError:
    assert next(g) is ZeroDivisionError and type(sys.exception()) is KeyError


def loop_break():
    out = []
    def gen():
        try:
            for i in range(1000):
                yield i
        finally:
            out.append("fin")
    for rounds in range(20):
        g = gen()
        for i in g:
            if i == rounds:
                break
        g.close()
    return len(out)


assert loop_break() == 20
print("throw/close", len(log), loop_break())
