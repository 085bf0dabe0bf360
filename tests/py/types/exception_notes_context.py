"""add_note, __notes__, __cause__, __context__, __suppress_context__: setting, chaining in nested frames, loops, generators."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

e = ValueError("v")
assert e.add_note("one") is None and e.add_note("two") is None and e.__notes__ == ["one", "two"]
assert e.args == ("v",)
raises(TypeError, 'add_note() argument must be str, not int', e.add_note, 5)
raises(TypeError, 'ValueError.add_note() takes exactly one argument (0 given)', e.add_note)
e.__notes__ = 5
raises(TypeError, 'Cannot add note: __notes__ is not a list', e.add_note, "x")
del e.__notes__
e.add_note("fresh")
assert e.__notes__ == ["fresh"] and e.__dict__ == {"__notes__": ["fresh"]}


def names(e):
    out = []
    while e is not None and len(out) < 20:
        out.append(str(e))
        e = e.__cause__ if e.__cause__ is not None else None if e.__suppress_context__ else e.__context__
    return out


def caught(fn):
    try:
        fn()
    except BaseException as e:
        return e


def in_finally():
    try:
        raise KeyError(1)
    finally:
        raise ValueError(2)


def in_with():
    class CM:
        def __enter__(self): pass
        def __exit__(self, *a): raise ValueError("exit")
    with CM():
        raise KeyError("body")


def helper_raises():
    try:
        raise KeyError("outer")
    except KeyError:
        helper()


def helper():
    try:
        raise OSError("in helper")
    except OSError:
        pass
    raise ValueError("after handled")


def from_none():
    try:
        raise KeyError("k")
    except KeyError:
        raise ValueError("v") from None


def from_inside():
    try:
        raise KeyError("k")
    except KeyError as e:
        raise ValueError("v") from OSError("o")


def gen_context():
    def g():
        try:
            yield
        except KeyError:
            raise ValueError("from gen")
    it = g()
    next(it)
    try:
        raise OSError("driver")
    except OSError:
        it.throw(KeyError("thrown"))


def loop_context():
    last = None
    for i in range(4):
        try:
            raise ValueError(i)
        except ValueError as e:
            last = e
    return last


def same_twice():
    e = ValueError("same")
    try:
        raise e
    except ValueError:
        try:
            raise KeyError("mid")
        except KeyError:
            raise e


def del_context():
    try:
        raise KeyError("gone")
    except KeyError:
        pass
    raise ValueError("alone")


def nested_funcs(n):
    try:
        if n:
            nested_funcs(n - 1)
        else:
            raise ValueError("0")
    except ValueError as e:
        raise ValueError(str(n + 1)) from (e if n % 2 else None)


assert names(caught(in_finally)) == ["2", "1"] and names(caught(in_with)) == ["exit", "'body'"]
assert names(caught(helper_raises)) == ["after handled", "'outer'"] and names(caught(from_none)) == ["v"]
assert names(caught(from_inside)) == ["v", "o"] and caught(from_inside).__context__.args == ("k",)
assert names(caught(gen_context)) == ['from gen', "'thrown'"] and loop_context().__context__ is None
assert names(caught(same_twice)) == ["same", "'mid'"] and names(caught(del_context)) == ["alone"]
assert names(caught(lambda: nested_funcs(3))) == ['4', '3']
n = caught(from_none)
assert n.__context__.args == ("k",) and n.__cause__ is None and n.__suppress_context__
n.__suppress_context__ = False
assert n.__suppress_context__ is False and names(n) == ["v", "'k'"]
a, b = ValueError("a"), ValueError("b")
a.__context__ = b
b.__context__ = a
try:
    raise a
except ValueError:
    try:
        raise b
    except ValueError as again:
        assert again.__context__ is a and a.__context__ is None or again.__context__ is a
raises(TypeError, 'exception context must be None or derive from BaseException', setattr, a, "__context__", 5)
raises(TypeError, 'exception cause must be None or derive from BaseException', setattr, a, "__cause__", ValueError)
raises(TypeError, 'attribute value type must be bool', setattr, a, "__suppress_context__", "x")
raises(TypeError, '__traceback__ may not be deleted', delattr, a, "__traceback__")
assert a.with_traceback(None) is a
raises(TypeError, '__traceback__ must be a traceback or None', a.with_traceback, 5)
import sys


def info():
    try:
        1 / 0
    except ZeroDivisionError as e:
        t, v, tb = sys.exc_info()
        assert v is e is sys.exception() and t is ZeroDivisionError and tb is e.__traceback__
        try:
            {}[1]
        except KeyError:
            inner = type(sys.exception()).__name__
        return inner, type(sys.exception()).__name__
    finally:
        assert sys.exception() is None


assert info() == ("KeyError", "ZeroDivisionError") and sys.exc_info() == (None, None, None)
total = 0
for i in range(500):
    e = caught(lambda: nested_funcs(i % 4))
    total += len(names(e))
assert total == 750
print("context", total, names(caught(in_finally)))
