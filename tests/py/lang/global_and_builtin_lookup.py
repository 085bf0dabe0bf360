"""Names: local, enclosing, global, builtin; `global` at every depth; shadowing while a loop is hot."""
import builtins

x = "global"


def setter(v):
    global x, fresh
    x = v
    fresh = v


def reader():
    return x


assert reader() == "global"
setter(5)
assert reader() == 5 and fresh == 5


def nested():
    x = "enclosing"

    def a():
        global x
        x = "set by a"

        def b():
            return x
        return b()

    def c():
        return x
    return a(), c(), x


assert nested() == ("set by a", "enclosing", "enclosing") and x == "set by a"


def hot(seq, n):
    total = 0
    for _ in range(n):
        total += len(seq)
    return total


assert hot("abc", 500) == 1500
len = lambda s: 100
assert hot("abc", 500) == 50000
del len
assert hot("abc", 500) == 1500
real_len = builtins.len
builtins.len = lambda s: 7
try:
    assert hot("abc", 500) == 3500
finally:
    builtins.len = real_len
assert hot("abc", 2) == 6

# The change happens in the middle of the loop.
def flip(n):
    global len
    out = 0
    for i in range(n):
        if i == n // 2:
            len = lambda s: 0
        out += len("abcd")
    del len
    return out


assert flip(1000) == 2000

# Through globals() and module dict too.
globals()["len"] = lambda s: 1
assert hot("abc", 10) == 10
globals().pop("len")
assert hot("abc", 10) == 30
builtins.brand_new = 11


def uses_new():
    return brand_new


assert uses_new() == 11
brand_new = 12
assert uses_new() == 12
del brand_new
assert uses_new() == 11
del builtins.brand_new
texts = []
for call in (uses_new, lambda: undefined_name, lambda: exec("del nothing"), lambda: exec("global g; del g")):
    try:
        call()
    except NameError as e:
        texts.append(str(e))
assert texts == [
    "name 'brand_new' is not defined", "name 'undefined_name' is not defined",
    "name 'nothing' is not defined", "name 'g' is not defined",
]

# A dict of its own as builtins.
ns = {"__builtins__": {"len": lambda s: "custom"}}
exec("r = len([])\ndef f(): return len(0)", ns)
assert ns["r"] == "custom" and ns["f"]() == "custom"
try:
    exec("print", ns)
except NameError as e:
    assert str(e) == "name 'print' is not defined"


def mutual(n):
    global value
    value = 0
    for i in range(n):
        value += i
        if value > 10 ** 4:
            value = 2.5
    return value


assert mutual(2000) == 9987.5


class ClassScope:
    x = x
    len = lambda s: "m"

    def m(self):
        return x, len("xx"), self.len()


assert ClassScope().m() == ("set by a", 2, "m")
for name in ("x",):
    del globals()[name]
try:
    reader()
except NameError as e:
    print(e)
