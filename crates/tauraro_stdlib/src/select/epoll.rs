//! `select.epoll` objects.

use super::{Deadline, is_number, milliseconds};
use crate::kinds;
use crate::os_call::{check, errno, error, run_handlers};
use crate::os_path::{CInt, Fd};
use crate::time::clock::{Round, nanoseconds_of};
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::GetSetDef;
use tauraro_core::{PyResult, Raised, Type, Value, Vm, defs, payload, pyfunction};

/// The kernel's set of watched descriptors, by its own descriptor; -1: closed.
pub(crate) struct Epoll {
    fd: Cell<i32>,
}

payload!(Epoll, kinds::EPOLL, "select.epoll", []);

impl Drop for Epoll {
    fn drop(&mut self) {
        if self.fd.get() >= 0 {
            // SAFETY: the descriptor is this object's own.
            unsafe { libc::close(self.fd.get()) };
        }
    }
}

#[cold]
fn is_closed(vm: &mut Vm) -> Raised {
    vm.value_error("I/O operation on closed epoll object")
}

fn open_fd(vm: &mut Vm, this: Gc<Epoll>) -> PyResult<i32> {
    if this.fd.get() < 0 { Err(is_closed(vm)) } else { Ok(this.fd.get()) }
}

fn made(vm: &mut Vm, cls: Gc<Type>, fd: i32) -> Value {
    vm.alloc_with_slots(cls.root_shape.get(), Epoll { fd: Cell::new(fd) }, cls.inline_slots.get().into()).value()
}

/// A new set of watched descriptors.
#[pyfunction("epoll.__new__($type, sizehint=-1, flags=0)")]
fn new(vm: &mut Vm, cls: Gc<Type>, sizehint: Option<CInt>, flags: Option<CInt>) -> PyResult {
    let size = sizehint.map_or(-1, |s| s.0);
    if size != -1 && size <= 0 {
        return Err(vm.value_error("negative sizehint"));
    }
    let flags = flags.map_or(0, |f| f.0);
    if flags & !libc::EPOLL_CLOEXEC != 0 {
        return Err(vm.raise_text(vm.exc.os_error, "invalid flags"));
    }
    // SAFETY: takes no memory.
    let fd = check(vm, || unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) })?;
    Ok(made(vm, cls, fd))
}

/// The object of an existing descriptor.
#[pyfunction("epoll.fromfd($type, fd, /)")]
fn fromfd(vm: &mut Vm, cls: Gc<Type>, fd: CInt) -> Value {
    made(vm, cls, fd.0)
}

/// Closes the set's descriptor.
#[pyfunction("epoll.close($self, /)")]
fn close(vm: &mut Vm, this: Gc<Epoll>) -> PyResult<()> {
    let fd = this.fd.replace(-1);
    // SAFETY: the descriptor is this object's own.
    if fd >= 0 && unsafe { libc::close(fd) } == -1 {
        let e = errno();
        return Err(error(vm, e));
    }
    Ok(())
}

/// The set's descriptor.
#[pyfunction("epoll.fileno($self, /)")]
fn fileno(vm: &mut Vm, this: Gc<Epoll>) -> PyResult<i64> {
    open_fd(vm, this).map(i64::from)
}

fn control(vm: &mut Vm, this: Gc<Epoll>, operation: i32, fd: i32, events: u32) -> PyResult<()> {
    let set = open_fd(vm, this)?;
    let mut event = libc::epoll_event { events, u64: fd as u64 };
    // SAFETY: a live struct.
    check(vm, || unsafe { libc::epoll_ctl(set, operation, fd, &raw mut event) }).map(|_| ())
}

/// Watches a descriptor.
#[pyfunction("epoll.register($self, /, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)")]
fn register(vm: &mut Vm, this: Gc<Epoll>, fd: Fd, eventmask: Option<i64>) -> PyResult<()> {
    let events = eventmask.map_or((libc::EPOLLIN | libc::EPOLLPRI | libc::EPOLLOUT) as u32, |m| m as u32);
    control(vm, this, libc::EPOLL_CTL_ADD, fd.0, events)
}

/// Watches a descriptor for other events.
#[pyfunction("epoll.modify($self, /, fd, eventmask)")]
fn modify(vm: &mut Vm, this: Gc<Epoll>, fd: Fd, eventmask: i64) -> PyResult<()> {
    control(vm, this, libc::EPOLL_CTL_MOD, fd.0, eventmask as u32)
}

/// Watches a descriptor no more.
#[pyfunction("epoll.unregister($self, /, fd)")]
fn unregister(vm: &mut Vm, this: Gc<Epoll>, fd: Fd) -> PyResult<()> {
    control(vm, this, libc::EPOLL_CTL_DEL, fd.0, 0)
}

/// Waits at most so many seconds: a list of (descriptor, what happened).
#[pyfunction("epoll.poll($self, /, timeout=None, maxevents=-1)")]
fn poll(vm: &mut Vm, this: Gc<Epoll>, timeout: Option<Value>, maxevents: Option<CInt>) -> PyResult {
    let set = open_fd(vm, this)?;
    let nanos = match timeout.and_then(Value::non_none) {
        Some(v) if is_number(vm, v) => Some(nanoseconds_of(vm, v, Round::Up)?).filter(|n| *n >= 0),
        Some(_) => return Err(vm.type_error("timeout must be an integer or None")),
        None => None,
    };
    let most = match maxevents.map_or(-1, |m| m.0) {
        -1 => libc::FD_SETSIZE as i32 - 1,
        n if n < 1 => return Err(vm.value_error(format!("maxevents must be greater than 0, got {n}"))),
        n => n,
    };
    let mut events = vec![libc::epoll_event { events: 0, u64: 0 }; most as usize];
    let deadline = Deadline::after(vm, nanos)?;
    let n = loop {
        let left = deadline.left(vm)?;
        // SAFETY: there is room for that many events.
        let n = unsafe { libc::epoll_wait(set, events.as_mut_ptr(), most, milliseconds(left)) };
        if n >= 0 {
            break n as usize;
        }
        match errno() {
            libc::EINTR => run_handlers(vm)?,
            e => return Err(error(vm, e)),
        }
    };
    let list = vm.new_list(&[])?;
    for event in &events[..n] {
        let (fd, bits) = (event.u64 as i32, event.events);
        let pair = [Value::small(fd.into()), Value::small(bits.into())];
        let pair = vm.new_tuple(&pair)?.value();
        list.push(vm, pair)?;
    }
    Ok(list.value())
}

/// The object itself.
#[pyfunction("epoll.__enter__($self, /)")]
fn enter(vm: &mut Vm, this: Gc<Epoll>) -> PyResult {
    open_fd(vm, this).map(|_| this.value())
}

/// Closes the set's descriptor.
#[pyfunction("epoll.__exit__($self, exc_type=None, exc_value=None, exc_tb=None, /)")]
fn exit(
    vm: &mut Vm,
    this: Gc<Epoll>,
    _exc_type: Option<Value>,
    _exc_value: Option<Value>,
    _exc_tb: Option<Value>,
) -> PyResult<()> {
    close(vm, this)
}

fn closed(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::bool(v.cast::<Epoll>().is_none_or(|this| this.fd.get() < 0)))
}

pub(super) static EPOLL: TypeSpec = TypeSpec {
    name: "epoll",
    module: "select",
    kind: Some(Epoll::INFO),
    new: Some(new::as_new),
    methods: defs![fromfd, close, fileno, register, modify, unregister, poll, enter, exit],
    getset: &[GetSetDef { name: "closed", doc: "Whether it is closed.", get: closed, set: None }],
    ..TypeSpec::EMPTY
};
