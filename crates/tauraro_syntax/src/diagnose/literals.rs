//! Strings, f-strings, t-strings and numbers: what the grammar checks while it reads them.

use std::borrow::Cow;

use rustpython_unicode::NormalizeForm;

use super::node::{NodeId, NodeKind};
use super::parser::{Memo, Parser, Raised, Step, first_of, need};
use super::token::{Kind, Token};
use crate::error::ErrorKind;
use crate::literal;

/// Decimal digits of an int literal that are converted; `sys.get_int_max_str_digits()`.
pub(crate) const INT_DIGITS_MAX: usize = 4300;

impl Parser<'_> {
    /// Adjacent string literals of every sort.
    pub(super) fn strings(&mut self) -> Step<NodeId> {
        self.memo(Memo::Strings, 1, |p| {
            if p.invalid {
                p.alt(Self::mixed_templates)?;
            }
            let start = p.start_of()?;
            let plain = p.alt(|p| p.some(|p| first_of!(p; Self::fstring, Self::string)))?;
            if let Some(parts) = plain {
                return p.concatenated(start, &parts).map(Some);
            }
            if p.alt(|p| p.some(Self::tstring))?.is_some() {
                return Ok(Some(p.node(NodeKind::TString, start, &[])));
            }
            Ok(None)
        })
    }

    fn concatenated(&mut self, start: u32, parts: &[NodeId]) -> Result<NodeId, Raised> {
        let count = |p: &Self, kind| parts.iter().filter(|&&part| p.get(part).kind == kind).count();
        let bytes = count(self, NodeKind::Bytes);
        if bytes != 0 && bytes != parts.len() {
            self.raise_here::<()>("cannot mix bytes and nonbytes literals")?;
        }
        let kind = if bytes != 0 {
            NodeKind::Bytes
        } else if count(self, NodeKind::FString) != 0 {
            NodeKind::FString
        } else {
            NodeKind::Str
        };
        Ok(self.node(kind, start, &[]))
    }

    /// A t-string next to a literal of another sort.
    fn mixed_templates(&mut self) -> Step<()> {
        let templates = self.many(Self::tstring)?;
        let others = self.many(|p| first_of!(p; Self::fstring, Self::string))?;
        let (before, after) = match (templates.last(), others.first()) {
            (Some(&template), Some(&other)) => (template, other),
            (None, Some(_)) => {
                let template = need!(self.tstring());
                (others[others.len() - 1], template)
            }
            _ => return Ok(None),
        };
        let msg = "cannot mix t-string literals with string or bytes literals";
        self.raise_nodes(before, after, msg)
    }

    fn string(&mut self) -> Step<NodeId> {
        let token = need!(self.eat(Kind::Str));
        let text = self.token_text(token);
        let pieces = literal::pieces(text);
        if pieces.bytes {
            if !pieces.body.is_ascii() {
                return self.raise_token(token, "bytes can only contain ASCII literal characters");
            }
            if let Err(error) = literal::decode_bytes(text) {
                return self.raise_here(error.bytes_message());
            }
            return Ok(Some(self.leaf(NodeKind::Bytes, token)));
        }
        if let Err(error) = literal::decode_str(text) {
            let msg = error.str_message(pieces.body);
            return self.raise_here(msg);
        }
        Ok(Some(self.leaf(NodeKind::Str, token)))
    }

    fn fstring(&mut self) -> Step<NodeId> {
        self.interpolated(Kind::FStringStart, Kind::FStringMiddle, Kind::FStringEnd, NodeKind::FString)
    }

    fn tstring(&mut self) -> Step<NodeId> {
        self.memo(Memo::TString, 0, |p| {
            p.interpolated(Kind::TStringStart, Kind::TStringMiddle, Kind::TStringEnd, NodeKind::TString)
        })
    }

    fn interpolated(&mut self, start: Kind, middle: Kind, end: Kind, kind: NodeKind) -> Step<NodeId> {
        self.deeper(5, |p| {
            let open = need!(p.eat(start));
            let raw = p.token_text(open).contains(['r', 'R']);
            let parts =
                p.many(|p| first_of!(p; |p| p.replacement_field(middle), |p| p.eat(middle).map(|t| t.map(Some))))?;
            need!(p.eat(end));
            if !raw {
                for token in parts.into_iter().flatten() {
                    p.check_middle(token)?;
                }
            }
            Ok(Some(p.node(kind, open.start, &[])))
        })
    }

    /// The escapes in a literal part of an f-string.
    fn check_middle(&mut self, token: Token) -> Result<(), Raised> {
        let text = self.token_text(token);
        if let Err(error) = literal::decode_fstring_token(text) {
            let msg = error.str_message(text);
            self.raise_here::<()>(msg)?;
        }
        Ok(())
    }

    fn replacement_field(&mut self, middle: Kind) -> Step<Option<Token>> {
        self.deeper(1, |p| {
            let found = p.alt(|p| {
                need!(p.eat(Kind::Lbrace));
                need!(p.annotated_rhs());
                p.eat(Kind::Equal)?;
                p.alt(|p| p.conversion(middle))?;
                p.alt(|p| p.format_spec(middle))?;
                need!(p.eat(Kind::Rbrace));
                Ok(Some(None))
            })?;
            if found.is_none() && p.invalid {
                p.alt(|p| p.invalid_field(middle))?;
            }
            Ok(found)
        })
    }

    fn conversion(&mut self, middle: Kind) -> Step<()> {
        let mark = need!(self.eat(Kind::Exclamation));
        let name = need!(self.eat(Kind::Name));
        let prefix = prefix_of(middle);
        if mark.end != name.start {
            let msg = format!("{prefix}-string: conversion type must come right after the exclamation mark");
            return self.raise_tokens(mark, name, msg);
        }
        let text = normalized(self.token_text(name));
        if !matches!(&*text, "s" | "r" | "a") {
            let msg = format!("{prefix}-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
            return self.raise_token(name, msg);
        }
        Ok(Some(()))
    }

    fn format_spec(&mut self, middle: Kind) -> Step<()> {
        need!(self.eat(Kind::Colon));
        let parts = self.format_spec_parts(middle)?;
        for token in parts.into_iter().flatten() {
            self.check_middle(token)?;
        }
        Ok(Some(()))
    }

    fn format_spec_parts(&mut self, middle: Kind) -> Result<Vec<Option<Token>>, Raised> {
        self.many(|p| first_of!(p; |p| p.eat(middle).map(|t| t.map(Some)), |p| p.replacement_field(middle)))
    }

    fn invalid_field(&mut self, middle: Kind) -> Step<()> {
        let prefix = prefix_of(middle);
        need!(self.eat(Kind::Lbrace));
        let next = self.peek()?;
        if let Kind::Equal | Kind::Exclamation | Kind::Colon | Kind::Rbrace = next.kind {
            let text = self.token_text(next);
            let msg = format!("{prefix}-string: valid expression required before '{text}'");
            return self.raise_token(next, msg);
        }
        if self.alt(Self::annotated_rhs)?.is_none() {
            return self.raise_next(format!("{prefix}-string: expecting a valid expression after '{{'"));
        }
        if !self.at_any(&[Kind::Equal, Kind::Exclamation, Kind::Colon, Kind::Rbrace])? {
            return self.raise_next(format!("{prefix}-string: expecting '=', or '!', or ':', or '}}'"));
        }
        if self.eat(Kind::Equal)?.is_some() && !self.at_any(&[Kind::Exclamation, Kind::Colon, Kind::Rbrace])? {
            return self.raise_next(format!("{prefix}-string: expecting '!', or ':', or '}}'"));
        }
        if self.eat(Kind::Exclamation)?.is_some() {
            if self.at_any(&[Kind::Colon, Kind::Rbrace])? {
                return self.raise_next(format!("{prefix}-string: missing conversion character"));
            }
            if self.eat(Kind::Name)?.is_none() {
                return self.raise_next(format!("{prefix}-string: invalid conversion character"));
            }
            if !self.at_any(&[Kind::Colon, Kind::Rbrace])? {
                return self.raise_next(format!("{prefix}-string: expecting ':' or '}}'"));
            }
        }
        if self.eat(Kind::Colon)?.is_some() {
            // The reference looks for the parts of an f-string in a t-string too.
            self.format_spec_parts(Kind::FStringMiddle)?;
            if !self.at(Kind::Rbrace)? {
                return self.raise_next(format!("{prefix}-string: expecting '}}', or format specs"));
            }
        }
        if !self.at(Kind::Rbrace)? {
            return self.raise_next(format!("{prefix}-string: expecting '}}'"));
        }
        Ok(None)
    }

    /// A decimal literal that is too long to convert.
    pub(super) fn check_number(&mut self, token: Token) -> Result<(), Raised> {
        let text = self.token_text(token);
        let Some(msg) = too_many_digits(text) else { return Ok(()) };
        Err(self.raise_at(ErrorKind::Syntax, msg, (token.line, 0), (token.line, 0)))
    }
}

/// The name that an identifier stands for.
fn normalized(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let form = rustpython_unicode::normalize(NormalizeForm::Nfkc, name.as_ref());
    Cow::Owned(form.to_string_lossy().into_owned())
}

fn prefix_of(middle: Kind) -> char {
    if middle == Kind::TStringMiddle { 't' } else { 'f' }
}

/// The message about an int literal whose decimal digits are over the limit.
pub(crate) fn too_many_digits(text: &str) -> Option<String> {
    if text.len() <= INT_DIGITS_MAX || !text.bytes().all(|b| b.is_ascii_digit() || b == b'_') {
        return None;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (digits > INT_DIGITS_MAX).then(|| {
        format!(
            "Exceeds the limit ({INT_DIGITS_MAX} digits) for integer string conversion: value has \
             {digits} digits; use sys.set_int_max_str_digits() to increase the limit - Consider \
             hexadecimal for huge integer literals to avoid decimal conversion limits."
        )
    })
}
