"""locals() in functions, classes, comprehensions and generators; snapshots; exec with them; frames' live views."""
import sys


def snapshot(a, b=2):
    first = locals()
    c = 3
    second = locals()
    first["c"] = "changed"
    return first, second, first is second, c


f, s, same, c = snapshot(1)
assert (f, s, same, c) == ({"a": 1, "b": 2, "c": "changed"}, {"a": 1, "b": 2, "first": f, "c": 3}, False, 3)


def cells():
    x = 1

    def inner():
        return x, sorted(locals())
    l1 = locals()
    x = 2
    l2 = locals()
    del x
    return l1["x"], l2["x"], "x" in locals(), sorted(k for k in l2)


assert cells() == (1, 2, False, ["inner", "l1", "x"])


def free():
    y, z = 1, 2

    def g(w):
        y
        return locals()
    return g(3)


assert free() == {"y": 1, "w": 3}


def comp():
    q = 1
    return [sorted(locals()) for v in "a"], {k: sorted(locals()) for k in "b"}, list(sorted(locals()) for g in "c")


assert comp() == ([['q', 'v']], {'b': ['k', 'q']}, [['.0', 'g']])


def gen(n):
    a = 1
    yield locals()
    b = 2
    yield locals()


g = gen(5)
assert next(g) == {"n": 5, "a": 1} and next(g) == {"n": 5, "a": 1, "b": 2} and g.gi_frame.f_locals["b"] == 2
g.gi_frame.f_locals["n"] = 50
assert g.gi_frame.f_locals["n"] == 50


class K:
    a = 1
    assert locals()["a"] == 1
    locals()["made"] = 5
    b = made + 1
    view = sorted(k for k in locals() if not k.startswith("__"))
    for i in range(2):
        locals()["v%d" % i] = i


assert K.b == 6 and K.view == ["a", "b", "made"] and (K.v0, K.v1) == (0, 1)
assert locals() is globals() is vars()
locals()["module_level"] = 9
assert module_level == 9


def executes():
    x = 1
    ns = locals()
    exec("x = 2; y = 3", None, ns)
    assert ns == {"x": 2, "y": 3} and x == 1
    exec("x = 5")
    assert x == 1 and "y" not in locals()
    return eval("x + 1"), eval("[x for _ in 'ab']"), eval("[v + x for v in (1, 2)]", globals(), {"x": 10})


assert executes() == (2, [1, 1], [11, 12])


def frame_view():
    a, b = 1, 2
    fl = sys._getframe().f_locals
    fl["a"] = 10
    fl.update({"b": 20})
    fl["new"] = 30
    b += 1
    return a, b, fl["b"], fl["new"], "new" in locals(), len(fl), list(fl)[:2]


assert frame_view() == (10, 21, 21, 30, True, 4, ["a", "b"])


def hot_writes(n):
    total = 0
    fl = sys._getframe().f_locals
    for i in range(n):
        if i % 100 == 99:
            fl["total"] = -1
        total += 1
    return total


assert hot_writes(1050) == 50 and hot_writes(50) == 50


def caller_changes():
    v = "original"

    def change():
        sys._getframe(1).f_locals["v"] = "changed"
    change()
    return v


assert [caller_changes() for _ in range(200)] == ["changed"] * 200


def outer_cell():
    c = 0

    def bump():
        nonlocal c
        c += 1
    bump()
    sys._getframe().f_locals["c"] += 10
    bump()
    return c


assert outer_cell() == 12
def unbound():
    if False:
        u = 1
    r = "u" in sys._getframe().f_locals
    sys._getframe().f_locals["u"] = "bound from outside"
    return r, u
assert unbound() == (False, "bound from outside")
print("locals", snapshot(1)[1]["c"], hot_writes(300))
