"""Dict and set correctness under equal hashes, deletion patterns, resizing, mixed keys, mutation by __eq__ and __hash__."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class K:
    """Few hash values, real equality."""
    compares = 0

    def __init__(self, v, h=None):
        self.v = v
        self.h = v % 3 if h is None else h

    def __hash__(self):
        return self.h

    def __eq__(self, o):
        K.compares += 1
        return isinstance(o, K) and self.v == o.v

    def __repr__(self):
        return "K%d" % self.v


d = {K(i): i for i in range(60)}
assert len(d) == 60 and all(d[K(i)] == i for i in range(60)) and K(99) not in d
assert [k.v for k in d] == list(range(60))
for i in range(0, 60, 2):
    del d[K(i)]
assert len(d) == 30 and all((K(i) in d) == (i % 2 == 1) for i in range(60))
assert [k.v for k in d] == list(range(1, 60, 2))
for i in range(0, 60, 2):
    d[K(i)] = -i
assert [k.v for k in d] == list(range(1, 60, 2)) + list(range(0, 60, 2))
assert sum(d.values()) == sum(range(1, 60, 2)) - sum(range(0, 60, 2))
s = {K(i) for i in range(60)}
s -= {K(i) for i in range(0, 60, 3)}
assert len(s) == 40 and K(1) in s and K(3) not in s and s | {K(3)} == s ^ {K(3)}


def churn(n, keys):
    """Insertions and deletions against a list of pairs."""
    d, model, x = {}, [], 12345
    for i in range(n):
        x = x * 48271 % 2147483647
        k = keys[x % len(keys)]
        if x % 5 < 3:
            d[k] = i
            for p in model:
                if p[0] == k:
                    p[1] = i
                    break
            else:
                model.append([k, i])
        else:
            got = d.pop(k, None)
            for j, p in enumerate(model):
                if p[0] == k:
                    assert got == p[1]
                    del model[j]
                    break
            else:
                assert got is None
        if i % 97 == 0:
            assert list(d.items()) == [tuple(p) for p in model]
    assert list(d.items()) == [tuple(p) for p in model] and len(d) == len(model)
    return len(d), sum(d.values())


assert churn(800, list(range(50))) == (30, 22375)
assert churn(800, ["k%d" % i for i in range(50)]) == (30, 22375)
assert churn(400, [K(i) for i in range(20)]) == (12, 4468)
assert churn(600, [1, 1.5, "a", None, (1, 2), b"x", True, 2 ** 70, frozenset([1]), -1, -2, "", (), 0.0, 1j, int,
        ..., "b" * 100]) == (14, 8102)
assert churn(500, [i << 40 for i in range(40)]) == (24, 11015)
assert churn(500, [float(i) / 8 for i in range(-20, 20)]) == (24, 11015)
big = {}
for i in range(3000):
    big[i * 2 ** 32] = i
assert all(big[i * 2 ** 32] == i for i in range(0, 3000, 7)) and len(big) == 3000
same = {2 ** 61 - 1: "p", 0: "zero", 2 ** 61 - 1 + 5: "q", 5: "five", -1: "m1", -2: "m2"}
assert same[0] == "zero" and same[2 ** 61 - 1] == "p" and same[5] == "five" and same[2 ** 61 + 4] == "q"
assert same[-1] == "m1" and same[-2] == "m2" and hash(-1) == hash(-2) and len(same) == 6


class HashChanges:
    def __init__(self):
        self.h = 1

    def __hash__(self):
        return self.h


h = HashChanges()
m = {h: "v"}
h.h = 2
assert h not in m and list(m) == [h] and len(m) == 1
m[h] = "second"
assert len(m) == 2 and m[h] == "second"


class Raises:
    def __init__(self, where):
        self.where = where

    def __hash__(self):
        if self.where == "hash":
            raise ValueError("hash")
        return 7

    def __eq__(self, o):
        raise ValueError("eq")


raises(ValueError, "hash", lambda: {Raises("hash"): 1})
raises(ValueError, "hash", lambda: Raises("hash") in {1})
t = {Raises("eq"): 1}
raises(ValueError, "eq", lambda: t[Raises("eq")])
raises(ValueError, "eq", lambda: t.__setitem__(Raises("eq"), 2))
raises(ValueError, "eq", lambda: {Raises("eq"), Raises("eq")})
assert len(t) == 1 and t[next(iter(t))] == 1
r = next(iter(t))
assert r in t and t.get(r) == 1 and t.pop(r) == 1 and t == {}


class Str(str):
    def __eq__(self, o):
        return False

    __hash__ = str.__hash__


u = {"k": 1}
assert Str("k") not in u and u.get("k") == 1
u[Str("k")] = 2
assert len(u) == 2 and u["k"] == 1
K.compares = 0
one = K(5)
dd = {one: 1}
for _ in range(100):
    dd[one]
assert K.compares == 0
print("collisions", churn(100, [1, 2, 3]), len(big))
