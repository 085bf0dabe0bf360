"""range against a list model for many starts, stops and steps: index, count, in, slices, reversal, equality, hash."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

VALUES = [-7, -3, -1, 0, 1, 2, 5, 8]
seen, n = {}, 0
for a in VALUES:
    for b in VALUES:
        for step in (-4, -2, -1, 1, 2, 3, 10):
            r = range(a, b, step)
            l = []
            x = a
            while x < b if step > 0 else x > b:
                l.append(x)
                x += step
            assert list(r) == l and len(r) == len(l) and bool(r) == bool(l) and list(reversed(r)) == l[::-1]
            assert [r[i] for i in range(len(l))] == l and [r[-i - 1] for i in range(len(l))] == l[::-1]
            assert sum(r) == sum(l)
            for v in range(-10, 12):
                assert (v in r) == (v in l) and r.count(v) == l.count(v) and (float(v) in r) == (v in l)
                if v in l:
                    assert r.index(v) == l.index(v)
                else:
                    raises(ValueError, "range.index(x): x not in range", r.index, v)
            for s in (slice(1, None), slice(None, -1), slice(None, None, 2), slice(None, None, -1),
                    slice(-3, None), slice(4, 1), slice(5, 0, -2), slice(-100, 100, 3)):
                assert list(r[s]) == l[s] and type(r[s]) is range
            for other_list, other in list(seen.items())[:20]:
                assert (r == other) == (tuple(l) == other_list) and (r != other) != (r == other)
                if r == other:
                    assert hash(r) == hash(other)
            seen.setdefault(tuple(l), r)
            it = iter(r)
            assert it.__length_hint__() == len(l)
            assert [next(it, None) for _ in range(len(l) + 2)] == l + [None, None]
            n += 1
for k in (2 ** 62, 2 ** 63, 2 ** 64, 10 ** 30):
    r = range(k, k + 100, 7)
    l = list(r)
    assert len(l) == 15 and l[0] == k and l[-1] == k + 98 and k + 7 in r and k + 8 not in r
    assert r.index(k + 14) == 2 and r[-1] == k + 98 and r[3:5] == range(k + 21, k + 35, 7)
    assert list(r[::-1]) == l[::-1] and r == range(k, k + 99, 7) and hash(r) == hash(range(k, k + 99, 7))
    neg = range(-k, -k - 50, -9)
    assert list(neg) == [-k - 9 * i for i in range(6)] and -k - 18 in neg and neg.index(-k - 45) == 5
total = 0
for i in range(10 ** 6):
    if i > 2000:
        break
    total += i
for i in range(2 ** 64, 2 ** 64 + 500):
    total += i - 2 ** 64
for i in range(2 ** 62 - 250, 2 ** 62 + 250):
    total += i & 3
assert total == 2001000 + 124750 + 750
print("range model", n, len(seen), total)
