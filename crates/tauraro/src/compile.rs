//! The compile hook: source text to a code object, errors to SyntaxError and its like.

use crate::tree::Shape;
use std::cell::RefCell;
use std::sync::Arc;
use tauraro_bytecode::CodeFlags;
use tauraro_compile::{ErrorKind, Mode, Options, SymbolScope, SyntaxError, Warning};
use tauraro_core::object::Str;
use tauraro_core::vm::{CompileRequest, CompileSource};
use tauraro_core::{PyResult, Raised, Value, Vm};
use tauraro_syntax::Origin;

const PYCF_ONLY_AST: u32 = 0x400;
/// With `PYCF_ONLY_AST` it is `PyCF_OPTIMIZED_AST`.
const PYCF_OPTIMIZED: u32 = 0x8000;
const PYCF_DONT_IMPLY_DEDENT: u32 = 0x200;
const PYCF_ALLOW_TOP_LEVEL_AWAIT: u32 = 0x2000;
const PYCF_ALLOW_INCOMPLETE_INPUT: u32 = 0x4000;
const FUTURE_BITS: u32 = 0x1FE_0000;

/// See `Hooks::compile`.
pub(crate) fn compile(vm: &mut Vm, request: &CompileRequest<'_>) -> PyResult {
    if let CompileSource::Tree(tree) = request.source {
        return compile_tree(vm, tree, request);
    }
    let decoded = text_of_source(vm, request)?;
    let options = options(request);
    if request.mode == "func_type" {
        return match crate::func_type::parse(vm, &decoded)? {
            Ok(node) => Ok(node),
            Err(error) => Err(raise(vm, &error, request.filename, Some(&decoded))),
        };
    }
    if request.flags & PYCF_ONLY_AST != 0 {
        let tree = parse(vm, &decoded, &options, request.filename)?;
        return optimized(vm, tree, request);
    }
    // A file is read again if its error needs more than its line.
    let known = if matches!(request.source, CompileSource::File(_)) { None } else { Some(decoded.as_str()) };
    match tauraro_compile::compile(&decoded, &options) {
        Ok(compiled) => {
            for warning in &compiled.warnings {
                warn(vm, warning, request.filename, &decoded)?;
            }
            Ok(tauraro_interp::new_code(vm, &compiled.code)?.value())
        }
        Err(error) => {
            for warning in &error.warnings {
                warn(vm, warning, request.filename, &decoded)?;
            }
            Err(raise(vm, &error, request.filename, known))
        }
    }
}

/// The text of a request's source.
fn text_of_source(vm: &mut Vm, request: &CompileRequest<'_>) -> PyResult<String> {
    match request.source {
        CompileSource::Text(text) if text.contains('\0') => {
            // Without a place, unlike other syntax errors.
            let message = vm.new_str("source code string cannot contain null bytes")?.value();
            let exc = vm.call(vm.exc.syntax_error.value(), &[message])?;
            Err(vm.raise(exc))
        }
        CompileSource::Text(text) => Ok(tauraro_syntax::normalize_newlines(text).into_owned()),
        CompileSource::Bytes(bytes) => decode(vm, bytes, Origin::Memory, request.filename),
        CompileSource::File(bytes) => decode(vm, bytes, Origin::File(request.filename), request.filename),
        CompileSource::Tree(_) => Err(vm.type_error("a tree has no text")),
    }
}

/// See `Hooks::symtable`.
pub(crate) fn symtable(vm: &mut Vm, request: &CompileRequest<'_>) -> PyResult {
    let text = text_of_source(vm, request)?;
    match tauraro_compile::symbols(&text, &options(request)) {
        Ok(table) => entry(vm, &table),
        Err(error) => Err(raise(vm, &error, request.filename, Some(&text))),
    }
}

/// A scope as an entry of `_symtable`.
fn entry(vm: &mut Vm, scope: &SymbolScope) -> PyResult {
    vm.check_native_stack()?;
    let name = vm.new_str(&scope.name)?.value();
    let symbols = vm.new_dict();
    for (name, bits) in &scope.symbols {
        symbols.set_str(vm, name, Value::small(i64::from(*bits)))?;
    }
    let parameters = vm.new_list(&[])?;
    for name in &scope.parameters {
        let name = vm.new_str(name)?.value();
        parameters.push(vm, name)?;
    }
    let children = vm.new_list(&[])?;
    for child in &scope.children {
        let child = entry(vm, child)?;
        children.push(vm, child)?;
    }
    let (kind, line) = (Value::small(i64::from(scope.kind)), Value::small(i64::from(scope.line)));
    let nested = Value::small(i64::from(scope.nested));
    let parts = [kind, name, line, nested, symbols.value(), parameters.value(), children.value()];
    Ok(tauraro_stdlib::_symtable::new_entry(vm, parts))
}

/// Compiles a tree that a program made, or checks it if it is to stay one.
fn compile_tree(vm: &mut Vm, tree: Value, request: &CompileRequest<'_>) -> PyResult {
    if !tauraro_stdlib::_ast::is_node(vm, tree) {
        return Err(vm.type_error("compile() arg 1 must be a string, bytes or AST object"));
    }
    let mut options = options(request);
    let written = crate::tree::text_of(vm, tree, options.mode)?;
    if request.flags & PYCF_ONLY_AST != 0 {
        if request.flags & PYCF_OPTIMIZED == 0 {
            return Ok(tree);
        }
        let copy = tauraro_stdlib::import_module(vm, "copy")?;
        let tree = vm.call_method(copy, "deepcopy", &[tree])?;
        return optimized(vm, tree, request);
    }
    options.places = Some(written.places);
    match tauraro_compile::compile(&written.text, &options) {
        Ok(compiled) => {
            for warning in &compiled.warnings {
                warn(vm, warning, request.filename, "")?;
            }
            Ok(tauraro_interp::new_code(vm, &compiled.code)?.value())
        }
        Err(error) => Err(raise(vm, &error, request.filename, None)),
    }
}

/// The tree as the flags want it.
fn optimized(vm: &mut Vm, tree: Value, request: &CompileRequest<'_>) -> PyResult {
    if request.flags & PYCF_OPTIMIZED == 0 { Ok(tree) } else { crate::tree::optimize(vm, tree, request.optimize) }
}

fn options(request: &CompileRequest<'_>) -> Options {
    Options {
        mode: match request.mode {
            "eval" => Mode::Eval,
            "single" => Mode::Interactive,
            _ => Mode::Module,
        },
        filename: Arc::from(request.filename),
        optimize: request.optimize,
        future: CodeFlags(request.flags & FUTURE_BITS),
        top_level_await: request.flags & PYCF_ALLOW_TOP_LEVEL_AWAIT != 0,
        dont_imply_dedent: request.flags & PYCF_DONT_IMPLY_DEDENT != 0,
        allow_incomplete_input: request.flags & PYCF_ALLOW_INCOMPLETE_INPUT != 0,
        places: None,
    }
}

/// The text of a source's bytes. Encodings that are not built in are asked of the codecs.
fn decode(vm: &mut Vm, bytes: &[u8], origin: Origin<'_>, filename: &str) -> PyResult<String> {
    let cell = RefCell::new(&mut *vm);
    let codec = |name: &str, bytes: &[u8]| by_codec(&mut cell.borrow_mut(), name, bytes);
    let decoded = tauraro_syntax::decode_source_with(bytes, origin, &codec);
    decoded.map_err(|error| raise(vm, &error, filename, None))
}

/// `codecs.decode`; the error is the exception's text.
fn by_codec(vm: &mut Vm, encoding: &str, bytes: &[u8]) -> Result<Option<String>, String> {
    let decoded = (|| {
        let codecs = tauraro_stdlib::import_module(vm, "_codecs")?;
        let (bytes, name) = (vm.new_bytes(bytes)?.value(), vm.new_str(encoding)?.value());
        vm.call_method(codecs, "decode", &[bytes, name])
    })();
    match decoded {
        Ok(text) => Ok(text.cast::<Str>().map(|s| s.to_string_lossy())),
        Err(_) if vm.catch(vm.exc.lookup_error).is_some() => Ok(None),
        Err(_) => {
            let exc = vm.take_exception();
            Err(tauraro_interp::display::text(vm, exc))
        }
    }
}

/// The tree of a source text, as Python objects.
fn parse(vm: &mut Vm, source: &str, options: &Options, filename: &str) -> PyResult {
    let flags = tauraro_syntax::Flags {
        dont_imply_dedent: options.dont_imply_dedent,
        allow_incomplete_input: options.allow_incomplete_input,
        barry_as_flufl: options.future.has(CodeFlags::FUTURE_BARRY_AS_BDFL),
    };
    let parsed = match tauraro_syntax::parse(source, options.mode, flags) {
        Ok(parsed) => parsed,
        Err(error) => {
            for warning in &error.warnings {
                warn(vm, warning, filename, source)?;
            }
            return Err(raise(vm, &error, filename, Some(source)));
        }
    };
    for warning in &parsed.warnings {
        warn(vm, warning, filename, source)?;
    }
    let shape = if options.mode == Mode::Interactive { Shape::Interactive } else { Shape::Module };
    crate::tree::export(vm, &parsed.ast, source, shape)
}

/// Raises the Python exception for a compiler's error.
fn raise(vm: &mut Vm, error: &SyntaxError, filename: &str, source: Option<&str>) -> Raised {
    match make(vm, error, filename, source) {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

fn make(vm: &mut Vm, error: &SyntaxError, filename: &str, source: Option<&str>) -> PyResult {
    let ty = match error.kind {
        ErrorKind::Syntax => vm.exc.syntax_error,
        ErrorKind::Indentation => vm.exc.indentation_error,
        ErrorKind::Tab => vm.exc.tab_error,
        ErrorKind::Memory => vm.exc.memory_error,
        ErrorKind::Recursion => vm.exc.recursion_error,
        ErrorKind::Incomplete => vm.exc.incomplete_input_error,
    };
    let message = vm.new_str(&error.msg)?.value();
    if matches!(error.kind, ErrorKind::Memory | ErrorKind::Recursion) {
        return vm.call(ty.value(), &[message]);
    }
    let filename = vm.new_str(filename)?.value();
    let line = |n: Option<u32>| n.map_or(Value::NONE, |n| Value::small(i64::from(n)));
    let column = |n: Option<i32>| n.map_or(Value::NONE, Value::from);
    let text = match &error.text {
        Some(text) => vm.new_str(text)?.value(),
        None => Value::NONE,
    };
    let metadata = match (error.metadata, source) {
        (Some((line, column)), source) => {
            let source = match source {
                Some(source) => vm.new_str(source)?.value(),
                None => Value::NONE,
            };
            let metadata = [Value::small(i64::from(line)), Value::small(i64::from(column)), source];
            Some(vm.new_tuple(&metadata)?.value())
        }
        (None, _) => None,
    };
    let place = [
        filename,
        line(error.lineno),
        column(error.offset),
        text,
        line(error.end_lineno),
        column(error.end_offset),
        metadata.unwrap_or(Value::NONE),
    ];
    let place = vm.new_tuple(if metadata.is_some() { &place } else { &place[..6] })?.value();
    vm.call(ty.value(), &[message, place])
}

/// Reports a compiler's warning. A filter that makes an exception of it makes a SyntaxError of it.
fn warn(vm: &mut Vm, warning: &Warning, filename: &str, source: &str) -> PyResult<()> {
    let category = match warning.category {
        tauraro_compile::WarningCategory::SyntaxWarning => vm.exc.syntax_warning,
        tauraro_compile::WarningCategory::DeprecationWarning => vm.exc.deprecation_warning,
    };
    let module = tauraro_stdlib::import_module(vm, "_warnings")?;
    let text = vm.new_str(&warning.msg)?.value();
    let file = vm.new_str(filename)?.value();
    let line = Value::small(i64::from(warning.lineno));
    let warned = vm.call_method(module, "warn_explicit", &[text, category.value(), file, line]);
    match warned {
        Ok(_) => Ok(()),
        Err(_) if vm.catch(category).is_some() => {
            // Such an error shows what stands in the file, so nothing of what came from elsewhere.
            let line = source.split_inclusive('\n').nth(warning.lineno.saturating_sub(1) as usize);
            let text = line.filter(|_| !filename.starts_with('<'));
            let error = SyntaxError {
                lineno: Some(warning.lineno),
                offset: Some(warning.offset as i32),
                end_lineno: Some(warning.end_lineno),
                end_offset: Some(warning.end_offset as i32),
                text: text.map(str::to_owned),
                ..SyntaxError::bare(ErrorKind::Syntax, warning.error_msg.as_ref().unwrap_or(&warning.msg))
            };
            Err(raise(vm, &error, filename, None))
        }
        Err(raised) => Err(raised),
    }
}
