//! Call arguments, and the many ways to get them wrong.

use super::node::{NodeId, NodeKind};
use super::parser::{Memo, Parser, Step, first_of, need};
use super::token::Kind;

/// One argument of a call.
enum Argument {
    Positional(NodeId),
    Keyword,
    Unpacked,
}

impl Parser<'_> {
    pub(super) fn arguments(&mut self) -> Step<NodeId> {
        self.memo(Memo::Arguments, 1, |p| {
            let plain = p.alt(|p| {
                let found = need!(p.args());
                p.eat(Kind::Comma)?;
                Ok(p.at(Kind::Rpar)?.then_some(found))
            })?;
            if plain.is_none() && p.invalid {
                p.alt(Self::invalid_arguments)?;
            }
            Ok(plain)
        })
    }

    fn args(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let start = p.start_of()?;
            let mut found = Vec::new();
            let positional = p.alt(|p| p.separated(Kind::Comma, Self::positional_argument))?;
            match positional {
                Some(values) => {
                    found.extend(values.into_iter().map(Argument::Positional));
                    let more = p.alt(|p| {
                        need!(p.eat(Kind::Comma));
                        p.keyword_arguments()
                    })?;
                    found.extend(more.unwrap_or_default());
                }
                None => found = need!(p.keyword_arguments()),
            }
            Ok(Some(p.arguments_node(start, &found)))
        })
    }

    fn arguments_node(&mut self, start: u32, found: &[Argument]) -> NodeId {
        let mut values = Vec::new();
        let mut kind = NodeKind::Arguments;
        for argument in found {
            match argument {
                Argument::Positional(value) => values.push(*value),
                Argument::Keyword => {}
                Argument::Unpacked => kind = NodeKind::ArgumentsUnpacking,
            }
        }
        self.node(kind, start, &values)
    }

    /// `(starred | value) !'='`
    fn positional_argument(&mut self) -> Step<NodeId> {
        let value =
            need!(self.deeper(2, |p| { p.alt(|p| first_of!(p; Self::starred_expression, Self::argument_value)) }));
        Ok((!self.at(Kind::Equal)?).then_some(value))
    }

    /// Keywords and `*`, then keywords and `**`.
    fn keyword_arguments(&mut self) -> Step<Vec<Argument>> {
        self.deeper(3, |p| {
            let Some(mut found) = p.alt(|p| p.separated(Kind::Comma, Self::keyword_or_starred))? else {
                return p.separated(Kind::Comma, Self::keyword_or_double_starred);
            };
            let more = p.alt(|p| {
                need!(p.eat(Kind::Comma));
                p.separated(Kind::Comma, Self::keyword_or_double_starred)
            })?;
            found.extend(more.unwrap_or_default());
            Ok(Some(found))
        })
    }

    fn keyword_or_starred(&mut self) -> Step<Argument> {
        if self.invalid {
            self.alt(Self::invalid_keyword)?;
        }
        first_of!(self; Self::keyword, |p| {
            Ok(p.starred_expression()?.map(Argument::Positional))
        })
    }

    fn keyword_or_double_starred(&mut self) -> Step<Argument> {
        if self.invalid {
            self.alt(Self::invalid_keyword)?;
        }
        first_of!(self; Self::keyword, |p| {
            need!(p.eat(Kind::DoubleStar));
            need!(p.expression());
            Ok(Some(Argument::Unpacked))
        })
    }

    fn keyword(&mut self) -> Step<Argument> {
        need!(self.eat(Kind::Name));
        need!(self.eat(Kind::Equal));
        need!(self.expression());
        Ok(Some(Argument::Keyword))
    }

    pub(super) fn starred_expression(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            if p.invalid {
                p.alt(Self::assigned_unpacking)?;
            }
            let star = need!(p.eat(Kind::Star));
            if let Some(value) = p.alt(Self::expression)? {
                return Ok(Some(p.node(NodeKind::Starred, star.start, &[value])));
            }
            if p.invalid {
                return p.raise_here("Invalid star expression");
            }
            Ok(None)
        })
    }

    /// `f(*a = b)`
    fn assigned_unpacking(&mut self) -> Step<()> {
        let star = need!(self.eat(Kind::Star));
        need!(self.expression());
        need!(self.eat(Kind::Equal));
        let value = need!(self.expression());
        let end = self.get(value).end;
        self.raise_span(star.start, end, "cannot assign to iterable argument unpacking")
    }

    fn invalid_keyword(&mut self) -> Step<()> {
        self.alt(|p| -> Step<()> {
            let name = need!(p.eat_any(&[Kind::True, Kind::False, Kind::None]));
            let equal = need!(p.eat(Kind::Equal));
            let text = p.token_text(name);
            p.raise_tokens(name, equal, format!("cannot assign to {text}"))
        })?;
        self.alt(|p| -> Step<()> {
            let stars = need!(p.eat(Kind::DoubleStar));
            need!(p.expression());
            need!(p.eat(Kind::Equal));
            let value = need!(p.expression());
            let end = p.get(value).end;
            p.raise_span(stars.start, end, "cannot assign to keyword argument unpacking")
        })?;
        self.alt(Self::assigned_generator)?;
        let is_keyword = self.ahead(|p| {
            need!(p.eat(Kind::Name));
            p.eat(Kind::Equal)
        })?;
        if is_keyword {
            return Ok(None);
        }
        let value = need!(self.expression());
        let equal = need!(self.eat(Kind::Equal));
        let start = self.get(value).start;
        let msg = "expression cannot contain assignment, perhaps you meant \"==\"?";
        self.raise_span(start, equal.end, msg)
    }

    /// `f(a = b for c in d)`
    fn assigned_generator(&mut self) -> Step<()> {
        let name = need!(self.eat(Kind::Name));
        let equal = need!(self.eat(Kind::Equal));
        need!(self.expression());
        need!(self.for_if_clauses());
        let msg = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        self.raise_tokens(name, equal, msg)
    }

    fn invalid_arguments(&mut self) -> Step<()> {
        self.alt(Self::star_after_double_star)?;
        self.alt(Self::bare_generator_first)?;
        self.alt(Self::assigned_generator)?;
        self.alt(Self::keyword_without_value)?;
        self.alt(Self::bare_generator_last)?;
        self.alt(Self::bare_generator_after)?;
        self.alt(Self::positional_after_keyword)
    }

    /// `f(**a, *b)`
    fn star_after_double_star(&mut self) -> Step<()> {
        let before_star = self.alt(|p| {
            need!(p.separated(Kind::Comma, Self::positional_argument));
            need!(p.eat(Kind::Comma));
            need!(p.keyword_arguments());
            Ok(Some(()))
        })?;
        if before_star.is_none() {
            need!(self.keyword_arguments());
        }
        let comma = need!(self.eat(Kind::Comma));
        need!(self.separated(Kind::Comma, |p| {
            let starred = need!(p.starred_expression());
            Ok((!p.at(Kind::Equal)?).then_some(starred))
        }));
        let msg = "iterable argument unpacking follows keyword argument unpacking";
        self.raise_from(comma.start, msg)
    }

    /// `f(a for b in c, d)`
    fn bare_generator_first(&mut self) -> Step<()> {
        let element = need!(self.expression());
        let clauses = need!(self.for_if_clauses());
        need!(self.eat(Kind::Comma));
        self.alt(|p| {
            first_of!(p; Self::args, |p| {
                need!(p.expression());
                p.for_if_clauses()
            })
        })?;
        self.raise_unparenthesized(element, clauses)
    }

    fn raise_unparenthesized(&mut self, from: NodeId, clauses: NodeId) -> Step<()> {
        let last_clause = *self.children_of(clauses).last().expect("at least one clause matched");
        let last = *self.children_of(last_clause).last().expect("a clause has a target and an iterable");
        self.raise_nodes(from, last, "Generator expression must be parenthesized")
    }

    /// `f(a=)`
    fn keyword_without_value(&mut self) -> Step<()> {
        self.alt(|p| {
            need!(p.args());
            p.eat(Kind::Comma)
        })?;
        let name = need!(self.eat(Kind::Name));
        let equal = need!(self.eat(Kind::Equal));
        if !self.at_any(&[Kind::Comma, Kind::Rpar])? {
            return Ok(None);
        }
        self.raise_tokens(name, equal, "expected argument value expression")
    }

    /// `f(a, b for c in d)`
    fn bare_generator_last(&mut self) -> Step<()> {
        let before = need!(self.args());
        let clauses = need!(self.for_if_clauses());
        let values = self.children_of(before);
        if values.len() <= 1 {
            return Ok(None);
        }
        let element = values[values.len() - 1];
        self.raise_unparenthesized(element, clauses)
    }

    /// `f(a=1, b for c in d)`
    fn bare_generator_after(&mut self) -> Step<()> {
        need!(self.args());
        need!(self.eat(Kind::Comma));
        let element = need!(self.expression());
        let clauses = need!(self.for_if_clauses());
        self.raise_unparenthesized(element, clauses)
    }

    fn positional_after_keyword(&mut self) -> Step<()> {
        let before = need!(self.args());
        need!(self.eat(Kind::Comma));
        need!(self.args());
        let msg = if self.get(before).kind == NodeKind::ArgumentsUnpacking {
            "positional argument follows keyword argument unpacking"
        } else {
            "positional argument follows keyword argument"
        };
        self.raise_here(msg)
    }
}
