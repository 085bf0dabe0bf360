"""inspect.signature and friends: every parameter kind, classes, callables, partials, builtins, binding; exact errors."""
import functools
import inspect
from inspect import signature, Parameter, Signature


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def full(a, b=2, /, c: int = 3, *args, d, e="x", **kw) -> str:
    """Doc."""


s = signature(full)
assert str(s) == "(a, b=2, /, c: int = 3, *args, d, e='x', **kw) -> str"
assert list(s.parameters) == ["a", "b", "c", "args", "d", "e", "kw"] and s.return_annotation is str
assert repr(s).startswith("<Signature (a, b=2")
assert [p.kind.name for p in s.parameters.values()] == ["POSITIONAL_ONLY", "POSITIONAL_ONLY",
        "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL", "KEYWORD_ONLY", "KEYWORD_ONLY", "VAR_KEYWORD"]
assert s.parameters["c"].default == 3 and s.parameters["a"].default is Parameter.empty
assert s.parameters["c"].annotation is int and str(s.parameters["args"]) == "*args"
assert repr(s.parameters["e"]) == "<Parameter \"e='x'\">"
assert s.parameters["d"].kind.description == "keyword-only"
b = s.bind(1, 2, 3, 4, d=5, z=6)
assert b.arguments == {"a": 1, "b": 2, "c": 3, "args": (4,), "d": 5, "kw": {"z": 6}}
assert b.args == (1, 2, 3, 4) and b.kwargs == {"d": 5, "z": 6}
assert repr(b) == "<BoundArguments (a=1, b=2, c=3, args=(4,), d=5, kw={'z': 6})>"
b = s.bind(1, d=2)
b.apply_defaults()
assert b.arguments == {"a": 1, "b": 2, "c": 3, "args": (), "d": 2, "e": "x", "kw": {}}
assert s.bind_partial().arguments == {} and s.bind_partial(c=5).kwargs == {"c": 5}
raises(TypeError, "missing a required argument: 'a'", s.bind)
raises(TypeError, "missing a required argument: 'd'", s.bind, 1)
raises(TypeError, "multiple values for argument 'a'", signature(lambda a: 0).bind, 1, a=2)
raises(TypeError, 'too many positional arguments', signature(lambda a: 0).bind, 1, 2)
raises(TypeError, "missing a required argument: 'a'", signature(lambda a: 0).bind, b=1)
raises(TypeError, "missing a required positional-only argument: 'a'", signature(lambda a, /: 0).bind, a=1)


class C:
    def __init__(self, x, y=1): ...
    def m(self, p): ...
    @classmethod
    def c(cls, q): ...
    @staticmethod
    def s(r): ...
    def __call__(self, z): ...


class New:
    def __new__(cls, n): ...


class Meta(type):
    def __call__(cls, *args, via="meta"): ...


class WithMeta(metaclass=Meta): pass
class Empty: pass


assert [str(signature(o)) for o in (C, C.m, C(1).m, C.c, C.s, C(1), New, WithMeta, Empty, lambda: 0,
        functools.partial(full, 1, d=9), functools.partial(full, c=1))] == [
    '(x, y=1)', '(self, p)', '(p)', '(q)', '(r)', '(z)', '(n)', "(*args, via='meta')", '()', '()',
    "(b=2, /, c: int = 3, *args, d=9, e='x', **kw) -> str",
    "(a, b=2, /, *, c: int = 1, d, e='x', **kw) -> str",
]
assert [str(signature(o)) for o in (len, sorted, print, pow, int.from_bytes, str.split, [].append, dict.get,
        sum, isinstance, object, open, divmod, "".join, list.sort, enumerate, complex, abs)] == [
    '(obj, /)', '(iterable, /, *, key=None, reverse=False)',
    "(*args, sep=' ', end='\\n', file=None, flush=False)", '(base, exp, mod=None)',
    "(bytes, byteorder='big', *, signed=False)", '(self, /, sep=None, maxsplit=-1)', '(object, /)',
    '(self, key, default=None, /)', '(iterable, /, start=0)', '(obj, class_or_tuple, /)', '()',
    "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
    '(x, y, /)', '(iterable, /)', '(self, /, *, key=None, reverse=False)', '(iterable, start=0)',
    '(real=0, imag=0)', '(x, /)',
]
raises(TypeError, '5 is not a callable object', signature, 5)
raises(ValueError, "no signature found for builtin <class 'type'>", signature, type)
raises(TypeError, "'text' is not a callable object", signature, "text")


def deco(f):
    @functools.wraps(f)
    def w(*a): ...
    return w


assert str(signature(deco(full))) == str(s)
assert str(signature(deco(full), follow_wrapped=False)) == "(*a) -> str"
assert inspect.unwrap(deco(full)) is full
C.__signature__ = Signature([Parameter("fake", Parameter.POSITIONAL_ONLY)])
assert str(signature(C)) == "(fake, /)"
new = s.replace(parameters=[p for p in s.parameters.values() if p.kind != p.VAR_KEYWORD], return_annotation=int)
assert str(new) == "(a, b=2, /, c: int = 3, *args, d, e='x') -> int" and s == signature(full)
assert hash(s) == hash(signature(full)) and new != s
assert str(s.parameters["c"].replace(default=9, annotation=Parameter.empty)) == "c=9"
raises(ValueError, 'wrong parameter order: keyword-only parameter before positional-only parameter', Signature,
        [Parameter("a", Parameter.KEYWORD_ONLY), Parameter("b", Parameter.POSITIONAL_ONLY)])
raises(ValueError, "duplicate parameter name: 'a'", Signature, [Parameter("a", Parameter.POSITIONAL_ONLY)] * 2)
raises(ValueError, 'non-default argument follows default argument', Signature,
        [Parameter("a", Parameter.POSITIONAL_ONLY, default=1), Parameter("b", Parameter.POSITIONAL_ONLY)])
raises(ValueError, "'1a' is not a valid parameter name", Parameter, "1a", Parameter.POSITIONAL_ONLY)
raises(ValueError, 'value 99 is not a valid Parameter.kind', Parameter, "a", 99)
raises(ValueError, 'variadic positional parameters cannot have default values', Parameter, "a",
        Parameter.VAR_POSITIONAL, default=1)
raises(ValueError, "'class' is not a valid parameter name", Parameter, "class", Parameter.KEYWORD_ONLY)
raises(TypeError, 'name must be a str, not a int', Parameter, 5, Parameter.KEYWORD_ONLY)
spec = inspect.getfullargspec(full)
assert spec.args == ["a", "b", "c"] and spec.varargs == "args" and spec.varkw == "kw"
assert spec.defaults == (2, 3) and spec.kwonlyargs == ["d", "e"] and spec.kwonlydefaults == {"e": "x"}
assert spec.annotations == {"c": int, "return": str}
assert inspect.getcallargs(lambda a, b=2, *c: 0, 1, 5, 6) == {"a": 1, "b": 5, "c": (6,)}
total = 0
for i in range(150):
    ns = {}
    exec("def g(%s, *, k=%d): pass" % (", ".join("p%d" % j for j in range(1, i % 5 + 2)), i), ns)
    sig = signature(ns["g"])
    total += len(sig.parameters) + sig.parameters["k"].default + len(sig.bind(*range(i % 5 + 1)).args)
assert total == 12225
print("signatures", total, s)
