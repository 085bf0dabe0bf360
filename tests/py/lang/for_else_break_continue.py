"""`for` loops: else, break, continue, targets of every kind, the variable after the loop."""


def search(seq, x):
    for i, v in enumerate(seq):
        if v == x:
            where = i
            break
    else:
        where = -1
    return where


assert search([5, 6, 7], 6) == 1
assert search([5, 6, 7], 9) == -1
assert search([], 9) == -1

for i in range(5):
    pass
assert i == 4
i = "kept"
for i in []:
    pass
assert i == "kept"

# The target may be anything assignable.
d = {}
lst = [0, 0]


class Box:
    pass


box = Box()
for d["k"] in range(3):
    pass
for lst[d["k"] - 1] in "xyz":
    pass
for box.v in (1, 2, 3):
    pass
for lst[0:1] in [[7, 8]]:
    pass
assert d == {"k": 2} and lst == [7, 8, "z"] and box.v == 3

pairs = []
for (a, b), *rest in [((1, 2), 3, 4), ("xy",), [(5, 6), 7]]:
    pairs.append((a, b, rest))
assert pairs == [(1, 2, [3, 4]), ("x", "y", []), (5, 6, [7])]

log = []
for i in range(4):
    for j in range(4):
        if j > i:
            break
        if j == 1:
            continue
        log.append((i, j))
    else:
        log.append("full")
assert log == [(0, 0), (1, 0), (2, 0), (2, 2), (3, 0), (3, 2), (3, 3), "full"]

# Assigning the loop variable does not disturb the iteration.
seen = []
for i in range(5):
    seen.append(i)
    i += 100
assert seen == [0, 1, 2, 3, 4] and i == 104

# Loops inside try/finally run the finally on break and continue.
log = []
for i in range(4):
    try:
        if i == 1:
            continue
        if i == 3:
            break
        log.append(i)
    finally:
        log.append("f%d" % i)
else:
    log.append("else")
assert log == [0, "f0", "f1", 2, "f2", "f3"]

# The iterable is evaluated once; star elements are allowed in it.
calls = []


def source():
    calls.append(1)
    return [1, 2]


total = 0
for x in *source(), *(3, 4), 5:
    total += x
assert total == 15 and calls == [1]

for x, in [(1,), (2,)]:
    pass
assert x == 2
for [x, y] in {(1, 2): 0}:
    assert (x, y) == (1, 2)


def gen_break():
    out = []
    def g():
        try:
            yield from range(10)
        finally:
            out.append("closed")
    it = g()
    for v in it:
        if v == 3:
            break
    out.append(next(it))
    it.close()
    return out


assert gen_break() == [4, "closed"]
print("for", log, pairs[0], total)
