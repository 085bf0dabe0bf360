"""complex: powers with int and float exponents, text round trips, parsing variants, mixed arithmetic tables."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

near = lambda a, b: abs(a - b) <= 1e-9 * max(1, abs(a))
for z in (1 + 2j, -3j, 2 + 0j, -1.5 - 0.5j):
    p = 1
    for n in range(8):
        assert near(z ** n, p) and near(z ** -n, 1 / p) and near(pow(z, n), p) and near(z ** float(n), p)
        assert near(z ** complex(n), p)
        p *= z
    for w in (2, 2.5, -1, 1j, 0.5 - 2j, True):
        assert near((z + w) - w, z) and near((z * w) / w, z) and near(z - w, -(w - z))
        assert near(z / w, 1 / (w / z)) and near((z ** w) * (z ** -w), 1) and z + w == w + z
        assert z * w == w * z
    assert complex(repr(z)) == z == complex(str(z)) == eval(repr(z)) and z.conjugate().conjugate() == z
    assert near(abs(z) ** 2, (z * z.conjugate()).real) and hash(z) == hash(complex(z.real, z.imag))
inf, nan = float("inf"), float("nan")
for re in (0.0, -0.0, 1.5, -2.0, inf, -inf, nan):
    for im in (0.0, -0.0, 1.0, -1.0, inf, nan):
        z = complex(re, im)
        back = complex(repr(z))
        assert repr(back) == repr(z) or repr(back).replace("-0", "0") == repr(z).replace("-0", "0"), z
        assert repr(z.real) == repr(re) and repr(z.imag) == repr(im) and repr(-z) == repr(complex(-re, -im))
        assert (z == z) == (re == re and im == im) and bool(z) == (re != 0 or im != 0)
TABLE = [repr(eval(e)) for e in ("1j**2", "1j**-1", "(-1)**0.5", "(-8)**(1/3)", "0j**0", "2**1j", "1j*1j",
        "1j/1j", "(1+1j)*(1-1j)", "1+0j", "-1j", "1-1j", "0-1j", "-(1j)", "+1j", "1j+1", "1.5j*2", "2-1j*1j",
        "1j==1j", "abs(3-4j)", "(1+2j).conjugate()", "complex('1e5-2.5e-3j')", "complex(1.0,-0.0)",
        "complex(-0.0)", "1e300j*1e10", "sum([1j,2,3.5])", "max([abs(1j),0.5])", "round(abs(1+1j),5)",
        "complex(2)**0.5", "(2+3j)**2", "(0.1+0.2j)*3", "1/(2j)", "5j-5j", "(1j).real", "f'{1+2j:.1f}'",
        "f'{1j:>8}'", "str(-0j)", "'%s' % (1j,)")]
import warnings
assert TABLE == [
    '(-1+0j)', '-1j', '(6.123233995736766e-17+1j)', '(1.0000000000000002+1.7320508075688772j)',
    '(1+0j)', '(0.7692389013639721+0.6389612763136348j)', '(-1+0j)', '(1+0j)', '(2+0j)', '(1+0j)',
    '(-0-1j)', '(1-1j)', '-1j', '(-0-1j)', '1j', '(1+1j)', '3j', '(3-0j)', 'True', '5.0', '(1-2j)',
    '(100000-0.0025j)', '(1-0j)', '(-0+0j)', 'infj', '(5.5+1j)', '1.0', '1.41421',
    '(1.4142135623730951+0j)', '(-5+12j)', '(0.30000000000000004+0.6000000000000001j)', '-0.5j',
    '0j', '0.0', "'1.0+2.0j'", "'      1j'", "'(-0-0j)'", "'1j'",
]
raises(ZeroDivisionError, 'division by zero', lambda: 1j / 0j)
raises(ZeroDivisionError, 'zero to a negative or complex power', lambda: 0j ** -1)
raises(TypeError, "'<' not supported between instances of 'complex' and 'int'", lambda: 1j < 2)
raises(TypeError, "unsupported operand type(s) for //: 'complex' and 'int'", lambda: 1j // 2)
raises(TypeError, "'>' not supported between instances of 'complex' and 'complex'", max, 1j, 2j)
class C(complex):
    def __add__(self, o): return "C add"
    def __radd__(self, o): return "C radd"
assert C(1) + 1 == "C add" and 1 + C(1) == "C radd" and 1j + C(1) == "C radd" and type(C(1) * 2) is complex
assert C("1+2j") == 1 + 2j and type(C(1)) is C
print("complex", TABLE[:6])
