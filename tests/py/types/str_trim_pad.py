"""str strip family, removeprefix/suffix, ljust/rjust/center/zfill, expandtabs, replace; exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert "  a b\t\n".strip() == "a b" and " a ".lstrip() == "a " and " a ".rstrip() == " a"
assert "xxaxx".strip("x") == "a" and "abcba".strip("ab") == "c"
assert "\u3000a\u00a0\x85".strip() == "a" and "abc".strip("") == "abc" and "aaa".strip("a") == ""
assert "".strip("x") == "" and "[x]".strip("][") == "x" and "\u00e9a\u00e9".strip("\u00e9") == "a"
assert "abc".lstrip("ba") == "c" and "abc".rstrip("cb") == "a" and " a ".strip(None) == "a"
assert "\U0001f600a".strip("\U0001f600") == "a" and "a\0".strip("\0") == "a"
assert "prefix-x".removeprefix("prefix-") == "x" and "x".removeprefix("y") == "x"
assert "aab".removeprefix("a") == "ab" and "".removeprefix("") == "" and "aa".removeprefix("aaa") == "aa"
assert "x.py".removesuffix(".py") == "x" and "x".removesuffix("") == "x" and "xx".removesuffix("x") == "x"
assert "x".removesuffix("xx") == "x"
assert "ab".ljust(5) == "ab   " and "ab".rjust(5, "*") == "***ab" and "ab".ljust(1) == "ab"
assert "ab".center(-5) == "ab" and "ab".rjust(3, "\U0001f600") == "\U0001f600ab"
assert ["ab".center(w, "-") for w in range(1, 8)] == ['ab', 'ab', '-ab', '-ab-', '--ab-', '--ab--', '---ab--']
assert ["a".center(w, "-") for w in range(0, 7)] == ['a', 'a', 'a-', '-a-', '-a--', '--a--', '--a---']
assert ["x".zfill(3), "-5".zfill(4), "+5".zfill(4), "--5".zfill(5), "".zfill(2), "5".zfill(0), "-".zfill(3),
        "\u00e9".zfill(3)] == ['00x', '-005', '+005', '-00-5', '00', '5', '-00', '00é']
assert "a\tb".expandtabs() == "a       b" and "a\tb".expandtabs(4) == "a   b" and "\t".expandtabs(0) == ""
assert "ab\tc\n\td".expandtabs(3) == "ab c\n   d" and "a\r\tb".expandtabs(4) == "a\r    b"
assert "\t\u00e9\t".expandtabs(tabsize=2) == "  \u00e9 " and "abc\t".expandtabs(-1) == "abc"
assert "\ta".expandtabs(1) == " a"
assert "aaa".replace("a", "b") == "bbb" and "aaa".replace("a", "b", 2) == "bba"
assert "aaa".replace("a", "", 0) == "aaa" and "abc".replace("", "-") == "-a-b-c-"
assert "abc".replace("", "-", 2) == "-a-bc"
assert "".replace("", "x") == "x" and "".replace("a", "x") == "" and "".replace("", "x", 0) == ""
assert "aaaa".replace("aa", "a") == "aa"
assert "abab".replace("ab", "\u00e9\U0001f600") == "\u00e9\U0001f600" * 2
assert "x".replace("x", "y", count=1) == "y" and "xx".replace("x", "yy", -1) == "yyyy"
assert "\U0001f600".replace("\U0001f600", "") == ""
s = "unchanged"
assert s.replace("q", "z") == s and s.strip() == s and s[:] is s and s.ljust(2) == s and str(s) is s
raises(TypeError, 'strip arg must be None or str', "a".strip, 1)
raises(TypeError, 'strip arg must be None or str', "a".strip, b"a")
raises(TypeError, 'strip expected at most 1 argument, got 2', "a".strip, "a", "b")
raises(TypeError, 'removeprefix() argument must be str, not int', "a".removeprefix, 1)
raises(TypeError, 'removesuffix() argument must be str, not tuple', "a".removesuffix, ("a",))
raises(TypeError, 'ljust expected at least 1 argument, got 0', "a".ljust)
raises(TypeError, "'str' object cannot be interpreted as an integer", "a".ljust, "5")
raises(TypeError, 'The fill character must be exactly one character long', "a".center, 5, "ab")
raises(TypeError, 'The fill character must be exactly one character long', "a".rjust, 5, "")
raises(TypeError, 'The fill character must be a unicode character, not int', "a".rjust, 5, 1)
raises(TypeError, "'float' object cannot be interpreted as an integer", "a".zfill, 2.5)
raises(TypeError, 'replace() takes at least 2 positional arguments (1 given)', "a".replace, "a")
raises(TypeError, 'replace() argument 1 must be str, not int', "a".replace, 1, "a")
raises(TypeError, 'replace() argument 2 must be str, not None', "a".replace, "a", None)
raises(TypeError, "'str' object cannot be interpreted as an integer", "a".replace, "a", "b", "c")
raises(TypeError, "'str' object cannot be interpreted as an integer", "a".expandtabs, "x")
raises(OverflowError, 'Python int too large to convert to C int'
, "a".expandtabs, 2 ** 70)
for pad in ("ljust", "rjust", "center"):
    for w in range(0, 12):
        for t in ("", "a", "abc", "\u00e9\u00e9"):
            got = getattr(t, pad)(w, ".")
            assert len(got) == max(w, len(t)) and got.strip(".") == t.strip(".")
            assert got.count(".") == len(got) - len(t)


class S(str):
    pass


for m in (lambda v: v.strip(), lambda v: v.replace("q", ""), lambda v: v.ljust(0), lambda v: v[:],
        lambda v: v.lower(), lambda v: v.removeprefix("z"), lambda v: v * 1, lambda v: v + "", lambda v: v.zfill(0)):
    assert type(m(S("abc"))) is str and m(S("abc")) == "abc"
out = []
for i in range(600):
    out.append((" %d " % i).strip().zfill(5).rjust(7, "_").removeprefix("__"))
assert out[0] == "00000" and out[599] == "00599" and "".join(out).replace("0", "").count("5") == 220
print("trim", out[42], "a\tb\tc".expandtabs(3))
