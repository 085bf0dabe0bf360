//! Error handlers by name, for the codec engines: the standard ones natively, others by calling
//! what was registered with a `UnicodeEncodeError` or `UnicodeDecodeError`.

use super::lookup_error;
use crate::codecs::handlers::{Handler, Refusal, fix_decode, fix_encode};
use crate::codecs::{DecodeErrors, DecodeFix, DecodeProblem, EncodeErrors, EncodeFix, EncodeProblem, Replacement};
use crate::raise::raise_fault;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, Str, Tuple};
use tauraro_core::{PyResult, Raised, Value, Vm};

/// Decides about characters that cannot be encoded.
pub struct EncodeWith<'v> {
    pub vm: &'v mut Vm,
    text: Gc<Str>,
    name: &'v str,
}

impl<'v> EncodeWith<'v> {
    /// The handler `name` for the encoding of `text`.
    pub fn new(vm: &'v mut Vm, text: Gc<Str>, name: &'v str) -> EncodeWith<'v> {
        EncodeWith { vm, text, name }
    }

    fn exception(&mut self, problem: &EncodeProblem<'_>) -> PyResult {
        let vm = &mut *self.vm;
        let encoding = vm.new_str(problem.encoding)?.value();
        let reason = vm.new_str(problem.reason)?.value();
        let (start, end) = (vm.new_int(problem.start as i64), vm.new_int(problem.end as i64));
        vm.call(vm.exc.unicode_encode_error.value(), &[encoding, self.text.value(), start, end, reason])
    }
}

impl EncodeErrors for EncodeWith<'_> {
    type Error = Raised;

    fn fix(&mut self, problem: &EncodeProblem<'_>) -> Result<EncodeFix, Raised> {
        if let Some(handler) = Handler::from_name(self.name) {
            return match fix_encode(handler, problem) {
                Ok(fix) => Ok(fix),
                Err(Refusal::Raise) => Err(self.fail(problem)),
                Err(Refusal::Fault(fault)) => Err(raise_fault(self.vm, &fault)),
            };
        }
        let handler = lookup_error(self.vm, self.name)?;
        let exc = self.exception(problem)?;
        let result = self.vm.call(handler, &[exc])?;
        let vm = &mut *self.vm;
        let wrong = "encoding error handler must return (str/bytes, int) tuple";
        let (replacement, position) = pair(vm, result, wrong)?;
        let replacement = match (replacement.cast::<Str>(), replacement.cast::<Bytes>()) {
            (Some(s), _) => Replacement::Text(s.as_wtf8().to_owned()),
            (_, Some(b)) => Replacement::Bytes(b.as_bytes().to_vec()),
            _ => return Err(vm.type_error(wrong)),
        };
        let len = self.text.char_len(vm);
        let resume = resume_at(vm, position, len)?;
        Ok(EncodeFix { replacement, resume })
    }

    fn fail(&mut self, problem: &EncodeProblem<'_>) -> Raised {
        match self.exception(problem) {
            Ok(exc) => self.vm.raise(exc),
            Err(raised) => raised,
        }
    }
}

/// Decides about bytes that cannot be decoded.
pub struct DecodeWith<'v> {
    pub vm: &'v mut Vm,
    name: &'v str,
}

impl<'v> DecodeWith<'v> {
    pub fn new(vm: &'v mut Vm, name: &'v str) -> DecodeWith<'v> {
        DecodeWith { vm, name }
    }

    fn exception(&mut self, problem: &DecodeProblem<'_>) -> PyResult {
        let vm = &mut *self.vm;
        let encoding = vm.new_str(problem.encoding)?.value();
        let input = vm.new_bytes(problem.input)?.value();
        let reason = vm.new_str(problem.reason)?.value();
        let (start, end) = (vm.new_int(problem.start as i64), vm.new_int(problem.end as i64));
        vm.call(vm.exc.unicode_decode_error.value(), &[encoding, input, start, end, reason])
    }
}

impl DecodeErrors for DecodeWith<'_> {
    type Error = Raised;

    fn fix(&mut self, problem: &DecodeProblem<'_>) -> Result<DecodeFix, Raised> {
        if let Some(handler) = Handler::from_name(self.name) {
            return match fix_decode(handler, problem) {
                Ok(fix) => Ok(fix),
                Err(Refusal::Raise) => {
                    let exc = self.exception(problem)?;
                    Err(self.vm.raise(exc))
                }
                Err(Refusal::Fault(fault)) => Err(raise_fault(self.vm, &fault)),
            };
        }
        let handler = lookup_error(self.vm, self.name)?;
        let exc = self.exception(problem)?;
        let result = self.vm.call(handler, &[exc])?;
        let vm = &mut *self.vm;
        let wrong = "decoding error handler must return (str, int) tuple";
        let (replacement, position) = pair(vm, result, wrong)?;
        let Some(text) = replacement.cast::<Str>() else { return Err(vm.type_error(wrong)) };
        // The handler may have exchanged the input.
        let input = vm.getattr_str(exc, "object")?;
        let Some(input) = input.cast::<Bytes>() else {
            return Err(vm.type_error("exception attribute object must be bytes"));
        };
        let resume = resume_at(vm, position, input.as_bytes().len())?;
        let changed = input.as_bytes() != problem.input;
        let input = if changed { Some(input.as_bytes().to_vec()) } else { None };
        Ok(DecodeFix { text: text.as_wtf8().to_owned(), resume, input })
    }
}

/// The two results of a handler.
fn pair(vm: &mut Vm, result: Value, wrong: &str) -> PyResult<(Value, i64)> {
    let Some(t) = result.cast::<Tuple>() else { return Err(vm.type_error(wrong)) };
    match *t.items() {
        [replacement, position] if position.as_int().is_some() => Ok((replacement, vm.index_clamped(position)?)),
        _ => Err(vm.type_error(wrong)),
    }
}

/// Where a handler wants to go on.
fn resume_at(vm: &mut Vm, position: i64, len: usize) -> PyResult<usize> {
    let from_end = if position < 0 { position.saturating_add(len as i64) } else { position };
    match usize::try_from(from_end) {
        Ok(at) if at <= len => Ok(at),
        _ => Err(vm.index_error(format!("position {position} from error handler out of bounds"))),
    }
}
