"""pickle: every protocol over nested values, shared and cyclic ones, classes, reduce, slots, errors."""
import collections
import copyreg
import datetime
import decimal
import enum
import fractions
import io
import pickle


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class Plain:
    def __init__(self, x):
        self.x = x

    def __eq__(self, o):
        return type(o) is type(self) and vars(o) == vars(self)


class Slots:
    __slots__ = ("a", "b")

    def __eq__(self, o):
        return self.a == o.a


class State(Plain):
    def __getstate__(self):
        return {"x": self.x, "kept": 1}

    def __setstate__(self, s):
        self.__dict__.update(s, restored=True)


class Reduced:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return Reduced, (1, 2), {"extra": 3}


class Color(enum.Enum):
    RED = 1


NT = collections.namedtuple("NT", "x y")
s = Slots()
s.a = [1]
VALUES = [None, True, 0, -1, 255, 65536, -2 ** 31, 2 ** 63, 10 ** 50, -10 ** 50, 1.5, float("inf"), -0.0, 2 + 3j, "", "text", "\xe9\u20ac\U0001f600", "a" * 300, b"", b"bytes", b"x" * 300,
          bytearray(b"ba"), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1, [2, [3]]], {}, {"a": {"b": 1}}, {1, 2}, frozenset([3]), range(5), slice(1, 2), ..., NotImplemented, int, len, Plain,
          Plain([1]), s, Color.RED, NT(1, 2), collections.OrderedDict(a=1), collections.Counter("ab"), collections.deque([1, 2], 5), collections.defaultdict(list, {1: [2]}),
          datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, 3, 4, 5, 6), datetime.timedelta(1, 2, 3), decimal.Decimal("1.5"), fractions.Fraction(1, 3), ValueError("v", 1)]
for p in range(pickle.HIGHEST_PROTOCOL + 1):
    for v in VALUES[:]:
        if p < 2 and v is s:
            continue
        data = pickle.dumps(v, p)
        back = pickle.loads(data)
        assert type(back) is type(v), (p, v)
        assert back == v or isinstance(v, ValueError) and back.args == v.args, (p, v, back)
    shared = [1]
    a, b = pickle.loads(pickle.dumps([shared, shared], p))
    assert a is b
    loop = []
    loop.append(loop)
    back = pickle.loads(pickle.dumps(loop, p))
    assert back[0] is back
    d = {}
    d["self"] = d
    assert (lambda x: x["self"] is x)(pickle.loads(pickle.dumps(d, p)))
    r = pickle.loads(pickle.dumps(Reduced(5), p))
    assert r.args == (1, 2) and r.extra == 3 and pickle.loads(pickle.dumps(State(4), p)).restored
    f = io.BytesIO()
    pickler = pickle.Pickler(f, p)
    pickler.dump([1])
    pickler.dump("two")
    f.seek(0)
    un = pickle.Unpickler(f)
    print(p, un.load(), un.load(), attempt(un.load).split(":")[0], len(pickle.dumps(list(range(1000)), p)) > 1000)
big = list(range(5000)) + ["x" * 70000]
assert pickle.loads(pickle.dumps(big)) == big
print(attempt(pickle.loads, b"\x80\x99."), attempt(pickle.dumps, 1, 99))
bufs = []
data = pickle.dumps(pickle.PickleBuffer(b"shown"), 5, buffer_callback=bufs.append) if hasattr(pickle, "PickleBuffer") else None
copyreg.pickle(Slots, lambda o: (Plain, (o.a,)))
print(pickle.loads(pickle.dumps(s)).x, Plain(1).__reduce_ex__(2)[0].__name__, object().__reduce_ex__(4)[1:], attempt(pickle.dumps, (x for x in ())))
