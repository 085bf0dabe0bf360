"""Hot attribute reads and writes with instances whose __dict__ is changed, replaced, or has other layouts."""


class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Q:
    def __init__(self, y, x):
        self.y = y
        self.x = x


def total(objs):
    t = 0
    for o in objs:
        t += o.x * 10 + o.y
    return t


ps = [P(i, 1) for i in range(300)]
qs = [Q(i, 1) for i in range(300)]
assert total(ps) == 10 * 44850 + 300 and total(qs) == 300 * 10 + 44850
mixed = [o for pair in zip(ps, qs) for o in pair]
assert total(mixed) == total(ps) + total(qs)

# Different orders and additional attributes: many layouts at one site.
many = []
for i in range(300):
    p = P.__new__(P)
    for name in ("a%d" % (i % 7), "x", "b", "y")[:: 1 if i % 2 else -1]:
        setattr(p, name, i)
    many.append(p)
assert total(many) == 11 * 44850

p = P(1, 2)
assert total([p] * 100) == 1200
p.__dict__["x"] = 5
assert total([p] * 100) == 5200
p.__dict__ = {"x": 7, "y": 8}
assert total([p] * 100) == 7800
d = {"y": 1, "x": 2, "z": 3}
p.__dict__ = d
assert total([p]) == 21 and p.__dict__ is d
d["x"] = 50
assert p.x == 50
p.w = 1
assert d["w"] == 1
del d["x"]
try:
    total([p])
except AttributeError as e:
    assert str(e) == "'P' object has no attribute 'x'"
P.x = "class"
assert p.x == "class" and total([P(1, 1)]) == 11
del P.x
q = P(1, 2)
del q.x
q.x = 9
assert list(q.__dict__) == ["y", "x"] and total([q]) == 92
q.__dict__.clear()
q.y, q.x = 3, 4
assert total([q]) == 43 and vars(q) == {"y": 3, "x": 4}
q.__dict__.update(x=1)
q.__dict__[5] = "odd key"
assert total([q]) == 13 and q.__dict__ == {"y": 3, "x": 1, 5: "odd key"}
for bad in (5, None, [1]):
    try:
        q.__dict__ = bad
    except TypeError as e:
        assert str(e) == "__dict__ must be set to a dictionary, not a '" + type(bad).__name__ + "'"
    else:
        raise AssertionError


class D(dict):
    def __getitem__(self, k):
        return "never used for attributes"


q.__dict__ = D(x=2, y=2)
assert total([q]) == 22 and type(q.__dict__) is D


def writer(o, n):
    for i in range(n):
        o.x = i
        o.y += 1
    return o.x, o.y


r = P(0, 0)
assert writer(r, 500) == (499, 500)
view = r.__dict__
assert writer(r, 10) == (9, 510) and view == {"x": 9, "y": 510}
view["y"] = 0
assert writer(r, 5) == (4, 5) and view["y"] == 5
wide = P(0, 0)
for i in range(300):
    setattr(wide, "attr%d" % i, i)
assert len(wide.__dict__) == 302 and wide.attr299 == 299 and list(wide.__dict__)[:3] == ["x", "y", "attr0"]
for i in range(0, 300, 2):
    delattr(wide, "attr%d" % i)
assert len(vars(wide)) == 152 and wide.attr1 == 1 and not hasattr(wide, "attr0")
assert sum(v for v in vars(wide).values()) == 150 * 150
print("instance dict", total(many), writer(P(1, 1), 3))
