"""heapq and bisect, on mixed comparable types, with keys, limits and broken comparisons."""
import bisect
import heapq

data = [(i * 7919) % 1009 for i in range(1000)]
heap = []
for x in data:
    heapq.heappush(heap, x)
assert [heapq.heappop(heap) for _ in range(len(heap))] == sorted(data)
h = data[:]
heapq.heapify(h)
assert all(h[i] <= h[2 * i + 1] for i in range(499)) and heapq.heappushpop(h, -5) == -5 and heapq.heapreplace(h, 2000) == min(data)
assert heapq.nlargest(5, data) == sorted(data)[::-1][:5] and heapq.nsmallest(3, data, key=lambda x: -x) == sorted(data)[::-1][:3]
assert heapq.nsmallest(0, data) == [] and heapq.nlargest(2000, [3, 1]) == [3, 1]
assert list(heapq.merge([1, 4], [2, 3], [])) == [1, 2, 3, 4] and list(heapq.merge("db", "ca", reverse=True)) == list("dcba")
top = [5, 3, 9]
heapq.heapify_max(top)
assert top[0] == 9 and heapq.heappop_max(top) == 9
heapq.heappush_max(top, 20)
assert heapq.heapreplace_max(top, 1) == 20
try:
    heapq.heappop([])
except IndexError as error:
    assert str(error) == "index out of range"
try:
    heapq.heappush((), 1)
except TypeError as error:
    assert "must be list" in str(error)

s = [1, 2, 2, 2, 5]
assert bisect.bisect_left(s, 2) == 1 and bisect.bisect_right(s, 2) == 4 and bisect.bisect(s, 2, 0, 2) == 2 and bisect.bisect_left(s, 9) == 5
bisect.insort(s, 3)
bisect.insort_left(s, 2.0)
assert s == [1, 2.0, 2, 2, 2, 3, 5] and type(s[1]) is float
words = ["a", "bb", "dddd"]
bisect.insort(words, "ccc", key=len)
assert words == ["a", "bb", "ccc", "dddd"] and bisect.bisect_left(words, 3, key=len) == 2
try:
    bisect.bisect([1], 1, -1)
except ValueError as error:
    assert str(error) == "lo must be non-negative"


class Odd:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < other.v


odd = [Odd(i) for i in (3, 1, 2)]
heapq.heapify(odd)
assert [heapq.heappop(odd).v for _ in range(3)] == [1, 2, 3]
print("heapq", heapq.nlargest(3, data), bisect.bisect(sorted(data), 500))
