//! The machine that the grammar of the diagnosis runs on: tokens, memory, places, errors.
//!
//! A rule is a method that returns [`Step`]: `Ok(Some(_))` matched, `Ok(None)` did not match
//! and consumed nothing that matters, `Err(Raised)` found the error to report. As in any
//! PEG parser, ordered choice decides which of several complaints a text gets, so the order
//! of alternatives in the grammar modules is part of the behaviour.
//!
//! The text is read twice. The first pass has the plain grammar only; it fails at the
//! furthest token that any rule looked at, where a plain "invalid syntax" will point. The
//! second pass also tries the rules named `invalid_*`, which recognise common mistakes.

use super::lexer::{Done, LexError, Lexer, Place, never_closed};
use super::node::{Node, NodeId, NodeKind};
use super::token::{Kind, NOWHERE, Token};
use crate::error::{ErrorKind, SyntaxError};
use crate::parse::{Flags, Mode};
use crate::position::LineIndex;

/// Rules that may be active at once. CPython counts calls of its generated functions; the
/// recursive cycles of this grammar are as long as its, so the limits agree.
const LEVELS_MAX: u32 = 6000;

/// An error was stored in the parser: stop.
#[derive(Debug)]
pub(super) struct Raised;

pub(super) type Step<T> = Result<Option<T>, Raised>;

/// Unwraps a matched step, or fails the rule.
macro_rules! need {
    ($step:expr) => {
        match $step? {
            Some(value) => value,
            None => return Ok(None),
        }
    };
}

/// Tries alternatives in order; the first that matches is the rule's result.
macro_rules! first_of {
    ($parser:expr; $($alternative:expr),+ $(,)?) => {{
        $(
            if let Some(found) = $parser.alt($alternative)? {
                return Ok(Some(found));
            }
        )+
        Ok(None)
    }};
}

pub(super) use {first_of, need};

/// Rules whose results are remembered for each token they were tried at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Memo {
    SimpleStmt,
    Block,
    StarExpression,
    Expression,
    Disjunction,
    Conjunction,
    Inversion,
    BitwiseOr,
    BitwiseXor,
    BitwiseAnd,
    Shift,
    Sum,
    Term,
    Factor,
    AwaitPrimary,
    Primary,
    Strings,
    TString,
    Arguments,
    InvalidNamedExpression,
    StarTarget,
    TargetWithStarAtom,
    TPrimary,
    DelTarget,
    ClosedPattern,
    StarPattern,
    TypeParam,
    LambdaParams,
}

/// One remembered result; results for one token form a list.
struct Remembered {
    rule: Memo,
    result: Option<NodeId>,
    end: u32,
    next: u32,
}

const NO_MEMORY: u32 = u32::MAX;

pub(super) struct Parser<'src> {
    pub(super) text: &'src str,
    pub(super) lexer: Lexer<'src>,
    pub(super) lines: LineIndex,
    pub(super) tokens: Vec<Token>,
    pub(super) pos: usize,
    /// Second pass: try the `invalid_*` rules.
    pub(super) invalid: bool,
    pub(super) mode: Mode,
    pub(super) flags: Flags,
    pub(super) nodes: Vec<Node>,
    pub(super) children: Vec<NodeId>,
    level: u32,
    memory: Vec<Remembered>,
    memory_heads: Vec<u32>,
    /// The token that the first head belongs to.
    memory_base: usize,
    pub(super) error: Option<SyntaxError>,
    /// Where the last compound statement began that was finished; see
    /// [`SyntaxError::metadata`].
    pub(super) last_compound: (u32, u32),
    /// Interactive mode: a token was read since the last implied newline.
    started: bool,
}

impl<'src> Parser<'src> {
    pub(super) fn new(text: &'src str, mode: Mode, flags: Flags) -> Parser<'src> {
        let mut lexer = Lexer::new(text);
        lexer.flufl = flags.barry_as_flufl;
        Parser {
            text,
            lexer,
            lines: LineIndex::new(text),
            tokens: Vec::new(),
            pos: 0,
            invalid: false,
            mode,
            flags,
            nodes: Vec::new(),
            children: Vec::new(),
            level: 0,
            memory: Vec::new(),
            memory_heads: Vec::new(),
            memory_base: 0,
            error: None,
            last_compound: (0, 0),
            started: false,
        }
    }

    /// Back to the first token, to try the `invalid_*` rules.
    pub(super) fn begin_second_pass(&mut self) {
        self.pos = 0;
        self.invalid = true;
        self.level = 0;
        self.forget();
    }

    /// Drops what only matters within one top-level statement. There is no way back to a
    /// token before the cursor after this.
    pub(super) fn forget(&mut self) {
        self.memory_base = self.pos;
        self.memory.clear();
        self.memory_heads.clear();
        self.nodes.clear();
        self.children.clear();
    }

    // Tokens.

    /// The token at the cursor, read if need be.
    pub(super) fn peek(&mut self) -> Result<Token, Raised> {
        if self.pos == self.tokens.len() {
            self.fetch()?;
        }
        Ok(self.tokens[self.pos])
    }

    fn fetch(&mut self) -> Result<(), Raised> {
        let mut token = match self.lexer.next_token() {
            Ok(token) => token,
            Err(error) => return Err(self.raise_lexical(error)),
        };
        if self.mode == Mode::Interactive {
            // The end of the text ends the statement and its blocks.
            if token.kind == Kind::EndMarker && self.started {
                token.kind = Kind::Newline;
                self.started = false;
                if self.lexer.indent_level() > 0 && !self.flags.dont_imply_dedent {
                    self.lexer.close_blocks();
                }
            } else {
                self.started = true;
            }
        }
        self.tokens.push(token);
        Ok(())
    }

    pub(super) fn eat(&mut self, kind: Kind) -> Step<Token> {
        let token = self.peek()?;
        if token.kind != kind {
            return Ok(None);
        }
        self.pos += 1;
        Ok(Some(token))
    }

    pub(super) fn eat_any(&mut self, kinds: &[Kind]) -> Step<Token> {
        let token = self.peek()?;
        if !kinds.contains(&token.kind) {
            return Ok(None);
        }
        self.pos += 1;
        Ok(Some(token))
    }

    /// A soft keyword.
    pub(super) fn eat_word(&mut self, word: &str) -> Step<Token> {
        let token = self.peek()?;
        if token.kind != Kind::Name || self.token_text(token) != word {
            return Ok(None);
        }
        self.pos += 1;
        Ok(Some(token))
    }

    pub(super) fn at(&mut self, kind: Kind) -> Result<bool, Raised> {
        Ok(self.peek()?.kind == kind)
    }

    pub(super) fn at_any(&mut self, kinds: &[Kind]) -> Result<bool, Raised> {
        Ok(kinds.contains(&self.peek()?.kind))
    }

    pub(super) fn token_text(&self, token: Token) -> &'src str {
        self.text.get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    /// The token before the cursor.
    pub(super) fn previous(&self) -> Token {
        self.tokens[self.pos - 1]
    }

    /// The furthest token that was read.
    pub(super) fn last(&self) -> Option<Token> {
        self.tokens.last().copied()
    }

    // Combinators.

    /// Runs an alternative; goes back if it does not match.
    pub(super) fn alt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Step<T>) -> Step<T> {
        let before = self.pos;
        let result = rule(self)?;
        if result.is_none() {
            self.pos = before;
        }
        Ok(result)
    }

    /// Whether the rule matches here, without moving.
    pub(super) fn ahead<T>(&mut self, rule: impl FnOnce(&mut Self) -> Step<T>) -> Result<bool, Raised> {
        let before = self.pos;
        let result = rule(self)?;
        self.pos = before;
        Ok(result.is_some())
    }

    /// Any number of matches.
    pub(super) fn many<T>(&mut self, rule: impl Fn(&mut Self) -> Step<T>) -> Result<Vec<T>, Raised> {
        let mut found = Vec::new();
        while let Some(one) = self.alt(&rule)? {
            found.push(one);
        }
        Ok(found)
    }

    /// At least one match.
    pub(super) fn some<T>(&mut self, rule: impl Fn(&mut Self) -> Step<T>) -> Step<Vec<T>> {
        let found = self.many(rule)?;
        Ok((!found.is_empty()).then_some(found))
    }

    /// At least one match, with `separator` between them; a trailing one is left.
    pub(super) fn separated<T>(&mut self, separator: Kind, rule: impl Fn(&mut Self) -> Step<T>) -> Step<Vec<T>> {
        let mut found = vec![need!(self.alt(&rule))];
        while let Some(one) = self.alt(|p| {
            need!(p.eat(separator));
            rule(p)
        })? {
            found.push(one);
        }
        Ok(Some(found))
    }

    /// Counts a rule as active while it runs.
    pub(super) fn deeper<T>(&mut self, levels: u32, rule: impl FnOnce(&mut Self) -> Step<T>) -> Step<T> {
        if self.level + levels > LEVELS_MAX {
            let msg = "Parser stack overflowed - Python source too complex to parse";
            self.error = Some(SyntaxError::bare(ErrorKind::Memory, msg));
            return Err(Raised);
        }
        self.level += levels;
        let result = rule(self);
        self.level -= levels;
        result
    }

    /// Runs a rule at most once for each token. What a rule finds is remembered even where
    /// it was tried without the `invalid_*` rules: a second try is never a second chance.
    pub(super) fn memo(
        &mut self,
        rule: Memo,
        levels: u32,
        run: impl FnOnce(&mut Self) -> Step<NodeId>,
    ) -> Step<NodeId> {
        let start = self.pos;
        if let Some(found) = self.recall(rule, start) {
            let (result, end) = found;
            self.pos = end as usize;
            return Ok(result);
        }
        let result = self.deeper(levels, |p| p.alt(run))?;
        self.remember(rule, start, result);
        Ok(result)
    }

    fn recall(&self, rule: Memo, start: usize) -> Option<(Option<NodeId>, u32)> {
        let mut at = *self.memory_heads.get(start - self.memory_base)?;
        while at != NO_MEMORY {
            let entry = &self.memory[at as usize];
            if entry.rule == rule {
                return Some((entry.result, entry.end));
            }
            at = entry.next;
        }
        None
    }

    fn remember(&mut self, rule: Memo, start: usize, result: Option<NodeId>) {
        let head = start - self.memory_base;
        if self.memory_heads.len() <= head {
            self.memory_heads.resize(head + 64, NO_MEMORY);
        }
        let next = self.memory_heads[head];
        self.memory_heads[head] = self.memory.len() as u32;
        self.memory.push(Remembered { rule, result, end: self.pos as u32, next });
    }

    // Nodes.

    pub(super) fn node(&mut self, kind: NodeKind, start: u32, children: &[NodeId]) -> NodeId {
        let end = if self.pos == 0 { start } else { self.previous().end };
        let first_child = self.children.len() as u32;
        self.children.extend_from_slice(children);
        let child_count = children.len() as u32;
        self.nodes.push(Node { kind, start, end, first_child, child_count });
        NodeId(self.nodes.len() as u32 - 1)
    }

    pub(super) fn leaf(&mut self, kind: NodeKind, token: Token) -> NodeId {
        self.nodes.push(Node { kind, start: token.start, end: token.end, first_child: 0, child_count: 0 });
        NodeId(self.nodes.len() as u32 - 1)
    }

    pub(super) fn get(&self, id: NodeId) -> Node {
        self.nodes[id.0 as usize]
    }

    pub(super) fn children_of(&self, id: NodeId) -> &[NodeId] {
        let node = self.get(id);
        &self.children[node.first_child as usize..(node.first_child + node.child_count) as usize]
    }

    pub(super) fn start_of(&mut self) -> Result<u32, Raised> {
        Ok(self.peek()?.start)
    }

    // Errors. Columns in the parameters are 1-based bytes; 0 stands for no column.

    pub(super) fn raise_at(
        &mut self,
        kind: ErrorKind,
        msg: impl Into<String>,
        from: (u32, u32),
        to: (u32, u32),
    ) -> Raised {
        let (line, col) = from;
        let (end_line, end_col) = to;
        self.error = Some(SyntaxError {
            warnings: Vec::new(),
            kind,
            msg: msg.into(),
            lineno: Some(line),
            offset: Some(self.char_offset(line, col)),
            end_lineno: Some(end_line),
            end_offset: Some(self.char_offset(line, end_col)),
            text: Some(self.line_shown(line)),
            metadata: None,
        });
        Raised
    }

    /// The line as the exception shows it: with its newline only while the tokenizer has
    /// not gone past it.
    fn line_shown(&self, line: u32) -> String {
        if line == 0 {
            return String::new();
        }
        let text = self.lines.line_text(self.text, line);
        let ended = line < self.lines.line_count() && self.lexer.line <= line;
        let newline = if ended { "\n" } else { "" };
        format!("{text}{newline}")
    }

    /// A 1-based byte column of a line as a 1-based character column.
    fn char_offset(&self, line: u32, col: u32) -> i32 {
        if col == 0 {
            return 0;
        }
        // The end column too is counted in the first line, and goes no further than it.
        let shown = self.line_shown(line);
        let col = (col as usize).min(shown.len() + 1);
        let bytes = col.min(shown.len());
        let chars = String::from_utf8_lossy(&shown.as_bytes()[..bytes]).chars().count();
        (chars + col - bytes) as i32
    }

    /// Line and 1-based byte column of a byte offset.
    pub(super) fn place(&self, offset: u32) -> (u32, u32) {
        if offset == NOWHERE {
            return (self.lexer.line, 0);
        }
        let (line, col) = self.lines.line_and_byte_col(offset as usize);
        (line, col + 1)
    }

    /// As [`Parser::place`], but the end of a newline is on the line that it ends.
    fn end_place(&self, offset: u32) -> (u32, u32) {
        match offset {
            0 => (1, 1),
            NOWHERE => (self.lexer.line, 0),
            _ => {
                let (line, col) = self.place(offset - 1);
                (line, col + 1)
            }
        }
    }

    /// An error from one byte offset to another.
    pub(super) fn raise_span<T>(&mut self, start: u32, end: u32, msg: impl Into<String>) -> Step<T> {
        let (from, to) = (self.place(start), self.end_place(end));
        Err(self.raise_at(ErrorKind::Syntax, msg, from, to))
    }

    pub(super) fn raise_node<T>(&mut self, node: NodeId, msg: impl Into<String>) -> Step<T> {
        let node = self.get(node);
        self.raise_span(node.start, node.end, msg)
    }

    pub(super) fn raise_nodes<T>(&mut self, from: NodeId, to: NodeId, msg: impl Into<String>) -> Step<T> {
        let (from, to) = (self.get(from), self.get(to));
        self.raise_span(from.start, to.end, msg)
    }

    pub(super) fn raise_token<T>(&mut self, token: Token, msg: impl Into<String>) -> Step<T> {
        if token.start == NOWHERE {
            let line = token.line;
            return Err(self.raise_at(ErrorKind::Syntax, msg, (line, 0), (line, 0)));
        }
        self.raise_span(token.start, token.end, msg)
    }

    pub(super) fn raise_tokens<T>(&mut self, from: Token, to: Token, msg: impl Into<String>) -> Step<T> {
        self.raise_span(from.start, to.end, msg)
    }

    /// An error that begins at `start` and ends where the tokenizer is.
    pub(super) fn raise_from<T>(&mut self, start: u32, msg: impl Into<String>) -> Step<T> {
        let from = self.place(start);
        let to = (self.lexer.line, (self.lexer.cur - self.lexer.line_start) as u32);
        Err(self.raise_at(ErrorKind::Syntax, msg, from, to))
    }

    /// An error at the furthest token that was read.
    pub(super) fn raise_here<T>(&mut self, msg: impl Into<String>) -> Step<T> {
        self.raise_here_as(ErrorKind::Syntax, msg)
    }

    pub(super) fn raise_here_as<T>(&mut self, kind: ErrorKind, msg: impl Into<String>) -> Step<T> {
        match self.last() {
            Some(token) => Err(self.raise_about(kind, token, msg)),
            // The very first token was never finished.
            None => Err(self.raise_at(kind, msg, (0, 0), (0, 0))),
        }
    }

    /// An error at the token at the cursor.
    pub(super) fn raise_next<T>(&mut self, msg: impl Into<String>) -> Step<T> {
        let token = self.peek()?;
        Err(self.raise_about(ErrorKind::Syntax, token, msg))
    }

    fn raise_about(&mut self, kind: ErrorKind, token: Token, msg: impl Into<String>) -> Raised {
        if token.start == NOWHERE {
            let from = (token.line, token.cursor_col);
            let raised = self.raise_at(kind, msg, from, (token.line, 0));
            if let Some(error) = &mut self.error {
                error.end_offset = Some(-1);
            }
            return raised;
        }
        let (from, to) = (self.place(token.start), self.end_place(token.end));
        self.raise_at(kind, msg, from, to)
    }

    pub(super) fn raise_lexical(&mut self, error: LexError) -> Raised {
        let LexError { kind, msg, line, place } = error;
        match place {
            Place::From(col) => self.raise_at(kind, msg, (line, col), (line, 0)),
            Place::End(col) => {
                let raised = self.raise_at(kind, msg, (line, col), (line, 0));
                if let Some(error) = &mut self.error {
                    error.end_offset = Some(-1);
                }
                raised
            }
            Place::Bracket(col) => self.raise_at(kind, msg, (line, col), (line, 0)),
            Place::Columns(from, to) => {
                self.error = Some(SyntaxError {
                    warnings: Vec::new(),
                    kind,
                    msg,
                    lineno: Some(line),
                    offset: Some(from as i32),
                    end_lineno: Some(line),
                    end_offset: Some(to as i32),
                    text: Some(self.lines.line_text(self.text, line).to_string()),
                    metadata: None,
                });
                Raised
            }
        }
    }

    /// After an error of the grammar: an error of the tokenizer further on is the better
    /// explanation, and so is a bracket left open before the line of the error.
    pub(super) fn look_for_lexical_error(&mut self) {
        let Some(last) = self.last() else { return };
        let error_line = last.line;
        let kept = self.error.take();
        let found = loop {
            match self.lexer.next_token() {
                Ok(token) if token.kind == Kind::EndMarker => break None,
                Ok(_) => {}
                Err(error) => break Some(error),
            }
        };
        if let Some(error) = found {
            if self.lexer.done == Done::Failed || self.lexer.done == Done::InsideString {
                self.raise_lexical(error);
            } else if let Some(&bracket) = self.lexer.brackets.last()
                && error_line > bracket.line
            {
                self.raise_lexical(never_closed(bracket));
            }
        }
        // Within an f-string the error of the expression says more.
        if self.error.is_none() || !self.lexer.modes.is_empty() {
            self.error = kept;
        }
    }
}
