"""abs, divmod, pow, round, sum, min, max, bin, oct, hex, chr, ord, all, any: arguments, types, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert abs(-5) == 5 and abs(-2.5) == 2.5 and abs(3 + 4j) == 5.0 and abs(True) == 1
assert abs(-2 ** 63) == 2 ** 63 and repr(abs(-0.0)) == "0.0" and divmod(7, -2) == (-4, -1)
assert divmod(-7.5, 2) == (-4.0, 0.5) and pow(2, 10) == 1024 and pow(2, -1) == 0.5
assert sum([1, 2, 3]) == 6 and sum([]) == 0 and sum([1], 10) == 11 and sum([0.1] * 10) == 1.0
assert sum([1, 2.5]) == 3.5 and sum([True, True]) == 2 and sum([[1], [2]], []) == [1, 2]
assert sum((i for i in range(4))) == 6 and sum([1j, 2]) == 2 + 1j
assert sum([2 ** 62, 2 ** 62, 1]) == 2 ** 63 + 1 and sum([1], start=5) == 6 and sum({1: 0, 2: 0}) == 3
assert sum([1e16, 1, -1e16]) == 1.0 and repr(sum([1e308, 1e308, -1e308])) == 'inf'
assert repr(sum([-0.0])) == '0.0' and repr(sum([-0.0], -0.0)) == '-0.0'
assert sum([float("inf"), -float("inf")]) != 0 and sum([2 ** 1000, 1.0]) == 2.0 ** 1000
assert sum([0.1, 0.2, 0.3]) == 0.6 and sum([(1,), (2,)], ()) == (1, 2) and sum([1e100, 1, -1e100, 1]) == 2.0
raises(TypeError, "'int' object is not iterable", sum, 5)
raises(TypeError, "unsupported operand type(s) for +: 'int' and 'str'", sum, ["a"])
raises(TypeError, "sum() can't sum strings [use ''.join(seq) instead]", sum, ["a"], "")
raises(TypeError, "sum() can't sum bytes [use b''.join(seq) instead]", sum, [b"a"], b"")
raises(TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]", sum, [], bytearray())
raises(TypeError, 'sum() takes at least 1 positional argument (0 given)', sum)
raises(TypeError, "unsupported operand type(s) for +: 'int' and 'list'", sum, [[1]])
raises(OverflowError, 'int too large to convert to float', sum, [10 ** 400, 1.5])
assert min(3, 1, 2) == 1 and max([3, 1, 2]) == 3 and min("hello") == "e" and max({"a": 1, "b": 0}) == "b"
assert min([], default=5) == 5 and max([], default=None) is None and min([3, -4], key=abs) == 3
assert max("aB", "Ab", key=str.lower) == "aB" and max([1, 1.0, True]) is not None
assert type(max([1, 1.0])) is int and type(min(1.0, 1)) is float and max(range(5)) == 4
assert min([2], key=None, default=1) == 2
nan = float("nan")
assert repr(max(nan, 1)) == "nan" and max(1, nan) == 1 and repr(min(nan, 1)) == "nan" and min([1, nan]) == 1
assert max((1, 2), (1, 3)) == (1, 3) and max(2 ** 70, 1e30) == 1e30 and min(2 ** 63, 2.0 ** 63) == 2 ** 63
raises(ValueError, 'min() iterable argument is empty', min, [])
raises(ValueError, 'max() iterable argument is empty', max, ())
raises(TypeError, 'min expected at least 1 argument, got 0', min)
raises(TypeError, "'int' object is not iterable", min, 5)
raises(TypeError, "'>' not supported between instances of 'str' and 'int'", max, 1, "a")
raises(TypeError, 'Cannot specify a default for max() with multiple positional arguments', max, 1, 2, default=3)
raises(TypeError, "max() got an unexpected keyword argument 'kye'", max, [1], kye=abs)
raises(TypeError, "'int' object is not callable", min, [1, 2], key=5)
assert round(2.5) == 2 and round(3.5) == 4 and round(-2.5) == -2 and round(2.675, 2) == 2.67
assert round(1234, -2) == 1200 and round(1.5, 0) == 2.0 and type(round(1.5)) is int and round(5) == 5
assert round(number=1.25, ndigits=1) == 1.2


class R:
    def __round__(self, n="none"):
        return ("round", n)

    def __abs__(self):
        return "abs"

    def __divmod__(self, o):
        return "dm"

    def __rdivmod__(self, o):
        return "rdm"

    def __index__(self):
        return 65


assert round(R()) == ("round", "none") and round(R(), None) == ('round', 'none')
assert round(R(), 3) == ("round", 3) and abs(R()) == "abs" and divmod(R(), 1) == "dm"
assert divmod(1, R()) == "rdm" and bin(R()) == "0b1000001" and oct(R()) == "0o101" and hex(R()) == "0x41"
assert chr(R()) == "A"
raises(TypeError, "type str doesn't define __round__ method", round, "a")
raises(TypeError, "bad operand type for abs(): 'str'", abs, "a")
raises(TypeError, 'abs() takes exactly one argument (0 given)', abs)
raises(TypeError, 'divmod expected 2 arguments, got 1', divmod, 1)
raises(TypeError, "'float' object cannot be interpreted as an integer", bin, 1.5)
raises(TypeError, "'str' object cannot be interpreted as an integer", hex, "a")
assert [chr(c) for c in (0, 97, 0x20AC, 0x1F600, 0x10FFFF, 0xD800)] == ["\0", "a", "\u20ac", "\U0001f600",
        "\U0010ffff", "\ud800"]
assert [ord(c) for c in ("\0", "a", "\u20ac", "\U0001f600", b"a", bytearray(b"\xff"))] == [0, 97, 0x20AC, 0x1F600, 97, 255]
assert chr(True) == "\x01"
raises(ValueError, 'chr() arg not in range(0x110000)', chr, 0x110000)
raises(ValueError, 'chr() arg not in range(0x110000)', chr, -1)
raises(ValueError, 'chr() arg not in range(0x110000)', chr, 2 ** 31 - 1)
raises(TypeError, "'str' object cannot be interpreted as an integer", chr, "a")
raises(TypeError, "'float' object cannot be interpreted as an integer", chr, 1.5)
raises(TypeError, 'ord() expected a character, but string of length 2 found', ord, "ab")
raises(TypeError, 'ord() expected a character, but string of length 0 found', ord, "")
raises(TypeError, 'ord() expected string of length 1, but int found', ord, 5)
raises(TypeError, 'ord() expected a character, but string of length 2 found', ord, b"ab")
assert all([]) and not any([]) and all([1, "a"]) and not all([1, 0]) and any([0, 1])
assert all(i for i in (1, 2)) and any({0: 1, 2: 0}) and not any("") and all("ab")
raises(TypeError, "'int' object is not iterable", all, 5)
raises(TypeError, 'any() takes exactly one argument (2 given)', any, 1, 2)
log = []
assert any(log.append(i) or i == 3 for i in range(10)) and log == [0, 1, 2, 3]
assert not all(log.append(i) or i < 2 for i in range(10)) and log == [0, 1, 2, 3, 0, 1, 2]
acc = 0
for i in range(1500):
    acc += max(i, 700) - min(i % 7, 3, key=lambda v: -v) + abs(i - 750) + sum((i, 1)) + round(i / 3) + divmod(i, 7)[1]
assert acc == 3431311
print("numeric builtins", acc, sum([0.1] * 3))
