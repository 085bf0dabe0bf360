//! The second pass: where each name lives.

use std::collections::HashSet;

use super::{Comprehension, ScopeId, ScopeKind, Scopes, Storage, Symbol, Uses};
use crate::error::Fault;
use crate::names::Sym;

type Set = HashSet<Sym, foldhash::fast::FixedState>;

/// What outer scopes hand to an inner one.
struct Outer<'a> {
    /// Names bound in a function around; `None` in the module.
    bound: Option<&'a Set>,
    /// Names declared global in a scope around.
    global: &'a Set,
    /// Bound names that are type parameters.
    type_params: &'a Set,
    /// The class whose names an annotation scope sees.
    class: Option<ScopeId>,
}

/// The scope at hand.
struct Local {
    storage: std::collections::HashMap<Sym, Storage, foldhash::fast::FixedState>,
    bound: Set,
    global: Set,
    type_params: Set,
    names: Set,
    /// Cells of comprehensions that are inlined here.
    inlined_cells: Set,
}

/// Decides for all scopes.
pub(super) fn analyze(scopes: &mut Scopes) -> Result<(), Fault> {
    let empty = Set::default();
    let outer = Outer { bound: None, global: &empty, type_params: &empty, class: None };
    analyze_scope(scopes, Scopes::MODULE, &outer)?;
    Ok(())
}

/// Decides for a scope and all within; gives the names that are free in it.
fn analyze_scope(scopes: &mut Scopes, id: ScopeId, outer: &Outer<'_>) -> Result<Set, Fault> {
    let scope = scopes.get(id);
    let is_class = scope.kind == ScopeKind::Class;
    let mut local = Local {
        storage: Default::default(),
        bound: outer.bound.cloned().unwrap_or_default(),
        global: outer.global.clone(),
        type_params: outer.type_params.clone(),
        names: Set::default(),
        inlined_cells: Set::default(),
    };
    let mut free = Set::default();
    // A class's own names are invisible to its methods, so those get what stands before it.
    let before = is_class.then(|| (local.bound.clone(), local.global.clone()));
    decide_names(scopes, id, outer, &mut local, &mut free)?;
    let scope = scopes.get(id);
    let (inner_bound, inner_global) = match before {
        Some((mut bound, global)) => {
            bound.extend([Sym::DUNDER_CLASS, Sym::CLASSDICT, Sym::CONDITIONAL_ANNOTATIONS]);
            (bound, global)
        }
        None => {
            let mut bound = local.bound.clone();
            if scope.is_function_like() {
                bound.extend(&local.names);
            }
            (bound, local.global.clone())
        }
    };
    let children = scope.children.clone();
    let sees_class = scope.sees_class;
    let mut spliced = Vec::with_capacity(children.len());
    for child in children {
        let inner = scopes.get(child);
        let class = match inner.sees_class {
            true if is_class => Some(id),
            true => outer.class,
            false => None,
        };
        let inline = inner.comprehension.is_some_and(|kind| kind != Comprehension::Generator) && !sees_class;
        let inner_outer =
            Outer { bound: Some(&inner_bound), global: &inner_global, type_params: &local.type_params, class };
        let mut child_free = analyze_scope(scopes, child, &inner_outer)?;
        if inline {
            inline_comprehension(scopes, id, child, &mut local, &mut child_free);
            spliced.extend(scopes.get(child).children.clone());
        }
        spliced.push(child);
        let child_has_free = scopes.get(child).has_free || !child_free.is_empty();
        scopes.get_mut(id).has_free |= child_has_free;
        free.extend(child_free);
    }
    scopes.get_mut(id).children = spliced;
    let scope = scopes.get_mut(id);
    if scope.is_function_like() {
        make_cells(&mut local, &mut free);
    } else if is_class {
        scope.needs_class_cell |= free.remove(&Sym::DUNDER_CLASS);
        scope.needs_classdict |= free.remove(&Sym::CLASSDICT);
        scope.conditional_annotations |= free.remove(&Sym::CONDITIONAL_ANNOTATIONS);
    }
    update_symbols(scopes, id, outer, &local, &free);
    Ok(free)
}

fn decide_names(
    scopes: &mut Scopes,
    id: ScopeId,
    outer: &Outer<'_>,
    local: &mut Local,
    free: &mut Set,
) -> Result<(), Fault> {
    let names: Vec<(Sym, Uses)> = scopes.get(id).symbols.iter().map(|(name, symbol)| (name, symbol.uses)).collect();
    for (name, uses) in names {
        let storage = decide(scopes, id, name, uses, outer, local)?;
        if storage == Storage::Free {
            free.insert(name);
        }
        local.storage.insert(name, storage);
    }
    Ok(())
}

fn decide(
    scopes: &Scopes,
    id: ScopeId,
    name: Sym,
    uses: Uses,
    outer: &Outer<'_>,
    local: &mut Local,
) -> Result<Storage, Fault> {
    let text = |what: &str| what.replace("%", scopes.names.text(name));
    let fault = |message: String| {
        let directives = &scopes.get(id).directives;
        let range = directives.iter().find(|(found, _)| *found == name).map(|(_, range)| *range);
        Err(Fault::syntax(message, range.unwrap_or_default()))
    };
    if uses.any(Uses::GLOBAL) {
        if uses.any(Uses::NONLOCAL) {
            return fault(text("name '%' is nonlocal and global"));
        }
        local.global.insert(name);
        local.bound.remove(&name);
        return Ok(Storage::GlobalExplicit);
    }
    if uses.any(Uses::NONLOCAL) {
        let Some(bound) = outer.bound else {
            return fault("nonlocal declaration not allowed at module level".to_owned());
        };
        if !bound.contains(&name) {
            return fault(text("no binding for nonlocal '%' found"));
        }
        if outer.type_params.contains(&name) {
            return fault(text("nonlocal binding not allowed for type parameter '%'"));
        }
        return Ok(Storage::Free);
    }
    if uses.any(Uses::BOUND) {
        local.names.insert(name);
        local.global.remove(&name);
        if uses.any(Uses::TYPE_PARAM) {
            local.type_params.insert(name);
        } else {
            local.type_params.remove(&name);
        }
        return Ok(Storage::Local);
    }
    // An annotation scope looks into its class at run time; what the class binds must not be
    // taken from a function around the class. The cells by which it does so stay what they are,
    // whatever the class binds to their names.
    let is_internal = name == Sym::CLASSDICT || name == Sym::CONDITIONAL_ANNOTATIONS;
    if let Some(class) = outer.class.filter(|_| !is_internal) {
        let in_class = scopes.get(class).symbols.uses(name);
        if in_class.any(Uses::GLOBAL) {
            return Ok(Storage::GlobalExplicit);
        }
        if in_class.any(Uses::BOUND) && !in_class.any(Uses::NONLOCAL) {
            return Ok(Storage::GlobalImplicit);
        }
    }
    if outer.bound.is_some_and(|bound| bound.contains(&name)) {
        return Ok(Storage::Free);
    }
    Ok(Storage::GlobalImplicit)
}

/// Takes the names of an inlined comprehension into the scope around it (PEP 709).
fn inline_comprehension(scopes: &mut Scopes, id: ScopeId, child: ScopeId, local: &mut Local, child_free: &mut Set) {
    let in_class = scopes.get(id).kind == ScopeKind::Class;
    let symbols: Vec<(Sym, Symbol)> = scopes.get(child).symbols.iter().map(|(name, symbol)| (name, *symbol)).collect();
    for (name, symbol) in symbols {
        if symbol.uses.any(Uses::PARAM) {
            continue;
        }
        if symbol.storage == Storage::Cell || symbol.uses.any(Uses::COMP_CELL) {
            local.inlined_cells.insert(name);
        }
        match scopes.get(id).symbols.get(name) {
            None => {
                let mut storage = symbol.storage;
                let of_class = [Sym::DUNDER_CLASS, Sym::CLASSDICT, Sym::CONDITIONAL_ANNOTATIONS].contains(&name);
                if storage == Storage::Free && in_class && of_class {
                    storage = Storage::GlobalImplicit;
                    if !free_in_a_child(scopes, child, name) {
                        child_free.remove(&name);
                    }
                }
                scopes.get_mut(id).symbols.entry(name).uses = symbol.uses.with(Uses::COMP_ONLY);
                local.storage.insert(name, storage);
            }
            Some(existing) => {
                let bound = existing.uses.any(Uses::BOUND);
                if bound && !in_class && !free_in_a_child(scopes, child, name) {
                    child_free.remove(&name);
                }
            }
        }
    }
    scopes.get_mut(child).inlined = true;
}

fn free_in_a_child(scopes: &Scopes, id: ScopeId, name: Sym) -> bool {
    scopes
        .get(id)
        .children
        .iter()
        .any(|child| scopes.get(*child).symbols.get(name).is_some_and(|symbol| symbol.storage == Storage::Free))
}

/// Locals that inner scopes use become cells; they are not free any further out.
fn make_cells(local: &mut Local, free: &mut Set) {
    for (name, storage) in &mut local.storage {
        if *storage == Storage::Local && (free.contains(name) || local.inlined_cells.contains(name)) {
            *storage = Storage::Cell;
            free.remove(name);
        }
    }
}

/// Writes the decisions down and passes free names of inner scopes through this one.
fn update_symbols(scopes: &mut Scopes, id: ScopeId, outer: &Outer<'_>, local: &Local, free: &Set) {
    let scope = scopes.get_mut(id);
    let class_like = scope.kind == ScopeKind::Class || scope.sees_class;
    for (name, storage) in &local.storage {
        let symbol = scope.symbols.entry(*name);
        symbol.storage = *storage;
        if local.inlined_cells.contains(name) {
            symbol.uses = symbol.uses.with(Uses::COMP_CELL);
        }
    }
    // In the order of their numbers, so that equal sources give equal bytes.
    let mut passing: Vec<Sym> = free.iter().copied().collect();
    passing.sort_unstable();
    for name in passing {
        if let Some(symbol) = scope.symbols.get(name) {
            // An annotation scope may take a name from its class that scopes within take from
            // further out.
            let looked_up = matches!(symbol.storage, Storage::GlobalImplicit | Storage::GlobalExplicit);
            if class_like && (symbol.uses.any(Uses::BOUND.with(Uses::GLOBAL)) || looked_up) {
                let symbol = scope.symbols.entry(name);
                symbol.uses = symbol.uses.with(Uses::FREE_CLASS);
            }
            continue;
        }
        if outer.bound.is_some_and(|bound| !bound.contains(&name)) {
            continue;
        }
        scope.symbols.entry(name).storage = Storage::Free;
    }
}
