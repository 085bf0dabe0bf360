"""random: distributions' ranges and means, shuffles as permutations, sample without repeats, choices by weight, state use."""
import random
import statistics


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

r = random.Random(12345)
xs = [r.random() for _ in range(3000)]
assert all(0 <= x < 1 for x in xs) and abs(statistics.fmean(xs) - 0.5) < 0.03 and len(set(xs)) == 3000
for lo, hi in ((0, 1), (-5, 5), (10, 11), (-2 ** 70, 2 ** 70)):
    vals = [r.randint(lo, hi) for _ in range(300)]
    assert all(lo <= v <= hi for v in vals) and (hi - lo > 20 or set(vals) == set(range(lo, hi + 1)))
for args in ((10,), (5, 9), (0, 100, 7), (10, 0, -3), (-5, 5, 2)):
    assert set(r.randrange(*args) for _ in range(300)) <= set(range(*args))
deck = list(range(52))
for _ in range(20):
    r.shuffle(deck)
    assert sorted(deck) == list(range(52))
assert deck != list(range(52))
for k in (0, 1, 5, 21, 22, 50, 99, 100):
    s = r.sample(range(100), k)
    assert len(s) == len(set(s)) == k and all(v in range(100) for v in s)
assert sorted(r.sample("aab", 3)) == ["a", "a", "b"]
assert sorted(r.sample([1, 2], counts=[3, 1], k=4)) == [1, 1, 1, 2]
picks = r.choices("abc", weights=[8, 1, 1], k=2000)
assert 1450 < picks.count("a") < 1750 and set(picks) == set("abc") and r.choices([1], k=3) == [1, 1, 1]
assert set(r.choices("xy", cum_weights=[0, 1], k=50)) == {"y"}
checks = {"gauss": (lambda: r.gauss(10, 2), 10, 0.3), "normal": (lambda: r.normalvariate(-3, 1), -3, 0.2),
        "expo": (lambda: r.expovariate(0.5), 2, 0.25), "uniform": (lambda: r.uniform(2, 4), 3, 0.1),
        "triangular": (lambda: r.triangular(0, 3, 3), 2, 0.1),
        "beta": (lambda: r.betavariate(2, 2), 0.5, 0.05), "gamma": (lambda: r.gammavariate(3, 2), 6, 0.5)}
for name, (f, mean, tol) in checks.items():
    assert abs(statistics.fmean(f() for _ in range(1500)) - mean) < tol, name
bits = [r.getrandbits(10) for _ in range(1000)]
assert max(bits) < 1024 and min(bits) >= 0 and abs(sum(bin(b).count("1") for b in bits) / 10000 - 0.5) < 0.05
assert len(r.randbytes(100)) == 100 and r.getrandbits(500).bit_length() <= 500
state = r.getstate()
a = [r.random(), r.gauss(0, 1), r.choice("abcdef"), r.sample(range(9), 3)]
r.setstate(state)
assert [r.random(), r.gauss(0, 1), r.choice("abcdef"), r.sample(range(9), 3)] == a
import copy
c = copy.deepcopy(r)
assert [c.random() for _ in range(5)] == [r.random() for _ in range(5)]
other = random.Random(1)
random.seed(1)
assert [random.random() for _ in range(10)] == [other.random() for _ in range(10)]


class Counter(random.Random):
    """Only random() is replaced: the other methods build on it."""

    def __init__(self):
        self.k = 0
        super().__init__()

    def random(self):
        self.k += 1
        return (self.k % 10) / 10


cr = Counter()
assert [cr.uniform(0, 10) for _ in range(3)] == [1.0, 2.0, 3.0] and cr.k == 3
assert cr.choice("abcdefghij") == 'h' and cr.k == 4 and 0 <= cr.randrange(5) < 5
pi = 0
for _ in range(4000):
    x, y = r.random(), r.random()
    pi += x * x + y * y <= 1
assert abs(4 * pi / 4000 - 3.14159) < 0.15


def walk(seed, n):
    g, pos = random.Random(seed), 0
    for _ in range(n):
        pos += g.choice((-1, 1))
    return pos


assert [walk(s, 500) for s in range(5)] == [-20, -2, 26, 16, 0] and walk("text", 100) == walk("text", 100)
print("random checks", [walk(s, 100) for s in (1, 2, 3)], sorted(random.Random(9).sample(range(40), 6)))
