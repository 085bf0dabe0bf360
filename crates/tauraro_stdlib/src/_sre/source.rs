//! The object that a pattern is matched against, opened for one call: a str, or the memory of a
//! bytes-like object. Positions are byte offsets here.

use super::engine::{Host, Interrupt, Mode, Program, Scratch, Span, Subject, Window};
use std::sync::atomic::Ordering;
use tauraro_core::buffer::Buffer;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, Str};
use tauraro_core::shape::ShapeId;
use tauraro_core::vm::poll;
use tauraro_core::{PyResult, Raised, Value, Vm};

pub(super) struct Source {
    pub(super) object: Value,
    data: Data,
}

enum Data {
    Text(Gc<Str>),
    Bytes(Gc<Bytes>),
    /// Memory that Python code could change, so none may run while the engine reads them.
    Live(Buffer),
    /// A copy of such bytes, made because a signal has to be handled during a match.
    Copied(Buffer, Vec<u8>),
}

impl Source {
    /// Opens a str or bytes-like object; `close` it after use. Raises TypeError "expected
    /// string or bytes-like object, got 'T'".
    pub(super) fn open(vm: &mut Vm, object: Value) -> PyResult<Source> {
        if let Some(text) = object.cast::<Str>() {
            return Ok(Source { object, data: Data::Text(text) });
        }
        if let Some(bytes) = object.cast::<Bytes>() {
            return Ok(Source { object, data: Data::Bytes(bytes) });
        }
        let ty = vm.type_of(object);
        let Some(show) = ty.slots.buffer.get() else {
            return Err(vm.type_error(format!("expected string or bytes-like object, got '{}'", ty.name_str())));
        };
        let buffer = show(vm, object, false)?;
        Ok(Source { object, data: Data::Live(buffer) })
    }

    /// Opens the subject of a pattern for str or for bytes (`None`: for either). Raises
    /// TypeError if it is of the other kind.
    pub(super) fn open_for(vm: &mut Vm, is_bytes: Option<bool>, object: Value) -> PyResult<Source> {
        let source = Source::open(vm, object)?;
        let text = match (is_bytes, source.is_text()) {
            (Some(false), false) => "cannot use a string pattern on a bytes-like object",
            (Some(true), true) => "cannot use a bytes pattern on a string-like object",
            _ => return Ok(source),
        };
        source.close(vm);
        Err(vm.type_error(text))
    }

    pub(super) fn close(self, vm: &mut Vm) {
        match self.data {
            Data::Text(_) | Data::Bytes(_) => {}
            Data::Live(buffer) | Data::Copied(buffer, _) => vm.release_buffer(buffer),
        }
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(self.data, Data::Text(_))
    }

    fn subject(&self) -> Subject<'_> {
        match &self.data {
            Data::Text(text) => Subject::Text { wtf8: text.as_bytes(), ascii: text.is_ascii() },
            _ => Subject::Bytes(self.bytes()),
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match &self.data {
            Data::Text(text) => text.as_bytes(),
            Data::Bytes(bytes) => bytes.as_bytes(),
            Data::Live(buffer) => buffer.bytes(),
            Data::Copied(_, bytes) => bytes,
        }
    }

    /// Number of characters (or bytes, if these are the items).
    pub(super) fn len(&self, vm: &mut Vm) -> usize {
        match &self.data {
            Data::Text(text) => text.char_len(vm),
            _ => self.bytes().len(),
        }
    }

    /// Byte offset of item `at`, which is at most `len`.
    pub(super) fn byte_offset(&self, vm: &mut Vm, at: usize) -> usize {
        match &self.data {
            Data::Text(text) => text.byte_offset(vm, at),
            _ => at,
        }
    }

    /// The part between two byte offsets, as a str or bytes object. Where that is the whole of
    /// exactly such an object, it is the object itself.
    pub(super) fn slice(&self, vm: &mut Vm, span: Span) -> PyResult {
        match &self.data {
            Data::Text(text) => {
                if span.start == 0 && span.end == text.byte_len() && text.shape() == ShapeId::STR {
                    return Ok(text.value());
                }
                vm.new_str_wtf8(&text.as_wtf8()[span.start..span.end]).map(Gc::value)
            }
            _ => {
                let bytes = self.bytes();
                // A buffer may have become shorter than it was when the match was made.
                let (start, end) = (span.start.min(bytes.len()), span.end.min(bytes.len()));
                if end - start == bytes.len() && vm.type_of(self.object) == vm.types.bytes {
                    return Ok(self.object);
                }
                vm.new_bytes(&bytes[start..end]).map(Gc::value)
            }
        }
    }

    /// An empty str or bytes object, as the subject is.
    pub(super) fn empty(&self, vm: &mut Vm) -> PyResult {
        if self.is_text() { Ok(vm.names.empty.value()) } else { vm.new_bytes(&[]).map(Gc::value) }
    }

    /// Runs a program. Raises what a signal handler raises, or MemoryError.
    pub(super) fn find(
        &mut self,
        vm: &mut Vm,
        program: &Program,
        mode: Mode,
        window: Window,
        scratch: &mut Scratch,
    ) -> PyResult<Option<Span>> {
        loop {
            let runs_python = !matches!(self.data, Data::Live(_));
            let mut host = VmHost { vm, runs_python };
            let found = program.find(mode, self.subject(), window, scratch, &mut host);
            match found {
                Ok(found) => return Ok(found),
                Err(Interrupt::Memory) => return Err(vm.memory_error()),
                Err(Interrupt::Stopped) if vm.is_raised() => return Err(Raised),
                Err(Interrupt::Stopped) => {}
            }
            // A signal waits: what the bytes are now is matched from the start, in a copy.
            if let Data::Live(buffer) = self.data {
                if !vm.may_allocate(buffer.len()) {
                    return Err(vm.memory_error());
                }
                self.data = Data::Copied(buffer, buffer.to_vec());
            }
        }
    }
}

struct VmHost<'a> {
    vm: &'a mut Vm,
    /// Nothing that the engine reads can be changed by Python code.
    runs_python: bool,
}

impl Host for VmHost<'_> {
    fn poll(&mut self) -> Result<(), Interrupt> {
        let pending = self.vm.poll.load(Ordering::Relaxed);
        if pending == 0 {
            return Ok(());
        }
        if self.runs_python {
            return (self.vm.hooks.poll)(self.vm).map_err(|Raised| Interrupt::Stopped);
        }
        if pending & poll::SIGNAL != 0 { Err(Interrupt::Stopped) } else { Ok(()) }
    }

    fn reserve(&mut self, bytes: usize) -> Result<(), Interrupt> {
        if self.vm.may_allocate(bytes) { Ok(()) } else { Err(Interrupt::Memory) }
    }
}
