//! The scopes as plain data, for `symtable`.

use crate::names::Sym;
use crate::scope::{ScopeId, ScopeKind, Scopes, Storage, Uses};
use tauraro_syntax::LineIndex;

/// Where the place of a name stands in a symbol's bits, above what is done with it.
const STORAGE_SHIFT: u32 = 12;

/// One scope. The numbers are those of CPython's `_symtable`.
#[derive(Clone, Debug)]
pub struct SymbolScope {
    /// 0: function, 1: class, 2: module, 3: annotations, 4: alias, 5: type parameters, 6: a type
    /// parameter's bound or default.
    pub kind: u8,
    /// What it is called; the module is `top`.
    pub name: String,
    /// From 1; 0 for the module.
    pub line: u32,
    /// Inside of a function.
    pub nested: bool,
    /// Names with the bits of `_symtable`.
    pub symbols: Vec<(String, u32)>,
    /// The names that are parameters.
    pub parameters: Vec<String>,
    /// The scopes within.
    pub children: Vec<SymbolScope>,
}

/// The table of a program.
pub(crate) fn table(scopes: &Scopes, source: &str) -> SymbolScope {
    of(scopes, Scopes::MODULE, &mut LineIndex::new(source))
}

fn of(scopes: &Scopes, id: ScopeId, lines: &mut LineIndex) -> SymbolScope {
    let scope = scopes.get(id);
    let text = |name: Sym| scopes.names.text(name).to_owned();
    let is_shown = |name: Sym| scope.kind != ScopeKind::Annotation || name != Sym::CONDITIONAL_ANNOTATIONS;
    let symbols = scope
        .symbols
        .iter()
        .filter(|(name, _)| is_shown(*name))
        .map(|(name, symbol)| (text(name), bits_of(symbol.uses) | storage_number(symbol.storage) << STORAGE_SHIFT));
    let parameters = scope.symbols.iter().filter(|(_, symbol)| symbol.uses.any(Uses::PARAM));
    let mut children = Vec::new();
    for child in &scope.children {
        let inner = scopes.get(*child);
        if inner.inlined {
            continue;
        }
        let made = of(scopes, *child, lines);
        // CPython has a scope of annotations before each function, if there are any or not.
        if let Some(sees_class) = inner.bare {
            children.push(no_annotations(&made, sees_class));
        }
        children.push(made);
    }
    SymbolScope {
        kind: kind_number(scope.kind),
        name: text(scope.title),
        line: if scope.kind == ScopeKind::Module { 0 } else { lines.line_and_byte_col(scope.start as usize).0 },
        nested: scope.nested,
        symbols: symbols.collect(),
        parameters: parameters.map(|(name, _)| text(name)).collect(),
        children,
    }
}

/// The empty scope of a function's annotations.
fn no_annotations(function: &SymbolScope, sees_class: bool) -> SymbolScope {
    let format = bits_of(Uses::PARAM.with(Uses::READ)) | storage_number(Storage::Local) << STORAGE_SHIFT;
    let mut symbols = vec![(".format".to_owned(), format)];
    if sees_class {
        let class = bits_of(Uses::READ) | storage_number(Storage::Free) << STORAGE_SHIFT;
        symbols.push(("__classdict__".to_owned(), class));
    }
    SymbolScope {
        kind: kind_number(ScopeKind::Annotation),
        name: "__annotate__".to_owned(),
        line: function.line,
        nested: function.nested,
        symbols,
        parameters: vec![".format".to_owned()],
        children: Vec::new(),
    }
}

/// The bits of uses as CPython numbers them.
fn bits_of(uses: Uses) -> u32 {
    const NUMBERS: [(Uses, u32); 11] = [
        (Uses::GLOBAL, 1),
        (Uses::LOCAL, 2),
        (Uses::PARAM, 4),
        (Uses::NONLOCAL, 8),
        (Uses::READ, 16),
        (Uses::FREE_CLASS, 64),
        (Uses::IMPORT, 128),
        (Uses::ANNOTATED, 256),
        (Uses::COMP_ITER, 512),
        (Uses::TYPE_PARAM, 1024),
        (Uses::COMP_CELL, 2048),
    ];
    NUMBERS.iter().filter(|(bit, _)| uses.any(*bit)).map(|(_, number)| number).sum()
}

fn kind_number(kind: ScopeKind) -> u8 {
    match kind {
        ScopeKind::Function => 0,
        ScopeKind::Class => 1,
        ScopeKind::Module => 2,
        ScopeKind::Annotation => 3,
        ScopeKind::TypeAlias => 4,
        ScopeKind::TypeParams => 5,
        ScopeKind::TypeVariable => 6,
    }
}

fn storage_number(storage: Storage) -> u32 {
    match storage {
        Storage::Unknown => 0,
        Storage::Local => 1,
        Storage::GlobalExplicit => 2,
        Storage::GlobalImplicit => 3,
        Storage::Free => 4,
        Storage::Cell => 5,
    }
}
