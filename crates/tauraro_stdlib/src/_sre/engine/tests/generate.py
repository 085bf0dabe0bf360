"""Writes the engine's table of cases; run it with CPython 3.14.

    python3.14 generate.py > cases.txt             the table that is kept beside this script
    python3.14 generate.py SEED COUNT > more.txt   COUNT random patterns only, for a longer fuzz:
                                                   TAURARO_SRE_CASES=more.txt cargo test _sre

The lines of the table:

    P flags groups codes<TAB>pattern       the code words in hexadecimal, the pattern as a comment
    S kind subject                         t or b; UTF-8 with surrogates, or bytes, in hexadecimal
    O op pos endpos result                 s search, m match, f fullmatch, i finditer,
                                           c successive scanner.match calls

A result is `-` or, for each match, the spans of all groups in characters and lastindex:
`0,3;1,2;-|1`. Several matches are separated by `/`.
"""

import random
import re
import re._compiler as compiler
import re._parser as parser
import signal
import sys
import warnings

warnings.simplefilter("ignore")


class Timeout(Exception):
    pass


def alarm(*args):
    raise Timeout


signal.signal(signal.SIGALRM, alarm)


def spans(m):
    text = ";".join("-" if s < 0 else f"{s},{e}" for s, e in m.regs)
    return f"{text}|{m.lastindex or 0}"


def run(pattern, op, subject, pos, end):
    if op in "smf":
        method = {"s": pattern.search, "m": pattern.match, "f": pattern.fullmatch}[op]
        m = method(subject, pos, end)
        return spans(m) if m else "-"
    scanner = pattern.scanner(subject, pos, end)
    step = scanner.search if op == "i" else scanner.match
    found = [spans(m) for m in iter(step, None)]
    return "/".join(found) or "-"


def emit(pattern, flags, subjects, ops="smfi", windows=False, rng=None):
    """Prints all cases of one pattern; those that take CPython too long are left out."""
    try:
        compiled = re.compile(pattern, flags)
        tree = parser.parse(pattern, flags)
        codes = compiler._code(tree, flags)
    except (re.error, OverflowError, RecursionError):
        return 0
    lines = []
    count = 0
    for subject in subjects:
        is_text = isinstance(subject, str)
        raw = subject.encode("utf-8", "surrogatepass") if is_text else subject
        lines.append(f"S {'t' if is_text else 'b'} {raw.hex()}")
        pairs = [(0, len(subject))]
        if windows and len(subject) > 1:
            a = rng.randrange(len(subject) + 1)
            b = rng.randrange(len(subject) + 1)
            pairs.append((min(a, b), max(a, b)))
        for pos, end in pairs:
            for op in ops:
                signal.setitimer(signal.ITIMER_REAL, 0.5)
                try:
                    result = run(compiled, op, subject, pos, end)
                except (Timeout, SystemError, MemoryError):
                    continue
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
                lines.append(f"O {op} {pos} {end} {result}")
                count += 1
    words = ",".join(f"{int(word):x}" for word in codes)
    print(f"P {compiled.flags} {compiled.groups} {words}\t{ascii(pattern)}")
    print("\n".join(lines))
    return count


I, M, S, A, L, X = re.I, re.M, re.S, re.A, re.L, re.X

# Patterns written by hand, each with its flags and the subjects to try it on.
TABLE = [
    ("", 0, ["", "a", "ab\n", "é"]),
    ("abc", 0, ["abc", "xabcx", "ab", "abababc", "éabc"]),
    ("é", 0, ["é", "caféé", "e", "è"]),
    ("éa|è", 0, ["xéaè", "è", "éé"]),
    ("\U0001f600+", 0, ["\U0001f600\U0001f600x", "x\U0001f600", "\U0001f601"]),
    ("\ud83d", 0, ["\ud83d", "\ud83dx\ud83d", "\U0001f600", "x"]),
    ("[\ud800-\udfff]+", 0, ["a\ud83d\ude00b", "\U0001f600"]),
    (".", 0, ["", "\n", "a\nb", "é\n\u2028x", "\ud800"]),
    (".*", 0, ["", "abc", "a\nb", "é\né"]),
    (".*", S, ["", "abc", "a\nb", "é\né"]),
    (".+?", 0, ["abc", "\n\na"]),
    ("a.c", S, ["a\nc", "abc", "ac"]),
    ("a*", 0, ["", "baac", "aaa", "éa"]),
    ("a+", 0, ["", "baac", "aaa"]),
    ("a?", 0, ["", "baac", "aaa"]),
    ("a*?", 0, ["", "baac", "aaa"]),
    ("a+?", 0, ["", "baac", "aaa"]),
    ("a??", 0, ["", "baac", "aaa"]),
    ("a*+", 0, ["", "baac", "aaa"]),
    ("a*+a", 0, ["aaa", "b"]),
    ("a++b", 0, ["aaab", "aaa"]),
    ("a?+a", 0, ["a", "aa"]),
    ("a{2,3}", 0, ["a", "aa", "aaaaa", "aaaaaaa"]),
    ("a{2,3}?", 0, ["a", "aa", "aaaaa"]),
    ("a{2,3}+a", 0, ["aaa", "aaaa"]),
    ("a{3}", 0, ["aa", "aaaaaaa"]),
    ("a{0}", 0, ["", "aa"]),
    ("a{,2}b", 0, ["aaab", "b"]),
    ("é{2,}è", 0, ["ééè", "éè", "éééèé"]),
    ("[ab]{2,4}?b", 0, ["ababab", "abb", "bbbb"]),
    ("(a)", 0, ["a", "ba"]),
    ("(a)|b", 0, ["a", "b", "ba"]),
    ("(a)(b)?", 0, ["ab", "ac"]),
    ("((a)|b)*", 0, ["aba", "bab", "c"]),
    ("(?:(a)|b)*", 0, ["ab", "ba", "b"]),
    ("(?:(a)|(b))*", 0, ["ab", "ba", "abab"]),
    ("(a|ab)(c|bcd)(d*)", 0, ["abcd", "acd", "abc"]),
    ("(a+|b)*", 0, ["aab", "ba", ""]),
    ("(a+|b){0,}", 0, ["ab"]),
    ("(a+|b)+?c", 0, ["abac"]),
    ("(a|b)*?c", 0, ["abac", "c", "ab"]),
    ("(?:(a)|(b))*?c", 0, ["abac"]),
    ("([ab]*?)(b)?(c)$", 0, ["abac", "abbc"]),
    ("(a*)*", 0, ["", "aa", "-"]),
    ("(a*)+", 0, ["", "aa", "-"]),
    ("(a*?)*", 0, ["aa"]),
    ("(a*){2,}?b", 0, ["aab", "b"]),
    ("(|a)*", 0, ["aa"]),
    ("(|a)+", 0, ["aa"]),
    ("(a|)*", 0, ["aa"]),
    ("(?:a?b??)*", 0, ["ab", "ba", "abab"]),
    ("(?:a?)*?$", 0, ["aa", "ab"]),
    ("(a?)*?b", 0, ["aab"]),
    ("(a?){3}", 0, ["", "a", "aaaa"]),
    ("(a?){2,5}b", 0, ["ab", "aaaaaab", "b"]),
    ("(?:ab){2,3}", 0, ["ab", "abab", "ababababab"]),
    ("(?:ab){2,3}?a", 0, ["ababab", "ababa"]),
    ("(?:ab)*c", 0, ["ababc", "abab", "c"]),
    ("(?:ab)+?c", 0, ["ababc", "c"]),
    ("(?:a|ab)*c", 0, ["aababc", "abab"]),
    ("(?:ab|a)*+b", 0, ["aab", "ab", "b"]),
    ("(?:ab|a)++c", 0, ["aabc"]),
    ("(a?)*+x", 0, ["aax", "x"]),
    ("(?:(a)|b){2,4}+b", 0, ["abab", "ababb", "abababb"]),
    ("(?:(a)|b)?+c", 0, ["ac", "bc", "c"]),
    ("((?:a|b)*+)(c)?", 0, ["abc", "ab"]),
    ("(?>a|ab)c", 0, ["ac", "abc"]),
    ("(?>(a+))b", 0, ["aab", "aac"]),
    ("(?>(a)|b)*c", 0, ["abac", "c", "ab"]),
    ("(?:(?>a*)b|a(a)a)", 0, ["aaa", "aab"]),
    ("(?>(?>a)|(b))+c", 0, ["abc", "abbd"]),
    ("(?=(a+))a*b\\1", 0, ["baaabac", "ab"]),
    ("(?=(a+))", 0, ["baaabac"]),
    ("(?=a*?b)a", 0, ["aab", "aa"]),
    ("(?!(a)b)a(c)?", 0, ["abac", "a"]),
    ("(?!a)(.)", 0, ["ab", "a"]),
    ("(?!(?:a|b)c)..", 0, ["acbcab"]),
    ("a(?!b|c)", 0, ["abaca", "a"]),
    ("(?:(?=(a))b|a)", 0, ["a", "ba"]),
    ("(?:(?!(b))a)*", 0, ["aab"]),
    ("(?<=a)b", 0, ["ab", "b", "bb", "éab"]),
    ("(?<!a)b", 0, ["ab", "b", "bb", "éb"]),
    ("(?<=é)b", 0, ["éb", "eb", "b"]),
    ("(?<=ab)c|(?<=é.)d", 0, ["abcéxd", "c", "éd"]),
    ("(?<!ab)c", 0, ["abc", "bc", "c"]),
    ("(?<=(a)b)c", 0, ["abc", "bc"]),
    ("(?<=(?:a|b)c)d", 0, ["acd", "bcd", "cd"]),
    ("(?<!(?:a|é)c)d", 0, ["acd", "écd", "cd", "d"]),
    ("(?<=^a)b", 0, ["ab", "aab"]),
    ("(?<=$)", 0, ["ab\n"]),
    ("(?<=)a", 0, ["a"]),
    ("^a", 0, ["a", "ba", "b\na"]),
    ("^a", M, ["a", "ba", "b\na", "b\n\na\na"]),
    ("^", M, ["", "\n", "a\nb\n"]),
    ("$", 0, ["", "\n", "a\nb\n", "a\n\n"]),
    ("$", M, ["", "\n", "a\nb\n", "a\n\n"]),
    ("a$", 0, ["a", "a\n", "a\nb", "a\n\n"]),
    ("a$", M, ["a", "a\n", "a\nb"]),
    (r"\Aa", M, ["a", "b\na"]),
    (r"a\Z", M, ["a", "a\n"]),
    (r"a\z", 0, ["a", "a\n"]),
    ("^$", M, ["", "\n", "a\n\nb"]),
    ("^.*$", M, ["a\nbc\n", "é\nx"]),
    (r"\s+$", 0, ["a  ", "a  b  \n", "   "]),
    (r"\b", 0, ["", "a", "ab cd", "é x", "-"]),
    (r"\B", 0, ["", "a", "ab cd", "é x", "-"]),
    (r"\b", A, ["é x", "aéb"]),
    (r"\B", A, ["é x", "aéb"]),
    (r"\bfoo\b", 0, ["foo", "a foo b", "foobar", "éfoo", "foo_"]),
    (r"\w+", 0, ["ab_1 é\u0436\u4e2d \U00010400", "...", "x\ud800y", "\u0663\u00b2\u00bd"]),
    (r"\w+", A, ["ab_1 é\u0436\u4e2d"]),
    (r"\W+", 0, ["ab é\u0436 - \u4e2d", "\u2028"]),
    (r"\W+", A, ["ab é\u0436 - \u4e2d"]),
    (r"\d+", 0, ["a12\u0663\u0664b", "\u00b2"]),
    (r"\d+", A, ["a12\u0663b"]),
    (r"\D+", 0, ["a12\u0663b"]),
    (r"\s+", 0, ["a \t\x1c\x85\xa0\u2003b", "x"]),
    (r"\s+", A, ["a \t\x0b\x0c\x1c\x85\xa0\u2003b"]),
    (r"\S+", 0, ["a \x1cb", "é\u2003è"]),
    (r"[\s\S]+", 0, ["a\nb", ""]),
    (r"[^\s\S]*", 0, ["a", ""]),
    (r"[^\s\S]", 0, ["a"]),
    (r"[\w-]+", 0, ["a-b c", "é-\u4e2d!"]),
    (r"[^\w-]+", 0, ["a-b c", "é-\u4e2d! ?"]),
    (r"[^\W\d_]+", 0, ["ab1é_\u4e2d"]),
    ("[abc]", 0, ["xbx", "d"]),
    ("[^abc]", 0, ["abd", "é", "\n"]),
    ("[a-cx-z]+", 0, ["abxzd", "w"]),
    ("[^a]*a", 0, ["bbba", "éa", "bbb"]),
    ("[^ab]+", 0, ["abcdé\nab"]),
    ("[^abc]+", 0, ["abcdé\nab"]),
    ("[é-ü]+", 0, ["éêz", "ÿü"]),
    ("[а-я]+", 0, ["привет мир", "Привет", "abc"]),
    ("[^а-я]+", 0, ["привет мир", "Привет"]),
    ("[а-яёΑ-Ω一-龥]+", 0, ["ёжΩ中a", "x"]),
    ("[\U00010000-\U0010ffff]+", 0, ["a\U0001f600\U00010000b"]),
    ("[a\u0101\u4e2d\U0001f600]", 0, ["\u0101a\u4e2d\U0001f600b"]),
    (r"(a)\1", 0, ["aa", "ab"]),
    (r"(a*)b\1", 0, ["aabaa", "aabab", "b"]),
    (r"(é+)-\1", 0, ["éé-ééé", "éé-é"]),
    (r"(a)?\1b", 0, ["aab", "b", "ab"]),
    (r"(?:(a)|b\1)+", 0, ["aba", "b", "abab"]),
    (r"(a\w)-\1", I, ["Ab-aB", "AB-AC"]),
    (r"(é\w)-\1", I, ["ÉB-éb", "éb-éx"]),
    (r"(.)\1", I, ["\u1e9eß", "sſ", "kK\u212a", "İi", "ςσΣ"]),
    (r"(.)\1", I | A, ["aA", "éÉ"]),
    (r"(?P<q>['\"])(.*?)(?P=q)", 0, ["x'a\"b'c", "\"\"", "'a"]),
    (r"(a)?(?(1)b|c)", 0, ["ab", "c", "ac", "b"]),
    (r"(a)?(?(1)b)c", 0, ["abc", "c", "ac"]),
    (r"(a)?(?(1)\x0f.|b)", 0, ["a\x0fx", "b"]),
    (r"(a)?(?(1)\x0f.)", 0, ["a\x0fx", "b"]),
    (r"(?:(a)|(b))(?(1)c|d)(?(2)e)", 0, ["ac", "bde", "bd", "ad"]),
    (r"(\()?[^()]+(?(1)\))", 0, ["(ab)", "ab", "(ab"]),
    (r"(?:(a(?(1)b|c)))+", 0, ["acab", "ac", "acacab"]),
    (r"^(?:(a)(?=(?(1)b|c))|b)*", 0, ["abab"]),
    ("abc", I, ["ABC", "xaBcx", "ab"]),
    ("aßk", I, ["AẞK", "aß\u212a", "ASSK"]),
    ("straße", I, ["STRAẞE", "ſtraße"]),
    ("é", I, ["É", "E"]),
    ("é", I | A, ["É", "é"]),
    ("K", I, ["k", "\u212a"]),
    ("s", I, ["ſ", "S"]),
    ("i", I, ["I", "İ", "ı"]),
    ("[a-z]+", I, ["AbC\u212a", "ſ1", "İ"]),
    ("[^a-z]+", I, ["AbC1\u212a-", "ſ1"]),
    ("[à-ý]+", I, ["ÀÉx", "é÷×"]),
    ("[^k]", I, ["kK\u212ax"]),
    ("[^é]", I, ["éÉe"]),
    ("[k]", I | A, ["kK\u212a"]),
    ("[\u0440-\u044f]+", I, ["\u0420\u0440\u042f", "x"]),
    ("[\U00010400-\U00010427]", I, ["\U00010428", "\U00010401", "a"]),
    ("[\u1c80-\u1c88]", I, ["\u0432", "\u1c80", "\ua64a"]),
    ("\u0432", I, ["\u1c80", "\u0412"]),
    ("ﬅ", I, ["ﬆ", "ﬅ", "st"]),
    ("[a-\U00010000]+", I, ["ŉ\u0130ßA", "!"]),
    ("(?i:a)b", 0, ["Ab", "AB", "ab"]),
    ("(?-i:a)b", I, ["Ab", "aB"]),
    ("(?s:.)(?-s:.)", 0, ["\n\n", "\na"]),
    ("(?m:^a)|^b", 0, ["x\na", "x\nb"]),
    (r"(?a:\w)\w", 0, ["éa", "aé"]),
    (r"(?x) a b # comment", 0, ["ab"]),
    ("foo|bar|baz", 0, ["bar", "xxbaz", "foobar", "fo", "ba"]),
    ("a|b|c|dd|ee|f", 0, ["xee", "edf", "d"]),
    ("(?:foo|foobar)(?:bar)?$", 0, ["foobar", "foobarbar"]),
    ("(foo)|(bar)|(b)", 0, ["bar", "bfoo", "ba"]),
    ("(?:a(b)?|c(d)?|(e))+", 0, ["abcde", "aace"]),
    ("x*y|z", 0, ["xxz", "xxy"]),
    ("|a", 0, ["a"]),
    ("a||b", 0, ["b"]),
    ("(?:|a|b)c", 0, ["bc", "c"]),
    (r"[a-z]+\d+", 0, ["abc123", "abc", "123abc1"]),
    (r"\w+\d", 0, ["abc123x", "abc"]),
    (r"\w*?\d", 0, ["abc123x", "abc"]),
    (r"\w{2,5}\d", 0, ["abcdefg1", "a1", "é\u4e2d1"]),
    (r"\w{2,5}?\d", 0, ["abcdefg1", "abc123"]),
    (r".*foo", 0, ["xxfooyfoo", "fo", "\nfoo"]),
    (r".*?foo", 0, ["xxfooyfoo", "fo", "é\nfoo"]),
    (r".*?foo", S, ["xx\nfooyfoo", "fo"]),
    (r"<.*?>", 0, ["<a><b>", "<a\n>", "<"]),
    (r"<[^>]*>", 0, ["<a><b>", "<a\n>", "<"]),
    (r"<(\w+)[^>]*>(.*?)</\1>", 0, ["<a x=1>b</a>", "<a><b></b></a>", "<a></b>"]),
    (r'"(?:[^"\\]|\\.)*"', 0, ['x "a\\"b" y', '"abc', '""', '"é\\\\"']),
    (r"/\*.*?\*/", S, ["a/* b\n* */c", "/*/"]),
    (r"(\d+)\.(\d*)|\.(\d+)", 0, ["1.5 .25 3.", "..1"]),
    (r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", 0, ["-1.5e10", "+.5", "3", "e"]),
    (r"(\w+)@(\w+)\.com", 0, ["joe@example.com", "a@b.org", "é@ü.com"]),
    (r"^(\w+):\s*(.*)$", M, ["Key: value\nOther:x", "none"]),
    (r"(?:(\d+),)*(\d+)", 0, ["1,22,333", "x"]),
    (r"(?:a{1,2}b?){2,3}c", 0, ["aabac", "abababc", "aac"]),
    (r"((a{1,2})b?){2,3}?c", 0, ["aabac", "abababc"]),
    (r"(?:(?:a|b){2}c){1,2}", 0, ["abcbac", "abcab"]),
    (r"(?:(x)|(y)|(z))*?(?=(.))w", 0, ["xyzw", "w"]),
    (r"(((((a)))))", 0, ["a"]),
    (r"(a(b(c)?)?)?", 0, ["abc", "ab", "a", ""]),
    (r"(?:(a)b|(a)c|(a)d)", 0, ["ad", "ac"]),
    (r"(?:(a+)b|(a+)c)*d", 0, ["aabaacd", "aacaabd"]),
    (r"(?=.*b)(?=.*c)a", 0, ["abc", "axb"]),
    (r"(?!.*b)a", 0, ["ab", "ac"]),
    (r"(?!^)a", 0, ["aa"]),
    (r"(?<![\w.])\d+", 0, ["a1 2.3 4", "é5 6"]),
    (r"(?<=\d)(?=(?:\d{3})+$)", 0, ["1234567", "123"]),
    (r"x{1000}", 0, ["x" * 999, "x" * 1001]),
    (r"(?:xy){100,}", 0, ["xy" * 99, "xy" * 101]),
    (r"(?:a?){20}a{20}", 0, ["a" * 20]),
    (r"(?:a|a)*b", 0, ["aaaaaa", "aab"]),
    (r"(x+x+)+y", 0, ["xxxxxxxxxx", "xxxy"]),
    (r"\0\x01", 0, ["\0\x01"]),
    (r"[\0-\x1f]", 0, ["a\x05"]),
    (r"(?:)", 0, ["a"]),
    (r"(?:){3}a", 0, ["a"]),
    (r"(?!)", 0, ["a"]),
    (r"a(?!)|b", 0, ["ab"]),
]

BYTES_TABLE = [
    (b"", 0, [b"", b"a"]),
    (b"abc", 0, [b"xabc", b"ab"]),
    (b"\xe9+", 0, [b"a\xe9\xe9", b"\xc3\xa9"]),
    (b"[\x80-\xff]+", 0, [b"a\x80\xffb", "é".encode()]),
    (rb"\w+", 0, [b"ab_1\xe9", b"\xe9"]),
    (rb"\W+", 0, [b"ab \xe9-"]),
    (rb"\d+\s", 0, [b"12 ", b"1\x1c", b"1\x85"]),
    (rb"\b\w", 0, [b"a \xe9b", b""]),
    (b"\xe9", I, [b"\xc9", b"\xe9"]),
    (b"[a-z]+", I, [b"aBc1"]),
    (b"aBc", I | L, [b"AbC", b"abd"]),
    (b"[a-f]+", I | L, [b"AbCz"]),
    (b"[^a-f]+", I | L, [b"AbCz"]),
    (rb"\w+\b", L, [b"ab \xe9"]),
    (rb"(a)\1", I | L, [b"aA", b"ab"]),
    (rb"(.)\1", I, [b"aA", b"\xe9\xc9"]),
    (b".", 0, [b"\n\xff"]),
    (b"(?<=\xff).", S, [b"\xff\n", b"a"]),
    (b"(\x00|\x01)*\x02", 0, [b"\x00\x01\x02"]),
    (rb"^\s*(\w+)\s*=\s*(.*?)\s*$", M, [b"a = b \n c=d", b"= x"]),
]


class Generator:
    """Random patterns over a small alphabet, so that they often match something."""

    def __init__(self, seed):
        self.rng = random.Random(seed)

    def pattern(self):
        rng = self.rng
        self.groups = 0
        self.closed = []
        self.is_bytes = rng.random() < 0.15
        self.alphabet = "ab" if self.is_bytes or rng.random() < 0.6 else "aAé"
        if not self.is_bytes and rng.random() < 0.1:
            self.alphabet = "a\u0436\U0001f600K"
        return self.branch(rng.randrange(1, 5))

    def branch(self, depth):
        count = self.rng.choice([1, 1, 1, 2, 2, 3, 4])
        return "|".join(self.sequence(depth) for _ in range(count))

    def sequence(self, depth):
        count = self.rng.choice([0, 1, 1, 2, 2, 3, 4])
        return "".join(self.repeat(depth) for _ in range(count))

    def repeat(self, depth):
        rng = self.rng
        item = self.item(depth)
        if item in ("^", "$", r"\b", r"\B", r"\A", r"\Z") or item.startswith(("(?=", "(?!", "(?<")):
            if not item.startswith("(?<g"):
                return item
        if rng.random() < 0.45:
            kinds = ["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "{1,}", "{,2}", "{3,4}"]
            item = f"{item}{rng.choice(kinds)}{rng.choice(['', '', '?', '+'])}"
        return item

    def literal(self):
        return self.rng.choice(self.alphabet)

    def item(self, depth):
        rng = self.rng
        roll = rng.random()
        if depth <= 0 or roll < 0.4:
            return self.literal()
        if roll < 0.5:
            return self.charset()
        if roll < 0.53:
            return rng.choice(["^", "$", r"\b", r"\B", r"\A", r"\Z"])
        if roll < 0.6 and self.closed:
            return f"\\{rng.choice(self.closed)}"
        if roll < 0.64 and self.closed:
            group = rng.choice(self.closed)
            yes, no = self.sequence(depth - 1), self.sequence(depth - 1)
            return f"(?:(?({group}){yes}|{no}))" if rng.random() < 0.7 else f"(?:(?({group}){yes}))"
        if roll < 0.82:
            self.groups += 1
            group = self.groups
            inside = self.branch(depth - 1)
            self.closed.append(group)
            return f"({inside})"
        if roll < 0.9:
            return f"(?:{self.branch(depth - 1)})"
        if roll < 0.93:
            return f"(?>{self.branch(depth - 1)})"
        if roll < 0.97:
            return f"(?{rng.choice('=!')}{self.branch(depth - 1)})"
        return f"(?<{rng.choice('=!')}{self.fixed()})"

    def fixed(self):
        rng = self.rng
        pieces = [self.literal, self.charset, lambda: ".", lambda: f"(?:{self.literal()}|{self.literal()})"]
        return "".join(rng.choice(pieces)() for _ in range(rng.randrange(1, 3)))

    def charset(self):
        rng = self.rng
        roll = rng.random()
        if roll < 0.25:
            return "."
        if roll < 0.4:
            return rng.choice([r"\w", r"\W", r"\s", r"\S", r"\d"])
        members = "".join(self.literal() for _ in range(rng.randrange(1, 3)))
        extra = rng.choice(["", "", "", r"\s", r"\W", "a-f"])
        return f"[{'^' if rng.random() < 0.3 else ''}{members}{extra}]"

    def subject(self):
        rng = self.rng
        letters = self.alphabet * 3 + rng.choice(["", "c", "\n", " ", "A"])
        text = "".join(rng.choice(letters) for _ in range(rng.randrange(0, 12)))
        return text.encode("latin-1") if self.is_bytes else text

    def case(self):
        pattern = self.pattern()
        if self.is_bytes:
            pattern = pattern.encode("latin-1")
        flags = 0
        for flag in (I, M, S, A):
            if self.rng.random() < 0.2:
                flags |= flag
        subjects = [self.subject() for _ in range(3)]
        return emit(pattern, flags, subjects, "smfic", True, self.rng)


def main():
    total = 0
    if len(sys.argv) > 1:
        seed, count = int(sys.argv[1]), int(sys.argv[2])
    else:
        seed, count = 20260501, 250
        for pattern, flags, subjects in TABLE:
            total += emit(pattern, flags, subjects)
        for pattern, flags, subjects in BYTES_TABLE:
            total += emit(pattern, flags, subjects)
    generator = Generator(seed)
    for _ in range(count):
        total += generator.case()
    print(f"{total} cases", file=sys.stderr)


main()
