"""PEP 649 annotations: not evaluated until read, forward references, __annotate__, formats, caching, scopes."""
import annotationlib
from annotationlib import Format


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


def ev(x):
    log.append(x)
    return x


def f(a: ev(int), b: ev("str") = 1, *c: ev(float), d: ev(list) = 2, **e: ev(dict)) -> ev(bool):
    pass


assert log == []
assert f.__annotations__ == {"a": int, "b": "str", "c": float, "d": list, "e": dict, "return": bool}
assert log == [int, "str", float, list, dict, bool]
assert f.__annotations__ is f.__annotations__ and len(log) == 6 and f.__annotate__(1) == f.__annotations__
assert len(log) == 12


class C:
    x: Forward
    y: int = 5
    z: "string"
    self_ref: C
    if y > 3:
        cond: int
    else:
        not_taken: int
    for _i in range(2):
        loop: str


raises(NameError, "name 'Forward' is not defined", lambda: C.__annotations__)
FR = annotationlib.get_annotations(C, format=Format.FORWARDREF)
assert type(FR["x"]) is annotationlib.ForwardRef and FR["x"].__forward_arg__ == "Forward" and FR["y"] is int
assert FR["self_ref"] is C
assert annotationlib.get_annotations(C, format=Format.STRING) == {
    'x': 'Forward', 'y': 'int', 'z': 'string', 'self_ref': 'C', 'cond': 'int', 'not_taken': 'int',
    'loop': 'str',
}
Forward = bytes
assert C.__annotations__ == {"x": bytes, "y": int, "z": "string", "self_ref": C, "cond": int, "loop": str}
raises(NotImplementedError, '', C.__annotate__, 5)
raises(NotImplementedError, '', f.__annotate__, 3)

assert f.__annotate__.__name__ == "__annotate__"
assert annotationlib.call_annotate_function(f.__annotate__, Format.STRING)["a"] == "ev(int)"
assert annotationlib.get_annotations(f, format=Format.STRING) == {
    'a': 'ev(int)', 'b': "ev('str')", 'c': 'ev(float)', 'd': 'ev(list)', 'e': 'ev(dict)',
    'return': 'ev(bool)',
}

# Setting and deleting.
f.__annotations__ = {"q": 1}
assert f.__annotations__ == {"q": 1} and f.__annotate__ is None
f.__annotate__ = lambda fmt: {"made": fmt}
assert f.__annotations__ == {"made": 1}
f.__annotations__ = None
assert f.__annotations__ == {} and (lambda: 0).__annotations__ == {} and (lambda: 0).__annotate__ is None
raises(TypeError, '__annotations__ must be set to a dict object', setattr, f, "__annotations__", 5)
raises(TypeError, '__annotate__ must be callable or None', setattr, f, "__annotate__", 5)
raises(AttributeError, "'builtin_function_or_method' object has no attribute '__annotations__'", lambda: len.__annotations__)
assert f.__annotations__ == {} and not hasattr(object, "__annotations__")
f.__annotate__ = lambda fmt: 5
raises(TypeError, "__annotate__ returned non-dict of type 'int'", lambda: f.__annotations__)


class Base:
    a: int


class Derived(Base):
    pass


assert Base.__annotations__ == {"a": int} and Derived.__annotations__ == {}
Base.__annotations__["added"] = str
assert Base.__annotations__ == {"a": int, "added": str}
del Base.__annotations__
assert Base.__annotations__ == {} and Base.__annotate__ is None


def local():
    v: ev("local annotation is never evaluated")
    u: undefined_name = 3
    return u, sorted(locals())


assert local() == (3, ["u"]) and "local annotation is never evaluated" not in log
mod_var: ev("module") = 1
raises(NameError, "name '__annotations__' is not defined", lambda: __annotations__)
assert __annotate__(1)["mod_var"] == "module"


def closure(T):
    class K:
        a: list[T]
        b: "T"

        def m(self, x: T) -> K: pass
    return K


K = closure(int)
assert K.__annotations__ == {"a": list[int], "b": "T"} and K.m.__annotations__ == {"x": int, "return": K}
assert closure(str).__annotations__["a"] == list[str]
class Scope:
    inner = float
    attr: inner
    def m(self, p: inner): pass
assert Scope.__annotations__ == {"attr": float} and Scope.m.__annotations__ == {"p": float}
Scope.inner = bytes
assert Scope.__annotate__(1) == {"attr": bytes} and Scope.__annotations__ == {"attr": float}
class P:
    __priv: int
assert P.__annotations__ == {"_P__priv": int}
texts = []
for src in ("x: (yield) = 1", "def f(a: (yield)): pass", "def f() -> (x := 1): pass", "x: (y := 1)",
        "def f(a: await b): pass", "(x, y): int", "[x]: int = 1", "x, y: int", "f(): int", "x: int: str",
        "1: int", "x: int = yield", "lambda x: int: 1", "def f():\n global g\n g: int"):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        texts.append(e.msg)
    else:
        texts.append("ok")
assert texts == [
    'yield expression cannot be used within an annotation',
    'yield expression cannot be used within an annotation',
    'named expression cannot be used within an annotation',
    'named expression cannot be used within an annotation',
    'await expression cannot be used within an annotation',
    'only single target (not tuple) can be annotated',
    'only single target (not list) can be annotated',
    'only single target (not tuple) can be annotated', 'illegal target for annotation',
    'invalid syntax', 'illegal target for annotation', "'yield' outside function",
    'illegal target for annotation', "annotated name 'g' can't be global",
]
print("annotations", len(log), texts[:2])
