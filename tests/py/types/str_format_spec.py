"""The format mini-language for str, int, bool, None and default objects; alignment, fill, sign, errors."""

ROWS = [("abc", ["", "s", "5", "<5", ">5", "^5", "*^6", "05", ".2", "6.1", "-<4", "\u20ac>5", "{<5", "}>5", "=<5", ">>5"]),
        (42, ["", "d", "5", "<5", "^5", "=5", "05", "+", "-", " ", "+05", "x", "#x", "#o", "#b", "#X", "08b",
                "#010x", ",", "_", "012,", "c", "e", ".1f", "%", "g", "n", "*=+8", "_x", "_b", "#_b", ">+5",
                "0=5", "<05", "0<5", "1", ".0f"]),
        (-42, ["05", "=6", "+", " ", "x", "#x", "08b", "*=8", "*<8", "_b", ",", "06,", "0=+7", "z.1f"]),
        (0, ["+", "#x", "#o", "#b", ",", "05", "e", "%", "g"]),
        (123456789, [",", "_", "15,", "015,", "016,", "_x", "_o", "_b", "020_b", "#024_b", ",.2f", "_.2e", "n"]),
        (2 ** 70, ["", ",", "x", "030", "_b", "e", ".3g", ",.1f"]),
        (True, ["", "d", "5", "<5", "x", "+", ".1f", ",", "05"])]
table = {}
for value, specs in ROWS:
    for spec in specs:
        table[repr(value) + "|" + spec] = format(value, spec)
assert table == {
    "'abc'|": 'abc', "'abc'|s": 'abc', "'abc'|5": 'abc  ', "'abc'|<5": 'abc  ', "'abc'|>5": '  abc',
    "'abc'|^5": ' abc ', "'abc'|*^6": '*abc**', "'abc'|05": 'abc00', "'abc'|.2": 'ab',
    "'abc'|6.1": 'a     ', "'abc'|-<4": 'abc-', "'abc'|€>5": '€€abc', "'abc'|{<5": 'abc{{',
    "'abc'|}>5": '}}abc', "'abc'|=<5": 'abc==', "'abc'|>>5": '>>abc', '42|': '42', '42|d': '42',
    '42|5': '   42', '42|<5': '42   ', '42|^5': ' 42  ', '42|=5': '   42', '42|05': '00042',
    '42|+': '+42', '42|-': '42', '42| ': ' 42', '42|+05': '+0042', '42|x': '2a', '42|#x': '0x2a',
    '42|#o': '0o52', '42|#b': '0b101010', '42|#X': '0X2A', '42|08b': '00101010',
    '42|#010x': '0x0000002a', '42|,': '42', '42|_': '42', '42|012,': '0,000,000,042', '42|c': '*',
    '42|e': '4.200000e+01', '42|.1f': '42.0', '42|%': '4200.000000%', '42|g': '42', '42|n': '42',
    '42|*=+8': '+*****42', '42|_x': '2a', '42|_b': '10_1010', '42|#_b': '0b10_1010',
    '42|>+5': '  +42', '42|0=5': '00042', '42|<05': '42000', '42|0<5': '42000', '42|1': '42',
    '42|.0f': '42', '-42|05': '-0042', '-42|=6': '-   42', '-42|+': '-42', '-42| ': '-42',
    '-42|x': '-2a', '-42|#x': '-0x2a', '-42|08b': '-0101010', '-42|*=8': '-*****42',
    '-42|*<8': '-42*****', '-42|_b': '-10_1010', '-42|,': '-42', '-42|06,': '-0,042',
    '-42|0=+7': '-000042', '-42|z.1f': '-42.0', '0|+': '+0', '0|#x': '0x0', '0|#o': '0o0',
    '0|#b': '0b0', '0|,': '0', '0|05': '00000', '0|e': '0.000000e+00', '0|%': '0.000000%',
    '0|g': '0', '123456789|,': '123,456,789', '123456789|_': '123_456_789',
    '123456789|15,': '    123,456,789', '123456789|015,': '000,123,456,789',
    '123456789|016,': '0,000,123,456,789', '123456789|_x': '75b_cd15', '123456789|_o': '7_2674_6425',
    '123456789|_b': '111_0101_1011_1100_1101_0001_0101',
    '123456789|020_b': '111_0101_1011_1100_1101_0001_0101',
    '123456789|#024_b': '0b111_0101_1011_1100_1101_0001_0101', '123456789|,.2f': '123,456,789.00',
    '123456789|_.2e': '1.23e+08', '123456789|n': '123456789',
    '1180591620717411303424|': '1180591620717411303424',
    '1180591620717411303424|,': '1,180,591,620,717,411,303,424',
    '1180591620717411303424|x': '400000000000000000',
    '1180591620717411303424|030': '000000001180591620717411303424',
    '1180591620717411303424|_b': '100_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000',
    '1180591620717411303424|e': '1.180592e+21', '1180591620717411303424|.3g': '1.18e+21',
    '1180591620717411303424|,.1f': '1,180,591,620,717,411,303,424.0', 'True|': 'True', 'True|d': '1',
    'True|5': '    1', 'True|<5': '1    ', 'True|x': '1', 'True|+': '+1', 'True|.1f': '1.0',
    'True|,': '1', 'True|05': '00001',
}
ERRORS = [("abc", ["d", "+", " ", "=5", ",", "_", "#", "x", "z", "5.2.1", ".", ".x", "f", "05=",
        "99999999999999999999", "-5", "5-", "s5", "ss", "*", "\u20acs"]),
          (42, ["s", ".2d", ".2", ".2x", ",x", "_c", "+c", "#c", ",c", "z", "zd", "q", "5.5.5", ",,", ",_",
                  "__", ",d,", "d5", "+-", "\0", "é", "=", "<<<", "=+=", ",n", "_n"]),
          (1.5, ["d", "s", "c", "x", "b", ".", ",n", ",_f", "ff", "f5", "é"]), (None, ["5", "s", "d", ">3"]),
                  ([], ["5", "s"]), ({}, ["x"]), (object, ["5"]), (1j, ["=10", "05", "%", "d", "s"]),
                  (b"a", ["5"]), (True, ["s", "q"])]
texts = []
for value, specs in ERRORS:
    for spec in specs:
        try:
            texts.append(spec + " -> " + format(value, spec))
        except (ValueError, TypeError, OverflowError) as e:
            texts.append(spec + " -> " + type(e).__name__ + ": " + str(e))
assert texts == [
    "d -> ValueError: Unknown format code 'd' for object of type 'str'",
    '+ -> ValueError: Sign not allowed in string format specifier',
    '  -> ValueError: Space not allowed in string format specifier',
    "=5 -> ValueError: '=' alignment not allowed in string format specifier",
    ", -> ValueError: Cannot specify ',' with 's'.", "_ -> ValueError: Cannot specify '_' with 's'.",
    '# -> ValueError: Alternate form (#) not allowed in string format specifier',
    "x -> ValueError: Unknown format code 'x' for object of type 'str'",
    'z -> ValueError: Negative zero coercion (z) not allowed in string format specifier',
    "5.2.1 -> ValueError: Invalid format specifier '5.2.1' for object of type 'str'",
    '. -> ValueError: Format specifier missing precision',
    '.x -> ValueError: Format specifier missing precision',
    "f -> ValueError: Unknown format code 'f' for object of type 'str'",
    "05= -> ValueError: Unknown format code '=' for object of type 'str'",
    '99999999999999999999 -> ValueError: Too many decimal digits in format string',
    '-5 -> ValueError: Sign not allowed in string format specifier',
    "5- -> ValueError: Unknown format code '-' for object of type 'str'",
    "s5 -> ValueError: Invalid format specifier 's5' for object of type 'str'",
    "ss -> ValueError: Invalid format specifier 'ss' for object of type 'str'",
    "* -> ValueError: Unknown format code '*' for object of type 'str'",
    "€s -> ValueError: Invalid format specifier '€s' for object of type 'str'",
    "s -> ValueError: Unknown format code 's' for object of type 'int'",
    '.2d -> ValueError: Precision not allowed in integer format specifier',
    '.2 -> ValueError: Precision not allowed in integer format specifier',
    '.2x -> ValueError: Precision not allowed in integer format specifier',
    ",x -> ValueError: Cannot specify ',' with 'x'.",
    "_c -> ValueError: Cannot specify '_' with 'c'.",
    "+c -> ValueError: Sign not allowed with integer format specifier 'c'",
    "#c -> ValueError: Alternate form (#) not allowed with integer format specifier 'c'",
    ",c -> ValueError: Cannot specify ',' with 'c'.",
    'z -> ValueError: Negative zero coercion (z) not allowed in integer format specifier',
    'zd -> ValueError: Negative zero coercion (z) not allowed in integer format specifier',
    "q -> ValueError: Unknown format code 'q' for object of type 'int'",
    "5.5.5 -> ValueError: Invalid format specifier '5.5.5' for object of type 'int'",
    ",, -> ValueError: Cannot specify ',' with ','.",
    ",_ -> ValueError: Cannot specify both ',' and '_'.",
    "__ -> ValueError: Cannot specify '_' with '_'.",
    ",d, -> ValueError: Invalid format specifier ',d,' for object of type 'int'",
    "d5 -> ValueError: Invalid format specifier 'd5' for object of type 'int'",
    "+- -> ValueError: Unknown format code '-' for object of type 'int'",
    "\x00 -> ValueError: Unknown format code '\\x0' for object of type 'int'",
    "é -> ValueError: Unknown format code '\\xe9' for object of type 'int'", '= -> 42',
    "<<< -> ValueError: Unknown format code '<' for object of type 'int'",
    "=+= -> ValueError: Unknown format code '=' for object of type 'int'",
    ",n -> ValueError: Cannot specify ',' with 'n'.",
    "_n -> ValueError: Cannot specify '_' with 'n'.",
    "d -> ValueError: Unknown format code 'd' for object of type 'float'",
    "s -> ValueError: Unknown format code 's' for object of type 'float'",
    "c -> ValueError: Unknown format code 'c' for object of type 'float'",
    "x -> ValueError: Unknown format code 'x' for object of type 'float'",
    "b -> ValueError: Unknown format code 'b' for object of type 'float'",
    '. -> ValueError: Format specifier missing precision',
    ",n -> ValueError: Cannot specify ',' with 'n'.",
    ",_f -> ValueError: Cannot specify both ',' and '_'.",
    "ff -> ValueError: Invalid format specifier 'ff' for object of type 'float'",
    "f5 -> ValueError: Invalid format specifier 'f5' for object of type 'float'",
    "é -> ValueError: Unknown format code '\\xe9' for object of type 'float'",
    '5 -> TypeError: unsupported format string passed to NoneType.__format__',
    's -> TypeError: unsupported format string passed to NoneType.__format__',
    'd -> TypeError: unsupported format string passed to NoneType.__format__',
    '>3 -> TypeError: unsupported format string passed to NoneType.__format__',
    '5 -> TypeError: unsupported format string passed to list.__format__',
    's -> TypeError: unsupported format string passed to list.__format__',
    'x -> TypeError: unsupported format string passed to dict.__format__',
    '5 -> TypeError: unsupported format string passed to type.__format__',
    "=10 -> ValueError: '=' alignment flag is not allowed in complex format specifier",
    '05 -> ValueError: Zero padding is not allowed in complex format specifier',
    "% -> ValueError: Unknown format code '%' for object of type 'complex'",
    "d -> ValueError: Unknown format code 'd' for object of type 'complex'",
    "s -> ValueError: Unknown format code 's' for object of type 'complex'",
    '5 -> TypeError: unsupported format string passed to bytes.__format__',
    "s -> ValueError: Unknown format code 's' for object of type 'bool'",
    "q -> ValueError: Unknown format code 'q' for object of type 'bool'",
]


class Default:
    def __str__(self):
        return "default str"


assert format(Default()) == "default str" == f"{Default()}" and format(None) == "None"
assert format([1]) == "[1]" and format(...) == "Ellipsis"


class Custom:
    def __format__(self, spec):
        return spec[::-1]


assert format(Custom(), "abc") == "cba" and f"{Custom():x{1 + 1}y}" == "y2x"
assert "{:q r}".format(Custom()) == "r q"


class StrSub(str):
    pass


assert format("a", StrSub(">3")) == "  a" and type(format(StrSub("a"))) in (str, StrSub)
assert format(StrSub("abc"), "5") == "abc  "
for i in range(1, 300, 7):
    assert len(format(i, str(i))) == max(i, len(str(i))) and format("x", "*^%d" % i).count("*") == i - 1
print("spec", len(table), len(texts), format(1234567.891, ",.1f"))
