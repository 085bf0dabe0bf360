"""int ** and pow with three arguments: big powers, negative exponents, modular inverses, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def by_hand(b, e):
    r = 1
    for _ in range(e):
        r *= b
    return r


for b in (-3, -2, -1, 0, 1, 2, 3, 10, 255, 2 ** 31, -2 ** 51, 2 ** 64 + 1):
    for e in (0, 1, 2, 3, 5, 17, 31):
        assert b ** e == by_hand(b, e) == pow(b, e) and type(b ** e) is int
assert 0 ** 0 == 1 and (-1) ** 10 ** 20 == 1 and (-1) ** (10 ** 20 + 1) == -1 and 1 ** 10 ** 40 == 1
assert 0 ** 10 ** 40 == 0
assert 2 ** -1 == 0.5 and type(2 ** -1) is float and (-2) ** -3 == -0.125 and 10 ** -400 == 0.0
assert 1 ** -5 == 1.0
assert True ** 2 == 1 and type(True ** True) is int and 2 ** True == 2
assert 2 ** 0.5 == 1.4142135623730951 and 4 ** 0.5 == 2.0
c = (-8) ** (1 / 3)
assert type(c) is complex and abs(c - (1 + 1.7320508075688772j)) < 1e-12
raises(ZeroDivisionError, 'zero to a negative power', lambda: 0 ** -1)
raises(ZeroDivisionError, 'zero to a negative power', lambda: 0 ** -1.5)
raises(OverflowError, 'int too large to convert to float', lambda: (10 ** 400) ** 0.5)
raises(TypeError, "unsupported operand type(s) for ** or pow(): 'int' and 'str'", lambda: 2 ** "a")
raises(TypeError, "unsupported operand type(s) for ** or pow(): 'int' and 'NoneType'", lambda: pow(2, None))

P = 2 ** 61 - 1
for a in (0, 1, 2, 3, 12345, P - 1, P, P + 5, -7, 10 ** 40):
    for e in (0, 1, 2, 10, 63, P - 1):
        m = pow(a, e, P)
        assert 0 <= m < P and type(m) is int
        if e < 100:
            assert m == a ** e % P
            assert pow(a, e, -P) == a ** e % -P
            assert pow(a, e, 7) == a ** e % 7 and pow(a, e, 1) == 0 and pow(a, e, -1) == 0
assert pow(2, P - 1, P) == 1 and pow(3, 10 ** 30, 10 ** 18 + 9) == 886513556671526534
assert pow(3, -1, 7) == 5 and pow(38, -1, 97) * 38 % 97 == 1 and pow(3, -2, 7) == 4 and pow(3, -1, -7) == -2
assert pow(10 ** 30, -1, P) * 10 ** 30 % P == 1 and pow(5, 0, 1) == 0 and pow(0, 0, 5) == 1
raises(ValueError, 'base is not invertible for the given modulus', pow, 2, -1, 4)
raises(ValueError, 'pow() 3rd argument cannot be 0', pow, 2, 3, 0)
raises(ValueError, 'base is not invertible for the given modulus', pow, 0, -1, 5)
raises(TypeError, 'pow() 3rd argument not allowed unless all arguments are integers', pow, 2, 3.0, 5)
raises(TypeError, 'pow() 3rd argument not allowed unless all arguments are integers', pow, 2, 3, 5.0)
raises(TypeError, "unsupported operand type(s) for ** or pow(): 'str', 'int', 'int'", pow, "2", 3, 5)
raises(TypeError, "pow() missing required argument 'exp' (pos 2)", pow, 2)
assert pow(base=2, exp=5) == 32 and pow(2, 5, mod=7) == 4 and pow(2, exp=3, mod=None) == 8


def is_prime(n):
    """Miller-Rabin with bases that decide below 3.3e24."""
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


assert [n for n in range(60) if is_prime(n)] == [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59]
assert is_prime(2 ** 61 - 1) and not is_prime(2 ** 61 + 1) and is_prime(10 ** 18 + 9)
assert not is_prime(3215031751)
assert is_prime(2 ** 89 - 1) and not is_prime((2 ** 61 - 1) * (2 ** 31 - 1))
total = 0
for i in range(1, 400):
    total += i ** 3 - i ** 2
    total ^= 2 ** (i % 70)
assert total == 1180590494833997550993
assert sum(divmod(3 ** 500, 10 ** 10)[1:]) == 3 ** 500 % 10 ** 10 and len(str(7 ** 1000)) == 846
print("pow", total, pow(7, 10 ** 12, 10 ** 9 + 7))
