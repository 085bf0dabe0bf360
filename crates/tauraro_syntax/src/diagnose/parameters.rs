//! Parameters of functions and lambdas. Both obey the same rules; they differ in the token
//! that ends the list, in annotations, and in how messages begin.

use super::node::{NodeId, NodeKind};
use super::parser::{Memo, Parser, Raised, Step, first_of, need};
use super::token::{Kind, Token};

/// Which of the two lists is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    /// The token behind the list, which may stand in place of the last comma.
    end: Kind,
    lambda: bool,
}

pub(super) const FUNCTION: Style = Style { end: Kind::Rpar, lambda: false };
pub(super) const LAMBDA: Style = Style { end: Kind::Colon, lambda: true };

impl Parser<'_> {
    pub(super) fn lambda_params(&mut self) -> Step<NodeId> {
        self.memo(Memo::LambdaParams, 1, |p| {
            let start = p.start_of()?;
            need!(p.params(LAMBDA));
            Ok(Some(p.node(NodeKind::Other, start, &[])))
        })
    }

    pub(super) fn params(&mut self, style: Style) -> Step<()> {
        if self.invalid {
            self.alt(|p| p.invalid_params(style))?;
        }
        let first = self.alt(|p| first_of!(p; |p| p.slash_no_default(style), |p| p.slash_with_default(style)))?;
        match first {
            Some(Slash::Plain) => {
                self.many(|p| p.param_no_default(style))?;
                self.many(|p| p.param_with_default(style))?;
            }
            Some(Slash::WithDefault) => {
                self.many(|p| p.param_with_default(style))?;
            }
            None => {
                let plain = self.many(|p| p.param_no_default(style))?;
                let defaults = self.many(|p| p.param_with_default(style))?;
                if plain.is_empty() && defaults.is_empty() {
                    return self.star_etc(style);
                }
            }
        }
        self.alt(|p| p.star_etc(style))?;
        Ok(Some(()))
    }

    fn slash_no_default(&mut self, style: Style) -> Step<Slash> {
        need!(self.some(|p| p.param_no_default(style)));
        need!(self.slash(style));
        Ok(Some(Slash::Plain))
    }

    fn slash_with_default(&mut self, style: Style) -> Step<Slash> {
        self.many(|p| p.param_no_default(style))?;
        need!(self.some(|p| p.param_with_default(style)));
        need!(self.slash(style));
        Ok(Some(Slash::WithDefault))
    }

    fn slash(&mut self, style: Style) -> Step<()> {
        need!(self.eat(Kind::Slash));
        if self.eat(Kind::Comma)?.is_some() {
            return Ok(Some(()));
        }
        Ok(self.at(style.end)?.then_some(()))
    }

    fn comma_or_end(&mut self, style: Style) -> Step<()> {
        if self.eat(Kind::Comma)?.is_some() {
            if !style.lambda {
                // A type comment may stand here, so the next token is looked at.
                self.peek()?;
            }
            return Ok(Some(()));
        }
        Ok(self.at(style.end)?.then_some(()))
    }

    fn param_no_default(&mut self, style: Style) -> Step<Token> {
        self.alt(|p| {
            let name = need!(p.param(style));
            need!(p.comma_or_end(style));
            Ok(Some(name))
        })
    }

    fn param_with_default(&mut self, style: Style) -> Step<Token> {
        self.alt(|p| {
            let name = need!(p.param(style));
            need!(p.default());
            need!(p.comma_or_end(style));
            Ok(Some(name))
        })
    }

    fn param_maybe_default(&mut self, style: Style) -> Step<Token> {
        self.alt(|p| {
            let name = need!(p.param(style));
            p.alt(Self::default)?;
            need!(p.comma_or_end(style));
            Ok(Some(name))
        })
    }

    /// A name, and for functions its annotation.
    fn param(&mut self, style: Style) -> Step<Token> {
        let name = need!(self.eat(Kind::Name));
        if !style.lambda {
            self.alt(|p| {
                need!(p.eat(Kind::Colon));
                p.expression()
            })?;
        }
        Ok(Some(name))
    }

    fn default(&mut self) -> Step<()> {
        let equal = need!(self.eat(Kind::Equal));
        if self.alt(Self::expression)?.is_some() {
            return Ok(Some(()));
        }
        if self.invalid && self.at_any(&[Kind::Rpar, Kind::Comma])? {
            return self.raise_token(equal, "expected default value expression");
        }
        Ok(None)
    }

    fn star_etc(&mut self, style: Style) -> Step<()> {
        self.deeper(1, |p| {
            if p.invalid {
                p.alt(|p| p.invalid_star_etc(style))?;
            }
            first_of!(p;
                |p| {
                    need!(p.eat(Kind::Star));
                    need!(p.alt(|p| p.star_param(style)));
                    p.many(|p| p.param_maybe_default(style))?;
                    p.alt(|p| p.kwds(style))?;
                    Ok(Some(()))
                },
                |p| {
                    need!(p.eat(Kind::Star));
                    need!(p.eat(Kind::Comma));
                    need!(p.some(|p| p.param_maybe_default(style)));
                    p.alt(|p| p.kwds(style))?;
                    Ok(Some(()))
                },
                |p| p.kwds(style),
            )
        })
    }

    /// The name after `*`; its annotation may be starred.
    fn star_param(&mut self, style: Style) -> Step<()> {
        first_of!(self; |p| Ok(p.param_no_default(style)?.map(|_| ())), |p| {
            need!(p.eat(Kind::Name));
            if style.lambda {
                return Ok(None);
            }
            need!(p.eat(Kind::Colon));
            need!(p.star_expression());
            p.comma_or_end(style)
        })
    }

    fn kwds(&mut self, style: Style) -> Step<()> {
        if self.invalid {
            self.alt(|p| p.invalid_kwds(style))?;
        }
        need!(self.eat(Kind::DoubleStar));
        Ok(self.param_no_default(style)?.map(|_| ()))
    }

    // Mistakes.

    fn invalid_params(&mut self, style: Style) -> Step<()> {
        self.alt(|p| -> Step<()> {
            let slash = need!(p.eat(Kind::Slash));
            need!(p.eat(Kind::Comma));
            p.raise_token(slash, "at least one argument must precede /")
        })?;
        self.alt(|p| p.second_slash(style))?;
        self.alt(|p| p.default_before_plain(style))?;
        self.alt(|p| p.parenthesized_params(style))?;
        self.alt(|p| p.slash_after_star(style))?;
        self.alt(|p| -> Step<()> {
            need!(p.some(|p| p.param_maybe_default(style)));
            need!(p.eat(Kind::Slash));
            let star = need!(p.eat(Kind::Star));
            p.raise_token(star, "expected comma between / and *")
        })
    }

    fn any_slash(&mut self, style: Style) -> Step<Slash> {
        first_of!(self; |p| p.slash_no_default(style), |p| p.slash_with_default(style))
    }

    fn second_slash(&mut self, style: Style) -> Step<()> {
        need!(self.any_slash(style));
        self.many(|p| p.param_maybe_default(style))?;
        let slash = need!(self.eat(Kind::Slash));
        self.raise_token(slash, "/ may appear only once")
    }

    fn default_before_plain(&mut self, style: Style) -> Step<()> {
        self.alt(|p| p.slash_no_default(style))?;
        self.many(|p| p.param_no_default(style))?;
        let defaults = self.alt(|p| p.slash_with_default(style))?;
        if defaults.is_none() {
            need!(self.some(|p| p.param_with_default(style)));
        }
        let start = self.pos;
        let name = need!(self.param_no_default(style));
        // The annotation belongs to the parameter, the comma does not.
        let mut last = self.tokens[self.pos - 1];
        if last.kind == Kind::Comma && self.pos - 1 > start {
            last = self.tokens[self.pos - 2];
        }
        let msg = "parameter without a default follows parameter with a default";
        self.raise_span(name.start, last.end, msg)
    }

    fn parenthesized_params(&mut self, style: Style) -> Step<()> {
        self.many(|p| p.param_no_default(style))?;
        let open = need!(self.eat(Kind::Lpar));
        if style.lambda {
            need!(self.separated(Kind::Comma, |p| p.param(style)));
        } else {
            need!(self.some(|p| p.param_no_default(style)));
        }
        self.eat(Kind::Comma)?;
        let close = need!(self.eat(Kind::Rpar));
        let what = if style.lambda { "Lambda expression" } else { "Function" };
        self.raise_tokens(open, close, format!("{what} parameters cannot be parenthesized"))
    }

    fn slash_after_star(&mut self, style: Style) -> Step<()> {
        self.alt(|p| p.any_slash(style))?;
        self.many(|p| p.param_maybe_default(style))?;
        need!(self.eat(Kind::Star));
        need!(self.comma_or_plain(style));
        self.many(|p| p.param_maybe_default(style))?;
        let slash = need!(self.eat(Kind::Slash));
        self.raise_token(slash, "/ must be ahead of *")
    }

    fn comma_or_plain(&mut self, style: Style) -> Step<()> {
        if self.eat(Kind::Comma)?.is_some() {
            return Ok(Some(()));
        }
        Ok(self.param_no_default(style)?.map(|_| ()))
    }

    fn invalid_star_etc(&mut self, style: Style) -> Step<()> {
        let star = need!(self.eat(Kind::Star));
        self.bare_star(star, style)?;
        self.alt(|p| -> Step<()> {
            need!(p.param(style));
            let equal = need!(p.eat(Kind::Equal));
            p.raise_token(equal, "var-positional argument cannot have default value")
        })?;
        self.alt(|p| -> Step<()> {
            need!(p.alt(|p| p.comma_or_plain(style)));
            p.many(|p| p.param_maybe_default(style))?;
            let second = need!(p.eat(Kind::Star));
            need!(p.comma_or_plain(style));
            p.raise_token(second, "* argument may appear only once")
        })
    }

    /// `*` with no parameter behind it.
    fn bare_star(&mut self, star: Token, style: Style) -> Result<(), Raised> {
        let bare = self.ahead(|p| {
            if p.eat(style.end)?.is_some() {
                return Ok(Some(()));
            }
            need!(p.eat(Kind::Comma));
            Ok(p.at_any(&[style.end, Kind::DoubleStar])?.then_some(()))
        })?;
        if bare && style.lambda {
            self.raise_here::<()>("named arguments must follow bare *")?;
        } else if bare {
            self.raise_token::<()>(star, "named arguments must follow bare *")?;
        }
        Ok(())
    }

    fn invalid_kwds(&mut self, style: Style) -> Step<()> {
        need!(self.eat(Kind::DoubleStar));
        need!(self.param(style));
        if let Some(equal) = self.eat(Kind::Equal)? {
            return self.raise_token(equal, "var-keyword argument cannot have default value");
        }
        need!(self.eat(Kind::Comma));
        let msg = "arguments cannot follow var-keyword argument";
        let start = self.start_of()?;
        if self.alt(|p| p.param(style))?.is_some() {
            let end = self.previous().end;
            return self.raise_span(start, end, msg);
        }
        let token = need!(self.eat_any(&[Kind::Star, Kind::DoubleStar, Kind::Slash]));
        self.raise_token(token, msg)
    }
}

/// What stands before a `/`.
pub(super) enum Slash {
    Plain,
    WithDefault,
}
