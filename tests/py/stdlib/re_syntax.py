"""re: every construct of the pattern language against the text it must find; anchors, classes, repeats, groups."""
import re

CASES = [("abc", "xabcx", "abc"), ("a.c", "a\nc abc", "abc"), ("a|b|cd", "xcd", "cd"), ("", "abc", ""),
        ("a*", "aaa", "aaa"), ("a*?", "aaa", ""), ("a+?", "aaa", "a"), ("a??b", "ab", "ab"),
        ("a{2}", "aaaa", "aa"), ("a{2,}", "aaaa", "aaaa"), ("a{,2}", "aaaa", "aa"), ("a{2,3}?", "aaaa", "aa"),
        ("a{1", "a{1", "a{1"), ("a{,}", "aaa", "aaa"), ("x{}", "x{}", "x{}"),
         ("[abc]+", "zzcabz", "cab"), ("[^abc]+", "abxyc", "xy"), ("[a-c-]+", "-ab-", "-ab-"),
                 ("[]a]+", "]a]", "]a]"), ("[^]]+", "]ab]", "ab"), (r"[\d_]+", "a1_2b", "1_2"),
                 (r"[\]\\]+", "a]\\", "]\\"), ("[.*+]+", "a.*+", ".*+"), (r"[\w-]+", "!a-b!", "a-b"),
                 (r"[a\-z]+", "a-zb", "a-z"), ("[+--]", ",", ","),
         (r"\d+\D+\w+\W+\s+\S+", "x1a_!  y", "1a_!  y"), (r"\bfoo\b", "foobar foo", "foo"),
                 (r"\Boo\B", "foooo", "oo"), (r"\Aab\Z", "ab", "ab"), (r"^b$", "a\nb\nc", None),
                 (r"(?m)^b$", "a\nb\nc", "b"), ("c$", "abc\n", "c"), (r"c\Z", "abc\n", None),
                 (r"c\z", "abc", "c"), (r"(?s)a.b", "a\nb", "a\nb"), (r"(?i)HeLLo", "xhEllO", "hEllO"),
                 ("(?x) a b # comment\n c", "abc", "abc"),
         (r"(a)(b)?", "ac", "a"), (r"(?:ab)+", "ababa", "abab"), (r"(?P<n>\w)(?P=n)", "abccd", "cc"),
                 (r"(\w)(\w)\2\1", "xabbay", "abba"), (r"(a)|(b)", "b", "b"), (r"a(?=b)", "ac ab", "a"),
                 (r"a(?!b)", "ab ac", "a"), (r"(?<=a)b", "bb ab", "b"), (r"(?<!a)b", "ab cb", "b"),
                 (r"(?<=ab|cd)x", "abx", "x"), (r"(a)?b(?(1)c|d)", "abd abc bd", "bd"),
                 (r"(?P<q>['\"])?x(?(q)(?P=q))", "'x'", "'x'"), (r"(?>a+)b", "aaab", "aaab"),
                 (r"(?>a+)a", "aaa", None), (r"a++b", "aab", "aab"), (r"a*+a", "aaa", None),
                 (r"a?+a", "a", None), (r"a{1,2}+a", "aa", None),
         (r"(?i:A)b", "ab", "ab"), (r"(?i:A)b", "aB", None), (r"(?-i:a)B", "ab", None),
                 (r"(?s-i:.)", "\n", "\n"), (r"\x41\u0042\U00000043\103\0", "ABCC\0", "ABCC\0"),
                 (r"\N{BULLET}", "a\u2022", "\u2022"), (r"\t\n\r\f\v\a", "\t\n\r\f\v\a", "\t\n\r\f\v\a"),
                 (r"\.\*\[", ".*[", ".*["), (r"(a(b(c)))", "abc", "abc"), (r"((a)|b)*", "abab", "abab"),
                 (r"(?:a|ab)(?:c|bcd)", "abcd", "abcd"), (r"x*y*z*", "abc", ""), (r"(?#comment)a", "a", "a"),
         (r"[\u0370-\u03ff]+", "ab\u03b1\u03b2", "\u03b1\u03b2"), (r"\w+", "\u00e9\u4e2d_1", "\u00e9\u4e2d_1"),
                 (r"(?a)\w+", "\u00e9ab", "ab"), (r"\d+", "\u0661\u0662", "\u0661\u0662"),
                 (r"(?a)\d+", "\u06611", "1"), (r"\s", "\u2003", "\u2003"),
                 (r"(?i)\u03c3", "\u03a3", "\u03a3"), (r"(?i)\u03c2", "\u03a3", "\u03a3"),
                 (r"(?i)[\u0400-\u042f]+", "\u0434\u0430", "\u0434\u0430"), (r"(?i)k", "\u212a", "\u212a"),
                 (r"(?ai)k", "\u212a", None), (r"(?i)\u00df", "\u1e9e", "\u1e9e"),
                 (r"(?i)straSSe", "STRASSE", "STRASSE"), (r"(?i)[^a]", "A", None),
                 (r"\U0001f600+", "\U0001f600\U0001f600", "\U0001f600\U0001f600"), (r"\bé\b", "a é", "é"),
                 (r"[a-z&&b]", "&", "&")]
import warnings
warnings.simplefilter("ignore", FutureWarning)
for pat, text, want in CASES:
    m = re.search(pat, text)
    got = m and m.group()
    assert got == want, (pat, text, got, want)
    if "\\u" not in pat and "\\N" not in pat and pat.isascii() and text.isascii():
        m = re.search(pat.encode(), text.encode())
        assert (m and m.group().decode()) == want, pat
assert re.search(r"(a|b)*?c", "ababc").groups() == ("b",)
assert re.search(r"(?:(a)|b)*", "ab").groups() == ("a",) and re.search(r"(a*)*", "aa").groups() == ("",)
assert re.search(r"(a|(b))+", "ba").groups() == ("a", "b")
assert re.match(r"(?:(x)|(y)|z)+", "xyz").groups() == ("x", "y")
assert re.search(r"(?=(\w+))", "ab cd").group(1) == "ab" and re.search(r"(?!.*x)a", "a").span() == (0, 1)
assert re.search(r"(?<=(a))b", "ab").group(1) == "a"
assert re.match(r"(?P<first>a)(?P<second>b)?", "a").groupdict() == {"first": "a", "second": None}
n = sum(1 for m in re.finditer(r"\b(\w)\w*\1\b", "level noon abba test dad " * 60))
assert n == 300
print("re syntax", len(CASES), n)
