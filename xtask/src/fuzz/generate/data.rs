//! Statements that call the methods of the builtin types, with arguments good and bad.

use super::{Gen, Type};

impl Gen<'_> {
    /// A list and a dozen things done to it, printed after each.
    pub(super) fn list_calls(&mut self) {
        let name = self.fresh("l");
        let start = self.rng.pick(&["[]", "[1, 2, 3]", "[5, 3.0, 4, True]", "list('hello')"]);
        self.line(&format!("{name} = {start}"));
        for _ in 0..3 + self.rng.below(6) {
            let (i, j, k) = (self.small(1), self.small(1), self.small(1));
            let value = self.int(1);
            let call = match self.rng.below(20) {
                0 => format!("{name}.append({value})"),
                1 => format!("{name}.insert({i}, {value})"),
                2 => format!("print({name}.pop({i}))"),
                3 => format!("{name}[{i}] = {value}"),
                4 => format!("del {name}[{i}]"),
                5 => format!("{name}[{i}:{j}] = {}", self.list(1)),
                6 => format!("{name}[{i}:{j}:{k}] = {}", self.list(1)),
                7 => format!("del {name}[{i}:{j}:{k}]"),
                8 => format!("{name}.extend({})", self.rng.pick(&["(1, 2)", "'ab'", "{3: 4}", "7"])),
                9 => format!("{name}.remove({value})"),
                10 => format!("print({name}.index({value}, {i}, {j}))"),
                11 => format!("{name}.sort(key=lambda x: (str(x), x))"),
                12 => format!("{name}.sort(reverse=True)"),
                13 => format!("{name}.reverse()"),
                14 => format!("{name} *= {}", self.rng.below(3)),
                15 => format!("{name} += {}", self.list(1)),
                16 => format!("print({name}.count({value}), {value} in {name})"),
                17 => format!("print({name}[{i}:{j}:{k}], {name}[{i}])"),
                18 => format!("print(max({name}), min({name}, key=str), sum({name}))"),
                _ => format!("{name} = {name}.copy() + [{name}[:2]]"),
            };
            self.guarded(|g| g.line(&call));
            self.line(&format!("print({name})"));
        }
    }

    pub(super) fn dict_calls(&mut self) {
        let name = self.fresh("d");
        let start = self.dict(2);
        self.line(&format!("{name} = {{}}"));
        self.guarded(|g| g.line(&format!("{name} = {start}")));
        for _ in 0..3 + self.rng.below(6) {
            let key = match self.rng.below(5) {
                0 => self.str(0),
                1 => self.float(0),
                2 => "[]".to_owned(),
                3 => "(1, 'a')".to_owned(),
                _ => self.rng.below(5).to_string(),
            };
            let value = self.int(1);
            let call = match self.rng.below(16) {
                0..3 => format!("{name}[{key}] = {value}"),
                3 => format!("del {name}[{key}]"),
                4 => format!("print({name}.pop({key}, 'none'))"),
                5 => format!("print({name}.pop({key}))"),
                6 => format!("print({name}.setdefault({key}, {value}))"),
                7 => format!("print({name}.popitem())"),
                8 => format!("{name}.update({})", self.dict(1)),
                9 => format!("{name} |= {}", self.rng.pick(&["{1: 'one'}", "[(2, 3)]", "[1]", "{}"])),
                10 => format!("print({name}.get({key}), {key} in {name})"),
                11 => format!("print(list({name}.keys()), list(reversed({name}.values())))"),
                12 => format!("print({name} == {}, len({name}))", self.dict(1)),
                13 => format!("for k in {name}: {name}[str(k) + 'x'] = 1"),
                14 => format!("print({name}.keys() & {{1, 2}}, {name}.items() >= {name}.items())"),
                _ => format!("{name} = dict.fromkeys({}, {value})", self.list(1)),
            };
            self.guarded(|g| g.line(&call));
            self.line(&format!("print({name})"));
        }
    }

    pub(super) fn str_calls(&mut self) {
        let name = self.fresh("s");
        let start = self.str(2);
        self.line(&format!("{name} = 'a'"));
        self.guarded(|g| g.line(&format!("{name} = {start}")));
        for _ in 0..3 + self.rng.below(5) {
            let (i, j) = (self.small(0), self.small(0));
            let other = self.str(1);
            let call = match self.rng.below(20) {
                0 => format!("{name}.split({})", self.rng.pick(&["", "None, 1", "','", "'l', 2", "''"])),
                1 => format!("{name}.rsplit({})", self.rng.pick(&["", "None, 1", "','", "'l', 1"])),
                2 => format!("{name}.partition({other})"),
                3 => format!("{name}.rpartition({other})"),
                4 => format!("{name}.find({other}, {i}, {j})"),
                5 => format!("{name}.rindex({other})"),
                6 => format!("{name}.count({other}, {i})"),
                7 => format!("{name}.startswith(({other}, 'a'), {i}, {j})"),
                8 => format!("{name}.endswith({other})"),
                9 => format!("{name}.splitlines({})", self.rng.pick(&["", "True"])),
                10 => format!("({name}.isalpha(), {name}.isdigit(), {name}.isupper(), {name}.istitle())"),
                11 => format!("({name}.isidentifier(), {name}.isspace(), {name}.isnumeric())"),
                12 => format!(
                    "{name}.encode({})",
                    self.rng.pick(&[
                        "",
                        "'latin-1'",
                        "'ascii', 'replace'",
                        "'utf-16-le'",
                        "'ascii', 'xmlcharrefreplace'",
                        "'utf-8', 'surrogatepass'"
                    ])
                ),
                13 => format!("({name} < {other}, {name} == {other}, {name} in {other})"),
                14 => format!("{name}.{}.{}", self.str_method(), self.str_method()),
                15 => format!("[c for c in {name}][{i}:{j}]"),
                16 => format!("[ord(c) for c in {name}[{i}:]]"),
                17 => format!("{name}.join({})", self.rng.pick(&["'abc'", "['x', 'é']", "[1]", "()"])),
                18 => format!("{name}.format({}, x={other})", self.int(1)),
                _ => format!("int({name})"),
            };
            self.guarded(|g| g.print(&call));
        }
    }

    pub(super) fn bytes_calls(&mut self) {
        let name = self.fresh("b");
        let value = self.expr(Type::Bytes, 1);
        let maker = self.rng.pick(&["bytes", "bytearray"]);
        self.line(&format!("{name} = {maker}({value})"));
        for _ in 0..2 + self.rng.below(5) {
            let (i, j) = (self.small(1), self.small(1));
            let other = self.expr(Type::Bytes, 0);
            let call = match self.rng.below(15) {
                0 => format!("{name} + {other}"),
                1 => format!("{name}[{i}]"),
                2 => format!("{name}[{i}:{j}]"),
                3 => format!("{name}.find({other})"),
                4 => format!("{name}.split({})", self.rng.pick(&["", "b','", "b''"])),
                5 => format!(
                    "{name}.decode({})",
                    self.rng.pick(&["", "'ascii'", "'utf-8', 'replace'", "'latin-1'", "'ascii', 'backslashreplace'"])
                ),
                6 => format!("{name}.hex({})", self.rng.pick(&["", "':'", "'-', 2"])),
                7 => format!("{name}.replace(b'a', {other})"),
                8 => format!("({other} in {name}, {name} == {other}, {name} < {other})"),
                9 => format!("list({name})[{i}:{j}]"),
                10 => format!("{name}.upper().title().strip()"),
                11 => format!("int.from_bytes({name}, 'big')"),
                12 => format!("memoryview(bytes({name}))[{i}:{j}].tolist()"),
                13 => format!("({}).to_bytes({}, 'little', signed=True)", self.int(1), self.small(0)),
                _ => format!("b'%d|%s|%x' % ({}, {other}, 255)", self.int(1)),
            };
            self.guarded(|g| g.print(&call));
            if maker == "bytearray" && self.rng.one_in(2) {
                let change = match self.rng.below(5) {
                    0 => format!("{name}.append({})", self.int(0)),
                    1 => format!("{name}[{i}:{j}] = {other}"),
                    2 => format!("del {name}[{i}]"),
                    3 => format!("{name} += {other}"),
                    _ => format!("{name}[{i}] = {}", self.int(0)),
                };
                self.guarded(|g| g.line(&change));
            }
        }
    }

    /// Sets of ints, always printed sorted.
    pub(super) fn set_calls(&mut self) {
        let name = self.fresh("t");
        let list = self.list(2);
        self.line(&format!("{name} = {{1, 2}}"));
        self.guarded(|g| g.line(&format!("{name} = set({list})")));
        for _ in 0..2 + self.rng.below(4) {
            let other = self.rng.pick(&["{1, 5}", "set()", "{1, 2, 3, 4, 8}", "frozenset([2])"]);
            let value = self.int(1);
            let call = match self.rng.below(11) {
                0 => format!("{name} | {other}"),
                1 => format!("{name} & {other}"),
                2 => format!("{name} - {other}"),
                3 => format!("{name} ^ {other}"),
                4 => format!("{name}.union([1, 2], {other})"),
                5 => format!("[{name} < {other}, {name} >= {other}, {name} == {other}]"),
                6 => format!("[{name}.isdisjoint({other}), {value} in {name}]"),
                7 => format!("[{name}.add({value})]"),
                8 => format!("[{name}.discard({value})]"),
                9 => format!("[{name}.remove({value})]"),
                _ => format!("[{name}.difference_update({other})]"),
            };
            self.guarded(|g| g.print(&format!("sorted({call}, key=repr)")));
        }
        self.line(&format!("print(sorted({name}), len({name}), hash(frozenset({name})) is not None)"));
    }

    /// `format()` and `%` with random specifications.
    pub(super) fn format_specs(&mut self) {
        for _ in 0..2 + self.rng.below(5) {
            let fill = self.rng.pick(&["", "*", "0", "é"]);
            let align = self.rng.pick(&["", "<", ">", "^", "="]);
            let sign = self.rng.pick(&["", "+", "-", " "]);
            let alt = self.rng.pick(&["", "", "#"]);
            let width = self.rng.pick(&["", "5", "012", "20"]);
            let group = self.rng.pick(&["", "", ",", "_"]);
            let precision = self.rng.pick(&["", "", ".0", ".3", ".17"]);
            let kind = self.rng.pick(&["", "d", "x", "X", "o", "b", "c", "n", "e", "f", "g", "G", "%", "s"]);
            let fill = if align.is_empty() { "" } else { fill };
            let spec = format!("{fill}{align}{sign}{alt}{width}{group}{precision}{kind}");
            let value = match self.rng.below(4) {
                0 => self.float(1),
                1 => self.str(0),
                _ => self.int(1),
            };
            self.guarded(|g| g.print(&format!("format({value}, '{spec}')")));
            if self.rng.one_in(2) {
                let flags = self.rng.pick(&["", "-", "+", " ", "0", "#", "#0"]);
                let kind = self.rng.pick(&["d", "i", "x", "o", "e", "f", "g", "s", "r", "a", "c"]);
                let width = self.rng.pick(&["", "7", "15"]);
                let precision = self.rng.pick(&["", ".2", ".10"]);
                let spec = format!("%{flags}{width}{precision}{kind}");
                self.guarded(|g| g.print(&format!("'{spec}' % ({value},)")));
            }
        }
    }

    pub(super) fn unpacking(&mut self) {
        let targets = [
            "a, b",
            "a, *b",
            "*a, b",
            "a, (b, *c), d",
            "[a, b, c]",
            "a, *b, c",
            "(a, b), c = d, e",
            "a = b = c",
            "*a, *b",
        ];
        let target = self.rng.pick(&targets[..8]);
        let value = match self.rng.below(6) {
            0 => self.list(2),
            1 => self.str(1),
            2 => "1, (2, 3, 4), 5".to_owned(),
            3 => "((1, 2), 3)".to_owned(),
            4 => self.int(0),
            _ => "{'x': 1, 'y': 2}".to_owned(),
        };
        self.line("a = b = c = d = e = None");
        self.guarded(|g| g.line(&format!("{target} = {value}")));
        self.line("print(a, b, c, d, e)");
        let more = self.list(1);
        self.guarded(|g| {
            g.line(&format!("print(*{more}, *'ab', sep='-')"));
            g.line(&format!("print([*{more}, 0], {{**{{'a': 1}}, 'b': 2}}, (*{more},))"));
        });
    }
}
