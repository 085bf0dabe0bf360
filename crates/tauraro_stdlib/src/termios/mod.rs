//! `termios`: the settings of terminals.

mod constants;

use crate::_struct::new_exception_class;
use crate::os_call::{attempt, error_text};
use crate::os_path::{CInt, Fd};
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Bytes, Module, Type};
use tauraro_core::vm::Extension;
use tauraro_core::{List, PyResult, Raised, Tuple, Value, Vm, defs, pyfunction};

/// `termios.error`
struct State(Gc<Type>);

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

#[cold]
fn error(vm: &mut Vm, errno: i32) -> Raised {
    let text = match vm.new_str(&error_text(errno)) {
        Ok(text) => text.value(),
        Err(raised) => return raised,
    };
    let class = vm.extension::<State>().0.value();
    match vm.call(class, &[Value::small(errno.into()), text]) {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

/// Calls the system until no signal interrupts, with errors raised as `termios.error`.
fn check(vm: &mut Vm, call: impl FnMut() -> i32) -> PyResult<()> {
    match attempt(vm, call)? {
        Ok(_) => Ok(()),
        Err(e) => Err(error(vm, e)),
    }
}

fn settings(vm: &mut Vm, fd: i32) -> PyResult<libc::termios> {
    // SAFETY: `termios` is plain data, for which zeros are fine.
    let mut mode: libc::termios = unsafe { std::mem::zeroed() };
    // SAFETY: writes one `termios`.
    check(vm, || unsafe { libc::tcgetattr(fd, &raw mut mode) })?;
    Ok(mode)
}

/// [iflag, oflag, cflag, lflag, ispeed, ospeed, cc] of a terminal; cc is a list of the special
/// characters, but for two that are numbers where input comes without lines.
#[pyfunction("tcgetattr(fd, /)")]
fn tcgetattr(vm: &mut Vm, fd: Fd) -> PyResult<Gc<List>> {
    let mode = settings(vm, fd.0)?;
    // SAFETY: both read the struct.
    let (input, output) = unsafe { (libc::cfgetispeed(&raw const mode), libc::cfgetospeed(&raw const mode)) };
    let characters = vm.new_list(&[])?;
    for (i, byte) in mode.c_cc.iter().enumerate() {
        let number = mode.c_lflag & libc::ICANON == 0 && matches!(i, libc::VMIN | libc::VTIME);
        let v = if number { Value::small((*byte).into()) } else { vm.new_bytes(&[*byte])?.value() };
        characters.push(vm, v)?;
    }
    let flags = [mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag, input, output];
    let mut row = [Value::NONE; 7];
    for (place, n) in row.iter_mut().zip(flags) {
        *place = Value::small(n.into());
    }
    row[6] = characters.value();
    vm.new_list(&row)
}

/// The special characters of a list.
fn set_characters(vm: &mut Vm, mode: &mut libc::termios, v: Option<Value>) -> PyResult<()> {
    let wanted = mode.c_cc.len();
    let Some(list) = v.and_then(Value::cast::<List>).filter(|l| l.items.len() == wanted) else {
        return Err(vm.type_error(format!("tcsetattr: attributes[6] must be {wanted} element list")));
    };
    for i in 0..wanted {
        let v = list.items.get(i).unwrap_or(Value::NONE);
        mode.c_cc[i] = match (v.cast::<Bytes>(), v.as_i64()) {
            (Some(b), _) if b.as_bytes().len() == 1 => b.as_bytes()[0],
            (None, Some(n)) => n as u8,
            _ => {
                let text = "tcsetattr: elements of attributes must be bytes objects of length 1 or integers";
                return Err(vm.type_error(text));
            }
        };
    }
    Ok(())
}

/// Sets what `tcgetattr` gives.
#[pyfunction("tcsetattr(fd, when, attributes, /)")]
fn tcsetattr(vm: &mut Vm, fd: Fd, when: CInt, attributes: Value) -> PyResult<()> {
    let Some(list) = attributes.cast::<List>().filter(|l| l.items.len() == 7) else {
        return Err(vm.type_error("tcsetattr, arg 3: must be 7 element list"));
    };
    // What the list does not say stays as it is.
    let mut mode = settings(vm, fd.0)?;
    let mut numbers = [0_u32; 6];
    for (i, place) in numbers.iter_mut().enumerate() {
        let v = vm.index(list.items.get(i).unwrap_or(Value::NONE))?;
        let Some(n) = v.as_i64() else {
            return Err(vm.overflow_error("Python int too large to convert to C long"));
        };
        // Flags are bits, whatever sign they have.
        *place = n as u32;
    }
    let [input, output, control, local, ispeed, ospeed] = numbers;
    (mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag) = (input, output, control, local);
    set_characters(vm, &mut mode, list.items.get(6))?;
    // SAFETY: writes to the struct.
    check(vm, || unsafe { libc::cfsetispeed(&raw mut mode, ispeed) })?;
    // SAFETY: as above.
    check(vm, || unsafe { libc::cfsetospeed(&raw mut mode, ospeed) })?;
    // SAFETY: reads one `termios`.
    check(vm, || unsafe { libc::tcsetattr(fd.0, when.0, &raw const mode) })
}

/// Sends a stream of zero bits.
#[pyfunction("tcsendbreak(fd, duration, /)")]
fn tcsendbreak(vm: &mut Vm, fd: Fd, duration: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::tcsendbreak(fd.0, duration.0) })
}

/// Waits until all output is written.
#[pyfunction("tcdrain(fd, /)")]
fn tcdrain(vm: &mut Vm, fd: Fd) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::tcdrain(fd.0) })
}

/// Forgets data that is in a queue.
#[pyfunction("tcflush(fd, queue, /)")]
fn tcflush(vm: &mut Vm, fd: Fd, queue: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::tcflush(fd.0, queue.0) })
}

/// Suspends or resumes input or output.
#[pyfunction("tcflow(fd, action, /)")]
fn tcflow(vm: &mut Vm, fd: Fd, action: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::tcflow(fd.0, action.0) })
}

fn window(vm: &mut Vm, fd: i32) -> PyResult<libc::winsize> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: writes one `winsize`.
    check(vm, || unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &raw mut size) })?;
    Ok(size)
}

/// (rows, columns) of a terminal's window.
#[pyfunction("tcgetwinsize(fd, /)")]
fn tcgetwinsize(vm: &mut Vm, fd: Fd) -> PyResult<Gc<Tuple>> {
    let size = window(vm, fd.0)?;
    vm.new_tuple(&[Value::small(size.ws_row.into()), Value::small(size.ws_col.into())])
}

/// Sets (rows, columns) of a terminal's window.
#[pyfunction("tcsetwinsize(fd, winsize, /)")]
fn tcsetwinsize(vm: &mut Vm, fd: Fd, winsize: Value) -> PyResult<()> {
    let ty = vm.type_of(winsize);
    if ty.slots.getitem.get().is_none() || ty.slots.len.get().is_none() || vm.len(winsize)? != 2 {
        return Err(vm.type_error("tcsetwinsize, arg 2: must be a two-item sequence"));
    }
    let mut numbers = [0_u16; 2];
    for (i, place) in numbers.iter_mut().enumerate() {
        let v = vm.getitem(winsize, Value::small(i as i64))?;
        let v = vm.index(v)?;
        let Some(n) = v.as_i64().and_then(|n| u16::try_from(n).ok()) else {
            return Err(vm.overflow_error("winsize value(s) out of range."));
        };
        *place = n;
    }
    let mut size = window(vm, fd.0)?;
    [size.ws_row, size.ws_col] = numbers;
    // SAFETY: reads one `winsize`.
    check(vm, || unsafe { libc::ioctl(fd.0, libc::TIOCSWINSZ, &raw const size) })
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![tcdrain, tcflow, tcflush, tcgetattr, tcgetwinsize, tcsendbreak, tcsetattr, tcsetwinsize];
    let module = vm.new_module("termios", Some("The settings of terminals."), functions)?;
    let error = new_exception_class(vm, "termios", "error")?;
    vm.set_extension(State(error));
    module.add(vm, "error", error)?;
    for (name, n) in constants::CONSTANTS {
        module.add(vm, name, Value::small(n))?;
    }
    Ok(module)
}
