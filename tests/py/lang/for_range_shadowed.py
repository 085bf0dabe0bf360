"""A loop over `range(n)` obeys a `range` that was shadowed: global, local, builtin, at run time."""
import builtins

real_range = range
log = []


def loop(n):
    out = []
    for i in range(n):
        out.append(i)
    return out


for _ in real_range(300):
    assert loop(3) == [0, 1, 2]


def fake(n):
    log.append(n)
    return ["fake", n]


# A module global appears while the loop is hot.
range = fake
assert loop(3) == ["fake", 3]
for _ in real_range(50):
    loop(1)
assert len(log) == 51
del range
assert loop(2) == [0, 1]

# The builtin itself is replaced.
builtins.range = lambda n: iter("ab")
try:
    assert loop(7) == ["a", "b"]
finally:
    builtins.range = real_range
assert loop(1) == [0]

# The replacement happens inside the running loop: only the next loop sees it.
def switch(n):
    global range
    out = []
    for round in (1, 2, 3):
        for i in range(n):
            out.append(i)
            if round == 1 and i == 1:
                range = lambda n: ("new",)
    return out


assert switch(3) == [0, 1, 2, "new", "new"]
del range


def shadow_param(range, n):
    return [i for i in range(n)], [x for x in range(n + 1)]


assert shadow_param(lambda n: "q" * n, 2) == (["q", "q"], ["q", "q", "q"])


def shadow_local(n):
    range = [3, 4]
    total = 0
    for i in range:
        total += i
    return total


assert shadow_local(1) == 7


class Body:
    range = lambda n: [n, n]
    values = [i for i in range(2)]
    direct = []
    for i in range(2):
        direct.append(i)


# The outermost iterable of a comprehension is evaluated in the class scope.
assert Body.values == [2, 2] and Body.direct == [2, 2]


def missing():
    del builtins.range
    try:
        loop(2)
    except NameError as e:
        return str(e)
    finally:
        builtins.range = real_range


assert missing() == "name 'range' is not defined"
assert loop(4) == [0, 1, 2, 3]
ns = {"range": lambda n: [9]}
exec("got = [i for i in range(3)]\nfor j in range(5): last = j", ns)
assert ns["got"] == [9] and ns["last"] == 9
print("shadowed range", len(log), Body.values)
