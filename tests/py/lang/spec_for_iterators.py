"""Loops whose iterator kind is remembered by the instruction: every guess must be checked."""


def total(it):
    t = []
    for x in it:
        t.append(x)
    return t


# One loop, many kinds of iterators, in an order that makes each guess fail once.
kinds = [
    [1, 2], (3, 4), range(3), "ab", {"k": 1}, {5}, {"v": 2}.values(), {"i": 3}.items(),
    (x for x in "gen"), [6], enumerate("e"), zip([1], [2]), iter([7, 8]), reversed([1, 2]), "é日",
    range(2**50 - 1, 2**50 + 2), range(2**63 - 1, 2**63 + 2), map(abs, [-1]), bytes(b"xy"), [9],
]
for _ in range(2):
    print([total(k) for k in kinds])


# A list that grows and shrinks while it is iterated.
def growing():
    row = [0]
    for x in row:
        if x < 5:
            row.append(x + 1)
    return row


def shrinking():
    row = list(range(10))
    seen = []
    for x in row:
        seen.append(x)
        row.pop()
    return seen


print(growing(), growing(), shrinking(), shrinking())

# An exhausted iterator stays exhausted.
row = [1, 2]
it = iter(row)
print(total(it))
row.append(3)
print(total(it), next(it, "end"))
text = iter("ab")
print(total(text), total(text))
r = iter(range(3))
print(next(r), total(r), total(r))


# Dicts that change.
def change(kind):
    d = {1: "a", 2: "b"}
    out = []
    try:
        if kind == "items":
            for k, v in d.items():
                out.append((k, v))
                d[k + 10] = v
        elif kind == "keys":
            for k in d:
                out.append(k)
                del d[k]
        else:
            for v in d.values():
                out.append(v)
                d.clear()
                d["x"] = 1
                d["y"] = 2
    except RuntimeError as e:
        out.append(str(e))
    return out


for kind in ("items", "keys", "values", "items"):
    print(change(kind), change(kind))


# Pairs that the loop takes apart at once.
def pairs(it):
    out = []
    for a, b in it:
        out.append((a, b))
    return out


class Enum(enumerate):
    pass


class Zipped(zip):
    def __next__(self):
        a, b = super().__next__()
        return b, a


sources = [
    {"a": 1, "b": 2}.items, lambda: enumerate("xy"), lambda: zip("pq", [1, 2]), lambda: [(1, 2), [3, 4], "56"],
    lambda: enumerate("big", 2**50 - 1), lambda: enumerate("huge", 2**70), lambda: Enum("sub"),
    lambda: Zipped("ab", "cd"), lambda: zip([1, 2, 3], (x for x in "gh")), lambda: ((i, -i) for i in range(2)),
    lambda: {1: 2}.items(), lambda: enumerate(enumerate("n")), lambda: zip((), ()), lambda: zip("a", "b", strict=True),
]
for s in sources * 2:
    print(pairs(s()))


def uneven():
    out = []
    try:
        for a, b in zip([1, 2], [3], strict=True):
            out.append((a, b))
    except ValueError as e:
        out.append(str(e))
    return out


print(uneven(), uneven())


def three():
    try:
        for a, b in zip([1], [2], [3]):
            pass
    except ValueError as e:
        return str(e)


print(three(), three())


# The pair has a name of its own: it is made.
def named():
    out = []
    for pair in {"k": 1}.items():
        a, b = pair
        out.append((pair, a, b))
    return out


print(named(), named())


# Both names the same, nested targets, attributes and subscripts as targets.
class Box:
    pass


def targets():
    box, row, out = Box(), [0], []
    for x, x in zip("ab", "cd"):
        out.append(x)
    for i, (a, b) in enumerate(zip("ab", "cd")):
        out.append((i, a, b))
    for box.a, row[0] in zip("ef", "gh"):
        out.append((box.a, row[0]))
    return out


print(targets(), targets())


# `zip` has taken from the first iterator when the second one ends.
first = iter([1, 2, 3])
for a, b in zip(first, [10]):
    print(a, b)
print(next(first))


# An exception of the inner iterator goes to the loop's place.
def failing():
    yield 1
    raise KeyError("inner")


def catch(make):
    out = []
    try:
        for a, b in make():
            out.append((a, b))
    except KeyError as e:
        out.append(repr(e))
    return out


print(catch(lambda: enumerate(failing())), catch(lambda: zip(failing(), "ab")), catch(lambda: zip("ab", failing())))


# An enumerate that its own source steps.
def stepping():
    def source():
        yield "a"
        out.append(next(e, "busy"))
        yield "b"

    out = []
    e = enumerate(source())
    try:
        for i, x in e:
            out.append((i, x))
    except ValueError as error:
        out.append(str(error))
    return out


print(stepping(), stepping())
