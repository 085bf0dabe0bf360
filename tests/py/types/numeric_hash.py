"""hash() of ints, floats, complex and tuples has CPython's values; equal numbers hash alike."""
import sys

P = 2 ** 61 - 1
assert sys.hash_info.modulus == P and sys.hash_info.inf == 314159 and sys.hash_info.imag == 1000003
assert sys.hash_info.width == 64
for n in (0, 1, 2, 100, 2 ** 30, 2 ** 50, 2 ** 51, P - 1, P, P + 1, 2 ** 62, 2 ** 63, 2 ** 64, 10 ** 30, 3 ** 200):
    assert hash(n) == n % P and hash(-n) == (-(n % P) if n % P != 1 else -2)
assert hash(-1) == -2 == hash(-2) and hash(-1.0) == -2 and hash(P) == 0 and hash(-P) == 0
assert hash(-P - 1) == -2


def frac_hash(num, den):
    """The rule of the reference manual for rationals."""
    while num % P == 0 == den % P:
        num, den = num // P, den // P
    if den % P == 0:
        h = 314159
    else:
        h = abs(num) % P * pow(den, P - 2, P) % P
    h = -h if num < 0 else h
    return -2 if h == -1 else h


seed = 1
for i in range(600):
    seed = seed * 48271 % (2 ** 31 - 1)
    f = (seed - 2 ** 30) * 2.0 ** (seed % 200 - 100)
    assert hash(f) == frac_hash(*f.as_integer_ratio()), f
for e in range(-1074, 1024, 13):
    assert hash(2.0 ** e) == frac_hash(*(2.0 ** e).as_integer_ratio()) == hash(2 ** e if e >= 0 else 2.0 ** e)
assert hash(float("inf")) == 314159 and hash(-float("inf")) == -314159 and hash(0.0) == hash(-0.0) == 0
nan = float("nan")
assert hash(nan) == hash(nan) == object.__hash__(nan)



def complex_hash(z):
    h = (hash(z.real) + 1000003 * hash(z.imag)) % 2 ** 64
    h = h - 2 ** 64 if h >= 2 ** 63 else h
    return -2 if h == -1 else h


for z in (1j, 1 + 2j, -1 - 1j, 0.5 + 1e100j, 3 + 0j, complex(2 ** 60, -0.25)):
    assert hash(z) == complex_hash(z)

XXPRIME_1, XXPRIME_2, XXPRIME_5 = 11400714785074694791, 14029467366897019727, 2870177450012600261


def tuple_hash(t):
    """xxHash-like mixing with the length at the end."""
    acc = XXPRIME_5
    for x in t:
        acc = (acc + hash(x) % 2 ** 64 * XXPRIME_2) % 2 ** 64
        acc = (acc << 31 | acc >> 33) % 2 ** 64
        acc = acc * XXPRIME_1 % 2 ** 64
    acc = (acc + (len(t) ^ XXPRIME_5 ^ 3527539)) % 2 ** 64
    if acc == 2 ** 64 - 1:
        return 1546275796
    return acc - 2 ** 64 if acc >= 2 ** 63 else acc


for t in ((), (1,), (1, 2), (2, 1), (0,), (-1,), (1.5, (2, (3,))), tuple(range(100)), (2 ** 70, -5, 1e10),
        (None,) * 0, ((), ())):
    assert hash(t) == tuple_hash(t), t
assert hash(()) == 5740354900026072187 and hash((1, 2, 3)) == 529344067295497451
assert hash((1.0, 2, True)) == hash((1, 2.0, 1))
assert hash(True) == 1 and hash(False) == 0 and hash("") == 0 == hash(b"")
assert hash(range(0)) == hash((0, None, None))
assert hash(range(5)) == hash((5, 0, 1)) == hash(range(0, 5, 1))
assert hash(range(3, 4, 9)) == hash((1, 3, None))
assert hash("abc") == hash("".join(["a", "bc"])) and hash(b"abc") == hash("abc") == hash(memoryview(b"abc"))
assert hash(frozenset([1, 2])) == hash(frozenset([2, 1]))
assert hash(slice(1, 2)) == hash(slice(1, 2, None)) and hash(slice(1)) != hash(slice(2))
assert hash(None) == hash(None) and hash(...) == hash(Ellipsis)
for bad in ([], {}, set(), bytearray(), [1][:], {1}.union([2])):
    try:
        hash(bad)
    except TypeError as e:
        assert str(e) == "unhashable type: '" + type(bad).__name__ + "'"
    else:
        raise AssertionError
try:
    hash((1, [2]))
except TypeError as e:
    assert str(e) == "unhashable type: 'list'"


class H:
    def __init__(self, h):
        self.h = h

    def __hash__(self):
        return self.h


assert hash(H(-1)) == -2 and hash(H(2 ** 61)) == 2 ** 61 and hash(H(2 ** 64)) == hash(2 ** 64)
assert hash(H(True)) == 1 and hash(H(-2 ** 100)) == hash(-2 ** 100)
try:
    hash(H(1.5))
except TypeError as e:
    assert str(e) == '__hash__ method should return an integer'
print("hashes", hash(10 ** 40), hash(0.1), hash((1, 2, (3, 4.5))))
