"""`del` of names, attributes, items, slices and nested targets; order; exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


class T:
    def __init__(self, name):
        self.__dict__["name"] = name

    def __delattr__(self, a):
        log.append((self.name, "attr", a))

    def __delitem__(self, k):
        log.append((self.name, "item", k))


def ev(x):
    log.append("ev")
    return x


t, u = T("t"), T("u")
del ev(t).x, ev(u)[ev(1)], (t.y, [u[2:3], t[::2]]), t[1, 2]
assert log == ['ev', ('t', 'attr', 'x'), 'ev', 'ev', ('u', 'item', 1), ('t', 'attr', 'y'),
        ('u', 'item', slice(2, 3, None)), ('t', 'item', slice(None, None, 2)), ('t', 'item', (1, 2))]

lst = list(range(10))
del lst[0], lst[-1]
assert lst == [1, 2, 3, 4, 5, 6, 7, 8]
del lst[1:3], lst[::3]
assert lst == [4, 5, 7, 8]
del lst[5:1], lst[10:], lst[:0]
assert lst == [4, 5, 7, 8]
del lst[::-2]
assert lst == [4, 7]
del lst[:]
assert lst == []
d = {"a": 1, "b": 2}
del d["a"]
assert d == {"b": 2}
a = b = 1
del a, b
del ()
x = y = z = 0
del (x), [y, (z,)]
for name in "abxyz":
    assert name not in globals()


def dele(o, k):
    del o[k]


raises(KeyError, "'q'", dele, {}, "q")
raises(KeyError, "(1, 2)", dele, {}, (1, 2))
raises(IndexError, 'list assignment index out of range', dele, [1], 1)
raises(IndexError, 'list assignment index out of range', dele, [], -1)
raises(TypeError, 'list indices must be integers or slices, not str', dele, [1], "a")
raises(TypeError, "'tuple' object doesn't support item deletion", dele, (1,), 0)
raises(TypeError, "'str' object doesn't support item deletion", dele, "abc", 0)
raises(TypeError, "'int' object does not support item deletion", dele, 5, 0)
raises(TypeError, "'bytes' object doesn't support item deletion", dele, b"a", 0)
raises(TypeError, "'range' object doesn't support item deletion", dele, range(3), 0)
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", dele, {}, [])
raises(ValueError, 'slice step cannot be zero', dele, [1, 2], slice(None, None, 0))
raises(TypeError, 'slice indices must be integers or None or have an __index__ method', dele, [1], slice("a", None))


class C:
    k = 1

    def m(self):
        pass

    @property
    def p(self):
        return 1


c = C()
c.v = 1
del c.v
raises(AttributeError, "'C' object has no attribute 'v'", lambda: delattr(c, "v"))
raises(AttributeError, "'C' object has no attribute 'k'", lambda: delattr(c, "k"))
raises(AttributeError, "property 'p' of 'C' object has no deleter", lambda: delattr(c, "p"))
raises(AttributeError, "'C' object has no attribute 'm'", lambda: delattr(c, "m"))
raises(AttributeError, "type object 'C' has no attribute 'nope'", lambda: delattr(C, "nope"))
raises(TypeError, "cannot set 'bit_length' attribute of immutable type 'int'", lambda: delattr(int, "bit_length"))
raises(AttributeError, "attribute 'real' of 'int' objects is not writable", lambda: delattr(5, "real"))
raises(AttributeError, "'NoneType' object has no attribute 'foo' and no __dict__ for setting new attributes",
        lambda: delattr(None, "foo"))
del C.k, C.m
assert not hasattr(c, "k") and not hasattr(c, "m")

# Deleting while hot: the attribute is found in the class again.
class D:
    v = "class"


o = D()
seen = []
for i in range(1000):
    if i % 10 == 0:
        o.v = i
    elif i % 10 == 5:
        del o.v
    seen.append(o.v)
assert seen[990:] == [990] * 5 + ["class"] * 5 and seen.count("class") == 500
n = 0
while True:
    try:
        del seen[0]
    except IndexError:
        break
    n += 1
print("del", n, log[0])
