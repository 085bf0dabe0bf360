"""Lists changed while they are iterated, sorted, compared, extended, reversed or enumerated."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def it(change, n=5):
    lst, seen = list(range(n)), []
    for x in lst:
        seen.append(x)
        change(lst, x)
        if len(seen) > 20:
            break
    return seen, lst


assert it(lambda l, x: l.append(x) if len(l) < 10 else None) == ([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
assert it(lambda l, x: l.pop()) == ([0, 1, 2], [0, 1])
assert it(lambda l, x: l.pop(0)) == ([0, 2, 4], [3, 4])
assert it(lambda l, x: l.clear()) == ([0], [])
assert it(lambda l, x: l.insert(0, x) if len(l) < 8 else None) == ([0, 0, 0, 0, 1, 2, 3, 4], [0, 0, 0, 0, 1, 2, 3, 4])
assert it(lambda l, x: l.remove(x)) == ([0, 2, 4], [1, 3])
assert it(lambda l, x: l.reverse()) == ([0, 3, 2, 1, 4], [4, 3, 2, 1, 0])
assert it(lambda l, x: l.__setitem__(slice(None), [9] * 3)) == ([0, 9, 9], [9, 9, 9])
assert it(lambda l, x: l.__delitem__(slice(1, 3)) if x == 0 else None) == ([0, 3, 4], [0, 3, 4])
lst = [1, 2, 3]
i = iter(lst)
assert next(i) == 1
lst.clear()
assert next(i, "end") == "end"
lst.extend([4, 5, 6])
assert next(i, "still end") == "still end" and list(i) == []
lst = [1, 2, 3]
r = reversed(lst)
next(r)
lst.pop()
lst.pop()
assert list(r) == [] and [x for x in reversed(lst)] == [1]
i = iter(lst := [1, 2, 3, 4])
next(i)
assert i.__length_hint__() == 3 and i.__reduce__()[2] == 1
del lst[1:]
assert i.__length_hint__() == 0

lst = [3, 1, 2]


def key(x):
    lst.append(x)
    return x


raises(ValueError, 'list modified during sort', lst.sort, key=key)
assert sorted(lst) == [1, 2, 3]


class Evil:
    def __init__(self, v, target, action):
        self.v, self.target, self.action = v, target, action

    def __eq__(self, o):
        self.action(self.target)
        return False

    def __lt__(self, o):
        self.action(self.target)
        return self.v < o.v

    __hash__ = None


t = []
t.extend([Evil(i, t, list.clear) for i in range(4)])
assert 5 not in t and t == []
t.extend([Evil(i, t, list.clear) for i in range(4)])
raises(ValueError, 'list.remove(x): x not in list', t.remove, 5)
t.extend([Evil(i, t, list.clear) for i in range(4)])
raises(ValueError, 'list.index(x): x not in list', t.index, 5)
t.extend([Evil(i, t, list.clear) for i in range(4)])
assert t.count(5) == 0 and t == []
t.extend([Evil(i, t, list.clear) for i in range(4)])
assert (t == [1, 2, 3, 4]) is False and t == []
t.extend([Evil(i, t, lambda l: l.append(1)) for i in (2, 1, 0)])
raises(ValueError, 'list modified during sort', t.sort)
assert len(t) == 3
t.clear()
t.extend([Evil(i, t, lambda l: l.append(0) if len(l) < 10 else None) for i in (2, 1)])
assert (t < [Evil(5, t, len), 1]) is True and len(t) == 4
e = [1, 2, 3]
e.extend(e)
e += e
e[2:4] = e
assert len(e) == 22 and e[:4] == [1, 2, 1, 2]
e[:] = e
e.extend(x for x in [1, 2] if len(e) < 24)
assert len(e) == 24
g = [0]
g.extend(x + 1 for x in g if x < 50)
assert g == list(range(51))
lst = [1, 2, 3, 4]
assert [lst.pop() for _ in lst] == [4, 3] and list(map(lambda x: lst.append(x) or x, lst[:])) == [1, 2]
assert lst == [1, 2, 1, 2]
z = [1, 2, 3]
assert [(a, b, z.append(0)) for a, b in zip(z, z[1:])] == [(1, 2, None), (2, 3, None)] and len(z) == 5
assert [k for k, v in enumerate(z) if z.pop()] == [2] and len(z) == 2
total = 0
big = list(range(1000))
for x in big:
    total += x
    if x % 2:
        big.append(-x) if x > 0 else None
    if len(big) > 3000:
        break
assert total == 499500 - 250000 and len(big) == 1500
print("list mutation", total, it(lambda l, x: l.pop(0), 9))
