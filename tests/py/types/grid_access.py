"""Calls, subscripts, slices, attributes, vars() and with on a value of every builtin type: results and the exact error texts."""

VALUES = [None, True, False, 0, 1, -1, 2, 7, -7, 2 ** 50 - 1, 2 ** 50, -2 ** 50 - 1, 2 ** 63, -2 ** 64, 0.0, -0.0, 0.5,
          -2.5, 7.0, 1e16, 1e300, float("inf"), float("nan"), 1j, 1.5 - 2j, "", "ab", "\u00e9", b"", b"ab",
                  bytearray(b"c"), (), (1,),
          (1, "a"), [], [1], ["a", 2.0], {}, {"a": 1}, {1, 2}, frozenset([2]), range(3), slice(1, 2), int, len, ...]


def show(v):
    """A short text that tells the type and, for floats, the sign of zero."""
    if isinstance(v, (set, frozenset)):
        return type(v).__name__ + str(sorted(v, key=repr))
    text = repr(v) if type(v) is not type(int.__dict__) else "mappingproxy"
    if callable(v) and "0x" in text:
        text = type(v).__name__
    return text if len(text) < 40 else text[:20] + ".." + str(len(text)) + ".." + text[-8:]


def attempt(fn, *args):
    try:
        return show(fn(*args))
    except Exception as e:
        text = str(e)
        for mark, a in zip("AB", args):
            text = text.replace("'" + type(a).__name__ + "'", "<" + mark + ">")
        return type(e).__name__ + ": " + text


OPS = {
    "call": lambda v: v(),
    "getitem": lambda v: v[0],
    "slice": lambda v: v[:1],
    "attr": lambda v: v.real,
    "vars": lambda v: vars(v),
    "with": lambda v: __import__("contextlib").ExitStack().enter_context(v),
}
n = 0
for name, op in OPS.items():
    line = {}
    for j, v in enumerate(VALUES):
        line.setdefault(attempt(op, v) if not (name == "bytes" and isinstance(v, int) and v > 100) else "skipped", []).append(j)
        n += 1
    print(name)
    for result, where in line.items():
        print("   ", *where, "->", ascii(result))
print(n)
