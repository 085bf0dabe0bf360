# One place that calls a type with one value sees other types, other values, names that are bound
# anew, subclasses and results that are no fast case.
class S(str):
    pass


class I(int):
    pass


class Shown:
    def __str__(self):
        return "shown"

    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __bool__(self):
        return False

    def __repr__(self):
        return "Shown()"


class Meta(type):
    def __call__(cls, *args):
        return ("called", args)


class M(metaclass=Meta):
    pass


def convert(f, v):
    return f(v)


values = [5, -7, 2**70, 1.5, -0.0, True, "12", "x", b"b", None, [1], Shown(), S("9"), I(3), "", " 4 ", 1e300]
for f in (str, int, float, bool, type, repr, S, I, M, Shown, list, str):
    for _ in range(3):
        if f is not Shown and f is not list:
            convert(f, 1)
    for v in values:
        if f is type:
            print(f(v).__name__, convert(f, v) is f(v))
            continue
        try:
            print(f.__name__, repr(convert(f, v)))
        except Exception as e:
            print(f.__name__, type(e).__name__, e)

total = 0
for i in range(200):
    total += len(str(i)) + len(repr(-i)) + int(str(i)) + int(float(i))
print(total)

saved = str


def shadowed(n):
    out = []
    for i in range(n):
        out.append(str(i))
        if i == 2:
            globals()["str"] = lambda v: "mine"
    return out


print(shadowed(5))
del str
print(shadowed(2))

# Splitting and joining around the sizes where lists are made in another way.
for n in (0, 1, 2, 15, 16, 17, 18, 63, 64, 65, 200):
    parts = [saved(i) for i in range(n)]
    for sep in (",", "é", "<>", ""):
        text = sep.join(parts)
        assert text == "".join([(sep if i else "") + p for i, p in enumerate(parts)])
        if sep:
            assert text.split(sep) == (parts or [""]), (n, sep)
            assert text.split(sep, 3) == (parts[:3] + ([sep.join(parts[3:])] if n > 3 else [])) or not n
    assert " \t".join(parts).split() == parts
    assert ("\u2003 ".join(parts) + " ").split() == parts
assert "a".join(S("b")) == "b" and type("".join([S("b")])) is saved and "".join(iter("xyz")) == "xyz"
for bad in ([1], ["a", None], [b"x"]):
    try:
        "-".join(bad)
    except TypeError as e:
        print(e)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return True


for _ in range(3):
    with Manager() as m:
        raise ValueError
Manager.__enter__ = lambda self: "replaced"
with Manager() as m:
    print(m)
del Manager.__exit__
try:
    with Manager():
        pass
except TypeError as e:
    print(e)


def shape(v):
    match v:
        case []:
            return "empty"
        case [x]:
            return ("one", x)
        case (x, y):
            return ("two", x, y)
        case [x, *rest]:
            return ("more", x, rest)
        case _:
            return "other"


class T(tuple):
    def __len__(self):
        return 1


class L(list):
    def __len__(self):
        return 2


for v in ((), [], (1,), [1, 2], (1, 2, 3), "ab", b"ab", {1: 2}, range(2), range(5), T((4,)), L((1, 2)), 3, None):
    print(shape(v))
