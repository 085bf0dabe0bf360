"""range with ints of any size: length, membership, slices, equality, iteration, reversing, hashes."""


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


B = 10 ** 30
for r in (range(B), range(-B, B, 10 ** 29), range(B, 0, -7), range(B, B + 5), range(5, 5), range(2 ** 63 - 2, 2 ** 63 + 2), range(-2 ** 64, -2 ** 64 - 9, -3)):
    print(r, attempt(len, r), bool(r), r[:2], r[-1:] if r else None, attempt(lambda: r[0]), attempt(lambda: r[-1]), B // 2 in r, r.start in r, r.stop in r)
    print("   ", list(r[:4]), list(reversed(r[-4:])), r == range(r.start, r.stop, r.step), hash(r) == hash(range(r.start, r.stop, r.step)), attempt(r.index, r.start), r.count(r.start))
assert range(0) == range(5, 1) == range(3, 3, 9) and hash(range(0)) == hash(range(2, 2)) and range(0, 3, 2) == range(0, 4, 2)
print(attempt(range), attempt(range, 1, 2, 0), attempt(range, 1.5), attempt(range, "1"), attempt(range, 1, 2, 3, 4), attempt(lambda: range(3)[3]), attempt(lambda: range(3)["a"]), attempt(range(3).index, 9))
it = iter(range(2 ** 63 - 1, 2 ** 63 + 2))
print(next(it), next(it), it.__length_hint__(), list(it), next(it, "end"))
print(range(10)[2:8:3], range(10)[::-1], range(0, 10, 3)[-2:], range(1, 20, 2)[5:1:-2], sum(range(10 ** 6)), max(range(B, B + 3)), 3 in range(0, 10, 2), True in range(2))


class I:
    def __index__(self):
        return 4


print(range(I()), list(range(I(), 0, -1)), range(10)[I()], range(3).__reduce__()[1], range(2, 9)[I() :])
