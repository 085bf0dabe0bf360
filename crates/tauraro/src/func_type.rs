//! `compile(..., mode="func_type")`: the signature in a type comment, `(int, *str) -> bool`.

use tauraro_core::{PyResult, Value, Vm};
use tauraro_stdlib::_ast::{self, grammar::Node};
use tauraro_syntax::ast::{ArgOrKeyword, Expr, Mod};
use tauraro_syntax::{ErrorKind, Flags, Mode, SyntaxError};

/// Stands before the text, so that the parameters are the arguments of a call; a line of its own
/// leaves columns as they are.
const CALLEE: &str = "f\\\n";

/// The node, or where the text is wrong.
pub(crate) fn parse(vm: &mut Vm, source: &str) -> PyResult<Result<Value, SyntaxError>> {
    if source.starts_with([' ', '\t', '\x0c']) {
        return Ok(Err(SyntaxError {
            kind: ErrorKind::Indentation,
            msg: "unexpected indent".into(),
            ..invalid(source)
        }));
    }
    let Some(arrow) = find_arrow(source) else { return Ok(Err(invalid(source))) };
    let (parameters, result) = (&source[..arrow], &source[arrow + 2..]);
    let parameters = format!("{CALLEE}{}", parameters);
    let result = result.trim();
    let parsed = |text: &str| tauraro_syntax::parse(text, Mode::Eval, Flags::default());
    let (first, second) = match (parsed(&parameters), parsed(result)) {
        (Ok(first), Ok(second)) => (first, second),
        _ => return Ok(Err(invalid(source))),
    };
    let Mod::Expression(call) = &first.ast else { return Ok(Err(invalid(source))) };
    let Expr::Call(call) = &*call.body else { return Ok(Err(invalid(source))) };
    let types = vm.new_list(&[])?;
    for argument in call.arguments.iter_source_order() {
        let value = match argument {
            ArgOrKeyword::Arg(Expr::Starred(starred)) => &*starred.value,
            ArgOrKeyword::Arg(value) => value,
            ArgOrKeyword::Keyword(keyword) if keyword.arg.is_none() => &keyword.value,
            ArgOrKeyword::Keyword(_) => return Ok(Err(invalid(source))),
        };
        let node = crate::tree::export_expr(vm, value, &parameters)?;
        let ast = tauraro_stdlib::import_module(vm, "ast")?;
        vm.call_method(ast, "increment_lineno", &[node, Value::small(-1)])?;
        types.push(vm, node)?;
    }
    let Mod::Expression(second) = &second.ast else { return Ok(Err(invalid(source))) };
    let returns = crate::tree::export_expr(vm, &second.body, result)?;
    _ast::new_node(vm, Node::FunctionType, &[types.value(), returns]).map(Ok)
}

/// Where the arrow behind the parameters' bracket stands.
fn find_arrow(source: &str) -> Option<usize> {
    let text = source;
    if !text.starts_with('(') {
        return None;
    }
    let mut depth = 0_usize;
    for (i, c) in source.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            '-' if depth == 0 => return source[i..].starts_with("->").then_some(i),
            _ => {}
        }
    }
    None
}

fn invalid(source: &str) -> SyntaxError {
    SyntaxError {
        lineno: Some(1),
        offset: Some(1),
        end_lineno: Some(1),
        end_offset: Some(1),
        text: source.lines().next().map(str::to_owned),
        ..SyntaxError::bare(ErrorKind::Syntax, "invalid syntax")
    }
}
