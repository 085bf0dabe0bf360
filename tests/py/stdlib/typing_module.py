"""typing: special forms, Protocol, TypedDict, NamedTuple, NewType, overload, get_type_hints, Literal, Annotated; errors."""
import typing
from typing import *


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert get_origin(List[int]) is list and get_args(Dict[str, int]) == (str, int)
assert repr(Optional[int]) == "int | None" and repr(Tuple[int, ...]) == "typing.Tuple[int, ...]"
assert repr(Callable[..., int]) == "typing.Callable[..., int]" and repr(Type[int]) == "typing.Type[int]"
assert List[int] == List[int] and hash(List[int]) == hash(List[int]) and repr(Any) == "typing.Any"
assert repr(NoReturn) == "typing.NoReturn" and repr(ClassVar[int]) == "typing.ClassVar[int]"
assert repr(Final[str]) == "typing.Final[str]" and Union[int, str, int] == Union[str, int]
assert repr(Self) == "typing.Self" and get_args(Callable[[int, str], None]) == ([int, str], type(None))
L = Literal[1, "a", True, None]
assert L.__args__ == (1, "a", True, None) and repr(L) == "typing.Literal[1, 'a', True, None]"
assert Literal[1, 2] == Literal[2, 1] and Literal[1] != Literal[True]
assert Literal[Literal[1, 2], 3].__args__ == (1, 2, 3) and get_args(L) == (1, "a", True, None)
A = Annotated[int, "meta", 5]
assert A.__metadata__ == ("meta", 5) and A.__origin__ is int and repr(A) == "typing.Annotated[int, 'meta', 5]"
assert Annotated[Annotated[int, 1], 2] == Annotated[int, 1, 2] and get_args(A) == (int, "meta", 5)
assert get_origin(A) is Annotated


@runtime_checkable
class Sized2(Protocol):
    size: int

    def measure(self) -> int: ...


class Impl:
    size = 5

    def measure(self):
        return 1


class NoSize:
    def measure(self):
        return 1


assert isinstance(Impl(), Sized2) and not isinstance(NoSize(), Sized2) and not isinstance(5, Sized2)
raises(TypeError, "Protocols with non-method members don't support issubclass(). Non-method members: 'size'.",
        issubclass, Impl, Sized2)
raises(TypeError, 'Protocols cannot be instantiated', Sized2)


class Plain(Protocol):
    def m(self): ...


raises(TypeError, 'Instance and class checks can only be used with @runtime_checkable protocols', isinstance, 5, Plain)


@runtime_checkable
class Closable(Protocol):
    def close(self): ...


assert issubclass(type("F", (), {"close": lambda s: 0}), Closable) and not issubclass(int, Closable)
assert get_protocol_members(Closable) == {"close"} and is_protocol(Closable) and not is_protocol(int)


class TD(TypedDict):
    name: str
    age: NotRequired[int]


class TD2(TD, total=False):
    extra: Required[bool]
    opt: ReadOnly[int]


assert TD(name="a") == {"name": "a"} and type(TD(name="a")) is dict and TD.__required_keys__ == {"name"}
assert TD.__optional_keys__ == {"age"} and TD2.__required_keys__ == {"name", "extra"}
assert TD2.__readonly_keys__ == {"opt"} and TD2.__total__ is False
assert list(TD2.__annotations__) == ["name", "age", "extra", "opt"] and is_typeddict(TD)
assert TypedDict("F", {"in": int})(**{"in": 1}) == {"in": 1}
raises(TypeError, 'TypedDict does not support instance and class checks', isinstance, {}, TD)
UserId = NewType("UserId", int)
assert UserId(5) == 5 and UserId.__name__ == "UserId" and UserId.__supertype__ is int
assert repr(UserId) == "__main__.UserId" and (UserId | None).__args__ == (UserId, type(None))


@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x):
    return x


assert f(5) == 5 and len(get_overloads(f)) == 2 and clear_overloads() is None and get_overloads(f) == []


class Hints:
    a: "int"
    b: Optional["Hints"] = None
    c: ClassVar[List["str"]]
    d: Annotated[int, "x"]

    def m(self, x: "list[Hints]", *a: int, y: None = None, **k: "str") -> "Hints": ...


assert get_type_hints(Hints) == {"a": int, "b": Optional[Hints], "c": ClassVar[List[str]], "d": int}
assert get_type_hints(Hints, include_extras=True)["d"] == Annotated[int, "x"]
assert get_type_hints(Hints.m) == {"x": list[Hints], "a": int, "y": type(None), "k": str, "return": Hints}
class Bad:
    x: "undefined_name_here"
raises(NameError, "name 'undefined_name_here' is not defined", get_type_hints, Bad)
fr = ForwardRef("int")
assert fr.__forward_arg__ == "int" and repr(fr) == "ForwardRef('int')" and fr == ForwardRef("int")
assert evaluate_forward_ref(ForwardRef("List[int]"), globals=globals()) == List[int]
assert List["T"].__args__ == (ForwardRef("T"),)
raises(TypeError, "typing.Optional requires a single type. Got (<class 'int'>, <class 'str'>).", lambda: Optional[int, str])
raises(TypeError, 'Cannot take a Union of no types.', lambda: Union[()])
raises(TypeError, 'Any cannot be instantiated', lambda: Any())
raises(TypeError, 'Cannot instantiate typing.Literal', lambda: Literal())
raises(TypeError, 'Annotated[...] should be used with at least two arguments (a type and an annotation).',
        lambda: Annotated[int])
raises(TypeError, 'typing.Any cannot be used with isinstance()', isinstance, 5, Any)
raises(TypeError, 'Subscripted generics cannot be used with class and instance checks', isinstance, 5, List[int])
raises(TypeError, 'typing.Self is not subscriptable', lambda: Self[int])
raises(TypeError, 'Too many arguments for typing.List; actual 2, expected 1', lambda: List[int, str])
raises(TypeError, "typing.Final accepts only single type. Got (<class 'int'>, <class 'str'>).", lambda: Final[int, str])
assert isinstance([], List) and issubclass(dict, Dict) and isinstance({}, Mapping) and isinstance(5,
        Hashable) and cast(str, 5) == 5 and assert_type(5, int) == 5 and reveal_type if True else None
raises(AssertionError, 'Expected code to be unreachable, but got: 5', assert_never, 5)
@final
class Fin: pass
@no_type_check
def ntc(x: "not a type ["): pass
assert Fin.__final__ is True and get_type_hints(ntc) == {}
@dataclass_transform(kw_only_default=True)
def dt(c): return c
assert dt.__dataclass_transform__["kw_only_default"] is True
class O:
    @override
    def m(self): pass
assert O.m.__override__ is True and SupportsInt and isinstance(5, SupportsInt)
assert isinstance(5.5, SupportsFloat) and isinstance(5, SupportsIndex) and not isinstance("a", SupportsAbs)
assert isinstance(open, Callable) and TYPE_CHECKING is False and Text is str
assert AnyStr.__constraints__ == (bytes, str)
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
s = Stack[int]()
for i in range(300): s.push(i)
assert s.pop() == 299 and s.__orig_class__ == Stack[int]
print("typing", repr(L), sorted(TD2.__required_keys__), repr(Callable[[T], T]))
