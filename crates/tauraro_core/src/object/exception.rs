//! `Exception`: the layout of every exception, and the table of the built-in exception types.
//!
//! All exceptions have one layout, so that a class may derive from any of them; what a type
//! adds (`errno`, `value`, `name` ...) stands in `fields`, in the order of that type's table
//! in `tauraro_objects::exceptions`.

use super::Type;
use crate::heap::{Gc, Slot, ValueVec};
use crate::kinds;
use crate::value::Value;
use std::cell::Cell;

pub struct Exception {
    /// `args`, a tuple.
    pub args: Slot,
    /// `__traceback__` or None.
    pub traceback: Slot,
    /// `__cause__` or None.
    pub cause: Slot,
    /// `__context__` or None.
    pub context: Slot,
    pub suppress_context: Cell<bool>,
    /// What the type adds; see above. Missing ones read as None.
    pub fields: ValueVec,
}

crate::payload!(Exception, kinds::EXCEPTION, "exception", [args, traceback, cause, context, fields]);

impl Exception {
    pub fn new(args: Value) -> Exception {
        Exception {
            args: Slot::new(args),
            traceback: Slot::new(Value::NONE),
            cause: Slot::new(Value::NONE),
            context: Slot::new(Value::NONE),
            suppress_context: Cell::new(false),
            fields: ValueVec::new(),
        }
    }

    /// A field that the type adds; None where it was never set.
    pub fn field(&self, i: usize) -> Value {
        self.fields.get(i).unwrap_or(Value::NONE)
    }
}

macro_rules! exception_types {
    (root $root:ident; $( $field:ident $name:literal : $base:ident ),* $(,)?) => {
        /// The built-in exception types.
        #[derive(Clone, Copy)]
        pub struct ExcTypes {
            pub $root: Gc<Type>,
            $( pub $field: Gc<Type>, )*
        }

        impl ExcTypes {
            /// Makes all types but the first; `make(name, base)` makes one.
            pub(crate) fn create(
                $root: Gc<Type>,
                mut make: impl FnMut(&'static str, Gc<Type>) -> Gc<Type>,
            ) -> ExcTypes {
                $( let $field = make($name, $base); )*
                ExcTypes { $root, $( $field, )* }
            }

            /// All of them.
            pub fn all(&self) -> Vec<(&'static str, Gc<Type>)> {
                vec![("BaseException", self.$root), $( ($name, self.$field), )*]
            }
        }
    };
}

exception_types! {
    root base_exception;
    base_exception_group "BaseExceptionGroup": base_exception,
    generator_exit "GeneratorExit": base_exception,
    keyboard_interrupt "KeyboardInterrupt": base_exception,
    system_exit "SystemExit": base_exception,
    exception "Exception": base_exception,
    exception_group "ExceptionGroup": base_exception_group,
    arithmetic_error "ArithmeticError": exception,
    floating_point_error "FloatingPointError": arithmetic_error,
    overflow_error "OverflowError": arithmetic_error,
    zero_division_error "ZeroDivisionError": arithmetic_error,
    assertion_error "AssertionError": exception,
    attribute_error "AttributeError": exception,
    buffer_error "BufferError": exception,
    eof_error "EOFError": exception,
    import_error "ImportError": exception,
    module_not_found_error "ModuleNotFoundError": import_error,
    lookup_error "LookupError": exception,
    index_error "IndexError": lookup_error,
    key_error "KeyError": lookup_error,
    memory_error "MemoryError": exception,
    name_error "NameError": exception,
    unbound_local_error "UnboundLocalError": name_error,
    os_error "OSError": exception,
    blocking_io_error "BlockingIOError": os_error,
    child_process_error "ChildProcessError": os_error,
    connection_error "ConnectionError": os_error,
    broken_pipe_error "BrokenPipeError": connection_error,
    connection_aborted_error "ConnectionAbortedError": connection_error,
    connection_refused_error "ConnectionRefusedError": connection_error,
    connection_reset_error "ConnectionResetError": connection_error,
    file_exists_error "FileExistsError": os_error,
    file_not_found_error "FileNotFoundError": os_error,
    interrupted_error "InterruptedError": os_error,
    is_a_directory_error "IsADirectoryError": os_error,
    not_a_directory_error "NotADirectoryError": os_error,
    permission_error "PermissionError": os_error,
    process_lookup_error "ProcessLookupError": os_error,
    timeout_error "TimeoutError": os_error,
    reference_error "ReferenceError": exception,
    runtime_error "RuntimeError": exception,
    not_implemented_error "NotImplementedError": runtime_error,
    python_finalization_error "PythonFinalizationError": runtime_error,
    recursion_error "RecursionError": runtime_error,
    stop_async_iteration "StopAsyncIteration": exception,
    stop_iteration "StopIteration": exception,
    syntax_error "SyntaxError": exception,
    incomplete_input_error "_IncompleteInputError": syntax_error,
    indentation_error "IndentationError": syntax_error,
    tab_error "TabError": indentation_error,
    system_error "SystemError": exception,
    type_error "TypeError": exception,
    value_error "ValueError": exception,
    unicode_error "UnicodeError": value_error,
    unicode_decode_error "UnicodeDecodeError": unicode_error,
    unicode_encode_error "UnicodeEncodeError": unicode_error,
    unicode_translate_error "UnicodeTranslateError": unicode_error,
    warning "Warning": exception,
    bytes_warning "BytesWarning": warning,
    deprecation_warning "DeprecationWarning": warning,
    encoding_warning "EncodingWarning": warning,
    future_warning "FutureWarning": warning,
    import_warning "ImportWarning": warning,
    pending_deprecation_warning "PendingDeprecationWarning": warning,
    resource_warning "ResourceWarning": warning,
    runtime_warning "RuntimeWarning": warning,
    syntax_warning "SyntaxWarning": warning,
    unicode_warning "UnicodeWarning": warning,
    user_warning "UserWarning": warning,
}
