"""Tracebacks point at the failing part of a line: calls, arguments, chains, multi-line calls, non-ASCII text."""
import re
import traceback

SOURCE = '''
def fail(*a, **k):
    raise ValueError("v")

class C:
    def m(self, *a):
        return fail()
    attr = None

c = C()
def f0(): fail()
def f1(): return 1 + fail(2) + 3
def f2(): return fail(fail(1), 2)
def f3(): return [1, 2, fail(
        1,
        2)]
def f4(): return c.m(1).x
def f5(): return c.attr.deep.deeper
def f6(): return (lambda: fail())()
def f7(): x = {"a": fail(), "b": 2}; return x
def f8():
    return (
        fail
        (
            1
        )
    )
def f9(): s = "h\\u00e9\\u4e2d" + "\u00e9\u4e2d\U0001f600" ; return fail(s)
def f10(): return f"{fail()} text"
def f11():
    for i in fail(): pass
def f12():
    with fail() as q: pass
def f13(): return fail(*[1], **{"a": 2})
def f14(): return c()
def f15(): return c.m.nothing(1)(2)
def f16(): return int("x") + int("1")
def f17(): assert fail(), "message"
def f18(): assert 1 == 2, "one is not two"
def f19(): raise KeyError("k") from fail()
def f20(): return [fail() for _ in range(1)]
def f21(): return sorted([3, 1], key=lambda v: fail())
def f22(): del c.nope
def f23(): import nope_module
def f24(): from os import nope_name
def f25(): undefined_name + 1
def f26(): return     fail(      )     # comment
def f27(): yield fail()
'''
ns = {"__name__": "mod"}
exec(compile(SOURCE, "<src>", "exec"), ns)
import linecache
linecache.cache["<src>"] = (len(SOURCE), None, SOURCE.splitlines(True), "<src>")


def show(fn):
    try:
        r = fn()
        if hasattr(r, "__next__"):
            next(r)
    except Exception as e:
        e.__traceback__ = e.__traceback__.tb_next
        lines = traceback.format_exception(e)
        return re.sub(r"\((/|unknown|<)[^)]*\)", "(location)", "".join(lines)).replace("\U0001f600", "<smile>")


i = 0
while "f%d" % i in ns:
    print("--", i)
    print(show(ns["f%d" % i]), end="")
    i += 1
assert i == 28
