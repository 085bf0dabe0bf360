"""Number literals: ints in four bases, underscores, floats, imaginary, sizes, adjacency warnings; constant folding."""
import warnings


def ev(src):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("always")
        try:
            v = repr(eval(src))
        except SyntaxError as e:
            v = "SyntaxError: " + e.msg
        except (ValueError, ZeroDivisionError, NameError) as e:
            v = type(e).__name__ + ": " + str(e)
    return v + "".join(" | " + str(w.message) for w in log)


assert 0 == 00 == 0_0 == 0x0 == 0b0 == 0o0 and 1_000 == 1000 and 0xFF == 0XfF == 255 and 0b1_01 == 5 == 0B101
assert 0o17 == 0O17 == 15 and 0x_f == 15 and 1e3 == 1000.0 == 1E+3 == 1_0e0_2
assert .5 == 0.5 == 5e-1 == 00.5 == 0_0.5 and 1. == 1.0 and 1.e2 == 100.0 and 0e0 == 0.0 and 09.5 == 9.5
assert 09e1 == 90.0 and 1j == complex(0, 1) == 1J == 1.0j == 1e0j and 0777.5 == 777.5
assert 1_2.3_4e5_6j.imag == 12.34e56 and 10 .real == 10 and 1..real == 1.0 and 0xdeadBEEF == 3735928559
CASES = ["0777", "01", "00", "0_1", "1__0", "1_", "_1", "0x", "0xg", "0b2", "0b", "0o8", "0o", "1e", "1e+",
        "1e_5", "1._5", "1_.5", "1.5_", "0_7", "0_", "12a", "1if 1 else 2", "0x1for x in [1]", "1or 2",
        "1in [1]", "1and 2", "0b1if 1 else 0", "1.5if 1 else 2", "1jif 1 else 2", "1else", "0xfor 1",
        "1_000_000_000_000_000_000_000", "1e400", "-1e400", "1e-400", "0x" + "f" * 40, "1" * 4300 + " % 7",
        "1" * 4301, "0x1p3", "1.0.0", "1.real", "1.e", "10l", "10L", "0b12", "0o18", "00.0", "00e1", "0_0j",
        "1__0.0", "٣", "1٣", "1e5j", ".e1", "..", "...", "1 2", "- 1", "--1", "-0", "-0.0", "~0", "1//0",
        "2**-1", "2**64", "(-2)**63", "-2**63", "1<<64", "1.5//0", "10**100", "0.1+0.2", "1e308*10", "7//-2",
        "-7%3", "'a'*3", "(1,2)+(3,)", "1if 0else 2", "0xfg", "1_a", "5x", "5.0x", "5jx"]
for c in CASES:
    r = ev(c)
    print(c if len(c) < 60 else c[:10] + "..." + str(len(c)), "->", r if len(r) < 300 else r[:60])
for n in (0, 1, 255, 2 ** 31, 2 ** 50 - 1, 2 ** 50, 2 ** 51, 2 ** 53 + 1, 2 ** 62, 2 ** 63 - 1, 2 ** 63, 2 ** 64, 10 ** 30):
    assert eval(str(n)) == eval(hex(n)) == eval(oct(n)) == eval(bin(n)) == eval(f"{n:_}") == n
    assert eval("-%d" % n) == -n and eval("[%d]" % n) == [n] and eval("lambda: %d" % n)() == n
    assert eval(f"{n:#_x}") == n


def folded():
    return 2 ** 10, 1 + 2 * 3, "a" + "b", (1,
            2)[0], -(-5), not 0, 3 if 1 else 4, 1 < 2 < 3, "ab" * 2, ~5, 1_000 // 7, 7 % -3, 1 << 70, 2 ** 100 % 7, 0.1 + 0.2, 1j * 1j, "abc"[1], 5 and 0, "" or "x", (), [1,
            2] + [3]


assert folded() == (1024, 7, "ab", 1, 5, True, 3, True, "abab", -6, 142, -2, 2 ** 70, 2, 0.30000000000000004,
        -1 + 0j, "b", 0, "x", (), [1, 2, 3])
print("numbers", len(CASES))
