"""deque against a list model under thousands of random operations; maxlen; rotation; slicing by islice; ring buffers."""
from collections import deque
from itertools import islice

seed = 99


def rnd(n):
    global seed
    seed = seed * 48271 % 2147483647
    return seed % n


def run(maxlen, steps):
    d, m = deque(maxlen=maxlen), []

    def trim(left):
        if maxlen is not None and len(m) > maxlen:
            if left:
                del m[maxlen:]
            else:
                del m[:len(m) - maxlen]
    for i in range(steps):
        op = rnd(14)
        if op <= 1:
            d.append(i)
            m.append(i)
            trim(False)
        elif op <= 3:
            d.appendleft(i)
            m.insert(0, i)
            trim(True)
        elif op == 4 and m:
            assert d.pop() == m.pop()
        elif op == 5 and m:
            assert d.popleft() == m.pop(0)
        elif op == 6:
            k = rnd(41) - 20
            d.rotate(k)
            if m:
                k %= len(m)
                m[:] = m[-k:] + m[:-k] if k else m
        elif op == 7:
            d.extend([i, i + 1, i + 2])
            m.extend([i, i + 1, i + 2])
            trim(False)
        elif op == 8:
            d.extendleft([i, i + 1])
            m[:0] = [i + 1, i]
            trim(True)
        elif op == 9 and m:
            k = rnd(len(m))
            del d[k]
            del m[k]
        elif op == 10 and m:
            k = rnd(len(m)) - len(m)
            d[k] = m[k] = -i
        elif op == 11 and m:
            v = m[rnd(len(m))]
            d.remove(v)
            m.remove(v)
        elif op == 12:
            d.reverse()
            m.reverse()
        elif op == 13 and (maxlen is None or len(m) < maxlen):
            k = rnd(len(m) + 1)
            d.insert(k, i)
            m.insert(k, i)
        assert len(d) == len(m)
        if i % 40 == 0:
            assert list(d) == m and list(reversed(d)) == m[::-1] and [d[k]
                    for k in range(-len(m), len(m))] == m + m if m else not d
            if m:
                v = m[rnd(len(m))]
                assert v in d and d.index(v) == m.index(v) and d.count(v) == m.count(v)
    assert d == deque(m) and list(d.copy()) == m and list(islice(d, 2, 9, 3)) == m[2:9:3]
    return len(d), sum(d)


assert [run(None, 1500), run(10, 800), run(1, 300), run(64, 800), run(0, 100)] == [(652, 444750), (9, 5527),
        (0, 0), (64, 23782), (0, 0)]
d = deque(range(200))
for k in (1, 63, 64, 65, 199, 200, 201, -64, -1000, 12345):
    before = list(d)
    d.rotate(k)
    assert list(d) == [before[(i - k) % 200] for i in range(200)]
    assert d[0] == before[-k % 200] and d[100] == before[(100 - k) % 200]


def moving_average(xs, n):
    w, total, out = deque(maxlen=n), 0, []
    for x in xs:
        if len(w) == n:
            total -= w[0]
        w.append(x)
        total += x
        out.append(total / len(w))
    return out


assert moving_average([1, 2, 3, 4, 5], 3) == [1.0, 1.5, 2.0, 3.0, 4.0]
assert sum(moving_average(range(1000), 50)) == 475612.5


def josephus(n, k):
    d = deque(range(1, n + 1))
    while len(d) > 1:
        d.rotate(-(k - 1))
        d.popleft()
    return d[0]


assert [josephus(n, 3) for n in (1, 7, 41, 500)] == [1, 4, 31, 436]
print("deque model", josephus(41, 3), d[0], run(5, 50))
