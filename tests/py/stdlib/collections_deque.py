"""collections.deque: ends, maxlen, rotation, indexing, mutation during iteration, comparison, repr, errors."""
from collections import deque
import copy


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
d.extend("xy")
d.extendleft("ab")
assert list(d) == ["b", "a", 0, 1, 2, 3, 4, "x", "y"] and d.pop() == "y" and d.popleft() == "b"
assert len(d) == 7 and d[0] == "a" and d[-1] == "x" and d[3] == 2 and 3 in d and 9 not in d
assert d.count(1) == 1 and d.index(2) == 3 and d.index(2, 1, 5) == 3
d[1] = "zero"
del d[0]
assert d.remove(4) is None and d.insert(1, "ins") is None and d.insert(100, "end") is None
assert d.insert(-1, "pre") is None and d.reverse() is None
assert list(d) == ["end", "pre", "x", 3, 2, 1, "ins", "zero"]
d.rotate(2)
assert list(d)[:3] == ["ins", "zero", "end"]
d.rotate(-3)
d.rotate(1000)
d.rotate()
assert list(d) == ['end', 'pre', 'x', 3, 2, 1, 'ins', 'zero']
m = deque(range(5), maxlen=3)
assert list(m) == [2, 3, 4] and m.maxlen == 3 and m.append(5) is None and list(m) == [3, 4, 5]
assert m.appendleft(0) is None and list(m) == [0, 3, 4] and m.extend([7, 8]) is None and list(m) == [4, 7, 8]
assert repr(m) == "deque([4, 7, 8], maxlen=3)" and repr(deque("a")) == "deque(['a'])"
assert deque(maxlen=0).maxlen == 0
z = deque([1], maxlen=0)
z.append(1)
assert len(z) == 0 and d.maxlen is None
a, b = deque([1, 2]), deque([1, 2])
assert a == b and not a != b and a < deque([1, 3]) and a + b == deque([1, 2, 1, 2])
assert a * 2 == deque([1, 2, 1, 2]) and a != [1, 2] and a <= b and copy.copy(a) == a and a.copy() is not a
assert list(reversed(a)) == [2, 1] and (deque([1, 2, 3], maxlen=2) * 3).maxlen == 2
a += [3]
a *= 2
assert list(a) == [1, 2, 3, 1, 2, 3] and a.clear() is None and not a and bool(b)
raises(IndexError, 'pop from an empty deque', deque().pop)
raises(IndexError, 'pop from an empty deque', deque().popleft)
raises(IndexError, 'deque index out of range', lambda: b[5])
raises(IndexError, 'deque index out of range', b.__setitem__, -3, 1)
raises(IndexError, 'deque index out of range', b.__delitem__, 9)
raises(TypeError, "sequence index must be integer, not 'slice'", lambda: b[0:1])
raises(TypeError, "sequence index must be integer, not 'str'", lambda: b["a"])
raises(ValueError, 'deque.remove(x): x not in deque', b.remove, 9)
raises(ValueError, 'deque.index(x): x not in deque', b.index, 9)
raises(IndexError, 'deque already at its maximum size', m.insert, 0, 1)
raises(ValueError, 'maxlen must be non-negative', deque, [], -1)
raises(TypeError, 'an integer is required', deque, [], "a")
raises(TypeError, "'int' object is not iterable", deque, 5)
raises(AttributeError, "attribute 'maxlen' of 'collections.deque' objects is not writable", setattr, m, "maxlen", 5)
raises(TypeError, "unhashable type: 'collections.deque'", hash, b)
raises(TypeError, 'can only concatenate deque (not "list") to deque', lambda: b + [1])
raises(TypeError, "'<' not supported between instances of 'collections.deque' and 'list'", lambda: b < [1])
raises(TypeError, "'str' object cannot be interpreted as an integer", b.rotate, "a")


def mutate(act):
    q = deque([1, 2, 3])
    for x in q:
        act(q)


raises(RuntimeError, 'deque mutated during iteration', mutate, lambda q: q.append(1))
raises(RuntimeError, 'deque mutated during iteration', mutate, lambda q: q.popleft())
q = deque([1, 2, 3])
for x in q:
    q[0] = 9
r = deque()
r.append(r)
assert repr(r) == "deque([[...]])"


class Evil:
    def __eq__(self, o):
        target.clear()
        return False


target = deque([Evil(), Evil(), 1])
raises(IndexError, 'deque mutated during iteration', target.remove, 5)
target = deque([Evil(), Evil()])
raises(RuntimeError, 'deque mutated during iteration', target.index, 5)
target = deque([Evil(), 2])
raises(RuntimeError, 'deque mutated during iteration', target.count, 5)
s = deque()
s.extend(s)
s.append(1)
s.extend(s)
s.extendleft(s)
assert list(s) == [1, 1, 1, 1]
w, total = deque(maxlen=10), 0
for i in range(3000):
    w.append(i)
    total += w[0] + w[-1] - w[len(w) // 2]
    if i % 7 == 0:
        w.rotate(i)
assert total == 4487240
bfs, seen = deque([1]), {1}
while bfs:
    n = bfs.popleft()
    for k in (n * 2, n + 3):
        if k < 500 and k not in seen:
            seen.add(k)
            bfs.append(k)
assert len(seen) == 333
print("deque", total, len(seen), m)
