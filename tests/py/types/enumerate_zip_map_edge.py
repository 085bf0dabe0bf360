"""enumerate, zip, map and filter: reuse, exhaustion order, exceptions in the middle, strict messages, nested laziness."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


def src(name, n, fail=None):
    for i in range(n):
        if i == fail:
            raise KeyError(name)
        log.append(name + str(i))
        yield i
    log.append(name + "end")


def take():
    out = " ".join(log)
    log.clear()
    return out


assert list(zip(src("a", 2), src("b", 3))) == [(0, 0), (1, 1)] and take() == "a0 b0 a1 b1 aend"
assert list(zip(src("a", 3), src("b", 2))) == [(0, 0), (1, 1)] and take() == "a0 b0 a1 b1 a2 bend"
for n, m, text in ((2, 3, "zip() argument 2 is longer than argument 1"), (3, 2, "zip() argument 2 is shorter than argument 1")):
    raises(ValueError, text, list, zip(src("a", n), src("b", m), strict=True))
    take()
raises(ValueError, 'zip() argument 3 is shorter than arguments 1-2', list, zip("ab", "cd", "e", "fg", strict=True))
raises(ValueError, 'zip() argument 3 is longer than arguments 1-2', list, zip("ab", "cd", "efg", strict=True))
raises(KeyError, "'b'", list, zip(src("a", 3), src("b", 3, 1)))
assert take() == "a0 b0 a1"
z = zip(src("a", 3), src("b", 3, 1))
assert next(z) == (0, 0)
raises(KeyError, "'b'", next, z)
assert next(z, "done") == "done" and take() == "a0 b0 a1 a2"
m = map(lambda x, y: x * 10 + y, src("a", 3), src("b", 2))
assert log == [] and next(m) == 0 and take() == "a0 b0" and list(m) == [11] and take() == "a1 b1 a2 bend"
def bad(x):
    if x == 1:
        raise ValueError("bad 1")
    return x
m = map(bad, src("m", 4))
assert next(m) == 0
raises(ValueError, "bad 1", next, m)
assert list(m) == [2, 3] and take() == "m0 m1 m2 m3 mend"
f = filter(bad, src("f", 4))
raises(ValueError, "bad 1", next, f)
assert next(f) == 2 and list(f) == [3]
take()
e = enumerate(src("e", 3, 2), 10)
assert next(e) == (10, 0) and next(e) == (11, 1)
raises(KeyError, "'e'", next, e)
assert list(e) == [] and take() == "e0 e1"
assert [i for i, _ in zip(range(2 ** 63 - 1, 2 ** 63 + 3), "abc")] == [2 ** 63 - 1, 2 ** 63, 2 ** 63 + 1]
assert list(enumerate("ab", 2 ** 64)) == [(2 ** 64, "a"), (2 ** 64 + 1, "b")] and list(enumerate([], 5)) == []
pairs = list(zip("ab", [1, 2]))
assert [type(p) for p in pairs] == [tuple] * 2 and pairs[0] is not pairs[1]
kept = [p for p in zip(range(50), range(50))]
assert kept == [(i, i) for i in range(50)] and len({id(p) for p in kept}) == 50
kept = [p for p in enumerate(range(50))]
assert len({id(p) for p in kept}) == 50 and kept[7] == (7, 7)
items = [p for p in {i: -i for i in range(50)}.items()]
assert len({id(p) for p in items}) == 50 and items[9] == (9, -9)
assert list(map(lambda *a: len(a), "ab", "cd", "ef")) == [3, 3] and list(map(str.upper, "ab")) == ["A", "B"]
assert list(map(int, ["1", "2"], [10, 16])) == [1, 2] and list(filter(str.isalpha, "a1b")) == ["a", "b"]
assert list(filter(lambda t: t[0] < t[1], zip([1, 5], [2, 3]))) == [(1, 2)]
assert dict(enumerate("ab")) == {0: "a", 1: "b"}
assert list(zip(*zip("abc", range(3)))) == [("a", "b", "c"), (0, 1, 2)]
it = iter(range(10))
assert list(zip(it, it, it)) == [(0, 1, 2), (3, 4, 5), (6, 7, 8)] and next(it, "gone") == "gone"
chain = range(1000)
for k in range(30):
    chain = map(lambda x, k=k: x + k, chain)
assert sum(chain) == 499500 + 1000 * sum(range(30))
total = sum(i * a for i, a in enumerate(map(abs, filter(None, range(-300, 300)))))
assert total == 26865150
print("lazy", total, take() == "")
