//! Raising: how native code makes an exception pending, looks at it and takes it back.

use crate::heap::{Gc, ValueVec};
use crate::object::{Exception, Str, Type};
use crate::value::{PyResult, Raised, Value};
use crate::vm::Vm;

impl Vm {
    /// Makes an exception instance pending. Its `__context__` becomes the exception that is
    /// being handled.
    pub fn raise(&mut self, exc: Value) -> Raised {
        self.set_context(exc);
        self.exception = Some(exc);
        Raised
    }

    /// Makes an exception pending as it is (re-raising).
    pub fn raise_again(&mut self, exc: Value) -> Raised {
        self.exception = Some(exc);
        Raised
    }

    fn set_context(&mut self, exc: Value) {
        let handled = self.handled;
        let Some(raised) = exc.cast::<Exception>() else { return };
        if handled.is_none() || handled == exc {
            return;
        }
        // A chain that leads back to the exception itself is cut, so that chains stay finite.
        // A program may have made a circle of its own: `slow` goes half as fast and is met in it.
        let (mut link, mut slow, mut wait) = (handled, handled, true);
        while let Some(e) = link.cast::<Exception>() {
            let next = e.context.get();
            if next == exc {
                e.context.set(e.header(), Value::NONE);
                break;
            }
            link = next;
            if link == slow {
                break;
            }
            wait = !wait;
            if wait && let Some(e) = slow.cast::<Exception>() {
                slow = e.context.get();
            }
        }
        raised.set(&raised.context, handled);
    }

    /// Whether an exception is pending.
    #[inline(always)]
    pub fn is_raised(&self) -> bool {
        self.exception.is_some()
    }

    /// The pending exception, left pending.
    pub fn pending(&self) -> Value {
        self.exception.unwrap_or(Value::NONE)
    }

    /// Takes the pending exception.
    ///
    /// # Panics
    /// If there is none: `Raised` was made up instead of returned by a raising function.
    pub fn take_exception(&mut self) -> Value {
        self.exception.take().expect("Err means that an exception is pending")
    }

    /// Takes the pending exception if it is an instance of `ty`.
    pub fn catch(&mut self, ty: Gc<Type>) -> Option<Value> {
        let exc = self.exception?;
        if self.type_of(exc).is_subtype(ty) { self.exception.take() } else { None }
    }

    /// Turns an exception of type `ty` into `None`.
    pub fn catching<T>(&mut self, result: PyResult<T>, ty: Gc<Type>) -> PyResult<Option<T>> {
        match result {
            Ok(v) => Ok(Some(v)),
            Err(raised) => match self.catch(ty) {
                Some(_) => Ok(None),
                None => Err(raised),
            },
        }
    }

    /// A new exception of a built-in type with these `args`, without running Python code.
    pub fn new_exception(&mut self, ty: Gc<Type>, args: &[Value]) -> Gc<Exception> {
        let args = match self.new_tuple(args) {
            Ok(t) => t.value(),
            Err(Raised) => Value::NONE,
        };
        let slots = usize::from(ty.inline_slots.get());
        self.alloc_with_slots(ty.root_shape.get(), Exception::new(args), slots)
    }

    /// Raises `ty(text)`.
    #[cold]
    pub fn raise_text(&mut self, ty: Gc<Type>, text: &str) -> Raised {
        match self.new_str(text) {
            Ok(s) => self.raise_with(ty, s.value()),
            Err(raised) => raised,
        }
    }

    /// Raises `ty(arg)` of a built-in type whose instances have no further fields.
    #[cold]
    pub fn raise_with(&mut self, ty: Gc<Type>, arg: Value) -> Raised {
        let exc = self.new_exception(ty, &[arg]);
        self.raise(exc.value())
    }

    #[cold]
    pub fn type_error(&mut self, text: impl AsRef<str>) -> Raised {
        self.raise_text(self.exc.type_error, text.as_ref())
    }

    #[cold]
    pub fn value_error(&mut self, text: impl AsRef<str>) -> Raised {
        self.raise_text(self.exc.value_error, text.as_ref())
    }

    #[cold]
    pub fn index_error(&mut self, text: impl AsRef<str>) -> Raised {
        self.raise_text(self.exc.index_error, text.as_ref())
    }

    #[cold]
    pub fn overflow_error(&mut self, text: impl AsRef<str>) -> Raised {
        self.raise_text(self.exc.overflow_error, text.as_ref())
    }

    #[cold]
    pub fn zero_division_error(&mut self, text: impl AsRef<str>) -> Raised {
        self.raise_text(self.exc.zero_division_error, text.as_ref())
    }

    #[cold]
    pub fn runtime_error(&mut self, text: impl AsRef<str>) -> Raised {
        self.raise_text(self.exc.runtime_error, text.as_ref())
    }

    #[cold]
    pub fn buffer_error(&mut self, text: impl AsRef<str>) -> Raised {
        self.raise_text(self.exc.buffer_error, text.as_ref())
    }

    #[cold]
    pub fn not_implemented_error(&mut self, text: impl AsRef<str>) -> Raised {
        self.raise_text(self.exc.not_implemented_error, text.as_ref())
    }

    #[cold]
    pub fn key_error(&mut self, key: Value) -> Raised {
        self.raise_with(self.exc.key_error, key)
    }

    /// Raises MemoryError, without a text as CPython does.
    #[cold]
    pub fn memory_error(&mut self) -> Raised {
        let exc = self.new_exception(self.exc.memory_error, &[]);
        self.raise(exc.value())
    }

    /// Raises StopIteration with a value (None: without one).
    #[cold]
    pub fn stop_iteration(&mut self, value: Value) -> Raised {
        let args: &[Value] = if value.is_none() { &[] } else { &[value] };
        let exc = self.new_exception(self.exc.stop_iteration, args);
        match self.set_exception_fields(exc, &[value]) {
            Ok(()) => self.raise(exc.value()),
            Err(raised) => raised,
        }
    }

    /// Raises AttributeError with its `name` and `obj`.
    #[cold]
    pub fn attribute_error(&mut self, text: &str, obj: Value, name: Gc<Str>) -> Raised {
        let text = match self.new_str(text) {
            Ok(s) => s.value(),
            Err(raised) => return raised,
        };
        let exc = self.new_exception(self.exc.attribute_error, &[text]);
        match self.set_exception_fields(exc, &[name.value(), obj]) {
            Ok(()) => self.raise(exc.value()),
            Err(raised) => raised,
        }
    }

    /// Raises NameError (or UnboundLocalError, ...) with its `name`.
    #[cold]
    pub fn name_error(&mut self, ty: Gc<Type>, text: &str, name: Gc<Str>) -> Raised {
        let text = match self.new_str(text) {
            Ok(s) => s.value(),
            Err(raised) => return raised,
        };
        let exc = self.new_exception(ty, &[text]);
        match self.set_exception_fields(exc, &[name.value()]) {
            Ok(()) => self.raise(exc.value()),
            Err(raised) => raised,
        }
    }

    /// Sets the fields that the exception's type adds, in its table's order.
    pub fn set_exception_fields(&mut self, exc: Gc<Exception>, fields: &[Value]) -> PyResult<()> {
        let row = ValueVec::from_slice(self, fields)?;
        let (header, other) = (exc.header(), exc.header());
        exc.fields.swap(header, &row, other);
        Ok(())
    }
}
