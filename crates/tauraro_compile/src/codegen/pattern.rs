//! The `match` statement.
//!
//! A pattern falls through if it matches and jumps to the fail label if not. Captured values
//! wait in temporaries and are bound to their names only when the whole pattern has matched,
//! before the guard (PEP 634 leaves the moment open; this is CPython's).

use tauraro_bytecode::{Const, Label, Reg};
use tauraro_syntax::ast::{self, Pattern, Singleton};
use tauraro_syntax::{Ranged, TextRange};

use super::{Generator, Result, Val};
use crate::error::Fault;
use crate::fold;
use crate::names::Sym;

/// A name and the register whose value it will get.
#[derive(Clone, Copy)]
struct Capture {
    name: Sym,
    value: Reg,
    range: TextRange,
}

type Captures = Vec<Capture>;

impl<'a> Generator<'a> {
    pub(super) fn match_stmt(&mut self, stmt: &'a ast::StmtMatch) -> Result {
        let end = self.asm().label();
        // A copy: captures may rebind the variable that was matched.
        let subject = self.temp()?;
        self.into(&stmt.subject, subject)?;
        let last = stmt.cases.len().saturating_sub(1);
        for (index, case) in stmt.cases.iter().enumerate() {
            let mark = self.mark();
            let fail = self.asm().label();
            self.allow_irrefutable = case.guard.is_some() || index == last;
            let mut captures = Captures::new();
            if is_wildcard(&case.pattern) {
                // It tests nothing, but a tracer shall see its line.
                self.at(case.pattern.range());
                self.asm().nop();
            }
            self.pattern(&case.pattern, subject, fail, &mut captures)?;
            for capture in &captures {
                self.at(capture.range);
                self.store(capture.name, capture.value);
            }
            self.release(mark);
            if let Some(guard) = case.guard.as_deref() {
                self.cond(guard, fail, false)?;
            }
            self.body(&case.body)?;
            self.nowhere();
            self.asm().jump(end);
            self.asm().place(fail);
        }
        self.asm().place(end);
        Ok(())
    }

    fn pattern(&mut self, pattern: &'a Pattern, subject: Reg, fail: Label, captures: &mut Captures) -> Result {
        self.deeper()?;
        self.at(pattern.range());
        match pattern {
            Pattern::MatchValue(p) => self.value_pattern(p, subject, fail)?,
            Pattern::MatchSingleton(p) => {
                let mark = self.mark();
                match p.value {
                    Singleton::None => self.asm().jump_if_not_none(subject, fail),
                    value => {
                        let value = Const::Bool(value == Singleton::True);
                        let value = self.loaded(Val::Const(value))?;
                        self.asm().jump_if_is_not(subject, value, fail);
                    }
                }
                self.release(mark);
            }
            Pattern::MatchSequence(p) => self.sequence_pattern(p, subject, fail, captures)?,
            Pattern::MatchMapping(p) => self.mapping_pattern(p, subject, fail, captures)?,
            Pattern::MatchClass(p) => self.class_pattern(p, subject, fail, captures)?,
            Pattern::MatchStar(p) => {
                if let Some(name) = &p.name {
                    self.capture(name, subject, p.range, captures)?;
                }
            }
            Pattern::MatchAs(p) => {
                match &p.pattern {
                    Some(inner) => self.pattern(inner, subject, fail, captures)?,
                    None => self.check_irrefutable(p)?,
                }
                if let Some(name) = &p.name {
                    self.capture(name, subject, p.range, captures)?;
                }
            }
            Pattern::MatchOr(p) => self.or_pattern(p, subject, fail, captures)?,
        }
        self.depth -= 1;
        Ok(())
    }

    fn capture(&mut self, name: &str, value: Reg, range: TextRange, captures: &mut Captures) -> Result {
        let sym = self.mangled(name);
        if captures.iter().any(|capture| capture.name == sym) {
            let message = format!("multiple assignments to name '{name}' in pattern");
            return Err(Fault::syntax(message, range));
        }
        captures.push(Capture { name: sym, value, range });
        Ok(())
    }

    /// A part of a pattern: other patterns after the whole are none of its business.
    fn subpattern(&mut self, pattern: &'a Pattern, subject: Reg, fail: Label, captures: &mut Captures) -> Result {
        let allowed = std::mem::replace(&mut self.allow_irrefutable, true);
        self.pattern(pattern, subject, fail, captures)?;
        self.allow_irrefutable = allowed;
        Ok(())
    }

    /// A pattern that matches everything, where others follow, is an error.
    fn check_irrefutable(&self, p: &ast::PatternMatchAs) -> Result {
        if self.allow_irrefutable {
            return Ok(());
        }
        let what = match &p.name {
            Some(name) => format!("name capture '{}'", name.as_str()),
            None => "wildcard".to_owned(),
        };
        Err(Fault::syntax(format!("{what} makes remaining patterns unreachable"), p.range))
    }

    fn value_pattern(&mut self, p: &'a ast::PatternMatchValue, subject: Reg, fail: Label) -> Result {
        let mark = self.mark();
        if p.value.is_f_string_expr() || p.value.is_t_string_expr() {
            let message = "patterns may only match literals and attribute lookups";
            return Err(Fault::syntax(message, p.range));
        }
        match self.value(&p.value)? {
            Val::Const(Const::Int(value)) if i16::try_from(value).is_ok() => {
                self.at(p.range);
                self.asm().jump_if_not_eq_imm(subject, value as i32, fail);
            }
            value => {
                self.at(p.range);
                let value = self.loaded(value)?;
                self.asm().jump_if_not_eq(subject, value, fail);
            }
        }
        self.release(mark);
        Ok(())
    }

    // ---- sequences ----

    fn sequence_pattern(
        &mut self,
        p: &'a ast::PatternMatchSequence,
        subject: Reg,
        fail: Label,
        captures: &mut Captures,
    ) -> Result {
        let patterns = &p.patterns[..];
        let mut stars = patterns.iter().enumerate().filter(|(_, pattern)| pattern.is_match_star());
        let star = stars.next().map(|(index, _)| index);
        if stars.next().is_some() {
            return Err(Fault::syntax("multiple starred names in sequence pattern", p.range));
        }
        let mark = self.mark();
        let test = self.temp()?;
        self.asm().match_sequence(test, subject);
        self.asm().jump_if_false(test, fail);
        self.check_length(subject, patterns.len(), star.is_some(), fail, test)?;
        self.release(mark);
        if patterns.iter().all(is_wildcard) {
            return Ok(());
        }
        let star_is_wildcard = star.is_some_and(|index| is_wildcard(&patterns[index]));
        if star_is_wildcard {
            return self.sequence_by_index(patterns, star.unwrap_or(0), subject, fail, captures, p.range);
        }
        let base = self.temps(patterns.len() as u32)?;
        self.at(p.range);
        match star {
            None => self.asm().unpack(base, patterns.len() as u32, subject),
            Some(before) => {
                let after = patterns.len() - before - 1;
                self.asm().unpack_ex(base, subject, before as u32, after as u32);
            }
        }
        for (index, pattern) in patterns.iter().enumerate() {
            self.subpattern(pattern, base.plus(index as u16), fail, captures)?;
        }
        Ok(())
    }

    fn check_length(&mut self, subject: Reg, count: usize, star: bool, fail: Label, test: Reg) -> Result {
        let least = if star { count - 1 } else { count };
        if star && least == 0 {
            return Ok(());
        }
        self.asm().get_len(test, subject);
        let least = least as i64;
        if let Ok(least) = i16::try_from(least) {
            if star {
                self.asm().jump_if_not_ge_imm(test, least.into(), fail);
            } else {
                self.asm().jump_if_not_eq_imm(test, least.into(), fail);
            }
            return Ok(());
        }
        let count = self.loaded(Val::Const(Const::Int(least)))?;
        if star {
            self.asm().jump_if_not_ge(test, count, fail);
        } else {
            self.asm().jump_if_not_eq(test, count, fail);
        }
        Ok(())
    }

    /// With `*_` nothing is unpacked: the items are fetched one by one, those after the star
    /// from the end.
    fn sequence_by_index(
        &mut self,
        patterns: &'a [Pattern],
        star: usize,
        subject: Reg,
        fail: Label,
        captures: &mut Captures,
        range: TextRange,
    ) -> Result {
        for (index, pattern) in patterns.iter().enumerate() {
            if index == star || is_wildcard(pattern) {
                continue;
            }
            let item = self.temp()?;
            self.at(range);
            if index < star {
                let mark = self.mark();
                let key = self.loaded(Val::Const(Const::Int(index as i64)))?;
                self.asm().subscr(item, subject, key);
                self.release(mark);
            } else {
                self.asm().get_len(item, subject);
                let from_end = (patterns.len() - index) as i32;
                self.asm().sub_imm(item, item, from_end, 0);
                self.asm().subscr(item, subject, item);
            }
            self.subpattern(pattern, item, fail, captures)?;
        }
        Ok(())
    }

    // ---- mappings ----

    fn mapping_pattern(
        &mut self,
        p: &'a ast::PatternMatchMapping,
        subject: Reg,
        fail: Label,
        captures: &mut Captures,
    ) -> Result {
        let test = self.temp()?;
        self.asm().match_mapping(test, subject);
        self.asm().jump_if_false(test, fail);
        if !p.keys.is_empty() {
            self.asm().get_len(test, subject);
            let count = self.loaded(Val::Const(Const::Int(p.keys.len() as i64)))?;
            self.asm().jump_if_not_ge(test, count, fail);
        }
        self.check_keys(p)?;
        if p.keys.is_empty() && p.rest.is_none() {
            return Ok(());
        }
        let keys = self.temp()?;
        let mark = self.mark();
        let run = self.run(&p.keys)?;
        self.at(p.range);
        self.asm().build_tuple(keys, run, p.keys.len() as u32);
        self.release(mark);
        self.asm().match_keys(test, subject, keys);
        self.asm().jump_if_none(test, fail);
        let base = self.temps(p.keys.len() as u32)?;
        self.asm().unpack(base, p.keys.len() as u32, test);
        for (index, pattern) in p.patterns.iter().enumerate() {
            self.subpattern(pattern, base.plus(index as u16), fail, captures)?;
        }
        if let Some(name) = &p.rest {
            let rest = self.temp()?;
            let mark = self.mark();
            self.at(p.range);
            self.asm().build_map(rest, rest, 0);
            self.asm().dict_update(rest, subject);
            let run = self.temps(p.keys.len() as u32)?;
            self.asm().unpack(run, p.keys.len() as u32, keys);
            for index in 0..p.keys.len() {
                self.asm().delete_subscr(rest, run.plus(index as u16));
            }
            self.release(mark);
            self.capture(name, rest, p.range, captures)?;
        }
        Ok(())
    }

    fn check_keys(&mut self, p: &'a ast::PatternMatchMapping) -> Result {
        let mut seen = std::collections::HashSet::new();
        for key in &p.keys {
            let Some(value) = self.constant(key, 0)? else { continue };
            if let Some(id) = equality_key(&value)
                && !seen.insert(id)
            {
                let shown = crate::unparse::repr(&value);
                let message = format!("mapping pattern checks duplicate key ({shown})");
                return Err(Fault::syntax(message, p.range));
            }
        }
        Ok(())
    }

    // ---- classes ----

    fn class_pattern(
        &mut self,
        p: &'a ast::PatternMatchClass,
        subject: Reg,
        fail: Label,
        captures: &mut Captures,
    ) -> Result {
        let arguments = &p.arguments;
        self.check_attributes(&arguments.keywords)?;
        let count = arguments.patterns.len() + arguments.keywords.len();
        let result = self.temp()?;
        let mark = self.mark();
        let base = self.temps(3)?;
        self.into(&p.cls, base.plus(1))?;
        self.asm().mov(base, subject);
        self.at(p.range);
        let names = arguments.keywords.iter().map(|keyword| Const::str(&keyword.attr)).collect();
        self.load_const(base.plus(2), Const::Tuple(names));
        self.asm().match_class(result, base, arguments.patterns.len() as u32);
        self.asm().jump_if_none(result, fail);
        self.release(mark);
        let values = self.temps(count as u32)?;
        self.asm().unpack(values, count as u32, result);
        let keywords = arguments.keywords.iter().map(|keyword| &keyword.pattern);
        for (index, pattern) in arguments.patterns.iter().chain(keywords).enumerate() {
            if !is_wildcard(pattern) {
                self.subpattern(pattern, values.plus(index as u16), fail, captures)?;
            }
        }
        Ok(())
    }

    fn check_attributes(&self, keywords: &[ast::PatternKeyword]) -> Result {
        for (index, keyword) in keywords.iter().enumerate() {
            let repeated = keywords[index + 1..].iter().find(|other| other.attr.id == keyword.attr.id);
            if let Some(repeated) = repeated {
                let name = keyword.attr.as_str();
                let message = format!("attribute name repeated in class pattern: {name}");
                return Err(Fault::syntax(message, repeated.pattern.range()));
            }
        }
        Ok(())
    }

    // ---- alternatives ----

    fn or_pattern(&mut self, p: &'a ast::PatternMatchOr, subject: Reg, fail: Label, captures: &mut Captures) -> Result {
        let matched = self.asm().label();
        let last = p.patterns.len() - 1;
        let mut slots: Option<Captures> = None;
        let allowed = self.allow_irrefutable;
        for (index, alternative) in p.patterns.iter().enumerate() {
            let next = if index == last { fail } else { self.asm().label() };
            self.allow_irrefutable = allowed && index == last;
            let mut found = Captures::new();
            let mark = self.mark();
            self.pattern(alternative, subject, next, &mut found)?;
            let unified = match &slots {
                None => {
                    // The first alternative says where the values go. The places are above
                    // whatever it used, so that nothing overlaps.
                    let mut places = found.clone();
                    for place in &mut places {
                        place.value = self.temp()?;
                    }
                    places
                }
                Some(places) => places.clone(),
            };
            self.unify(&unified, &found, p.range)?;
            if slots.is_none() {
                slots = Some(unified);
            } else {
                self.release(mark);
            }
            if index != last {
                self.nowhere();
                self.asm().jump(matched);
                self.asm().place(next);
            }
        }
        self.allow_irrefutable = allowed;
        self.asm().place(matched);
        for capture in slots.unwrap_or_default() {
            let range = capture.range;
            if captures.iter().any(|known| known.name == capture.name) {
                let name = self.scopes.names.text(capture.name);
                let message = format!("multiple assignments to name '{name}' in pattern");
                return Err(Fault::syntax(message, range));
            }
            captures.push(capture);
        }
        Ok(())
    }

    /// Moves an alternative's values to the common places.
    fn unify(&mut self, places: &Captures, found: &Captures, range: TextRange) -> Result {
        let differ = || Fault::syntax("alternative patterns bind different names", range);
        if places.len() != found.len() {
            return Err(differ());
        }
        for place in places {
            let value = found.iter().find(|capture| capture.name == place.name).ok_or_else(differ)?;
            self.asm().mov(place.value, value.value);
        }
        Ok(())
    }
}

/// `_` and `*_`
fn is_wildcard(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::MatchAs(p) => p.pattern.is_none() && p.name.is_none(),
        Pattern::MatchStar(p) => p.name.is_none(),
        _ => false,
    }
}

/// A key that is equal for constants that are equal in Python: numbers by value.
fn equality_key(value: &Const) -> Option<Vec<u8>> {
    let number = match value {
        Const::Bool(value) => Some(f64::from(u8::from(*value))),
        Const::Int(value) if value.unsigned_abs() <= 1 << 53 => Some(*value as f64),
        Const::Float(value) => Some(*value + 0.0),
        Const::Complex(real, imag) if *imag == 0.0 => Some(*real + 0.0),
        _ => None,
    };
    match number {
        Some(value) => fold::key(&Const::Float(value)),
        None => fold::key(value),
    }
}
