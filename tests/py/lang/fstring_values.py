"""f-strings: expressions of every kind, quotes, escapes, nesting, multi-line, raw, conversion, evaluation order."""

x, name, d, lst = 5, "world", {"a": 1, "b c": 2}, [1, 2, 3]
assert f"hello {name}!" == "hello world!" and f"" == "" and f"{x}{x}" == "55"
assert F"{x}" "tail {x}" == "5tail {x}" and "a" f"{x}" 'b' == "a5b"
assert f"{{}}" == "{}" and f"{{{x}}}" == "{5}" and f"{{{{{x}}}}}" == "{{5}}" and f"{{x}}" == "{x}"
assert f"{x}}}" == "5}"
assert f"{d['a']} {d["b c"]}" == "1 2" and f'{d["a"]}' == "1"
assert f"{'nested ' + f'{x} {f"{x + 1}"}'}" == "nested 5 6" and f"{f"{f"{f"{x}"}"}"}" == "5"
assert f"{lst[0]}{lst[-1]}{lst[::2]}" == "13[1, 3]" and f"{x + 1}" == f"{ x+1 }" == "6"
assert f"{(lambda v: v * 2)(x)}" == "10" and f"{x if x else 0}" == "5"
assert f"{[i for i in range(3)]}" == "[0, 1, 2]" and f"{ {'k': x}['k'] }" == "5"
assert f"{ {1, 2} == {2, 1} }" == "True" and f"{x, name}" == "(5, 'world')" and f"{*lst, 4}" == "(1, 2, 3, 4)"
assert f"{x!r} {name!r} {name!s:>7} {'é'!a}" == "5 'world'   world '\\xe9'" and f"{name!r:>9}" == "  'world'"
assert f"{name !r}" == "'world'" and f"{'a' 'b'}" == "ab"
assert f"{x=}" == "x=5" and f"{ x = }" == " x = 5" and f"{x=!s}" == "x=5" and f"{name=}" == "name='world'"
assert f"{name=!s}" == "name=world" and f"{x=:04}" == "x=0005" and f"{x + 1=}" == "x + 1=6"
assert f"{name = !r:^12}" == "name =   'world'   " and f"{d['a']=}" == "d['a']=1"
assert f"{x ==  5=}" == "x ==  5=True" and f"{(x:=7)}" == "7" and x == 7 and f"{x:=3}" == "  7"
assert f"{x!=5}" == "True"
assert f"\n\t\x41\u00e9\N{BULLET}{x}" == "\n\tA\u00e9\u20227"
assert fr"\n{x}\{x}" == "\\n7\\7" and rf'{x}\d+{{2}}' == "7\\d+{2}" and Rf"\N{x}" == "\\N7"
assert f"\\{x}" == "\\7" and f"{'\n'.join(["a", "b"])}" == "a\nb" and f"{"\x41"}" == "A"
assert f"""{
    x
    + 1  # a comment with ' quotes and }
}""" == "8" and f'''a
{x}"b"'c'
''' == "a\n7\"b\"'c'\n" and f"{
    name
!r}" == "'world'" and f'''{
    name:>{
    10}}''' == "     world"
assert f"{'''triple {}'''}" == "triple {}" and f"{x:{x}}" == "      7"
assert f"{3.14159:{x + 1}.{2}f}" == "    3.14" and f"{'c':{'*'}^{x}}" == "***c***"
assert f"{x:{'0'}{'5'}}" == "00007"
log = []


class T:
    def __init__(self, n):
        self.n = n

    def __format__(self, spec):
        log.append((self.n, "format", spec))
        return "F%s[%s]" % (self.n, spec)

    def __str__(self):
        log.append((self.n, "str"))
        return "S" + self.n

    def __repr__(self):
        log.append((self.n, "repr"))
        return "R" + self.n


def t(n):
    log.append("make " + n)
    return T(n)


assert f"{t('a')}{t('b'):spec}{t('c')!s}{t('d')!r:>4}{t('e')=}" == "Fa[]Fb[spec]Sc  Rdt('e')=Re"
assert log == [
    'make a', ('a', 'format', ''), 'make b', ('b', 'format', 'spec'), 'make c', ('c', 'str'),
    'make d', ('d', 'repr'), 'make e', ('e', 'repr'),
]
assert f"{t('a'):{t('w')}}" == "Fa[Fw[]]" and f"{t('a'):x{1}y{'z'}}" == "Fa[x1yz]" and f"{t('a'):}" == "Fa[]"
assert f"{t('a'): }" == "Fa[ ]" and f"{t('a'):%Y-%m}" == "Fa[%Y-%m]"


def scopes():
    y = 1

    def g():
        return f"{y}{x}{[y for _ in 'a']}{(lambda: y)()}"
    return g(), [f"{i}{y}" for i in range(2)]


assert scopes() == ("17[1]1", ["01", "11"])


class C:
    attr = f"{x}"
    both = f"{attr}{[q for q in attr]}"


assert C.both == "7['7']" and f"{C.attr}" == "7" and f"{C.__name__!r}" == "'C'"
assert f"{yield_ if (yield_ := 3) else 0}" == "3"
class BadFormat:
    def __format__(self, spec): return 5
class BadType:
    __format__ = None
texts = []
for thunk in (lambda: f"{BadFormat()}", lambda: f"{BadType()}", lambda: f"{undefined_name}",
        lambda: f"{object():x}", lambda: f"{[]:5}", lambda: f"{None:>5}", lambda: f"{1:s}", lambda: f"{'a':d}",
        lambda: f"{'a':{[]}}"):
    try:
        thunk()
    except Exception as e:
        texts.append(type(e).__name__ + ": " + str(e))
assert texts == [
    'TypeError: __format__ must return a str, not int',
    "TypeError: 'NoneType' object is not callable",
    "NameError: name 'undefined_name' is not defined",
    'TypeError: unsupported format string passed to object.__format__',
    'TypeError: unsupported format string passed to list.__format__',
    'TypeError: unsupported format string passed to NoneType.__format__',
    "ValueError: Unknown format code 's' for object of type 'int'",
    "ValueError: Unknown format code 'd' for object of type 'str'",
    "ValueError: Invalid format specifier '[]' for object of type 'str'",
]
out = ""
for i in range(1000):
    out = f"{out[-20:]}{i:x}{i % 7}{'even' if i % 2 == 0 else 'odd'!r:>6}"
assert out == "3e53 'odd'3e64'even'3e75 'odd'"
big = f"{'x' * 1000}{2 ** 200}{1e300}{'\U0001f600' * 3}"
assert len(big) == 1000 + len(str(2 ** 200)) + len("1e+300") + 3
print("fstrings", out, len(big))
