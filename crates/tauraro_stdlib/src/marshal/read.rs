//! Reading values.

use super::{DEPTH_MAX, REFERENCED};
use dashu_int::{IBig, Sign, UBig};
use rustpython_wtf8::Wtf8Buf;
use std::sync::Arc;
use tauraro_core::object::List;
use tauraro_core::{Gc, PyResult, Raised, Value, Vm};

struct Reader<'a> {
    data: &'a [u8],
    at: usize,
    allow_code: bool,
    depth: u32,
    /// The values that references name, UNBOUND while they are being read.
    numbered: Gc<List>,
}

/// The value at the start of the bytes, and how many bytes it takes.
pub(super) fn from_bytes(vm: &mut Vm, data: &[u8], allow_code: bool) -> PyResult<(Value, usize)> {
    let numbered = vm.new_list(&[])?;
    let mut reader = Reader { data, at: 0, allow_code, depth: 0, numbered };
    let v = match reader.value(vm)? {
        Some(v) => v,
        None => return Err(vm.type_error("NULL object in marshal data for object")),
    };
    Ok((v, reader.at))
}

#[cold]
fn bad(vm: &mut Vm, what: &str) -> Raised {
    vm.value_error(format!("bad marshal data ({what})"))
}

#[cold]
fn ended(vm: &mut Vm, text: &str) -> Raised {
    vm.raise_text(vm.exc.eof_error, text)
}

impl Reader<'_> {
    fn bytes(&mut self, vm: &mut Vm, n: usize) -> PyResult<&[u8]> {
        match self.data.get(self.at..self.at.saturating_add(n)) {
            Some(bytes) => {
                self.at += n;
                Ok(bytes)
            }
            None if self.at == self.data.len() => Err(ended(vm, "EOF read where not expected")),
            None => Err(ended(vm, "marshal data too short")),
        }
    }

    fn byte(&mut self, vm: &mut Vm) -> PyResult<u8> {
        Ok(self.bytes(vm, 1)?[0])
    }

    fn long(&mut self, vm: &mut Vm) -> PyResult<i32> {
        let bytes = self.bytes(vm, 4)?;
        Ok(i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn size(&mut self, vm: &mut Vm, what: &str) -> PyResult<usize> {
        let n = self.long(vm)?;
        usize::try_from(n).map_err(|_| bad(vm, &format!("{what} size out of range")))
    }

    fn float(&mut self, vm: &mut Vm) -> PyResult<f64> {
        let bytes = self.bytes(vm, 8)?;
        let mut eight = [0; 8];
        eight.copy_from_slice(bytes);
        Ok(f64::from_le_bytes(eight))
    }

    fn float_text(&mut self, vm: &mut Vm) -> PyResult<f64> {
        let n = usize::from(self.byte(vm)?);
        let text = String::from_utf8_lossy(self.bytes(vm, n)?).into_owned();
        let text = vm.new_str(&text)?.value();
        let float = vm.types.float.value();
        let x = vm.call(float, &[text])?;
        vm.to_f64(x)
    }

    /// Takes the next number for a value that is still to be read.
    fn reserve(&mut self, vm: &mut Vm, flag: bool) -> PyResult<Option<usize>> {
        if !flag {
            return Ok(None);
        }
        self.numbered.push(vm, Value::UNBOUND)?;
        Ok(Some(self.numbered.items.len() - 1))
    }

    fn fill(&self, number: Option<usize>, v: Value) -> Value {
        if let Some(number) = number {
            self.numbered.items.set(number, v);
        }
        v
    }

    /// The next value; `None` is the mark that ends a dict.
    fn value(&mut self, vm: &mut Vm) -> PyResult<Option<Value>> {
        if self.at >= self.data.len() {
            return Err(ended(vm, "EOF read where object expected"));
        }
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(vm.value_error("recursion limit exceeded"));
        }
        vm.check_native_stack()?;
        let code = self.byte(vm)?;
        let flag = code & REFERENCED != 0;
        let code = code & !REFERENCED;
        let v = match code {
            b'0' => None,
            b'r' => Some(self.reference(vm)?),
            b'N' => Some(Value::NONE),
            b'T' => Some(Value::TRUE),
            b'F' => Some(Value::FALSE),
            b'.' => Some(Value::ELLIPSIS),
            b'S' => Some(vm.exc.stop_iteration.value()),
            _ => {
                // Containers enter themselves before their items, the rest is complete at once.
                let number = self.reserve(vm, flag)?;
                let v = self.numbered_value(vm, code, number)?;
                Some(self.fill(number, v))
            }
        };
        self.depth -= 1;
        Ok(v)
    }

    fn reference(&mut self, vm: &mut Vm) -> PyResult {
        let number = self.long(vm)?;
        let found = usize::try_from(number).ok().and_then(|n| self.numbered.items.get(n));
        match found.filter(|v| !v.is_unbound()) {
            Some(v) => Ok(v),
            None => Err(bad(vm, "invalid reference")),
        }
    }

    fn item(&mut self, vm: &mut Vm, what: &str) -> PyResult {
        match self.value(vm)? {
            Some(v) => Ok(v),
            None => Err(vm.type_error(format!("NULL object in marshal data for {what}"))),
        }
    }

    fn numbered_value(&mut self, vm: &mut Vm, code: u8, number: Option<usize>) -> PyResult {
        match code {
            b'i' => Ok(Value::small(self.long(vm)?.into())),
            b'l' => self.int(vm),
            b'f' => Ok(Value::float(self.float_text(vm)?)),
            b'g' => Ok(Value::float(self.float(vm)?)),
            b'x' | b'y' => {
                let mut parts = [0.0; 2];
                for place in &mut parts {
                    *place = if code == b'x' { self.float_text(vm)? } else { self.float(vm)? };
                }
                let complex = vm.types.complex.value();
                vm.call(complex, &parts.map(Value::float))
            }
            b's' => {
                let n = self.size(vm, "bytes object")?;
                let bytes = self.bytes(vm, n)?.to_vec();
                Ok(vm.new_bytes(&bytes)?.value())
            }
            b'z' | b'Z' | b'a' | b'A' | b'u' | b't' => self.text(vm, code),
            b')' | b'(' => {
                let n = if code == b')' { usize::from(self.byte(vm)?) } else { self.size(vm, "tuple")? };
                let list = self.items(vm, n, "tuple", None)?;
                Ok(vm.list_to_tuple(list)?.value())
            }
            b'[' => {
                let n = self.size(vm, "list")?;
                Ok(self.items(vm, n, "list", number)?.value())
            }
            b'<' | b'>' => {
                let n = self.size(vm, "set")?;
                let list = self.items(vm, n, "set", None)?;
                let ty = if code == b'<' { vm.types.set } else { vm.types.frozenset };
                vm.call(ty.value(), &[list.value()])
            }
            b'{' => self.dict(vm, number),
            b':' => {
                let parts = [self.item(vm, "slice")?, self.item(vm, "slice")?, self.item(vm, "slice")?];
                let slice = vm.types.slice.value();
                vm.call(slice, &parts)
            }
            b'c' => self.code(vm),
            _ => Err(bad(vm, "unknown type code")),
        }
    }

    fn items(&mut self, vm: &mut Vm, n: usize, what: &str, number: Option<usize>) -> PyResult<Gc<List>> {
        let list = vm.new_list(&[])?;
        self.fill(number, list.value());
        for _ in 0..n {
            let v = self.item(vm, what)?;
            list.push(vm, v)?;
        }
        Ok(list)
    }

    fn dict(&mut self, vm: &mut Vm, number: Option<usize>) -> PyResult {
        let dict = vm.new_dict();
        self.fill(number, dict.value());
        while let Some(key) = self.value(vm)? {
            let Some(v) = self.value(vm)? else { break };
            dict.set_item(vm, key, v)?;
        }
        Ok(dict.value())
    }

    fn int(&mut self, vm: &mut Vm) -> PyResult {
        let n = self.long(vm)?;
        let count = n.unsigned_abs() as usize;
        let mut magnitude = Vec::new();
        let (mut held, mut bits) = (0_u32, 0);
        let mut last = 0;
        for _ in 0..count {
            let two = self.bytes(vm, 2)?;
            last = u16::from_le_bytes([two[0], two[1]]);
            if last > 0x7FFF {
                return Err(bad(vm, "digit out of range in long"));
            }
            held |= u32::from(last) << bits;
            bits += 15;
            while bits >= 8 {
                magnitude.push(held as u8);
                held >>= 8;
                bits -= 8;
            }
        }
        if count > 0 && last == 0 {
            return Err(bad(vm, "unnormalized long data"));
        }
        magnitude.push(held as u8);
        let sign = if n < 0 { Sign::Negative } else { Sign::Positive };
        Ok(vm.new_ibig(IBig::from_parts(sign, UBig::from_le_bytes(&magnitude))))
    }

    fn text(&mut self, vm: &mut Vm, code: u8) -> PyResult {
        let n = if matches!(code, b'z' | b'Z') { usize::from(self.byte(vm)?) } else { self.size(vm, "string")? };
        let bytes = self.bytes(vm, n)?.to_vec();
        if !matches!(code, b'u' | b't') {
            // ASCII; other bytes are taken as Latin-1.
            let text: String = bytes.iter().map(|b| char::from(*b)).collect();
            let text = vm.new_str(&text)?;
            return Ok(if matches!(code, b'Z' | b'A') { vm.intern_str(text).value() } else { text.value() });
        }
        match Wtf8Buf::from_bytes(bytes) {
            Ok(text) => {
                let text = vm.new_str_wtf8(&text)?;
                Ok(if code == b't' { vm.intern_str(text).value() } else { text.value() })
            }
            Err(bytes) => {
                // The codec raises the error that names the byte.
                let bytes = vm.new_bytes(&bytes)?.value();
                let (codec, handler) = (vm.intern("utf-8").value(), vm.intern("surrogatepass").value());
                vm.call_method(bytes, "decode", &[codec, handler])
            }
        }
    }

    fn code(&mut self, vm: &mut Vm) -> PyResult {
        if !self.allow_code {
            return Err(vm.value_error("unmarshalling code objects is disallowed"));
        }
        let n = self.size(vm, "code")?;
        let bytes = self.bytes(vm, n)?;
        let code = tauraro_bytecode::from_bytes(bytes).ok();
        match code.filter(|c| tauraro_bytecode::verify(c).is_ok()) {
            Some(code) => Ok(tauraro_interp::new_code(vm, &Arc::new(code))?.value()),
            None => Err(bad(vm, "code of another version")),
        }
    }
}
