//! What operators work on: names, literals, displays, comprehensions, calls, subscripts.

use super::node::{NodeId, NodeKind};
use super::parser::{Memo, Parser, Step, first_of, need};
use super::token::Kind;

/// What may follow a primary that is only the beginning of a target.
pub(super) const TRAILERS: [Kind; 3] = [Kind::Lpar, Kind::Lsqb, Kind::Dot];

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Step<NodeId> {
        self.memo(Memo::Primary, 2, |p| {
            let start = p.start_of()?;
            let mut value = need!(p.atom());
            while let Some(kind) = p.alt(Self::trailer)? {
                value = p.node(kind, start, &[]);
            }
            Ok(Some(value))
        })
    }

    /// `.name`, a call or a subscript.
    pub(super) fn trailer(&mut self) -> Step<NodeKind> {
        // Its complaints are about all sorts of brackets, so it is tried before any.
        if self.peek()?.kind != Kind::Dot && self.alt(Self::generator_expression)?.is_some() {
            return Ok(Some(NodeKind::Call));
        }
        match self.peek()?.kind {
            Kind::Dot => {
                self.pos += 1;
                need!(self.eat(Kind::Name));
                Ok(Some(NodeKind::Attribute))
            }
            Kind::Lpar => {
                self.pos += 1;
                self.alt(Self::arguments)?;
                need!(self.eat(Kind::Rpar));
                Ok(Some(NodeKind::Call))
            }
            Kind::Lsqb => {
                self.pos += 1;
                need!(self.deeper(2, Self::slices));
                need!(self.eat(Kind::Rsqb));
                Ok(Some(NodeKind::Subscript))
            }
            _ => Ok(None),
        }
    }

    /// A primary with a trailer behind it: all but the last step of a target.
    pub(super) fn target_primary(&mut self) -> Step<NodeId> {
        self.memo(Memo::TPrimary, 2, |p| {
            let start = p.start_of()?;
            let mut value = need!(p.atom());
            if !p.at_any(&TRAILERS)? {
                return Ok(None);
            }
            loop {
                let step = p.alt(|p| {
                    let kind = need!(p.trailer());
                    Ok(p.at_any(&TRAILERS)?.then_some(kind))
                })?;
                match step {
                    Some(kind) => value = p.node(kind, start, &[]),
                    None => return Ok(Some(value)),
                }
            }
        })
    }

    fn slices(&mut self) -> Step<()> {
        let single = self.alt(|p| {
            need!(p.slice());
            Ok((!p.at(Kind::Comma)?).then_some(()))
        })?;
        if single.is_some() {
            return Ok(single);
        }
        need!(
            self.separated(Kind::Comma, |p| { first_of!(p; Self::slice, |p| Ok(p.starred_expression()?.map(|_| ()))) })
        );
        self.eat(Kind::Comma)?;
        Ok(Some(()))
    }

    fn slice(&mut self) -> Step<()> {
        let ranged = self.alt(|p| {
            p.alt(Self::expression)?;
            need!(p.eat(Kind::Colon));
            p.alt(Self::expression)?;
            p.alt(|p| {
                need!(p.eat(Kind::Colon));
                p.alt(Self::expression)?;
                Ok(Some(()))
            })?;
            Ok(Some(()))
        })?;
        if ranged.is_some() {
            return Ok(ranged);
        }
        Ok(self.named_expression()?.map(|_| ()))
    }

    pub(super) fn atom(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let token = p.peek()?;
            let kind = match token.kind {
                Kind::Name => NodeKind::Name,
                Kind::True => NodeKind::True,
                Kind::False => NodeKind::False,
                Kind::None => NodeKind::None,
                Kind::Ellipsis => NodeKind::Ellipsis,
                Kind::Number => {
                    p.check_number(token)?;
                    NodeKind::Number
                }
                Kind::Str | Kind::FStringStart | Kind::TStringStart => return p.strings(),
                Kind::Lpar | Kind::Lsqb | Kind::Lbrace => return p.deeper(1, Self::bracketed),
                _ => return Ok(None),
            };
            p.pos += 1;
            Ok(Some(p.leaf(kind, token)))
        })
    }

    fn bracketed(&mut self) -> Step<NodeId> {
        match self.peek()?.kind {
            Kind::Lpar => first_of!(self; Self::tuple, Self::group, Self::generator_expression),
            Kind::Lsqb => first_of!(self; Self::list, Self::list_comprehension),
            _ => first_of!(self;
                Self::dict,
                Self::set,
                Self::dict_comprehension,
                Self::set_comprehension,
            ),
        }
    }

    fn group(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let inner = p.alt(|p| {
                need!(p.eat(Kind::Lpar));
                let value = need!(p.alt(|p| first_of!(p; Self::yield_expression, Self::named_expression)));
                need!(p.eat(Kind::Rpar));
                Ok(Some(value))
            })?;
            if inner.is_none() && p.invalid {
                p.alt(Self::invalid_group)?;
            }
            Ok(inner)
        })
    }

    fn invalid_group(&mut self) -> Step<()> {
        need!(self.eat(Kind::Lpar));
        let starred = self.alt(|p| {
            let starred = need!(p.starred_expression());
            need!(p.eat(Kind::Rpar));
            Ok(Some(starred))
        })?;
        if let Some(starred) = starred {
            return self.raise_node(starred, "cannot use starred expression here");
        }
        let stars = need!(self.eat(Kind::DoubleStar));
        need!(self.expression());
        need!(self.eat(Kind::Rpar));
        self.raise_token(stars, "cannot use double starred expression here")
    }

    pub(super) fn tuple(&mut self) -> Step<NodeId> {
        self.deeper(2, |p| {
            let open = need!(p.eat(Kind::Lpar));
            let items = p.alt(|p| {
                let first = need!(p.star_named_expression());
                need!(p.eat(Kind::Comma));
                let mut items = vec![first];
                items.extend(p.alt(Self::star_named_expressions)?.unwrap_or_default());
                Ok(Some(items))
            })?;
            need!(p.eat(Kind::Rpar));
            Ok(Some(p.node(NodeKind::Tuple, open.start, &items.unwrap_or_default())))
        })
    }

    pub(super) fn list(&mut self) -> Step<NodeId> {
        self.deeper(3, |p| {
            let open = need!(p.eat(Kind::Lsqb));
            let items = p.alt(Self::star_named_expressions)?.unwrap_or_default();
            need!(p.eat(Kind::Rsqb));
            Ok(Some(p.node(NodeKind::List, open.start, &items)))
        })
    }

    fn set(&mut self) -> Step<NodeId> {
        self.deeper(3, |p| {
            let open = need!(p.eat(Kind::Lbrace));
            need!(p.star_named_expressions());
            need!(p.eat(Kind::Rbrace));
            Ok(Some(p.node(NodeKind::Set, open.start, &[])))
        })
    }

    fn dict(&mut self) -> Step<NodeId> {
        self.deeper(5, |p| {
            let plain = p.alt(|p| {
                let open = need!(p.eat(Kind::Lbrace));
                p.alt(Self::dict_items)?;
                need!(p.eat(Kind::Rbrace));
                Ok(Some(p.node(NodeKind::Dict, open.start, &[])))
            })?;
            if plain.is_none() {
                // These complaints do not wait for the second pass.
                need!(p.eat(Kind::Lbrace));
                p.alt(Self::invalid_dict_items)?;
            }
            Ok(plain)
        })
    }

    fn dict_items(&mut self) -> Step<()> {
        need!(self.separated(Kind::Comma, Self::dict_item));
        self.eat(Kind::Comma)?;
        Ok(Some(()))
    }

    fn dict_item(&mut self) -> Step<()> {
        first_of!(self; |p| {
            need!(p.eat(Kind::DoubleStar));
            need!(p.bitwise_or());
            Ok(Some(()))
        }, Self::key_value)
    }

    fn key_value(&mut self) -> Step<()> {
        need!(self.expression());
        need!(self.eat(Kind::Colon));
        need!(self.expression());
        Ok(Some(()))
    }

    fn invalid_dict_items(&mut self) -> Step<()> {
        self.alt(|p| {
            need!(p.separated(Kind::Comma, Self::dict_item));
            need!(p.eat(Kind::Comma));
            p.invalid_key_value()
        })?;
        self.alt(Self::bad_dict_value)
    }

    fn invalid_key_value(&mut self) -> Step<()> {
        self.alt(|p| -> Step<()> {
            let key = need!(p.expression());
            if p.at(Kind::Colon)? {
                return Ok(None);
            }
            let (line, _) = {
                let start = p.get(key).start;
                p.place(start)
            };
            let end = p.get(key).end;
            let (end_line, end_col) = p.place(end);
            let msg = "':' expected after dictionary key";
            Err(p.raise_at(crate::error::ErrorKind::Syntax, msg, (line, end_col - 1), (end_line, 0)))
        })?;
        self.alt(Self::bad_dict_value)
    }

    /// `{a: *b}` and `{a:}`
    fn bad_dict_value(&mut self) -> Step<()> {
        need!(self.expression());
        let colon = need!(self.eat(Kind::Colon));
        let star = self.alt(|p| {
            let star = need!(p.eat(Kind::Star));
            need!(p.bitwise_or());
            Ok(Some(star))
        })?;
        if let Some(star) = star {
            let msg = "cannot use a starred expression in a dictionary value";
            return self.raise_from(star.start, msg);
        }
        if self.at_any(&[Kind::Rbrace, Kind::Comma])? {
            return self.raise_token(colon, "expression expected after dictionary key and ':'");
        }
        Ok(None)
    }

    // Comprehensions.

    fn list_comprehension(&mut self) -> Step<NodeId> {
        self.comprehension(Kind::Lsqb, Kind::Rsqb, NodeKind::ListComprehension, Self::named_expression)
    }

    fn set_comprehension(&mut self) -> Step<NodeId> {
        self.comprehension(Kind::Lbrace, Kind::Rbrace, NodeKind::SetComprehension, Self::named_expression)
    }

    pub(super) fn generator_expression(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| p.comprehension(Kind::Lpar, Kind::Rpar, NodeKind::GeneratorExpression, Self::argument_value))
    }

    fn comprehension(
        &mut self,
        open: Kind,
        close: Kind,
        kind: NodeKind,
        element: fn(&mut Self) -> Step<NodeId>,
    ) -> Step<NodeId> {
        self.deeper(1, |p| {
            let plain = p.alt(|p| {
                let start = need!(p.eat(open)).start;
                need!(element(p));
                need!(p.for_if_clauses());
                need!(p.eat(close));
                Ok(Some(p.node(kind, start, &[])))
            })?;
            if plain.is_none() && p.invalid {
                p.alt(Self::invalid_comprehension)?;
            }
            Ok(plain)
        })
    }

    fn dict_comprehension(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let plain = p.alt(|p| {
                let start = need!(p.eat(Kind::Lbrace)).start;
                need!(p.key_value());
                need!(p.for_if_clauses());
                need!(p.eat(Kind::Rbrace));
                Ok(Some(p.node(NodeKind::DictComprehension, start, &[])))
            })?;
            if plain.is_none() && p.invalid {
                p.alt(|p| -> Step<()> {
                    need!(p.eat(Kind::Lbrace));
                    let stars = need!(p.eat(Kind::DoubleStar));
                    need!(p.bitwise_or());
                    need!(p.for_if_clauses());
                    need!(p.eat(Kind::Rbrace));
                    p.raise_token(stars, "dict unpacking cannot be used in dict comprehension")
                })?;
            }
            Ok(plain)
        })
    }

    fn invalid_comprehension(&mut self) -> Step<()> {
        let open = need!(self.eat_any(&[Kind::Lsqb, Kind::Lpar, Kind::Lbrace]));
        self.alt(|p| -> Step<()> {
            let starred = need!(p.starred_expression());
            need!(p.for_if_clauses());
            p.raise_node(starred, "iterable unpacking cannot be used in comprehension")
        })?;
        if open.kind == Kind::Lpar {
            return Ok(None);
        }
        let first = need!(self.star_named_expression());
        let comma = need!(self.eat(Kind::Comma));
        let msg = "did you forget parentheses around the comprehension target?";
        self.alt(|p| -> Step<()> {
            let more = need!(p.star_named_expressions());
            need!(p.for_if_clauses());
            let last = more[more.len() - 1];
            p.raise_nodes(first, last, msg)
        })?;
        need!(self.for_if_clauses());
        let start = self.get(first).start;
        self.raise_span(start, comma.end, msg)
    }

    pub(super) fn for_if_clauses(&mut self) -> Step<NodeId> {
        let start = self.start_of()?;
        let clauses = need!(self.some(Self::for_if_clause));
        Ok(Some(self.node(NodeKind::Clauses, start, &clauses)))
    }

    fn for_if_clause(&mut self) -> Step<NodeId> {
        let start = self.start_of()?;
        let before = self.pos;
        self.eat(Kind::Async)?;
        let head = self.alt(|p| {
            need!(p.eat(Kind::For));
            let target = need!(p.star_targets());
            need!(p.eat(Kind::In));
            Ok(Some(target))
        })?;
        if let Some(target) = head {
            let iterable = need!(self.disjunction());
            let conditions = self.many(|p| {
                need!(p.eat(Kind::If));
                p.disjunction()
            })?;
            let mut parts = vec![target, iterable];
            parts.extend(conditions);
            return Ok(Some(self.node(NodeKind::Clause, start, &parts)));
        }
        if self.invalid {
            self.pos = before;
            self.alt(Self::invalid_for_clause)?;
            self.pos = before;
            self.alt(Self::invalid_for_target)?;
        }
        Ok(None)
    }

    fn invalid_for_clause(&mut self) -> Step<()> {
        self.eat(Kind::Async)?;
        need!(self.eat(Kind::For));
        need!(self.bitwise_or());
        self.many(|p| {
            need!(p.eat(Kind::Comma));
            p.bitwise_or()
        })?;
        self.eat(Kind::Comma)?;
        if self.at(Kind::In)? {
            return Ok(None);
        }
        self.raise_here("'in' expected after for-loop variables")
    }
}
