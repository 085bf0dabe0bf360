//! What can stand on the left of `=`, after `for`, `as`, `del` and before `:`.

use super::node::{NodeId, NodeKind, TargetUse};
use super::parser::{Memo, Parser, Step, first_of, need};
use super::primaries::TRAILERS;
use super::token::Kind;

impl Parser<'_> {
    pub(super) fn star_targets(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let start = p.start_of()?;
            let first = need!(p.star_target());
            if !p.at(Kind::Comma)? {
                return Ok(Some(first));
            }
            let mut items = vec![first];
            items.extend(p.many(|p| {
                need!(p.eat(Kind::Comma));
                p.star_target()
            })?);
            p.eat(Kind::Comma)?;
            Ok(Some(p.node(NodeKind::Tuple, start, &items)))
        })
    }

    pub(super) fn star_target(&mut self) -> Step<NodeId> {
        self.memo(Memo::StarTarget, 1, |p| {
            if let Some(star) = p.eat(Kind::Star)? {
                if p.at(Kind::Star)? {
                    return Ok(None);
                }
                let target = need!(p.star_target());
                return Ok(Some(p.node(NodeKind::Starred, star.start, &[target])));
            }
            p.target_with_star_atom()
        })
    }

    fn target_with_star_atom(&mut self) -> Step<NodeId> {
        self.memo(Memo::TargetWithStarAtom, 1, |p| first_of!(p; Self::attribute_or_subscript, Self::star_atom))
    }

    /// `primary.name` or `primary[...]` with no further trailer.
    fn attribute_or_subscript(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            let start = p.start_of()?;
            need!(p.target_primary());
            if p.at(Kind::Lpar)? {
                return Ok(None);
            }
            let kind = need!(p.trailer());
            if p.at_any(&TRAILERS)? {
                return Ok(None);
            }
            Ok(Some(p.node(kind, start, &[])))
        })
    }

    fn name(&mut self) -> Step<NodeId> {
        let token = need!(self.eat(Kind::Name));
        Ok(Some(self.leaf(NodeKind::Name, token)))
    }

    fn star_atom(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            first_of!(p;
                Self::name,
                |p| p.enclosed_target(Self::target_with_star_atom),
                |p| p.target_display(Kind::Lpar, Kind::Rpar, NodeKind::Tuple, Self::star_target),
                |p| p.target_display(Kind::Lsqb, Kind::Rsqb, NodeKind::List, Self::star_target),
            )
        })
    }

    fn enclosed_target(&mut self, inner: fn(&mut Self) -> Step<NodeId>) -> Step<NodeId> {
        need!(self.eat(Kind::Lpar));
        let target = need!(inner(self));
        need!(self.eat(Kind::Rpar));
        Ok(Some(target))
    }

    fn target_display(
        &mut self,
        open: Kind,
        close: Kind,
        kind: NodeKind,
        item: fn(&mut Self) -> Step<NodeId>,
    ) -> Step<NodeId> {
        let open = need!(self.eat(open));
        let items = self.alt(|p| {
            let items = need!(p.separated(Kind::Comma, item));
            let comma = p.eat(Kind::Comma)?;
            // Parentheses around one target are no tuple.
            let tuple = kind == NodeKind::List || items.len() > 1 || comma.is_some();
            Ok(tuple.then_some(items))
        })?;
        need!(self.eat(close));
        Ok(Some(self.node(kind, open.start, &items.unwrap_or_default())))
    }

    pub(super) fn single_target(&mut self) -> Step<NodeId> {
        self.deeper(1, |p| {
            first_of!(p;
                Self::attribute_or_subscript,
                Self::name,
                |p| p.enclosed_target(Self::single_target),
            )
        })
    }

    /// `( single_target ) | attribute | subscript`, before a colon.
    pub(super) fn annotated_target(&mut self) -> Step<NodeId> {
        first_of!(self; |p| p.enclosed_target(Self::single_target), Self::attribute_or_subscript)
    }

    pub(super) fn del_targets(&mut self) -> Step<()> {
        need!(self.separated(Kind::Comma, Self::del_target));
        self.eat(Kind::Comma)?;
        Ok(Some(()))
    }

    fn del_target(&mut self) -> Step<NodeId> {
        self.memo(Memo::DelTarget, 1, |p| {
            first_of!(p;
                Self::attribute_or_subscript,
                Self::name,
                |p| p.enclosed_target(Self::del_target),
                |p| p.del_display(Kind::Lpar, Kind::Rpar),
                |p| p.del_display(Kind::Lsqb, Kind::Rsqb),
            )
        })
    }

    fn del_display(&mut self, open: Kind, close: Kind) -> Step<NodeId> {
        let open = need!(self.eat(open));
        self.alt(Self::del_targets)?;
        need!(self.eat(close));
        Ok(Some(self.node(NodeKind::Other, open.start, &[])))
    }

    /// Complains about the part of `target` that can not be one; no match if all can.
    pub(super) fn raise_bad_target(&mut self, target: NodeId, used_for: TargetUse) -> Step<()> {
        let Some(bad) = self.bad_target(target, used_for) else { return Ok(None) };
        let verb = if used_for == TargetUse::Delete { "delete" } else { "assign to" };
        let described = self.get(bad).kind.described();
        self.raise_node(bad, format!("cannot {verb} {described}"))
    }

    pub(super) fn invalid_for_target(&mut self) -> Step<()> {
        self.eat(Kind::Async)?;
        need!(self.eat(Kind::For));
        let target = need!(self.star_expressions());
        self.raise_bad_target(target, TargetUse::For)
    }
}
