"""What is said of keywords that fit no parameter, and of empty slots."""


def attempt(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


def mixed(a, b, /, c=1, *, d):
    pass


attempt(lambda: mixed(1, b=2, d=3))
attempt(lambda: mixed(1, e=3, b=2))
attempt(lambda: mixed(a=1, b=2, e=3))
attempt(lambda: mixed(1, 2, 3, 4, e=3, b=2))
attempt(lambda: mixed(1, 2, e=3))
attempt(lambda: mixed(1, 2, c=3, dd=3))
attempt(lambda: mixed(1, 2, 3, c=3, d=4))

namespace = {"__name__": "elsewhere"}
exec("class Slotted:\n    __slots__ = ('x',)\n", namespace)
attempt(lambda: namespace["Slotted"]().x)
attempt(lambda: namespace["Slotted"]().y)


class Here:
    __slots__ = ("x",)


attempt(lambda: Here().x)
attempt(lambda: delattr(Here(), "x"))
