"""Unions and generic aliases: making, flattening, equality, hashing, substitution, isinstance, pickling, errors."""
import collections
import pickle
import typing


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


T, U = typing.TypeVar("T"), typing.TypeVar("U")
for u in (int | str, int | None, None | list[int], int | (str | float), int | int, list[int] | list[int] | dict, T | int, typing.Optional[str], typing.Union[int, str, int], int | "Fwd" if False else int | bool):
    print(u, type(u).__name__, getattr(u, "__args__", None), getattr(u, "__parameters__", None), u == (str | int), hash(u) == hash(u))
print(isinstance(1, int | str), isinstance(1.5, int | str), issubclass(bool, int | None), isinstance(None, int | None), attempt(isinstance, 1, int | list[int]), attempt(issubclass, 1, int | str))
print(attempt(lambda: int | 5), attempt(lambda: None | None), attempt(lambda: int | "x"), (T | int)[str], attempt(lambda: (int | str)[int]), (T | U)[int, str], (list[T] | None)[int])
assert int | str == str | int and hash(int | str) == hash(str | int) and int | str != int | float and (int | str) is not (int | str)
assert pickle.loads(pickle.dumps(int | str)) == int | str and pickle.loads(pickle.dumps(list[int])) == list[int]
for a in (list[int], dict[str, int], tuple[int, ...], tuple[()], type[int], list[T], dict[T, list[U]], collections.deque[int], list[list[T]], set["fwd"]):
    print(a, a.__origin__.__name__, a.__args__, a.__parameters__, a == eval(repr(a.__origin__.__name__)) if False else "")
print(list[T][int], dict[T, U][int, str], dict[T, T][int], attempt(lambda: list[T][int, str]), attempt(lambda: list[int][int]), list[int]([1, 2]), list[int].append is list.append, type(list[int]()))
print(attempt(isinstance, [], list[int]), attempt(lambda: int[str]), list[int] == list[int], list[int] != list[str], hash(list[int]) == hash(list[int]), list[int].__mro_entries__(()), [*tuple[int, str]][0] if False else "")


class L(list[int]):
    pass


print(L.__bases__, L.__orig_bases__, isinstance(L(), list), dir(list[int])[:1] == dir(list)[:1], list[int].__doc__ == list.__doc__)
print(type(typing.List[int]), typing.get_args(dict[str, int]), typing.get_origin(list[int]), typing.get_args(int | str), typing.get_type_hints(type("C", (), {"__annotations__": {"x": "int | None"}})))
