"""heapq: push, pop, heapify, replace, pushpop, merge, nlargest, nsmallest, max-heaps, mutation in comparisons; errors."""
import heapq


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

h = []
for v in (5, 1, 8, 3, 9, 2):
    heapq.heappush(h, v)
assert h[0] == 1 and [heapq.heappop(h) for _ in range(6)] == [1, 2, 3, 5, 8, 9] and h == []
x = [9, 4, 7, 1, 8]
assert heapq.heapify(x) is None and x[0] == 1 and heapq.heappushpop(x, 0) == 0
assert heapq.heappushpop(x, 5) == 1 and heapq.heapreplace(x, 0) == 4 and x[0] == 0
assert sorted(x) == [0, 5, 7, 8, 9] and heapq.heappushpop([], 3) == 3
assert heapq.nlargest(3, range(10)) == [9, 8, 7] and heapq.nsmallest(3, [5, 1, 4]) == [1, 4, 5]
assert heapq.nlargest(2, ["a", "bbb", "cc"], key=len) == ["bbb", "cc"] and heapq.nsmallest(0, [1]) == []
assert heapq.nlargest(5, [1, 2]) == [2, 1] and heapq.nsmallest(1, [3, 1]) == [1]
assert heapq.nlargest(1, "abc") == ["c"]
assert heapq.nsmallest(3, [(1, "b"), (1, "a"), (0, "c")], key=lambda t: t[0]) == [(0, "c"), (1, "b"), (1, "a")]
assert list(heapq.merge([1, 4], [2, 3], [0])) == [0, 1, 2, 3, 4]
assert list(heapq.merge([4, 1], [3, 2], reverse=True)) == [4, 3, 2, 1]
assert list(heapq.merge(["a", "ccc"], ["bb"], key=len)) == ["a", "bb", "ccc"] and list(heapq.merge()) == []
assert next(heapq.merge(iter([1]), iter([0]))) == 0
m = [1, 5, 3]
heapq.heapify_max(m)
heapq.heappush_max(m, 9)
assert m[0] == 9 and heapq.heappop_max(m) == 9 and heapq.heapreplace_max(m, 2) == 5
assert heapq.heappushpop_max(m, 10) == 10 and sorted(m) == [1, 2, 3]
raises(IndexError, 'index out of range', heapq.heappop, [])
raises(IndexError, 'index out of range', heapq.heapreplace, [], 1)
raises(TypeError, 'heappush() argument 1 must be list, not tuple', heapq.heappush, (1,), 1)
raises(TypeError, 'heapify() argument must be list, not tuple', heapq.heapify, (1,))
raises(TypeError, "'<' not supported between instances of 'str' and 'int'", heapq.heappush, [1], "a")
raises(TypeError, 'heappop() argument must be list, not int', heapq.heappop, 5)
raises(TypeError, "'>=' not supported between instances of 'str' and 'int'", heapq.nlargest, "a", [1])
raises(TypeError, "'<' not supported between instances of 'int' and 'str'", list, heapq.merge([1], ["a"]))


class Evil:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        if act:
            act()
        return self.v < o.v


act = None
e = [Evil(i) for i in (3, 1, 2)]
act = e.clear
raises(RuntimeError, 'list changed size during iteration', heapq.heappush, e, Evil(0))
act = None
seed, heap, out = 99, [], []
for i in range(1500):
    seed = seed * 16807 % 2147483647
    heapq.heappush(heap, (seed % 500, i))
    if i % 3 == 2:
        out.append(heapq.heappop(heap))
    assert all(heap[k] <= heap[c] for k in range(min(4, len(heap))) for c in (2 * k + 1, 2 * k + 2) if c < len(heap))
rest = [heapq.heappop(heap) for _ in range(len(heap))]
assert rest == sorted(rest) and len(rest) + len(out) == 1500


def dijkstra(graph, start):
    dist, queue = {start: 0}, [(0, start)]
    while queue:
        d, u = heapq.heappop(queue)
        if d > dist[u]:
            continue
        for v, w in graph[u]:
            if d + w < dist.get(v, 10 ** 9):
                dist[v] = d + w
                heapq.heappush(queue, (d + w, v))
    return dist


graph = {i: [((i * 7 + 3) % 100, i % 9 + 1), ((i + 1) % 100, 5)] for i in range(100)}
dist = dijkstra(graph, 0)
assert len(dist) == 100 and sum(dist.values()) == 2245
print("heapq", sum(dist.values()), out[:2], rest[-1])
