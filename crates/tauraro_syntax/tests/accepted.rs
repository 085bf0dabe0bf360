//! Texts that the fast parser misjudges and this crate mends, and trees that it fixes up.

use tauraro_syntax::ast::{Expr, Mod, Stmt};
use tauraro_syntax::{Flags, Mode, Ranged, literal, parse};

fn statements(source: &str) -> Vec<Stmt> {
    match parse(source, Mode::Module, Flags::default()).expect("accepted").ast {
        Mod::Module(module) => module.body.to_vec(),
        Mod::Expression(_) => panic!("a module was asked for"),
    }
}

fn rejected(source: &str) -> (String, Option<u32>, Option<i32>) {
    let error = parse(source, Mode::Module, Flags::default()).expect_err("rejected");
    (error.msg, error.lineno, error.offset)
}

#[test]
fn bare_raise_before_a_semicolon() {
    for source in ["raise;\n", "raise ; x\n", "if x: raise; y\n", "try: x\nexcept: raise; y = 1\n"] {
        statements(source);
    }
    let body = statements("raise; x\n");
    assert_eq!(body.len(), 2);
    assert!(matches!(&body[0], Stmt::Raise(raise) if raise.exc.is_none()));
}

/// `match` behind a semicolon is a name.
#[test]
fn match_behind_a_semicolon() {
    let body = statements("x; match = 1; match(y)\n");
    assert_eq!(body.len(), 3);
    assert!(body[1].is_assign_stmt() && body[2].is_expr_stmt());
    statements("def f(): x; match\n");
}

#[test]
fn names_of_characters_that_have_no_official_name() {
    let source = "x = f(1, '\\N{LF}\\N{NULL}', 'b')\n";
    let body = statements(source);
    let Stmt::Assign(assign) = &body[0] else { panic!("an assignment") };
    let Expr::Call(call) = &*assign.value else { panic!("a call") };
    assert_eq!(call.arguments.args.len(), 3);
    let range = call.arguments.args[1].range();
    let token = &source[range.start().to_usize()..range.end().to_usize()];
    assert_eq!(literal::decode_str(token).as_deref(), Ok(&b"\n\0"[..]));
    statements("f'\\N{LF}{x}'\n");
}

#[test]
fn barry_as_flufl() {
    let body = statements("from __future__ import barry_as_FLUFL\nx = 1 <> 2\n");
    let Stmt::Assign(assign) = &body[1] else { panic!("an assignment") };
    assert!(assign.value.is_compare_expr());
    assert_eq!(
        rejected("from __future__ import barry_as_FLUFL\nx = 1 != 2\n"),
        ("with Barry as BDFL, use '<>' instead of '!='".to_string(), Some(2), Some(7))
    );
    let flags = Flags { barry_as_flufl: true, ..Flags::default() };
    assert!(parse("1 <> 2\n", Mode::Module, flags).is_ok());
    assert!(parse("1 <> 2\n", Mode::Module, Flags::default()).is_err());
}

#[test]
fn operands_and_patterns_that_only_the_fast_parser_takes() {
    assert_eq!(rejected("def f(): yield / 2\n").0, "invalid syntax");
    assert_eq!(rejected("x = yield, 1\n").0, "invalid syntax");
    assert_eq!(rejected("{1: 2, **a and b}\n"), ("invalid syntax".to_string(), Some(1), Some(12)));
    assert_eq!(rejected("raise 1from x\n").0, "invalid decimal literal");
    assert_eq!(rejected("match x:\n    case _.a: pass\n").0, "invalid syntax");
    assert_eq!(rejected("match x:\n    case -1j ** 2: pass\n").0, "invalid syntax");
    assert_eq!(
        rejected("match x:\n    case {f'a': 1}: pass\n").0,
        "patterns may only match literals and attribute lookups"
    );
    assert_eq!(rejected("\u{feff}\u{feff}x\n").0, "invalid non-printable character U+FEFF");
}

#[test]
fn the_last_finished_compound_statement() {
    let error = parse("if x:\n    for a in b: pass\n    retrun 1\n", Mode::Module, Flags::default());
    assert_eq!(error.expect_err("rejected").metadata, Some((2, 4)));
    let error = parse("def f(): pass\nimprt os\n", Mode::Module, Flags::default());
    assert_eq!(error.expect_err("rejected").metadata, Some((0, 0)));
}

/// Literal parts of f-strings are decoded from the ranges in the tree.
#[test]
fn ranges_of_fstring_parts() {
    let source = "f'a{{b}}\\n{x:>{{{y}c}}'\n";
    let source_good = "f'a{{b}}\\n{x:>{y}c}\\ud800'\n";
    assert!(parse(source, Mode::Module, Flags::default()).is_err());
    let body = statements(source_good);
    let Stmt::Expr(statement) = &body[0] else { panic!("an expression") };
    let Expr::FString(fstring) = &*statement.value else { panic!("an f-string") };
    let parts: Vec<Vec<u8>> = fstring
        .value
        .elements()
        .filter_map(|element| element.as_literal())
        .map(|part| {
            let range = part.range();
            let text = &source_good[range.start().to_usize()..range.end().to_usize()];
            literal::decode_fstring_text(text, false).expect("good escapes")
        })
        .collect();
    assert_eq!(parts, [b"a{b}\n".to_vec(), b"\xed\xa0\x80".to_vec()]);
}
