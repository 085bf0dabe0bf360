"""Code objects: names, constants, flags, lines, positions, replace, equality; compile results of many shapes."""
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def f(a, /, b, *args, c, **kw):
    x = a + b
    y = lambda: x
    for z in args:
        pass
    return [q for q in kw], y


co = f.__code__
assert (co.co_argcount, co.co_posonlyargcount, co.co_kwonlyargcount, co.co_name, co.co_qualname) == (2, 1, 1, "f", "f")
assert co.co_varnames[:5] == ("a", "b", "c", "args", "kw") and set(co.co_varnames) >= {"y", "z", "q"}
assert co.co_cellvars == ("x",) and co.co_freevars == () and co.co_nlocals == len(co.co_varnames)
assert co.co_flags & 4 and co.co_flags & 8 and not co.co_flags & 0x20
inner = [c for c in co.co_consts if isinstance(c, types.CodeType)]
assert len(inner) == 1 and inner[0].co_freevars == ("x",) and inner[0].co_name == "<lambda>"
assert inner[0].co_qualname == "f.<locals>.<lambda>" and inner[0].co_flags & 0x10
assert co.co_firstlineno > 10
FLAGS = {"def g(): yield": 0x20, "async def g(): pass": 0x80, "async def g(): yield": 0x200,
        "def g(*a): pass": 4, "def g(**k): pass": 8, "def g():\n def h(): pass": 0}
for src, bit in FLAGS.items():
    ns = {}
    exec(src, ns)
    assert ns["g"].__code__.co_flags & 0x2AC == bit, src
    assert ns["g"].__code__.co_flags & 3 == 3


def doc():
    """The docstring."""


assert doc.__code__.co_consts[0] == "The docstring." and doc.__code__.co_flags & 0x4000000
assert not f.__code__.co_flags & 0x4000000

SRC = "a = 1\n\nif a:\n    b = (a +\n         2)\nfor i in range(2): c = i; d = c\n"
mod = compile(SRC, "<mod>", "exec")
lines = [line for *_, line in mod.co_lines() if line is not None]
assert set(lines) - {0} == {1, 3, 4, 5, 6} and mod.co_name == "<module>" and mod.co_filename == "<mod>"
assert mod.co_firstlineno == 1
for start, end, line in mod.co_lines():
    assert start < end and (line is None or 0 <= line <= 6)
positions = [p for p in mod.co_positions()]
assert all([len(p) == 4 for p in positions]) and any([p == (4, 5, 9, 10) for p in positions])
assert len(positions) * 2 == len(mod.co_code)
names = {"a", "b", "range", "i", "c", "d"}
assert set(mod.co_names) == names and mod.co_varnames == () and mod.co_nlocals == 0 and mod.co_argcount == 0
ev = compile("x + 1", "<e>", "eval")
assert eval(ev, {"x": 2}) == 3 and ev.co_names == ("x",) and exec(ev, {"x": 1}) is None
assert eval(compile("y = 1", "", "exec"), {}) is None
r = co.replace(co_name="renamed", co_firstlineno=100)
assert r.co_name == "renamed" and r.co_firstlineno == 100 and r.co_argcount == co.co_argcount and r != co
assert co == co and co.replace() == co and hash(co.replace()) == hash(co)
same1 = compile("lambda: 1", "<s>", "eval")
same2 = compile("lambda: 1", "<s>", "eval")
assert same1 == same2 and hash(same1) == hash(same2) and same1 != compile("lambda: 1.0", "<s>", "eval")
assert compile("0.0", "", "eval") != compile("-0.0", "", "eval")
raises(AttributeError, 'readonly attribute', setattr, co, "co_name", "x")
raises(TypeError, "replace() argument 'co_name' must be str, not int", co.replace, co_name=5)
raises(TypeError, "replace() got an unexpected keyword argument 'nope'", co.replace, nope=1)
raises(TypeError, 'replace() takes no positional arguments', co.replace, 5)
raises(TypeError, 'code expected at least 16 arguments, got 0', types.CodeType)
raises(TypeError, "'code' object is not callable", lambda: co())
raises(TypeError, 'code object requires a closure of exactly length 1', exec, inner[0], {})
raises(TypeError, 'code object passed to eval() may not contain free variables', eval, inner[0], {})
assert repr(co).startswith("<code object f at 0x") and repr(mod).endswith(', file "<mod>", line 1>')


def deep():
    try:
        with open as q:
            pass
    except KeyError:
        return {1, 2} if 1 in {3, 4} else (5, (6, "x"), b"y", ..., 1j, -0.0, frozenset)


assert deep.__code__.co_exceptiontable and deep.__code__.co_stacksize > 0
assert len(deep.__code__.co_linetable) > 0
def many():
    return eval
assert many.__code__.co_names == ("eval",)
big = "def g():\n" + "".join(["    v%d = %d\n" % (i, i)
        for i in range(600)]) + "    return " + " + ".join(["v%d" % i for i in range(600)])
ns = {}
exec(big, ns)
assert ns["g"]() == 179700 and ns["g"].__code__.co_nlocals == 600 and len(ns["g"].__code__.co_varnames) == 600
consts = "[" + ",".join(["'s%d'" % i for i in range(1000)]) + "]"
assert eval(consts)[999] == "s999" and eval("(" + consts[1:-1] + ")") == tuple(eval(consts))
assert eval("-" * 200 + "1") == 1 and eval("(" * 50 + "7" + ")" * 50) == 7
print("code", sorted(set(lines)), mod.co_names[0], ns["g"]())
