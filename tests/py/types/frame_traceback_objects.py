"""Frame and traceback objects: f_back, f_locals write-through, f_lineno, tb chains, with_traceback, clear, errors."""
import sys
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def inner(x):
    y = x + 1
    return sys._getframe()


def outer():
    z = "outer z"
    return inner(5)


fr = outer()
assert fr.f_code.co_name == "inner" and fr.f_locals["x"] == 5 and fr.f_locals["y"] == 6
assert fr.f_globals is globals() and fr.f_builtins["len"] is len and fr.f_lasti >= 0
assert repr(fr).startswith("<frame at 0x")


def walk():
    names, f = [], sys._getframe()
    while f:
        names.append(f.f_code.co_name)
        f = f.f_back
    return names


assert (lambda: walk())() == ["walk", "<lambda>", "<module>"]
assert sys._getframe(0).f_code.co_name == "<module>" and [walk() for _ in range(1)][0] == ["walk", "<module>"]
raises(ValueError, 'call stack is not deep enough', sys._getframe, 1000)


# f_locals of a function is a write-through proxy (PEP 667); locals() is a snapshot.
def proxy():
    a = 1
    f = sys._getframe()
    loc = f.f_locals
    snap = locals()
    loc["a"] = 10
    loc["extra"] = 5
    a2 = a
    a = 20
    return a2, loc["a"], snap["a"], "extra" in f.f_locals, locals().get("extra"), type(loc).__name__, sorted(loc), len(loc)


assert proxy() == (
    10, 20, 1, True, 5, 'FrameLocalsProxy', ['a', 'a2', 'extra', 'f', 'loc', 'snap'], 6,
)


def cells():
    c = 1

    def g():
        return c
    sys._getframe().f_locals["c"] = 99
    return g(), c


assert cells() == (99, 99)


def proxy_errors():
    a = 1
    p = sys._getframe().f_locals
    out = []
    for fn in (lambda: p.__delitem__("a"), lambda: p["nope"], lambda: p.pop("a"), lambda: p.clear(), lambda: p.popitem()):
        try:
            fn()
        except Exception as e:
            out.append((type(e).__name__, str(e)))
    p.update({"a": 2})
    return out, a, p.get("zz", "dflt"), "a" in p, p | {"q": 1} != {}, [k for k in p], p == p, dict(p)["a"]


assert proxy_errors() == (
    [('ValueError', 'cannot remove local variables from FrameLocalsProxy'),
            ('KeyError', '"local variable \'\'nope\'\' is not defined"'),
            ('ValueError', 'cannot remove local variables from FrameLocalsProxy'),
            ('AttributeError', "'FrameLocalsProxy' object has no attribute 'clear'"),
            ('AttributeError', "'FrameLocalsProxy' object has no attribute 'popitem'")],
    2, 'dflt', True, True, ['a', 'out', 'fn', 'p'], True, 2,
)


def remote(frame):
    frame.f_locals["v"] = "changed by callee"


def target():
    v = "original"
    remote(sys._getframe())
    return v


assert [target() for _ in range(100)] == ["changed by callee"] * 100
assert locals() is globals()


class K:
    here = sys._getframe().f_locals
    here["injected"] = 1


assert K.injected == 1


def fail(n):
    if n == 0:
        raise ValueError("x")
    fail(n - 1)


try:
    fail(3)
except ValueError as e:
    tb = e.__traceback__
    chain = []
    t = tb
    while t:
        chain.append((t.tb_frame.f_code.co_name,
                t.tb_lineno - (t.tb_frame.f_code.co_firstlineno if t.tb_frame.f_code.co_name != "<module>" else t.tb_lineno)))
        last = t
        t = t.tb_next
    assert chain == [("<module>", 0)] + [("fail", 3)] * 3 + [("fail", 2)]
    assert last.tb_frame.f_locals == {"n": 0} and last.tb_frame.f_back.f_locals == {"n": 1}
    assert tb.tb_lasti >= 0
tb2 = types.TracebackType(None, last.tb_frame, 0, 42)
assert tb2.tb_lineno == 42 and tb2.tb_next is None and ValueError().with_traceback(tb2).__traceback__ is tb2
tb2.tb_next = last
assert tb2.tb_next is last
raises(ValueError, 'traceback loop detected', setattr, tb2, "tb_next", tb2)
raises(TypeError, "expected traceback object, got 'int'", setattr, tb2, "tb_next", 5)
raises(TypeError, "expected traceback object or None, got 'int'", types.TracebackType, 5, last.tb_frame, 0, 1)
raises(TypeError, "traceback() argument 'tb_frame' must be frame, not int", types.TracebackType, None, 5, 0, 1)
raises(AttributeError, 'readonly attribute', setattr, tb2, "tb_frame", None)
raises(TypeError, "cannot create 'frame' instances", types.FrameType)
last.tb_frame.clear()
assert last.tb_frame.f_locals == {}


def running():
    sys._getframe().clear()


raises(RuntimeError, 'cannot clear an executing frame', running)


def gen():
    g_local = 1
    yield sys._getframe()
    yield 2


g = gen()
gf = next(g)
assert gf is g.gi_frame and gf.f_locals == {"g_local": 1} and gf.f_back is None
assert gf.f_generator is g and sys._getframe().f_generator is None
def lines():
    a = sys._getframe().f_lineno
    b = sys._getframe().f_lineno
    return b - a
assert lines() == 1
raises(AttributeError, "attribute 'f_back' of 'frame' objects is not writable", setattr, gf, "f_back", None)
raises(ValueError, 'f_lineno can only be set in a trace function', setattr, gf, "f_lineno", 1)
raises(TypeError, "can't delete numeric/char attribute", delattr, gf, "f_trace_lines")
g.close()
print("frames", walk(), chain[1], target())
