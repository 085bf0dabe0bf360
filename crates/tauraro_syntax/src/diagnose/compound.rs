//! Statements with a block, and what is said when the colon or the block is missing.

use super::node::{NodeId, NodeKind, TargetUse};
use super::parameters::FUNCTION;
use super::parser::{Memo, Parser, Raised, Step, first_of, need};
use super::token::{Kind, NOWHERE, Token};
use crate::error::ErrorKind;

impl Parser<'_> {
    pub(super) fn compound_stmt(&mut self) -> Step<()> {
        let first = self.peek()?;
        let found = self.deeper(1, Self::compound_by_word)?;
        let is_function = matches!(first.kind, Kind::Def | Kind::At | Kind::Async);
        if found.is_some() && !is_function && first.start != NOWHERE {
            let (line, col) = self.place(first.start);
            if line >= self.last_compound.0 {
                self.last_compound = (line, col - 1);
            }
        }
        Ok(found)
    }

    fn compound_by_word(&mut self) -> Step<()> {
        let token = self.peek()?;
        match token.kind {
            Kind::Def => self.function_def(),
            Kind::At => {
                first_of!(self; Self::function_def, Self::class_def)
            }
            Kind::Async => first_of!(self; Self::function_def, Self::with_stmt, Self::for_stmt),
            Kind::If => self.if_stmt(),
            Kind::Class => self.class_def(),
            Kind::With => self.with_stmt(),
            Kind::For => self.for_stmt(),
            Kind::Try => self.try_stmt(),
            Kind::While => self.while_stmt(),
            Kind::Name if self.token_text(token) == "match" => self.match_stmt(),
            _ => Ok(None),
        }
    }

    pub(super) fn block(&mut self) -> Step<NodeId> {
        self.memo(Memo::Block, 1, |p| {
            let start = p.start_of()?;
            let indented = p.alt(|p| {
                need!(p.eat(Kind::Newline));
                need!(p.eat(Kind::Indent));
                need!(p.statements());
                Ok(p.eat(Kind::Dedent)?.map(|_| ()))
            })?;
            if indented.is_none() && p.alt(Self::simple_stmts)?.is_none() {
                if p.invalid && p.newline_without_indent()? {
                    return p.raise_here_as(ErrorKind::Indentation, "expected an indented block");
                }
                return Ok(None);
            }
            Ok(Some(p.node(NodeKind::Other, start, &[])))
        })
    }

    fn newline_without_indent(&mut self) -> Result<bool, Raised> {
        self.ahead(|p| {
            need!(p.eat(Kind::Newline));
            Ok((!p.at(Kind::Indent)?).then_some(()))
        })
    }

    /// At a colon: complains if an empty line, and no block, follows.
    fn need_block(&mut self, after: &str, word: Token) -> Step<()> {
        need!(self.eat(Kind::Colon));
        self.need_indent(after, word)
    }

    fn need_indent(&mut self, after: &str, word: Token) -> Step<()> {
        if !self.newline_without_indent()? {
            return Ok(None);
        }
        let msg = format!("expected an indented block after {after} on line {}", word.line);
        self.raise_here_as(ErrorKind::Indentation, msg)
    }

    /// At the end of a line that should have ended in a colon.
    fn need_colon(&mut self) -> Step<()> {
        need!(self.eat(Kind::Newline));
        self.raise_here("expected ':'")
    }

    /// A token without which nothing else makes sense.
    fn forced(&mut self, kind: Kind, shown: &str) -> Step<Token> {
        if let Some(token) = self.eat(kind)? {
            return Ok(Some(token));
        }
        if !self.invalid {
            return Ok(None);
        }
        let token = self.peek()?;
        self.raise_token(token, format!("expected '{shown}'"))
    }

    // if, while, for.

    fn if_stmt(&mut self) -> Step<()> {
        self.conditional_stmt(Kind::If, "if")
    }

    fn conditional_stmt(&mut self, word: Kind, text: &'static str) -> Step<()> {
        self.deeper(1, |p| {
            if p.invalid {
                p.alt(|p| p.invalid_conditional(word, text))?;
            }
            need!(p.eat(word));
            need!(p.named_expression());
            need!(p.eat(Kind::Colon));
            need!(p.block());
            if p.alt(|p| p.conditional_stmt(Kind::Elif, "elif"))?.is_none() {
                p.alt(Self::else_block)?;
            }
            Ok(Some(()))
        })
    }

    fn invalid_conditional(&mut self, word: Kind, text: &str) -> Step<()> {
        let word = need!(self.eat(word));
        need!(self.named_expression());
        self.alt(Self::need_colon)?;
        self.need_block(&format!("'{text}' statement"), word)
    }

    fn else_block(&mut self) -> Step<()> {
        if self.invalid {
            self.alt(|p| -> Step<()> {
                let word = need!(p.eat(Kind::Else));
                p.alt(|p| p.need_block("'else' statement", word))?;
                need!(p.eat(Kind::Colon));
                need!(p.block());
                need!(p.eat(Kind::Elif));
                p.raise_here("'elif' block follows an 'else' block")
            })?;
        }
        need!(self.eat(Kind::Else));
        need!(self.forced(Kind::Colon, ":"));
        Ok(self.block()?.map(|_| ()))
    }

    fn while_stmt(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            if p.invalid {
                p.alt(|p| p.invalid_conditional(Kind::While, "while"))?;
            }
            need!(p.eat(Kind::While));
            need!(p.named_expression());
            need!(p.eat(Kind::Colon));
            need!(p.block());
            p.alt(Self::else_block)?;
            Ok(Some(()))
        })
    }

    fn for_stmt(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            if p.invalid {
                p.alt(Self::invalid_for_stmt)?;
            }
            let before = p.pos;
            p.eat(Kind::Async)?;
            let committed = p.alt(|p| {
                need!(p.eat(Kind::For));
                need!(p.star_targets());
                p.eat(Kind::In)
            })?;
            if committed.is_some() {
                need!(p.star_expressions());
                need!(p.eat(Kind::Colon));
                need!(p.block());
                p.alt(Self::else_block)?;
                return Ok(Some(()));
            }
            if p.invalid {
                p.pos = before;
                p.alt(Self::invalid_for_target)?;
            }
            Ok(None)
        })
    }

    fn invalid_for_stmt(&mut self) -> Step<()> {
        self.eat(Kind::Async)?;
        let word = need!(self.eat(Kind::For));
        need!(self.star_targets());
        need!(self.eat(Kind::In));
        need!(self.star_expressions());
        self.alt(Self::need_colon)?;
        self.need_block("'for' statement", word)
    }

    // with.

    fn with_stmt(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            if p.invalid {
                p.alt(Self::invalid_with_block)?;
            }
            let found = p.alt(|p| first_of!(p; Self::with_parenthesized, Self::with_plain))?;
            if found.is_none() && p.invalid {
                p.alt(Self::invalid_with_colon)?;
            }
            Ok(found)
        })
    }

    fn with_word(&mut self) -> Step<Token> {
        self.eat(Kind::Async)?;
        self.eat(Kind::With)
    }

    fn with_parenthesized(&mut self) -> Step<()> {
        need!(self.with_word());
        need!(self.eat(Kind::Lpar));
        need!(self.separated(Kind::Comma, Self::with_item));
        self.eat(Kind::Comma)?;
        need!(self.eat(Kind::Rpar));
        need!(self.eat(Kind::Colon));
        Ok(self.block()?.map(|_| ()))
    }

    fn with_plain(&mut self) -> Step<()> {
        need!(self.with_word());
        need!(self.separated(Kind::Comma, Self::with_item));
        need!(self.eat(Kind::Colon));
        Ok(self.block()?.map(|_| ()))
    }

    fn with_item(&mut self) -> Step<()> {
        const ENDS: [Kind; 3] = [Kind::Comma, Kind::Rpar, Kind::Colon];
        let named = self.alt(|p| {
            need!(p.expression());
            need!(p.eat(Kind::As));
            need!(p.star_target());
            Ok(p.at_any(&ENDS)?.then_some(()))
        })?;
        if named.is_some() {
            return Ok(named);
        }
        if self.invalid {
            self.alt(|p| {
                need!(p.expression());
                need!(p.eat(Kind::As));
                let target = need!(p.expression());
                if !p.at_any(&ENDS)? {
                    return Ok(None);
                }
                p.raise_bad_target(target, TargetUse::Assign)
            })?;
        }
        Ok(self.expression()?.map(|_| ()))
    }

    /// The head of a `with`, read less strictly.
    fn loose_with_items(&mut self, parenthesized: bool) -> Step<()> {
        if parenthesized {
            need!(self.eat(Kind::Lpar));
        }
        need!(self.separated(Kind::Comma, |p| {
            if parenthesized {
                need!(p.expressions());
            } else {
                need!(p.expression());
            }
            p.alt(|p| {
                need!(p.eat(Kind::As));
                p.star_target()
            })?;
            Ok(Some(()))
        }));
        if parenthesized {
            self.eat(Kind::Comma)?;
            need!(self.eat(Kind::Rpar));
        }
        Ok(Some(()))
    }

    fn invalid_with_block(&mut self) -> Step<()> {
        let word = need!(self.with_word());
        for parenthesized in [false, true] {
            self.alt(|p| {
                need!(p.loose_with_items(parenthesized));
                p.need_block("'with' statement", word)
            })?;
        }
        Ok(None)
    }

    fn invalid_with_colon(&mut self) -> Step<()> {
        need!(self.with_word());
        for parenthesized in [false, true] {
            self.alt(|p| {
                need!(p.loose_with_items(parenthesized));
                p.need_colon()
            })?;
        }
        Ok(None)
    }

    // try.

    fn try_stmt(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            if p.invalid {
                p.alt(Self::invalid_try)?;
            }
            first_of!(p; Self::try_finally, Self::try_except, Self::try_except_star)
        })
    }

    fn try_head(&mut self) -> Step<()> {
        need!(self.eat(Kind::Try));
        need!(self.forced(Kind::Colon, ":"));
        Ok(self.block()?.map(|_| ()))
    }

    fn try_finally(&mut self) -> Step<()> {
        need!(self.try_head());
        self.finally_block()
    }

    fn try_except(&mut self) -> Step<()> {
        need!(self.try_head());
        need!(self.some(Self::except_block));
        self.try_tail()
    }

    fn try_except_star(&mut self) -> Step<()> {
        need!(self.try_head());
        need!(self.some(Self::except_star_block));
        self.try_tail()
    }

    fn try_tail(&mut self) -> Step<()> {
        self.alt(Self::else_block)?;
        self.alt(Self::finally_block)?;
        Ok(Some(()))
    }

    fn finally_block(&mut self) -> Step<()> {
        if self.invalid {
            self.alt(|p| -> Step<()> {
                let word = need!(p.eat(Kind::Finally));
                p.need_block("'finally' statement", word)
            })?;
        }
        need!(self.eat(Kind::Finally));
        need!(self.forced(Kind::Colon, ":"));
        Ok(self.block()?.map(|_| ()))
    }

    fn except_block(&mut self) -> Step<()> {
        if self.invalid {
            self.alt(|p| p.invalid_except_indent(false))?;
        }
        let found = self.alt(|p| {
            need!(p.eat(Kind::Except));
            p.alt(Self::except_types)?;
            need!(p.eat(Kind::Colon));
            Ok(p.block()?.map(|_| ()))
        })?;
        if found.is_none() && self.invalid {
            self.alt(|p| p.invalid_except(false))?;
        }
        Ok(found)
    }

    fn except_star_block(&mut self) -> Step<()> {
        if self.invalid {
            self.alt(|p| p.invalid_except_indent(true))?;
        }
        let found = self.alt(|p| {
            need!(p.eat(Kind::Except));
            need!(p.eat(Kind::Star));
            need!(p.except_types());
            need!(p.eat(Kind::Colon));
            Ok(p.block()?.map(|_| ()))
        })?;
        if found.is_none() && self.invalid {
            self.alt(|p| p.invalid_except(true))?;
        }
        Ok(found)
    }

    /// One type, with a name or without, or several without.
    fn except_types(&mut self) -> Step<()> {
        first_of!(self;
            |p| {
                need!(p.expression());
                Ok(p.at(Kind::Colon)?.then_some(()))
            },
            |p| {
                need!(p.expression());
                need!(p.eat(Kind::As));
                need!(p.eat(Kind::Name));
                Ok(p.at(Kind::Colon)?.then_some(()))
            },
            |p| {
                need!(p.expressions());
                Ok(p.at(Kind::Colon)?.then_some(()))
            },
        )
    }

    fn invalid_try(&mut self) -> Step<()> {
        let word = need!(self.eat(Kind::Try));
        self.alt(|p| p.need_block("'try' statement", word))?;
        need!(self.eat(Kind::Colon));
        self.alt(|p| -> Step<()> {
            need!(p.block());
            if p.at_any(&[Kind::Except, Kind::Finally])? {
                return Ok(None);
            }
            p.raise_here("expected 'except' or 'finally' block")
        })?;
        self.many(Self::block)?;
        self.alt(|p| p.mixed_except(false))?;
        self.alt(|p| p.mixed_except(true))
    }

    /// `except` and `except*` of one `try`.
    fn mixed_except(&mut self, first_starred: bool) -> Step<()> {
        if first_starred {
            need!(self.some(Self::except_star_block));
        } else {
            need!(self.some(Self::except_block));
        }
        let word = need!(self.eat(Kind::Except));
        let end = if first_starred {
            self.alt(|p| {
                need!(p.expression());
                p.alt(|p| {
                    need!(p.eat(Kind::As));
                    p.eat(Kind::Name)
                })?;
                Ok(Some(()))
            })?;
            need!(self.eat(Kind::Colon));
            word
        } else {
            let star = need!(self.eat(Kind::Star));
            need!(self.expression());
            self.alt(|p| {
                need!(p.eat(Kind::As));
                p.eat(Kind::Name)
            })?;
            need!(self.eat(Kind::Colon));
            star
        };
        let msg = "cannot have both 'except' and 'except*' on the same 'try'";
        self.raise_tokens(word, end, msg)
    }

    fn invalid_except_indent(&mut self, starred: bool) -> Step<()> {
        let word = need!(self.eat(Kind::Except));
        if starred {
            need!(self.eat(Kind::Star));
        }
        let typed = self.alt(|p| {
            need!(p.expression());
            p.alt(|p| {
                need!(p.eat(Kind::As));
                p.eat(Kind::Name)
            })?;
            Ok(Some(()))
        })?;
        if starred && typed.is_none() {
            return Ok(None);
        }
        let star = if starred { "*" } else { "" };
        self.need_block(&format!("'except{star}' statement"), word)
    }

    /// Tried for both sorts of block; the last complaints are about one sort only.
    fn invalid_except(&mut self, in_starred: bool) -> Step<()> {
        need!(self.eat(Kind::Except));
        let starred = self.eat(Kind::Star)?.is_some();
        if in_starred && !starred {
            return Ok(None);
        }
        self.alt(|p| -> Step<()> {
            let first = need!(p.expression());
            need!(p.eat(Kind::Comma));
            need!(p.expressions());
            need!(p.eat(Kind::As));
            need!(p.eat(Kind::Name));
            need!(p.eat(Kind::Colon));
            let start = p.get(first).start;
            p.raise_from(start, "multiple exception types must be parenthesized when using 'as'")
        })?;
        self.alt(|p| -> Step<()> {
            need!(p.expression());
            p.alt(|p| {
                need!(p.eat(Kind::As));
                p.eat(Kind::Name)
            })?;
            p.need_colon()
        })?;
        if !starred {
            self.alt(Self::need_colon)?;
        }
        if starred != in_starred {
            return Ok(None);
        }
        if starred && self.at_any(&[Kind::Newline, Kind::Colon])? {
            self.pos += 1;
            return self.raise_here("expected one or more exception types");
        }
        need!(self.expression());
        need!(self.eat(Kind::As));
        let target = need!(self.expression());
        need!(self.eat(Kind::Colon));
        need!(self.block());
        let described = self.get(target).kind.described();
        let star = if starred { "*" } else { "" };
        self.raise_node(target, format!("cannot use except{star} statement with {described}"))
    }

    // def and class.

    fn decorators(&mut self) -> Step<()> {
        Ok(self
            .some(|p| {
                need!(p.eat(Kind::At));
                need!(p.named_expression());
                p.eat(Kind::Newline)
            })?
            .map(|_| ()))
    }

    fn function_def(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            first_of!(p;
                |p| {
                    need!(p.decorators());
                    p.function_def_raw()
                },
                Self::function_def_raw,
            )
        })
    }

    fn function_def_raw(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            if p.invalid {
                p.alt(Self::invalid_def)?;
            }
            p.eat(Kind::Async)?;
            need!(p.eat(Kind::Def));
            need!(p.eat(Kind::Name));
            p.alt(Self::type_params)?;
            need!(p.forced(Kind::Lpar, "("));
            p.alt(|p| p.params(FUNCTION))?;
            need!(p.eat(Kind::Rpar));
            p.alt(Self::return_annotation)?;
            need!(p.forced(Kind::Colon, ":"));
            Ok(p.block()?.map(|_| ()))
        })
    }

    fn return_annotation(&mut self) -> Step<NodeId> {
        need!(self.eat(Kind::Rarrow));
        self.expression()
    }

    fn invalid_def(&mut self) -> Step<()> {
        self.eat(Kind::Async)?;
        let word = need!(self.eat(Kind::Def));
        need!(self.eat(Kind::Name));
        self.alt(Self::type_params)?;
        need!(self.eat(Kind::Lpar));
        self.alt(|p| p.params(FUNCTION))?;
        need!(self.eat(Kind::Rpar));
        self.alt(Self::return_annotation)?;
        self.need_block("function definition", word)
    }

    fn class_def(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            first_of!(p;
                |p| {
                    need!(p.decorators());
                    p.class_def_raw()
                },
                Self::class_def_raw,
            )
        })
    }

    /// The class statement up to where the colon belongs.
    fn class_head(&mut self) -> Step<Token> {
        let word = need!(self.eat(Kind::Class));
        need!(self.eat(Kind::Name));
        self.alt(Self::type_params)?;
        self.alt(|p| {
            need!(p.eat(Kind::Lpar));
            p.alt(Self::arguments)?;
            p.eat(Kind::Rpar)
        })?;
        Ok(Some(word))
    }

    fn class_def_raw(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            if p.invalid {
                p.alt(|p| {
                    let word = need!(p.class_head());
                    p.alt(Self::need_colon)?;
                    p.need_block("class definition", word)
                })?;
            }
            need!(p.class_head());
            need!(p.eat(Kind::Colon));
            Ok(p.block()?.map(|_| ()))
        })
    }

    // Type parameters.

    pub(super) fn type_params(&mut self) -> Step<()> {
        need!(self.eat(Kind::Lsqb));
        if self.invalid
            && let Some(close) = self.eat(Kind::Rsqb)?
        {
            return self.raise_from(close.start, "Type parameter list cannot be empty");
        }
        need!(self.separated(Kind::Comma, Self::type_param));
        self.eat(Kind::Comma)?;
        Ok(self.eat(Kind::Rsqb)?.map(|_| ()))
    }

    fn type_param(&mut self) -> Step<NodeId> {
        self.memo(Memo::TypeParam, 1, |p| {
            let start = p.start_of()?;
            let stars = p.eat_any(&[Kind::Star, Kind::DoubleStar])?;
            let Some(stars) = stars else {
                need!(p.eat(Kind::Name));
                p.alt(|p| {
                    need!(p.eat(Kind::Colon));
                    p.expression()
                })?;
                p.alt(|p| p.type_default(Self::expression))?;
                return Ok(Some(p.node(NodeKind::Other, start, &[])));
            };
            need!(p.eat(Kind::Name));
            if p.invalid {
                p.alt(|p| p.bound_of_stars(stars))?;
            }
            let value = if stars.kind == Kind::Star { Self::star_expression } else { Self::expression };
            p.alt(|p| p.type_default(value))?;
            Ok(Some(p.node(NodeKind::Other, start, &[])))
        })
    }

    fn type_default(&mut self, value: fn(&mut Self) -> Step<NodeId>) -> Step<NodeId> {
        need!(self.eat(Kind::Equal));
        value(self)
    }

    fn bound_of_stars(&mut self, stars: Token) -> Step<()> {
        let colon = need!(self.eat(Kind::Colon));
        let bound = need!(self.expression());
        let what = if self.get(bound).kind == NodeKind::Tuple { "constraints" } else { "bound" };
        let of = if stars.kind == Kind::Star { "TypeVarTuple" } else { "ParamSpec" };
        self.raise_from(colon.start, format!("cannot use {what} with {of}"))
    }

    // match: the statement; its patterns are elsewhere.

    fn match_stmt(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            let found = p.alt(|p| {
                need!(p.eat_word("match"));
                need!(p.match_subject());
                need!(p.eat(Kind::Colon));
                need!(p.eat(Kind::Newline));
                need!(p.eat(Kind::Indent));
                need!(p.some(Self::case_block));
                Ok(p.eat(Kind::Dedent)?.map(|_| ()))
            })?;
            if found.is_none() && p.invalid {
                p.alt(|p| {
                    let word = need!(p.eat_word("match"));
                    need!(p.match_subject());
                    p.alt(Self::need_colon)?;
                    p.need_block("'match' statement", word)
                })?;
            }
            Ok(found)
        })
    }

    fn match_subject(&mut self) -> Step<()> {
        first_of!(self;
            |p| {
                need!(p.star_named_expression());
                need!(p.eat(Kind::Comma));
                p.alt(Self::star_named_expressions)?;
                Ok(Some(()))
            },
            |p| Ok(p.named_expression()?.map(|_| ())),
        )
    }

    fn case_head(&mut self) -> Step<Token> {
        let word = need!(self.eat_word("case"));
        need!(self.patterns());
        self.alt(|p| {
            need!(p.eat(Kind::If));
            p.named_expression()
        })?;
        Ok(Some(word))
    }

    fn case_block(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            if p.invalid {
                p.alt(|p| {
                    let word = need!(p.case_head());
                    p.alt(Self::need_colon)?;
                    p.need_block("'case' statement", word)
                })?;
            }
            need!(p.case_head());
            need!(p.eat(Kind::Colon));
            Ok(p.block()?.map(|_| ()))
        })
    }
}
