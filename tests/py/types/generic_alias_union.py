"""list[int], X | Y and friends: attributes, equality, hash, subscripting, instance checks, repr, exact errors."""
import types
import typing


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

T = typing.TypeVar("T")
a = list[int]
assert type(a) is types.GenericAlias and a.__origin__ is list and a.__args__ == (int,)
assert a.__parameters__ == () and repr(a) == "list[int]" and a == list[int] and a != list[str]
assert hash(a) == hash(list[int]) and a() == [] and a([1]) == [1] and type(a()) is list
assert a.append is list.append and dict[str, int].__args__ == (str, int)
assert repr(dict[str, list[int]]) == "dict[str, list[int]]" and repr(tuple[int, ...]) == "tuple[int, ...]"
assert repr(tuple[()]) == "tuple[()]" and repr(list["fwd"]) == "list['fwd']"
assert repr(type[int]) == "type[int]" and repr(list[None]) == "list[None]" and repr(list[T]) in ("list[~T]",)
assert repr(list[[int]]) == 'list[[int]]'
b = dict[T, list[T]]
assert b.__parameters__ == (T,) and b[int] == dict[int, list[int]] and repr(b[str]) == "dict[str, list[str]]"
assert list[T][int] == list[int] and (list[T] | int)[str] == list[str] | int
raises(TypeError, 'list[int] is not a generic class', lambda: a[int])
raises(TypeError, 'Too many arguments for dict[~T, list[~T]]; actual 2, expected 1', lambda: b[int, str])
raises(TypeError, 'isinstance() argument 2 cannot be a parameterized generic', isinstance, [], a)
raises(TypeError, 'issubclass() argument 2 cannot be a parameterized generic', issubclass, list, a)
raises(TypeError, "type 'int' is not subscriptable", lambda: int[str])
raises(AttributeError, "type object 'list' has no attribute 'nope'", lambda: a.nope)
raises(AttributeError, 'readonly attribute', setattr, a, "__origin__", 5)
raises(TypeError, 'GenericAlias expected 2 arguments, got 1', types.GenericAlias, list)


class Sub(list[int]):
    pass


assert Sub.__bases__ == (list,) and Sub.__orig_bases__ == (list[int],) and Sub([1]) == [1]
assert [*tuple[*tuple[int, str]].__args__] == [*(*tuple[int, str],)]
assert next(iter(tuple[int])).__unpacked__ is True
assert repr(tuple[*tuple[int, str]]) == 'tuple[*tuple[int, str]]'
ga = types.GenericAlias(int, (str,))
assert ga.__origin__ is int and repr(ga) == "int[str]" and ga("5") == 5 and isinstance(a,
        types.GenericAlias) and not isinstance(a, type) and a.__class__ is type or a.__class__ is types.GenericAlias
assert a.__mro_entries__(()) == (list,) and dir(a) != [] and a.__reduce__()[0] is types.GenericAlias
assert a.__doc__ == list.__doc__

u = int | str
assert type(u) is types.UnionType is typing.Union and u.__args__ == (int, str) and repr(u) == "int | str"
assert u == str | int and u != int | float and hash(u) == hash(str | int) and int | int is int
assert (int | str | int).__args__ == (int, str) and repr(int | None) == "int | None"
assert (int | None).__args__ == (int, type(None)) and None | int == int | None
assert isinstance(5, u) and isinstance("a", u) and not isinstance(1.5, u) and issubclass(bool, u)
assert isinstance(None, int | None) and not isinstance(5, str | None) and isinstance([], list | dict)
assert repr(list[int] | dict[str, int] | None) == "list[int] | dict[str, int] | None"
assert (T | int).__parameters__ == (T,) and (T | int)[str] == str | int
assert (list[T] | T)[int] == list[int] | int and u.__origin__ is typing.Union and u.__parameters__ == ()
assert typing.Union[int, str] == u and typing.Optional[int] == int | None
assert repr(typing.Union[int, None]) == "int | None" and typing.Union[int] is int
assert typing.get_args(u) == (int, str) and typing.get_origin(u) is typing.Union
assert typing.get_origin(a) is list
raises(TypeError, "unsupported operand type(s) for |: 'type' and 'str'", lambda: int | "fwd")
raises(TypeError, "unsupported operand type(s) for |: 'type' and 'int'", lambda: int | 5)
raises(TypeError, "unsupported operand type(s) for |: 'int' and 'type'", lambda: 5 | int)
raises(TypeError, 'isinstance() argument 2 cannot be a parameterized generic', isinstance, "", int | list[int])
raises(TypeError, 'int | str is not a generic class', lambda: u[int])
raises(TypeError, "'typing.Union' object is not callable", lambda: u())
raises(TypeError, "type() doesn't support MRO entry resolution; use types.new_class()", lambda: type("X", (u,), {}))
raises(TypeError, 'issubclass() arg 1 must be a class', issubclass, 5, u)


class Meta(type):
    def __or__(cls, o):
        return "meta or"

    def __ror__(cls, o):
        return "meta ror"


class M(metaclass=Meta):
    pass


assert M | int == "meta or" and int | M == "meta ror"
class G[X]: pass
assert repr(G[int] | None) == "__main__.G[int] | None" and isinstance(5, int | type(None))
assert len({int | str, str | int, int | float}) == 2
for n in range(300):
    t = (int, str, float, bytes)[n % 4] | (list, dict)[n % 2]
    assert isinstance((1, "a", 1.5, b"")[n % 4], t) and not isinstance(set(), t)
print("generic", repr(b), repr(u | None), repr(Sub.__orig_bases__))
