//! Python's abstract grammar as one table: every class of node, its family and its fields.
//!
//! Classes, their documentation, the checks of trees that programs make, and the conversion
//! from and to the parser's trees all go by this table.

/// How many values a field holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Count {
    One,
    /// May be None.
    Optional,
    /// A list.
    Many,
    /// A list whose items may be None.
    ManyOptional,
}

/// A field of a node, read from the table's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// `expr`, `identifier`, ...
    pub ty: &'static str,
    pub count: Count,
    pub name: &'static str,
}

/// A family of nodes: the class that they derive from.
pub struct Family {
    pub name: &'static str,
    pub place: Place,
    /// The family has no class of its own: its only member is listed directly.
    pub product: bool,
}

/// Which position attributes nodes of a family have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    No,
    /// The end may be missing.
    Start,
    /// All four are required.
    Full,
}

macro_rules! grammar {
    ($( $family:ident $kind:ident $place:ident { $( $node:ident $fields:literal )* } )*) => {
        /// A class of nodes that can be instantiated.
        #[expect(non_camel_case_types, reason = "the names are those of the Python classes")]
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Node { $( $( $node, )* )* }

        /// (class, fields as the documentation writes them, index of the family)
        pub const NODES: &[(Node, &str, &str, &str)] =
            &[ $( $( (Node::$node, stringify!($node), $fields, stringify!($family)), )* )* ];

        pub const FAMILIES: &[Family] = &[ $( Family {
            name: stringify!($family), place: Place::$place, product: grammar!(@$kind),
        }, )* ];
    };
    (@sum) => { false };
    (@product) => { true };
}

grammar! {
    r#mod sum No {
        Module "stmt* body, type_ignore* type_ignores"
        Interactive "stmt* body"
        Expression "expr body"
        FunctionType "expr* argtypes, expr returns"
    }
    stmt sum Start {
        FunctionDef "identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params"
        AsyncFunctionDef "identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params"
        ClassDef "identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params"
        Return "expr? value"
        Delete "expr* targets"
        Assign "expr* targets, expr value, string? type_comment"
        TypeAlias "expr name, type_param* type_params, expr value"
        AugAssign "expr target, operator op, expr value"
        AnnAssign "expr target, expr annotation, expr? value, int simple"
        For "expr target, expr iter, stmt* body, stmt* orelse, string? type_comment"
        AsyncFor "expr target, expr iter, stmt* body, stmt* orelse, string? type_comment"
        While "expr test, stmt* body, stmt* orelse"
        If "expr test, stmt* body, stmt* orelse"
        With "withitem* items, stmt* body, string? type_comment"
        AsyncWith "withitem* items, stmt* body, string? type_comment"
        Match "expr subject, match_case* cases"
        Raise "expr? exc, expr? cause"
        Try "stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody"
        TryStar "stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody"
        Assert "expr test, expr? msg"
        Import "alias* names"
        ImportFrom "identifier? module, alias* names, int? level"
        Global "identifier* names"
        Nonlocal "identifier* names"
        Expr "expr value"
        Pass ""
        Break ""
        Continue ""
    }
    expr sum Start {
        BoolOp "boolop op, expr* values"
        NamedExpr "expr target, expr value"
        BinOp "expr left, operator op, expr right"
        UnaryOp "unaryop op, expr operand"
        Lambda "arguments args, expr body"
        IfExp "expr test, expr body, expr orelse"
        Dict "expr?* keys, expr* values"
        Set "expr* elts"
        ListComp "expr elt, comprehension* generators"
        SetComp "expr elt, comprehension* generators"
        DictComp "expr key, expr value, comprehension* generators"
        GeneratorExp "expr elt, comprehension* generators"
        Await "expr value"
        Yield "expr? value"
        YieldFrom "expr value"
        Compare "expr left, cmpop* ops, expr* comparators"
        Call "expr func, expr* args, keyword* keywords"
        FormattedValue "expr value, int conversion, expr? format_spec"
        Interpolation "expr value, constant str, int conversion, expr? format_spec"
        JoinedStr "expr* values"
        TemplateStr "expr* values"
        Constant "constant value, string? kind"
        Attribute "expr value, identifier attr, expr_context ctx"
        Subscript "expr value, expr slice, expr_context ctx"
        Starred "expr value, expr_context ctx"
        Name "identifier id, expr_context ctx"
        List "expr* elts, expr_context ctx"
        Tuple "expr* elts, expr_context ctx"
        Slice "expr? lower, expr? upper, expr? step"
    }
    expr_context sum No { Load "" Store "" Del "" }
    boolop sum No { And "" Or "" }
    operator sum No {
        Add "" Sub "" Mult "" MatMult "" Div "" Mod "" Pow "" LShift "" RShift "" BitOr "" BitXor "" BitAnd ""
        FloorDiv ""
    }
    unaryop sum No { Invert "" Not "" UAdd "" USub "" }
    cmpop sum No { Eq "" NotEq "" Lt "" LtE "" Gt "" GtE "" Is "" IsNot "" In "" NotIn "" }
    comprehension product No { comprehension "expr target, expr iter, expr* ifs, int is_async" }
    excepthandler sum Start { ExceptHandler "expr? type, identifier? name, stmt* body" }
    arguments product No {
        arguments "arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults"
    }
    arg product Start { arg "identifier arg, expr? annotation, string? type_comment" }
    keyword product Start { keyword "identifier? arg, expr value" }
    alias product Start { alias "identifier name, identifier? asname" }
    withitem product No { withitem "expr context_expr, expr? optional_vars" }
    match_case product No { match_case "pattern pattern, expr? guard, stmt* body" }
    pattern sum Full {
        MatchValue "expr value"
        MatchSingleton "constant value"
        MatchSequence "pattern* patterns"
        MatchMapping "expr* keys, pattern* patterns, identifier? rest"
        MatchClass "expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns"
        MatchStar "identifier? name"
        MatchAs "pattern? pattern, identifier? name"
        MatchOr "pattern* patterns"
    }
    type_ignore sum No { TypeIgnore "int lineno, string tag" }
    type_param sum Full {
        TypeVar "identifier name, expr? bound, expr? default_value"
        ParamSpec "identifier name, expr? default_value"
        TypeVarTuple "identifier name, expr? default_value"
    }
}

impl Family {
    /// The name without the mark of a Rust keyword.
    pub fn python_name(&self) -> &'static str {
        python_name(self.name)
    }

    /// The nodes of the family.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        let name = self.name;
        NODES.iter().filter(move |row| row.3 == name).map(|row| row.0)
    }
}

fn python_name(name: &'static str) -> &'static str {
    name.strip_prefix("r#").unwrap_or(name)
}

impl Node {
    pub fn name(self) -> &'static str {
        NODES[self as usize].1
    }

    pub fn family(self) -> &'static Family {
        let name = NODES[self as usize].3;
        FAMILIES.iter().find(|f| f.name == name).expect("the macro makes both tables of one text")
    }

    /// `Name(identifier id, expr_context ctx)`
    pub fn signature(self) -> String {
        let (_, name, fields, _) = NODES[self as usize];
        if fields.is_empty() { name.to_owned() } else { format!("{name}({fields})") }
    }

    pub fn fields(self) -> impl Iterator<Item = Field> {
        NODES[self as usize].2.split(", ").filter(|text| !text.is_empty()).map(|text| {
            let (ty, name) = text.split_once(' ').expect("the table writes a type before each name");
            let (bare, count) = match ty.trim_end_matches(['?', '*']) {
                bare if ty.ends_with("?*") => (bare, Count::ManyOptional),
                bare if ty.ends_with('*') => (bare, Count::Many),
                bare if ty.ends_with('?') => (bare, Count::Optional),
                bare => (bare, Count::One),
            };
            Field { ty: bare, count, name }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_stand_at_their_own_number() {
        for (i, row) in NODES.iter().enumerate() {
            assert_eq!(row.0 as usize, i);
            assert!(row.0.family().nodes().any(|n| n == row.0));
        }
        assert_eq!(Node::Module.family().python_name(), "mod");
    }

    #[test]
    fn fields_are_read_from_the_text() {
        let fields: Vec<Field> = Node::Dict.fields().collect();
        assert_eq!(fields[0], Field { ty: "expr", count: Count::ManyOptional, name: "keys" });
        assert_eq!(fields[1], Field { ty: "expr", count: Count::Many, name: "values" });
        assert_eq!(Node::Pass.fields().count(), 0);
        assert_eq!(Node::Return.fields().next().map(|f| f.count), Some(Count::Optional));
    }
}
