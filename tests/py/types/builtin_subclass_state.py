"""Subclasses of every builtin: attributes, operations that give the base, copy, pickle, repr, bool."""
import copy
import pickle


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


BASES = [(int, 5), (float, 2.5), (complex, 1 + 2j), (str, "text"), (bytes, b"by"), (bytearray, b"ba"), (list, [1, 2]), (tuple, (1, 2)),
         (dict, {"k": 1}), (set, {1, 2}), (frozenset, {3})]
for base, value in BASES:
    cls = type("Sub" + base.__name__.title(), (base,), {"__module__": "__main__", "tag": base.__name__})
    globals()[cls.__name__] = cls
    o = cls(value)
    o.attr = [1]
    assert isinstance(o, base) and o == base(value) and o.tag == base.__name__ and vars(o) == {"attr": [1]}
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        if base is complex and protocol < 2:
            pass
        back = pickle.loads(pickle.dumps(o, protocol))
        assert type(back) is cls and back == o and back.attr == [1], (base, protocol)
    c, d = copy.copy(o), copy.deepcopy(o)
    assert type(c) is type(d) is cls and c.attr is o.attr and d.attr is not o.attr and d.attr == [1] and c == d == o
    print(base.__name__, repr(o).replace(cls.__name__, "Sub"), bool(o), type(o + o).__name__ if base not in (dict, set, frozenset) else type(o | o).__name__)
    if hasattr(base, "__getitem__") and base is not dict:
        print("   ", type(o[:1]).__name__, type(o * 2).__name__)
    print("   ", type(base(o)).__name__, type(copy.copy(base(o))).__name__, attempt(cls, object()) if base in (int, float, list) else "")


class Point(tuple):
    __slots__ = ()

    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    def __getnewargs__(self):
        return tuple(self)


p = Point(1, 2)
assert pickle.loads(pickle.dumps(p)) == p == copy.deepcopy(p) and type(copy.copy(p)) is Point
print(attempt(setattr, p, "z", 1), p + (3,), p.__reduce_ex__(2)[1:3])
