"""Lists as stacks and queues over many sizes: growth, shrinking, insertion in the middle, extend kinds, aliasing."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def model_check(n, seed):
    """Random operations on a list and on a linked model."""
    lst, chain = [], {"head": None}
    x = seed

    def to_list():
        out, c = [], chain["head"]
        while c:
            out.append(c[0])
            c = c[1]
        return out
    for i in range(n):
        x = x * 48271 % 2147483647
        op = x % 6
        if op in (0, 1):
            lst.insert(0, i)
            chain["head"] = [i, chain["head"]]
        elif op == 2 and lst:
            v = lst.pop(0)
            assert v == chain["head"][0]
            chain["head"] = chain["head"][1]
        elif op == 3:
            lst.append(i)
            cell = [i, None]
            if chain["head"] is None:
                chain["head"] = cell
            else:
                c = chain["head"]
                while c[1]:
                    c = c[1]
                c[1] = cell
        elif op == 4 and len(lst) > 1:
            del lst[1]
            chain["head"][1] = chain["head"][1][1]
        elif op == 5 and len(lst) > 2:
            lst[1:1] = [i, -i]
            chain["head"][1] = [i, [-i, chain["head"][1]]]
        if i % 50 == 0:
            assert lst == to_list()
    assert lst == to_list()
    return len(lst), sum(lst)


assert [model_check(300, s) for s in (1, 2, 3)] == [(191, 15692), (153, 10092), (132, 12209)]
for n in (0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 25, 63, 64, 65, 1000):
    l = []
    for i in range(n):
        l.append(i)
        assert len(l) == i + 1 and l[-1] == i and l[0] == 0
    for i in range(n, 0, -1):
        assert l.pop() == i - 1
    assert l == []
    l = list(range(n))
    l.extend(range(n))
    l.extend(tuple(range(n)))
    l.extend(iter(range(n)))
    l.extend({k: 0 for k in range(n)})
    l.extend(i for i in range(n))
    l += range(n)
    l += {}.fromkeys(range(n))
    assert l == list(range(n)) * 8
    del l[n:]
    l *= 3
    assert l == list(range(n)) * 3
    l[:] = []
    assert not l


class BadHint:
    def __init__(self, hint, n=3):
        self.hint, self.n = hint, n

    def __length_hint__(self):
        if isinstance(self.hint, Exception):
            raise self.hint
        return self.hint

    def __iter__(self):
        return iter(range(self.n))


assert list(BadHint(0)) == list(BadHint(10 ** 6)) == list(BadHint(NotImplemented)) == list(BadHint(True)) == [0, 1, 2]
assert list(BadHint(TypeError("x"))) == [0, 1, 2]
raises(ValueError, '__length_hint__() should return >= 0', list, BadHint(-1))
raises(TypeError, '__length_hint__ must be an integer, not str', list, BadHint("a"))
raises(ValueError, "hint", list, BadHint(ValueError("hint")))
raises(ValueError, '__length_hint__() should return >= 0', [].extend, BadHint(-5))


def failing(n):
    yield from range(n)
    raise KeyError("mid")


l = [9]
raises(KeyError, "'mid'", l.extend, failing(3))
assert l == [9, 0, 1, 2]
raises(KeyError, "'mid'", lambda: l.__setitem__(slice(0, 2), failing(2)))
assert l == [9, 0, 1, 2]
raises(KeyError, "'mid'", list, failing(2))
a = b = [1, 2, 3]
a.append(a)
assert b[3] is a and len(b) == 4 and a == b
a.remove(a)
assert a == [1, 2, 3]
q, out = list(range(100)), []
while q:
    out.append(q.pop(0))
    if out[-1] % 3 == 0 and out[-1] < 1000:
        q.append(out[-1] + 1000)
assert len(out) == 134 and sum(out) == 40633
matrix = [[0] * 5 for _ in range(5)]
for i in range(300):
    matrix[i % 5][i * 7 % 5] += i
    matrix[i * 3 % 5], matrix[i % 5] = matrix[i % 5], matrix[i * 3 % 5]
assert sum(map(sum, matrix)) == 44850 and [sum(r) for r in matrix] == [8850, 17850, 18150, 0, 0]
print("growth", len(out), matrix[0])
