"""dict views as sets against plain sets: all operators with many operands; items with unhashable values; live during changes."""
import itertools

BASE = {"a": 1, "b": 2, "c": 3, "d": 4}
KEYS = [{k: BASE[k] for k in c} for n in range(5) for c in itertools.combinations(BASE, n)]
OPS = ["|", "&", "-", "^", "<", "<=", ">", ">=", "==", "!="]
fns = {op: eval("lambda a, b: a %s b" % op) for op in OPS}
n = 0
for x in KEYS:
    for y in KEYS[::2]:
        for op, f in fns.items():
            for vx, vy in ((x.keys(), y.keys()), (x.items(), y.items())):
                want = f(set(vx), set(vy))
                assert f(vx, vy) == want and f(vx, set(vy)) == want and f(set(vx), vy) == want and f(vx,
                        frozenset(vy)) == want, (x, y, op)
                if op in "|&-^":
                    assert type(f(vx, vy)) is set and f(vx, list(vy)) == want
                    assert f(vx, iter(list(vy))) == want
                n += 1
        assert x.keys().isdisjoint(y) == (not set(x) & set(y))
        assert x.items().isdisjoint(y.items()) == (not set(x.items()) & set(y.items()))
u = {"k": [1], "m": {}}
assert ("k", [1]) in u.items() and ("k", [2]) not in u.items() and ("z", [1]) not in u.items()
assert u.items() == {"m": {}, "k": [1]}.items() and u.items() <= {"m": {}, "k": [1], "x": 0}.items()
assert not u.items() <= {"k": [1]}.items() and [1] in u.values() and len(u.items()) == 2
d = {}
k, v, i = d.keys(), d.values(), d.items()
for step in range(300):
    d[step % 20] = step
    if step % 3 == 0:
        d.pop((step + 5) % 20, None)
    assert len(k) == len(v) == len(i) == len(d) and list(k) == list(d) and list(zip(k, v)) == list(i)
    assert set(k) == k and (step % 20 in k) == (step % 20 in d) and step in v and (step % 20, step) in i
    assert list(reversed(k)) == list(d)[::-1]
c = d.copy()
assert c.keys() == k and c.items() == i and c.keys() is not k and (c.values() == v) is False
for key in c.keys() & k:
    del c[key]
assert c == {} and not c.keys() and c.keys() == set() and list(c.items()) == []
mixed = {1: "a", 1.5: "b", None: "c", (1, 2): "d", "x": "e"}
assert mixed.keys() & {1.0, None, "y"} == {1, None} and mixed.keys() - [1, "x"] == {1.5, None, (1, 2)}
assert mixed.items() & {(True, "a")} == {(1, "a")} and sorted(mixed.values()) == list("abcde")
assert max(mixed.items(), key=lambda kv: kv[1]) == ("x", "e")
inverse = {v: k for k, v in mixed.items()}
assert {v: k for k, v in inverse.items()} == mixed and dict(mixed.items()) == mixed
assert dict(zip(mixed.keys(), mixed.values())) == mixed and [*mixed.items()][2] == (None, "c")
print("views model", n, len(d))
