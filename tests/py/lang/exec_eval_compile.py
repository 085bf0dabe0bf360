"""exec, eval, compile, globals, locals: namespaces, modes, flags, nested scopes, code objects, exact errors."""
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

x = "global"
assert eval("1 + 2") == 3 and eval("x") == "global" and eval("x", {"x": 5}) == 5
assert eval("x", {"x": 5}, {"x": 6}) == 6 and eval(" \t 3 ") == 3 and eval(b"4") == 4
assert eval(bytearray(b"5")) == 5 and eval("(yield_ := 6)") == 6
assert eval("[i for i in range(3)]") == [0, 1, 2] and eval("lambda: 7")() == 7 and eval("\n8") == 8
g = {}
exec("a = 1\ndef f(): return a\nclass K: b = a", g)
assert g["f"]() == 1 and g["K"].b == 1 and "__builtins__" in g and exec("pass") is None
g["a"] = 2
assert g["f"]() == 2
loc = {}
exec("v = x\nx = 'local'\nw = [x for _ in range(1)]", {"x": "glob"}, loc)
assert loc["v"] == "glob" and loc["x"] == "local" and loc["w"] == ["local"]
raises(NameError, "name 'q' is not defined", exec, "q = 1\ndef f(): return q\nf()", {}, {})


def scopes(p):
    n = 1
    exec("n = 2; m = 3")
    out = [n, "m" in locals(), eval("p"), eval("n + p")]
    ns = locals()
    exec("n = 4", globals(), ns)
    out.append((n, ns["n"]))
    out.append(eval("[p for _ in 'a']") if True else 0)
    exec("global made_global; made_global = 'yes'")
    return out


assert scopes(10) == [1, False, 10, 11, (1, 4), [10]] and made_global == "yes"


def closures():
    v = 1

    def g():
        return v
    exec("v = 5")
    return v, g(), sorted(locals())


assert closures() == (1, 1, ["g", "v"])


class Body:
    exec("attr = 1")
    val = eval("attr + 1")
    assert locals()["attr"] == 1


assert Body.attr == 1 and Body.val == 2
exec("y = 1", globals=g)
assert g["y"] == 1 and eval("z", locals={"z": 9}) == 9 and eval("1", None, None) == 1
code = compile("x + 1", "<c>", "eval")
assert eval(code, {"x": 1}) == 2 and isinstance(code, types.CodeType)
assert exec(compile("r = 1", "f", "exec"), g) is None and g["r"] == 1
import io, contextlib
buf = io.StringIO()
with contextlib.redirect_stdout(buf):
    exec(compile("1 + 1\nNone\n'text'" .split("\n")[0], "<i>", "single"))
    exec(compile("None", "<i>", "single"))
    exec(compile("'text'", "<i>", "single"))
    exec(compile("for i in range(2): i\n", "<i>", "single"))
assert buf.getvalue() == "2\n'text'\n0\n1\n"
raises(SyntaxError, 'multiple statements found while compiling a single statement (<i>, line 1)', compile,
        "a\nb", "<i>", "single")
raises(SyntaxError, 'invalid syntax (<string>, line 1)', eval, "x = 1")
raises(SyntaxError, 'invalid syntax (<string>, line 0)', eval, "")
raises(SyntaxError, 'invalid syntax (<string>, line 1)', eval, "import os")
raises(SyntaxError, 'invalid syntax (<f>, line 1)', compile, "a b", "<f>", "exec")
raises(ValueError, "compile() mode must be 'exec', 'eval' or 'single'", compile, "1", "f", "bad")
raises(TypeError, 'compile() arg 1 must be a string, bytes or AST object', compile, 5, "f", "exec")
raises(TypeError, 'expected str, bytes or os.PathLike object, not int', compile, "1", 5, "exec")
raises(TypeError, "compile() missing required argument 'mode' (pos 3)", compile, "1", "f")
raises(ValueError, 'compile(): unrecognised flags', compile, "1", "f", "exec", 1 << 30)
raises(ValueError, 'compile(): invalid optimize value', compile, "1", "f", "exec", optimize=5)
raises(SyntaxError, 'source code string cannot contain null bytes', compile, "a\0b", "f", "exec")
raises(TypeError, 'eval() arg 1 must be a string, bytes or code object', eval, 5)
raises(TypeError, 'globals must be a dict', eval, "1", 5)
raises(TypeError, 'locals must be a mapping', eval, "1", {}, 5)
raises(TypeError, 'exec() globals must be a dict, not list', exec, "1", [])
raises(TypeError, 'locals must be a mapping or None, not int', exec, "1", {}, 5)
raises(TypeError, 'exec() arg 1 must be a string, bytes or code object', exec, None)
raises(TypeError, 'exec() takes at least 1 positional argument (0 given)', exec)
raises(NameError, "name 'nope' is not defined", eval, "nope")
raises(NameError, "name 'len' is not defined", eval, "len", {"__builtins__": {}})
assert eval("len('ab')", {"__builtins__": {"len": lambda s: 99}}) == 99
opt0, opt2 = compile("def f():\n  'doc'\n  assert 0\n  return __debug__", "f", "exec",
        optimize=0), compile("def f():\n  'doc'\n  assert 0\n  return __debug__", "f", "exec", optimize=2)
n0, n2 = {}, {}
exec(opt0, n0)
exec(opt2, n2)
assert n0["f"].__doc__ == "doc" and n2["f"].__doc__ is None and n2["f"]() is False
raises(AssertionError, "", n0["f"])


class Ns(dict):
    def __getitem__(self, k):
        return "ns " + k if not k.startswith("__") else dict.__getitem__(self, k)


class Mapping:
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        log.append("get " + k)
        return self.d[k]

    def __setitem__(self, k, v):
        log.append("set " + k)
        self.d[k] = v

    def __delitem__(self, k):
        log.append("del " + k)
        del self.d[k]


log = []
m = Mapping()
exec("a = 1\nb = a\ndel a\nlen", {}, m)
assert log == ["set a", "get a", "set b", "del a", "get len"] and m.d == {"b": 1}
assert eval("abc", {}, Ns()) == "ns abc"
assert globals()["x"] == "global" and locals() is globals() and __builtins__.eval is eval
total = 0
for i in range(300):
    total += eval("i * 2 + %d" % i)
    exec("total += 1")
assert total == 3 * 44850 + 300
print("exec", total, scopes(1))
