//! `select.poll` objects.

use super::{Deadline, Types, is_number, milliseconds};
use crate::kinds;
use crate::os_call::{errno, error, run_handlers};
use crate::os_path::Fd;
use crate::time::clock::{Round, nanoseconds_of};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::{PyResult, Value, Vm, defs, payload, pyfunction};

/// The descriptors that are watched, and for what.
pub(crate) struct Poll {
    /// In the order they were added.
    fds: RefCell<BTreeMap<i32, i16>>,
    running: Cell<bool>,
}

payload!(Poll, kinds::POLL, "select.poll", []);

/// A new object that watches descriptors.
#[pyfunction("poll()")]
pub(super) fn new_poll(vm: &mut Vm) -> Value {
    let shape = vm.extension::<Types>().poll.root_shape.get();
    vm.alloc(shape, Poll { fds: RefCell::default(), running: Cell::new(false) }).value()
}

/// Events as a C short.
fn events(vm: &mut Vm, mask: Option<Value>) -> PyResult<i16> {
    let Some(mask) = mask else { return Ok(libc::POLLIN | libc::POLLPRI | libc::POLLOUT) };
    match vm.index(mask)?.as_i64() {
        Some(i) if i < 0 => Err(vm.value_error("Cannot convert negative int")),
        Some(i) => match u16::try_from(i) {
            Ok(bits) => Ok(bits as i16),
            Err(_) => Err(vm.overflow_error("Python int too large for C unsigned short")),
        },
        None => Err(vm.overflow_error("Python int too large for C unsigned short")),
    }
}

/// Watches a descriptor.
#[pyfunction("poll.register($self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)")]
fn register(vm: &mut Vm, this: Gc<Poll>, fd: Fd, eventmask: Option<Value>) -> PyResult<()> {
    let events = events(vm, eventmask)?;
    this.fds.borrow_mut().insert(fd.0, events);
    Ok(())
}

/// Watches a descriptor for other events.
#[pyfunction("poll.modify($self, fd, eventmask, /)")]
fn modify(vm: &mut Vm, this: Gc<Poll>, fd: Fd, eventmask: Value) -> PyResult<()> {
    let events = events(vm, Some(eventmask))?;
    let known = this.fds.borrow().contains_key(&fd.0);
    if !known {
        return Err(error(vm, libc::ENOENT));
    }
    this.fds.borrow_mut().insert(fd.0, events);
    Ok(())
}

/// Watches a descriptor no more.
#[pyfunction("poll.unregister($self, fd, /)")]
fn unregister(vm: &mut Vm, this: Gc<Poll>, fd: Fd) -> PyResult<()> {
    let removed = this.fds.borrow_mut().remove(&fd.0);
    match removed {
        Some(_) => Ok(()),
        None => Err(vm.key_error(Value::small(fd.0.into()))),
    }
}

/// Waits at most so many milliseconds: a list of (descriptor, what happened).
#[pyfunction("poll.poll($self, timeout=None, /)")]
fn poll(vm: &mut Vm, this: Gc<Poll>, timeout: Option<Value>) -> PyResult {
    let nanos = match timeout.and_then(Value::non_none) {
        Some(v) if is_number(vm, v) => {
            // Milliseconds: a thousandth of what the number would be in seconds.
            let nanos = nanoseconds_of(vm, v, Round::Up)?;
            if nanos < 0 { None } else { Some(super::rounded_up(nanos, 1000)) }
        }
        Some(_) => return Err(vm.type_error("timeout must be an integer or None")),
        None => None,
    };
    if this.running.get() {
        return Err(vm.runtime_error("concurrent poll() invocation"));
    }
    let mut fds: Vec<libc::pollfd> =
        this.fds.borrow().iter().map(|(fd, events)| libc::pollfd { fd: *fd, events: *events, revents: 0 }).collect();
    this.running.set(true);
    let result = wait(vm, &mut fds, nanos);
    this.running.set(false);
    result?;
    let list = vm.new_list(&[])?;
    for fd in fds.iter().filter(|fd| fd.revents != 0) {
        let pair = [Value::small(fd.fd.into()), Value::small((fd.revents as u16).into())];
        let pair = vm.new_tuple(&pair)?.value();
        list.push(vm, pair)?;
    }
    Ok(list.value())
}

fn wait(vm: &mut Vm, fds: &mut [libc::pollfd], nanos: Option<i64>) -> PyResult<()> {
    let deadline = Deadline::after(vm, nanos)?;
    loop {
        let left = deadline.left(vm)?;
        let (at, n) = (fds.as_mut_ptr(), fds.len() as libc::nfds_t);
        // SAFETY: the row has that many entries.
        if unsafe { libc::poll(at, n, milliseconds(left)) } >= 0 {
            return Ok(());
        }
        match errno() {
            libc::EINTR => run_handlers(vm)?,
            e => return Err(error(vm, e)),
        }
    }
}

pub(super) static POLL: TypeSpec = TypeSpec {
    name: "poll",
    module: "select",
    kind: Some(Poll::INFO),
    methods: defs![register, modify, unregister, poll],
    ..TypeSpec::EMPTY
};
