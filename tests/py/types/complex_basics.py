"""complex: arithmetic, special values, powers, parsing, repr, format, comparison, hash, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

inf, nan = float("inf"), float("nan")
z = 3 + 4j
assert (z.real, z.imag, abs(z), z.conjugate(), -z, +z) == (3.0, 4.0, 5.0, 3 - 4j, -3 - 4j, z)
assert bool(0j) is False and bool(1e-300j) is True
assert z + 1 == 4 + 4j and 1 - z == -2 - 4j and z * 2.0 == 6 + 8j and z * z == -7 + 24j and z / 2 == 1.5 + 2j
assert 25 / z == 3 - 4j
assert z ** 2 == -7 + 24j and z ** -1 == 0.12 - 0.16j and z ** 0 == 1 and 0j ** 0 == 1 and (1j) ** 2 == -1
assert 2 ** 1j == (0.7692389013639721+0.6389612763136348j)
assert z ** 0.5 == (2+1j) and (1 + 1j) ** (2 - 1j) == (1.4900141243594487+4.12574447016181j)
assert (1 + 2j) ** 10 == (237-3116j)
assert [repr(v) for v in (0j, -0j, 1j, -1j, 1 + 0j, complex(-0.0, 1), complex(0.0, -0.0), complex(nan, inf),
        complex(1, -inf), 1e20 + 1e-7j, complex(-0.0, -0.0))] == [
    '0j', '(-0-0j)', '1j', '(-0-1j)', '(1+0j)', '(-0+1j)', '-0j', '(nan+infj)', '(1-infj)',
    '(1e+20+1e-07j)', '(-0-0j)',
]
assert str(1 + 2j) == "(1+2j)" and str(2.5j) == "2.5j" and f"{1 + 2j:.2f}" == "1.00+2.00j"
assert f"{1 + 2j:>12}" == "      (1+2j)" and f"{3j:+.1e}" == '+0.0e+00+3.0e+00j'
assert repr(1j * 0) == '0j' and repr(-1 * 0j) == '(-0-0j)' and repr(0.0 - 0j) == '-0j'
assert repr(1 - 0j) == '(1-0j)' and repr(-(0 + 0j)) == '(-0-0j)'
assert repr(complex(inf, 0) * 2) == '(inf+0j)' and repr(1j * inf) == '(nan+infj)'
assert repr(complex(0, inf) + 1) == '(1+infj)' and repr(2.0 * complex(inf, nan)) == '(inf+nanj)'
for text, want in (("1", 1), ("1j", 1j), ("-j", -1j), ("1+2j", 1 + 2j), (" (1-2.5e3j) ", 1 - 2500j),
        ("1e3+1E-3j", 1000 + 0.001j), ("infj", complex(0, inf)),
                   ("1_0+2_0J", 10 + 20j), ("+1.5-j", 1.5 - 1j), ("\u0661j", 1j), ("-inf+0j", complex(-inf, 0))):
    assert complex(text) == want, text
assert repr(complex("nan+nanj")) == "(nan+nanj)" and repr(complex("-0-0j")) == "(-0-0j)"
for bad in ("", "1+", "1 + 2j", "j1", "1+2", "1+2jj", "(1+2j", "1j+2j", "--1j", "1+j2", "abc", "()"):
    raises(ValueError, "complex() arg is a malformed string", complex, bad)
assert complex() == 0j and complex(1, 2) == 1 + 2j and complex(real=1, imag=-1) == 1 - 1j
assert complex(1.5) == 1.5 and complex(True, False) == 1
raises(ValueError, "could not convert string to complex: '1__0j'", complex, "1__0j")
raises(TypeError, "complex() argument 'real' must be a real number, not str", complex, "1", 2)
raises(TypeError, "complex() argument 'imag' must be a real number, not str", complex, 1, "2")
raises(TypeError, 'complex() argument must be a string or a number, not NoneType', complex, None)
raises(TypeError, 'complex() argument must be a string or a number, not list', complex, [])
raises(TypeError, "'<' not supported between instances of 'complex' and 'int'", lambda: z < 1)
raises(TypeError, "unsupported operand type(s) for //: 'complex' and 'int'", lambda: z // 1)
raises(TypeError, "unsupported operand type(s) for %: 'complex' and 'int'", lambda: z % 1)
raises(TypeError, "unsupported operand type(s) for divmod(): 'complex' and 'int'", divmod, z, 2)
raises(TypeError, "int() argument must be a string, a bytes-like object or a real number, not 'complex'", int, z)
raises(TypeError, "float() argument must be a string or a real number, not 'complex'", float, z)
raises(ZeroDivisionError, 'division by zero', lambda: z / 0)
raises(ZeroDivisionError, 'zero to a negative or complex power', lambda: 0j ** -1)
raises(ZeroDivisionError, 'zero to a negative or complex power', lambda: 0j ** 1j)
raises(OverflowError, 'absolute value too large', lambda: abs(complex(1.5e308, 1.5e308)))
raises(OverflowError, 'complex exponentiation', lambda: (1e200 + 1j) ** 5)
raises(ValueError, 'complex modulo', pow, z, 2, 3)
raises(ValueError, "Unknown format code 'd' for object of type 'complex'", format, z, "d")
raises(ValueError, 'Zero padding is not allowed in complex format specifier', format, z, "010.1f")
raises(ValueError, "'=' alignment flag is not allowed in complex format specifier", format, z, "=10")
raises(TypeError, "type complex doesn't define __round__ method", round, z)
raises(AttributeError, 'readonly attribute', setattr, z, "real", 1)
assert z == complex(3, 4) and z != 3 and 3 + 0j == 3 == 3.0 and (2 ** 53 + 1) != complex(2 ** 53, 0)
assert not 1j == "1j" and abs(complex(inf, nan)) == inf
assert hash(3 + 0j) == hash(3)
assert [hash(v) for v in (1j, -1j, 1 + 2j, 0.5 + 0.25j, complex(inf, 1))] == [1000003, -2000006, 2000007,
        2882303761517117440, 1314162]


class C:
    def __complex__(self):
        return 5 + 6j


class Bad:
    def __complex__(self):
        return 5


assert complex(C()) == 5 + 6j and complex.from_number(C()) == 5 + 6j and complex.from_number(2) == 2
raises(TypeError, '__complex__ returned non-complex (type int)', complex, Bad())
w, count = 0j, 0
for i in range(2000):
    w = w * w + (-0.4 + 0.6j)
    if abs(w) > 2:
        w = 0j
        count += 1
assert (w, count) == ((-0.6800405843274668+1.2682586292010662j), 76)
s = 0
for k in range(1, 300):
    s += 1j ** k / k
assert s == (-0.3482458123787479+0.783731515248271j)
print("complex", w, s)
