"""re: deep repeats, backtracking into groups, captures restored on failure, long texts without recursion limits."""
import re

assert re.match("(a|ab)(bc|c)?(d*)", "abcd").groups() == ("a", "bc", "d")
assert re.match("(?:a|ab)(?:c|bcd)$", "abcd") and re.match("(a+)(ab)?$", "aaab").groups() == ('aa', 'ab')
assert re.match("(a*)(a*)(a*)b", "aaab").groups() == ("aaa", "", "")
assert re.match("(a*?)(a*?)(a*)b", "aaab").groups() == ("", "", "aaa")
assert re.match("(a{1,2})(a{1,2})(a)", "aaa").groups() == ("a", "a", "a")
assert re.match("(.*)(\\d+)", "ab123").groups() == ("ab12", "3")
assert re.match("(.*?)(\\d+)", "ab123").groups() == ("ab", "123")
assert re.match("(.+?)(\\d*)$", "ab123").groups() == ("ab", "123")
assert re.match("(?:(a)|(b)|(c))*", "abc").groups() == ("a", "b", "c")
assert re.match("(?:(a)|b)*", "abb").groups() == ("a",)
assert re.match("((a)|(b)){2}", "ab").groups() == ("b", "a", "b")
assert re.match("(a(b)?)+", "aba").groups() == ("a", "b")
assert re.match("((a)(b)?)+?$", "aba").groups() == ("a", "a", "b")
assert re.match("(?=(a+))a*b\\1", "baaabac") is None
assert re.search("(?=(a+))a*b\\1", "baaabac").span() == (3, 6)
assert re.match("(a)?(?(1)b|c)", "c").group() == "c"
assert re.match("^(?:(a)|c)((?(1)|b))b$", "ab").groups() == ("a", "")
assert re.match("^(?:(a)|c)((?(1)|b))bb?$", "cbb").groups() == (None, 'b')
long = "a" * 20000
assert re.match("(?:a)*$", long).end() == 20000 and re.match("(a|b)*$", long).end() == 20000
assert re.match("(?:a?)*$", long) and re.match("(?:(?:a)*)*b", "a" * 18) is None
assert re.match("a*?$", long).end() == 20000 and re.match("(?:.|\\n)*?b", long + "b").end() == 20001
assert re.match("(?:ab?)*c", long + "c").end() == 20001 and re.match(".*b", long) is None
assert re.match("(a)*+b", long) is None and re.search("b", long) is None
assert re.search("(?:x+x+)+y", "x" * 15) is None and re.match("(x+x+)+y", "xxxxy").group() == "xxxxy"
assert re.match("(?>x+x+)+y", "xxxxy").group() == "xxxxy"
assert len(re.findall("ab|a", "aba" * 2000)) == 4000 and len(re.split("[,;]\\s*", "a, b;c," * 1000)) == 3001
assert re.sub("(a)(b)", "\\2\\1", "ab" * 3000) == "ba" * 3000 and len(re.findall("(?=aa)", "a" * 500)) == 499
assert re.fullmatch("(\\w+)\\s(\\1\\s?)+", "ho ho ho ").group(1) == "ho"
assert re.search("(\\w+) \\1", "a the the end").group(1) == "the"
assert re.search("(?i)(\\w+) \\1", "The the").group() == "The the"
assert re.match("(.)(.)(.)\\3\\2\\1$", "abccba")
balanced = re.compile("\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)")
assert balanced.search("x(a(b(c)d)e)y").group() == "(a(b(c)d)e)" and balanced.search("((((") is None
palin = re.compile("(\\w)(?:(\\w)(?:(\\w)\\w?\\3)?\\2)?\\1$")
assert [w for w in ("noon", "level", "abcba", "abc", "aa", "racecar") if palin.match(w)] == ['noon', 'aa', 'racecar']
email = re.compile(r"^[\w.+-]+@[\w-]+\.[\w.-]+$")
assert email.match("a.b+c@d-e.co.uk") and not email.match("a@b") and not email.match("@b.c")
date = re.compile(r"(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])")
good = [m.group() for m in date.finditer("2024-02-29 2024-13-01 1999-12-31 x2000-01-01y 2024-1-1")]
assert good == ["2024-02-29", "1999-12-31", "2000-01-01"]
csv = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,"]*))\s*(?:,|$)')
row, out, pos = 'a, "b,""c""", d ,"",e', [], 0
while pos < len(row):
    m = csv.match(row, pos)
    out.append(m.group(1) if m.group(1) is not None else m.group(2))
    pos = m.end()
assert out == ['a', 'b,""c""', 'd ', '', 'e']
number = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
nums = [float(m.group()) for m in number.finditer("1 -2.5 .5e3 +7. 1e-3 abc 4x5")]
assert nums == [1, -2.5, 500.0, 7.0, 0.001, 4, 5]
text = "The year 1999, then 2024 and 3 others; " * 200
assert sum(int(m) for m in re.findall(r"\b\d{4}\b", text)) == 200 * (1999 + 2024)
assert len(re.sub(r"\d+", "", text)) == len(text) - 200 * 9
wide = "é" * 3000 + "\U0001f600" + "b" * 3000
assert re.search("\U0001f600b+$", wide).span() == (3000, 6001) and re.search("[^é]", wide).start() == 3000
assert len(re.findall("é", wide)) == 3000 and re.match("(?:é|x)*", wide).end() == 3000
print("backtracking", good, out, nums[2])
