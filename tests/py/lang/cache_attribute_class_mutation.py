"""Hot attribute reads see changes of the class, of a base, of the MRO order and of descriptors at once."""


class Base:
    v = "base"


class Mid(Base):
    pass


class Leaf(Mid):
    pass


def hot(o, n=200):
    for _ in range(n):
        r = o.v
    return r


o = Leaf()
assert hot(o) == "base"
Mid.v = "mid"
assert hot(o) == "mid"
Leaf.v = "leaf"
assert hot(o) == "leaf"
o.v = "inst"
assert hot(o) == "inst"
del o.v
assert hot(o) == "leaf"
del Leaf.v
assert hot(o) == "mid"
del Mid.v
assert hot(o) == "base"
Base.v = property(lambda self: "property")
assert hot(o) == "property"
o.__dict__["v"] = "hidden by data descriptor"
assert hot(o) == "property"
Base.v = classmethod(lambda cls: cls)
assert hot(o) == "hidden by data descriptor"
del o.__dict__["v"]
assert hot(o)() is Leaf


class NonData:
    def __get__(self, obj, owner):
        return "nondata", owner.__name__


class Data(NonData):
    def __set__(self, obj, value):
        raise AttributeError("read only")


Base.v = NonData()
assert hot(o) == ("nondata", "Leaf")
o.v = 1
assert hot(o) == 1
Base.v = Data()
assert hot(o) == ("nondata", "Leaf")
# The descriptor's own class changes its nature.
del Data.__set__
assert hot(o) == 1
Data.__set__ = lambda *a: None
assert hot(o) == ("nondata", "Leaf")
del NonData.__get__
assert type(hot(o)) is int
del Data.__set__
assert hot(o) == 1
del o.v
assert type(hot(o)) is Data


class Other:
    v = "other"


Leaf.__bases__ = (Other, Mid)
assert hot(o) == "other"
Leaf.__bases__ = (Mid, Other)
assert type(hot(o)) is Data
del Base.v
assert hot(o) == "other"
del Other.v
try:
    hot(o)
except AttributeError as e:
    assert str(e) == "'Leaf' object has no attribute 'v'"
Leaf.__getattr__ = lambda self, name: "getattr " + name
assert hot(o) == "getattr v"
Other.v = "again"
assert hot(o) == "again"

# The class changes while the loop runs.
def flip(n):
    seen = []
    for i in range(n):
        if i % 100 == 50:
            Leaf.v = i
        if i % 100 == 75:
            del Leaf.v
        seen.append(o.v)
    return seen


seen = flip(300)
assert seen[49:52] == ["again", 50, 50] and seen[74:76] == [50, "again"] and seen[250] == 250
assert seen.count("again") == 225
print("class mutation", seen[::40])
