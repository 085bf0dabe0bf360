"""deque, Counter, OrderedDict, defaultdict, ChainMap, namedtuple and the User classes: methods with their errors."""
import collections as c


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


d = c.deque("abc", maxlen=4)
d.extend("de")
d.appendleft("z")
print(d, d.maxlen, attempt(d.index, "q"), d.index("b"), attempt(d.remove, "q"), attempt(c.deque().pop), attempt(c.deque().popleft), attempt(c.deque, 5), attempt(c.deque, [], -1), d[1], attempt(lambda: d[9]), d.count("b"))
d.rotate(2)
print(d, list(reversed(d)), d * 2, d + c.deque("x"), d == c.deque(d), d < c.deque("zz"), attempt(lambda: d + [1]), attempt(c.deque(maxlen=1).insert, 0, 1), attempt(d.insert, 0, 1), d.copy().maxlen)
del d[0]
d[0] = "new"
it = iter(d)
d.append(1)
print(attempt(next, it), d, hash is not None and attempt(hash, d))
n = c.Counter("abracadabra")
print(n.most_common(2), n["zz"], n + c.Counter(a=1), n - c.Counter(a=9), n & c.Counter(a=2, q=1), n | c.Counter(q=1), +c.Counter(a=-1, b=1), -c.Counter(a=-1), sum(n.values()), n.total(), sorted(c.Counter(a=2, b=0).elements()), n <= n, c.Counter(a=1) < c.Counter(a=2))
n.subtract("aaaaaaa")
n.update({"x": 5})
print(n, attempt(c.Counter.fromkeys, "ab"), c.Counter(None), repr(c.Counter()), c.Counter([1, 1.0, True]))
o = c.OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, o.popitem(), o.popitem(last=False), attempt(o.move_to_end, "zz"), o == {"b": 2}, c.OrderedDict(a=1, b=2) == c.OrderedDict(b=2, a=1), list(reversed(o)), o | {"n": 1}, attempt(c.OrderedDict().popitem), o.pop("q", None), attempt(o.pop, "q"))
f = c.defaultdict(list)
f["x"].append(1)
print(f, f["y"], f.get("z"), len(f), attempt(c.defaultdict, 5), attempt(lambda: c.defaultdict()["k"]), f.copy(), f | {"q": 1}, f.default_factory)
m = c.ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m, m["a"], m["b"], len(m), dict(m), m.parents, m.new_child({"a": 0})["a"], attempt(lambda: m["zz"]), attempt(m.__delitem__, "b"), list(m), m.maps[0], "b" in m, m.get("zz", 7))
P = c.namedtuple("P", "x y z", defaults=[5])
p = P(1, y=2)
print(p, p._asdict(), p._replace(x=9), P._fields, P._field_defaults, P._make([1, 2, 3]), attempt(P), attempt(p._replace, q=1), attempt(c.namedtuple, "X", "a a"), attempt(c.namedtuple, "X", "def"), c.namedtuple("R", "a def", rename=True)._fields, p == (1, 2, 5), p[1:], attempt(setattr, p, "x", 1), P.x.__doc__)
u, l, s = c.UserDict(a=1), c.UserList([3, 1]), c.UserString("abc")
u["b"] = 2
l.sort()
print(u, u | {"c": 1}, l + [5], l * 2, l[:1], type(l[:1]).__name__, s.upper(), s + "d", s[1], s == "abc", "b" in s, hash(s) == hash("abc"), attempt(lambda: u["zz"]))
