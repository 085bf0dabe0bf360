"""Patterns that walk over megabytes: runs that fail, deep repeats, many small matches, wide text."""
import re

n = 300_000
spaces = " " * n
# Quadratic in CPython if tried from every position, so the subject is short for it.
assert re.search(r"\s+$", spaces[:3000] + "x") is None
assert re.search(r"[a-z]+@", "a" * 3000) is None
assert re.fullmatch(r"(?:a|b)*", "ab" * n).end() == 2 * n
assert re.match(r"(?:(a)|(b))*", "ab" * n).span(2) == (2 * n - 1, 2 * n)
assert re.match(r"(?:a?b?)*c?", "ab" * n).end() == 2 * n
assert re.match(r'"(?:[^"\\]|\\.)*"', '"' + 'x\\"' * n + '"').end() == 3 * n + 2
words = "lorem ipsum dolor sit amet " * (n // 10)
assert len(re.findall(r"\w+", words)) == n // 2
assert len(re.sub(r"(\w+) (\w+)", r"\2 \1", words)) == len(words)
assert re.sub(r"[aeiou]", lambda m: m.group().upper(), words).count("O") == 3 * (n // 10)
assert len(re.split(r"\s", words)) == n // 2 + 1
wide = "привет мир \u4e2d\u6587 " * (n // 15)
assert len(re.findall(r"\w+", wide)) == 3 * (n // 15)
assert sum(m.end() for m in re.finditer("м", wide)) > 0
assert re.search("z", wide) is None and re.search(r"(?i)МИР$", wide) is None
