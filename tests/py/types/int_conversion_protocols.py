"""__int__, __index__, __trunc__, __float__: which is asked by whom, bad results, subclass results and warnings."""
import operator
import warnings


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

def make(**kw):
    return type("X", (), {"__%s__" % k: (lambda v: lambda self, *a: v)(v) for k, v in kw.items()})()


assert int(make(int=5)) == 5 and int(make(index=6)) == 6 and int(make(int=5, index=6)) == 5
assert float(make(float=2.5)) == 2.5 and float(make(index=3)) == 3.0 and complex(make(complex=1j)) == 1j
assert complex(make(float=2.0)) == 2 and complex(make(index=4)) == 4 and operator.index(make(index=7)) == 7
raises(TypeError, "int() argument must be a string, a bytes-like object or a real number, not 'X'", int, make(trunc=5))
raises(TypeError, "int() argument must be a string, a bytes-like object or a real number, not 'X'", int, make(float=5.0))
raises(TypeError, '__int__ returned non-int (type str)', int, make(int="5"))
raises(TypeError, '__int__ returned non-int (type float)', int, make(int=5.0))
raises(TypeError, '__index__ returned non-int (type str)', int, make(index="5"))
raises(TypeError, "'X' object cannot be interpreted as an integer", operator.index, make(int=5))
raises(TypeError, '__index__ returned non-int (type float)', operator.index, make(index=5.0))
raises(TypeError, 'X.__float__ returned non-float (type int)', float, make(float=5))
raises(TypeError, "float() argument must be a string or a real number, not 'X'", float, make(int=5))
raises(TypeError, '__complex__ returned non-complex (type int)', complex, make(complex=5))
raises(TypeError, 'list indices must be integers or slices, not X', lambda: [1][make(int=0)])
raises(TypeError, "'X' object cannot be interpreted as an integer", range, make(int=3))
raises(TypeError, "'X' object cannot be interpreted as an integer", chr, make(int=65))
raises(TypeError, "unsupported operand type(s) for <<: 'int' and 'X'", lambda: 1 << make(int=3))
raises(TypeError, "unsupported operand type(s) for +: 'X' and 'int'", lambda: make(int=5) + 1)
raises(TypeError, "cannot convert 'X' object to bytes", bytes, make(int=5))
assert "%d %i %u" % (make(int=5), 5, 5) == "5 5 5" and "%x" % make(index=255) == "ff"
assert bytes(make(index=2)) == b"\0\0" and "ab" * make(index=2) == "abab" and [1, 2, 3][make(index=-1)] == 3
assert hex(make(index=10)) == "0xa" and round(2.345, make(index=1)) == 2.3 and "abc"[make(index=1):] == "bc"
assert b"abc"[make(index=0)] == 97 and [5] * make(index=3) == [5, 5, 5]
raises(TypeError, '%x format: an integer is required, not X', lambda: "%x" % make(int=5))


class IntSub(int):
    pass


class FloatSub(float):
    pass


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    assert type(int(make(int=IntSub(5)))) is int and type(operator.index(make(index=IntSub(6)))) is int
    assert type(float(make(float=FloatSub(1.5)))) is float and int(make(index=True)) == 1
assert [(w.category.__name__, str(w.message).split(".  ")[0]) for w in log] == [
    ('DeprecationWarning', '__int__ returned non-int (type IntSub)'),
    ('DeprecationWarning', '__index__ returned non-int (type IntSub)'),
    ('DeprecationWarning', 'X.__float__ returned non-float (type FloatSub)'),
    ('DeprecationWarning', '__index__ returned non-int (type bool)'),
]
assert int(IntSub(7)) == 7 and type(int(IntSub(7))) is int
assert type(operator.index(IntSub(7))).__name__ == 'int'


class Liar(int):
    def __int__(self):
        return 42

    def __index__(self):
        return 43

    def __float__(self):
        return 4.5


l = Liar(5)
assert int(l) == 42 and float(l) == 4.5 and operator.index(l) == 5 and [0] * l == [0] * 5 and "%d" % l == "5"
assert hex(l) == "0x5" and round(l) == 5 and range(l) == range(5) and l + 1 == 6 and complex(l) == 4.5
print("protocols", int(make(int=5)), len(log))
