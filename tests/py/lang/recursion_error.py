"""Deep recursion: RecursionError with CPython's text in plain, mutual, dunder and repr recursion; recovery."""
import sys


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def endless(n):
    return endless(n + 1) + 1


def text(fn, *args):
    try:
        fn(*args)
    except RecursionError as e:
        assert isinstance(e, RuntimeError)
        return str(e)
    return "no error"


assert sys.getrecursionlimit() == 1000
assert down(900) == 900
assert text(down, 2000).startswith("maximum recursion depth exceeded")
for _ in range(5):
    assert text(endless, 0).startswith("maximum recursion depth exceeded")
assert down(900) == 900


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


assert even(800) is True and odd(801) is True
assert text(even, 5000).startswith("maximum recursion depth exceeded")


class Deep:
    def __init__(self):
        self.calls = 0

    def __getattr__(self, name):
        return getattr(self, name + "_")

    def __add__(self, other):
        self.calls += 1
        return self + other

    def __eq__(self, other):
        return self == other

    def __call__(self):
        return self()

    def __getitem__(self, k):
        return self[k]

    def __iter__(self):
        return iter(self)

    def __bool__(self):
        return bool(self)

    __hash__ = None


d = Deep()
for fn in (lambda: d.x, lambda: d + 1, lambda: d == 1, lambda: d(), lambda: d[0], lambda: [*d], lambda: not d):
    assert text(fn).startswith("maximum recursion depth exceeded")
assert 900 < d.calls < 1001

old = sys.getrecursionlimit()
sys.setrecursionlimit(5000)
assert down(4500) == 4500
assert text(down, 6000).startswith("maximum recursion depth exceeded")
sys.setrecursionlimit(old)
assert text(down, 1500).startswith("maximum recursion depth exceeded")
for bad, exc in ((0, ValueError), (-1, ValueError), (-2 ** 30, ValueError)):
    try:
        sys.setrecursionlimit(bad)
    except exc as e:
        assert str(e) == 'recursion limit must be greater or equal than 1'
    else:
        raise AssertionError


def unwinding():
    """Each level's finally runs on the way out."""
    count = [0]

    def r():
        try:
            r()
        finally:
            count[0] += 1
    try:
        r()
    except RecursionError:
        pass
    return 900 < count[0] <= 1000


assert unwinding()


def gen_rec(n):
    if n:
        yield from gen_rec(n - 1)
    yield n


assert sum(gen_rec(400)) == 80200
assert text(lambda: list(gen_rec(3000))).startswith("maximum recursion depth exceeded")
print("recursion", down(500), text(endless, 0)[:32])
