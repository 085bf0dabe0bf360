//! The one entry of the parser: text in, tree and warnings or a CPython error out.

use std::cell::Cell;

use ruff_python_ast::visitor::transformer::{self, Transformer};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Mod, Pattern, PythonVersion, Stmt, UnaryOp};
use ruff_python_parser::{ParseError, ParseErrorType, ParseOptions, parse_unchecked};

use ruff_text_size::Ranged;

use crate::diagnose::{STACK_BYTES, diagnose};
use crate::error::{ErrorKind, SyntaxError, Warning};
use crate::scan::{Findings, scan};

/// What the text is, after the `mode` argument of `compile`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// `exec`: any number of statements.
    Module,
    /// `single`: one interactive statement.
    Interactive,
    /// `eval`: one expression.
    Eval,
}

/// The `flags` of `compile` that reach the parser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// `PyCF_DONT_IMPLY_DEDENT`: the end of the text does not close an indented block.
    pub dont_imply_dedent: bool,
    /// `PyCF_ALLOW_INCOMPLETE_INPUT`: unfinished text raises `_IncompleteInputError`.
    pub allow_incomplete_input: bool,
    /// `from __future__ import barry_as_FLUFL`: `<>` in place of `!=`.
    pub barry_as_flufl: bool,
}

/// A syntax tree. Offsets in it are bytes of the text that was given to [`parse`].
#[derive(Debug)]
pub struct Parsed {
    /// `Mod::Expression` for [`Mode::Eval`], else `Mod::Module`.
    pub ast: Mod,
    /// In source order.
    pub warnings: Vec<Warning>,
}

/// The verdict of the exact reading alone: `None` for a text that CPython's grammar accepts.
/// It costs several times what [`parse`] costs; tests compare the two.
pub fn verdict(source: &str, mode: Mode, flags: Flags) -> Option<SyntaxError> {
    on_deep_stack(|| diagnose(source, 0, mode, flags))
}

/// Parses `source`, whose newlines must be `\n` (see [`crate::normalize_newlines`]).
pub fn parse(source: &str, mode: Mode, flags: Flags) -> Result<Parsed, SyntaxError> {
    if source.len() >= u32::MAX as usize {
        return Err(SyntaxError::bare(ErrorKind::Memory, "source code is too large"));
    }
    let limit = chain_limit();
    if is_deep(source) {
        // What comes back must fit the caller's stack again.
        return on_deep_stack(|| parse_here(source, mode, flags, limit));
    }
    parse_here(source, mode, flags, limit)
}

/// Runs `work`, which parses or walks a tree of `source`, on a stack that is deep enough for
/// the deepest tree that [`parse`] can give for it. For ordinary texts that is the caller's.
/// The compiler wraps parsing and compiling in one such call: the tree is freed inside.
pub fn with_deep_stack<T: Send>(source: &str, work: impl FnOnce() -> T + Send) -> T {
    if is_deep(source) { on_deep_stack(work) } else { work() }
}

/// Bytes of the sort that can nest a tree. Fewer than this many fit on any stack.
const NESTING_BYTES_SMALL: usize = 4000;

/// Whether the tree of `source` may be too deep for an ordinary stack. Each level of a tree
/// needs an operator, a bracket or a keyword, so counting those bounds its depth.
fn is_deep(source: &str) -> bool {
    if source.len() <= NESTING_BYTES_SMALL {
        return false;
    }
    let mut count = 0;
    for pair in source.as_bytes().windows(2) {
        let nests = match pair[0] {
            b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>' | b'.' | b'(' | b'['
            | b'{' => true,
            // `not`, `lambda`, `else`, `elif`
            b'n' => pair[1] == b'o',
            b'l' => pair[1] == b'a' || pair[1] == b's' || pair[1] == b'i',
            _ => false,
        };
        count += usize::from(nests);
    }
    count > NESTING_BYTES_SMALL
}

fn parse_here(source: &str, mode: Mode, flags: Flags, chain_max: u32) -> Result<Parsed, SyntaxError> {
    let flufl = flags.barry_as_flufl || source.contains("barry_as_FLUFL");
    let masked = if flufl { Some(source.replace("<>", "!=")) } else { None };
    let parsed = parse_unchecked(masked.as_deref().unwrap_or(source), ruff_options(mode));
    let good = parsed.has_no_syntax_errors();
    let found = if good { scan(source, parsed.tokens()) } else { Findings::default() };
    let doubtful = !good
        || found.suspicious
        || flufl
        || mode == Mode::Interactive
        || source.starts_with('\u{feff}')
        || (mode == Mode::Eval && ends_in_indentation(source))
        || mixes_indentation(source)
        || has_odd_pattern(parsed.syntax(), source);
    if doubtful {
        let start = if good { 0 } else { safe_start(&parsed, source) };
        if let Some(mut error) = on_deep_stack(|| diagnose(source, start, mode, flags)) {
            error.warnings = number_warnings(source, &parsed, &error);
            return Err(error);
        }
    }
    if found.chain_max > chain_max {
        let msg = "maximum recursion depth exceeded during compilation";
        return Err(SyntaxError::bare(ErrorKind::Recursion, msg));
    }
    let errors = parsed.errors().to_vec();
    let mut ast = parsed.into_syntax();
    if !repair(&mut ast, &errors, source) {
        // The grammar allows it and the fast parser does not: a formatted string as pattern.
        let range = errors[0].location;
        let range = range.start().to_usize()..range.end().to_usize();
        let msg = "patterns may only match literals and attribute lookups";
        return Err(SyntaxError::at(msg, source, range));
    }
    Ok(Parsed { ast, warnings: found.warnings })
}

/// The warnings about numbers that run into words, up to the error. Unlike others, which come with
/// what the parser makes of a text, these come when a number is read.
fn number_warnings(source: &str, parsed: &ruff_python_parser::Parsed<Mod>, error: &SyntaxError) -> Vec<Warning> {
    let mut warnings = scan(source, parsed.tokens()).warnings;
    let place = (error.lineno.unwrap_or(u32::MAX), error.offset.unwrap_or(0));
    // Without a column the text has been read to its end, as it has where a bracket is left open.
    let whole = place.1 <= 0 || error.msg.ends_with("was never closed");
    warnings.retain(|w| {
        w.msg.ends_with(" literal") && (whole || (w.lineno, i32::try_from(w.offset).unwrap_or(i32::MAX)) < place)
    });
    warnings
}

/// Texts up to this long are diagnosed as a whole.
const WHOLE_DIAGNOSIS_BYTES: usize = 1 << 18;

/// Where the diagnosis of a long rejected text may begin: at a statement of the outermost
/// block some way before the first error.
fn safe_start(parsed: &ruff_python_parser::Parsed<Mod>, source: &str) -> usize {
    let (Mod::Module(module), Some(error)) = (parsed.syntax(), parsed.errors().first()) else {
        return 0;
    };
    if source.len() <= WHOLE_DIAGNOSIS_BYTES {
        return 0;
    }
    let begins_line = |start: usize| start == 0 || source.as_bytes()[start - 1] == b'\n';
    let before = module.body.partition_point(|statement| statement.start() <= error.location.start());
    module.body[..before]
        .iter()
        .rev()
        .map(|statement| statement.start().to_usize())
        .filter(|&start| begins_line(start))
        .nth(1)
        .unwrap_or(0)
}

fn ruff_options(mode: Mode) -> ParseOptions {
    let mode = match mode {
        Mode::Module | Mode::Interactive => ruff_python_parser::Mode::Module,
        Mode::Eval => ruff_python_parser::Mode::Expression,
    };
    ParseOptions::from(mode).with_target_version(PythonVersion::PY314)
}

/// A last line of white space only, which `eval` takes for an indented line.
fn ends_in_indentation(source: &str) -> bool {
    source
        .rsplit_once('\n')
        .is_some_and(|(_, last)| !last.is_empty() && last.trim_matches([' ', '\t', '\x0c']).is_empty())
}

/// Whether some lines begin with a tab and others with a space: the fast parser takes three spaces for
/// more than a tab.
fn mixes_indentation(source: &str) -> bool {
    let begins_with = |c: u8| source.as_bytes().windows(2).any(|pair| pair[0] == b'\n' && pair[1] == c);
    source.as_bytes().contains(&b'\t') && begins_with(b'\t') && begins_with(b' ')
}

/// Whether a match statement has a pattern that only the fast parser takes for one.
fn has_odd_pattern(module: &Mod, source: &str) -> bool {
    let Mod::Module(module) = module else { return false };
    if !source.contains("match") || !source.contains("case") {
        return false;
    }
    let mut finder = OddPattern { found: false };
    finder.visit_body(&module.body);
    finder.found
}

struct OddPattern {
    found: bool,
}

impl<'a> Visitor<'a> for OddPattern {
    /// Statements hold statements; expressions do not, so they are passed over.
    fn visit_expr(&mut self, _expression: &'a Expr) {}

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        match pattern {
            Pattern::MatchValue(value) => self.found |= !is_pattern_value(&value.value),
            Pattern::MatchMapping(mapping) => {
                self.found |= mapping.keys.iter().any(|key| !is_pattern_value(key));
            }
            _ => {}
        }
        visitor::walk_pattern(self, pattern);
    }
}

fn is_pattern_value(value: &Expr) -> bool {
    match value {
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => true,
        Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) => true,
        Expr::UnaryOp(unary) => unary.op == UnaryOp::USub && matches!(*unary.operand, Expr::NumberLiteral(_)),
        Expr::Attribute(attribute) => is_dotted_name(&attribute.value),
        // A complex number, a formatted string, or something worse: let the grammar decide.
        _ => false,
    }
}

fn is_dotted_name(mut value: &Expr) -> bool {
    while let Expr::Attribute(attribute) = value {
        value = &attribute.value;
    }
    // `_` is the wildcard before it is a name.
    matches!(value, Expr::Name(name) if name.id != "_")
}

/// Mends a tree that the fast parser made of a text it should have accepted; false if the
/// cause of its error is not known to be harmless.
fn repair(parsed: &mut Mod, errors: &[ParseError], source: &str) -> bool {
    let harmless = |error: &ParseError| match &error.error {
        // Names of characters that its table lacks; literals are decoded from the source.
        ParseErrorType::Lexical(_) => true,
        // It takes the name `match` behind a semicolon for the statement, and parses it as
        // what it is all the same.
        ParseErrorType::SimpleAndCompoundStatementOnSameLine => {
            source[error.location.start().to_usize()..].starts_with("match")
        }
        // It wants an expression between `raise` and `;`.
        ParseErrorType::ExpectedExpression => {
            let start = error.location.start().to_usize();
            source[..start].trim_end().ends_with("raise")
        }
        _ => false,
    };
    if !errors.iter().all(harmless) {
        return false;
    }
    if let Mod::Module(module) = parsed {
        BareRaise.visit_body(&mut module.body);
    }
    true
}

/// Removes the empty name that stands for the missing exception of a `raise`.
struct BareRaise;

impl Transformer for BareRaise {
    fn visit_stmt(&self, statement: &mut Stmt) {
        if let Stmt::Raise(raise) = statement
            && raise.exc.as_deref().is_some_and(|exc| exc.as_name_expr().is_some_and(|name| name.id.is_empty()))
        {
            raise.exc = None;
        }
        transformer::walk_stmt(self, statement);
    }
}

/// How long a chain such as `a.b.c` or `1 + 1 + 1` may be; CPython's compiler gives up
/// between 30 000 and 100 000. On an ordinary stack the tree must also be freed there.
fn chain_limit() -> u32 {
    if DEEP.get() { 50_000 } else { 8_000 }
}

thread_local! {
    /// This thread was started by [`with_deep_stack`].
    static DEEP: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` on a thread of its own whose stack holds the deepest recursion; on this one
/// if the system gives no thread.
fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if DEEP.get() {
        return work();
    }
    let mut work = Some(work);
    let waiting = &mut work;
    let finished = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("parser".to_string()).stack_size(STACK_BYTES).spawn_scoped(
            scope,
            move || {
                DEEP.set(true);
                waiting.take().map(|work| work())
            },
        );
        let joined = thread.ok()?.join();
        joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    match (finished, work) {
        (Some(result), _) => result,
        (None, Some(work)) => work(),
        (None, None) => unreachable!("work that was taken has a result, or its panic went on"),
    }
}
