//! Operations on constant strings, bytes and tuples.

use tauraro_bytecode::Const;
use tauraro_syntax::ast::Operator;

/// Longest tuple that `*` makes at compile time.
const COLLECTION_MAX: usize = 256;
/// Longest str or bytes that `*` makes at compile time.
const STR_MAX: usize = 4096;
/// Most items, nested ones included, in a tuple that `*` makes.
const ITEMS_MAX: usize = 1024;

pub(super) fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    match op {
        Operator::Add => concatenate(left, right),
        Operator::Mult => match (left, right) {
            (sequence, Const::Int(times)) | (Const::Int(times), sequence) => repeat(sequence, *times),
            _ => None,
        },
        _ => None,
    }
}

fn concatenate(left: &Const, right: &Const) -> Option<Const> {
    match (left, right) {
        (Const::Str(left), Const::Str(right)) => Some(Const::Str([&**left, right].concat().into())),
        (Const::Bytes(left), Const::Bytes(right)) => Some(Const::Bytes([&**left, right].concat().into())),
        (Const::Tuple(left), Const::Tuple(right)) => Some(Const::Tuple(left.iter().chain(right).cloned().collect())),
        _ => None,
    }
}

fn repeat(sequence: &Const, times: i64) -> Option<Const> {
    // A negative count is left to run time, as CPython does.
    let times = usize::try_from(times).ok()?;
    let fits = |len: usize, max: usize| len == 0 || times <= max / len;
    match sequence {
        Const::Str(bytes) if fits(code_points(bytes).count(), STR_MAX) => Some(Const::Str(bytes.repeat(times).into())),
        Const::Bytes(bytes) if fits(bytes.len(), STR_MAX) => Some(Const::Bytes(bytes.repeat(times).into())),
        Const::Tuple(items) if fits(items.len(), COLLECTION_MAX) => {
            let mut left = ITEMS_MAX;
            let small = items.is_empty() || count_items(sequence, &mut left) && times <= ITEMS_MAX;
            let repeated = items.iter().cloned().cycle().take(items.len() * times);
            small.then(|| Const::Tuple(repeated.collect()))
        }
        _ => None,
    }
}

/// Takes the items of nested tuples off `left`; false if there are more.
fn count_items(value: &Const, left: &mut usize) -> bool {
    match value {
        Const::Tuple(items) => {
            let Some(rest) = left.checked_sub(items.len()) else { return false };
            *left = rest;
            items.iter().all(|item| count_items(item, left))
        }
        _ => true,
    }
}

/// The encoded code points of WTF-8 bytes.
pub(crate) fn code_points(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_continuation = |byte: &u8| byte & 0xc0 == 0x80;
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let more = rest.get(1..)?.iter().take_while(|byte| is_continuation(byte)).count();
        let (first, tail) = rest.split_at(1 + more);
        rest = tail;
        Some(first)
    })
}

pub(super) fn subscript(value: &Const, index: &Const) -> Option<Const> {
    let index = match index {
        Const::Int(index) => *index,
        Const::Bool(index) => i64::from(*index),
        _ => return None,
    };
    let place = |len: usize| {
        let index = if index < 0 { index.checked_add_unsigned(len as u64)? } else { index };
        usize::try_from(index).ok().filter(|index| *index < len)
    };
    match value {
        Const::Tuple(items) => Some(items[place(items.len())?].clone()),
        Const::Bytes(bytes) => Some(Const::Int(bytes[place(bytes.len())?].into())),
        Const::Str(bytes) => {
            let at = place(code_points(bytes).count())?;
            Some(Const::Str(code_points(bytes).nth(at)?.into()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences() {
        let text = Const::str("aé");
        assert!(matches!(subscript(&text, &Const::Int(-1)), Some(Const::Str(b)) if *b == *"é".as_bytes()));
        assert!(subscript(&text, &Const::Int(2)).is_none());
        assert!(repeat(&text, 2048).is_some() && repeat(&text, 2049).is_none());
        let pair = Const::Tuple(Box::new([Const::None, text]));
        assert!(repeat(&pair, 128).is_some() && repeat(&pair, 129).is_none());
        assert!(repeat(&pair, -1).is_none());
    }
}
