"""list.sort and sorted: stability, keys, reverse, mixed types, mutation in callbacks, exceptions, exact errors."""


class BadTruthType:
    def __bool__(self):
        return 5


BadTruth = BadTruthType()


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def is_stable(pairs, **kw):
    got = sorted(pairs, key=lambda p: p[0], **kw)
    want = []
    for k in sorted({p[0] for p in pairs}, **kw):
        want += [p for p in pairs if p[0] == k]
    return got == want


seed = 42


def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return seed % n


for n in (0, 1, 2, 3, 5, 10, 31, 32, 33, 63, 64, 65, 100, 500, 1000):
    for spread in (1, 2, 5, n + 1, 10 ** 12):
        data = [rnd(spread) for _ in range(n)]
        s = sorted(data)
        assert len(s) == n and all([s[i] <= s[i + 1] for i in range(n - 1)])
        assert sorted(data, reverse=True) == s[::-1]
        counts = {}
        for v in data:
            counts[v] = counts.get(v, 0) + 1
        for v in s:
            counts[v] -= 1
        assert not any(counts.values())
        assert is_stable([(v % 7, i) for i, v in enumerate(data)])
        assert is_stable([(v % 3, i) for i, v in enumerate(data)], reverse=True)
for shape in (list(range(500)), list(range(500))[::-1], [i % 10 for i in range(500)],
        list(range(250)) + list(range(250)), [0] * 300 + [1] * 100 + [0] * 100, [i ^ 5 for i in range(512)],
        list(range(400)) + [-1], [7]):
    c = shape[:]
    c.sort()
    assert c == [x for x in sorted(shape)] and c == sorted(shape[::-1])
assert sorted("hello") == ["e", "h", "l", "l", "o"] and sorted({3: 0, 1: 0}) == [1, 3]
assert sorted([1.5, 1, True, -2.5, 10 ** 20]) == [-2.5, 1, True, 1.5, 10 ** 20]
assert sorted([b"b", b"a"]) == [b"a", b"b"]
assert sorted([(1, "b"), (1, "a"), (0, "z")]) == [(0, "z"), (1, "a"), (1, "b")]
assert sorted([[2], [1, 5], [1]]) == [[1], [1, 5], [2]]
assert sorted(["b", "A", "c"], key=str.lower) == ["A", "b", "c"]
assert sorted([3, 1, 2], key=lambda x: -x) == [3, 2, 1]
assert sorted(["10", "9", "1"], key=int, reverse=True) == ["10", "9", "1"]
assert sorted([2, 1], key=None) == [1, 2]
assert sorted([2 ** 63, 2 ** 62, 2 ** 64, -2 ** 63]) == [-2 ** 63, 2 ** 62, 2 ** 63, 2 ** 64]
assert sorted([1, 2], reverse=5) == [2, 1]
x = [1, float("nan"), 0]
assert len(sorted(x)) == 3
raises(TypeError, "'<' not supported between instances of 'str' and 'int'", sorted, [1, "a"])
raises(TypeError, "'<' not supported between instances of 'NoneType' and 'NoneType'", sorted, [None, None])
raises(TypeError, "'<' not supported between instances of 'complex' and 'complex'", sorted, [1j, 2j])
raises(TypeError, 'sorted expected 1 argument, got 2', sorted, [1, 2], lambda x: x)
raises(TypeError, 'sorted expected 1 argument, got 0', sorted)
raises(TypeError, "'int' object is not iterable", sorted, 5)
raises(TypeError, "'int' object is not callable", sorted, [1, 2], key=5)
raises(TypeError, '__bool__ should return bool, returned int', sorted, [1], reverse=BadTruth)
raises(TypeError, "sort() got an unexpected keyword argument 'cmp'", sorted, [1], cmp=1)
raises(ZeroDivisionError, 'division by zero', sorted, [1, 0], key=lambda v: 1 // v)
lst = [5, 3, 1]
raises(ZeroDivisionError, 'division by zero', lst.sort, key=lambda v: 1 // (v - 1))
assert lst == [5, 3, 1]


class C:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        global compares
        compares += 1
        if compares == bomb:
            raise KeyError("bomb")
        return self.v < o.v


bomb, compares = 40, 0
objs = [C(rnd(100)) for _ in range(50)]
ids = sorted([o.v for o in objs])
raises(KeyError, "'bomb'", objs.sort)
assert len(objs) == 50 and sorted([o.v for o in objs]) == ids
bomb, compares = -1, 0
objs.sort()
assert [o.v for o in objs] == ids
compares = 0
objs.sort()
assert compares == 49
compares = 0
objs[::-1].sort()
assert compares <= 120
log = []
seen = []


def key(v):
    seen.append(len(box))
    return v


box = [2, 1, 3]
box.sort(key=key)
assert seen == [0, 0, 0] and box == [1, 2, 3]


class Weird:
    def __lt__(self, o):
        return "truthy"


w = [Weird(), Weird(), Weird()]
order = w[:]
w.sort()
assert len(w) == 3 and set(map(id, w)) == set(map(id, order))


class BadBool:
    def __lt__(self, o):
        return NotImplemented


raises(TypeError, "'<' not supported between instances of 'BadBool' and 'BadBool'", sorted, [BadBool(), BadBool()])


class GtOnly:
    def __init__(self, v):
        self.v = v

    def __gt__(self, o):
        return self.v > o.v


assert [g.v for g in sorted([GtOnly(3), GtOnly(1), GtOnly(2)])] == [1, 2, 3]
print("sort", len(ids), sorted(ids)[:5])
