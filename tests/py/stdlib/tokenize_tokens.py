"""Tokens of right and wrong sources."""
import _tokenize
def t(src, extra=True):
    it=_tokenize.TokenizerIter(iter(src.splitlines(True)).__next__, extra_tokens=extra)
    print('---', ascii(src))
    try:
        for x in it: print(ascii(x))
    except BaseException as e: print(type(e), ascii(e.args))
t("a = 1 # c\n\n  # x\nif a:\n    b\n  \n\nc\n")
t("a"); t(""); t("\n"); t("(\n# c\n\na)\n"); t("f'a{x!r:>{w}}b{{' t'{x=}'\n"); t("'''a\nb''' \\\n c\n")
t("x = 'abc\n"); t("(a"); t("if a:\n  b\n c\n"); t("$\n"); t("0777 1_ 0x\n"); t("'''a"); t("f'{a"); t("é=1\n"); t("a\\\n"); t("a\\ b\n"); t("if a:\n\tb\n        c\n"); t("a)\n"); t("(]\n"); t("1if x else y\n"); t("\ufeffa\n"); t("a\r\nb\r\n"); t("!\n"); t("a!=b->c:=d...<>e\n"); t("  a\n"); t("async def f(): await x\n"); t("rb'a' Rf'{x:\\n}' \n"); t("f'''\n{a\n}\n'''\n"); t("a\x0cb\n"); t("?\n"); t("€\n"); t("1e5j 0b11 .5 5. 1__0\n"); t("a\n\\\n"); t("# c"); t("if x:\n  a"); t("`\n")
t("0xZ\n"); t("0b12\n"); t("0o8\n"); t("1e+\n"); t("1abc\n"); t("1_000.5_0e1_0\n"); t("'\\\n'\n"); t("f'{x:{y:{z}}}'\n"); t("f'\\N{DIGIT ONE}{x}'\n"); t("f'a}b'\n"); t("f'{x:}}'\n"); t("f'{x!r}' f\"{y['a']}\"\n"); t("f'''{x:\n}'''\n"); t("f'abc\n"); t("f'''abc\n"); t("f'{x:\n}'\n"); t("f''\n"); t("f'{{}}'\n"); t("rf'\\{x}'\n"); t("f'\\{x}'\n"); t("f'{lambda x: 1}'\n"); t("f'{(lambda x: 1)}'\n"); t("def f():\n  if x:\n    y\nz\n"); t("if a:\n  # c\n  b\n# d\n"); t("x\n  # c\n"); t("a;b\n"); t("@d\nclass A: pass\n"); t("x = (1,\n  2)\n"); t("[\n'''a\n''']\n"); t("a  \\\n  b\n"); t("\\\na\n"); t("  \\\n a\n"); t("if a:\n b"); t("if a:\n b\n\n"); t("if a:\n b\n# c"); t("1 if 2else 3\n"); t("0_7 0_0 00\n"); t("0in x\n"); t("x.y\n"); t("x..y ... . .\n"); t("u'a' B'b' bR'c' Rb''\n"); t("\t\n"); t("\x0c\n"); t("\x0ca\n"); t("a\x01\n"); t('""""""\n'); t("''''a'''\n")
