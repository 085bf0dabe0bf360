//! The patterns of `case`.

use super::node::{NodeId, NodeKind};
use super::parser::{Memo, Parser, Step, first_of, need};
use super::token::{Kind, Token};

impl Parser<'_> {
    pub(super) fn patterns(&mut self) -> Step<()> {
        first_of!(self; Self::open_sequence, Self::pattern)
    }

    fn pattern(&mut self) -> Step<()> {
        self.deeper(1, |p| first_of!(p; Self::as_pattern, Self::or_pattern))
    }

    fn as_pattern(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            let before = p.pos;
            let found = p.alt(|p| {
                need!(p.or_pattern());
                need!(p.eat(Kind::As));
                p.capture_target()
            })?;
            if found.is_none() && p.invalid {
                p.alt(|p| {
                    need!(p.or_pattern());
                    need!(p.eat(Kind::As));
                    if let Some(name) = p.eat_word("_")? {
                        return p.raise_token(name, "cannot use '_' as a target");
                    }
                    let target = need!(p.expression());
                    let described = p.get(target).kind.described();
                    p.raise_node::<()>(target, format!("cannot use {described} as pattern target"))
                })?;
                p.pos = before;
            }
            Ok(found)
        })
    }

    fn or_pattern(&mut self) -> Step<()> {
        self.deeper(1, |p| Ok(p.separated(Kind::Vbar, Self::closed_pattern)?.map(|_| ())))
    }

    fn closed_pattern(&mut self) -> Step<NodeId> {
        self.memo(Memo::ClosedPattern, 1, |p| {
            let start = p.start_of()?;
            need!(first_of_closed(p));
            Ok(Some(p.node(NodeKind::Other, start, &[])))
        })
    }

    fn literal_pattern(&mut self) -> Step<()> {
        first_of!(self;
            |p| {
                need!(p.signed_number());
                Ok((!p.at_any(&[Kind::Plus, Kind::Minus])?).then_some(()))
            },
            Self::complex_number,
            |p| {
                if !p.at_any(&[Kind::Str, Kind::FStringStart, Kind::TStringStart])? {
                    return Ok(None);
                }
                Ok(p.strings()?.map(|_| ()))
            },
            |p| Ok(p.eat_any(&[Kind::None, Kind::True, Kind::False])?.map(|_| ())),
        )
    }

    fn signed_number(&mut self) -> Step<()> {
        self.eat(Kind::Minus)?;
        let number = need!(self.eat(Kind::Number));
        self.check_number(number)?;
        Ok(Some(()))
    }

    fn complex_number(&mut self) -> Step<()> {
        self.eat(Kind::Minus)?;
        let real = need!(self.eat(Kind::Number));
        if self.is_imaginary(real) {
            return self.raise_token(real, "real number required in complex literal");
        }
        need!(self.eat_any(&[Kind::Plus, Kind::Minus]));
        let imaginary = need!(self.eat(Kind::Number));
        if !self.is_imaginary(imaginary) {
            return self.raise_token(imaginary, "imaginary number required in complex literal");
        }
        Ok(Some(()))
    }

    fn is_imaginary(&self, token: Token) -> bool {
        self.token_text(token).ends_with(['j', 'J'])
    }

    /// A name that is bound: not `_`, and not the beginning of something longer.
    fn capture_target(&mut self) -> Step<()> {
        let name = need!(self.eat(Kind::Name));
        if self.token_text(name) == "_" {
            return Ok(None);
        }
        Ok((!self.at_any(&[Kind::Dot, Kind::Lpar, Kind::Equal])?).then_some(()))
    }

    fn attribute(&mut self) -> Step<()> {
        need!(self.eat(Kind::Name));
        need!(self.some(|p| {
            need!(p.eat(Kind::Dot));
            p.eat(Kind::Name)
        }));
        Ok(Some(()))
    }

    fn sequence_pattern(&mut self) -> Step<()> {
        first_of!(self;
            |p| {
                need!(p.eat(Kind::Lsqb));
                p.alt(Self::maybe_sequence)?;
                Ok(p.eat(Kind::Rsqb)?.map(|_| ()))
            },
            |p| {
                need!(p.eat(Kind::Lpar));
                p.alt(Self::open_sequence)?;
                Ok(p.eat(Kind::Rpar)?.map(|_| ()))
            },
        )
    }

    fn open_sequence(&mut self) -> Step<()> {
        need!(self.maybe_star_pattern());
        need!(self.eat(Kind::Comma));
        self.alt(Self::maybe_sequence)?;
        Ok(Some(()))
    }

    fn maybe_sequence(&mut self) -> Step<()> {
        need!(self.separated(Kind::Comma, Self::maybe_star_pattern));
        self.eat(Kind::Comma)?;
        Ok(Some(()))
    }

    fn maybe_star_pattern(&mut self) -> Step<()> {
        first_of!(self; |p| Ok(p.star_pattern()?.map(|_| ())), Self::pattern)
    }

    fn star_pattern(&mut self) -> Step<NodeId> {
        self.memo(Memo::StarPattern, 1, |p| {
            let star = need!(p.eat(Kind::Star));
            need!(p.alt(|p| first_of!(p; Self::capture_target, |p| Ok(p.eat_word("_")?.map(|_| ())))));
            Ok(Some(p.node(NodeKind::Other, star.start, &[])))
        })
    }

    fn mapping_pattern(&mut self) -> Step<()> {
        need!(self.eat(Kind::Lbrace));
        if self.eat(Kind::Rbrace)?.is_some() {
            return Ok(Some(()));
        }
        let items = self.alt(|p| p.separated(Kind::Comma, Self::key_value_pattern))?;
        let rest = self.alt(|p| {
            if items.is_some() {
                need!(p.eat(Kind::Comma));
            }
            need!(p.eat(Kind::DoubleStar));
            p.capture_target()
        })?;
        if items.is_none() && rest.is_none() {
            return Ok(None);
        }
        self.eat(Kind::Comma)?;
        Ok(self.eat(Kind::Rbrace)?.map(|_| ()))
    }

    fn key_value_pattern(&mut self) -> Step<()> {
        need!(self.alt(|p| first_of!(p; Self::literal_pattern, Self::attribute)));
        need!(self.eat(Kind::Colon));
        self.pattern()
    }

    fn class_pattern(&mut self) -> Step<()> {
        let found = self.alt(|p| {
            need!(p.dotted_name());
            need!(p.eat(Kind::Lpar));
            if p.eat(Kind::Rpar)?.is_some() {
                return Ok(Some(()));
            }
            let positional = p.alt(Self::positional_patterns)?;
            let keywords = p.alt(|p| {
                if positional.is_some() {
                    need!(p.eat(Kind::Comma));
                }
                p.keyword_patterns()
            })?;
            if positional.is_none() && keywords.is_none() {
                return Ok(None);
            }
            p.eat(Kind::Comma)?;
            Ok(p.eat(Kind::Rpar)?.map(|_| ()))
        })?;
        if found.is_none() && self.invalid {
            self.alt(Self::invalid_class_pattern)?;
        }
        Ok(found)
    }

    fn positional_patterns(&mut self) -> Step<()> {
        Ok(self.separated(Kind::Comma, Self::pattern)?.map(|_| ()))
    }

    fn keyword_patterns(&mut self) -> Step<()> {
        let keywords = self.separated(Kind::Comma, |p| {
            need!(p.eat(Kind::Name));
            need!(p.eat(Kind::Equal));
            p.pattern()
        })?;
        Ok(keywords.map(|_| ()))
    }

    fn invalid_class_pattern(&mut self) -> Step<()> {
        need!(self.dotted_name());
        need!(self.eat(Kind::Lpar));
        self.alt(|p| {
            need!(p.positional_patterns());
            p.eat(Kind::Comma)
        })?;
        need!(self.keyword_patterns());
        need!(self.eat(Kind::Comma));
        let start = self.start_of()?;
        need!(self.positional_patterns());
        let end = self.previous().end;
        self.raise_span(start, end, "positional patterns follow keyword patterns")
    }
}

/// The kinds of patterns, in the order in which they are tried.
fn first_of_closed(p: &mut Parser<'_>) -> Step<()> {
    first_of!(p;
        Parser::literal_pattern,
        Parser::capture_target,
        |p| Ok(p.eat_word("_")?.map(|_| ())),
        |p| {
            need!(p.attribute());
            Ok((!p.at_any(&[Kind::Dot, Kind::Lpar, Kind::Equal])?).then_some(()))
        },
        |p| {
            need!(p.eat(Kind::Lpar));
            need!(p.pattern());
            Ok(p.eat(Kind::Rpar)?.map(|_| ()))
        },
        Parser::sequence_pattern,
        Parser::mapping_pattern,
        Parser::class_pattern,
    )
}
