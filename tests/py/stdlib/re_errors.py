"""re.PatternError: message, position, line and column for many broken patterns; limits; nested sets warnings."""
import re
import warnings

warnings.simplefilter("ignore", FutureWarning)
PATTERNS = ["(", ")", "[", "[a", "*", "+a", "a**", "a+*", "?", "{1}", "a{2,1}", "(?", "(?P", "(?P<", "(?P<a",
        "(?P<a>", "(?P<1>a)", "(?P<a>.)(?P<a>.)", "(?P=a)", "(?P>a)", "(?Pa)", "\\1", "(a)\\2", "\\", "a\\",
        "\\q", "\\x4", "\\u12", "\\U0011", "\\N{no such}", "\\N", "[\\q]", "[z-a]", "[\\d-z]", "[a-\\d]",
        "(?z)", "(?i", "(?ii)a", "a(?i)", "(?-i)", "(?i-)", "(?-u:a)", "(?a-i:b)", "(?au:a)", "(?L)a", "(?<a",
        "(?<=a*)", "(?<=a|bc)", "(?<!a+)", "(?<x)", "(?(1)a)", "(?(a)b)", "(?(1", "(a)(?(1)b|c|d)", "(?#",
        "(?>a", "(?=", "(?!a", "a{99999999999}", "x{5,99999999999}", "(?P<a\u00e9>.)", "(?P<a b>.)", "(?(0)a)",
        "\\400", "[\\400]", "(a))", "a|*", "(|a)(?P=1)", "\\g", "(?P<>a)", "(?x:a", "(?s", "[[:alpha:]", "(?",
        "(?P=", "(?(a", "[\\x", "\\8", "(?:a", "a(?P<b>c", "^*", "(?i)(?u)a(?s)"]
rows = []
for p in PATTERNS:
    try:
        re.compile(p)
        rows.append((p, "ok"))
    except re.PatternError as e:
        assert e.pattern in (p, None) and re.error is re.PatternError and isinstance(e, Exception)
        rows.append((p, e.msg, e.pos))
    except (OverflowError, RecursionError, ValueError) as e:
        rows.append((p, type(e).__name__, str(e)))
assert rows == [
    ('(', 'missing ), unterminated subpattern', 0), (')', 'unbalanced parenthesis', 0),
    ('[', 'unterminated character set', 0), ('[a', 'unterminated character set', 0),
    ('*', 'nothing to repeat', 0), ('+a', 'nothing to repeat', 0), ('a**', 'multiple repeat', 2),
    ('a+*', 'multiple repeat', 2), ('?', 'nothing to repeat', 0), ('{1}', 'nothing to repeat', 0),
    ('a{2,1}', 'min repeat greater than max repeat', 2), ('(?', 'unexpected end of pattern', 2),
    ('(?P', 'unexpected end of pattern', 3), ('(?P<', 'missing group name', 4),
    ('(?P<a', 'missing >, unterminated name', 4),
    ('(?P<a>', 'missing ), unterminated subpattern', 0),
    ('(?P<1>a)', "bad character in group name '1'", 4),
    ('(?P<a>.)(?P<a>.)', "redefinition of group name 'a' as group 2; was group 1", 12),
    ('(?P=a)', "unknown group name 'a'", 4), ('(?P>a)', 'unknown extension ?P>', 1),
    ('(?Pa)', 'unknown extension ?Pa', 1), ('\\1', 'invalid group reference 1', 1),
    ('(a)\\2', 'invalid group reference 2', 4), ('\\', 'bad escape (end of pattern)', 0),
    ('a\\', 'bad escape (end of pattern)', 1), ('\\q', 'bad escape \\q', 0),
    ('\\x4', 'incomplete escape \\x4', 0), ('\\u12', 'incomplete escape \\u12', 0),
    ('\\U0011', 'incomplete escape \\U0011', 0),
    ('\\N{no such}', "undefined character name 'no such'", 0), ('\\N', 'missing {', 2),
    ('[\\q]', 'bad escape \\q', 1), ('[z-a]', 'bad character range z-a', 1),
    ('[\\d-z]', 'bad character range \\d-z', 1), ('[a-\\d]', 'bad character range a-\\d', 1),
    ('(?z)', 'unknown extension ?z', 1), ('(?i', 'missing -, : or )', 3), ('(?ii)a', 'ok'),
    ('a(?i)', 'global flags not at the start of the expression', 1), ('(?-i)', 'missing :', 4),
    ('(?i-)', 'missing flag', 4),
    ('(?-u:a)', "bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 4), ('(?a-i:b)', 'ok'),
    ('(?au:a)', "bad inline flags: flags 'a', 'u' and 'L' are incompatible", 4),
    ('(?L)a', "bad inline flags: cannot use 'L' flag with a str pattern", 3),
    ('(?<a', 'unknown extension ?<a', 1),
    ('(?<=a*)', 'look-behind requires fixed-width pattern', None),
    ('(?<=a|bc)', 'look-behind requires fixed-width pattern', None),
    ('(?<!a+)', 'look-behind requires fixed-width pattern', None),
    ('(?<x)', 'unknown extension ?<x', 1), ('(?(1)a)', 'invalid group reference 1', 3),
    ('(?(a)b)', "unknown group name 'a'", 3), ('(?(1', 'missing ), unterminated name', 3),
    ('(a)(?(1)b|c|d)', 'conditional backref with more than two branches', 11),
    ('(?#', 'missing ), unterminated comment', 0), ('(?>a', 'missing ), unterminated subpattern', 0),
    ('(?=', 'missing ), unterminated subpattern', 0),
    ('(?!a', 'missing ), unterminated subpattern', 0),
    ('a{99999999999}', 'OverflowError', 'the repetition number is too large'),
    ('x{5,99999999999}', 'OverflowError', 'the repetition number is too large'), ('(?P<aé>.)', 'ok'),
    ('(?P<a b>.)', "bad character in group name 'a b'", 4), ('(?(0)a)', 'bad group number', 3),
    ('\\400', 'octal escape value \\400 outside of range 0-0o377', 0),
    ('[\\400]', 'octal escape value \\400 outside of range 0-0o377', 1),
    ('(a))', 'unbalanced parenthesis', 3), ('a|*', 'nothing to repeat', 2),
    ('(|a)(?P=1)', "bad character in group name '1'", 8), ('\\g', 'bad escape \\g', 0),
    ('(?P<>a)', 'missing group name', 4), ('(?x:a', 'missing ), unterminated subpattern', 0),
    ('(?s', 'missing -, : or )', 3), ('[[:alpha:]', 'ok'), ('(?', 'unexpected end of pattern', 2),
    ('(?P=', 'missing group name', 4), ('(?(a', 'missing ), unterminated name', 3),
    ('[\\x', 'incomplete escape \\x', 1), ('\\8', 'invalid group reference 8', 1),
    ('(?:a', 'missing ), unterminated subpattern', 0),
    ('a(?P<b>c', 'missing ), unterminated subpattern', 1), ('^*', 'nothing to repeat', 1),
    ('(?i)(?u)a(?s)', 'global flags not at the start of the expression', 9),
]
try:
    re.compile("ab\nc(d\n*")
except re.PatternError as e:
    assert (e.msg, e.pos, e.lineno, e.colno, str(e)) == (
        'missing ), unterminated subpattern', 4, 2, 2,
        'missing ), unterminated subpattern at position 4 (line 2, column 2)',
    )
try:
    re.compile("a\n(?P<x>")
except re.PatternError as e:
    assert str(e) == 'missing ), unterminated subpattern at position 2 (line 2, column 1)'
try:
    re.compile(b"(")
except re.PatternError as e:
    assert str(e) == 'missing ), unterminated subpattern at position 0' and e.pattern == b"("
for p in (b"\\u1234", b"(?P<\xc3\xa9>a)", b"\\N{BULLET}", b"[\\u1]"):
    try:
        re.compile(p)
    except re.PatternError as e:
        print(p, e)
e = re.PatternError("message", "pattern", 3)
assert str(e) == "message at position 3" and (e.lineno, e.colno) == (1, 4)
assert str(re.PatternError("just text")) == "just text" and re.PatternError("x").pos is None
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for p in ("[[a]", "[a-z--c]", "[a&&b]", "[a||b]", "[a~~b]"):
        re.compile(p)
assert [str(w.message) for w in caught] == [
    'Possible nested set at position 1', 'Possible set difference at position 4',
    'Possible set intersection at position 2', 'Possible set union at position 2',
    'Possible set symmetric difference at position 2',
] and all(w.category is FutureWarning for w in caught)
big = "|".join("word%d" % i for i in range(800))
c = re.compile(big)
assert c.search("xx word799").group() == 'word7' and c.fullmatch("word123") and not c.fullmatch("word800")
groups = "".join("(%s)" % chr(97 + i % 26) for i in range(150))
m = re.match(groups, "".join(chr(97 + i % 26) for i in range(150)))
assert m.lastindex == 150 and m.group(101) == chr(97 + 100 % 26)
nested = "(" * 90 + "a" + ")" * 90
assert re.match(nested, "a").lastindex == 1 and re.match("(?:" * 90 + "a" + ")" * 90, "a")
print("re errors", sum(1 for r in rows if r[1] != "ok"), rows[0])
