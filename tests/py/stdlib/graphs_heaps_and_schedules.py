"""graphlib, heapq.merge and nlargest, bisect keys, sched on a made-up clock, reprlib, collections.abc checks."""
import bisect
import collections.abc as abc
import graphlib
import heapq
import reprlib
import sched


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


g = graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}})
print([sorted(level) for level in iter(lambda: list(g.get_ready()) if not levels(g) else [], [])] if False else "")
g = graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}})
g.prepare()
while g.is_active():
    ready = sorted(g.get_ready())
    print(ready)
    g.done(*ready)
print(attempt(lambda: list(graphlib.TopologicalSorter({1: {2}, 2: {1}}).static_order())), list(graphlib.TopologicalSorter({3: [2], 2: [1]}).static_order()), attempt(g.add, 1))
rows = [[1, 4, 7], [2, 5, 8], [0, 9]]
print(list(heapq.merge(*rows)), list(heapq.merge(*[r[::-1] for r in rows], reverse=True)), list(heapq.merge(["a", "ccc"], ["bb"], key=len)))
data = [(i * 37) % 101 for i in range(50)]
print(heapq.nlargest(3, data), heapq.nsmallest(3, data, key=lambda x: -x), heapq.nlargest(0, data), heapq.nsmallest(100, [3, 1]), heapq.nlargest(1, data))
h = data[:]
heapq.heapify(h)
assert [heapq.heappop(h) for _ in data] == sorted(data)
print(heapq.heappushpop([5], 3), heapq.heapreplace([5], 3), attempt(heapq.heappop, []), attempt(heapq.heapify, (1,)), hasattr(heapq, "heappush_max"))
keyed = [("a", 1), ("b", 3), ("c", 3), ("d", 9)]
print([bisect.bisect_left(keyed, k, key=lambda p: p[1]) for k in (0, 1, 3, 5, 10)], [bisect.bisect(keyed, k, key=lambda p: p[1]) for k in (0, 1, 3, 5, 10)], attempt(bisect.bisect, [1], 1, -1))
bisect.insort(keyed, ("x", 4), key=lambda p: p[1])
print(keyed)
clock, log = [0], []
s = sched.scheduler(lambda: clock[0], lambda d: clock.__setitem__(0, clock[0] + d))
for delay, prio, name in ((5, 1, "e"), (1, 2, "b"), (1, 1, "a"), (3, 1, "c")):
    s.enter(delay, prio, lambda n: log.append((clock[0], n)), (name,))
cancelled = s.enter(2, 1, log.append, ("never",))
s.cancel(cancelled)
print(len(s.queue), s.empty(), s.run(), log, attempt(s.cancel, cancelled))
r = reprlib.Repr(maxlist=2, maxstring=10)
print(r.repr([1, 2, 3]), r.repr("x" * 50), reprlib.repr(set(range(100))), reprlib.repr({i: i for i in range(9)}), reprlib.repr(10 ** 100), r.repr([[[[[[[1]]]]]]]))
for o in ([], (), {}, set(), "", b"", range(1), iter([]), (x for x in ()), {}.keys(), 5, len, memoryview(b""), frozenset()):
    print(type(o).__name__, [n for n in abc.__all__ if n != "Buffer" and isinstance(o, getattr(abc, n))])
