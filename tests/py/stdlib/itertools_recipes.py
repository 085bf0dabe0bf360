"""Programs built of itertools: sieves, windows, power sets, round robin, run lengths, digits, pascal, merging."""
from itertools import *
import operator


def windows(it, n):
    its = tee(it, n)
    for k, i in enumerate(its):
        next(islice(i, k, k), None)
    return zip(*its)


def powerset(it):
    s = list(it)
    return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))


def roundrobin(*its):
    pending, nexts = len(its), cycle(iter(i).__next__ for i in its)
    while pending:
        try:
            for n in nexts:
                yield n()
        except StopIteration:
            pending -= 1
            nexts = cycle(islice(nexts, pending))


def sieve(n):
    data = bytearray([1]) * n
    data[:2] = b"\0\0"
    for p in range(2, int(n ** 0.5) + 1):
        if data[p]:
            data[p * p::p] = bytes(len(range(p * p, n, p)))
    return compress(count(), data)


def rle(s):
    return [(k, sum(1 for _ in g)) for k, g in groupby(s)]


def pascal():
    row = [1]
    while True:
        yield row
        row = list(map(operator.add, chain([0], row), chain(row, [0])))


def partition(pred, it):
    a, b = tee(it)
    return list(filterfalse(pred, a)), list(filter(pred, b))


assert list(windows("abcd", 2)) == [("a", "b"), ("b", "c"), ("c", "d")]
assert list(windows(range(6), 4))[-1] == (2, 3, 4, 5)
assert len(list(powerset(range(10)))) == 1024 and list(powerset("ab")) == [(), ("a",), ("b",), ("a", "b")]
assert "".join(roundrobin("ABC", "D", "EF")) == "ADEBFC"
assert list(islice(sieve(100), 6)) == [2, 3, 5, 7, 11, 13] and sum(sieve(5000)) == 1548136
assert rle("aaabccd") == [("a", 3), ("b", 1), ("c", 2), ("d", 1)]
assert "".join(k * n for k, n in rle("mississippi")) == "mississippi"
assert list(islice(pascal(), 5))[-1] == [1, 4, 6, 4, 1]
assert max(next(islice(pascal(), 60, None))) == 118264581564861424
assert partition(lambda x: x % 3 == 0, range(10)) == ([1, 2, 4, 5, 7, 8], [0, 3, 6, 9])
assert list(islice(accumulate(repeat(1), lambda x, _: x * 3 % 1000007), 30))[-1] == pow(3, 29, 1000007)
assert list(accumulate(range(1, 6), operator.mul)) == [1, 2, 6, 24, 120]
assert list(starmap(divmod, zip(range(10, 14), repeat(4)))) == [(2, 2), (2, 3), (3, 0), (3, 1)]
assert [sum(b) for b in batched(range(10), 4)] == [6, 22, 17]
assert list(takewhile(lambda x: x < 40, (x * x for x in count()))) == [0, 1, 4, 9, 16, 25, 36]
assert list(dropwhile(str.isspace, "  a b"))[0] == "a"
assert list(map("".join, product("ab", "12", "x"))) == ["a1x", "a2x", "b1x", "b2x"]
table = [["".join(p) for p in permutations("abc", k)] for k in range(4)]
assert [len(t) for t in table] == [1, 3, 6, 6] and table[3][-1] == "cba" and len(set(chain(*table))) == 16
words = "the quick brown fox jumps over the lazy dog the end".split()
by_len = {k: sorted(g) for k, g in groupby(sorted(words, key=len), key=len)}
assert by_len == {
    3: ['dog', 'end', 'fox', 'the', 'the', 'the'], 4: ['lazy', 'over'],
    5: ['brown', 'jumps', 'quick'],
} and list(zip_longest(*[iter(words)] * 4, fillvalue="-"))[-1] == ("dog", "the", "end", "-")
primes = list(sieve(300))
gaps = [b - a for a, b in pairwise(primes)]
assert max(gaps) == 14 and sum(gaps) == 293 - 2 and rle(sorted(gaps))[0] == (1, 1)
print("recipes", by_len[3], list(islice(sieve(10 ** 4), 1000, 1003)), rle("wwwbbw"))
