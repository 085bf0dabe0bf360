# Two comprehensions of one function, inlined, that use a name differently.
x = 3


def bound_then_global():
    [x for x in [1]]
    return [x for _ in [1]]


def global_then_bound():
    first = [x for _ in [1]]
    [x for x in [1]]
    return first + [x for _ in [1]] + [x]


def nested():
    return [[x for _ in [x]] for x in [1, 2]] + [x for _ in [1]]


assert bound_then_global() == [3]
assert global_then_bound() == [3, 3, 3]
assert nested() == [[1], [2], 3]


class C:
    __class__ = 2
    try:
        [__class__ for _ in [1]]
    except NameError as e:
        assert type(e) is NameError
    else:
        raise AssertionError("the class is not made yet")


# Circles that a program makes of its exceptions and bases end.
def cycle():
    try:
        raise ValueError(1)
    except ValueError as e:
        e.__context__ = e
        raise TypeError(2)


try:
    cycle()
except TypeError as e:
    assert e.__context__.__context__ is e.__context__


class Meta(type):
    ready = False

    def mro(cls):
        if Meta.ready and cls.__name__ == 'B1':
            B2.__bases__ = (B1,)
        if Meta.ready and cls.__name__ == 'B2':
            B1.__bases__ = (B2,)
        return type.mro(cls)


class A(metaclass=Meta): pass
class B1(A): pass
class B2(A): pass


Meta.ready = True
try:
    B1.__bases__ += ()
except TypeError:
    pass
else:
    raise AssertionError("a circle of bases")
