"""Unbound locals: reads before binding, after del, in branches, loops, except clauses; exact texts."""


def before():
    y = x_later
    x_later = 1


def after_del(a):
    del a
    return a


def double_del():
    v = 1
    del v
    del v


def branch(flag):
    if flag:
        val = 1
    return val


def loop(n):
    for i in range(n):
        last = i
    return i, last


def in_except():
    try:
        1 / 0
    except ZeroDivisionError as err:
        pass
    return err


def aug():
    total += 1


def with_target(flag):
    while flag:
        inner = 2
        break
    return [inner for _ in "a"]


def comp():
    return [z for _ in "ab" if (z := 1) and 0], z


def walrus(flag):
    if flag and (w := 3):
        pass
    return w


def import_late():
    n = sys.maxsize
    import sys


def func_late():
    helper()
    def helper(): pass


def class_late():
    K()
    class K: pass


def match_late(v):
    match v:
        case [a, b]:
            pass
        case _:
            pass
    return b


def captured():
    def g():
        nonlocal cap
        cap = 1
    out = cap
    cap = 2


texts = []
calls = [before, lambda: after_del(1), double_del, lambda: branch(0), lambda: loop(0), in_except, aug,
         lambda: with_target(0), comp, lambda: walrus(0), import_late, func_late, class_late, lambda: match_late(3), captured]
for call in calls:
    try:
        r = call()
    except UnboundLocalError as e:
        texts.append((e.name, str(e)))
        assert isinstance(e, NameError)
    except NameError as e:
        texts.append(("NameError", str(e)))
    else:
        texts.append(r)
assert texts == [
    (None, "cannot access local variable 'x_later' where it is not associated with a value"),
    (None, "cannot access local variable 'a' where it is not associated with a value"),
    (None, "cannot access local variable 'v' where it is not associated with a value"),
    (None, "cannot access local variable 'val' where it is not associated with a value"),
    (None, "cannot access local variable 'i' where it is not associated with a value"),
    (None, "cannot access local variable 'err' where it is not associated with a value"),
    (None, "cannot access local variable 'total' where it is not associated with a value"),
    (None, "cannot access local variable 'inner' where it is not associated with a value"), ([], 1),
    (None, "cannot access local variable 'w' where it is not associated with a value"),
    (None, "cannot access local variable 'sys' where it is not associated with a value"),
    (None, "cannot access local variable 'helper' where it is not associated with a value"),
    (None, "cannot access local variable 'K' where it is not associated with a value"),
    (None, "cannot access local variable 'b' where it is not associated with a value"),
    (None, "cannot access local variable 'cap' where it is not associated with a value"),
]
assert branch(1) == 1 and loop(3) == (2, 2) and walrus(1) == 3 and match_late("xy"[0:0] or [1, 2]) == 2


def alternating(n):
    """A local that is bound and unbound in turns inside a hot loop."""
    missing = 0
    for i in range(n):
        try:
            if i % 3 == 0:
                t = i
            elif i % 3 == 1:
                t += 1
                del t
            else:
                t
        except UnboundLocalError:
            missing += 1
    return missing


assert alternating(999) == 333


def del_everything(a, b, *c, d, **e):
    loc = 5
    del a, b, c, d, e, loc
    return locals()


assert del_everything(1, 2, 3, d=4, f=5) == {}


def rebind():
    for x in range(3):
        y = x
        del x
    return y, "x" in locals()


assert rebind() == (2, False)


class Body:
    try:
        print(unbound_in_class)
    except NameError as e:
        text = type(e).__name__, str(e)
    value = 1
    del value
    try:
        value
    except NameError as e:
        text2 = str(e)


assert (Body.text, Body.text2) == (
    ('NameError', "name 'unbound_in_class' is not defined"), "name 'value' is not defined",
)
print("unbound", len(texts), alternating(30))
