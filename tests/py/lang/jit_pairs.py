# Loops over pairs that their body takes apart: enumerate, zip and dict.items in machine code.


def total(pairs):
    t = 0
    for i, v in pairs:
        t += i * v
    return t


def fresh(kind):
    a = list(range(200))
    if kind == "enumerate":
        return enumerate(a)
    if kind == "from":
        return enumerate(tuple(a), 1 << 49)
    if kind == "zip":
        return zip(a, reversed(a))
    if kind == "short":
        return zip(a, range(50))
    if kind == "items":
        return {k: k + 1 for k in a}.items()
    if kind == "generator":
        return enumerate(x for x in a)
    if kind == "three":
        return iter([(1, 2, 3)])
    return iter([(k, k) for k in a])


for kind in ("enumerate", "enumerate", "enumerate", "zip", "short", "items", "generator", "list", "from") * 3:
    print(kind, total(fresh(kind)))
try:
    total(fresh("three"))
except ValueError as e:
    print(e)


# The item itself can be seen after the loop: it is no pair only the body sees.
def last(rows):
    n = 0
    for row in rows:
        a, b = row
        n += a - b
    return n, row


for _ in range(5):
    print(last(zip(range(100), range(100, 0, -1))))


# A dict that changes while it is walked through.
def grows(d):
    t = 0
    for k, v in d.items():
        t += v
        if k == 150:
            d["new"] = 1
    return t


def replaced(d):
    t = 0
    for k, v in d.items():
        t += v
        if k == 150:
            del d[0]
            d["new"] = 1
    return t


for f in (grows, replaced):
    for _ in range(4):
        try:
            print(f({k: k for k in range(200)}))
        except RuntimeError as e:
            print(e)


# The halves stand in registers that a frame shows.
def seen():
    out = []
    for i, ch in enumerate("abcdefghijklmnopqrstuvwxyz" * 20):
        if i % 130 == 7:
            out.append(sorted(k for k in locals() if k != "out"))
            out.append((locals()["i"], locals()["ch"]))
    return out, i, ch


for _ in range(3):
    print(seen())


# An iterator that is stepped from inside of its own loop.
def skips(it):
    seen = []
    for i, v in it:
        if i % 3 == 0:
            next(it, None)
        seen.append((i, v))
    return seen[-3:], len(seen)


for _ in range(4):
    print(skips(enumerate(range(300))), skips(zip(range(200), "é" * 200)))
