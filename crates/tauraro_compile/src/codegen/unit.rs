//! The code object being made: its registers, constants, names and blocks.

use std::collections::HashMap;
use std::sync::Arc;

use tauraro_bytecode::{
    AssembleError, Assembler, Code, CodeFlags, Const, ConstId, Local, LocalKind, NameId, Reg, Region,
};
use tauraro_syntax::TextRange;
use tauraro_syntax::ast::Stmt;

use super::hoist::LoopLiterals;
use crate::fold;
use crate::names::Sym;
use crate::scope::{Scope, ScopeId, ScopeKind, Scopes, Storage, Symbol, Uses};

/// Registers of a window: their numbers are 16 bits wide.
pub(super) const REGISTERS_MAX: u32 = 1 << 16;

type Map<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// What a name means at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// A register.
    Fast(Reg),
    /// A cell in a register.
    Cell(Reg),
    /// A cell of an outer scope, unless the class body's namespace has the name.
    ClassCell(Reg),
    /// As `ClassCell`, seen from an annotation scope of the class.
    SeenCell(Reg),
    Global,
    /// A global, unless the class that an annotation scope sees has the name.
    SeenGlobal,
    /// Namespace, globals, builtins.
    Name,
}

/// What surrounds a statement, for jumps that leave it.
#[derive(Clone, Debug)]
pub(super) enum Block<'a> {
    Loop {
        next: tauraro_bytecode::Label,
        exit: tauraro_bytecode::Label,
    },
    /// The body of a `try` with handlers, or of an `except*`: nothing to do but to leave.
    Try,
    /// The body of a `try` with `finally`.
    Finally {
        body: &'a [Stmt],
    },
    /// A `finally` body that runs because of an exception.
    FinallyHandler {
        save: Reg,
    },
    /// An `except` clause.
    Handler {
        save: Reg,
        name: Option<(Sym, TextRange)>,
    },
    /// An `except*` clause, which may not be left by a jump.
    StarHandler,
    With {
        exit: Reg,
        is_async: bool,
        range: TextRange,
    },
}

/// A block and the handler region outside of it.
#[derive(Clone, Debug)]
pub(super) struct Frame<'a> {
    pub(super) block: Block<'a>,
    pub(super) outer: Option<Region>,
}

/// A code object in the making.
pub(super) struct Unit<'a> {
    pub(super) scope: ScopeId,
    pub(super) asm: Assembler,
    pub(super) name: String,
    pub(super) qualname: String,
    pub(super) first_line: u32,
    pub(super) flags: CodeFlags,
    pub(super) arg_count: u32,
    pub(super) posonly_count: u32,
    pub(super) kwonly_count: u32,
    locals: Vec<Local>,
    /// Registers of the scope's own names.
    slots: Map<Sym, Reg>,
    /// Registers of names of inlined comprehensions: by name, how many comprehensions around
    /// bind it too, and whether it is a cell.
    comp_slots: Map<(Sym, u32, bool), Reg>,
    /// Names of the inlined comprehensions around, innermost last.
    pub(super) overlays: Vec<Map<Sym, Place>>,
    consts: Vec<Const>,
    const_ids: HashMap<Vec<u8>, ConstId, foldhash::fast::FixedState>,
    names: Vec<Sym>,
    name_ids: Map<Sym, NameId>,
    pub(super) next_temp: u32,
    max_temp: u32,
    pub(super) blocks: Vec<Frame<'a>>,
    /// Inside of a loop: its literals that are in registers.
    pub(super) loop_literals: Option<LoopLiterals>,
    /// Attributes assigned through `self`, of a class.
    pub(super) static_attributes: Vec<Sym>,
    /// Numbers of conditional annotations, by the address of their statement.
    pub(super) annotation_ids: Map<usize, u32>,
    /// Free variables, in the order of the closure.
    pub(super) free: Vec<Sym>,
    /// Handlers of comprehensions, emitted after everything else: they hardly ever run.
    pub(super) cold: Vec<ColdHandler>,
}

/// Clears the registers of an inlined comprehension that raised, and goes on.
pub(super) struct ColdHandler {
    pub(super) region: Region,
    pub(super) outer: Option<Region>,
    pub(super) slots: Vec<Reg>,
}

impl<'a> Unit<'a> {
    pub(super) fn new(scopes: &Scopes, id: ScopeId, name: String, qualname: String, first_line: u32) -> Unit<'a> {
        let mut layout = Layout::default();
        layout.fill(scopes, id);
        let n_named = layout.locals.len() as u32;
        Unit {
            scope: id,
            asm: Assembler::new(n_named.min(REGISTERS_MAX), layout.n_parameters),
            name,
            qualname,
            first_line,
            flags: CodeFlags::default(),
            arg_count: 0,
            posonly_count: 0,
            kwonly_count: 0,
            locals: layout.locals,
            slots: layout.slots,
            comp_slots: layout.comp_slots,
            overlays: Vec::new(),
            consts: Vec::new(),
            const_ids: HashMap::default(),
            names: Vec::new(),
            name_ids: Map::default(),
            next_temp: n_named,
            max_temp: n_named,
            blocks: Vec::new(),
            loop_literals: None,
            static_attributes: Vec::new(),
            annotation_ids: Map::default(),
            free: layout.free,
            cold: Vec::new(),
        }
    }

    /// Whether the window can still be numbered; checked when a temporary is taken.
    pub(super) fn reserve(&mut self, up_to: u32) -> bool {
        self.max_temp = self.max_temp.max(up_to);
        up_to < REGISTERS_MAX
    }

    pub(super) fn n_named(&self) -> u32 {
        self.locals.len() as u32
    }

    /// Whether the register has a name, so that writing it early could be noticed.
    pub(super) fn is_named(&self, register: Reg) -> bool {
        u32::from(register.0) < self.n_named()
    }

    pub(super) fn slot(&self, name: Sym) -> Option<Reg> {
        self.slots.get(&name).copied()
    }

    pub(super) fn comp_slot(&self, name: Sym, depth: u32, cell: bool) -> Option<Reg> {
        self.comp_slots.get(&(name, depth, cell)).copied()
    }

    /// Registers of cells that exist from the start; comprehensions make theirs themselves.
    pub(super) fn cell_registers(&self, scope: &Scope) -> Vec<Reg> {
        let is_cell = |register: &Reg| self.locals[usize::from(register.0)].kind.has(LocalKind::CELL);
        // The cells that a class makes for itself are its own even if only a comprehension asks.
        let of_class = |name| scope.kind == ScopeKind::Class && CLASS_CELLS.contains(&name);
        let of_comprehension = |name| scope.symbols.uses(name).any(Uses::COMP_ONLY) && !of_class(name);
        let own = self.slots.iter().filter(|(name, _)| !of_comprehension(**name));
        let mut cells: Vec<Reg> = own.map(|(_, register)| *register).filter(is_cell).collect();
        cells.sort_unstable();
        cells
    }

    /// Whether the register holds a cell that this code makes.
    pub(super) fn is_own_cell(&self, register: Reg) -> bool {
        self.locals[usize::from(register.0)].kind.has(LocalKind::CELL)
    }

    pub(super) fn const_id(&mut self, value: Const) -> ConstId {
        let key = fold::key(&value);
        if let Some(id) = key.as_ref().and_then(|key| self.const_ids.get(key)) {
            return *id;
        }
        let id = ConstId(self.consts.len() as u32);
        self.consts.push(value);
        if let Some(key) = key {
            self.const_ids.insert(key, id);
        }
        id
    }

    pub(super) fn name_id(&mut self, name: Sym) -> NameId {
        let next = NameId(self.names.len() as u32);
        let id = *self.name_ids.entry(name).or_insert(next);
        if id == next {
            self.names.push(name);
        }
        id
    }

    fn emit_cold(&mut self) {
        for handler in std::mem::take(&mut self.cold) {
            self.asm.place(handler.region.target);
            self.asm.set_position(None);
            self.asm.set_region(handler.outer);
            for slot in handler.slots {
                self.asm.clear_local(slot);
            }
            self.asm.reraise(handler.region.exc);
        }
    }

    /// The finished code object.
    pub(super) fn finish(mut self, scopes: &Scopes, filename: &Arc<str>) -> Result<Code, AssembleError> {
        self.emit_cold();
        let assembled = self.asm.finish()?;
        Ok(Code {
            name: self.name.into(),
            qualname: self.qualname.into(),
            filename: filename.clone(),
            first_line: self.first_line,
            arg_count: self.arg_count,
            posonly_count: self.posonly_count,
            kwonly_count: self.kwonly_count,
            flags: self.flags,
            locals: self.locals,
            names: self.names.iter().map(|name| scopes.names.text(*name).into()).collect(),
            consts: self.consts,
            words: assembled.words,
            n_registers: self.max_temp,
            handlers: assembled.handlers,
            positions: assembled.positions,
        })
    }
}

/// Hands out the named registers of a scope.
#[derive(Default)]
struct Layout {
    locals: Vec<Local>,
    slots: Map<Sym, Reg>,
    comp_slots: Map<(Sym, u32, bool), Reg>,
    free: Vec<Sym>,
    n_parameters: u32,
}

impl Layout {
    fn add(&mut self, scopes: &Scopes, name: Sym, kind: LocalKind) -> Reg {
        // A window that is too large is refused when its first temporary is taken.
        let register = Reg(self.locals.len().min(usize::from(u16::MAX)) as u16);
        // `__annotate__` takes `format`; the dot keeps it apart from the program's names.
        let text = match name {
            Sym::FORMAT => "format",
            _ => scopes.names.text(name),
        };
        self.locals.push(Local { name: text.into(), kind });
        register
    }

    fn add_own(&mut self, scopes: &Scopes, name: Sym, kind: LocalKind) {
        let register = self.add(scopes, name, kind);
        self.slots.insert(name, register);
    }

    fn fill(&mut self, scopes: &Scopes, id: ScopeId) {
        let scope = scopes.get(id);
        let symbols = || scope.symbols.iter();
        for (name, symbol) in symbols().filter(|(_, symbol)| symbol.uses.any(Uses::PARAM)) {
            let cell = symbol.storage == Storage::Cell;
            let kind = if cell { LocalKind::LOCAL.with(LocalKind::CELL) } else { LocalKind::LOCAL };
            self.add_own(scopes, name, kind);
        }
        self.n_parameters = self.locals.len() as u32;
        if scope.is_function_like() {
            let is_local = |symbol: &Symbol| symbol.storage == Storage::Local && !symbol.uses.any(Uses::PARAM);
            for (name, _) in symbols().filter(|(_, symbol)| is_local(symbol)) {
                self.add_own(scopes, name, LocalKind::LOCAL);
            }
        }
        let mut comp_cells = Vec::new();
        self.fill_comprehensions(scopes, id, &mut comp_cells);
        self.fill_cells(scopes, scope);
        for (name, depth) in comp_cells {
            self.fill_comp_cell(scopes, scope, name, depth);
        }
        self.fill_free(scopes, scope);
    }

    fn fill_cells(&mut self, scopes: &Scopes, scope: &Scope) {
        let symbols = scope.symbols.iter();
        let is_cell = |symbol: &Symbol| symbol.storage == Storage::Cell && !symbol.uses.any(Uses::PARAM);
        let mut cells: Vec<Sym> = symbols.filter(|(_, symbol)| is_cell(symbol)).map(|(name, _)| name).collect();
        if scope.kind == ScopeKind::Class {
            let needed = [
                (scope.needs_class_cell, Sym::DUNDER_CLASS),
                (scope.needs_classdict, Sym::CLASSDICT),
                (scope.conditional_annotations, Sym::CONDITIONAL_ANNOTATIONS),
            ];
            cells.extend(needed.iter().filter(|(needed, _)| *needed).map(|(_, name)| *name));
        }
        cells.sort_by_key(|name| scopes.names.text(*name));
        for name in cells {
            self.add_own(scopes, name, LocalKind::CELL);
        }
    }

    fn fill_free(&mut self, scopes: &Scopes, scope: &Scope) {
        let symbols = scope.symbols.iter();
        let is_free = |symbol: &Symbol| symbol.storage == Storage::Free || symbol.uses.any(Uses::FREE_CLASS);
        let mut free: Vec<Sym> = symbols.filter(|(_, symbol)| is_free(symbol)).map(|(name, _)| name).collect();
        free.sort_by_key(|name| scopes.names.text(*name));
        for name in &free {
            self.add_own(scopes, *name, LocalKind::FREE);
        }
        self.free = free;
    }

    /// Registers for the names that inlined comprehensions bind. A name that only
    /// comprehensions use has its register already; one that the scope itself uses too gets
    /// another, hidden one.
    fn fill_comprehensions(&mut self, scopes: &Scopes, id: ScopeId, cells: &mut Vec<(Sym, u32)>) {
        let scope = scopes.get(id);
        for child in scope.children.iter().filter(|child| scopes.get(**child).inlined) {
            for (name, symbol) in scopes.get(*child).symbols.iter() {
                if !binds_here(symbol) {
                    continue;
                }
                let depth = binders_around(scopes, id, *child, name);
                if symbol.storage == Storage::Cell {
                    cells.push((name, depth));
                    continue;
                }
                let key = (name, depth, false);
                if self.comp_slots.contains_key(&key) {
                    continue;
                }
                let own = self.reusable(scope, name, depth, Storage::Local);
                let register = own.unwrap_or_else(|| self.add(scopes, name, LocalKind::HIDDEN));
                self.comp_slots.insert(key, register);
            }
        }
    }

    fn fill_comp_cell(&mut self, scopes: &Scopes, scope: &Scope, name: Sym, depth: u32) {
        let key = (name, depth, true);
        if self.comp_slots.contains_key(&key) {
            return;
        }
        let own = self.reusable(scope, name, depth, Storage::Cell);
        let hidden_cell = LocalKind::CELL.with(LocalKind::HIDDEN);
        let register = own.unwrap_or_else(|| self.add(scopes, name, hidden_cell));
        self.comp_slots.insert(key, register);
    }

    fn reusable(&self, scope: &Scope, name: Sym, depth: u32, storage: Storage) -> Option<Reg> {
        let symbol = scope.symbols.get(name)?;
        let only_comprehensions = symbol.uses.any(Uses::COMP_ONLY) && symbol.storage == storage;
        if depth == 0 && only_comprehensions { self.slots.get(&name).copied() } else { None }
    }
}

/// Names of the cells that a class body makes for what is defined in it.
pub(super) const CLASS_CELLS: [Sym; 3] = [Sym::DUNDER_CLASS, Sym::CLASSDICT, Sym::CONDITIONAL_ANNOTATIONS];

/// Whether a comprehension has the name as its own variable.
pub(super) fn binds_here(symbol: &Symbol) -> bool {
    matches!(symbol.storage, Storage::Local | Storage::Cell) && !symbol.uses.any(Uses::PARAM)
}

/// Inlined comprehensions between `child` and `scope` that have a variable of this name.
pub(super) fn binders_around(scopes: &Scopes, scope: ScopeId, child: ScopeId, name: Sym) -> u32 {
    let mut depth = 0;
    let mut at = scopes.get(child).parent;
    while let Some(id) = at.filter(|id| *id != scope) {
        if scopes.get(id).symbols.get(name).is_some_and(binds_here) {
            depth += 1;
        }
        at = scopes.get(id).parent;
    }
    depth
}
