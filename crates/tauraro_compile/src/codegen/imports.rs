//! `import` and `from ... import`.

use tauraro_bytecode::{Const, Reg};
use tauraro_syntax::ast;

use super::{Generator, Result};
use crate::error::Fault;
use crate::names::Sym;

impl<'a> Generator<'a> {
    pub(super) fn import_stmt(&mut self, stmt: &'a ast::StmtImport) -> Result {
        for alias in &stmt.names {
            let mark = self.mark();
            self.at(stmt.range);
            let module = self.import_name(&alias.name, 0, Const::None)?;
            match &alias.asname {
                None => {
                    let top = alias.name.split('.').next().unwrap_or_default();
                    let name = self.mangled(top);
                    self.store(name, module);
                }
                Some(asname) => {
                    // `import a.b.c as d` binds the innermost module.
                    for part in alias.name.split('.').skip(1) {
                        let part = self.scopes.names.intern(part);
                        let id = self.name_id(part);
                        self.asm().import_from(module, module, id);
                    }
                    let name = self.mangled(asname);
                    self.store(name, module);
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(super) fn import_from(&mut self, stmt: &'a ast::StmtImportFrom) -> Result {
        let module = stmt.module.as_deref().unwrap_or_default();
        self.check_future(stmt)?;
        let is_star = matches!(&stmt.names[..], [alias] if &*alias.name == "*");
        let names: Box<[Const]> = stmt.names.iter().map(|alias| Const::str(&alias.name)).collect();
        let imported = self.import_name(module, stmt.level, Const::Tuple(names))?;
        if is_star {
            self.asm().import_star(imported);
            return Ok(());
        }
        let value = self.temp()?;
        for alias in &stmt.names {
            let name = self.scopes.names.intern(&alias.name);
            let id = self.name_id(name);
            self.at(stmt.range);
            self.asm().import_from(value, imported, id);
            let target = self.mangled(alias.asname.as_ref().unwrap_or(&alias.name));
            self.store(target, value);
        }
        Ok(())
    }

    fn check_future(&self, stmt: &ast::StmtImportFrom) -> Result {
        let is_future = stmt.level == 0 && stmt.module.as_deref() == Some("__future__");
        if is_future && stmt.range.end().to_u32() > self.settings.future_end {
            let message = "from __future__ imports must occur at the beginning of the file";
            return Err(Fault::syntax(message, stmt.range));
        }
        Ok(())
    }

    fn import_name(&mut self, module: &str, level: u32, names: Const) -> Result<Reg> {
        let base = self.temps(2)?;
        self.load_const(base, Const::Int(level.into()));
        self.load_const(base.plus(1), names);
        let name: Sym = self.scopes.names.intern(module);
        let id = self.name_id(name);
        self.asm().import_name(base, base, id);
        self.release(u32::from(base.0) + 1);
        Ok(base)
    }
}
