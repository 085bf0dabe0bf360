//! The file as a whole, and statements that fit on one line.

use super::node::{NodeId, NodeKind, TargetUse};
use super::parser::{Memo, Parser, Raised, Step, first_of, need};
use super::token::{Kind, Token};
use crate::parse::Mode;

impl Parser<'_> {
    /// Reads the whole text; `None` if it is not valid.
    pub(super) fn start(&mut self) -> Step<()> {
        self.deeper(3, Self::whole_text)
    }

    fn whole_text(&mut self) -> Step<()> {
        match self.mode {
            Mode::Module => {
                // Nothing goes back over a finished statement, so its memory can go.
                while self.alt(Self::statement)?.is_some() {
                    self.forget();
                }
                Ok(self.eat(Kind::EndMarker)?.map(|_| ()))
            }
            Mode::Interactive => self.interactive(),
            Mode::Eval => {
                need!(self.alt(Self::expressions));
                self.many(|p| p.eat(Kind::Newline))?;
                Ok(self.eat(Kind::EndMarker)?.map(|_| ()))
            }
        }
    }

    fn interactive(&mut self) -> Step<()> {
        first_of!(self;
            |p| {
                need!(p.compound_stmt());
                Ok(p.eat(Kind::Newline)?.map(|_| ()))
            },
            Self::simple_stmts,
            |p| Ok(p.eat(Kind::Newline)?.map(|_| ())),
        )
    }

    pub(super) fn statements(&mut self) -> Step<()> {
        self.deeper(2, |p| Ok(p.some(Self::statement)?.map(|_| ())))
    }

    fn statement(&mut self) -> Step<()> {
        self.deeper(1, |p| first_of!(p; Self::compound_stmt, Self::simple_stmts))
    }

    pub(super) fn simple_stmts(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            need!(p.separated(Kind::Semi, Self::simple_stmt));
            p.eat(Kind::Semi)?;
            Ok(p.eat(Kind::Newline)?.map(|_| ()))
        })
    }

    pub(super) fn simple_stmt(&mut self) -> Step<NodeId> {
        self.memo(Memo::SimpleStmt, 1, |p| {
            let start = p.start_of()?;
            let found = p.alt(Self::assignment)?.is_some()
                || p.alt(Self::type_alias)?.is_some()
                || p.alt(Self::star_expressions)?.is_some();
            if !found {
                need!(p.keyword_stmt());
            }
            Ok(Some(p.node(NodeKind::Other, start, &[])))
        })
    }

    fn keyword_stmt(&mut self) -> Step<()> {
        let token = self.peek()?;
        match token.kind {
            Kind::Return => {
                self.pos += 1;
                self.alt(Self::star_expressions)?;
                Ok(Some(()))
            }
            Kind::Import | Kind::From => self.import_stmt(),
            Kind::Raise => self.raise_stmt(),
            Kind::Pass | Kind::Break | Kind::Continue => {
                self.pos += 1;
                Ok(Some(()))
            }
            Kind::Del => self.del_stmt(),
            Kind::Yield => Ok(self.yield_expression()?.map(|_| ())),
            Kind::Assert => self.assert_stmt(),
            Kind::Global | Kind::Nonlocal => {
                self.pos += 1;
                need!(self.separated(Kind::Comma, |p| p.eat(Kind::Name)));
                Ok(Some(()))
            }
            _ => Ok(None),
        }
    }

    // Assignment.

    fn assignment(&mut self) -> Step<()> {
        self.deeper(1, |p| {
            let found = first_of_statement(p)?;
            if found.is_none() && p.invalid {
                p.alt(Self::invalid_assignment)?;
            }
            Ok(found)
        })
    }

    fn annotation_tail(&mut self) -> Step<()> {
        need!(self.eat(Kind::Colon));
        need!(self.expression());
        self.alt(|p| {
            need!(p.eat(Kind::Equal));
            p.annotated_rhs()
        })?;
        Ok(Some(()))
    }

    fn plain_assignment(&mut self) -> Step<()> {
        need!(self.some(|p| {
            need!(p.star_targets());
            p.eat(Kind::Equal)
        }));
        need!(self.annotated_rhs());
        Ok((!self.at(Kind::Equal)?).then_some(()))
    }

    fn invalid_assignment(&mut self) -> Step<()> {
        self.alt(|p| -> Step<()> {
            let target = need!(p.display_target());
            need!(p.eat(Kind::Colon));
            need!(p.expression());
            let described = p.get(target).kind.described();
            p.raise_node(target, format!("only single target (not {described}) can be annotated"))
        })?;
        self.alt(|p| -> Step<()> {
            let first = need!(p.star_named_expression());
            need!(p.eat(Kind::Comma));
            p.many(Self::star_named_expressions)?;
            need!(p.eat(Kind::Colon));
            need!(p.expression());
            p.raise_node(first, "only single target (not tuple) can be annotated")
        })?;
        self.alt(|p| -> Step<()> {
            let target = need!(p.expression());
            need!(p.eat(Kind::Colon));
            need!(p.expression());
            p.raise_node(target, "illegal target for annotation")
        })?;
        self.alt(|p| -> Step<()> {
            p.assigned_targets()?;
            let target = need!(p.star_expressions());
            need!(p.eat(Kind::Equal));
            p.raise_bad_target(target, TargetUse::Assign)
        })?;
        self.alt(|p| -> Step<()> {
            p.assigned_targets()?;
            let target = need!(p.yield_expression());
            need!(p.eat(Kind::Equal));
            p.raise_node(target, "assignment to yield expression not possible")
        })?;
        let target = need!(self.star_expressions());
        if !self.peek()?.kind.is_augassign() {
            return Ok(None);
        }
        self.pos += 1;
        need!(self.annotated_rhs());
        let described = self.get(target).kind.described();
        let msg = format!("'{described}' is an illegal expression for augmented assignment");
        self.raise_node(target, msg)
    }

    fn assigned_targets(&mut self) -> Result<(), Raised> {
        self.many(|p| {
            need!(p.star_targets());
            p.eat(Kind::Equal)
        })?;
        Ok(())
    }

    /// A list or tuple, in any number of parentheses.
    fn display_target(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            first_of!(p; Self::list, Self::tuple, |p| {
                need!(p.eat(Kind::Lpar));
                let inner = need!(p.display_target());
                need!(p.eat(Kind::Rpar));
                Ok(Some(inner))
            })
        })
    }

    // Statements that begin with a keyword.

    fn type_alias(&mut self) -> Step<()> {
        need!(self.eat_word("type"));
        need!(self.eat(Kind::Name));
        self.alt(Self::type_params)?;
        need!(self.eat(Kind::Equal));
        Ok(self.expression()?.map(|_| ()))
    }

    fn raise_stmt(&mut self) -> Step<()> {
        let found = self.alt(|p| {
            need!(p.eat(Kind::Raise));
            need!(p.expression());
            p.alt(|p| {
                need!(p.eat(Kind::From));
                p.expression()
            })?;
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.eat(Kind::Raise).map(|token| token.map(|_| ()))
    }

    fn del_stmt(&mut self) -> Step<()> {
        let found = self.alt(|p| {
            need!(p.eat(Kind::Del));
            need!(p.del_targets());
            Ok(p.at_any(&[Kind::Semi, Kind::Newline])?.then_some(()))
        })?;
        if found.is_none() && self.invalid {
            need!(self.eat(Kind::Del));
            let target = need!(self.star_expressions());
            return self.raise_bad_target(target, TargetUse::Delete);
        }
        Ok(found)
    }

    fn assert_stmt(&mut self) -> Step<()> {
        need!(self.eat(Kind::Assert));
        need!(self.expression());
        self.alt(|p| {
            need!(p.eat(Kind::Comma));
            p.expression()
        })?;
        Ok(Some(()))
    }

    // Imports.

    fn import_stmt(&mut self) -> Step<()> {
        if self.invalid {
            self.alt(Self::invalid_import)?;
        }
        first_of!(self; Self::import_name, Self::import_from)
    }

    fn import_name(&mut self) -> Step<()> {
        need!(self.eat(Kind::Import));
        Ok(self.separated(Kind::Comma, Self::dotted_as_name)?.map(|_| ()))
    }

    fn dotted_as_name(&mut self) -> Step<()> {
        if self.invalid {
            self.alt(|p| p.invalid_import_target(Self::dotted_name))?;
        }
        need!(self.dotted_name());
        self.as_name()
    }

    /// An optional `as NAME`.
    fn as_name(&mut self) -> Step<()> {
        self.alt(|p| {
            need!(p.eat(Kind::As));
            p.eat(Kind::Name)
        })?;
        Ok(Some(()))
    }

    pub(super) fn dotted_name(&mut self) -> Step<()> {
        Ok(self.separated(Kind::Dot, |p| p.eat(Kind::Name))?.map(|_| ()))
    }

    fn import_from(&mut self) -> Step<()> {
        need!(self.eat(Kind::From));
        let dots = self.many(|p| p.eat_any(&[Kind::Dot, Kind::Ellipsis]))?;
        let start = self.start_of()?;
        let named = self.alt(Self::dotted_name)?.is_some();
        if !named && dots.is_empty() {
            return Ok(None);
        }
        let future =
            named && dots.is_empty() && &self.text[start as usize..self.previous().end as usize] == "__future__";
        need!(self.eat(Kind::Import));
        let targets_start = self.pos;
        need!(self.import_targets());
        if future {
            let targets = self.tokens[targets_start..self.pos].to_vec();
            self.lexer.flufl |= targets.iter().any(|&token| self.token_text(token) == "barry_as_FLUFL");
        }
        Ok(Some(()))
    }

    fn import_targets(&mut self) -> Step<()> {
        let found = self.alt(|p| {
            first_of!(p;
                |p| {
                    need!(p.eat(Kind::Lpar));
                    need!(p.import_names());
                    p.eat(Kind::Comma)?;
                    Ok(p.eat(Kind::Rpar)?.map(|_| ()))
                },
                |p| {
                    need!(p.import_names());
                    Ok((!p.at(Kind::Comma)?).then_some(()))
                },
                |p| Ok(p.eat(Kind::Star)?.map(|_| ())),
            )
        })?;
        if found.is_some() || !self.invalid {
            return Ok(found);
        }
        self.alt(|p| -> Step<()> {
            need!(p.import_names());
            need!(p.eat(Kind::Comma));
            need!(p.eat(Kind::Newline));
            p.raise_here("trailing comma not allowed without surrounding parentheses")
        })?;
        let newline = need!(self.eat(Kind::Newline));
        self.nothing_to_import(newline)
    }

    fn import_names(&mut self) -> Step<()> {
        let names = self.separated(Kind::Comma, |p| {
            if p.invalid {
                p.alt(|p| p.invalid_import_target(|p| Ok(p.eat(Kind::Name)?.map(|_| ()))))?;
            }
            need!(p.eat(Kind::Name));
            p.as_name()
        })?;
        Ok(names.map(|_| ()))
    }

    fn invalid_import(&mut self) -> Step<()> {
        let word = need!(self.eat(Kind::Import));
        self.alt(|p| -> Step<()> {
            need!(p.separated(Kind::Comma, Self::dotted_name));
            need!(p.eat(Kind::From));
            need!(p.dotted_name());
            p.raise_from(word.start, "Did you mean to use 'from ... import ...' instead?")
        })?;
        let newline = need!(self.eat(Kind::Newline));
        self.nothing_to_import(newline)
    }

    fn nothing_to_import(&mut self, newline: Token) -> Step<()> {
        self.raise_from(newline.start, "Expected one or more names after 'import'")
    }

    fn invalid_import_target(&mut self, imported: fn(&mut Self) -> Step<()>) -> Step<()> {
        need!(imported(self));
        need!(self.eat(Kind::As));
        let good = self.ahead(|p| {
            need!(p.eat(Kind::Name));
            p.eat_any(&[Kind::Comma, Kind::Rpar, Kind::Semi, Kind::Newline])
        })?;
        if good {
            return Ok(None);
        }
        let target = need!(self.expression());
        let described = self.get(target).kind.described();
        self.raise_node(target, format!("cannot use {described} as import target"))
    }
}

/// The four forms of an assignment.
fn first_of_statement(p: &mut Parser<'_>) -> Step<()> {
    let found = p.alt(|p| {
        first_of!(p;
            |p| {
                need!(p.eat(Kind::Name));
                p.annotation_tail()
            },
            |p| {
                need!(p.annotated_target());
                p.annotation_tail()
            },
            Parser::plain_assignment,
        )
    })?;
    if found.is_some() {
        return Ok(found);
    }
    let augmented = p.alt(|p| {
        need!(p.single_target());
        let token = p.peek()?;
        if !token.kind.is_augassign() {
            return Ok(None);
        }
        p.pos += 1;
        Ok(Some(p.alt(Parser::annotated_rhs)?.is_some()))
    })?;
    // Behind the operator there is no other reading.
    Ok(augmented.unwrap_or(false).then_some(()))
}
