"""A single huge request fails before anything is allocated: MemoryError at once, and the program goes on."""
import array
import collections
import os

n = 10**15
m = 10**8


def fails(request, error=MemoryError):
    try:
        request()
    except error:
        return
    raise AssertionError("it did not fail")


# Repetition.
fails(lambda: [0] * n)
fails(lambda: (0, 1) * n)
fails(lambda: "x" * n)
fails(lambda: "é" * n)
fails(lambda: b"x" * n)
fails(lambda: collections.deque([0], 10) and array.array("q", [0]) * n)


def in_place():
    row = [0]
    row *= n


fails(in_place)

# Sizes given as numbers.
fails(lambda: bytes(n))
fails(lambda: bytearray(n))
fails(lambda: (1).to_bytes(n))
fails(lambda: (1).to_bytes(n, "little", signed=True))

# Padding.
for pad in (str.ljust, str.rjust, str.center, str.zfill):
    fails(lambda: pad("7", n))
for pad in (bytes.ljust, bytes.rjust, bytes.center, bytes.zfill):
    fails(lambda: pad(b"7", n))

# Formats: widths in both languages of formatting.
fails(lambda: "%*d" % (n, 1))
fails(lambda: "%*s" % (-n, "x"))
fails(lambda: "%1000000000000000d" % 1)
fails(lambda: b"%*d" % (n, 1))
fails(lambda: format(1, f"{n}d"))
fails(lambda: format("x", f"*^{n}s"))
fails(lambda: format(1.5, f"{n}.2f"))
fails(lambda: format(1j, f"{n}"))
fails(lambda: "{:>{}}".format("x", n))
fails(lambda: f"{1:>{n}}")

# Results that are much larger than what they are made from.
x, y = "x" * 10**7, "y" * m
fails(lambda: x.replace("x", y))
fails(lambda: x.replace("", y))
fails(lambda: x.encode().replace(b"x", y.encode()))
fails(lambda: y.join(["a"] * 10**7))
fails(lambda: y.encode().join([b"a"] * 10**7))
del x, y

# Numbers.
fails(lambda: 1 << n * 1000)
fails(lambda: -5 << n)

# The heap is as it was.
kept = [str(i) for i in range(1000)]
assert "".join(kept) == "".join(map(str, range(1000))) and len(bytes(1000)) == 1000
print("huge requests fail")
