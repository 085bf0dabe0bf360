//! The little of the syntax tree that error messages talk about: what an expression is,
//! where it stands, and the parts of it that may be the culprit.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(pub u32);

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub kind: NodeKind,
    /// Byte offsets.
    pub start: u32,
    pub end: u32,
    pub first_child: u32,
    pub child_count: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    Name,
    Attribute,
    Subscript,
    /// Children: the arguments that are not keywords; see [`NodeKind::Arguments`].
    Call,
    /// Child: what is starred.
    Starred,
    List,
    Tuple,
    Set,
    Dict,
    Lambda,
    /// `and`, `or`, unary and binary operators.
    Operation,
    /// A comparison that begins with `in`; child: its left side.
    CompareIn,
    Compare,
    IfExpression,
    NamedExpression,
    Await,
    Yield,
    GeneratorExpression,
    ListComprehension,
    SetComprehension,
    DictComprehension,
    FString,
    TString,
    Str,
    Bytes,
    Number,
    Ellipsis,
    None,
    True,
    False,
    /// One `for ... in ...` clause; children: target, iterable, conditions.
    Clause,
    /// Several clauses; children: the clauses.
    Clauses,
    /// Call arguments without `**`; children: the positional ones.
    Arguments,
    /// Call arguments with a `**` among them.
    ArgumentsUnpacking,
    /// Anything whose kind is never asked for.
    Other,
}

impl NodeKind {
    /// What messages call an expression of this kind.
    pub(super) fn described(self) -> &'static str {
        match self {
            NodeKind::Name => "name",
            NodeKind::Attribute => "attribute",
            NodeKind::Subscript => "subscript",
            NodeKind::Call => "function call",
            NodeKind::Starred => "starred",
            NodeKind::List => "list",
            NodeKind::Tuple => "tuple",
            NodeKind::Set => "set display",
            NodeKind::Dict => "dict literal",
            NodeKind::Lambda => "lambda",
            NodeKind::CompareIn | NodeKind::Compare => "comparison",
            NodeKind::IfExpression => "conditional expression",
            NodeKind::NamedExpression => "named expression",
            NodeKind::Await => "await expression",
            NodeKind::Yield => "yield expression",
            NodeKind::GeneratorExpression => "generator expression",
            NodeKind::ListComprehension => "list comprehension",
            NodeKind::SetComprehension => "set comprehension",
            NodeKind::DictComprehension => "dict comprehension",
            NodeKind::FString => "f-string expression",
            NodeKind::TString => "t-string expression",
            NodeKind::Str | NodeKind::Bytes | NodeKind::Number => "literal",
            NodeKind::Ellipsis => "ellipsis",
            NodeKind::None => "None",
            NodeKind::True => "True",
            NodeKind::False => "False",
            NodeKind::Operation
            | NodeKind::Clause
            | NodeKind::Clauses
            | NodeKind::Arguments
            | NodeKind::ArgumentsUnpacking
            | NodeKind::Other => "expression",
        }
    }
}

/// What a target is for; decides which expressions are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TargetUse {
    Assign,
    Delete,
    For,
}

impl super::parser::Parser<'_> {
    /// The part of `target` that can not be assigned to (or deleted), if any.
    pub(super) fn bad_target(&self, target: NodeId, used_for: TargetUse) -> Option<NodeId> {
        match self.get(target).kind {
            NodeKind::Name | NodeKind::Attribute | NodeKind::Subscript => None,
            NodeKind::List | NodeKind::Tuple => {
                self.children_of(target).iter().find_map(|&child| self.bad_target(child, used_for))
            }
            NodeKind::Starred if used_for != TargetUse::Delete => {
                self.bad_target(self.children_of(target)[0], used_for)
            }
            // `for a in b` was read as a comparison: its left side is the target.
            NodeKind::CompareIn if used_for == TargetUse::For => self.bad_target(self.children_of(target)[0], used_for),
            NodeKind::Compare if used_for == TargetUse::For => None,
            _ => Some(target),
        }
    }
}
