"""Every iterator of itertools over several inputs, with limits, errors and exhaustion."""
import itertools as it


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


def some(iterable, n=8):
    return list(it.islice(iterable, n))


for data in ("", "a", "abcd", [1, 1, 2, 3, 3], range(4)):
    print(some(it.accumulate(data)) if data != "" else [], some(it.accumulate(data, lambda a, b: b)), some(it.batched(data, 2)), some(it.chain(data, data), 6), some(it.compress(data, [1, 0, 1])), some(it.cycle(data), 5))
    print("  ", some(it.combinations(data, 2)), some(it.combinations_with_replacement(data, 2), 5), some(it.permutations(data, 2), 5), some(it.product(data, repeat=2), 5), some(it.pairwise(data)))
    print("  ", some(it.dropwhile(lambda x: x == list(data)[0], data)), some(it.takewhile(lambda x: x == list(data)[0], data)), some(it.filterfalse(lambda x: x == 1, data)), [(k, len(list(g))) for k, g in it.groupby(data)], some(it.zip_longest(data, "xy", fillvalue="-")), some(it.starmap(lambda *a: a, it.pairwise(data))))
    a, b, c = it.tee(data, 3)
    next(b, None)
    print("  ", list(a), list(b), list(c), some(it.islice(data, 1, None, 2)), some(it.islice(data, 0)))
print(some(it.count(5, 2), 3), some(it.count(1.5), 2), some(it.count(10 ** 20), 2), some(it.repeat("x"), 2), some(it.repeat(1, 3)), it.repeat(5, 2), it.count(3), it.count(1, 0.5))
print(attempt(it.batched, "ab", 0), attempt(lambda: list(it.batched("abc", 2, strict=True))), attempt(it.combinations, "a", -1), attempt(it.islice, "a", -1), attempt(it.product, "a", repeat=-1), attempt(it.count, "a"), attempt(it.tee, "a", -1), attempt(it.repeat), attempt(it.accumulate), attempt(it.chain.from_iterable, 5), attempt(it.permutations, "abc", 1.5))
g = it.groupby("aab")
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2), attempt(next, g), it.repeat(1, 5).__length_hint__(), list(it.chain.from_iterable(["ab", [1]])), list(it.accumulate([1, 2], initial=10)))
i = it.chain([1], [2])
next(i)
print(list(i), list(i), sum(1 for _ in it.permutations(range(6))), sum(1 for _ in it.product("ab", repeat=8)), len(list(it.combinations(range(10), 5))))
