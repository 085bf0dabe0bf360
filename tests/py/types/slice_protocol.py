"""slice objects: indices, hashing, comparison, copying, pickling, and how classes see them."""
import copy
import pickle


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


for s in (slice(None), slice(5), slice(2, 8), slice(-3, None), slice(None, None, -1), slice(8, 2, -2), slice(None, None, 100), slice(-100, 100)):
    print(s, [s.indices(n) for n in (0, 1, 5, 10)], list(range(10))[s], "0123456789"[s])
print(attempt(slice(1).indices, -1), attempt(slice(1, 2, 0).indices, 5), attempt(slice("a").indices, 5), attempt(slice), attempt(slice, 1, 2, 3, 4))
assert slice(1, 2) == slice(1, 2) != slice(1, 3) and slice(1, 2) < slice(1, 3) and hash(slice(1, 2)) == hash(slice(1, 2, None))
print(attempt(hash, slice([])), attempt(lambda: slice(1) < 5), slice(1, "x", None).__reduce__()[1], copy.copy(slice(1, 2)), pickle.loads(pickle.dumps(slice(3, None, 2))))


class Seen:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        self.last = key, value

    def __delitem__(self, key):
        self.last = key


o = Seen()
print(o[1], o[1:2], o[::3], o[1, 2:3], o[...], o[:, 1], o[()], o[None:None:None])
o[1:2] = "v"
print(o.last)
del o[3:, ...]
print(o.last)


class I:
    def __init__(self, i):
        self.i = i

    def __index__(self):
        return self.i


print([1, 2, 3, 4][I(1):I(3)], "abcdef"[I(-2):], bytes(range(5))[:I(2)], attempt(lambda: [1][1.5:]), attempt(lambda: "a"["b":]), (1, 2, 3)[2 ** 70 :], [1, 2][-2 ** 70 :])
x = list(range(10))
x[::2] = "abcde"
print(x, attempt(x.__setitem__, slice(0, 4, 2), [1]), attempt(x.__setitem__, slice(0, 1), 5))
del x[1::3]
x[2:2] = [0, 0]
print(x, slice(1, 2, 3).start, slice(1, 2, 3).stop, slice(1, 2, 3).step)
