"""PEP 695/696: generic functions, classes and aliases; scopes, laziness, bounds, defaults; introspection; errors."""
import typing


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def first[T](xs: list[T], default: T | None = None) -> T | None:
    inner = T
    return xs[0] if xs else (default, inner.__name__)


assert first([5]) == 5 and first([]) == (None, "T") and first.__type_params__[0].__name__ == "T"
assert repr(first.__type_params__) == "(T,)"
assert first.__annotations__["xs"] == list[first.__type_params__[0]]
assert not hasattr(__import__("builtins"), "T") and "T" not in globals()


class Box[T, *Ts, **P]:
    attr: T

    def __init__(self, v):
        self.v = v

    def get(self) -> T:
        return T

    def gen[U](self, u: U) -> tuple[T, U]:
        return T, U

    class Inner:
        def m(self):
            return T


b = Box(3)
T, Ts, P = Box.__type_params__
assert (type(T), type(Ts), type(P)) == (typing.TypeVar, typing.TypeVarTuple, typing.ParamSpec)
assert b.get() is T and b.gen(1)[0] is T and Box.Inner().m() is T
assert Box.__orig_bases__ == (typing.Generic[T, typing.Unpack[Ts], P],) and Box.__mro__[1] is typing.Generic
assert Box.__parameters__ == (T, Ts, P)
assert (repr(T), repr(Ts), repr(P)) == ('T', 'Ts', 'P') and T.__infer_variance__ and not T.__covariant__
assert T.__name__ == "T"


class One[T]: pass
class Sub[U](One[U]): pass
class Fixed(One[int]): pass


alias = One[int]
assert alias.__origin__ is One and alias.__args__ == (int,) and repr(alias) == "__main__.One[int]"
assert alias == One[int] and isinstance(alias(), One) and Fixed.__orig_bases__ == (One[int],)
raises(TypeError, "Too many arguments for <class '__main__.One'>; actual 2, expected 1", lambda: One[int, str])
raises(TypeError, "<class '__main__.Fixed'> is not a generic class", lambda: Fixed[int])

# Bounds, constraints and defaults are evaluated only when asked for.
log = []


def ev(x):
    log.append(x)
    return x


def bounded[A: ev(int), B: (ev(str), ev(bytes)), C = ev(list), *D = ev(tuple[int, str]), **E = ev([int])]():
    pass


A, B, C, D, E = bounded.__type_params__
assert log == [] and A.__bound__ is int and log == [int] and A.__bound__ is int and log == [int]
assert B.__constraints__ == (str, bytes) and log == [int, str, bytes]
assert C.__default__ is list and C.has_default() and not A.has_default() and A.__default__ is typing.NoDefault
assert D.__default__ == tuple[int, str] and E.__default__ == [int]
assert A.__constraints__ == () and B.__bound__ is None
assert log == [int, str, bytes, list, tuple[int, str], [int]]


class Later[X: Undefined]: pass


raises(NameError, "name 'Undefined' is not defined", lambda: Later.__type_params__[0].__bound__)
Undefined = float
assert Later.__type_params__[0].__bound__ is float

type Alias = int | str
type Rec = list[Rec] | int
type Gen[K, V = str] = dict[K, V]
assert type(Alias) is typing.TypeAliasType and Alias.__value__ == int | str and repr(Alias) == "Alias"
assert Alias.__name__ == "Alias" and Alias.__type_params__ == ()
assert Rec.__value__ == list[Rec] | int and Gen[int].__args__ == (int,)
assert Gen.__value__ == dict[Gen.__type_params__[0], Gen.__type_params__[1]]
assert repr(Gen[int, bytes]) == "Gen[int, bytes]" and Gen.__parameters__ == Gen.__type_params__
type Broken = nowhere
raises(NameError, "name 'nowhere' is not defined", lambda: Broken.__value__)
raises(TypeError, 'Only generic type aliases are subscriptable', lambda: Alias[int])
raises(AttributeError, "attribute '__value__' of 'typing.TypeAliasType' objects is not writable", setattr,
        Alias, "__value__", 1)
raises(TypeError, 'isinstance() arg 2 must be a type, a tuple of types, or a union', isinstance, 1, Alias)
type = 5
assert type == 5
del type


def scopes():
    x = "enclosing"

    def f[T: x](a: x = x) -> x:
        return a, T.__bound__
    class K[T: (lambda: x)()]:
        y = x
    return f(), K.y, K.__type_params__[0].__bound__


assert scopes() == (("enclosing", "enclosing"), "enclosing", "enclosing")


class Cls:
    v = "class var"
    type Al = v

    def meth[T: v](self, a: v): pass


assert Cls.Al.__value__ == "class var" and Cls.meth.__type_params__[0].__bound__ == "class var"
assert Cls.meth.__annotations__ == {"a": "class var"}
@(lambda f: (f, "decorated"))
def deco[T](x=1): return T
assert deco[1] == "decorated"
async def co[T](): return T
def ge[T](): yield T
assert next(ge()).__name__ == "T" and co.__type_params__[0].__name__ == "T"
assert (lambda: 0).__type_params__ == ()
texts = []
for src in ("def f[T, T](): pass", "class C[]: pass", "def f[T = int, U](): pass", "def f[*T: int](): pass",
        "def f[**P: int](): pass", "type X[T: (yield)] = int", "type X = (yield)",
        "def f[T: (x := 1)](): pass", "class C[T](x := 1): pass",
            "type x.y = 1", "type 5 = 1", "def f[T](a=(yield)): pass", "class C[T: await x]: pass",
                    "def f[T]() -> (yield): pass", "type X[T] = T\ntype X[T] = U", "def f[T](): nonlocal T",
                    "def f[T](T): pass", "lambda[T]: 1", "type X", "type X[T", "def f[1](): pass",
            "def f[T=](): pass", "def f[*Ts=*int](): pass", "class C[__T]: pass"):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        texts.append(e.msg)
    else:
        texts.append("ok")
assert texts == [
    "duplicate type parameter 'T'", 'Type parameter list cannot be empty',
    "non-default type parameter 'U' follows default type parameter",
    'cannot use bound with TypeVarTuple', 'cannot use bound with ParamSpec',
    'yield expression cannot be used within a TypeVar bound',
    'yield expression cannot be used within a type alias',
    'named expression cannot be used within a TypeVar bound',
    'named expression cannot be used within the definition of a generic', 'invalid syntax',
    'invalid syntax', "'yield' outside function",
    'await expression cannot be used within a TypeVar bound',
    'yield expression cannot be used within an annotation', 'ok',
    "nonlocal binding not allowed for type parameter 'T'", 'ok', 'invalid syntax', 'invalid syntax',
    "'[' was never closed", "expected '('", "expected '('", 'ok', 'ok',
]
print("type parameters", repr(Gen[int, str]), texts[0])
