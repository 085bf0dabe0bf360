"""'Did you mean' hints for names, attributes, imports, keyword arguments; when there is none."""
import re
import sys
import traceback


def hint(fn, *args):
    try:
        fn(*args)
    except Exception as e:
        return traceback.format_exception(e)[-1].strip()


class Blech:
    color = 1
    _private = 2
    length_of_name = 3

    def __init__(self):
        self.inst_value = 1

    def use(self):
        return colour if False else inst_value


class Slots:
    __slots__ = ("alpha",)


class Dir:
    def __dir__(self):
        return ["custom_name", 5, None]


class BadDir:
    def __dir__(self):
        raise ValueError


global_value = 1
ONE = 1


def local():
    local_value = 1
    return locl_value


def gl(): return globl_value
def builtin(): return pritn
def builtin2(): return Tru
def none(): return qqqqqq
def short(): return O
def modul(): return itertool
def stdlib(): return datetime.now()
def case(): return Global_Value
def free():
    outer_name = 1

    def g():
        return outer_nam, outer_name
    return g()


b = Blech()
cases = [local, gl, builtin, builtin2, none, short, modul, stdlib, case, free, b.use, lambda: b.colour,
        lambda: b.colr, lambda: b.private, lambda: b._privat, lambda: b.inst_valu, lambda: b.lenght_of_name,
        lambda: b.zzz, lambda: Blech.colur,
         lambda: Slots().alpa, lambda: Dir().custom_nam, lambda: BadDir().x, lambda: [].apend(1),
                 lambda: "".uper(), lambda: (1).bitlength, lambda: {}.key(), lambda: sys.exitt,
                 lambda: None.foo, lambda: b.Color, lambda: b.COLOR, lambda: b.__int__, lambda: b.c,
         lambda: [].push(1), lambda: {}.add(1), lambda: [].add, lambda: "".contains("x"),
                 lambda: b.very_long_name_that_is_not_there_at_all]
for i, c in enumerate(cases):
    print(i, hint(c))


def kw(alpha, beta=1, *, gamma=2): pass


class Kw:
    def __init__(self, width, height): pass


for thunk in (lambda: kw(alpa=1), lambda: kw(1, bta=2), lambda: kw(1, gama=3), lambda: kw(1, zzz=3),
        lambda: Kw(1, hieght=2), lambda: int(bas=3), lambda: print("", sepp=""),
        lambda: sorted([], reversed=True), lambda: "".split(maxsplits=1), lambda: kw(alpha=1, **{"gamme": 2})):
    print(hint(thunk))


def imp(src):
    text = hint(exec, src, {})
    return re.sub(r" \([^)]*\)", "", text)


for src in ("from collections import defaultdic", "from itertools import chian", "import itertoolz",
        "import maths", "from os.pth import join", "from json import lods", "from math import zzzz", "import colections.abc"):
    print(src, "->", imp(src))
e = AttributeError("msg", name="colr", obj=b)
assert hint(lambda: (_ for _ in ()).throw(e)) == "AttributeError: msg. Did you mean: 'color'?"
e = NameError("custom", name="prnt")
assert hint(lambda: (_ for _ in ()).throw(e)) == "NameError: custom. Did you mean: 'print'?"
try:
    b.colr
except AttributeError as err:
    assert str(err) == "'Blech' object has no attribute 'colr'" and err.name == "colr" and err.obj is b
