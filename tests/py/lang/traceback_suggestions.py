"""What is suggested for misspelt names when an exception is shown."""
import sys

sys.stderr = sys.stdout


def show(f):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, None if f is no_traceback else e.__traceback__.tb_next)
    else:
        raise AssertionError(f)


class Thing:
    colour = 1
    _private = 2
    __slots__ = ("length", "other")

    def method(self):
        return colour

    def private(self):
        return self._privat

    def hidden(self):
        return self.privat


class Odd:
    def __dir__(self):
        raise ValueError

    def __getattr__(self, name):
        raise AttributeError(name, name=name, obj=self)


class Listed:
    def __dir__(self):
        return ["alpha", 5, "beta"]


def no_traceback():
    prnt


thing = Thing()
something_global = 1


def inner_names():
    outer_value = 1

    def inner():
        local_value = 2
        return local_vaule, outer_value
    inner()


def closure_names():
    outer_value = 1

    def inner():
        return outer_valu, outer_value
    inner()


functions = [
    lambda: thing.color,
    lambda: thing.lenght,
    lambda: Thing.colr,
    lambda: thing.private_method,
    thing.method,
    thing.private,
    thing.hidden,
    lambda: Odd().colour,
    lambda: Listed().alpa,
    lambda: something_globl,
    lambda: pint,
    lambda: math.pi,
    lambda: sys.exut,
    lambda: "".uper(),
    lambda: [].appendd,
    lambda: (1).bit_lenth,
    lambda: None.foo,
    lambda: thing.x,
    lambda: thing.an_attribute_name_that_is_much_too_long_to_be_a_misspelling_of_any,
    inner_names,
    closure_names,
    no_traceback,
    lambda: json,
    lambda: Ture,
    lambda: self,
]
for f in functions:
    show(f)


def imports():
    yield "from sys import exut"
    yield "from os import pth"
    yield "from collections import defaultdct"
    yield "from math import _private"
    yield "from math import sin, coz"
    yield "import maths"


for source in imports():
    try:
        exec(source)
    except ImportError as e:
        text = "".join(__import__("traceback").format_exception_only(e))
        print(text.partition(" (")[0], text.rstrip().rpartition(")")[2])


def keywords(first, second=None, *, third=None):
    pass


for call in (lambda: keywords(fist=1), lambda: keywords(1, scond=2), lambda: keywords(1, thrid=3),
             lambda: keywords(1, completely_different=3), lambda: print(1, ende=""), lambda: int("1", bas=2),
             lambda: sorted([], revers=True)):
    try:
        call()
    except TypeError as e:
        print(e)

for source in ("whille True: pass", "fro x in y: pass", "clas C: pass", "x = 1 if y esle 2", "retrun 5",
               "imprt os", "deff f(): pass", "asert x", "a b", "tyr:\n    pass\nexcept: pass", "if x\n    pass",
               "with open(f) sa g: pass", "for x ni y: pass", "nonlcoal x", "lamda x: 1"):
    try:
        compile(source, "<text>", "exec")
    except SyntaxError as e:
        sys.excepthook(type(e), e, None)
