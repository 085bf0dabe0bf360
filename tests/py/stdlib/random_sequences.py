"""random: the sequences that seeds give are CPython's, for every distribution."""
import random

random.seed(12345)
assert [random.random() for _ in range(3)] == [0.41661987254534116, 0.010169169457068361, 0.8252065092537432]
random.seed(1)
print(random.randint(1, 100), random.randrange(0, 1000, 7), random.getrandbits(100), random.choice("abcdef"))
print(random.sample(range(1000), 5), random.choices("abc", [1, 2, 3], k=8), random.uniform(-1, 1))
deck = list(range(10))
random.shuffle(deck)
print(deck, random.gauss(0, 1), random.normalvariate(5, 2), random.expovariate(1.5), random.triangular(0, 10, 3))
print(random.betavariate(2, 3), random.gammavariate(2, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4), random.lognormvariate(0, 1))
print(random.binomialvariate(20, 0.3), random.randbytes(6).hex())
for seed in (0, -7, 2**100, "text", b"bytes", bytearray(b"ba"), 1.5, None.__class__.__name__):
    random.seed(seed)
    print(repr(seed), random.random(), random.getrandbits(70))
r = random.Random(99)
state = r.getstate()
first = [r.random() for _ in range(5)]
r.setstate(state)
assert [r.random() for _ in range(5)] == first and state[0] == 3 and len(state[1]) == 625
for bad, text in (((5, 5), "empty range in randrange(5, 5)"), ((1.5,), None)):
    try:
        r.randrange(*bad)
    except (ValueError, TypeError) as error:
        assert text is None or str(error) == text, str(error)
try:
    r.choice([])
except IndexError as error:
    assert str(error) == "Cannot choose from an empty sequence"
counts = [0] * 10
for _ in range(20_000):
    counts[r.randrange(10)] += 1
print(counts, r.sample(["a", "b"], counts=[2, 3], k=4))
