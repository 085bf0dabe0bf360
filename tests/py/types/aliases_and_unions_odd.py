"""Corners of generic aliases, unions, annotations and ranges."""
import copy
import pickle
import types

star = next(iter(tuple[int]))
assert copy.copy(star) == pickle.loads(pickle.dumps(star)) == star and repr(star) == "*tuple[int]"
it = iter(list[int])
assert type(it).__name__ == "generic_alias_iterator" and it.__reduce__() == (iter, (list[int],))
next(it)
assert it.__reduce__() == (iter, ((),)) and list(it) == []


class Meta(type):
    hashable = False

    def __hash__(self):
        if Meta.hashable:
            return 1
        raise TypeError("not hashable")


class A(metaclass=Meta): ...


class B(metaclass=Meta): ...


union = A | B
assert union.__args__ == (A, B)
for Meta.hashable, text in (False, "not hashable"), (True, "union contains 2 unhashable elements"):
    try:
        hash(union)
        assert False
    except TypeError as error:
        assert str(error) == text


class Bad(type):
    def __eq__(self, other):
        return 1 / 0


bad, worse = Bad("bad", (), {}), Bad("worse", (), {})
int | bad
for f in (lambda: bad | worse), (lambda: (int | bad) == (int | worse)):
    try:
        f()
        assert False
    except ZeroDivisionError:
        pass


class Clears:
    def __repr__(self):
        row.clear()
        return "x"


row = [Clears(), 1]
try:
    repr(types.GenericAlias(int, row))
    assert False
except IndexError:
    pass


def f() -> None:
    def nested() -> None: ...

    return nested


assert f.__annotate__.__qualname__ == "f.__annotate__" and f.__annotate__.__name__ == "__annotate__"
assert f().__annotate__.__qualname__ == "f.<locals>.nested.__annotate__"
for value in "0", "{}", "frozenset()":
    try:
        exec(f"__conditional_annotations__ = {value}\nx: int", {})
        assert False
    except TypeError as error:
        print(error)

for r in range(1, 2, 2**63 - 1), range(2**63 - 2, 2**63 - 1, 2), range(-1, -2, -2**63):
    one = iter(r)
    two = pickle.loads(pickle.dumps(one))
    assert type(one) is type(two) and list(one) == list(two)

for spec in ".1000000000000f", ".3000000000e":
    try:
        format(1.5, spec)
        assert False
    except ValueError as error:
        assert str(error) == "precision too big"
