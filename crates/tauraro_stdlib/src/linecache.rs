//! What the library's `linecache` knows of sources that are in no file: the text of `-c` and of
//! the prompt.

use std::sync::Arc;
use tauraro_bytecode::Code;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Dict, Module};
use tauraro_core::{PyResult, Value, Vm};
use tauraro_interp::display;

/// Gives `linecache`, if it is loaded, the sources that the runtime has.
pub fn tell_linecache(vm: &mut Vm) {
    if tell(vm).is_err() {
        // Tracebacks that the library makes show no source of typed lines then.
        vm.take_exception();
    }
}

fn tell(vm: &mut Vm) -> PyResult<()> {
    let name = vm.intern("linecache");
    let Some(module) = vm.modules.get_name(vm, name).and_then(Value::cast::<Module>) else { return Ok(()) };
    let Some(cache) = module.namespace().get_str(vm, "_interactive_cache").and_then(Value::cast::<Dict>) else {
        return Ok(());
    };
    let mut known = Vec::new();
    display::each_registered(vm, |code, lines| known.push((code.clone(), lines.to_vec())));
    for (code, lines) in known {
        let size = lines.iter().map(|l| l.len() as i64 + 1).sum();
        let texts = vm.new_list(&[])?;
        for line in &lines {
            let line = vm.new_str(&format!("{line}\n"))?.value();
            texts.push(vm, line)?;
        }
        let filename = vm.new_str(&code.filename)?.value();
        let entry = vm.new_tuple(&[Value::small(size), Value::NONE, texts.value(), filename])?.value();
        enter(vm, cache, &code, entry)?;
    }
    Ok(())
}

/// Enters a code object and those nested in it.
fn enter(vm: &mut Vm, cache: Gc<Dict>, code: &Arc<Code>, entry: Value) -> PyResult<()> {
    let filename = vm.new_str(&code.filename)?.value();
    let qualname = vm.new_str(&code.qualname)?.value();
    let key = vm.new_tuple(&[filename, qualname, Value::small(i64::from(code.first_line))])?.value();
    cache.set_item(vm, key, entry)?;
    for nested in code.consts.iter().filter_map(|c| c.as_code()) {
        enter(vm, cache, nested, entry)?;
    }
    Ok(())
}
