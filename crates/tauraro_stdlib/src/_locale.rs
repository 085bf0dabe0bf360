//! `_locale`: the C library's locale, as far as the library's `locale` module asks for it.

use crate::os_path::encode;
use std::ffi::{CStr, CString, c_char, c_int};
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Module, Str, Type};
use tauraro_core::vm::Extension;
use tauraro_core::{Dict, List, PyResult, Raised, Value, Vm, defs, pyfunction};

/// `locale.Error`
struct LocaleError(Gc<Type>);

impl Extension for LocaleError {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

#[cold]
fn locale_error(vm: &mut Vm, text: &str) -> Raised {
    let class = vm.extension::<LocaleError>().0;
    vm.raise_text(class, text)
}

/// A text of the C library.
fn text_of(vm: &mut Vm, text: *const c_char) -> PyResult<Gc<Str>> {
    if text.is_null() {
        return Ok(vm.names.empty);
    }
    // SAFETY: the C library's texts end in a zero byte; this one is copied at once.
    let bytes = unsafe { CStr::from_ptr(text) }.to_bytes().to_vec();
    crate::os_path::decode(vm, &bytes)
}

fn c_text(vm: &mut Vm, text: Gc<Str>) -> PyResult<CString> {
    let bytes = encode(vm, text)?;
    match CString::new(bytes) {
        Ok(text) => Ok(text),
        Err(_) => Err(vm.value_error("embedded null character")),
    }
}

/// Sets the locale of a category, or only tells it if none is given.
#[pyfunction("setlocale(category, locale=None, /)")]
fn setlocale(vm: &mut Vm, category: i64, locale: Option<Value>) -> PyResult<Gc<Str>> {
    let Ok(category) = c_int::try_from(category) else {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    };
    let locale = match locale.and_then(Value::non_none) {
        None => None,
        Some(v) => match v.cast::<Str>() {
            Some(s) => Some(c_text(vm, s)?),
            None => {
                let got = vm.type_name(v);
                return Err(vm.type_error(format!("setlocale() argument 2 must be str or None, not {got}")));
            }
        },
    };
    let wanted = locale.as_ref().map_or(std::ptr::null(), |l| l.as_ptr());
    // SAFETY: the text, if there is one, ends in a zero byte.
    let name = unsafe { libc::setlocale(category, wanted) };
    if name.is_null() {
        let text = if locale.is_some() { "unsupported locale setting" } else { "locale query failed" };
        return Err(locale_error(vm, text));
    }
    text_of(vm, name)
}

/// A grouping of digits as a list of numbers.
fn grouping(vm: &mut Vm, text: *const c_char) -> PyResult<Gc<List>> {
    let list = vm.new_list(&[])?;
    if text.is_null() {
        return Ok(list);
    }
    // SAFETY: the C library ends groupings by a zero byte.
    let groups = unsafe { CStr::from_ptr(text) }.to_bytes().to_vec();
    if groups.is_empty() {
        return Ok(list);
    }
    for group in &groups {
        list.push(vm, Value::small(i64::from(*group)))?;
        if *group == c_char::MAX as u8 {
            return Ok(list);
        }
    }
    list.push(vm, Value::small(0))?;
    Ok(list)
}

/// How numbers and amounts of money are written.
#[pyfunction("localeconv()")]
fn localeconv(vm: &mut Vm) -> PyResult<Gc<Dict>> {
    // SAFETY: the C library's record stays until the locale changes, which other threads cannot
    // do while this one has the lock.
    let conv = unsafe { &*libc::localeconv() };
    let dict = vm.new_dict();
    let texts = [
        ("decimal_point", conv.decimal_point),
        ("thousands_sep", conv.thousands_sep),
        ("int_curr_symbol", conv.int_curr_symbol),
        ("currency_symbol", conv.currency_symbol),
        ("mon_decimal_point", conv.mon_decimal_point),
        ("mon_thousands_sep", conv.mon_thousands_sep),
        ("positive_sign", conv.positive_sign),
        ("negative_sign", conv.negative_sign),
    ];
    for (name, text) in texts {
        let text = text_of(vm, text)?;
        dict.set_str(vm, name, text.value())?;
    }
    for (name, text) in [("grouping", conv.grouping), ("mon_grouping", conv.mon_grouping)] {
        let list = grouping(vm, text)?;
        dict.set_str(vm, name, list.value())?;
    }
    let numbers = [
        ("int_frac_digits", conv.int_frac_digits),
        ("frac_digits", conv.frac_digits),
        ("p_cs_precedes", conv.p_cs_precedes),
        ("p_sep_by_space", conv.p_sep_by_space),
        ("n_cs_precedes", conv.n_cs_precedes),
        ("n_sep_by_space", conv.n_sep_by_space),
        ("p_sign_posn", conv.p_sign_posn),
        ("n_sign_posn", conv.n_sign_posn),
    ];
    for (name, number) in numbers {
        dict.set_str(vm, name, Value::small(i64::from(number)))?;
    }
    Ok(dict)
}

/// Compares two texts by the locale's rules: negative, zero or positive.
#[pyfunction("strcoll(os1, os2, /)")]
fn strcoll(vm: &mut Vm, os1: Gc<Str>, os2: Gc<Str>) -> PyResult<i64> {
    let (a, b) = (c_text(vm, os1)?, c_text(vm, os2)?);
    // SAFETY: both texts end in a zero byte.
    Ok(unsafe { libc::strcoll(a.as_ptr(), b.as_ptr()) }.into())
}

/// A text that compares as the locale's rules say.
#[pyfunction("strxfrm(string, /)")]
fn strxfrm(vm: &mut Vm, string: Gc<Str>) -> PyResult<Gc<Str>> {
    let text = c_text(vm, string)?;
    let mut out = vec![0_u8; text.as_bytes().len() * 4 + 1];
    loop {
        // SAFETY: the text ends in a zero byte, and the buffer has the length that is said.
        let needed = unsafe { libc::strxfrm(out.as_mut_ptr().cast(), text.as_ptr(), out.len()) };
        if needed < out.len() {
            out.truncate(needed);
            return crate::os_path::decode(vm, &out);
        }
        out.resize(needed + 1, 0);
    }
}

/// A text of the locale: names of days and months, formats, the encoding.
#[pyfunction("nl_langinfo(key, /)")]
fn nl_langinfo(vm: &mut Vm, key: i64) -> PyResult<Gc<Str>> {
    let known = LANGINFO.iter().find(|(_, item)| i64::from(*item) == key);
    let Some((_, item)) = known else { return Err(vm.value_error("unsupported langinfo constant")) };
    // SAFETY: only asks; the text is copied at once.
    let text = unsafe { libc::nl_langinfo(*item) };
    text_of(vm, text)
}

/// The locale's encoding.
#[pyfunction("getencoding()")]
fn getencoding(vm: &mut Vm) -> PyResult<Gc<Str>> {
    // SAFETY: as in `nl_langinfo`.
    let text = unsafe { libc::nl_langinfo(libc::CODESET) };
    let text = text_of(vm, text)?;
    if text.is_empty() { vm.new_str("utf-8") } else { Ok(text) }
}

macro_rules! constants {
    ($($name:ident),* $(,)?) => { &[$((stringify!($name), libc::$name)),*] };
}

static LANGINFO: &[(&str, libc::nl_item)] = constants![
    ABDAY_1,
    ABDAY_2,
    ABDAY_3,
    ABDAY_4,
    ABDAY_5,
    ABDAY_6,
    ABDAY_7,
    ABMON_1,
    ABMON_2,
    ABMON_3,
    ABMON_4,
    ABMON_5,
    ABMON_6,
    ABMON_7,
    ABMON_8,
    ABMON_9,
    ABMON_10,
    ABMON_11,
    ABMON_12,
    ALT_DIGITS,
    AM_STR,
    CODESET,
    CRNCYSTR,
    DAY_1,
    DAY_2,
    DAY_3,
    DAY_4,
    DAY_5,
    DAY_6,
    DAY_7,
    D_FMT,
    D_T_FMT,
    ERA,
    ERA_D_FMT,
    ERA_D_T_FMT,
    ERA_T_FMT,
    MON_1,
    MON_2,
    MON_3,
    MON_4,
    MON_5,
    MON_6,
    MON_7,
    MON_8,
    MON_9,
    MON_10,
    MON_11,
    MON_12,
    NOEXPR,
    PM_STR,
    RADIXCHAR,
    THOUSEP,
    T_FMT,
    T_FMT_AMPM,
    YESEXPR,
];

static CATEGORIES: &[(&str, c_int)] =
    constants![LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![setlocale, localeconv, strcoll, strxfrm, nl_langinfo, getencoding];
    // The start leaves it at "C" where it could.
    crate::io::fd::set_locale();
    let module = vm.new_module("_locale", Some("Support for POSIX locales."), functions)?;
    for (name, number) in LANGINFO.iter().chain(CATEGORIES) {
        module.add(vm, name, Value::small(i64::from(*number)))?;
    }
    module.add(vm, "CHAR_MAX", Value::small(i64::from(c_char::MAX)))?;
    let name = vm.intern("Error").value();
    let bases = vm.new_tuple(&[vm.exc.exception.value()])?.value();
    let namespace = vm.new_dict();
    let place = vm.intern("locale").value();
    namespace.set_name(vm, vm.names.module, place)?;
    let made = vm.call(vm.types.type_.value(), &[name, bases, namespace.value()])?;
    let Some(error) = made.cast::<Type>() else { return Err(vm.type_error("type() made no type")) };
    vm.set_extension(LocaleError(error));
    module.add(vm, "Error", error)?;
    Ok(module)
}
