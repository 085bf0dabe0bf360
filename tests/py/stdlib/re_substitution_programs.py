"""Small text programs on re: templating, tokenising, case conversion, log parsing, roman numerals, markdown, dates."""
import re


def snake(s):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", s).lower()


def camel(s):
    return re.sub(r"_(\w)", lambda m: m[1].upper(), s)


assert snake("someCamelCaseName") == "some_camel_case_name" and camel("some_snake_case") == "someSnakeCase"
assert snake(camel("round_trip_name")) == "round_trip_name"


def template(text, **kw):
    return re.sub(r"\{\{\s*(\w+)(?:\|(\w+))?\s*\}\}", lambda m: getattr(str(kw.get(m[1], "?")), m[2] or "strip")(), text)


assert template("Hello {{ name|upper }}, {{n}} {{missing}}", name="bob", n=3) == "Hello BOB, 3 ?"
LOG = "\n".join("2024-%02d-%02d %02d:%02d [%s] user%d: took %.2fms" % (1 + i % 12, 1 + i % 28, i % 24, i % 60,
        ("INFO", "WARN", "ERROR")[i % 3], i % 7, i * 1.25) for i in range(300))
line = re.compile(r"^(?P<date>\d{4}-\d\d-\d\d) (?P<time>[\d:]+) \[(?P<level>\w+)\] (?P<user>\w+): took (?P<ms>[\d.]+)ms$", re.M)
stats = {}
for m in line.finditer(LOG):
    s = stats.setdefault(m["level"], [0, 0.0])
    s[0] += 1
    s[1] += float(m["ms"])
assert stats == {'INFO': [100, 18562.5], 'WARN': [100, 18687.5], 'ERROR': [100, 18812.5]}
assert len(line.findall(LOG)) == 300 and line.search(LOG, 5000)["level"] in stats


def roman(n):
    out = "I" * n
    for a, b in (("IIIII", "V"), ("VV", "X"), ("X" * 5, "L"), ("LL", "C"), ("C" * 5, "D"), ("DD", "M")):
        out = re.sub(a, b, out)
    for a, b in (("DCCCC", "CM"), ("CCCC", "CD"), ("LXXXX", "XC"), ("XXXX", "XL"), ("VIIII", "IX"), ("IIII", "IV")):
        out = re.sub(a, b, out)
    return out


assert [roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 944, 1999)] == ["I", "IV", "IX", "XIV", "XL", "XC", "CD",
        "CMXLIV", "MCMXCIX"]
assert all(re.fullmatch(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", roman(n)) for n in range(1, 300))


def markdown(t):
    t = re.sub(r"^(#{1,3}) (.*)$", lambda m: "<h%d>%s</h%d>" % (len(m[1]), m[2], len(m[1])), t, flags=re.M)
    t = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", t)
    t = re.sub(r"(?<!\*)\*(?!\*)(.+?)(?<!\*)\*(?!\*)", r"<i>\1</i>", t)
    return re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', t)


assert markdown("# Title\ntext **bold** and *it* [link](http://x)\n## Sub") == '<h1>Title</h1>\ntext <b>bold</b> and <i>it</i> <a href="http://x">link</a>\n<h2>Sub</h2>'


def calc(expr):
    tokens = re.findall(r"\d+\.?\d*|[-+*/()]", expr)

    def factor():
        t = tokens.pop(0)
        if t == "(":
            v = expression()
            tokens.pop(0)
            return v
        return -factor() if t == "-" else float(t)

    def term():
        v = factor()
        while tokens and tokens[0] in "*/":
            v = v * factor() if tokens.pop(0) == "*" else v / factor()
        return v

    def expression():
        v = term()
        while tokens and tokens[0] in "+-":
            v = v + term() if tokens.pop(0) == "+" else v - term()
        return v
    return expression()


for e in ("1+2*3", "(1+2)*3", "-4+10/4", "2*(3-(4-5))*-1", "7"):
    assert calc(e) == eval(e)
assert re.sub(r"(\d+)", lambda m: str(int(m[1]) + 1), "a9b99c") == "a10b100c"
assert re.sub(r"\b(\w)(\w*)", lambda m: m[2] + m[1] + "ay", "pig latin") == "igpay atinlay"
assert re.sub(r"(?P<a>\w+)@(?P<d>\w+)", r"\g<d>!\g<a>", "me@host") == "host!me"
assert re.split(r"(?<=[.!?])\s+", "One. Two! Three? End") == ["One.", "Two!", "Three?", "End"]
assert re.sub(r"(?i)\bthe\b", "THE", "The cat, the THEME") == "THE cat, THE THEME"
commas = lambda n: re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", str(n))
assert all(commas(n) == f"{n:,}" for n in (0, 999, 1000, 123456, 10 ** 12))
text = "abracadabra " * 100
assert re.subn("a(b|c|d)", r"<\1>", text)[1] == 400 and len(set(re.findall(r"(?=(\w{3}))", text))) == 7
assert re.sub(r"(.)(?=.*\1)", "", "abracadabra") == "cdbra"
print("programs", stats, calc("2*(3+4)-5/2"), roman(3888))
