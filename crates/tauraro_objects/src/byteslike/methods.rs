//! The methods that `bytes` and `bytearray` have both: tests, case, padding, searching.

use super::{ByteString, byte_of, is_bytes_like, pinned, with_bytes};
use crate::raise::OrRaise;
use crate::slice_index::clamp_range;
use crate::text::bytes::{self, HexSeparator};
use crate::text::search;
use tauraro_core::heap::Gc;
use tauraro_core::object::{ByteArray, Bytes, Str, Tuple, Type};
use tauraro_core::{PyResult, Value, Vm};

/// `start` and `end` of a search.
pub(crate) type Range = (Option<Value>, Option<Value>);

fn position(vm: &mut Vm, v: Option<Value>, default: i64) -> PyResult<i64> {
    match v.and_then(Value::non_none) {
        None => Ok(default),
        Some(v) if vm.type_of(v).slots.index.get().is_some() => vm.index_clamped(v),
        Some(_) => Err(vm.type_error("slice indices must be integers or None or have an __index__ method")),
    }
}

/// The part to look for: bytes, or one byte given as a number.
fn with_part<T: ByteString, R>(
    vm: &mut Vm,
    this: Gc<T>,
    sub: Value,
    f: impl FnOnce(&mut Vm, &[u8]) -> PyResult<R>,
) -> PyResult<R> {
    pinned(vm, this, |vm| with_sub(vm, sub, f))
}

fn with_sub<R>(vm: &mut Vm, sub: Value, f: impl FnOnce(&mut Vm, &[u8]) -> PyResult<R>) -> PyResult<R> {
    if is_bytes_like(vm, sub) {
        return with_bytes(vm, sub, f);
    }
    if sub.as_int().is_some() || vm.type_of(sub).slots.index.get().is_some() {
        let byte = byte_of(vm, sub, "byte")?;
        return f(vm, &[byte]);
    }
    let text = format!("argument should be integer or bytes-like object, not '{}'", vm.type_name(sub));
    Err(vm.type_error(text))
}

pub(crate) fn locate<T: ByteString>(
    vm: &mut Vm,
    this: Gc<T>,
    sub: Value,
    range: Range,
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> PyResult<Option<usize>> {
    let (start, end) = (position(vm, range.0, 0)?, position(vm, range.1, i64::MAX)?);
    with_part(vm, this, sub, |_, part| {
        let content = this.content();
        let (from, to) = clamp_range(start, end, content.len());
        if from > to {
            return Ok(None);
        }
        Ok(find(&content[from..to], part).map(|at| from + at))
    })
}

pub(crate) fn find_or<T: ByteString>(
    vm: &mut Vm,
    this: Gc<T>,
    sub: Value,
    range: Range,
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> PyResult<i64> {
    Ok(locate(vm, this, sub, range, find)?.map_or(-1, |at| at as i64))
}

pub(crate) fn index_or<T: ByteString>(
    vm: &mut Vm,
    this: Gc<T>,
    sub: Value,
    range: Range,
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> PyResult<usize> {
    match locate(vm, this, sub, range, find)? {
        Some(at) => Ok(at),
        None => Err(vm.value_error("subsection not found")),
    }
}

pub(crate) fn count<T: ByteString>(vm: &mut Vm, this: Gc<T>, sub: Value, range: Range) -> PyResult<usize> {
    let (start, end) = (position(vm, range.0, 0)?, position(vm, range.1, i64::MAX)?);
    with_part(vm, this, sub, |_, part| {
        let content = this.content();
        let (from, to) = clamp_range(start, end, content.len());
        Ok(match part {
            _ if from > to => 0,
            [] => to - from + 1,
            part => search::count(&content[from..to], part),
        })
    })
}

/// `startswith` and `endswith`.
pub(crate) fn affix<T: ByteString>(
    vm: &mut Vm,
    name: &str,
    this: Gc<T>,
    parts: Value,
    range: Range,
    test: fn(&[u8], &[u8]) -> bool,
) -> PyResult<bool> {
    let (start, end) = (position(vm, range.0, 0)?, position(vm, range.1, i64::MAX)?);
    let matches = |vm: &mut Vm, part: Value| {
        with_bytes(vm, part, |_, part| {
            let content = this.content();
            let (from, to) = clamp_range(start, end, content.len());
            Ok(from <= to && test(&content[from..to], part))
        })
    };
    if let Some(several) = parts.cast::<Tuple>() {
        for part in several.items() {
            if matches(vm, *part)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    if !is_bytes_like(vm, parts) {
        let got = vm.type_name(parts);
        return Err(vm.type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {got}")));
    }
    matches(vm, parts)
}

/// The byte to pad with.
pub(crate) fn fill(vm: &mut Vm, name: &str, v: Option<Value>) -> PyResult<u8> {
    let Some(v) = v else { return Ok(b' ') };
    let content = match (v.cast::<Bytes>(), v.cast::<ByteArray>()) {
        (Some(b), _) => b.as_bytes().to_vec(),
        (_, Some(b)) => b.as_bytes().to_vec(),
        _ => {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("{name}() argument 2 must be a byte string of length 1, not {got}")));
        }
    };
    match content[..] {
        [byte] => Ok(byte),
        _ => {
            let (got, len) = (vm.type_name(v), content.len());
            let wanted = "argument 2 must be a byte string of length 1";
            Err(vm.type_error(format!("{name}(): {wanted}, not a {got} object of length {len}")))
        }
    }
}

/// `center`, `ljust` and `rjust`.
pub(crate) fn pad<T: ByteString>(
    vm: &mut Vm,
    name: &str,
    this: Gc<T>,
    width: i64,
    fillchar: Option<Value>,
    shape: fn(&[u8], usize, u8) -> Vec<u8>,
) -> PyResult {
    let byte = fill(vm, name, fillchar)?;
    let width = usize::try_from(width).unwrap_or(0);
    if width <= this.content().len() {
        return T::unchanged(vm, this);
    }
    if !vm.may_allocate(width) {
        return Err(vm.memory_error());
    }
    let made = shape(this.content(), width, byte);
    T::make(vm, &made)
}

pub(crate) fn zfill<T: ByteString>(vm: &mut Vm, this: Gc<T>, width: i64) -> PyResult {
    let width = usize::try_from(width).unwrap_or(0);
    if width <= this.content().len() {
        return T::unchanged(vm, this);
    }
    if !vm.may_allocate(width) {
        return Err(vm.memory_error());
    }
    let made = bytes::zero_fill(this.content(), width);
    T::make(vm, &made)
}

pub(crate) fn change<T: ByteString>(vm: &mut Vm, this: Gc<T>, f: fn(&[u8]) -> Vec<u8>) -> PyResult {
    let made = f(this.content());
    T::make(vm, &made)
}

/// Raises MemoryError if replacing `old` by `new` at most `max` times makes more than there is
/// memory for.
pub(crate) fn check_replaced(vm: &mut Vm, text: &[u8], old: &[u8], new: &[u8], max: usize) -> PyResult<()> {
    // Counting is needed only where even this many would be too much.
    let most = (text.len() / old.len().max(1)).saturating_add(1).min(max);
    if vm.may_allocate(most.saturating_mul(new.len())) {
        return Ok(());
    }
    let count = if old.is_empty() { most } else { memchr::memmem::find_iter(text, old).count().min(max) };
    if vm.may_allocate(count.saturating_mul(new.len())) { Ok(()) } else { Err(vm.memory_error()) }
}

pub(crate) fn replace<T: ByteString>(vm: &mut Vm, this: Gc<T>, old: Value, new: Value, count: Option<i64>) -> PyResult {
    let max = usize::try_from(count.unwrap_or(-1)).unwrap_or(usize::MAX);
    with_bytes(vm, old, |vm, old| {
        with_bytes(vm, new, |vm, new| {
            check_replaced(vm, this.content(), old, new, max)?;
            match bytes::replace(this.content(), old, new, max) {
                Some(made) => T::make(vm, &made),
                None => T::unchanged(vm, this),
            }
        })
    })
}

pub(crate) fn translate<T: ByteString>(vm: &mut Vm, this: Gc<T>, table: Value, delete: Option<Value>) -> PyResult {
    let table = match table.non_none() {
        None => None,
        Some(t) => {
            let table = super::copied_bytes(vm, t)?;
            if table.len() != 256 {
                return Err(vm.value_error("translation table must be 256 characters long"));
            }
            Some(table)
        }
    };
    let deleted = match delete {
        None => Vec::new(),
        Some(d) => super::copied_bytes(vm, d)?,
    };
    let made = match table {
        Some(table) => bytes::translate(this.content(), &table, &deleted).or_raise(vm)?,
        None => bytes::delete(this.content(), &deleted),
    };
    T::make(vm, &made)
}

pub(crate) fn maketrans(vm: &mut Vm, from: Value, to: Value) -> PyResult {
    let table =
        with_bytes(vm, from, |vm, from| with_bytes(vm, to, |vm, to| bytes::make_translation(from, to).or_raise(vm)))?;
    Ok(vm.new_bytes(&table)?.value())
}

/// `hex(sep, bytes_per_sep)` of any bytes.
pub(crate) fn hex(vm: &mut Vm, content: &[u8], sep: Option<Value>, bytes_per_sep: Option<i64>) -> PyResult {
    let separator = match sep {
        None => None,
        Some(v) => {
            let chars = vm.len(v)?;
            let raw = match (v.cast::<Str>(), v.cast::<Bytes>()) {
                (Some(s), _) => s.as_bytes().to_vec(),
                (_, Some(b)) => b.as_bytes().to_vec(),
                _ if chars != 1 => Vec::new(),
                _ => return Err(vm.type_error("sep must be str or bytes.")),
            };
            let group = bytes_per_sep.unwrap_or(1);
            let Ok(group) = i32::try_from(group) else {
                return Err(vm.overflow_error("Python int too large to convert to C int"));
            };
            Some(HexSeparator::new(&raw, chars, group).or_raise(vm)?)
        }
    };
    let text = bytes::hex(content, separator);
    Ok(vm.new_str(&text)?.value())
}

/// `fromhex(text)` for a class.
pub(crate) fn fromhex<T: ByteString>(vm: &mut Vm, cls: Gc<Type>, string: Value) -> PyResult {
    let made = match string.cast::<Str>() {
        Some(s) => bytes::from_hex(s.as_bytes()).or_raise(vm)?,
        None if is_bytes_like(vm, string) => with_bytes(vm, string, |vm, text| bytes::from_hex(text).or_raise(vm))?,
        None => {
            let got = vm.type_name(string);
            return Err(vm.type_error(format!("fromhex() argument must be str or bytes-like, not {got}")));
        }
    };
    let plain = T::make(vm, &made)?;
    if cls == vm.type_of(plain) { Ok(plain) } else { vm.call(cls.value(), &[plain]) }
}

/// Declares the common methods for one type, and `METHODS` with its own ones besides.
macro_rules! byte_methods {
    ($ty:ty, $name:literal, [$($own:ident),* $(,)?]) => {
        use crate::byteslike::{join::join as shared_join, methods as shared, parts};
        use crate::text::{bytes as alg, search};
        use tauraro_core::builtin::FnDef;

        byte_methods!(@change $ty,
            #[doc = "The content with its first byte in upper case and the rest in lower case."]
            capitalize, [$name ".capitalize($self, /)"];
            #[doc = "The content with ASCII letters in lower case."]
            lower, [$name ".lower($self, /)"];
            #[doc = "The content with upper and lower case ASCII letters exchanged."]
            swapcase, [$name ".swapcase($self, /)"];
            #[doc = "The content with each word of ASCII letters in title case."]
            title, [$name ".title($self, /)"];
            #[doc = "The content with ASCII letters in upper case."]
            upper, [$name ".upper($self, /)"];
        );
        byte_methods!(@test $ty,
            #[doc = "Whether all bytes are ASCII letters or digits and there is one."]
            isalnum, is_alnum, [$name ".isalnum($self, /)"];
            #[doc = "Whether all bytes are ASCII letters and there is one."]
            isalpha, is_alpha, [$name ".isalpha($self, /)"];
            #[doc = "Whether all bytes are ASCII digits and there is one."]
            isdigit, is_digit, [$name ".isdigit($self, /)"];
            #[doc = "Whether all letters are lower case and there is one."]
            islower, is_lower, [$name ".islower($self, /)"];
            #[doc = "Whether all bytes are ASCII white space and there is one."]
            isspace, is_space, [$name ".isspace($self, /)"];
            #[doc = "Whether all words are in title case and there is one."]
            istitle, is_title, [$name ".istitle($self, /)"];
            #[doc = "Whether all letters are upper case and there is one."]
            isupper, is_upper, [$name ".isupper($self, /)"];
        );
        byte_methods!(@pad $ty,
            #[doc = "The content in the middle of a field of that width."]
            center, center, "center", [$name ".center($self, width, fillchar=b' ', /)"];
            #[doc = "The content at the left of a field of that width."]
            ljust, left_justify, "ljust", [$name ".ljust($self, width, fillchar=b' ', /)"];
            #[doc = "The content at the right of a field of that width."]
            rjust, right_justify, "rjust", [$name ".rjust($self, width, fillchar=b' ', /)"];
        );
        byte_methods!(@find $ty,
            #[doc = "The lowest position of the part, or -1."]
            find, find_or, find, i64, [$name ".find($self, sub, start=None, end=None, /)"];
            #[doc = "The highest position of the part, or -1."]
            rfind, find_or, rfind, i64, [$name ".rfind($self, sub, start=None, end=None, /)"];
            #[doc = "The lowest position of the part. Raises ValueError where it is missing."]
            index, index_or, find, usize, [$name ".index($self, sub, start=None, end=None, /)"];
            #[doc = "The highest position of the part. Raises ValueError where it is missing."]
            rindex, index_or, rfind, usize, [$name ".rindex($self, sub, start=None, end=None, /)"];
        );
        byte_methods!(@strip $ty,
            #[doc = "The content without white space (or the given bytes) at both ends."]
            strip, (true, true), [$name ".strip($self, bytes=None, /)"];
            #[doc = "The content without white space (or the given bytes) at its start."]
            lstrip, (true, false), [$name ".lstrip($self, bytes=None, /)"];
            #[doc = "The content without white space (or the given bytes) at its end."]
            rstrip, (false, true), [$name ".rstrip($self, bytes=None, /)"];
        );
        byte_methods!(@split $ty,
            #[doc = "The parts between separators, or between runs of white space."]
            split, [$name ".split($self, /, sep=None, maxsplit=-1)"];
            #[doc = "As split, but counts the splits from the end."]
            rsplit, [$name ".rsplit($self, /, sep=None, maxsplit=-1)"];
        );

        /// Whether all bytes are ASCII.
        #[pyfunction($name ".isascii($self, /)")]
        fn isascii(_: &mut Vm, this: Gc<$ty>) -> bool {
            this.as_bytes().is_ascii()
        }

        /// How often the part occurs without overlap.
        #[pyfunction($name ".count($self, sub, start=None, end=None, /)")]
        fn count(
            vm: &mut Vm,
            this: Gc<$ty>,
            sub: Value,
            start: Option<Value>,
            end: Option<Value>,
        ) -> PyResult<usize> {
            shared::count(vm, this, sub, (start, end))
        }

        /// Whether the content begins with the prefix, or one of a tuple of prefixes.
        #[pyfunction($name ".startswith($self, prefix, start=None, end=None, /)")]
        fn startswith(
            vm: &mut Vm,
            this: Gc<$ty>,
            prefix: Value,
            start: Option<Value>,
            end: Option<Value>,
        ) -> PyResult<bool> {
            shared::affix(vm, "startswith", this, prefix, (start, end), <[u8]>::starts_with)
        }

        /// Whether the content ends with the suffix, or one of a tuple of suffixes.
        #[pyfunction($name ".endswith($self, suffix, start=None, end=None, /)")]
        fn endswith(
            vm: &mut Vm,
            this: Gc<$ty>,
            suffix: Value,
            start: Option<Value>,
            end: Option<Value>,
        ) -> PyResult<bool> {
            shared::affix(vm, "endswith", this, suffix, (start, end), <[u8]>::ends_with)
        }

        /// The content with zeros between its sign and its digits, to that width.
        #[pyfunction($name ".zfill($self, width, /)")]
        fn zfill(vm: &mut Vm, this: Gc<$ty>, width: i64) -> PyResult {
            shared::zfill(vm, this, width)
        }

        /// The content with tabs replaced by spaces up to the next tab stop.
        #[pyfunction($name ".expandtabs($self, /, tabsize=8)")]
        fn expandtabs(vm: &mut Vm, this: Gc<$ty>, tabsize: Option<i32>) -> PyResult {
            let made = alg::expand_tabs(this.as_bytes(), tabsize.map_or(8, i64::from));
            <$ty as crate::byteslike::ByteString>::make(vm, &made)
        }

        /// The content with one part replaced by another, at most that often.
        #[pyfunction($name ".replace($self, old, new, count=-1, /)")]
        fn replace(vm: &mut Vm, this: Gc<$ty>, old: Value, new: Value, count: Option<i64>) -> PyResult {
            shared::replace(vm, this, old, new, count)
        }

        /// The content with each byte replaced as a table of 256 bytes says, and some deleted.
        #[pyfunction($name ".translate($self, table, /, delete=b'')")]
        fn translate(vm: &mut Vm, this: Gc<$ty>, table: Value, delete: Option<Value>) -> PyResult {
            shared::translate(vm, this, table, delete)
        }

        /// A table for translate that maps each byte of the first to that of the second.
        #[pyfunction($name ".maketrans(frm, to, /)")]
        fn maketrans(vm: &mut Vm, frm: Value, to: Value) -> PyResult {
            shared::maketrans(vm, frm, to)
        }

        /// The bytes as hexadecimal digits, with a separator between groups, which are counted
        /// from the end, or from the start if their size is negative.
        ///
        /// >>> bytes(range(4)).hex(':')
        /// '00:01:02:03'
        /// >>> bytearray(range(5)).hex(' ', -2)
        /// '0001 0203 04'
        #[pyfunction($name ".hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)")]
        fn hex(vm: &mut Vm, this: Gc<$ty>, sep: Option<Value>, bytes_per_sep: Option<i64>) -> PyResult {
            crate::byteslike::pinned(vm, this, |vm| {
                let content = this.as_bytes().to_vec();
                shared::hex(vm, &content, sep, bytes_per_sep)
            })
        }

        /// What pairs of hexadecimal digits stand for; white space may stand between them.
        #[pyfunction($name ".fromhex($type, string, /)")]
        fn fromhex(vm: &mut Vm, cls: Gc<Type>, string: Value) -> PyResult {
            shared::fromhex::<$ty>(vm, cls, string)
        }

        /// The text that the bytes are in an encoding.
        #[pyfunction($name ".decode($self, /, encoding='utf-8', errors='strict')")]
        fn decode(vm: &mut Vm, this: Gc<$ty>, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> PyResult {
            crate::codec_registry::decode_object(vm, this.value(), encoding, errors)
        }

        /// The content of an iterable's bytes-like objects with this one between them.
        #[pyfunction($name ".join($self, iterable_of_bytes, /)")]
        fn join(vm: &mut Vm, this: Gc<$ty>, iterable_of_bytes: Value) -> PyResult {
            shared_join(vm, this, iterable_of_bytes)
        }

        /// The lines of the content.
        #[pyfunction($name ".splitlines($self, /, keepends=False)")]
        fn splitlines(vm: &mut Vm, this: Gc<$ty>, keepends: Option<bool>) -> PyResult<Gc<List>> {
            parts::splitlines(vm, this, keepends.unwrap_or(false))
        }

        /// What is before the first separator, the separator, and what is after it.
        #[pyfunction($name ".partition($self, sep, /)")]
        fn partition(vm: &mut Vm, this: Gc<$ty>, sep: Value) -> PyResult {
            parts::partition(vm, this, sep)
        }

        /// What is before the last separator, the separator, and what is after it.
        #[pyfunction($name ".rpartition($self, sep, /)")]
        fn rpartition(vm: &mut Vm, this: Gc<$ty>, sep: Value) -> PyResult {
            parts::rpartition(vm, this, sep)
        }

        /// The content without the prefix, if it begins with it.
        #[pyfunction($name ".removeprefix($self, prefix, /)")]
        fn removeprefix(vm: &mut Vm, this: Gc<$ty>, prefix: Value) -> PyResult {
            parts::without(vm, this, prefix, <[u8]>::strip_prefix)
        }

        /// The content without the suffix, if it ends with it.
        #[pyfunction($name ".removesuffix($self, suffix, /)")]
        fn removesuffix(vm: &mut Vm, this: Gc<$ty>, suffix: Value) -> PyResult {
            parts::without(vm, this, suffix, <[u8]>::strip_suffix)
        }

        pub(super) const METHODS: &[&FnDef] = defs![
            capitalize, center, count, decode, endswith, expandtabs, find, fromhex, hex, index, isalnum, isalpha,
            isascii, isdigit, islower, isspace, istitle, isupper, join, ljust, lower, lstrip, maketrans, partition,
            removeprefix, removesuffix, replace, rfind, rindex, rjust, rpartition, rsplit, rstrip, split, splitlines,
            startswith, strip, swapcase, title, translate, upper, zfill, $($own),*
        ];
    };
    (@change $ty:ty, $( #[doc = $doc:literal] $f:ident, [$($sig:literal)*]; )*) => {
        $( #[doc = $doc] #[pyfunction($($sig)*)]
        fn $f(vm: &mut Vm, this: Gc<$ty>) -> PyResult {
            shared::change(vm, this, alg::$f)
        } )*
    };
    (@test $ty:ty, $( #[doc = $doc:literal] $f:ident, $alg:ident, [$($sig:literal)*]; )*) => {
        $( #[doc = $doc] #[pyfunction($($sig)*)]
        fn $f(_: &mut Vm, this: Gc<$ty>) -> bool {
            alg::$alg(this.as_bytes())
        } )*
    };
    (@pad $ty:ty, $( #[doc = $doc:literal] $f:ident, $alg:ident, $n:literal, [$($sig:literal)*]; )*) => {
        $( #[doc = $doc] #[pyfunction($($sig)*)]
        fn $f(vm: &mut Vm, this: Gc<$ty>, width: i64, fillchar: Option<Value>) -> PyResult {
            shared::pad(vm, $n, this, width, fillchar, alg::$alg)
        } )*
    };
    (@find $ty:ty, $( #[doc = $doc:literal] $f:ident, $g:ident, $alg:ident, $r:ty, [$($sig:literal)*]; )*) => {
        $( #[doc = $doc] #[pyfunction($($sig)*)]
        fn $f(vm: &mut Vm, this: Gc<$ty>, sub: Value, start: Option<Value>, end: Option<Value>) -> PyResult<$r> {
            shared::$g(vm, this, sub, (start, end), search::$alg)
        } )*
    };
    (@strip $ty:ty, $( #[doc = $doc:literal] $f:ident, $ends:expr, [$($sig:literal)*]; )*) => {
        $( #[doc = $doc] #[pyfunction($($sig)*)]
        fn $f(vm: &mut Vm, this: Gc<$ty>, bytes: Option<Value>) -> PyResult {
            parts::strip(vm, this, bytes, $ends)
        } )*
    };
    (@split $ty:ty, $( #[doc = $doc:literal] $f:ident, [$($sig:literal)*]; )*) => {
        $( #[doc = $doc] #[pyfunction($($sig)*)]
        fn $f(vm: &mut Vm, this: Gc<$ty>, sep: Option<Value>, maxsplit: Option<i64>) -> PyResult<Gc<List>> {
            parts::$f(vm, this, sep, maxsplit)
        } )*
    };
}
pub(crate) use byte_methods;
