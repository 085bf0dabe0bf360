"""Strings built in loops by +=, join, format, % and f-strings, in locals, attributes, items, cells and globals."""

G = ""


def by_plus(n):
    s = ""
    for i in range(n):
        s += str(i)
        if i % 7 == 0:
            s += ","
    return s


def by_join(n):
    return "".join(str(i) + ("," if i % 7 == 0 else "") for i in range(n))


def by_fstring(n):
    s = ""
    for i in range(n):
        s = f"{s}{i}{',' if i % 7 == 0 else ''}"
    return s


def by_percent(n):
    s = ""
    for i in range(n):
        s = "%s%d%s" % (s, i, "," if i % 7 == 0 else "")
    return s


def by_prepend(n):
    s = ""
    for i in range(n - 1, -1, -1):
        s = str(i) + ("," if i % 7 == 0 else "") + s
    return s


def by_global(n):
    global G
    G = ""
    for i in range(n):
        G += str(i)
        G += "," if i % 7 == 0 else ""
    return G


def by_cell(n):
    s = ""

    def add(x):
        nonlocal s
        s += x
    for i in range(n):
        add(str(i))
        if i % 7 == 0:
            add(",")
    return s


class Obj:
    s = ""


def by_attr(n):
    o = Obj()
    for i in range(n):
        o.s += str(i)
        if i % 7 == 0:
            o.s += ","
    return o.s


def by_item(n):
    d, l = {"s": ""}, [""]
    for i in range(n):
        d["s"] += str(i)
        l[0] += str(i)
        if i % 7 == 0:
            d["s"] += ","
            l[0] = l[0] + ","
    assert d["s"] == l[0]
    return d["s"]


def by_format(n):
    s = ""
    for i in range(n):
        s = "{}{}{}".format(s, i, "," if i % 7 == 0 else "")
    return s


def by_replace(n):
    s = "@"
    for i in range(n):
        s = s.replace("@", str(i) + ("," if i % 7 == 0 else "") + "@")
    return s[:-1]


MAKERS = [by_plus, by_join, by_fstring, by_percent, by_prepend, by_global, by_cell, by_attr, by_item, by_format, by_replace]
for n in (0, 1, 8, 200):
    assert len({f(n) for f in MAKERS}) == 1
text = by_plus(2000)
assert text == by_join(2000) and hash(text) == hash(by_join(2000)) and text.count(",") == 286
assert len(text) == 10 + 180 + 2700 + 4000 + 286


def branches(n):
    """One prefix with two growing continuations."""
    base = "base"
    a = b = base
    for i in range(n):
        if i % 2:
            a += "a" * (i % 3)
        else:
            b += "\u00e9" * (i % 3)
        if i == n // 2:
            c = a
            a += "|"
    return base, len(a), len(b), len(c), a.startswith(c), set(b[4:])


assert branches(600) == ('base', 305, 304, 154, True, {'é'})


def wide(n):
    s = ""
    for i in range(n):
        s += "aé€😀"[i % 4] if i > n // 2 else "x"
    return s


w = wide(1000)
assert len(w) == 1000 and w[:501] == "x" * 501 and w[501:505] == "é€😀a" and w.encode().decode() == w


def bytes_too(n):
    b, ba = b"", bytearray()
    for i in range(n):
        b += bytes([i % 256])
        ba += b"%d" % (i % 10)
    return len(b), b[-1], bytes(ba[-3:])


assert bytes_too(1500) == (1500, 1499 % 256, b"789")
words = [chr(97 + i % 26) * (i % 5) for i in range(400)]
line, lines = "", []
for wd in words:
    if len(line) + len(wd) + 1 > 30:
        lines.append(line)
        line = ""
    line += (" " if line else "") + wd
lines.append(line)
assert max(map(len, lines)) <= 30 and len(lines) == 40
print("building", text[:12], len(lines), branches(10))
