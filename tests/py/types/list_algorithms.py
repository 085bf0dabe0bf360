"""Classic list algorithms checked against sorted and brute force: sorts, heaps, binary search, two pointers, DP, matrices."""

seed = 31337


def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return seed % n


def quick(a):
    if len(a) < 2:
        return a
    p = a[len(a) // 2]
    return quick([x for x in a if x < p]) + [x for x in a if x == p] + quick([x for x in a if x > p])


def merge(a):
    if len(a) < 2:
        return a
    m = len(a) // 2
    l, r, out = merge(a[:m]), merge(a[m:]), []
    i = j = 0
    while i < len(l) and j < len(r):
        if l[i] <= r[j]:
            out.append(l[i])
            i += 1
        else:
            out.append(r[j])
            j += 1
    return out + l[i:] + r[j:]


def insertion(a):
    a = a[:]
    for i in range(1, len(a)):
        x, j = a[i], i
        while j > 0 and a[j - 1] > x:
            a[j] = a[j - 1]
            j -= 1
        a[j] = x
    return a


def heap(a):
    a = a[:]

    def sift(i, n):
        while 2 * i + 1 < n:
            c = 2 * i + 1
            if c + 1 < n and a[c + 1] > a[c]:
                c += 1
            if a[i] >= a[c]:
                return
            a[i], a[c] = a[c], a[i]
            i = c
    for i in range(len(a) // 2, -1, -1):
        sift(i, len(a))
    for n in range(len(a) - 1, 0, -1):
        a[0], a[n] = a[n], a[0]
        sift(0, n)
    return a


def shell(a):
    a, gap = a[:], len(a) // 2
    while gap:
        for i in range(gap, len(a)):
            while i >= gap and a[i] < a[i - gap]:
                a[i], a[i - gap] = a[i - gap], a[i]
                i -= gap
        gap //= 2
    return a


def counting(a):
    lo = min(a, default=0)
    c = [0] * (max(a, default=0) - lo + 1)
    for x in a:
        c[x - lo] += 1
    return [v + lo for v, n in enumerate(c) for _ in range(n)]


for n in (0, 1, 2, 10, 60):
    for spread in (1, 5, 1000):
        a = [rnd(spread) - spread // 2 for _ in range(n)]
        want = sorted(a)
        for f in (quick, merge, insertion, heap, shell, counting):
            assert f(a) == want, (f.__name__, a)
floats = [rnd(1000) / 7 - 50 for _ in range(60)]
strs = [chr(97 + rnd(26)) * rnd(4) for _ in range(60)]
mixed = [rnd(100) * (2 ** 60 if i % 3 else 0.5) for i in range(60)]
for f in (quick, merge, insertion, heap, shell):
    assert f(floats) == sorted(floats) and f(strs) == sorted(strs) and f(mixed) == sorted(mixed)


def bsearch(a, x):
    lo, hi = 0, len(a) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if a[mid] == x:
            return mid
        if a[mid] < x:
            lo = mid + 1
        else:
            hi = mid - 1
    return ~lo


a = list(range(0, 300, 3))
for x in range(-2, 303):
    i = bsearch(a, x)
    assert a[i] == x if i >= 0 else x not in a and sorted(a + [x]).index(x) == ~i


def max_sub(a):
    best = cur = a[0]
    for x in a[1:]:
        cur = max(x, cur + x)
        best = max(best, cur)
    return best


for _ in range(30):
    a = [rnd(21) - 10 for _ in range(12)]
    assert max_sub(a) == max(sum(a[i:j]) for i in range(12) for j in range(i + 1, 13))


def lis(a):
    tails = []
    for x in a:
        lo = 0
        while lo < len(tails) and tails[lo] < x:
            lo += 1
        tails[lo:lo + 1] = [x]
    return len(tails)


def lis_slow(a):
    best = [1] * len(a)
    for i in range(len(a)):
        for j in range(i):
            if a[j] < a[i]:
                best[i] = max(best[i], best[j] + 1)
    return max(best, default=0)


for _ in range(20):
    a = [rnd(50) for _ in range(25)]
    assert lis(a) == lis_slow(a)


def knapsack(items, cap):
    best = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1):
            best[c] = max(best[c], best[c - w] + v)
    return best[cap]


assert knapsack([(12, 4), (2, 2), (1, 1), (1, 2), (4, 10)], 15) == 15
def coins(amount, cs):
    ways = [1] + [0] * amount
    for c in cs:
        for x in range(c, amount + 1):
            ways[x] += ways[x - c]
    return ways[amount]
assert coins(100, [1, 5, 10, 25, 50]) == 292 and coins(200, [1, 2, 5, 10, 20, 50, 100, 200]) == 73682
def transpose(m): return [list(r) for r in zip(*m)]
def det(m):
    if len(m) == 1: return m[0][0]
    return sum((-1) ** j * m[0][j] * det([r[:j] + r[j + 1:] for r in m[1:]]) for j in range(len(m)))
m = [[rnd(9) - 4 for _ in range(5)] for _ in range(5)]
assert transpose(transpose(m)) == m and det(m) == det(transpose(m))
assert det([[2 ** 40, 1], [1, 2 ** 40]]) == 2 ** 80 - 1
def spiral(m):
    out = []
    while m:
        out += m[0]
        m = [list(r) for r in zip(*m[1:])][::-1]
    return out
assert spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [1, 2, 3, 6, 9, 8, 7, 4, 5]
life = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(40):
    cells = {(x + dx, y + dy) for x, y in life for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    life = {c for c in cells if (k := sum((c[0] + dx, c[1] + dy) in life for dx in (-1, 0, 1)
            for dy in (-1, 0, 1) if (dx, dy) != (0, 0))) == 3 or k == 2 and c in life}
assert len(life) == 5 and min(life) == (10, 12)
def subsets(xs, k): return [[]] if k == 0 else [] if not xs else [[xs[0]] + s
        for s in subsets(xs[1:], k - 1)] + subsets(xs[1:], k)
assert len(subsets(list(range(9)), 4)) == 126 and subsets("abc", 2) == [["a", "b"], ["a", "c"], ["b", "c"]]
print("lists", coins(50, [1, 5, 10, 25]), sorted(life), det(m))
