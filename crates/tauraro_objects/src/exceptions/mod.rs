//! The exceptions: `BaseException` and what each built-in exception adds to it.

mod base;
mod fields;
mod group;
mod import_error;
mod names;
mod os_error;
mod syntax_error;
mod unicode_error;

use tauraro_core::make_type::TypeSpec;
use tauraro_core::{Gc, PyResult, Type, Vm};

pub(crate) use base::add_note_text;
pub use os_error::type_of_errno;
pub use unicode_error::{decode_error, encode_error, translate_error};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    give_group_second_base(vm)?;
    vm.fill_type(vm.exc.base_exception, &base::SPEC)?;
    for (name, ty) in vm.exc.all().into_iter().skip(1) {
        vm.fill_type(ty, spec_of(name))?;
        ty.doc.set(doc_of(name));
        ty.weakrefs.set(true);
    }
    Ok(())
}

/// Of all built-in types, `ExceptionGroup` alone has two bases.
fn give_group_second_base(vm: &mut Vm) -> PyResult<()> {
    let e = vm.exc;
    let group = e.exception_group;
    let bases = vm.new_tuple(&[e.base_exception_group.value(), e.exception.value()])?;
    let chain = [group, e.base_exception_group, e.exception, e.base_exception, vm.types.object];
    let mro = vm.new_tuple(&chain.map(Gc::<Type>::value))?;
    group.set(&group.bases, bases.value());
    group.set(&group.mro, mro.value());
    e.exception.subclasses.borrow_mut().push(group);
    Ok(())
}

static PLAIN: TypeSpec = TypeSpec::EMPTY;

fn spec_of(name: &str) -> &'static TypeSpec {
    match name {
        "StopIteration" => &fields::STOP_ITERATION,
        "SystemExit" => &fields::SYSTEM_EXIT,
        "KeyError" => &fields::KEY_ERROR,
        "AttributeError" => &names::ATTRIBUTE_ERROR,
        "NameError" => &names::NAME_ERROR,
        "ImportError" => &import_error::SPEC,
        "OSError" => &os_error::SPEC,
        "SyntaxError" => &syntax_error::SPEC,
        "UnicodeEncodeError" => &unicode_error::ENCODE,
        "UnicodeDecodeError" => &unicode_error::DECODE,
        "UnicodeTranslateError" => &unicode_error::TRANSLATE,
        "BaseExceptionGroup" => &group::SPEC,
        _ => &PLAIN,
    }
}

fn doc_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "GeneratorExit" => "Asks a generator to exit.",
        "KeyboardInterrupt" => "The user interrupted the program.",
        "SystemExit" => "Asks the interpreter to exit.",
        "Exception" => "The base of all exceptions that do not end the program.",
        "ArithmeticError" => "The base of arithmetic errors.",
        "FloatingPointError" => "A floating-point operation failed.",
        "OverflowError" => "A result is too large to be represented.",
        "ZeroDivisionError" => "Division or modulo by zero.",
        "AssertionError" => "An assertion failed.",
        "AttributeError" => "There is no such attribute.",
        "BufferError" => "A buffer operation is not possible.",
        "EOFError" => "The input ended.",
        "ImportError" => "An import failed: no such module, or no such name in it.",
        "ModuleNotFoundError" => "There is no such module.",
        "LookupError" => "The base of errors of look-ups.",
        "IndexError" => "An index is out of range.",
        "KeyError" => "There is no such key.",
        "MemoryError" => "There is not enough memory.",
        "NameError" => "There is no such global name.",
        "UnboundLocalError" => "A local variable has no value yet.",
        "OSError" => "A function of the operating system failed.",
        "ReferenceError" => "A weak reference was used after its object was gone.",
        "RuntimeError" => "An error of no other kind.",
        "NotImplementedError" => "A method has to be defined by a subclass.",
        "RecursionError" => "Calls are nested too deeply.",
        "StopAsyncIteration" => "An asynchronous iterator is exhausted.",
        "StopIteration" => "An iterator is exhausted.",
        "SyntaxError" => "The source is not valid.",
        "IndentationError" => "The indentation is not valid.",
        "TabError" => "Tabs and spaces are mixed.",
        "SystemError" => "The interpreter itself failed.",
        "TypeError" => "An argument has the wrong type.",
        "ValueError" => "An argument has the right type but no possible value.",
        "UnicodeError" => "The base of errors of text encodings.",
        "UnicodeDecodeError" => "Bytes cannot be decoded.",
        "UnicodeEncodeError" => "Text cannot be encoded.",
        "UnicodeTranslateError" => "Text cannot be translated.",
        "BaseExceptionGroup" => "Several exceptions that were raised together.",
        "Warning" => "The base of categories of warnings.",
        "DeprecationWarning" => "A feature will go.",
        "UserWarning" => "A warning of a program.",
        _ => return None,
    })
}
