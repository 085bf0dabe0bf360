//! What tracebacks ask the parser: where the operator of an expression is, and whether a
//! statement is no more than a call.

use crate::keyword;
use tauraro_interp::display::{Anchors, SourceTools, Statement};
use tauraro_syntax::ast::{Expr, Mod, Stmt};
use tauraro_syntax::{Flags, Mode, Ranged};

/// For `display::set_tools`.
pub(crate) const TOOLS: SourceTools = SourceTools { decode, anchors, statement, keyword: keyword::misspelt };

fn decode(bytes: &[u8]) -> Option<String> {
    tauraro_syntax::decode_source(bytes).ok()
}

/// The statements of a text that parses.
fn body(text: &str) -> Option<Vec<Stmt>> {
    let parsed = tauraro_syntax::parse(text, Mode::Module, Flags::default()).ok()?;
    match parsed.ast {
        Mod::Module(module) => Some(module.body.into_iter().collect()),
        Mod::Expression(_) => None,
    }
}

/// Text in front of an expression that lets it go over several lines.
const OPENED: &str = "(\n";

/// The operator of a binary operation, the brackets of a subscript or a call.
fn anchors(segment: &str) -> Option<Anchors> {
    let body = body(&format!("{OPENED}{segment}\n)"))?;
    let [Stmt::Expr(statement)] = body.as_slice() else { return None };
    let at = |offset: tauraro_syntax::TextSize| offset.to_usize().checked_sub(OPENED.len());
    let (left, right) = match &*statement.value {
        Expr::BinOp(e) => {
            let operator = find(segment, at(e.left.end())?, |c| !c.is_whitespace() && c != ')')?;
            (operator, operator_end(segment, operator, at(e.right.start())?))
        }
        Expr::Subscript(e) => (find(segment, at(e.value.end())?, |c| c == '[')?, at(e.end())?),
        Expr::Call(e) => (find(segment, at(e.func.end())?, |c| c == '(')?, at(e.end())?),
        _ => return None,
    };
    Some(Anchors { left: place(segment, left)?, right: place(segment, right)? })
}

/// The first character from `at` on that is wanted, not looking into comments.
fn find(text: &str, mut at: usize, wanted: impl Fn(char) -> bool) -> Option<usize> {
    loop {
        let c = text.get(at..)?.chars().next()?;
        if c == '\\' || c == '#' {
            at += text[at..].find('\n')? + 1;
        } else if c != '\n' && wanted(c) {
            return Some(at);
        } else {
            at += c.len_utf8();
        }
    }
}

/// An operator has one or two characters, before the right operand.
fn operator_end(text: &str, operator: usize, right: usize) -> usize {
    let mut characters = text[operator..].chars();
    let end = operator + characters.next().map_or(0, char::len_utf8);
    match characters.next() {
        Some(c) if end < right && !c.is_whitespace() && c != '\\' && c != '#' => end + c.len_utf8(),
        _ => end,
    }
}

/// Line (from 0) and character of a byte offset.
fn place(text: &str, offset: usize) -> Option<(usize, usize)> {
    let before = text.get(..offset)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    Some((before.matches('\n').count(), before[start..].chars().count()))
}

fn statement(text: &str) -> Statement {
    let Some(body) = body(text) else { return Statement::Invalid };
    let call = match body.first() {
        None => return Statement::Empty,
        Some(Stmt::Return(s)) => match s.value.as_deref() {
            Some(Expr::Call(call)) if call.func.is_name_expr() => call,
            _ => return Statement::Other,
        },
        Some(Stmt::Assign(s)) => match (&s.targets[..], &*s.value) {
            ([Expr::Name(_)], Expr::Call(call)) => call,
            _ => return Statement::Other,
        },
        Some(_) => return Statement::Other,
    };
    let place = |offset: usize| {
        let before = &text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, offset - start)
    };
    let (first, start) = place(call.start().to_usize());
    let (last, end) = place(call.end().to_usize());
    Statement::Call(first, last, start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(segment: &str) -> Option<(usize, usize)> {
        anchors(segment).map(|a| (a.left.1, a.right.1))
    }

    #[test]
    fn operators_and_brackets() {
        assert_eq!(columns("a + b"), Some((2, 3)));
        assert_eq!(columns("(a) **(b)"), Some((4, 6)));
        assert_eq!(columns("a //b"), Some((2, 4)));
        assert_eq!(columns("\u{4e2d}[ 1]"), Some((1, 5)));
        assert_eq!(columns("f(x).g(1)"), Some((6, 9)));
        assert_eq!(columns("not a"), None);
        assert_eq!(columns("a +"), None);
        assert_eq!(anchors("a # + -\n  - b"), Some(Anchors { left: (1, 2), right: (1, 3) }));
    }

    #[test]
    fn statements() {
        assert_eq!(statement("return f(1)"), Statement::Call(1, 1, 7, 11));
        assert_eq!(statement("x = a.f(\n)"), Statement::Call(1, 2, 4, 1));
        assert_eq!(statement("return a.f(1)"), Statement::Other);
        assert_eq!(statement("# nothing"), Statement::Empty);
        assert_eq!(statement("x = = 1"), Statement::Invalid);
    }
}
