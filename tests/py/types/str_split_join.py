"""str split, rsplit, splitlines, partition, join: separators, limits, white space kinds; exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert " a  b c ".split() == ["a", "b", "c"] and "".split() == [] and "   ".split() == []
assert "".split(",") == [""] and ",".split(",") == ["", ""]
assert "a,b,,c".split(",") == ["a", "b", "", "c"] and "a,b,c".split(",", 1) == ["a", "b,c"]
assert "a,b".split(",", 0) == ["a,b"] and "a,b".split(",", -5) == ["a", "b"]
assert " a  b  c ".split(None, 1) == ["a", "b  c "] and " a b ".split(maxsplit=0) == ["a b "]
assert "a b c".split(sep=" ", maxsplit=1) == ["a", "b c"]
assert "a--b--c".split("--") == ["a", "b", "c"] and "aaa".split("aa") == ["", "a"]
assert "x\0y".split("\0") == ["x", "y"]
assert "a,b,c".rsplit(",", 1) == ["a,b", "c"] and " a  b  c ".rsplit(None, 1) == [" a  b", "c"]
assert "aaa".rsplit("aa") == ["a", ""] and "a b".rsplit() == ["a", "b"]
assert "\u2003a\u00a0b\x1cc\x85d\u3000".split() == ["a", "b", "c", "d"] and "a\u200bb".split() == ["a\u200bb"]
assert "\U0001f600|\u00e9".split("|") == ["\U0001f600", "\u00e9"]
for s in ("", "a", "a,b", ",,a,,b,,", "no sep", "a,b,c,d,e"):
    for k in (-1, 0, 1, 2, 3, 10):
        assert ",".join(s.split(",", k)) == s == ",".join(s.rsplit(",", k))
        if k >= 0:
            assert len(s.split(",", k)) == min(k, s.count(",")) + 1 == len(s.rsplit(",", k))
    assert s.split(",") == s.rsplit(",")
assert "a\nb\r\nc\rd\n".splitlines() == ["a", "b", "c", "d"]
assert "a\nb\r\nc\rd\n".splitlines(True) == ["a\n", "b\r\n", "c\r", "d\n"]
assert "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i".splitlines() == list("abcdefghi")
assert "".splitlines() == [] and "\n".splitlines() == [""] and "\n\n".splitlines() == ["", ""]
assert "a\x1fb\x0a\x0d".splitlines() == ["a\x1fb", ""] and "x\n".splitlines(keepends=False) == ["x"]
assert "\r\n\r".splitlines(1) == ["\r\n", "\r"]
assert "a=b=c".partition("=") == ("a", "=", "b=c") and "a=b=c".rpartition("=") == ("a=b", "=", "c")
assert "abc".partition("x") == ("abc", "", "") and "abc".rpartition("x") == ("", "", "abc")
assert "ab".partition("ab") == ("", "ab", "") and "aaa".rpartition("aa") == ("a", "aa", "")
raises(ValueError, 'empty separator', "a".split, "")
raises(ValueError, 'empty separator', "a".rsplit, "")
raises(ValueError, 'empty separator', "a".partition, "")
raises(ValueError, 'empty separator', "a".rpartition, "")
raises(TypeError, 'must be str or None, not int', "a".split, 1)
raises(TypeError, "'str' object cannot be interpreted as an integer", "a".split, "a", "b")
raises(TypeError, 'must be str or None, not bytes', "a".split, b"a")
raises(TypeError, 'must be str, not NoneType', "a".partition, None)
raises(TypeError, 'splitlines() takes at most 1 argument (2 given)', "a".splitlines, [], 1)
assert "-".join("abc") == "a-b-c" and "".join([]) == "" and "x".join(["a"]) == "a"
assert ", ".join({"k": 1, "m": 2}) == "k, m" and "".join(("a", "\u00e9", "\U0001f600")) == "a\u00e9\U0001f600"
assert ",".join(c for c in "ab" if c) == "a,b" and "\ud800".join(["", ""]) == "\ud800"
assert "ab".join("12") == "1ab2"
raises(TypeError, 'sequence item 0: expected str instance, int found', ",".join, [1])
raises(TypeError, 'sequence item 2: expected str instance, NoneType found', ",".join, ["a", "b", None])
raises(TypeError, 'sequence item 0: expected str instance, bytes found', ",".join, [b"a"])
raises(TypeError, 'can only join an iterable', ",".join, 5)
raises(TypeError, 'str.join() takes exactly one argument (0 given)', ",".join)
raises(TypeError, 'str.join() takes exactly one argument (2 given)', ",".join, "a", "b")


class S(str):
    def __str__(self):
        return "not used"


one = S("one")
assert ",".join([one, "b"]) == "one,b" and type("".join([one, ""])) is str and "".join([one, "!"]) == "one!"


def gen(n):
    for i in range(n):
        yield str(i)


assert "".join(gen(1000)) == "".join([str(i) for i in range(1000)])
assert len(" ".join(gen(1000)).split()) == 1000
lst = ["a", "b"]


class Grow:
    def __iter__(self):
        lst.append("c")
        return iter(lst)


assert "".join(Grow()) == "abc"
words = {}
for line in ("the quick brown fox\njumps over the lazy dog\n" * 60).splitlines():
    for w in line.split():
        words[w] = words.get(w, 0) + 1
assert words["the"] == 120 and len(words) == 8
csv = "\n".join([",".join([str(i * j) for j in range(8)]) for i in range(200)])
assert sum([int(x) for row in csv.split("\n") for x in row.split(",")]) == 28 * 19900
print("split", len(csv), words["fox"])
