"""Every public method of property with many argument lists: results, what the object becomes, and the exact error texts."""

MAKERS = [lambda: property(lambda s: 1)]
ARGS = [(), (0,), (1,), (-1,), ("a",), ("b", 1), (b"a",), (None,), ([1, 2],), ((1,),), ({"a": 1},), (1.5,),
        (1, 2), ("a", "b"), (b"a", b"b"), ("", ""),
        (2, "x"), ([],), ({1, 2},), ("ab", "c", 1), (int,), (1, 2, 3), ("é",), (2 ** 70,)]


def show(v):
    """A short text that tells the type and, for floats, the sign of zero."""
    if isinstance(v, (set, frozenset)):
        return type(v).__name__ + str(sorted(v, key=repr))
    text = repr(v).split(" at 0x")[0]
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


def state(o):
    return show(o) if not isinstance(o, memoryview) else show(o.tolist()) if o.nbytes else ""


n = 0
for make in MAKERS:
    sample = make()
    print(state(sample) if "0x" not in repr(sample) else type(sample).__name__)
    for name in dir(sample):
        if name.startswith("_") or name in ("gi_frame", "gi_code", "obj"):
            continue
        if not callable(getattr(sample, name)):
            print("  ", name, "=", show(getattr(sample, name)).split(" at 0x")[0])
            continue
        lines = {}
        for k, args in enumerate(ARGS):
            o = make()
            if args == (2 ** 70,) and name in ("to_bytes",) or name in ("release",) and k:
                continue
            result = attempt(getattr(o, name), *args)
            if name in ("pop", "popitem") and isinstance(o, (set, frozenset)):
                result = type(result).__name__
            after = "" if isinstance(o, (str, bytes, tuple, int, float, complex, frozenset, range,
                    slice)) or name == "release" or "0x" in repr(o) and not isinstance(o, memoryview) else state(o)
            if name == "pop" and isinstance(o, set):
                after = str(len(o))
            lines.setdefault((result, "" if after == (state(sample) if after else "") else " => " + after), []).append(k)
            n += 1
        print("  ", name)
        for (result, after), where in lines.items():
            text = result.split(" at 0x")[0]
            print("      ", *where, "->", ascii(text) + ascii(after).strip("'") if after else ascii(text))
print(n)
