//! Typed random expressions. The operands stand where representations change: the ends of the
//! immediate ints (51 bits), of 32, 63 and 64 bits, signed zeros, subnormals, non-ASCII text.

use super::Gen;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Int,
    Float,
    Bool,
    Str,
    Bytes,
    List,
    Dict,
}

const INTS: [&str; 34] = [
    "0",
    "1",
    "-1",
    "2",
    "3",
    "-3",
    "7",
    "10",
    "-10",
    "63",
    "64",
    "255",
    "1000",
    "2147483647",
    "-2147483648",
    "4294967296",
    "1125899906842623",
    "1125899906842624",
    "1125899906842625",
    "-1125899906842624",
    "-1125899906842625",
    "2251799813685247",
    "4503599627370496",
    "9007199254740993",
    "4611686018427387904",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551615",
    "-18446744073709551616",
    "340282366920938463463374607431768211457",
    "10**25",
    "True",
    "False",
];
const FLOATS: [&str; 24] = [
    "0.0",
    "-0.0",
    "0.5",
    "1.0",
    "-1.5",
    "0.1",
    "2.675",
    "1e16",
    "1e22",
    "123456789.125",
    "1e-7",
    "5e-324",
    "2.2250738585072014e-308",
    "1.7976931348623157e308",
    "-1e308",
    "9007199254740992.0",
    "1125899906842624.0",
    "9.223372036854776e18",
    "1e100",
    "3.141592653589793",
    "float('inf')",
    "float('-inf')",
    "float('nan')",
    "-7.0",
];
const STRS: [&str; 28] = [
    "''",
    "'a'",
    "'abc'",
    "'Hello World'",
    "'hello, wide world'",
    "'ß'",
    "'éa'",
    "'日本語'",
    "'😀x'",
    "'ǅ'",
    "'ŉ'",
    "'İi'",
    "' \\t x\\n'",
    "'a,b,,c'",
    "'123'",
    "'-7'",
    "'1_000'",
    "'\\x00'",
    "'%s'",
    "'{}'",
    "'x' * 40",
    "'a\\nb\\r\\nc\\x0bd\\u2028e'",
    "'\\ud800'",
    "'٣'",
    "'ﬁne'",
    "'σς'",
    "'\\'\"'",
    "'tab\\there'",
];
const BYTES: [&str; 9] = [
    "b''",
    "b'a'",
    "b'abc'",
    "b'\\x00\\xff'",
    "b'Hello World'",
    "b'a,b,,c'",
    "bytes(range(5))",
    "b'\\xc3\\xa9'",
    "b' x '",
];

impl Type {
    /// A value to go on with where an expression raised.
    pub(super) fn default_literal(self) -> &'static str {
        match self {
            Type::Int => "5",
            Type::Float => "2.5",
            Type::Bool => "True",
            Type::Str => "'dflt'",
            Type::Bytes => "b'dflt'",
            Type::List => "[1, 2, 3]",
            Type::Dict => "{1: 2}",
        }
    }
}

impl Gen<'_> {
    pub(super) fn any_type(&mut self) -> Type {
        let types = [Type::Int, Type::Int, Type::Float, Type::Str, Type::Bytes, Type::List, Type::Dict];
        types[self.rng.below(types.len())]
    }

    /// An expression of the type (as far as a dynamic language lets one promise).
    pub(super) fn expr(&mut self, kind: Type, depth: usize) -> String {
        if self.rng.one_in(4)
            && let Some(name) = self.var(kind)
        {
            return name;
        }
        match kind {
            Type::Int => self.int(depth),
            Type::Float => self.float(depth),
            Type::Bool => self.bool(depth),
            Type::Str => self.str(depth),
            Type::Bytes => self.rng.pick(&BYTES).to_owned(),
            Type::List => self.list(depth),
            Type::Dict => self.dict(depth),
        }
    }

    fn var(&mut self, kind: Type) -> Option<String> {
        let fitting: Vec<&String> = self.vars.iter().filter(|(_, k)| *k == kind).map(|(name, _)| name).collect();
        if fitting.is_empty() {
            return None;
        }
        Some(fitting[self.rng.below(fitting.len())].clone())
    }

    /// A small number for a place where a large one would take the machine's memory.
    pub(super) fn small(&mut self, depth: usize) -> String {
        match self.rng.below(3) {
            0 => format!("({} % 7)", self.int(depth.min(1))),
            1 => format!("-{}", self.rng.below(9)),
            _ => self.rng.below(9).to_string(),
        }
    }

    pub(super) fn int(&mut self, depth: usize) -> String {
        if depth == 0 || self.rng.one_in(5) {
            return self.rng.pick(&INTS).to_owned();
        }
        let d = depth - 1;
        let a = self.expr(Type::Int, d);
        let b = self.expr(Type::Int, d);
        match self.rng.below(26) {
            0..3 => format!("({a} + {b})"),
            3..6 => format!("({a} - {b})"),
            6..8 => format!("({a} * {b})"),
            8 => format!("({a} // {b})"),
            9 => format!("({a} % {b})"),
            10 => format!("({a} & {b})"),
            11 => format!("({a} | {b})"),
            12 => format!("({a} ^ {b})"),
            13 => format!("({a} << ({b} % 70))"),
            14 => format!("({a} >> ({b} % 70))"),
            15 => format!("(-{a})"),
            16 => format!("(~{a})"),
            17 => format!("(({a}) ** {})", self.rng.below(6)),
            18 => format!("abs({a})"),
            19 => format!("{}({a}, {b})", self.rng.pick(&["min", "max"])),
            20 => format!("divmod({a}, {b})[{}]", self.rng.below(2)),
            21 => format!("pow({a}, {b} % 40, {})", self.rng.pick(&["7", "1", "-5", "10**9+7"])),
            22 => format!("round({a}, {})", self.small(0)),
            23 => format!("({a}).{}()", self.rng.pick(&["bit_length", "bit_count", "__index__"])),
            24 => format!("({a} if {} else {b})", self.bool(d)),
            _ => self.int_of_other(d),
        }
    }

    fn int_of_other(&mut self, depth: usize) -> String {
        match self.rng.below(9) {
            0 => format!("len({})", self.str(depth)),
            1 => format!("int({})", self.float(depth)),
            2 => format!("hash({})", self.int(depth)),
            3 => format!("(lambda q: hash(q) if q == q else 0)({})", self.float(depth)),
            4 => format!("int({}, {})", self.str(0), self.rng.pick(&["0", "2", "10", "16", "36"])),
            5 => format!("sum([{}, {}])", self.int(depth), self.int(depth)),
            6 => format!("len({})", self.list(depth)),
            7 => format!("int.from_bytes({}, {})", self.rng.pick(&BYTES), "'little', signed=True"),
            _ => format!("round({})", self.float(depth)),
        }
    }

    pub(super) fn float(&mut self, depth: usize) -> String {
        if depth == 0 || self.rng.one_in(5) {
            return self.rng.pick(&FLOATS).to_owned();
        }
        let d = depth - 1;
        let a = self.expr(Type::Float, d);
        let b = if self.rng.one_in(3) { self.int(d) } else { self.expr(Type::Float, d) };
        match self.rng.below(14) {
            0..3 => format!("({a} + {b})"),
            3 | 4 => format!("({a} - {b})"),
            5 | 6 => format!("({a} * {b})"),
            7 => format!("({a} / {b})"),
            8 => format!("({b} // {a})"),
            9 => format!("({a} % {b})"),
            10 => format!("(({a}) ** {})", self.rng.pick(&["2", "-1", "0.5", "0", "3"])),
            11 => format!("round({a}, {})", self.small(0)),
            12 => format!("({} / {})", self.int(d), self.int(d)),
            _ => format!("(-{a})"),
        }
    }

    pub(super) fn bool(&mut self, depth: usize) -> String {
        let d = depth.saturating_sub(1);
        let op = self.rng.pick(&["<", "<=", "==", "!=", ">", ">="]);
        match self.rng.below(11) {
            0 | 1 => format!("({} {op} {})", self.int(d), self.int(d)),
            2 => format!("({} {op} {})", self.int(d), self.float(d)),
            3 => format!("({} {op} {})", self.float(d), self.float(d)),
            4 => format!("({} {op} {})", self.str(d), self.str(d)),
            5 => format!("({} in {})", self.str(0), self.str(d)),
            6 => format!("({} in {})", self.int(0), self.list(d)),
            7 => format!("(not {})", self.int(d)),
            8 if depth > 0 => format!("({} and {})", self.bool(d), self.bool(d)),
            9 if depth > 0 => format!("({} or {})", self.bool(d), self.bool(d)),
            10 => format!("({} {op} {} {op} {})", self.int(d), self.int(d), self.int(d)),
            _ => format!("({} {op} {})", self.list(d.min(1)), self.list(d.min(1))),
        }
    }

    pub(super) fn str(&mut self, depth: usize) -> String {
        if depth == 0 || self.rng.one_in(5) {
            return self.rng.pick(&STRS).to_owned();
        }
        let d = depth - 1;
        let a = self.expr(Type::Str, d);
        match self.rng.below(14) {
            0 | 1 => format!("({a} + {})", self.str(d)),
            2 => format!("({a} * ({} % 4))", self.int(d)),
            3 => format!("({a})[{}:{}]", self.small(d), self.small(d)),
            4 => format!("({a})[::{}]", self.rng.pick(&["-1", "2", "-2", "3"])),
            5 => format!("({a})[{}]", self.small(d)),
            6 => format!("({a}).{}", self.str_method()),
            7 => format!("repr({a})"),
            8 => format!("str({})", self.int(d)),
            9 => format!("repr({})", self.float(d)),
            10 => format!("f'{{{}}}|{{{}!r:>6}}'", self.quoteless_int(), self.quoteless_int()),
            11 => format!("({a} % ({},))", self.int(d)),
            12 => format!("({a} if {} else 'no')", self.bool(d)),
            _ => format!("{}.join([{a}, {}])", self.str(0), self.str(d)),
        }
    }

    /// An expression without quotes, for the inside of an f-string that every version reads.
    fn quoteless_int(&mut self) -> String {
        match self.var(Type::Int) {
            Some(name) if self.rng.one_in(2) => name,
            _ => self.rng.pick(&INTS).to_owned(),
        }
    }

    pub(super) fn str_method(&mut self) -> String {
        let plain = [
            "upper()",
            "lower()",
            "title()",
            "swapcase()",
            "capitalize()",
            "casefold()",
            "strip()",
            "lstrip()",
            "rstrip()",
            "zfill(9)",
            "expandtabs(3)",
            "center(11, '*')",
            "ljust(6, '.')",
            "rjust(8)",
            "replace('a', 'bb')",
            "replace('', '-')",
            "replace('l', '', 1)",
            "removeprefix('a')",
            "removesuffix('c')",
            "strip('ad ')",
            "translate({97: 'xy', 98: None})",
        ];
        self.rng.pick(&plain).to_owned()
    }

    pub(super) fn list(&mut self, depth: usize) -> String {
        let d = depth.saturating_sub(1);
        match self.rng.below(if depth == 0 { 3 } else { 9 }) {
            0 => "[]".to_owned(),
            1 => format!("[{}, {}, {}]", self.int(d), self.int(d), self.int(d)),
            2 => "[3, 1, 2, 1]".to_owned(),
            3 => format!("list(range({}, {}, {}))", self.small(0), self.small(0), self.small(0)),
            4 => format!("({} + {})", self.list(d), self.list(d)),
            5 => format!("({} * ({} % 4))", self.list(d), self.int(d)),
            6 => format!("{}[{}:{}]", self.list(d), self.small(d), self.small(d)),
            7 => format!("[x {} for x in {}]", self.rng.pick(&["+ 1", "* 3", "// 2", "& 6"]), self.list(d)),
            _ => format!("sorted({}, reverse={})", self.list(d), self.bool(0)),
        }
    }

    pub(super) fn dict(&mut self, depth: usize) -> String {
        let d = depth.saturating_sub(1);
        match self.rng.below(5) {
            0 => "{}".to_owned(),
            1 => format!("{{{}: {}, {}: {}}}", self.int(d), self.int(d), self.str(d), self.str(d)),
            2 => format!("{{1: {}, 1.0: {}, True: 3}}", self.int(d), self.str(d)),
            3 => format!("{{x: x * x for x in {}}}", self.list(d)),
            _ => format!("dict(zip({}, {}))", self.list(d), self.list(d)),
        }
    }
}
