"""f-string and t-string syntax errors: exact message and column of many broken literals."""


def where(src):
    try:
        compile(src, "<s>", "eval")
    except SyntaxError as e:
        return type(e).__name__, e.msg, e.lineno, e.offset
    return "compiled"


SOURCES = ["f'{'", "f'}'", "f'{}'", "f'{ }'", "f'{a b}'", "f'{a'", "f'{a!}'", "f'{a!x}'", "f'{a!r'", "f'{a!r:'",
        "f'{a:'", "f'{a:{b'", "f'{a:{b}'", "f'{!r}'", "f'{:x}'", "f'{=}'", "f'{a=!}'", "f'{a!rr}'",
           "f'{a! r}'", "f'{*}'", "f'{**a}'", "f'{lambda x: 1}'", "f'{lambda x:1}'", "f'{a $ b}'", "f'{a?b}'",
                   "f'{1 +}'", "f'{(}'", "f'{)}'", "f'{[}'", "f'{a[}'", "f'{a]}'", "f'{(a]}'", "f'{a:{}}'",
                   "f'{a:{b:{c:{d}}}}'",
           "f'{yield}'", "f'{a for a in b}'", "f'{not}'", "f'{import x}'", "f'{a = 1}'", "f'{a:=5}'", "f'{,}'",
                   "f'{a,,b}'", "f'{a;b}'", "f'{a!r!s}'", "f'{0x}'", "f'{1a}'", "f'{\"}'", "f'{#}'",
                   "f'{a #}'", "f'", "f'abc", "f'''{a",
           "f'\\N{x}'", "f'\\N{'", "f'{a}' b'x'", "b'x' f'{a}'", "fb'x'", "f'{\\n}'", "f'{a\\b}'", "u f'x'",
                   "t'{}'", "t'{a'", "t'}'", "t'{a}' 'plain'", "'plain' t'{a}'", "t'{a}' f'{a}'",
                   "t'{a}' b'x'", "t'{a!x}'", "t'{a b}'"]
results = [(s, where(s)) for s in SOURCES]
assert results == [
    ("f'{'", ('SyntaxError', "f-string: expecting '}'", 1, 4)),
    ("f'}'", ('SyntaxError', "f-string: single '}' is not allowed", 1, 3)),
    ("f'{}'", ('SyntaxError', "f-string: valid expression required before '}'", 1, 4)),
    ("f'{ }'", ('SyntaxError', "f-string: valid expression required before '}'", 1, 5)),
    ("f'{a b}'", ('SyntaxError', 'invalid syntax. Perhaps you forgot a comma?', 1, 4)),
    ("f'{a'", ('SyntaxError', "f-string: expecting '}'", 1, 5)),
    ("f'{a!}'", ('SyntaxError', 'f-string: missing conversion character', 1, 6)),
    ("f'{a!x}'", ('SyntaxError', "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'", 1, 6)),
    ("f'{a!r'", ('SyntaxError', "f-string: expecting '}'", 1, 6)),
    ("f'{a!r:'", ('SyntaxError', "f-string: expecting '}', or format specs", 1, 8)),
    ("f'{a:'", ('SyntaxError', "f-string: expecting '}', or format specs", 1, 6)),
    ("f'{a:{b'", ('SyntaxError', "f-string: expecting '}'", 1, 7)),
    ("f'{a:{b}'", ('SyntaxError', "f-string: expecting '}', or format specs", 1, 9)),
    ("f'{!r}'", ('SyntaxError', "f-string: valid expression required before '!'", 1, 4)),
    ("f'{:x}'", ('SyntaxError', "f-string: valid expression required before ':'", 1, 4)),
    ("f'{=}'", ('SyntaxError', "f-string: valid expression required before '='", 1, 4)),
    ("f'{a=!}'", ('SyntaxError', 'f-string: missing conversion character', 1, 7)),
    ("f'{a!rr}'", ('SyntaxError', "f-string: invalid conversion character 'rr': expected 's', 'r', or 'a'", 1, 6)),
    ("f'{a! r}'", ('SyntaxError', 'f-string: conversion type must come right after the exclamation mark', 1, 5)),
    ("f'{*}'", ('SyntaxError', "f-string: expecting a valid expression after '{'", 1, 4)),
    ("f'{**a}'", ('SyntaxError', "f-string: expecting a valid expression after '{'", 1, 4)),
    ("f'{lambda x: 1}'", ('SyntaxError', 'f-string: lambda expressions are not allowed without parentheses', 1, 4)),
    ("f'{lambda x:1}'", ('SyntaxError', 'f-string: lambda expressions are not allowed without parentheses', 1, 4)),
    ("f'{a $ b}'", ('SyntaxError', "f-string: expecting '=', or '!', or ':', or '}'", 1, 6)),
    ("f'{a?b}'", ('SyntaxError', "f-string: expecting '=', or '!', or ':', or '}'", 1, 5)),
    ("f'{1 +}'", ('SyntaxError', "f-string: expecting '=', or '!', or ':', or '}'", 1, 6)),
    ("f'{(}'", ('SyntaxError', "closing parenthesis '}' does not match opening parenthesis '('", 1, 5)),
    ("f'{)}'", ('SyntaxError', "f-string: unmatched ')'", 1, 4)),
    ("f'{[}'", ('SyntaxError', "closing parenthesis '}' does not match opening parenthesis '['", 1, 5)),
    ("f'{a[}'", ('SyntaxError', "closing parenthesis '}' does not match opening parenthesis '['", 1, 6)),
    ("f'{a]}'", ('SyntaxError', "f-string: unmatched ']'", 1, 5)),
    ("f'{(a]}'", ('SyntaxError', "closing parenthesis ']' does not match opening parenthesis '('", 1, 6)),
    ("f'{a:{}}'", ('SyntaxError', "f-string: valid expression required before '}'", 1, 7)),
    ("f'{a:{b:{c:{d}}}}'", ('SyntaxError', 'f-string: expressions nested too deeply', 1, 11)),
    ("f'{yield}'", ('SyntaxError', "'yield' outside function", 1, 4)),
    ("f'{a for a in b}'", ('SyntaxError', "f-string: expecting '=', or '!', or ':', or '}'", 1, 6)),
    ("f'{not}'", ('SyntaxError', "f-string: expecting a valid expression after '{'", 1, 4)),
    ("f'{import x}'", ('SyntaxError', "f-string: expecting a valid expression after '{'", 1, 4)),
    ("f'{a = 1}'", ('SyntaxError', "f-string: expecting '!', or ':', or '}'", 1, 8)),
    ("f'{a:=5}'", 'compiled'),
    ("f'{,}'", ('SyntaxError', "f-string: expecting a valid expression after '{'", 1, 4)),
    ("f'{a,,b}'", ('SyntaxError', "f-string: expecting '=', or '!', or ':', or '}'", 1, 6)),
    ("f'{a;b}'", ('SyntaxError', "f-string: expecting '=', or '!', or ':', or '}'", 1, 5)),
    ("f'{a!r!s}'", ('SyntaxError', "f-string: expecting ':' or '}'", 1, 7)),
    ("f'{0x}'", ('SyntaxError', 'invalid hexadecimal literal', 1, 5)),
    ("f'{1a}'", ('SyntaxError', 'invalid decimal literal', 1, 4)),
    ('f\'{"}\'', ('SyntaxError', 'unterminated string literal (detected at line 1)', 1, 4)),
    ("f'{#}'", ('SyntaxError', "'{' was never closed", 1, 3)),
    ("f'{a #}'", ('SyntaxError', "'{' was never closed", 1, 3)),
    ("f'", ('SyntaxError', 'unterminated f-string literal (detected at line 1)', 1, 1)),
    ("f'abc", ('SyntaxError', 'unterminated f-string literal (detected at line 1)', 1, 1)),
    ("f'''{a", ('SyntaxError', "'{' was never closed", 1, 5)),
    ("f'\\N{x}'", ('SyntaxError',
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-4: unknown Unicode character name", 1, 8)),
    ("f'\\N{'", ('SyntaxError',
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: malformed \\N character escape", 1, 6)),
    ("f'{a}' b'x'", ('SyntaxError', 'cannot mix bytes and nonbytes literals', 1, 11)),
    ("b'x' f'{a}'", ('SyntaxError', 'cannot mix bytes and nonbytes literals', 1, 11)),
    ("fb'x'", ('SyntaxError', "'b' and 'f' prefixes are incompatible", 1, 1)),
    ("f'{\\n}'", ('SyntaxError', 'unexpected character after line continuation character', 1, 5)),
    ("f'{a\\b}'", ('SyntaxError', 'unexpected character after line continuation character', 1, 6)),
    ("u f'x'", ('SyntaxError', 'invalid syntax', 1, 3)),
    ("t'{}'", ('SyntaxError', "t-string: valid expression required before '}'", 1, 4)),
    ("t'{a'", ('SyntaxError', "t-string: expecting '}'", 1, 5)),
    ("t'}'", ('SyntaxError', "t-string: single '}' is not allowed", 1, 3)),
    ("t'{a}' 'plain'", ('SyntaxError', 'cannot mix t-string literals with string or bytes literals', 1, 1)),
    ("'plain' t'{a}'", ('SyntaxError', 'cannot mix t-string literals with string or bytes literals', 1, 1)),
    ("t'{a}' f'{a}'", ('SyntaxError', 'cannot mix t-string literals with string or bytes literals', 1, 1)),
    ("t'{a}' b'x'", ('SyntaxError', 'cannot mix t-string literals with string or bytes literals', 1, 1)),
    ("t'{a!x}'", ('SyntaxError', "t-string: invalid conversion character 'x': expected 's', 'r', or 'a'", 1, 6)),
    ("t'{a b}'", ('SyntaxError', 'invalid syntax. Perhaps you forgot a comma?', 1, 4)),
]
# What the same shapes look like when they are right.
a, b = 5, 3
assert f'{a=!r:>5}' == "a=    5" and f'{a:{b}}' == "  5" and f'{(lambda x: x)(1)}' == "1"
assert f'{a!r:^{b}}' == " 5 " and f'{(a := 6)}' == "6" and f"{a,}" == "(6,)" and f'{(yield_ := 1)}' == "1"
assert sum([1 for s, r in results if r == "compiled"]) == 1
multi = "f'''\n{a b}\n'''", "x = (1 +\n f'{')", "f'''\n\n{'''", "(f'a'\n f'{b!z}')"
assert [where(m) for m in multi] == [
    ('SyntaxError', 'invalid syntax. Perhaps you forgot a comma?', 2, 2),
    ('SyntaxError', 'invalid syntax', 1, 3), ('SyntaxError', "f-string: expecting '}'", 3, 2),
    ('SyntaxError', "f-string: invalid conversion character 'z': expected 's', 'r', or 'a'", 2, 7),
]
print("fstring errors", len(results), where("f'{a b}'")[1])
