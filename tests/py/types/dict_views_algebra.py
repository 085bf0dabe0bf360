"""Dict views as sets: all operators with all iterables, mutation while iterating, reversed, mapping proxies."""
import types


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


d = {"a": 1, "b": 2, "c": 3}
OTHERS = [{"a"}, frozenset("bz"), ["a", "z"], {"b": 5}, {"c": 3}.keys(), "ab", (), {"a": 1}.items(), iter("c")]
for o in OTHERS[:-1]:
    for op in ("&", "|", "-", "^"):
        r = eval("d.keys() %s o" % op)
        back = attempt(lambda: eval("o %s d.keys()" % op))
        print(op, type(o).__name__, sorted(map(str, r)), type(r).__name__, sorted(map(str, back)) if not isinstance(back, str) else back)
    print(d.keys().isdisjoint(o), d.keys() == o, attempt(lambda: d.keys() <= o), attempt(lambda: d.keys() > o))
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i, "a" in i, list(reversed(k)), list(reversed(v)), list(reversed(i)))
print(k.mapping == d, attempt(lambda: k.mapping.__setitem__), i & {("a", 1)}, i - {("a", 1)} == {("b", 2), ("c", 3)}, attempt(lambda: i | [[1]]), attempt(lambda: v & v), v == v, v == d.values())
for change in (lambda: d.__setitem__("z", 1), lambda: d.pop("z"), lambda: (d.pop("a"), d.__setitem__("y", 1))):
    it = iter(d)
    next(it)
    change()
    print(attempt(next, it), attempt(next, it))
print(list(d), attempt(lambda: [d.update({x + "x": 1}) for x in d]), attempt(next, reversed({})), len(i), it.__length_hint__())
p = types.MappingProxyType({"q": 1})
print(p | {"r": 2}, {"r": 2} | p, p.get("z", 0), attempt(lambda: p.__setitem__), attempt(hash, p), p == {"q": 1}, list(reversed(p)), p.keys() & {"q"}, attempt(types.MappingProxyType, [1]), attempt(types.MappingProxyType))
e = {}
e.setdefault("n", []).append(1)
e |= [("m", 2)]
print(e, attempt(lambda: e | [("m", 2)]), e.popitem(), attempt({}.popitem), dict.fromkeys("ab", 0), attempt(dict, [1]), attempt(dict, [(1, 2, 3)]), attempt(e.pop, "none"), e.pop("none", 5))
