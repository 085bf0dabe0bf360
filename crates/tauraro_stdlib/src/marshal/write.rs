//! Writing values.

use super::{DEPTH_MAX, REFERENCED};
use std::collections::HashMap;
use tauraro_core::object::{ByteArray, Bytes, Dict, List, Str};
use tauraro_core::{PyResult, Tuple, Value, Vm};
use tauraro_interp::CodeObject;

struct Writer {
    out: Vec<u8>,
    version: i64,
    allow_code: bool,
    depth: u32,
    /// How often each cell comes up, by its address; counted before anything is written.
    counts: HashMap<u64, u32>,
    /// Numbers of the cells that were written and come up again.
    numbers: HashMap<u64, u32>,
}

#[cold]
fn refused(vm: &mut Vm) -> tauraro_core::Raised {
    vm.value_error("unmarshallable object")
}

/// The value as bytes.
pub(super) fn to_bytes(vm: &mut Vm, v: Value, version: i64, allow_code: bool) -> PyResult<Vec<u8>> {
    let mut writer = Writer::new(version, allow_code, 0);
    if version >= 3 {
        writer.count(vm, v)?;
    }
    writer.value(vm, v)?;
    Ok(writer.out)
}

impl Writer {
    fn new(version: i64, allow_code: bool, depth: u32) -> Writer {
        Writer { out: Vec::new(), version, allow_code, depth, counts: HashMap::new(), numbers: HashMap::new() }
    }

    fn enter(&mut self, vm: &mut Vm) -> PyResult<()> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(vm.value_error("object too deeply nested to marshal"));
        }
        vm.check_native_stack()
    }

    /// Counts the cells in a value, each container's items once.
    fn count(&mut self, vm: &mut Vm, v: Value) -> PyResult<()> {
        if !v.is_cell() {
            return Ok(());
        }
        let times = self.counts.entry(v.bits()).or_insert(0);
        *times += 1;
        if *times > 1 {
            return Ok(());
        }
        self.enter(vm)?;
        if let Some(row) = v.cast::<Tuple>() {
            for item in row.items() {
                self.count(vm, *item)?;
            }
        } else if let Some(list) = v.cast::<List>() {
            for i in 0..list.items.len() {
                self.count(vm, list.items.get(i).unwrap_or(Value::NONE))?;
            }
        } else if let Some(dict) = v.cast::<Dict>() {
            for (key, item) in dict.iter() {
                self.count(vm, key)?;
                self.count(vm, item)?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn long(&mut self, n: usize) {
        self.out.extend((n as u32).to_le_bytes());
    }

    /// Writes the number of a cell that was written before, or notes it. `None`: the reference
    /// says it all; otherwise the bit for the type code.
    fn reference(&mut self, v: Value) -> Option<u8> {
        if self.counts.get(&v.bits()).is_none_or(|n| *n < 2) {
            return Some(0);
        }
        if let Some(number) = self.numbers.get(&v.bits()) {
            self.out.push(b'r');
            self.out.extend(number.to_le_bytes());
            return None;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(v.bits(), number);
        Some(REFERENCED)
    }

    fn value(&mut self, vm: &mut Vm, v: Value) -> PyResult<()> {
        self.enter(vm)?;
        if v.is_none() {
            self.out.push(b'N');
        } else if v == Value::TRUE || v == Value::FALSE {
            self.out.push(if v == Value::TRUE { b'T' } else { b'F' });
        } else if v == Value::ELLIPSIS {
            self.out.push(b'.');
        } else if v == vm.exc.stop_iteration.value() {
            self.out.push(b'S');
        } else if let Some(flag) = self.reference(v) {
            self.flagged(vm, v, flag)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn flagged(&mut self, vm: &mut Vm, v: Value, flag: u8) -> PyResult<()> {
        let ty = vm.type_of(v);
        if ty == vm.types.int {
            return self.int(vm, v, flag);
        }
        if ty == vm.types.float {
            let x = vm.to_f64(v)?;
            return self.float(vm, x, b'f', b'g', flag);
        }
        if ty == vm.types.complex {
            return self.complex(vm, v, flag);
        }
        if let Some(text) = v.cast::<Str>().filter(|_| ty == vm.types.str) {
            self.text(text, flag);
            return Ok(());
        }
        if let Some(row) = v.cast::<Tuple>().filter(|_| ty == vm.types.tuple) {
            if self.version >= 4 && row.len() < 256 {
                self.out.extend([b')' | flag, row.len() as u8]);
            } else {
                self.out.push(b'(' | flag);
                self.long(row.len());
            }
            for item in row.items() {
                self.value(vm, *item)?;
            }
            return Ok(());
        }
        if let Some(list) = v.cast::<List>().filter(|_| ty == vm.types.list) {
            self.out.push(b'[' | flag);
            let n = list.items.len();
            self.long(n);
            for i in 0..n {
                self.value(vm, list.items.get(i).unwrap_or(Value::NONE))?;
            }
            return Ok(());
        }
        if let Some(dict) = v.cast::<Dict>().filter(|_| ty == vm.types.dict) {
            self.out.push(b'{' | flag);
            for (key, item) in dict.iter() {
                self.value(vm, key)?;
                self.value(vm, item)?;
            }
            self.out.push(b'0');
            return Ok(());
        }
        if ty == vm.types.set || ty == vm.types.frozenset {
            let code = if ty == vm.types.set { b'<' } else { b'>' };
            return self.set(vm, v, code | flag);
        }
        self.others(vm, v, flag)
    }

    fn others(&mut self, vm: &mut Vm, v: Value, flag: u8) -> PyResult<()> {
        if let Some(code) = v.cast::<CodeObject>() {
            if !self.allow_code {
                return Err(vm.value_error("marshalling code objects is disallowed"));
            }
            self.out.push(b'c' | flag);
            let bytes = tauraro_bytecode::to_bytes(&code.code);
            self.long(bytes.len());
            self.out.extend(bytes);
            return Ok(());
        }
        if vm.type_of(v) == vm.types.slice {
            if self.version < 5 {
                return Err(refused(vm));
            }
            self.out.push(b':' | flag);
            for part in ["start", "stop", "step"] {
                let part = vm.getattr_str(v, part)?;
                self.value(vm, part)?;
            }
            return Ok(());
        }
        let bytes_like = v.cast::<Bytes>().is_some_and(|_| vm.type_of(v) == vm.types.bytes)
            || v.cast::<ByteArray>().is_some()
            || vm.type_of(v).slots.buffer.get().is_some() && v.cast::<Bytes>().is_none();
        if !bytes_like {
            return Err(refused(vm));
        }
        let buffer = vm.get_buffer(v, false)?;
        self.out.push(b's' | flag);
        self.long(buffer.len());
        self.out.extend_from_slice(buffer.bytes());
        vm.release_buffer(buffer);
        Ok(())
    }

    /// A number that fits in 32 bits as such, others in digits of 15 bits.
    fn int(&mut self, vm: &mut Vm, v: Value, flag: u8) -> PyResult<()> {
        if let Some(i) = v.as_i64().and_then(|i| i32::try_from(i).ok()) {
            self.out.push(b'i' | flag);
            self.out.extend(i.to_le_bytes());
            return Ok(());
        }
        let Some(number) = v.as_int().map(tauraro_core::object::Int::to_ibig) else { return Err(refused(vm)) };
        let (sign, magnitude) = number.into_parts();
        let bytes = magnitude.to_le_bytes();
        let mut digits = Vec::new();
        let (mut held, mut bits) = (0_u32, 0);
        for byte in bytes.iter() {
            held |= u32::from(*byte) << bits;
            bits += 8;
            if bits >= 15 {
                digits.push((held & 0x7FFF) as u16);
                held >>= 15;
                bits -= 15;
            }
        }
        if held > 0 {
            digits.push(held as u16);
        }
        self.out.push(b'l' | flag);
        let n = digits.len() as i32;
        let signed = if sign == dashu_int::Sign::Negative { -n } else { n };
        self.out.extend(signed.to_le_bytes());
        for digit in digits {
            self.out.extend(digit.to_le_bytes());
        }
        Ok(())
    }

    /// A float in eight bytes, in old versions as text.
    fn float(&mut self, vm: &mut Vm, x: f64, text: u8, binary: u8, flag: u8) -> PyResult<()> {
        if self.version > 1 {
            self.out.push(binary | flag);
            self.out.extend(x.to_le_bytes());
            return Ok(());
        }
        self.out.push(text | flag);
        self.float_text(vm, x)
    }

    fn float_text(&mut self, vm: &mut Vm, x: f64) -> PyResult<()> {
        let shown = vm.repr(Value::float(x))?.to_string_lossy();
        self.out.push(shown.len() as u8);
        self.out.extend(shown.bytes());
        Ok(())
    }

    fn complex(&mut self, vm: &mut Vm, v: Value, flag: u8) -> PyResult<()> {
        let mut parts = [0.0; 2];
        for (place, name) in parts.iter_mut().zip(["real", "imag"]) {
            let part = vm.getattr_str(v, name)?;
            *place = vm.to_f64(part)?;
        }
        if self.version > 1 {
            self.out.push(b'y' | flag);
            for x in parts {
                self.out.extend(x.to_le_bytes());
            }
            return Ok(());
        }
        self.out.push(b'x' | flag);
        for x in parts {
            self.float_text(vm, x)?;
        }
        Ok(())
    }

    fn text(&mut self, text: tauraro_core::Gc<Str>, flag: u8) {
        let bytes = text.as_bytes();
        let interned = text.is_interned();
        if self.version >= 4 && text.is_ascii() {
            let short = bytes.len() < 256;
            let code = match (short, interned) {
                (true, true) => b'Z',
                (true, false) => b'z',
                (false, true) => b'A',
                (false, false) => b'a',
            };
            self.out.push(code | flag);
            if short {
                self.out.push(bytes.len() as u8);
            } else {
                self.long(bytes.len());
            }
        } else {
            let code = if self.version >= 3 && interned { b't' } else { b'u' };
            self.out.push(code | flag);
            self.long(bytes.len());
        }
        self.out.extend_from_slice(bytes);
    }

    /// Elements in the order of their bytes, so that equal sets give equal bytes.
    fn set(&mut self, vm: &mut Vm, v: Value, code: u8) -> PyResult<()> {
        let mut elements = Vec::new();
        let (version, allow_code, depth) = (self.version, self.allow_code, self.depth);
        vm.for_each(v, |vm, element| {
            let mut writer = Writer::new(version, allow_code, depth);
            writer.value(vm, element)?;
            elements.push(writer.out);
            Ok(())
        })?;
        elements.sort();
        self.out.push(code);
        self.long(elements.len());
        // Elements are sorted after they are written, so they cannot hold numbered references.
        for element in elements {
            self.out.extend(element);
        }
        Ok(())
    }
}
