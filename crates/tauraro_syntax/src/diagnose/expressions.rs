//! Expressions from the outermost (`*a, b`) down to the operators' operands.

use super::node::{NodeId, NodeKind};
use super::parser::{Memo, Parser, Raised, Step, first_of, need};
use super::token::{Kind, Token};

const SOFT_KEYWORDS: [&str; 4] = ["_", "case", "match", "type"];

/// A chain of binary operators of one precedence: the next tighter rule and the operators.
struct BinaryLevel {
    memo: Memo,
    operators: &'static [Kind],
    operand: for<'p, 's> fn(&'p mut Parser<'s>) -> Step<NodeId>,
    /// Also looks for `not` behind an operator.
    arithmetic: bool,
    /// Also looks for `not` behind a sign.
    signed: bool,
}

const BITWISE_OR: BinaryLevel = BinaryLevel {
    memo: Memo::BitwiseOr,
    operators: &[Kind::Vbar],
    operand: |p| p.binary(&BITWISE_XOR),
    arithmetic: false,
    signed: false,
};
const BITWISE_XOR: BinaryLevel = BinaryLevel {
    memo: Memo::BitwiseXor,
    operators: &[Kind::Circumflex],
    operand: |p| p.binary(&BITWISE_AND),
    arithmetic: false,
    signed: false,
};
const BITWISE_AND: BinaryLevel = BinaryLevel {
    memo: Memo::BitwiseAnd,
    operators: &[Kind::Amper],
    operand: |p| p.binary(&SHIFT),
    arithmetic: false,
    signed: false,
};
const SHIFT: BinaryLevel = BinaryLevel {
    memo: Memo::Shift,
    operators: &[Kind::LeftShift, Kind::RightShift],
    operand: |p| p.binary(&SUM),
    arithmetic: false,
    signed: false,
};
const SUM: BinaryLevel = BinaryLevel {
    memo: Memo::Sum,
    operators: &[Kind::Plus, Kind::Minus],
    operand: |p| p.binary(&TERM),
    arithmetic: true,
    signed: false,
};
const TERM: BinaryLevel = BinaryLevel {
    memo: Memo::Term,
    operators: &[Kind::Star, Kind::Slash, Kind::DoubleSlash, Kind::Percent, Kind::At],
    operand: |p| p.factor(),
    arithmetic: true,
    signed: true,
};

const SIGNS: [Kind; 3] = [Kind::Plus, Kind::Minus, Kind::Tilde];

const COMPARISONS: [Kind; 6] =
    [Kind::EqEqual, Kind::NotEqual, Kind::LessEqual, Kind::Less, Kind::GreaterEqual, Kind::Greater];

impl Parser<'_> {
    /// `a, *b` as a value: a tuple if there is a comma.
    pub(super) fn star_expressions(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let start = p.start_of()?;
            let first = need!(p.star_expression());
            p.tuple_of(start, first, Self::star_expression)
        })
    }

    /// `a, b` without stars.
    pub(super) fn expressions(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let start = p.start_of()?;
            let first = need!(p.expression());
            p.tuple_of(start, first, Self::expression)
        })
    }

    fn tuple_of(&mut self, start: u32, first: NodeId, item: impl Fn(&mut Self) -> Step<NodeId>) -> Step<NodeId> {
        if !self.at(Kind::Comma)? {
            return Ok(Some(first));
        }
        let mut items = vec![first];
        items.extend(self.many(|p| {
            need!(p.eat(Kind::Comma));
            item(p)
        })?);
        self.eat(Kind::Comma)?;
        Ok(Some(self.node(NodeKind::Tuple, start, &items)))
    }

    pub(super) fn star_expression(&mut self) -> Step<NodeId> {
        self.memo(Memo::StarExpression, 1, |p| first_of!(p; Self::starred_bitwise_or, Self::expression))
    }

    fn starred_bitwise_or(&mut self) -> Step<NodeId> {
        let star = need!(self.eat(Kind::Star));
        let value = need!(self.bitwise_or());
        Ok(Some(self.node(NodeKind::Starred, star.start, &[value])))
    }

    pub(super) fn star_named_expression(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| first_of!(p; Self::starred_bitwise_or, Self::named_expression))
    }

    /// Items of a list, set or tuple display; a trailing comma is taken.
    pub(super) fn star_named_expressions(&mut self) -> Step<Vec<NodeId>> {
        let items = need!(self.separated(Kind::Comma, Self::star_named_expression));
        self.eat(Kind::Comma)?;
        Ok(Some(items))
    }

    pub(super) fn assignment_expression(&mut self) -> Step<NodeId> {
        let name = need!(self.eat(Kind::Name));
        need!(self.eat(Kind::ColonEqual));
        need!(self.expression());
        Ok(Some(self.node(NodeKind::NamedExpression, name.start, &[])))
    }

    pub(super) fn named_expression(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let before = p.pos;
            if let Some(named) = p.alt(Self::assignment_expression)? {
                return Ok(Some(named));
            }
            // Once `name :=` was read there is no other reading.
            if p.ahead(|p| {
                need!(p.eat(Kind::Name));
                p.eat(Kind::ColonEqual)
            })? {
                p.pos = before;
                return Ok(None);
            }
            if p.invalid {
                p.invalid_named_expression()?;
                p.pos = before;
            }
            p.expression_not_assigned()
        })
    }

    /// `expression !':='`
    pub(super) fn expression_not_assigned(&mut self) -> Step<NodeId> {
        let value = need!(self.expression());
        Ok((!self.at(Kind::ColonEqual)?).then_some(value))
    }

    /// `(assignment_expression | expression !':=')`
    pub(super) fn argument_value(&mut self) -> Step<NodeId> {
        let before = self.pos;
        if let Some(named) = self.alt(Self::assignment_expression)? {
            return Ok(Some(named));
        }
        let committed = self.ahead(|p| {
            need!(p.eat(Kind::Name));
            p.eat(Kind::ColonEqual)
        })?;
        self.pos = before;
        if committed { Ok(None) } else { self.expression_not_assigned() }
    }

    pub(super) fn yield_expression(&mut self) -> Step<NodeId> {
        let word = need!(self.eat(Kind::Yield));
        let from = self.alt(|p| {
            need!(p.eat(Kind::From));
            p.expression()
        })?;
        if from.is_none() {
            self.alt(Self::star_expressions)?;
        }
        Ok(Some(self.node(NodeKind::Yield, word.start, &[])))
    }

    /// `yield_expr | star_expressions`
    pub(super) fn annotated_rhs(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| first_of!(p; Self::yield_expression, Self::star_expressions))
    }

    pub(super) fn expression(&mut self) -> Step<NodeId> {
        self.memo(Memo::Expression, 1, |p| {
            if p.invalid {
                p.alt(Self::invalid_expression)?;
                p.alt(Self::invalid_legacy_expression)?;
            }
            p.plain_expression()
        })
    }

    fn plain_expression(&mut self) -> Step<NodeId> {
        first_of!(self; Self::conditional, Self::disjunction, Self::lambda)
    }

    /// An expression in which no mistakes are looked for: it is itself evidence of one.
    pub(super) fn expression_without_invalid(&mut self) -> Step<NodeId> {
        let invalid = std::mem::replace(&mut self.invalid, false);
        let result = self.deeper(1, Self::plain_expression);
        self.invalid = invalid;
        result
    }

    fn conditional(&mut self) -> Step<NodeId> {
        let start = self.start_of()?;
        need!(self.disjunction());
        need!(self.eat(Kind::If));
        need!(self.disjunction());
        need!(self.eat(Kind::Else));
        need!(self.expression());
        Ok(Some(self.node(NodeKind::IfExpression, start, &[])))
    }

    pub(super) fn lambda(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let word = need!(p.eat(Kind::Lambda));
            p.alt(Self::lambda_params)?;
            need!(p.eat(Kind::Colon));
            need!(p.expression());
            Ok(Some(p.node(NodeKind::Lambda, word.start, &[])))
        })
    }

    pub(super) fn disjunction(&mut self) -> Step<NodeId> {
        self.memo(Memo::Disjunction, 1, |p| p.chain(Kind::Or, Self::conjunction))
    }

    fn conjunction(&mut self) -> Step<NodeId> {
        self.memo(Memo::Conjunction, 1, |p| p.chain(Kind::And, Self::inversion))
    }

    fn chain(&mut self, operator: Kind, operand: fn(&mut Self) -> Step<NodeId>) -> Step<NodeId> {
        let start = self.start_of()?;
        let first = need!(operand(self));
        let more = self.many(|p| {
            need!(p.eat(operator));
            operand(p)
        })?;
        if more.is_empty() {
            return Ok(Some(first));
        }
        Ok(Some(self.node(NodeKind::Operation, start, &[])))
    }

    pub(super) fn inversion(&mut self) -> Step<NodeId> {
        self.memo(Memo::Inversion, 1, |p| {
            let Some(not) = p.eat(Kind::Not)? else { return p.comparison() };
            need!(p.inversion());
            Ok(Some(p.node(NodeKind::Operation, not.start, &[])))
        })
    }

    fn comparison(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let start = p.start_of()?;
            let left = need!(p.bitwise_or());
            let first_in = p.at(Kind::In)?;
            let pairs = p.many(|p| {
                need!(p.comparison_operator());
                p.bitwise_or()
            })?;
            if pairs.is_empty() {
                return Ok(Some(left));
            }
            let kind = if first_in { NodeKind::CompareIn } else { NodeKind::Compare };
            Ok(Some(p.node(kind, start, &[left])))
        })
    }

    fn comparison_operator(&mut self) -> Step<()> {
        let flufl = self.lexer.flufl;
        let token = self.peek()?;
        self.pos += 1;
        let found = match token.kind {
            Kind::NotEqual if flufl && self.token_text(token) == "!=" => {
                return self.raise_token(token, "with Barry as BDFL, use '<>' instead of '!='");
            }
            Kind::Less if self.at_adjacent_greater(token)? => {
                let greater = self.peek()?;
                if self.invalid {
                    let msg = "invalid syntax.  Maybe you meant '!=' instead of '<>'?";
                    return self.raise_tokens(token, greater, msg);
                }
                true
            }
            // `a not b`: the second word is looked at even if it does not fit.
            Kind::Not => self.eat(Kind::In)?.is_some(),
            Kind::Is => {
                self.eat(Kind::Not)?;
                true
            }
            Kind::In => true,
            kind => COMPARISONS.contains(&kind),
        };
        if !found {
            self.pos -= 1;
        }
        Ok(found.then_some(()))
    }

    /// Behind a `<`: whether it is the first half of `<>`.
    fn at_adjacent_greater(&mut self, less: Token) -> Result<bool, Raised> {
        let next = self.peek()?;
        Ok(next.kind == Kind::Greater && next.start == less.end)
    }

    pub(super) fn bitwise_or(&mut self) -> Step<NodeId> {
        self.binary(&BITWISE_OR)
    }

    fn binary(&mut self, level: &BinaryLevel) -> Step<NodeId> {
        self.memo(level.memo, 2, |p| {
            let start = p.start_of()?;
            if level.signed && p.invalid {
                p.alt(|p| -> Step<()> {
                    need!(p.eat_any(&SIGNS));
                    p.misplaced_not(Self::factor)
                })?;
            }
            let mut left = need!((level.operand)(p));
            loop {
                let before = p.pos;
                if p.eat_any(level.operators)?.is_none() {
                    return Ok(Some(left));
                }
                if (level.operand)(p)?.is_none() {
                    p.pos = before;
                    if level.arithmetic && p.invalid {
                        p.invalid_arithmetic()?;
                        p.pos = before;
                    }
                    return Ok(Some(left));
                }
                left = p.node(NodeKind::Operation, start, &[]);
            }
        })
    }

    /// `a + not b`
    fn invalid_arithmetic(&mut self) -> Step<()> {
        need!(self.eat_any(&[
            Kind::Plus,
            Kind::Minus,
            Kind::Star,
            Kind::Slash,
            Kind::Percent,
            Kind::DoubleSlash,
            Kind::At,
        ]));
        self.misplaced_not(Self::inversion)
    }

    fn misplaced_not(&mut self, operand: fn(&mut Self) -> Step<NodeId>) -> Step<()> {
        let not = need!(self.eat(Kind::Not));
        let value = need!(operand(self));
        let end = self.get(value).end;
        self.raise_span(not.start, end, "'not' after an operator must be parenthesized")
    }

    fn factor(&mut self) -> Step<NodeId> {
        self.memo(Memo::Factor, 1, |p| {
            let Some(sign) = p.eat_any(&SIGNS)? else { return p.power() };
            need!(p.factor());
            Ok(Some(p.node(NodeKind::Operation, sign.start, &[])))
        })
    }

    fn power(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let start = p.start_of()?;
            let base = need!(p.await_primary());
            let raised = p.alt(|p| {
                need!(p.eat(Kind::DoubleStar));
                p.factor()
            })?;
            match raised {
                Some(_) => Ok(Some(p.node(NodeKind::Operation, start, &[]))),
                None => Ok(Some(base)),
            }
        })
    }

    fn await_primary(&mut self) -> Step<NodeId> {
        self.memo(Memo::AwaitPrimary, 1, |p| {
            let Some(word) = p.eat(Kind::Await)? else { return p.primary() };
            need!(p.primary());
            Ok(Some(p.node(NodeKind::Await, word.start, &[])))
        })
    }

    // Mistakes.

    fn invalid_expression(&mut self) -> Step<()> {
        let before = self.pos;
        self.alt(Self::quote_within_string)?;
        self.alt(Self::missing_comma)?;
        self.alt(Self::missing_else)?;
        self.pos = before;
        self.alt(Self::statement_before_if)?;
        self.alt(Self::lambda_in_fstring)?;
        Ok(None)
    }

    /// `"one "two" three"`: expressions between two string literals.
    fn quote_within_string(&mut self) -> Step<()> {
        need!(self.eat(Kind::Str));
        let between = need!(self.some(|p| {
            if p.at(Kind::Str)? {
                return Ok(None);
            }
            p.expression_without_invalid()
        }));
        need!(self.eat(Kind::Str));
        let msg = "invalid syntax. Is this intended to be part of the string?";
        self.raise_nodes(between[0], between[between.len() - 1], msg)
    }

    /// Two expressions side by side within brackets.
    fn missing_comma(&mut self) -> Step<()> {
        let skip = self.ahead(|p| {
            let name = need!(p.eat(Kind::Name));
            if SOFT_KEYWORDS.contains(&p.token_text(name)) {
                return Ok(Some(()));
            }
            Ok(p.eat(Kind::Str)?.map(|_| ()))
        })?;
        if skip {
            return Ok(None);
        }
        let left = need!(self.disjunction());
        let right = need!(self.expression_without_invalid());
        if self.is_legacy_statement(left) || self.previous().level == 0 {
            return Ok(None);
        }
        self.raise_nodes(left, right, "invalid syntax. Perhaps you forgot a comma?")
    }

    /// `a if b` without `else`, or with a statement behind it.
    fn missing_else(&mut self) -> Step<()> {
        let value = need!(self.disjunction());
        need!(self.eat(Kind::If));
        let condition = need!(self.disjunction());
        if !self.at_any(&[Kind::Else, Kind::Colon])? {
            let msg = "expected 'else' after 'if' expression";
            return self.raise_nodes(value, condition, msg);
        }
        need!(self.eat(Kind::Else));
        if self.ahead(Self::expression)? {
            return Ok(None);
        }
        self.raise_next("expected expression after 'else', but statement is given")
    }

    /// `pass if a else b`
    fn statement_before_if(&mut self) -> Step<()> {
        let word = need!(self.eat_any(&[Kind::Pass, Kind::Break, Kind::Continue]));
        need!(self.eat(Kind::If));
        need!(self.disjunction());
        need!(self.eat(Kind::Else));
        need!(self.simple_stmt());
        self.raise_token(word, "expected expression before 'if', but statement is given")
    }

    /// The colon of a lambda ends the replacement field that it stands in.
    fn lambda_in_fstring(&mut self) -> Step<()> {
        let word = need!(self.eat(Kind::Lambda));
        self.alt(Self::lambda_params)?;
        let colon = need!(self.eat(Kind::Colon));
        let prefix = match self.peek()?.kind {
            Kind::FStringMiddle => 'f',
            Kind::TStringMiddle => 't',
            _ => return Ok(None),
        };
        let msg = format!("{prefix}-string: lambda expressions are not allowed without parentheses");
        self.raise_tokens(word, colon, msg)
    }

    /// `print "text"` and `exec "code"` of Python 2.
    fn invalid_legacy_expression(&mut self) -> Step<()> {
        let name = need!(self.eat(Kind::Name));
        if self.at(Kind::Lpar)? {
            return Ok(None);
        }
        let value = need!(self.star_expressions());
        let text = self.token_text(name);
        if !matches!(text, "print" | "exec") {
            return Ok(None);
        }
        let end = self.get(value).end;
        let msg = format!("Missing parentheses in call to '{text}'. Did you mean {text}(...)?");
        self.raise_span(name.start, end, msg)
    }

    pub(super) fn is_legacy_statement(&self, node: NodeId) -> bool {
        let node = self.get(node);
        node.kind == NodeKind::Name
            && matches!(self.text.get(node.start as usize..node.end as usize), Some("print" | "exec"))
    }

    fn invalid_named_expression(&mut self) -> Result<(), Raised> {
        self.memo(Memo::InvalidNamedExpression, 1, |p| {
            p.alt(Self::assigned_expression)?;
            p.alt(Self::single_equal_after_name)?;
            p.alt(Self::single_equal)?;
            Ok(None)
        })?;
        Ok(())
    }

    /// `f() := 1`
    fn assigned_expression(&mut self) -> Step<()> {
        let target = need!(self.expression());
        need!(self.eat(Kind::ColonEqual));
        need!(self.expression());
        let described = self.get(target).kind.described();
        self.raise_node(target, format!("cannot use assignment expressions with {described}"))
    }

    /// `if x = 3:`
    fn single_equal_after_name(&mut self) -> Step<()> {
        let name = need!(self.eat(Kind::Name));
        need!(self.eat(Kind::Equal));
        let value = need!(self.bitwise_or());
        if self.at_any(&[Kind::Equal, Kind::ColonEqual])? {
            return Ok(None);
        }
        let end = self.get(value).end;
        let msg = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        self.raise_span(name.start, end, msg)
    }

    /// `if x.y = 3:`
    fn single_equal(&mut self) -> Step<()> {
        let excluded = self.ahead(|p| {
            first_of!(p; Self::list, Self::tuple, Self::generator_expression, |p| {
                let token = need!(p.eat_any(&[Kind::True, Kind::None, Kind::False]));
                Ok(Some(p.leaf(NodeKind::Other, token)))
            })
        })?;
        if excluded {
            return Ok(None);
        }
        let target = need!(self.bitwise_or());
        need!(self.eat(Kind::Equal));
        need!(self.bitwise_or());
        if self.at_any(&[Kind::Equal, Kind::ColonEqual])? {
            return Ok(None);
        }
        let described = self.get(target).kind.described();
        let msg = format!("cannot assign to {described} here. Maybe you meant '==' instead of '='?");
        self.raise_node(target, msg)
    }
}
