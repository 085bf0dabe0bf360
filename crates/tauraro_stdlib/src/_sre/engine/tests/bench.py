"""Times CPython on regex workloads and writes them for the engine's own benchmark.

    python3.14 bench.py FILE
    TAURARO_SRE_BENCH=FILE cargo test --release -p tauraro_stdlib -- --ignored --nocapture sre_bench

Each workload finds all matches of a pattern in a subject. FILE has a line per workload: name,
CPython's time in nanoseconds for the whole subject, number of matches, flags, groups, code
words and subject, the last as in the table of cases.
"""

import random
import re
import re._compiler as compiler
import re._parser as parser
import sys
import time

rng = random.Random(42)
WORDS = """the of and to in is you that it he was for on are as with his they at be this have
from or one had by word but not what all were we when your can said there use an each which she
do how their if will up other about out many then them these so some her would make like him into
time has look two more write go see number no way could people my than first water been call who
oil its now find long down day did get come made may part Python regular expression""".split()
ENGLISH = " ".join(rng.choice(WORDS).capitalize() if rng.random() < 0.1 else rng.choice(WORDS)
                   + rng.choice(["", "", "", "", ",", ".\n"]) for _ in range(20000))
RUSSIAN = " ".join("".join(rng.choice("абвгдежзиклмнопрстуя") for _ in range(rng.randrange(2, 9)))
                   for _ in range(10000))
DNA = "".join(rng.choice("acgt") for _ in range(200000))
LOG = "".join(
    f'{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)} - - '
    f'[{rng.randrange(1, 29):02}/Jan/2026:10:{rng.randrange(60):02}:00 +0000] '
    f'"{rng.choice(["GET", "POST"])} /path/{rng.randrange(9999)}/x.html HTTP/1.1" '
    f'{rng.choice([200, 404, 500])} {rng.randrange(99999)}\n' for _ in range(1500))
HTML = "".join(f'<div class="c{i % 7}" id=\'n{i}\'><a href="http://example.com/{i}?q={i * 7}">'
               f'{rng.choice(WORDS)} &amp; {rng.choice(WORDS)}</a></div>\n<!-- note {i} -->\n'
               for i in range(1500))
CODE = "".join(f'def f{i}(x, y={i}):\n    """doc {i}"""\n    z = x * {i}.5e3 + y[{i}]  # note\n'
               f'    return "a\\"b" if z >= 0x{i:x} else \'c\'\n' for i in range(800))
CSV = "".join(f'{i},"name {i}, x",{i * 1.5},,end\n' for i in range(2000))
TOKENS = r"""(?P<ws>[ \t]+)|(?P<nl>\n)|(?P<comment>\#[^\n]*)|(?P<str>\"{3}.*?\"{3}|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')|(?P<num>0x[0-9a-f]+|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<op>>=|<=|==|!=|[-+*/%()\[\]:,=<>.])"""

WORKLOADS = [
    ("dna agggtaaa", "agggtaaa|tttaccct", 0, DNA),
    ("dna class head", "[cgt]gggtaaa|tttaccc[acg]", 0, DNA),
    ("dna class mid", "agg[act]taaa|ttta[agt]cct", 0, DNA),
    ("dna bytes", b"agggt[cgt]aa|tt[acg]accct", 0, DNA.encode()),
    ("dna icase", "agggtaa[cgt]|[acg]ttaccct", re.I, DNA),
    ("effbot literal", "Python", 0, "-" * 5000 + "Perl" + "-" * 5000 + "Python"),
    ("effbot alt", "Perl|Python|Tcl", 0, "-" * 5000 + "P" * 50 + "-" * 5000 + "Tcl"),
    ("effbot group alt", "(Python|Perl)", 0, ("-" * 500 + "Perl") * 20),
    ("effbot dotstar", ".*Python", 0, ("-" * 200 + "Perl\n") * 50),
    ("effbot dotstar lazy", ".*?Python", 0, ("-" * 200 + "Perl\n") * 50),
    ("effbot list", "([0a-z][a-z0-9]*,)+", 0, ("a5,b7,c9," * 20 + "\n") * 20),
    ("effbot list nogroup", "(?:[0a-z][a-z0-9]*,)+", 0, ("a5,b7,c9," * 20 + "\n") * 20),
    ("effbot run", "[a-z]*,", 0, ("abcdefghij" * 5 + "\n") * 50),
    ("effbot abc", "(?:a|b|c)+?d", 0, ("abcabcabc" * 10 + "\n") * 20),
    ("words", r"\w+", 0, ENGLISH),
    ("capitals", r"\b[A-Z]\w*\b", 0, ENGLISH),
    ("ing", r"\w+ing\b", 0, ENGLISH),
    ("the word", r"\bwater\b", 0, ENGLISH),
    ("icase word", "python", re.I, ENGLISH),
    ("alternatives", "|".join(["water", "people", "regular", "number", "would", "first"]), 0, ENGLISH),
    ("word pairs", r"(\w+)\s+(\w+)", 0, ENGLISH),
    ("repeated word", r"\b(\w+) \1\b", 0, ENGLISH),
    ("sentence end", r"[.!?]\s", 0, ENGLISH),
    ("lines", r"^.*$", re.M, ENGLISH),
    ("line heads", r"^\w+", re.M, ENGLISH),
    ("trailing space", r"[ \t]+$", re.M, ENGLISH),
    ("vowels", "[aeiou]{2,}", 0, ENGLISH),
    ("lookbehind", r"(?<=, )\w+", 0, ENGLISH),
    ("lookahead", r"\w+(?=,)", 0, ENGLISH),
    ("russian words", r"\w+", 0, RUSSIAN),
    ("russian class", "[а-е]+", 0, RUSSIAN),
    ("russian icase", "ПРИ", re.I, RUSSIAN),
    ("russian literal", "при", 0, RUSSIAN),
    ("russian dot", r"п.и", 0, RUSSIAN),
    ("log line", r'(\d+\.\d+\.\d+\.\d+) - - \[([^\]]+)\] "(\w+) (\S+) [^"]*" (\d+) (\d+)', 0, LOG),
    ("log ip", r"\b(?:\d{1,3}\.){3}\d{1,3}\b", 0, LOG),
    ("log 500", r'" 500 ', 0, LOG),
    ("html tags", r"<(\w+)([^>]*)>", 0, HTML),
    ("html attrs", r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""", 0, HTML),
    ("html comments", r"<!--.*?-->", re.S, HTML),
    ("html urls", r"https?://[^\s\"'<>]+", 0, HTML),
    ("html entities", r"&(#?\w+);", 0, HTML),
    ("html pairs", r"<(\w+)[^>]*>(.*?)</\1>", re.S, HTML),
    ("tokens", TOKENS, re.S, CODE),
    ("strings", r'"(?:[^"\\]|\\.)*"', 0, CODE),
    ("csv", r'(?:^|,)(?:"((?:[^"]|"")*)"|([^",\n]*))', re.M, CSV),
    ("numbers", r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?", 0, CSV),
    ("email none", r"[\w.+-]+@[\w-]+\.[\w.-]+", 0, ENGLISH),
    ("nested", r"(?:(?:a+b)+c)+d", 0, ("aabaabc" * 10 + "\n") * 20),
    ("counted", r"(?:\w\s?){5,10}x", 0, ENGLISH[:3000]),
    ("conditional", r"(<)?\w+(?(1)>)", 0, HTML),
    ("atomic", r"(?>\w+)\s", 0, ENGLISH),
    ("possessive", r"(?:\w+\s)*+", 0, ENGLISH),
]


def main():
    with open(sys.argv[1], "w") as out:
        for name, pattern, flags, subject in WORKLOADS:
            compiled = re.compile(pattern, flags)
            best = 1e9
            for _ in range(5):
                start = time.perf_counter()
                count = sum(1 for _ in compiled.finditer(subject))
                best = min(best, time.perf_counter() - start)
            codes = compiler._code(parser.parse(pattern, flags), flags)
            words = ",".join(f"{int(word):x}" for word in codes)
            kind = "t" if isinstance(subject, str) else "b"
            raw = subject.encode() if kind == "t" else subject
            out.write(f"{name}\t{best * 1e9:.0f}\t{count}\t{compiled.flags}\t{compiled.groups}\t"
                      f"{words}\t{kind} {raw.hex()}\n")


main()
