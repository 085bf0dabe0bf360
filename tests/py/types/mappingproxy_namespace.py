"""types.MappingProxyType and types.SimpleNamespace: behaviour, liveness, operators, repr, comparison, exact errors."""
import copy
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

src = {"a": 1, "b": 2}
p = types.MappingProxyType(src)
assert p["a"] == 1 and len(p) == 2 and "a" in p and list(p) == ["a", "b"]
assert list(p.items()) == [("a", 1), ("b", 2)] and p.get("z", 5) == 5 and p.keys() == src.keys()
assert list(p.values()) == [1, 2] and list(reversed(p)) == ["b", "a"] and p == src
assert p == types.MappingProxyType({"b": 2, "a": 1}) and p != {"a": 1}
assert repr(p) == "mappingproxy({'a': 1, 'b': 2})" and str(p) == "{'a': 1, 'b': 2}" and p.copy() == src
assert type(p.copy()) is dict and p.copy() is not src and p | {"c": 3} == {"a": 1, "b": 2, "c": 3}
assert {"z": 0} | p == {"z": 0, "a": 1, "b": 2} and type(p | p) is dict
src["c"] = 3
assert p["c"] == 3 and len(p) == 3
raises(TypeError, "'mappingproxy' object does not support item assignment", exec, "p['x'] = 1", {"p": p})
raises(TypeError, "'mappingproxy' object does not support item deletion", exec, "del p['a']", {"p": p})
raises(TypeError, "'|=' is not supported by mappingproxy; use '|' instead", exec, "p |= {}", {"p": p})
raises(AttributeError, "'mappingproxy' object has no attribute 'update'", lambda: p.update)
raises(KeyError, "'zz'", lambda: p["zz"])
raises(TypeError, 'mappingproxy() argument must be a mapping, not int', types.MappingProxyType, 5)
raises(TypeError, 'mappingproxy() argument must be a mapping, not list', types.MappingProxyType, [1])
raises(TypeError, "mappingproxy() missing required argument 'mapping' (pos 1)", types.MappingProxyType)
raises(TypeError, "unhashable type: 'dict'", hash, p)
raises(TypeError, "'>' not supported between instances of 'dict' and 'dict'", lambda: p < p)
raises(TypeError, "type 'mappingproxy' is not an acceptable base type", lambda: type("P", (types.MappingProxyType,), {}))


class Missing(dict):
    def __missing__(self, k):
        return "made " + k


q = types.MappingProxyType(Missing(a=1))
assert q["zz"] == "made zz" and q.get("zz") is None and isinstance(int.__dict__, types.MappingProxyType)
assert int.__dict__["bit_length"] is int.bit_length


class Cls:
    x = 1


d = Cls.__dict__
assert d["x"] == 1
Cls.y = 2
assert d["y"] == 2 and "y" in d
assert hash(types.MappingProxyType(frozen)) == 1 if (frozen := None) else True

ns = types.SimpleNamespace(a=1, b="x")
assert ns.a == 1 and ns.b == "x" and repr(ns) == "namespace(a=1, b='x')"
assert ns == types.SimpleNamespace(b="x", a=1) and ns != types.SimpleNamespace(a=1)
assert ns.__dict__ == {"a": 1, "b": "x"} and repr(types.SimpleNamespace()) == "namespace()"
ns.c = [ns]
assert repr(ns) == "namespace(a=1, b='x', c=[namespace(...)])"
del ns.c
raises(AttributeError, "'types.SimpleNamespace' object has no attribute 'c'", lambda: ns.c)
raises(AttributeError, "'types.SimpleNamespace' object has no attribute 'c'", delattr, ns, "c")
assert types.SimpleNamespace({"k": 1}, z=2).k == 1 and types.SimpleNamespace([("m", 5)]).m == 5
assert types.SimpleNamespace({"k": 1}, k=9).k == 9
raises(TypeError, "'int' object is not iterable", types.SimpleNamespace, 5)
raises(TypeError, 'SimpleNamespace expected at most 1 argument, got 2', types.SimpleNamespace, {}, {})
raises(TypeError, 'keywords must be strings', types.SimpleNamespace, {1: 2})
raises(TypeError, "unhashable type: 'types.SimpleNamespace'", hash, ns)
raises(TypeError, "'<' not supported between instances of 'dict' and 'dict'", lambda: ns < ns)
r = copy.replace(ns, a=5, new=1)
assert r.a == 5 and r.b == "x" and r.new == 1 and ns.a == 1


class Sub(types.SimpleNamespace):
    def hello(self):
        return self.name


s = Sub(name="n")
assert s.hello() == "n" and repr(s) == "Sub(name='n')" and s == Sub(name="n")
assert (s == types.SimpleNamespace(name="n")) == True
ns.__dict__["not an identifier"] = 1
assert repr(ns) == "namespace(a=1, b='x', not an identifier=1)" and getattr(ns, "not an identifier") == 1
total = 0
obj = types.SimpleNamespace(count=0, items=[])
for i in range(1000):
    obj.count += i
    if i % 100 == 0:
        obj.items.append(obj.count)
        setattr(obj, "k%d" % i, i)
assert obj.count == 499500 and len(obj.items) == 10 and len(vars(obj)) == 12
print("proxy", repr(p), repr(s), obj.count)
