"""TypeVar, ParamSpec, TypeVarTuple, TypeAliasType made by calls: attributes, repr, substitution, variance, errors."""
import typing
from typing import TypeVar, ParamSpec, TypeVarTuple, TypeAliasType, Generic, NoDefault


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

T = TypeVar("T")
B = TypeVar("B", bound=int)
C = TypeVar("C", str, bytes)
CO = TypeVar("CO", covariant=True)
CN = TypeVar("CN", contravariant=True)
D = TypeVar("D", default=int)
assert (repr(T), repr(CO), repr(CN), T.__name__, T.__module__) == ("~T", "+CO", "-CN", "T", "__main__")
assert B.__bound__ is int and C.__constraints__ == (str, bytes) and CO.__covariant__ and CN.__contravariant__
assert not T.__infer_variance__ and T.__bound__ is None and D.__default__ is int and D.has_default()
assert T.__default__ is NoDefault and repr(NoDefault) == "typing.NoDefault"
raises(TypeError, "typevar() missing required argument 'name' (pos 1)", TypeVar)
raises(TypeError, "typevar() argument 'name' must be str, not int", TypeVar, 5)
raises(TypeError, 'A single constraint is not allowed', TypeVar, "X", int)
raises(TypeError, 'Constraints cannot be combined with bound=...', TypeVar, "X", int, str, bound=int)
raises(ValueError, 'Bivariant types are not supported.', TypeVar, "X", covariant=True, contravariant=True)
raises(ValueError, 'Variance cannot be specified with infer_variance.', TypeVar, "X", covariant=True, infer_variance=True)
raises(TypeError, "type 'typing.TypeVar' is not an acceptable base type", lambda: type("S", (TypeVar,), {}))
raises(TypeError, 'isinstance() arg 2 must be a type, a tuple of types, or a union', isinstance, 5, T)
raises(AttributeError, 'readonly attribute', setattr, T, "__name__", "U")
raises(TypeError, "'typing.TypeVar' object is not callable", lambda: T())
P = ParamSpec("P")
assert P.__name__ == "P" and repr(P) == "~P" and P.args.__origin__ is P and repr(P.args) == "P.args"
assert repr(P.kwargs) == "P.kwargs" and P.args == P.args and P.args != P.kwargs
Ts = TypeVarTuple("Ts")
assert repr(Ts) == "Ts" and repr(typing.Unpack[Ts]) == 'typing.Unpack[Ts]' and [*Ts] == [typing.Unpack[Ts]]
assert Ts.__name__ == "Ts"
A = TypeAliasType("A", list[T], type_params=(T,))
assert A.__value__ == list[T] and repr(A) == "A" and A[int].__args__ == (int,) and A.__module__ == "__main__"
assert A.__type_params__ == (T,) and A.__parameters__ == (T,) and repr(A[str]) == "A[str]"
raises(TypeError, "typealias() missing required argument 'name' (pos 1)", TypeAliasType)
raises(TypeError, 'type_params must be a tuple', TypeAliasType, "A", int, type_params=[T])
raises(TypeError, "typealias() argument 'name' must be str, not int", TypeAliasType, 5, int)


class Box(Generic[T]):
    def __init__(self, v: T):
        self.v = v


class Pair(Generic[T, B]):
    pass


class Named(Box[int]):
    pass


class Var(Generic[typing.Unpack[Ts]]):
    pass


class Fn(Generic[P, T]):
    pass


assert Box[int].__origin__ is Box and repr(Box[int]) == "__main__.Box[int]" and Box[int](5).v == 5
assert Box[int](5).__orig_class__ == Box[int] and Box.__parameters__ == (T,)
assert Pair[int, bool].__args__ == (int, bool) and Named.__orig_bases__ == (Box[int],)
assert Box[T][str] == Box[str] and Box[int] == Box[int] and hash(Box[int]) == hash(Box[int])
assert Var[int, str].__args__ == (int, str) and Var[()].__args__ == ()
assert Fn[[int, str], bool].__args__ == ((int, str), bool)
assert repr(Fn[[int], str]) == '__main__.Fn[[int], str]' and isinstance(Box[int](1), Box)
assert issubclass(Named, Box)
raises(TypeError, "Too many arguments for <class '__main__.Box'>; actual 2, expected 1", lambda: Box[int, str])
raises(TypeError, "<class '__main__.Named'> is not a generic class", lambda: Named[int])
raises(TypeError, "Too few arguments for <class '__main__.Pair'>; actual 1, expected at least 2", lambda: Pair[int])
raises(TypeError, 'Cannot inherit from plain Generic', lambda: type("X", (Generic,), {}))
raises(TypeError, 'Parameters to Generic[...] must all be type variables or parameter specification variables.',
        lambda: Generic[int])
raises(TypeError, 'Parameters to Generic[...] must all be unique', lambda: Generic[T, T])
raises(TypeError, 'Subscripted generics cannot be used with class and instance checks', isinstance, Box(1), Box[int])
hints = typing.get_type_hints(Box.__init__)
assert hints == {"v": T} and typing.get_args(typing.Callable[[int], str]) == ([int], str)
assert typing.get_origin(typing.List[int]) is list and repr(typing.List[int]) == "typing.List[int]"
assert repr(typing.Callable[[int], str]) == "typing.Callable[[int], str]"
assert repr(typing.Literal[1, "a"]) == "typing.Literal[1, 'a']" and repr(typing.Any) == "typing.Any"
assert repr(typing.Optional[T]) == '~T | None'
assert typing.cast(int, "x") == "x" and typing.NewType("N", int)(5) == 5
assert typing.Annotated[int, "meta"].__metadata__ == ("meta",) and typing.ClassVar[int] != typing.Final[int]
assert typing.get_args(typing.Annotated[int, 1]) == (int, 1)
total = 0
for i in range(200):
    total += Box[int](i).v + len(Box[(int, str)[i % 2]].__args__)
assert total == 19900 + 200
print("typevars", repr(Box[T]), repr(Fn[[int], str]), total)
