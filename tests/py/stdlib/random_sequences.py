"""random: the very sequences of CPython's Mersenne Twister for every kind of seed and every function."""
import random


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

r = random.Random(42)
assert [r.random() for _ in range(3)] == [0.6394267984578837, 0.025010755222666936, 0.27502931836911926]
assert [r.getrandbits(k) for k in (1, 8, 31, 32, 33, 64, 100)] == [
    0, 35, 1581559892, 440213415, 7201369453, 10060236952204337488, 33428090951638827606959300482,
]
assert [r.randrange(n) for n in (1, 2, 10, 1000, 2 ** 32, 2 ** 40, 10 ** 20)] == [0, 0, 3, 238, 2340505846,
        984494296032, 95178914841424964541]
assert [r.randint(-5, 5) for _ in range(10)] == [1, 0, -1, -3, -2, 0, -4, -4, 1, -4]
assert [r.randrange(10, 100, 7) for _ in range(6)] == [45, 45, 73, 38, 94, 10]
assert [r.choice("abcdef") for _ in range(8)] == ['f', 'd', 'e', 'a', 'd', 'a', 'e', 'c']
assert [round(r.uniform(-1, 1), 12) for _ in range(3)] == [0.658809328506, 0.237039504728, 0.723413800622]
assert [round(r.gauss(0, 1), 10) for _ in range(4)] == [-1.3807849337, -0.7294464417, 0.68961417, 0.2042308429]
assert [round(f, 9) for f in (r.normalvariate(1, 2), r.expovariate(0.5), r.betavariate(2, 3),
        r.gammavariate(2, 1), r.gammavariate(0.5, 2), r.triangular(0, 10, 3), r.lognormvariate(0, 1),
        r.vonmisesvariate(0, 4), r.paretovariate(3), r.weibullvariate(1, 2))] == [
    0.214719307, 0.529991753, 0.128241946, 1.471555258, 0.082107981, 2.214062965, 1.719598474,
    5.089344317, 1.134659585, 0.55823009,
]
x = list(range(10))
r.shuffle(x)
assert x == [2, 1, 0, 4, 6, 7, 8, 9, 5, 3] and r.sample(range(100), 5) == [17, 31, 95, 71, 68]
assert r.sample(range(20), 15) == [8, 18, 13, 12, 11, 3, 2, 19, 7, 1, 0, 10, 17, 5, 16]
assert r.choices("abc", [5, 1, 1], k=8) == ['b', 'a', 'a', 'a', 'c', 'a', 'c', 'c']
assert r.choices(range(10), cum_weights=list(range(1, 11)), k=5) == [0, 7, 6, 5, 2]
assert r.randbytes(6) == b'\x93\x12\x16\xa4\x15W' and r.binomialvariate(20, 0.3) == 6
for seed, want in ((0, None), (-42, None), (2 ** 70, None), ("text", None), (b"bytes", None), (1.5, None),
        (bytearray(b"ba"), None)):
    a, b = random.Random(seed), random.Random()
    b.seed(seed)
    assert a.random() == b.random() and a.getstate() == b.getstate()
assert [random.Random(s).getrandbits(32) for s in (0, 1, 42, -42, 2 ** 32, 2 ** 70, "text", b"bytes", "",
        bytearray(b"ba"))] == [
    3626764237, 577090037, 2746317213, 2746317213, 485306839, 999817988, 3741588942, 1592388236,
    4124137760, 2621065858,
]
assert random.Random(42).random() == random.Random(-42).random()
assert random.Random("a").random() != random.Random(b"b").random()
s = random.Random("v1")
s.seed("text", version=1)
assert s.random() == 0.325292252951765
st = r.getstate()
one = [r.random() for _ in range(700)]
r.setstate(st)
assert [r.random() for _ in range(700)] == one and st[0] == 3 and len(st[1]) == 625
random.seed(7)
first = random.random()
random.seed(7)
assert random.random() == first == random.Random(7).random()
raises(ValueError, 'empty range for randrange()', r.randrange, 0)
raises(ValueError, 'empty range in randrange(5, 5)', r.randrange, 5, 5)
raises(ValueError, 'zero step for randrange()', r.randrange, 1, 10, 0)
raises(TypeError, "'float' object cannot be interpreted as an integer", r.randrange, 1.5)
raises(ValueError, 'empty range in randint(5, 1)', r.randint, 5, 1)
raises(IndexError, 'Cannot choose from an empty sequence', r.choice, [])
raises(ValueError, 'Sample larger than population or is negative', r.sample, [1], 2)
raises(TypeError, 'Population must be a sequence.  For dicts or sets, use sorted(d).', r.sample, {1, 2}, 1)
raises(ValueError, 'Sample larger than population or is negative', r.sample, [1], -1)
raises(ValueError, 'Total of weights must be greater than zero', r.choices, "ab", [0, 0])
raises(ValueError, 'The number of weights does not match the population', r.choices, "ab", [1])
raises(TypeError, 'Cannot specify both weights and cumulative weights', r.choices, "ab", [1, 1], cum_weights=[1, 2])
raises(ValueError, 'Cannot convert negative int', r.getrandbits, -1)
raises(TypeError, "'float' object cannot be interpreted as an integer", r.getrandbits, 1.5)
raises(TypeError, 'The only supported seed types are:\nNone, int, float, str, bytes, and bytearray.', random.Random, [1])
raises(ValueError, 'gammavariate: alpha and beta must be > 0.0', r.gammavariate, -1, 1)
raises(TypeError, "'tuple' object does not support item assignment", r.shuffle, (1, 2))
raises(ValueError, 'state with version 5 passed to Random.setstate() of version 3', r.setstate, (5, (), None))
assert r.getrandbits(0) == 0 and r.sample([], 0) == [] and r.choices([1], k=0) == []


class Fixed(random.Random):
    def random(self):
        return 0.5


f = Fixed()
assert f.choice("abcd") == 'a' and f.randrange(10) == 6 and f.uniform(0, 10) == 5.0
assert f.shuffle(q := [1, 2, 3]) is None and q == [3, 1, 2]
big = random.Random(2024)
hist = [0] * 10
for _ in range(3000):
    hist[big.randrange(10)] += 1
assert hist == [291, 329, 307, 328, 265, 299, 289, 296, 301, 295]
assert isinstance(random.SystemRandom().random(), float) and 0 <= random.SystemRandom().randrange(5) < 5
print("random", hist, random.Random(1).sample(range(50), 5))
