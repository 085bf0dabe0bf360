"""atexit: order, arguments, unregister, exceptions in handlers, handlers that register; runs after the last line."""
import atexit
import sys

order = []


def first(*a, **k):
    print("registered first, runs last", a, sorted(k.items()))


def second():
    print("second")
    atexit.register(late)


def late():
    print("registered while exiting")


def never():
    print("unregistered: must not be seen")


@atexit.register
def decorated():
    print("decorated")


assert atexit.register(first, 1, 2, key="v") is first
atexit.register(never)
atexit.register(second)
atexit.register(never)
atexit.unregister(never)
atexit.unregister(len)
atexit.register(print, "print itself", "two", sep="-")
assert atexit._ncallbacks() == 4
for bad in (5, None, "x"):
    try:
        atexit.register(bad)
    except TypeError as e:
        print(e)
try:
    atexit.register()
except TypeError as e:
    print(e)


class Eq:
    """Unregister compares with ==."""

    def __init__(self, n):
        self.n = n

    def __call__(self):
        print("Eq", self.n)

    def __eq__(self, o):
        return isinstance(o, Eq) and o.n == self.n

    __hash__ = None


atexit.register(Eq(1))
atexit.register(Eq(2))
atexit.register(Eq(1))
atexit.unregister(Eq(1))
assert atexit._ncallbacks() == 5


class AtExitObject:
    def method(self, x):
        print("bound method", x)


atexit.register(AtExitObject().method, [1])
hooked = []
sys.unraisablehook = lambda u: print("unraisable:", type(u.exc_value).__name__, u.exc_value)


def fails():
    raise ValueError("from handler")


atexit.register(fails)
atexit.register(lambda: print("after the failing one was registered"))
import threading
t = threading.Thread(target=lambda: print("thread ran"))
t.start()
t.join()
print("last line of the program")
