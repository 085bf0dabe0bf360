"""list: every method, construction, comparison, repetition, membership, copies, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert list() == [] and list("ab") == ["a", "b"] and list(range(3)) == [0, 1, 2] and list({1: 2}) == [1]
assert list((1, 2)) == [1, 2] and list(x for x in "z") == ["z"]
a = [3, 1, 2]
assert a.append(4) is None and a.extend("xy") is None and a == [3, 1, 2, 4, "x", "y"] and a.pop() == "y"
assert a.pop(0) == 3 and a.pop(-1) == "x" and a.insert(0, 9) is None and a.insert(100, 8) is None
assert a.insert(-1, 7) is None and a.insert(-100, 6) is None
assert a == [6, 9, 1, 2, 4, 7, 8] and a.index(4) == 4 and a.index(4, 2, 6) == 4 and a.index(8, -1) == 6
assert a.count(9) == 1 and a.remove(9) is None and a.reverse() is None and a == [8, 7, 4, 2, 1, 6]
assert a.sort() is None and a == [1, 2, 4, 6, 7, 8]
b = a.copy()
assert b == a and b is not a and a[:] is not a and a.clear() is None and a == [] and b != a and not a and b
assert [1, 2] + [3] == [1, 2, 3] and [0] * 3 == [0, 0, 0] == 3 * [0] and [1] * -1 == [] and [1] * True == [1]
assert [[]] * 2 == [[], []] and [1, 2] * 0 == []
x = [[]] * 3
x[0].append(1)
assert x == [[1], [1], [1]] and x[0] is x[2]
assert [1, 2] < [1, 3] and [1] < [1, 0] and [] < [0] and [2] > [1, 9] and [1, 2] <= [1, 2] and [1, 2] >= [1]
assert [1, 2] != [2, 1] and [1, 2] == [1.0, True + 1] and [1] != (1,) and not [1] == (1,)
nan = float("nan")
assert [nan] == [nan] and [nan] != [float("nan")] and not [nan] < [nan] and [nan, 1] < [nan, 2]
assert nan in [nan] and [nan].count(nan) == 1 and [nan].index(nan) == 0
assert 1 in [1.0] and "a" in ["a"] and None not in [] and [] in [[]] and True in [1]
assert repr([1, "a", [2], (3,), {4: 5}]) == "[1, 'a', [2], (3,), {4: 5}]"
r = []
r.append(r)
r.append([r])
assert repr(r) == "[[...], [[...]]]"
e = [1, 2]
e += (3,)
e += {4: 0}
e += "5"
e *= 2
assert e == [1, 2, 3, 4, "5"] * 2 and e.__len__() == 10 and e.__contains__(3) and list(reversed(e))[0] == "5"
assert e.__getitem__(0) == 1
raises(IndexError, 'pop from empty list', [].pop)
raises(IndexError, 'pop index out of range', [1].pop, 5)
raises(ValueError, 'list.remove(x): x not in list', [1].remove, 2)
raises(ValueError, 'list.index(x): x not in list', [1].index, 2)
raises(ValueError, 'list.index(x): x not in list', [1, 2].index, 1, 1)
raises(TypeError, 'index expected at least 1 argument, got 0', [1].index)
raises(TypeError, 'slice indices must be integers or have an __index__ method', [1].index, 1, "a")
raises(TypeError, 'list.append() takes exactly one argument (0 given)', [].append)
raises(TypeError, 'list.append() takes exactly one argument (2 given)', [].append, 1, 2)
raises(TypeError, "'int' object is not iterable", [].extend, 5)
raises(TypeError, 'insert expected 2 arguments, got 1', [].insert, 1)
raises(TypeError, "'str' object cannot be interpreted as an integer", [].insert, "a", 1)
raises(TypeError, "'str' object cannot be interpreted as an integer", [1].pop, "a")
raises(TypeError, "'int' object is not iterable", list, 5)
raises(TypeError, 'list expected at most 1 argument, got 2', list, [1], [2])
raises(TypeError, 'list() takes no keyword arguments', list, x=1)
raises(TypeError, 'can only concatenate list (not "tuple") to list', lambda: [1] + (2,))
raises(TypeError, "can't multiply sequence by non-int of type 'list'", lambda: [1] * [2])
raises(TypeError, "can't multiply sequence by non-int of type 'float'", lambda: [1] * 1.5)
raises(TypeError, "'<' not supported between instances of 'list' and 'tuple'", lambda: [1] < (1,))
raises(TypeError, "'<' not supported between instances of 'str' and 'int'", lambda: [1, "a"] < [1, 2])
raises(TypeError, "unhashable type: 'list'", hash, [])
raises(TypeError, 'sort() takes no positional arguments', [1].sort, 5)
raises(TypeError, 'list.copy() takes no arguments (1 given)', [].copy, 1)
raises(TypeError, 'list.reverse() takes no arguments (1 given)', [].reverse, 1)
raises(AttributeError, "'list' object has no attribute 'foo'", lambda: [].foo)
raises(AttributeError, "'list' object has no attribute 'foo' and no __dict__ for setting new attributes", setattr, [], "foo", 1)
raises(MemoryError, "", lambda: [0] * 2 ** 62)
raises(OverflowError, "cannot fit 'int' into an index-sized integer", lambda: [0] * 2 ** 64)
stack, out = [], []
for i in range(2000):
    stack.append(i)
    if i % 3 == 2:
        out.append(stack.pop() + stack.pop())
assert len(stack) == 2000 - 2 * 666 and sum(out) + sum(stack) == 1999000
q = list(range(10))
for i in range(3000):
    q.append(q.pop(0) + 1)
assert sum(q) == 45 + 3000 and len(q) == 10
l = []
l.__init__([1, 2])
l.__init__()
assert l == [] and list.__new__(list) == [] and [1, 2].__iadd__([3]) == [1, 2, 3]
print("list", len(stack), q, repr(r))
