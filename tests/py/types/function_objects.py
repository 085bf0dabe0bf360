"""Function objects: attributes, code replacement, defaults, closures, types.FunctionType, repr, equality, exact errors."""
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

free = "global"


def f(a, b=2, *c, d=4, **e):
    """Doc."""
    x = a
    return x, b, c, d, e, free


assert f.__name__ == f.__qualname__ == "f" and f.__doc__ == "Doc." and f.__module__ == "__main__"
assert f.__defaults__ == (2,) and f.__kwdefaults__ == {"d": 4} and f.__closure__ is None
assert f.__globals__ is globals() and f.__dict__ == {} and f.__builtins__["len"] is len
assert f.__type_params__ == ()
f.attr = 1
f.__dict__["other"] = 2
assert f.attr == 1 and f.other == 2 and vars(f) == {"attr": 1, "other": 2}
assert repr(f).startswith("<function f at 0x")
f.__name__ = "renamed"
f.__qualname__ = "Q.renamed"
f.__doc__ = None
f.__module__ = 5
assert f.__name__ == "renamed" and repr(f).startswith("<function Q.renamed at 0x") and f.__doc__ is None
assert f.__module__ == 5
for attr, bad in (("__name__", 5), ("__qualname__", None), ("__defaults__", [1]), ("__kwdefaults__", [1]),
        ("__code__", 5), ("__dict__", 5), ("__annotations__", 5), ("__type_params__", [])):
    raises(TypeError, {"__name__": "__name__ must be set to a string object",
            "__qualname__": "__qualname__ must be set to a string object",
            "__defaults__": "__defaults__ must be set to a tuple object",
            "__kwdefaults__": "__kwdefaults__ must be set to a dict object",
            "__code__": "__code__ must be set to a code object",
                       "__dict__": "__dict__ must be set to a dictionary, not a 'int'",
                               "__annotations__": "__annotations__ must be set to a dict object",
                               "__type_params__": "__type_params__ must be set to a tuple"}[attr], setattr, f, attr, bad)
raises(AttributeError, 'readonly attribute', setattr, f, "__globals__", {})
raises(AttributeError, 'readonly attribute', setattr, f, "__closure__", ())
raises(AttributeError, "'function' object has no attribute 'missing'", lambda: f.missing)
raises(AttributeError, "'function' object has no attribute 'missing'", delattr, f, "missing")
raises(TypeError, '__name__ must be set to a string object', delattr, f, "__name__")
assert f == f and f != (lambda: 0) and hash(f) == hash(f) and {f: 1}[f] == 1 and callable(f) and bool(f)
raises(TypeError, "'<' not supported between instances of 'function' and 'function'", lambda: f < f)
raises(TypeError, "Q.renamed() missing 1 required positional argument: 'a'", lambda: f.__call__())
raises(TypeError, "type 'function' is not an acceptable base type", lambda: type("F", (types.FunctionType,), {}))


def g():
    return "g code"


def h():
    return "h code"


g.__code__ = h.__code__
assert g() == "h code" and g.__name__ == "g"


def outer(v):
    def inner():
        return v
    return inner


i1 = outer(1)
raises(ValueError, 'g() requires a code object with 0 free vars, not 1', setattr, g, "__code__", i1.__code__)
raises(ValueError, 'inner() requires a code object with 1 free vars, not 0', setattr, i1, "__code__", g.__code__)
i2 = outer(2)
i1.__code__ = i2.__code__
assert i1() == 1 and i2() == 2
code = g.__code__.replace(co_consts=tuple("replaced" if c == "h code" else c for c in g.__code__.co_consts),
        co_name="newname", co_filename="<new>", co_firstlineno=77)
g.__code__ = code
assert g() == "replaced" and code.co_name == "newname" and code.co_filename == "<new>"
assert code.co_firstlineno == 77 and h() == "h code" and g.__name__ == "g"
new = types.FunctionType(f.__code__, {"free": "other global"}, "made", (9,), None)
assert new(1, d=0)[5] == "other global" and new.__name__ == "made" and new.__defaults__ == (9,)
raises(TypeError, "f() missing 1 required keyword-only argument: 'd'", new, 1)
cell = types.CellType(42)
k = types.FunctionType(i1.__code__, globals(), None, None, (cell,))
assert k() == 42 and k.__name__ == "inner"
cell.cell_contents = 43
assert k() == 43
kw = types.FunctionType(f.__code__, globals(), kwdefaults={"d": "kwd"}, argdefs=())
assert kw(1, 2)[3] == "kwd"
raises(TypeError, "function() argument 'code' must be code, not int", types.FunctionType, 5, {})
raises(TypeError, "function() argument 'globals' must be dict, not int", types.FunctionType, g.__code__, 5)
raises(TypeError, 'arg 5 (closure) must be tuple', types.FunctionType, i1.__code__, {})
raises(ValueError, 'inner requires closure of length 1, not 0', types.FunctionType, i1.__code__, {}, None, None, ())
raises(TypeError, 'arg 5 (closure) expected cell, found int', types.FunctionType, i1.__code__, {}, None, None, (5,))
raises(TypeError, 'arg 3 (name) must be None or string', types.FunctionType, g.__code__, {}, 5)
raises(TypeError, 'arg 4 (defaults) must be None or tuple', types.FunctionType, g.__code__, {}, "n", [1])
lam = lambda x: x
assert lam.__name__ == "<lambda>" and (lambda: 0).__code__.co_name == "<lambda>"
assert outer(0).__qualname__ == "outer.<locals>.inner" and type(lam) is types.LambdaType is types.FunctionType


def counter():
    counter.n = getattr(counter, "n", 0) + 1
    return counter.n


assert [counter() for _ in range(500)][-1] == 500
del counter.n
assert counter() == 1
total = 0
for n in range(200):
    g.__code__ = h.__code__ if n % 2 else h.__code__.replace(co_consts=tuple(n if c == "h code" else c
            for c in h.__code__.co_consts))
    r = g()
    total += r if isinstance(r, int) else 1000
assert total == sum(range(0, 200, 2)) + 100000
print("functions", total, new.__name__, k())
