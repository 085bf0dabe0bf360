"""Requests for more memory than any machine has are a MemoryError, at once."""
N = 10**15


def refused(request):
    try:
        request()
    except (MemoryError, OverflowError) as error:
        return type(error).__name__
    return "done"


requests = [
    lambda: "x" * N,
    lambda: "é" * N,
    lambda: b"x" * N,
    lambda: bytearray(b"x") * N,
    lambda: [0] * N,
    lambda: (0,) * N,
    lambda: bytes(N),
    lambda: bytearray(N),
    lambda: "x".ljust(N),
    lambda: "x".center(N),
    lambda: "x".zfill(N),
    lambda: b"x".zfill(N),
    lambda: format(1, str(N)),
    lambda: f"{1.5:{N}}",
    lambda: "{:>1000000000000000}".format("x"),
    lambda: list(range(N)),
    lambda: "xx" * (2**63 - 1),
    lambda: "x" * 2**63,
    lambda: ("a" * 10**6).replace("a", "b" * 10**7),
]
print([refused(r) for r in requests])
x = [1]
try:
    x *= N
except MemoryError:
    print(x)
