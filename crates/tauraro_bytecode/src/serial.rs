//! Code objects as bytes: for the library archive that is made at build time and for
//! `__pycache__`.
//!
//! Everything is a varint or bytes with their length in front, nested code too, so that it can be
//! passed over. Instructions are written as op
//! and operands; cache words and empty operand places are not stored. A fingerprint of the op
//! table in the header makes bytes from another build unreadable instead of wrong.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::code::{Code, CodeFlags, Handler, Local, LocalKind};
use crate::consts::{BigInt, Const};
use crate::lazy::{LazyCode, Outline};
use crate::op::{Instruction, OPS, Op};
use crate::operand::{Pc, Place, Reg, Role};
use crate::positions::Positions;
use crate::varint::{Reader, put_signed, put_unsigned};

/// First bytes of a stored code object.
const MAGIC: &[u8; 4] = b"TAUC";

/// Changes when the format changes without the op table doing so.
const FORMAT_VERSION: u64 = 2;

/// Nested codes and tuples deeper than this are not read: no compiler output is near it, and
/// the reader recurses.
const DEPTH_MAX: u32 = 1000;

/// Why bytes are not a code object of this build.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// Not code, or code of another build.
    WrongVersion,
    /// Cut off or damaged.
    Malformed,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ReadError::WrongVersion => "bytecode of another version",
            ReadError::Malformed => "damaged bytecode",
        })
    }
}

impl std::error::Error for ReadError {}

/// A number that is different for every op table.
#[must_use]
pub fn fingerprint() -> u64 {
    static FINGERPRINT: OnceLock<u64> = OnceLock::new();
    *FINGERPRINT.get_or_init(|| {
        // FNV-1a: any hash would do, this one is three lines.
        let mut hash = 0xcbf2_9ce4_8422_2325u64 ^ FORMAT_VERSION;
        let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        for info in OPS {
            info.name.bytes().for_each(&mut add);
            for operand in info.operands {
                add(operand.place as u8);
                add(operand.role as u8);
            }
            add(info.words);
        }
        hash
    })
}

/// The code object and all codes within it.
#[must_use]
pub fn to_bytes(code: &Code) -> Vec<u8> {
    let mut out = Vec::with_capacity(code.words.len() * 4 + 256);
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&fingerprint().to_le_bytes());
    put_bytes(&mut out, code.filename.as_bytes());
    put_code(&mut out, code);
    out
}

/// What [`to_bytes`] wrote.
///
/// # Errors
/// If the bytes are of another build or damaged. The operands are not checked: bytes from an
/// untrusted place go through [`verify`](crate::verify).
pub fn from_bytes(bytes: &[u8]) -> Result<Code, ReadError> {
    let (code, filename) = read_header(bytes)?;
    read_now(code, &filename, 0).ok_or(ReadError::Malformed)
}

/// Like [`from_bytes`], for what this build wrote and keeps: nested code stays bytes until it is
/// looked at, and must be sound then.
///
/// # Errors
/// If the bytes are of another build, or damaged outside of nested code.
pub fn from_static(bytes: &'static [u8]) -> Result<Code, ReadError> {
    let (code, filename) = read_header(bytes)?;
    read_stored(code, &filename).ok_or(ReadError::Malformed)
}

/// What follows the header, and the name of the file.
fn read_header(bytes: &[u8]) -> Result<(&[u8], Arc<str>), ReadError> {
    let mut reader = Reader::new(bytes);
    if reader.take(MAGIC.len()) != Some(MAGIC) {
        return Err(ReadError::WrongVersion);
    }
    if reader.take(8) != Some(&fingerprint().to_le_bytes()) {
        return Err(ReadError::WrongVersion);
    }
    let filename = read_str(&mut reader).ok_or(ReadError::Malformed)?;
    Ok((reader.rest(), Arc::from(filename)))
}

/// A code object and all that are nested in it.
fn read_now(bytes: &[u8], filename: &Arc<str>, depth: u32) -> Option<Code> {
    read_code(bytes, filename, depth, &|nested, depth| Some(Arc::new(read_now(nested, filename, depth)?).into()))
}

/// A code object; those nested in it stay bytes.
pub(crate) fn read_stored(bytes: &'static [u8], filename: &Arc<str>) -> Option<Code> {
    read_code(bytes, filename, 0, &|nested, _| Some(LazyCode::stored(nested, filename.clone())))
}

/// What stands first in the bytes of a code object.
pub(crate) fn read_outline<'a>(bytes: &'a [u8], filename: &'a str) -> Option<Outline<'a>> {
    let reader = &mut Reader::new(bytes);
    let (name, qualname, flags) = (read_str(reader)?, read_str(reader)?, CodeFlags(reader.small()?));
    Some(Outline { name, qualname, filename, flags })
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_unsigned(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn put_code(out: &mut Vec<u8>, code: &Code) {
    put_bytes(out, code.name.as_bytes());
    put_bytes(out, code.qualname.as_bytes());
    // `read_outline` reads this far.
    put_unsigned(out, code.flags.0.into());
    for number in [code.first_line, code.arg_count, code.posonly_count, code.kwonly_count, code.n_registers] {
        put_unsigned(out, number.into());
    }
    put_unsigned(out, code.locals.len() as u64);
    for local in &code.locals {
        put_bytes(out, local.name.as_bytes());
        out.push(local.kind.0);
    }
    put_unsigned(out, code.names.len() as u64);
    for name in &code.names {
        put_bytes(out, name.as_bytes());
    }
    put_consts(out, &code.consts);
    put_words(out, &code.words);
    put_unsigned(out, code.handlers.len() as u64);
    for handler in &code.handlers {
        put_unsigned(out, handler.start.0.into());
        put_unsigned(out, (handler.end.0 - handler.start.0).into());
        put_unsigned(out, handler.target.0.into());
        put_unsigned(out, handler.exc.0.into());
    }
    put_bytes(out, &code.positions.0);
}

/// Instructions: their number of words, then op and operands of each.
fn put_words(out: &mut Vec<u8>, words: &[u64]) {
    put_unsigned(out, words.len() as u64);
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(words, at) {
        let op = instruction.op.generic();
        put_unsigned(out, op as u64);
        for operand in op.info().operands {
            match operand.role {
                Role::Cache => {}
                Role::Jump | Role::SImm => {
                    let value = operand.place.sign_extend(instruction.bits(operand));
                    put_signed(out, value.into());
                }
                _ => put_unsigned(out, instruction.bits(operand).into()),
            }
        }
        at = instruction.next();
    }
}

fn put_consts(out: &mut Vec<u8>, consts: &[Const]) {
    put_unsigned(out, consts.len() as u64);
    for value in consts {
        put_const(out, value);
    }
}

/// Kinds of stored constants; the order is the format.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Tag {
    None,
    False,
    True,
    Ellipsis,
    Int,
    Negative,
    Positive,
    Float,
    Complex,
    Str,
    Bytes,
    Tuple,
    FrozenSet,
    Slice,
    Code,
}

const TAGS: [Tag; 15] = [
    Tag::None,
    Tag::False,
    Tag::True,
    Tag::Ellipsis,
    Tag::Int,
    Tag::Negative,
    Tag::Positive,
    Tag::Float,
    Tag::Complex,
    Tag::Str,
    Tag::Bytes,
    Tag::Tuple,
    Tag::FrozenSet,
    Tag::Slice,
    Tag::Code,
];

fn put_const(out: &mut Vec<u8>, value: &Const) {
    let mut tag = |tag: Tag| out.push(tag as u8);
    match value {
        Const::None => tag(Tag::None),
        Const::Bool(false) => tag(Tag::False),
        Const::Bool(true) => tag(Tag::True),
        Const::Ellipsis => tag(Tag::Ellipsis),
        Const::Int(value) => {
            tag(Tag::Int);
            put_signed(out, *value);
        }
        Const::BigInt(value) => {
            tag(if value.negative { Tag::Negative } else { Tag::Positive });
            put_bytes(out, &value.magnitude);
        }
        Const::Float(value) => {
            tag(Tag::Float);
            out.extend_from_slice(&value.to_bits().to_le_bytes());
        }
        Const::Complex(real, imag) => {
            tag(Tag::Complex);
            out.extend_from_slice(&real.to_bits().to_le_bytes());
            out.extend_from_slice(&imag.to_bits().to_le_bytes());
        }
        Const::Str(bytes) => {
            tag(Tag::Str);
            put_bytes(out, bytes);
        }
        Const::Bytes(bytes) => {
            tag(Tag::Bytes);
            put_bytes(out, bytes);
        }
        Const::Tuple(items) => {
            tag(Tag::Tuple);
            put_consts(out, items);
        }
        Const::FrozenSet(items) => {
            tag(Tag::FrozenSet);
            put_consts(out, items);
        }
        Const::Slice(parts) => {
            tag(Tag::Slice);
            put_consts(out, &parts[..]);
        }
        Const::Code(code) => {
            tag(Tag::Code);
            let mut nested = Vec::new();
            put_code(&mut nested, code);
            put_bytes(out, &nested);
        }
    }
}

fn read_bytes<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let len = usize::try_from(reader.unsigned()?).ok()?;
    reader.take(len)
}

fn read_str<'a>(reader: &mut Reader<'a>) -> Option<&'a str> {
    std::str::from_utf8(read_bytes(reader)?).ok()
}

/// `count` items; the capacity is not taken on trust.
fn read_list<'a, T>(reader: &mut Reader<'a>, mut item: impl FnMut(&mut Reader<'a>) -> Option<T>) -> Option<Vec<T>> {
    let count = usize::try_from(reader.unsigned()?).ok()?;
    let mut items = Vec::with_capacity(count.min(1024));
    for _ in 0..count {
        items.push(item(reader)?);
    }
    Some(items)
}

/// Makes a nested code object of its bytes; the number says how deeply it is nested.
type Nested<'a, 'f> = &'f dyn Fn(&'a [u8], u32) -> Option<LazyCode>;

/// A code object that fills all of the bytes.
fn read_code<'a>(bytes: &'a [u8], filename: &Arc<str>, depth: u32, nested: Nested<'a, '_>) -> Option<Code> {
    let reader = &mut Reader::new(bytes);
    let name = read_str(reader)?.into();
    let qualname = read_str(reader)?.into();
    let flags = CodeFlags(reader.small()?);
    let first_line = reader.small()?;
    let arg_count = reader.small()?;
    let posonly_count = reader.small()?;
    let kwonly_count = reader.small()?;
    let n_registers = reader.small()?;
    let locals =
        read_list(reader, |reader| Some(Local { name: read_str(reader)?.into(), kind: LocalKind(reader.byte()?) }))?;
    let names = read_list(reader, |reader| Some(read_str(reader)?.into()))?;
    let consts = read_list(reader, |reader| read_const(reader, depth + 1, nested))?;
    let words = read_words(reader)?;
    let handlers = read_list(reader, |reader| {
        let start = reader.small()?;
        let end = start.checked_add(reader.small()?)?;
        let target = reader.small()?;
        let exc = u16::try_from(reader.small()?).ok()?;
        Some(Handler { start: Pc(start), end: Pc(end), target: Pc(target), exc: Reg(exc) })
    })?;
    let positions = Positions(read_bytes(reader)?.into());
    if !reader.is_empty() {
        return None;
    }
    Some(Code {
        name,
        qualname,
        filename: filename.clone(),
        first_line,
        arg_count,
        posonly_count,
        kwonly_count,
        flags,
        locals,
        names,
        consts,
        words,
        n_registers,
        handlers,
        positions,
    })
}

fn read_words(reader: &mut Reader<'_>) -> Option<Vec<u64>> {
    let count = usize::try_from(reader.unsigned()?).ok()?;
    let mut words = Vec::with_capacity(count.min(1 << 20));
    while words.len() < count {
        let op = Op::from_u16(u16::try_from(reader.unsigned()?).ok()?)?;
        let info = op.info();
        let (mut word, mut operand_word) = (op as u64, 0);
        for operand in info.operands {
            let bits = match operand.role {
                Role::Cache => continue,
                Role::Jump | Role::SImm => i32::try_from(reader.signed()?).ok()? as u32,
                _ => reader.small()?,
            };
            let bits = match operand.place {
                Place::A | Place::B | Place::C => bits & 0xffff,
                Place::Bc | Place::W | Place::X => bits,
            };
            operand.place.put(&mut word, &mut operand_word, bits);
        }
        words.push(word);
        if info.words > 1 {
            words.push(operand_word);
            words.extend(std::iter::repeat_n(0, usize::from(info.words) - 2));
        }
    }
    Some(words)
}

fn read_const<'a>(reader: &mut Reader<'a>, depth: u32, nested: Nested<'a, '_>) -> Option<Const> {
    if depth > DEPTH_MAX {
        return None;
    }
    let float = |reader: &mut Reader<'_>| Some(f64::from_bits(u64::from_le_bytes(reader.take(8)?.try_into().ok()?)));
    let big = |reader: &mut Reader<'_>, negative| {
        Some(Const::BigInt(BigInt { negative, magnitude: read_bytes(reader)?.into() }))
    };
    let items = |reader: &mut Reader<'a>| read_list(reader, |reader| read_const(reader, depth + 1, nested));
    Some(match *TAGS.get(usize::from(reader.byte()?))? {
        Tag::None => Const::None,
        Tag::False => Const::Bool(false),
        Tag::True => Const::Bool(true),
        Tag::Ellipsis => Const::Ellipsis,
        Tag::Int => Const::Int(reader.signed()?),
        Tag::Negative => big(reader, true)?,
        Tag::Positive => big(reader, false)?,
        Tag::Float => Const::Float(float(reader)?),
        Tag::Complex => Const::Complex(float(reader)?, float(reader)?),
        Tag::Str => Const::Str(read_bytes(reader)?.into()),
        Tag::Bytes => Const::Bytes(read_bytes(reader)?.into()),
        Tag::Tuple => Const::Tuple(items(reader)?.into()),
        Tag::FrozenSet => Const::FrozenSet(items(reader)?.into()),
        Tag::Slice => {
            let parts: [Const; 3] = items(reader)?.try_into().ok()?;
            Const::Slice(Box::new(parts))
        }
        Tag::Code => Const::Code(nested(read_bytes(reader)?, depth + 1)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asm::Assembler;
    use crate::dis::disassemble;
    use crate::operand::ConstId;
    use crate::positions::Position;

    fn sample() -> Code {
        let mut asm = Assembler::new(1, 1);
        asm.set_position(Some(Position { line: 1, end_line: 1, columns: Some((0, 4)) }));
        let end = asm.label();
        asm.jump_if_lt_imm(Reg(0), -3, end);
        asm.load_int(Reg(1), -70_000);
        asm.add(Reg(0), Reg(0), Reg(1), 1);
        asm.place(end);
        asm.return_const(ConstId(1));
        let assembled = asm.finish().unwrap();
        let int = |magnitude: &[u8]| BigInt { negative: true, magnitude: magnitude.into() };
        Code {
            name: "f".into(),
            qualname: "C.f".into(),
            filename: "a.py".into(),
            first_line: 1,
            arg_count: 1,
            posonly_count: 0,
            kwonly_count: 0,
            flags: CodeFlags::OPTIMIZED,
            locals: vec![Local { name: "x".into(), kind: LocalKind::LOCAL }],
            names: vec!["é".into()],
            consts: vec![
                Const::None,
                Const::Tuple(Box::new([Const::Float(-0.0), Const::Int(i64::MIN), Const::str("x")])),
                Const::BigInt(int(&[1, 2, 3, 4, 5, 6, 7, 8, 9])),
                Const::Str(b"\xed\xa0\x80".as_slice().into()),
            ],
            words: assembled.words,
            n_registers: 2,
            handlers: vec![Handler { start: Pc(0), end: Pc(2), target: Pc(5), exc: Reg(1) }],
            positions: assembled.positions,
        }
    }

    #[test]
    fn code_comes_back() {
        let code = sample();
        let outer = Code { consts: vec![Const::Code(Arc::new(code).into())], ..sample() };
        let bytes = to_bytes(&outer);
        let back = from_bytes(&bytes).unwrap();
        let kept: &'static [u8] = bytes.clone().leak();
        let lazy = from_static(kept).unwrap();
        let Const::Code(nested) = &lazy.consts[0] else { panic!("the constant is code") };
        let outline = nested.outline();
        assert_eq!((outline.name, outline.qualname, outline.filename), ("f", "C.f", "a.py"));
        assert_eq!(outline.flags, outer.flags);
        assert!(!nested.is_read());
        assert_eq!(to_bytes(&lazy), bytes);
        assert!(nested.is_read());
        assert_eq!(disassemble(&back), disassemble(&outer));
        assert_eq!(back.words, outer.words);
        assert_eq!(to_bytes(&back), bytes);
    }

    #[test]
    fn damaged_bytes_are_refused_or_harmless() {
        let bytes = to_bytes(&sample());
        assert_eq!(from_bytes(b"").err(), Some(ReadError::WrongVersion));
        for cut in 12..bytes.len() {
            assert_eq!(from_bytes(&bytes[..cut]).err(), Some(ReadError::Malformed), "cut at {cut}");
        }
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] ^= flip;
                if let Ok(code) = from_bytes(&bytes) {
                    let _ = crate::verify(&code);
                }
            }
        }
    }
}
