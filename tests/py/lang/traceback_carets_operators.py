"""Tracebacks mark operators with carets and tildes: binary, unary, subscripts, comparisons, augmented, unpacking."""
import linecache
import traceback

SOURCE = '''
x, n, s, d, lst, z = 1, None, "s", {"a": {"b": None}}, [1, [2]], 0
def f0(): return x + n
def f1(): return (x + 2) * s ** 2
def f2(): return x + x - s + x
def f3(): return d["a"]["b"]["c"]["d"]
def f4(): return lst[1][5]
def f5(): return lst["k"]
def f6(): return 1 / z
def f7(): return x + 1 / z + 2
def f8(): return -s
def f9(): return not d["q"]
def f10(): return x < s
def f11(): return x < 2 < s
def f12(): return x in 5
def f13(): y = 1; y += s; return y
def f14(): lst[0] += s
def f15(): d["new"] += 1
def f16(): a, b = lst, 1, 2
def f17(): a, b = 5
def f18(): [a, *b, c] = [1]
def f19(): return x @ x
def f20(): return x << -1
def f21(): return (
    x
    +
    n
)
def f22(): return lst[
    0
][
    1
]
def f23(): return x if s > 1 else n
def f24(): lst[9] = 1
def f25(): del lst[9]
def f26(): return ~ s
def f27(): return s % (1, 2)
def f28(): return x  +  (  n  )
def f29(): return {**5}
def f30(): return {[]: 1}
def f31(): return [*5]
def f32(): return 2 ** 3 ** s
def f33(): return ("a" "b") + 1
def f34(): return lst[1:2, 3]
def f35(): n.attr = 5
def f36(): n.a.b.c = 5
def f37(): return x  // (z) and 1
def f38(): raise s
def f39(): return d["a"]  ["b"]  ["c"]
def f40(): return [i / 0 for i in lst if i]
def f41(): return (yield_ := n + 1)
'''
ns = {"__name__": "mod"}
exec(compile(SOURCE, "<src>", "exec"), ns)
linecache.cache["<src>"] = (len(SOURCE), None, SOURCE.splitlines(True), "<src>")


def show(fn):
    try:
        fn()
    except Exception as e:
        e.__traceback__ = e.__traceback__.tb_next
        return traceback.format_exc()


i = 0
while "f%d" % i in ns:
    print("--", i)
    print(show(ns["f%d" % i]), end="")
    i += 1
assert i == 42
