//! `open` and its relatives.

use super::buffered::{self, Role};
use super::file;
use super::support::{DEFAULT_BUFFER_BYTES, ask, optional_text, types, warn};
use super::text::newline::Newline;
use super::text::{self, TextOptions};
use tauraro_core::heap::Gc;
use tauraro_core::object::Str;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// Most bytes of a buffer that a file system's block size asks for.
const BUFFER_BYTES_MAX: i64 = 8192 << 10;

/// The argument `mode` of `open`.
#[derive(Clone, Copy, Default)]
struct Mode {
    creating: bool,
    reading: bool,
    writing: bool,
    appending: bool,
    updating: bool,
    text: bool,
    binary: bool,
}

impl Mode {
    fn parse(vm: &mut Vm, mode: Gc<Str>) -> PyResult<Mode> {
        let mut m = Mode::default();
        let text = mode.to_string_lossy();
        for c in text.chars() {
            let flag = match c {
                'x' => &mut m.creating,
                'r' => &mut m.reading,
                'w' => &mut m.writing,
                'a' => &mut m.appending,
                '+' => &mut m.updating,
                't' => &mut m.text,
                'b' => &mut m.binary,
                _ => return Err(vm.value_error(format!("invalid mode: '{text}'"))),
            };
            if std::mem::replace(flag, true) {
                return Err(vm.value_error(format!("invalid mode: '{text}'")));
            }
        }
        if m.text && m.binary {
            return Err(vm.value_error("can't have text and binary mode at once"));
        }
        let kinds = [m.creating, m.reading, m.writing, m.appending];
        if kinds.iter().filter(|k| **k).count() > 1 {
            return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
        }
        Ok(m)
    }

    /// The mode of the raw file.
    fn raw(self) -> String {
        let letters = [(self.creating, 'x'), (self.reading, 'r'), (self.writing, 'w'), (self.appending, 'a')];
        letters.into_iter().chain([(self.updating, '+')]).filter(|(on, _)| *on).map(|(_, c)| c).collect()
    }

    fn role(self) -> Role {
        match (self.updating, self.reading) {
            (true, _) => Role::Random,
            (false, true) => Role::Reader,
            (false, false) => Role::Writer,
        }
    }
}

/// What `open` was told about text; `binary` modes take none of it.
struct TextArguments {
    encoding: Option<Gc<Str>>,
    errors: Option<Gc<Str>>,
    newline: Option<Gc<Str>>,
}

/// Opens a file and gives a stream: of text, or of bytes if the mode has a `b`.
#[pyfunction("open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)")]
pub(super) fn open(
    vm: &mut Vm,
    file: Value,
    mode: Option<Value>,
    buffering: Option<i64>,
    encoding: Option<Value>,
    errors: Option<Value>,
    newline: Option<Value>,
    closefd: Option<bool>,
    opener: Option<Value>,
) -> PyResult {
    let mode_text = match mode {
        None => vm.ascii_char(b'r'),
        Some(v) => match v.cast::<Str>() {
            Some(s) => s,
            None => {
                let got = vm.type_name(v);
                return Err(vm.type_error(format!("open() argument 'mode' must be str, not {got}")));
            }
        },
    };
    let arguments = TextArguments {
        encoding: optional_text(vm, encoding, "open", "encoding")?,
        errors: optional_text(vm, errors, "open", "errors")?,
        newline: optional_text(vm, newline, "open", "newline")?,
    };
    let path = if file.as_int().is_some() { file } else { file::fspath(vm, file)? };
    let mode = Mode::parse(vm, mode_text)?;
    let buffering = buffering.unwrap_or(-1);
    check_binary(vm, mode, &arguments, buffering)?;
    let opener = opener.and_then(Value::non_none);
    let file_type = types(vm).file_io;
    let raw = file::open_new(vm, file_type, path, &mode.raw(), closefd.unwrap_or(true), opener)?;
    let opened = wrap(vm, raw, mode, mode_text, buffering, &arguments);
    if opened.is_err() {
        let exc = vm.take_exception();
        if file::close(vm, raw).is_err() {
            vm.take_exception();
        }
        vm.raise_again(exc);
    }
    opened
}

fn check_binary(vm: &mut Vm, mode: Mode, arguments: &TextArguments, buffering: i64) -> PyResult<()> {
    if !mode.binary {
        return Ok(());
    }
    for (given, name) in
        [(arguments.encoding, "encoding"), (arguments.errors, "errors"), (arguments.newline, "newline")]
    {
        if given.is_some() {
            return Err(vm.value_error(format!("binary mode doesn't take an {name} argument").replace("an n", "a n")));
        }
    }
    if buffering == 1 {
        let text = "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used";
        warn(vm, vm.exc.runtime_warning, text, None)?;
    }
    Ok(())
}

/// Puts the streams over an opened file that the mode asks for.
fn wrap(
    vm: &mut Vm,
    raw: Gc<file::FileIo>,
    mode: Mode,
    mode_text: Gc<Str>,
    buffering: i64,
    arguments: &TextArguments,
) -> PyResult {
    let is_terminal = if buffering < 0 { ask(vm, raw.value(), "_isatty_open_only")? } else { false };
    let mut line_buffering = false;
    let mut buffering = buffering;
    if buffering == 1 && !mode.binary {
        (buffering, line_buffering) = (-1, true);
    }
    if is_terminal {
        line_buffering = true;
    }
    if buffering == 1 && mode.binary {
        buffering = -1;
    }
    if buffering < 0 {
        buffering = raw.block_bytes().min(BUFFER_BYTES_MAX).max(DEFAULT_BUFFER_BYTES as i64);
    }
    if buffering == 0 {
        if !mode.binary {
            return Err(vm.value_error("can't have unbuffered text I/O"));
        }
        vm.register_finalizable(raw.value());
        return Ok(raw.value());
    }
    let role = mode.role();
    if role == Role::Random {
        // Raises what the raw file says of its position.
        super::base::check_seekable(vm, raw.value())?;
    }
    let buffer = buffered::over_file(vm, role, raw, buffering as usize);
    if mode.binary {
        vm.register_finalizable(buffer.value());
        return Ok(buffer.value());
    }
    let strict = vm.intern("strict");
    let options = TextOptions {
        encoding: text::encoding_or_locale(vm, arguments.encoding),
        errors: arguments.errors.unwrap_or(strict),
        newline: Newline::parse(vm, arguments.newline)?,
        line_buffering,
        write_through: false,
    };
    let stream = text::over(vm, buffer.value(), &options, false)?;
    text::set_mode(stream, mode_text.value());
    Ok(stream.value())
}

/// Opens a file that is to be run as code.
#[pyfunction("open_code(path)")]
pub(super) fn open_code(vm: &mut Vm, path: Value) -> PyResult {
    if !path.is::<Str>() {
        let text = format!("open_code() argument 'path' must be str, not {}", vm.type_name(path));
        return Err(vm.type_error(text));
    }
    let mode = vm.intern("rb").value();
    open(vm, path, Some(mode), None, None, None, None, None, None)
}

/// The encoding to use where a function was given `encoding`: itself, or `locale` for None.
#[pyfunction("text_encoding(encoding, stacklevel=2, /)")]
pub(super) fn text_encoding(vm: &mut Vm, encoding: Value, _stacklevel: Option<i64>) -> Value {
    if !encoding.is_none() {
        return encoding;
    }
    let name = if types(vm).locale.utf8_mode { "utf-8" } else { "locale" };
    vm.intern(name).value()
}
