"""< (less than) on every pair of values of the builtin types: results with their types, and the exact error texts."""

VALUES = [None, True, False, 0, 1, -1, 2, 7, -7, 2 ** 50 - 1, 2 ** 50, -2 ** 50 - 1, 2 ** 63, -2 ** 64, 0.0, -0.0, 0.5,
          -2.5, 7.0, 1e16, 1e300, float("inf"), float("nan"), 1j, 1.5 - 2j, "", "ab", "\u00e9", b"", b"ab",
                  bytearray(b"c"), (), (1,),
          (1, "a"), [], [1], ["a", 2.0], {}, {"a": 1}, {1, 2}, frozenset([2]), range(3), slice(1, 2), int, len, ...]


def show(v):
    """A short text that tells the type and, for floats, the sign of zero."""
    if isinstance(v, (set, frozenset)):
        return type(v).__name__ + str(sorted(v, key=repr))
    text = repr(v)
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


def op(a, b):
    return a < b


counts = {}
for i, a in enumerate(VALUES):
    line = {}
    for j, b in enumerate(VALUES):
        line.setdefault(attempt(op, a, b), []).append(j)
        counts[i] = counts.get(i, 0) + 1
    print(show(a), op.__name__, "<")
    for result, where in line.items():
        print("   ", *where, "->", ascii(result))
print(sum(counts.values()))
