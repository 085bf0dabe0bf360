"""The carets of every kind of statement and of what happens behind its back."""
import sys

sys.stderr = sys.stdout


class Fails:
    """Fails at whatever is done to it."""

    def __init__(self, *args):
        raise ValueError("init")

    def fail(self, *args, **kwargs):
        raise ValueError("special method")

    __getitem__ = __setitem__ = __delitem__ = __iter__ = __enter__ = __call__ = __bool__ = __len__ = fail
    __iadd__ = __contains__ = __format__ = __eq__ = __setattr__ = __delattr__ = __neg__ = fail
    __hash__ = None

    def __exit__(self, *args):
        pass


it = Fails.__new__(Fails)


class Exits:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        raise ValueError("exit")


class Named:
    def __set_name__(self, owner, name):
        raise ValueError("set_name")


class Hooked:
    def __init_subclass__(cls, **kwargs):
        raise ValueError("init_subclass")


def decorator_fails():
    @it
    def f():
        pass


def decorator_of_class_fails():
    @print
    @it(1)
    class C:
        pass


def class_body():
    class C:
        x = 1
        y = x / 0


def class_set_name():
    class C:
        x = Named()


def class_hook():
    class C(Hooked, x=1):
        pass


def class_base():
    class C(5):
        pass


def for_loop():
    for x in it:
        pass


def unpacking():
    a, b = it


def unpacking_too_many():
    a, b = 1, 2, 3


def with_enter():
    with it as x:
        pass


def with_exit():
    with Exits() as x, Exits():
        pass


def while_condition():
    while it:
        pass


def if_condition():
    if not it:
        pass


def subscripts():
    it[1] = it[2]


def delete_item():
    del it[1], it[2]


def delete_name():
    del nothing


def set_attribute():
    it.x = 1


def delete_attribute():
    del it.x


def augmented():
    x = it
    x += 1


def contains():
    return 1 in it and 2


def chained():
    return 0 < 1 < it == 3


def f_string():
    return f"a {1} {it:>5} b"


def asserting():
    assert 1 == 2, f"not {1}"


def asserting_object():
    assert it


def matching():
    match it:
        case [1, 2]:
            pass
        case 1:
            pass


def import_missing():
    import no_such_module.part


def import_name():
    from sys import no_such_name


def comprehension():
    return [1 / x for x in (1, 0)]


def generator_expression():
    return sum(1 / x for x in (1, 0))


def nested_functions():
    def inner():
        return (lambda: it[0])()
    return inner()


def walrus():
    return (x := it[0])


def call_with_stars():
    return decorator_fails(*[1, 2], **{"a": 1})


def conditional():
    return 1 if it else 2


def negative():
    return 2 * -it


def unbound():
    print(later)
    later = 1


def return_call():
    return it(1, 2)


def raise_from():
    raise KeyError("k") from ValueError("v")


def raise_class():
    raise Fails


def yield_from():
    def sub():
        yield 1
        1 / 0
    def outer():
        yield from sub()
    list(outer())


def handler_class():
    try:
        1 / 0
    except it:
        pass


def in_finally():
    try:
        1 / 0
    finally:
        [][1]


def in_else():
    try:
        pass
    except ValueError:
        pass
    else:
        it[0]


functions = [f for f in list(globals().values()) if type(f) is type(yield_from) and f is not print]
for f in functions:
    print("#", f.__name__)
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)
    else:
        raise AssertionError(f)
