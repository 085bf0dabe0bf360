"""range: attributes, indexing, slicing, membership, equality, hash, huge values, iteration protocol, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

r = range(2, 20, 3)
assert list(r) == [2, 5, 8, 11, 14, 17] and len(r) == 6 and r[0] == 2 and r[-1] == 17
assert r[1:3] == range(5, 11, 3) and r[::-1] == range(17, -1, -3) and r[::2] == range(2, 20, 6)
assert (r.start, r.stop, r.step) == (2, 20, 3) and repr(r) == "range(2, 20, 3)"
assert repr(range(0, 5)) == "range(0, 5)" and str(range(1, 5, 1)) == "range(1, 5)"
assert 5 in r and 6 not in r and 20 not in r and 5.0 in r and "a" not in r and None not in r
assert True in range(2) and 2.5 not in r and r.index(8) == 2 and r.count(8) == 1 and r.count(9) == 0
assert r.count("x") == 0 and 2 + 0j in r
assert range(0) == range(5, 2) == range(3, 3, 7) and range(0, 3, 2) == range(0, 4, 2)
assert range(1, 2, 5) == range(1, 3, 7) and range(3) != range(4) and range(3) != [0, 1, 2]
assert hash(range(0, 3, 2)) == hash(range(0, 4, 2)) and {range(3): 1}[range(0, 3, 1)] == 1 and not range(0)
assert range(1)
assert list(reversed(range(5))) == [4, 3, 2, 1, 0]
assert list(reversed(range(2, 20, 3))) == [17, 14, 11, 8, 5, 2] and list(reversed(range(0))) == []
assert range(10)[2:8][1:3] == range(3, 5) and range(10)[20:] == range(10, 10)
assert range(5)[-2 ** 70:2 ** 70] == range(5)
for bits in (50, 51, 62, 63, 64, 100):
    e = 2 ** bits
    big = range(e - 2, e + 3)
    assert list(big) == [e - 2, e - 1, e, e + 1, e + 2] and e in big and e + 3 not in big and big[2] == e
    assert big[-1] == e + 2 and big.index(e) == 2 and float(e) in range(e, e + 1) and len(big) == 5
    assert big[1:][0] == e - 1
    assert sum(range(-e, e + 1, e)) == 0 and range(-e, e)[0] == -e and range(-e, e)[-1] == e - 1
    assert bool(range(-e, e)) and list(range(e, -e - 1, -e)) == [e, 0, -e]
    assert range(0, e * e, e).index(e * 5) == 5
assert len(range(2 ** 63 - 1)) == 2 ** 63 - 1
raises(OverflowError, 'Python int too large to convert to C ssize_t', len, range(2 ** 63))
raises(OverflowError, 'Python int too large to convert to C ssize_t', len, range(-2 ** 100, 2 ** 100))
assert range(2 ** 100)[2 ** 99] == 2 ** 99 and range(2 ** 100)[-1] == 2 ** 100 - 1
assert range(2 ** 100)[::2 ** 98] == range(0, 2 ** 100, 2 ** 98)
raises(IndexError, 'range object index out of range', lambda: r[6])
raises(IndexError, 'range object index out of range', lambda: r[-7])
raises(IndexError, 'range object index out of range', lambda: r[2 ** 70])
raises(TypeError, 'range indices must be integers or slices, not str', lambda: r["a"])
raises(TypeError, 'range indices must be integers or slices, not float', lambda: r[1.0])
raises(TypeError, "'range' object does not support item assignment", exec, "r[0] = 1", {"r": r})
raises(TypeError, "'range' object doesn't support item deletion", exec, "del r[0]", {"r": r})
raises(AttributeError, 'readonly attribute', setattr, r, "start", 1)
raises(ValueError, 'range.index(x): x not in range', r.index, 6)
raises(ValueError, 'sequence.index(x): x not in sequence', r.index, "a")
raises(ValueError, 'range() arg 3 must not be zero', range, 1, 2, 0)
raises(TypeError, 'range expected at least 1 argument, got 0', range)
raises(TypeError, "'float' object cannot be interpreted as an integer", range, 1.0)
raises(TypeError, "'str' object cannot be interpreted as an integer", range, "1")
raises(TypeError, "'NoneType' object cannot be interpreted as an integer", range, 1, None)
raises(TypeError, 'range expected at most 3 arguments, got 4', range, 1, 2, 3, 4)
raises(TypeError, 'range() takes no keyword arguments', range, stop=3)
raises(TypeError, "unsupported operand type(s) for +: 'range' and 'range'", lambda: range(1) + range(2))
raises(TypeError, "'<' not supported between instances of 'range' and 'range'", lambda: range(1) < range(2))
raises(TypeError, "type 'range' is not an acceptable base type", lambda: type("R", (range,), {}))
raises(TypeError, "'range' object is not an iterator", next, range(3))
raises(ValueError, 'slice step cannot be zero', lambda: r[::0])
it = iter(range(3))
assert it.__length_hint__() == 3 and next(it) == 0 and it.__length_hint__() == 2 and list(it) == [1, 2]
assert next(it, "end") == "end" and iter(it) is it and type(it).__name__ == "range_iterator"
bi = iter(range(2 ** 64, 2 ** 64 + 2))
assert next(bi) == 2 ** 64 and bi.__length_hint__() == 1 and list(bi) == [2 ** 64 + 1]
assert type(bi).__name__ == "longrange_iterator"


class IntSub(int):
    pass


assert range(IntSub(3)) == range(3) and IntSub(1) in range(3) and type(range(IntSub(3)).stop) in (int, IntSub)
assert type(list(range(IntSub(0), IntSub(2)))[0]) is int


class Odd:
    def __eq__(self, o):
        return o == 4


assert Odd() in range(10) and range(10).index(Odd()) == 4 and range(10).count(Odd()) == 1
assert Odd() not in range(3)
total = 0
for i in range(0, 3000, 7):
    for j in range(i, i - 20, -6):
        if j in range(100, 2000, 3):
            total += j
assert total == 379376
import itertools
assert list(itertools.islice(range(10 ** 20, 10 ** 21, 10 ** 19), 3)) == [10 ** 20, 11 * 10 ** 19, 12 * 10 ** 19]
assert max(range(5)) == 4 and sorted(range(3, 0, -1)) == [1, 2, 3] and sum(range(10 ** 5)) == 4999950000
print("range", total, r[::-2], hash(range(3)) == hash(range(0, 3)))
