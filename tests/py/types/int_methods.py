"""int's other methods and attributes, rounding to powers of ten, __index__ users, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


for n in (0, 1, -1, 2, -2, 255, -256, 2 ** 50 - 1, 2 ** 50, 2 ** 51, -2 ** 51, 2 ** 63 - 1, -2 ** 63, 2 ** 64, 3 ** 99):
    want = len(bin(abs(n))) - 2 if n else 0
    assert n.bit_length() == want and n.bit_count() == bin(n).count("1")
    assert n.real == n.numerator == n.conjugate() == n and n.imag == 0 and n.denominator == 1
    assert n.as_integer_ratio() == (n, 1) and n.is_integer() is True
    assert n.__index__() == n.__int__() == n.__trunc__() == n.__floor__() == n.__ceil__() == n
    assert n.__bool__() is (n != 0) and (-n).__neg__() == n and n.__abs__() == abs(n)

assert round(1234) == 1234 and round(1234, None) == 1234 and round(1234, 2) == 1234
assert [round(x, -1) for x in (14, 15, 16, 24, 25, 26, 35, -15, -25, -14, 5, -5, 0)] == [10, 20, 20, 20, 20, 30,
        40, -20, -20, -10, 0, 0, 0]
assert [round(x, -2) for x in (149, 150, 151, 250, 350, -250, 49, 50, 51)] == [100, 200, 200, 200, 400, -200, 0, 0, 100]
assert round(10 ** 30 + 5 * 10 ** 9, -10) == 10 ** 30 and round(5 * 10 ** 20, -21) == 0
assert round(15 * 10 ** 20, -21) == 2 * 10 ** 21
assert round(123, -10) == 0 and round(True, -1) == 0 and type(round(True)) is int
raises(TypeError, "'float' object cannot be interpreted as an integer", round, 5, 1.5)
raises(TypeError, "'str' object cannot be interpreted as an integer", round, 5, "a")

assert (5).__add__(3) == 8 and (5).__radd__(3) == 8 and (5).__add__(1.5) is NotImplemented
assert (5).__rsub__(3) == -2
assert (5).__eq__("5") is NotImplemented and (5).__lt__(6.0) is NotImplemented
assert (7).__divmod__(2) == (3, 1) == (2).__rdivmod__(7)
assert (2).__pow__(5, 7) == 4 and (2).__rpow__(5) == 25 and (5).__lshift__(2) == 20
assert (2).__rlshift__(5) == 20
assert int.__add__(True, True) == 2 and (5).__hash__() == 5 and (5).__repr__() == "5"
assert (5).__format__("03d") == "005"
raises(TypeError, "descriptor '__add__' requires a 'int' object but received a 'str'", int.__add__, "a", 1)
raises(TypeError, 'expected 1 argument, got 0', int.__add__, 1)
raises(TypeError, "descriptor 'bit_length' for 'int' objects doesn't apply to a 'float' object", int.bit_length, 1.5)
raises(TypeError, 'int.bit_length() takes no arguments (1 given)', (5).bit_length, 1)
raises(TypeError, 'int.__new__(str): str is not a subtype of int', int.__new__, str)
raises(TypeError, 'int.__new__(): not enough arguments', int.__new__)
assert (5).__class__ is int and int.__doc__.startswith("int([x]) -> integer") and (5).__sizeof__() > 0


class Idx:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


assert int(Idx(7)) == 7 and [1, 2, 3][Idx(1)] == 2 and range(10)[Idx(2):Idx(8):Idx(3)] == range(2, 8, 3)
assert hex(Idx(255)) == "0xff" and "ab" * Idx(2) == "abab" and bytes(Idx(2)) == b"\0\0"
assert chr(Idx(65)) == "A"
raises(TypeError, '__index__ returned non-int (type str)', int, Idx("7"))
raises(TypeError, '__index__ returned non-int (type float)', lambda: [1][Idx(1.0)])


class HasInt:
    def __int__(self):
        return 42


class BadInt:
    def __int__(self):
        return "42"


assert int(HasInt()) == 42 and "%d" % HasInt() == "42"
raises(TypeError, '__int__ returned non-int (type str)', int, BadInt())
raises(TypeError, 'list indices must be integers or slices, not HasInt', lambda: [1][HasInt()])
raises(AttributeError, "'int' object has no attribute 'foo'", lambda: (5).foo)
raises(AttributeError, "'int' object has no attribute 'foo' and no __dict__ for setting new attributes", setattr, 5, "foo", 1)
raises(AttributeError, "attribute 'real' of 'int' objects is not writable", setattr, 5, "real", 1)
five = 5
raises(TypeError, "'int' object is not callable", lambda: five())
raises(TypeError, "'int' object is not subscriptable", lambda: five[0])
raises(TypeError, "object of type 'int' has no len()", len, 5)
raises(TypeError, "'int' object is not iterable", iter, 5)
print("int methods", (2 ** 70).bit_length(), round(12345, -2))
