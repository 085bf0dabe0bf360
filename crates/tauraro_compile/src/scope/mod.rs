//! Scopes: which variable a name means where.
//!
//! Two passes before any code is made. [`build`] walks the tree and notes for each scope what
//! is done with each name (`Uses`); [`analyze`] then decides where each name lives
//! ([`Storage`]), from the outermost scope inwards for bindings and back outwards for free
//! variables. The rules are those of the language reference's execution model, of PEP 709
//! (comprehensions inlined into the scope around them), PEP 695 (type parameter scopes) and
//! PEP 649/749 (annotation scopes). Errors of name binding are found here.

mod analyze;
mod build;

use std::collections::HashMap;

use tauraro_syntax::TextRange;

use crate::names::{Names, Sym};

pub(crate) use build::{build, docstring};

/// A scope of the program.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct ScopeId(pub(crate) u32);

/// What made the scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    /// Functions, lambdas and comprehensions.
    Function,
    /// The `__annotate__` function of a function, class or module.
    Annotation,
    /// Around a generic function, class or alias: holds its type parameters.
    TypeParams,
    /// The value of a `type` statement.
    TypeAlias,
    /// Bound, constraints or default of a type parameter.
    TypeVariable,
}

/// The four comprehensions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Comprehension {
    List,
    Set,
    Dict,
    Generator,
}

impl Comprehension {
    fn title(self) -> &'static str {
        match self {
            Comprehension::List => "listcomp",
            Comprehension::Set => "setcomp",
            Comprehension::Dict => "dictcomp",
            Comprehension::Generator => "genexpr",
        }
    }
}

/// Which scope of a node, for those that have several.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Part {
    /// The body.
    Body,
    /// The scope of its type parameters.
    TypeParams,
    /// Its annotations.
    Annotations,
    /// Bound or constraints of a type parameter.
    Bound,
    /// Default of a type parameter.
    Default,
}

/// What is done with a name in a scope, as a set of bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Uses(u16);

impl Uses {
    pub(crate) const GLOBAL: Uses = Uses(1);
    pub(crate) const LOCAL: Uses = Uses(2);
    pub(crate) const PARAM: Uses = Uses(4);
    pub(crate) const NONLOCAL: Uses = Uses(8);
    pub(crate) const READ: Uses = Uses(16);
    pub(crate) const IMPORT: Uses = Uses(32);
    /// Free in a method and bound in the class around it.
    pub(crate) const FREE_CLASS: Uses = Uses(64);
    pub(crate) const ANNOTATED: Uses = Uses(128);
    pub(crate) const COMP_ITER: Uses = Uses(256);
    pub(crate) const TYPE_PARAM: Uses = Uses(512);
    /// A cell of a comprehension that was inlined here.
    pub(crate) const COMP_CELL: Uses = Uses(1024);
    /// Known here only because of an inlined comprehension.
    pub(crate) const COMP_ONLY: Uses = Uses(2048);
    pub(crate) const BOUND: Uses = Uses(2 | 4 | 32 | 512);

    pub(crate) fn any(self, other: Uses) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn with(self, other: Uses) -> Uses {
        Uses(self.0 | other.0)
    }
}

/// Where a name lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Storage {
    /// Not analysed yet.
    #[default]
    Unknown,
    /// A register (in class and module scopes: the namespace).
    Local,
    /// A local that inner scopes use: a cell of this scope.
    Cell,
    /// A cell of an outer scope.
    Free,
    /// A global by declaration.
    GlobalExplicit,
    /// A global because nothing binds it.
    GlobalImplicit,
}

/// A name in a scope.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Symbol {
    pub(crate) uses: Uses,
    pub(crate) storage: Storage,
}

/// The names of a scope, in order of first appearance.
#[derive(Default, Debug)]
pub(crate) struct Symbols {
    order: Vec<Sym>,
    table: HashMap<Sym, Symbol, foldhash::fast::FixedState>,
}

impl Symbols {
    pub(crate) fn get(&self, name: Sym) -> Option<&Symbol> {
        self.table.get(&name)
    }

    pub(crate) fn uses(&self, name: Sym) -> Uses {
        self.get(name).map_or(Uses::default(), |symbol| symbol.uses)
    }

    pub(crate) fn entry(&mut self, name: Sym) -> &mut Symbol {
        self.table.entry(name).or_insert_with(|| {
            self.order.push(name);
            Symbol::default()
        })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Sym, &Symbol)> {
        self.order.iter().map(|name| (*name, &self.table[name]))
    }
}

/// One scope. The flags are in the terms of the reference; what they are good for stands where
/// they are set.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) kind: ScopeKind,
    pub(crate) parent: Option<ScopeId>,
    pub(crate) children: Vec<ScopeId>,
    pub(crate) symbols: Symbols,
    pub(crate) comprehension: Option<Comprehension>,
    /// The comprehension's code is part of the scope around it.
    pub(crate) inlined: bool,
    /// Inside of a function.
    pub(crate) nested: bool,
    pub(crate) generator: bool,
    /// An `async def`, or a scope with `await` in it.
    pub(crate) coroutine: bool,
    /// An `async def`.
    pub(crate) is_async: bool,
    /// Directly in a class.
    pub(crate) method: bool,
    pub(crate) docstring: bool,
    pub(crate) varargs: bool,
    pub(crate) varkeywords: bool,
    /// Some inner scope has a free variable.
    pub(crate) has_free: bool,
    /// A method uses `__class__` or `super`.
    pub(crate) needs_class_cell: bool,
    /// An annotation scope looks names up in this class.
    pub(crate) needs_classdict: bool,
    /// An annotation scope in a class: sees the class's names.
    pub(crate) sees_class: bool,
    /// Some annotation may not be reached, so the reached ones are recorded.
    pub(crate) conditional_annotations: bool,
    /// The scope of this module's or class's annotations.
    pub(crate) annotations: Option<ScopeId>,
    /// The class whose private names are mangled here.
    pub(crate) private: Option<Sym>,
    /// In a type parameter scope of a class only these names are mangled.
    pub(crate) mangled: Option<Vec<Sym>>,
    /// What the scope is, in error texts ("a TypeVar bound").
    pub(crate) description: &'static str,
    /// Names that `:=` binds here: they may change in the middle of an expression.
    pub(crate) rebinds: Vec<Sym>,
    /// Where `global`, `nonlocal` and the like stand, for errors found by analysis.
    pub(crate) directives: Vec<(Sym, TextRange)>,
    // The state of the walk.
    comp_iter_target: bool,
    comp_iter_depth: u32,
    in_conditional: bool,
    in_unevaluated: bool,
    /// A `def` without annotations, and whether annotations would see a class.
    pub(crate) bare: Option<bool>,
    /// What `symtable` calls the scope, and the byte where it begins.
    pub(crate) title: Sym,
    pub(crate) start: u32,
}

impl Scope {
    /// Whether names bound here are visible to inner functions.
    pub(crate) fn is_function_like(&self) -> bool {
        !matches!(self.kind, ScopeKind::Module | ScopeKind::Class)
    }
}

/// All scopes of a program.
#[derive(Debug)]
pub(crate) struct Scopes {
    pub(crate) names: Names,
    scopes: Vec<Scope>,
    by_node: HashMap<(usize, Part), ScopeId, foldhash::fast::FixedState>,
}

impl Scopes {
    pub(crate) const MODULE: ScopeId = ScopeId(0);

    pub(crate) fn get(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    pub(crate) fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    /// The scope that a node made. Nodes are told apart by their addresses: the tree does not
    /// move between the passes.
    pub(crate) fn of_node<T>(&self, node: &T, part: Part) -> ScopeId {
        self.by_node[&(std::ptr::from_ref(node) as usize, part)]
    }

    /// As [`Scopes::of_node`], where there may be none.
    pub(crate) fn find<T>(&self, node: &T, part: Part) -> Option<ScopeId> {
        self.by_node.get(&(std::ptr::from_ref(node) as usize, part)).copied()
    }

    /// The name as it is stored in this scope: private names are mangled.
    pub(crate) fn mangled(&mut self, scope: ScopeId, name: &str) -> Sym {
        let sym = self.names.intern(name);
        let scope = &self.scopes[scope.0 as usize];
        let Some(private) = scope.private else { return sym };
        if let Some(mangled) = &scope.mangled
            && !mangled.contains(&sym)
        {
            return sym;
        }
        match crate::names::mangle(self.names.text(private), name) {
            Some(text) => self.names.intern(&text),
            None => sym,
        }
    }
}
