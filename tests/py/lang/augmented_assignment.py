"""Augmented assignment on every target and operator; targets are evaluated once."""

x = 7
x += 3; assert x == 10
x -= 4; assert x == 6
x *= 5; assert x == 30
x //= 4; assert x == 7
x %= 4; assert x == 3
x **= 4; assert x == 81
x <<= 3; assert x == 648
x >>= 2; assert x == 162
x &= 0xF2; assert x == 162
x |= 5; assert x == 167
x ^= 255; assert x == 88
x /= 8; assert x == 11.0 and type(x) is float

log = []


def get(name, value):
    log.append(name)
    return value


lst = [1, 2, 3]
get("list", lst)[get("index", 1)] += get("value", 40)
assert lst == [1, 42, 3] and log == ["list", "index", "value"]


class Obj:
    pass


o = Obj()
o.n = 5
log.clear()
get("obj", o).n *= get("v", 3)
assert o.n == 15 and log == ["obj", "v"]

# Sequences change in place and stay the same object; tuples and strings do not.
a = b = [1]
a += (2,)
a *= 2
assert a is b and b == [1, 2, 1, 2]
s = t = "ab"
s += "c"
assert (s, t) == ("abc", "ab")
t1 = t2 = (1,)
t1 += (2,)
assert t2 == (1,)
a[1:3] += "xy"
assert a == [1, 2, 1, "x", "y", 2]

# A tuple's list element grows although the item assignment fails.
tup = ([1],)
try:
    tup[0] += [2]
except TypeError as e:
    assert str(e) == "'tuple' object does not support item assignment"
assert tup == ([1, 2],)


def texts():
    out = []
    for code in ("x = 1; x += 'a'", "x = 'a'; x += 1", "x = [1]; x += 5", "x = None; x -= 1", "x = {}; x |= 5",
                 "x = 1; x @= 2", "x = 1.5; x <<= 1", "x = 'a'; x *= 1.5", "x = []; x -= []", "undefined += 1",
                 "x = object(); x.y += 1", "x = {}; x['k'] += 1", "x = 5; x[0] += 1", "x = (1,); x[3] += 1",
                 "x = 1; x //= 0", "x = 1.0; x %= 0.0", "x = 1; x <<= -1"):
        try:
            exec(code, {})
        except Exception as e:
            out.append(type(e).__name__ + ": " + str(e))
    return out


assert texts() == [
    "TypeError: unsupported operand type(s) for +=: 'int' and 'str'",
    'TypeError: can only concatenate str (not "int") to str',
    "TypeError: 'int' object is not iterable",
    "TypeError: unsupported operand type(s) for -=: 'NoneType' and 'int'",
    "TypeError: 'int' object is not iterable",
    "TypeError: unsupported operand type(s) for @=: 'int' and 'int'",
    "TypeError: unsupported operand type(s) for <<=: 'float' and 'int'",
    "TypeError: can't multiply sequence by non-int of type 'float'",
    "TypeError: unsupported operand type(s) for -=: 'list' and 'list'",
    "NameError: name 'undefined' is not defined",
    "AttributeError: 'object' object has no attribute 'y'", "KeyError: 'k'",
    "TypeError: 'int' object is not subscriptable", 'IndexError: tuple index out of range',
    'ZeroDivisionError: division by zero', 'ZeroDivisionError: division by zero',
    'ValueError: negative shift count',
]

total = 0
for i in range(3000):
    total += i
    total ^= i << 3
    total -= i >> 1
check = 0
for i in range(3000):
    check = check + i
    check = check ^ (i << 3)
    check = check - (i >> 1)
assert total == check


class Acc:
    count = 0

    def bump(self):
        self.count += 1
        return self


acc = Acc()
for _ in range(1000):
    acc.bump()
assert acc.count == 1000 and Acc.count == 0
d = {}
for w in "the cat the dog the end".split():
    d[w] = d.get(w, 0)
    d[w] += 1
assert d == {"the": 3, "cat": 1, "dog": 1, "end": 1}
print("augmented", total, acc.count, d["the"])
