//! `select`: waiting until descriptors are ready.

mod epoll;
mod poll;

use crate::os_call::{errno, error, run_handlers};
use crate::os_path::descriptor;
use crate::time::clock::{Round, nanoseconds_of, read};
use std::mem::MaybeUninit;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{List, Module};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Type, Value, Vm, defs, pyfunction};

/// Types whose instances functions make.
#[derive(Clone, Copy)]
struct Types {
    poll: Gc<Type>,
    epoll: Gc<Type>,
}

impl Extension for Types {
    fn trace(&self, tracer: &mut Tracer) {
        self.poll.trace(tracer);
        self.epoll.trace(tracer);
    }
}

/// Until when to wait, in nanoseconds of the monotonic clock.
#[derive(Clone, Copy)]
pub(crate) struct Deadline(Option<i64>);

impl Deadline {
    /// After so many nanoseconds; `None`: never.
    pub(crate) fn after(vm: &mut Vm, nanos: Option<i64>) -> PyResult<Deadline> {
        Ok(Deadline(match nanos {
            Some(nanos) => Some(now(vm)?.saturating_add(nanos)),
            None => None,
        }))
    }

    /// What is left of the wait.
    pub(crate) fn left(self, vm: &mut Vm) -> PyResult<Option<i64>> {
        Ok(match self.0 {
            Some(end) => Some((end - now(vm)?).max(0)),
            None => None,
        })
    }
}

fn now(vm: &mut Vm) -> PyResult<i64> {
    let t = read(vm, libc::CLOCK_MONOTONIC)?;
    Ok(t.tv_sec * 1_000_000_000 + t.tv_nsec)
}

/// Nanoseconds as milliseconds for a C function, rounded up; -1: no end.
pub(crate) fn milliseconds(nanos: Option<i64>) -> i32 {
    match nanos {
        Some(nanos) => i32::try_from(rounded_up(nanos, 1_000_000)).unwrap_or(i32::MAX),
        None => -1,
    }
}

/// A quotient of numbers that are not negative, rounded up.
fn rounded_up(n: i64, by: i64) -> i64 {
    n / by + i64::from(n % by > 0)
}

/// Whether a value can be a timeout.
fn is_number(vm: &Vm, v: Value) -> bool {
    vm.is_instance(v, vm.types.float) || vm.type_of(v).slots.index.get().is_some()
}

/// One of the three sequences: its objects, and the set of their descriptors.
struct Watched {
    objects: Gc<List>,
    fds: Vec<i32>,
}

fn watched(vm: &mut Vm, v: Value) -> PyResult<Watched> {
    if vm.type_of(v).slots.iter.get().is_none() && vm.type_of(v).slots.getitem.get().is_none() {
        return Err(vm.type_error("arguments 1-3 must be sequences"));
    }
    let objects = vm.new_list(&[])?;
    vm.for_each(v, |vm, item| objects.push(vm, item))?;
    let mut fds = Vec::new();
    for i in 0..objects.items.len() {
        let fd = descriptor(vm, objects.items.get(i).unwrap_or(Value::NONE))?;
        if fd as usize >= libc::FD_SETSIZE {
            return Err(vm.value_error("filedescriptor out of range in select()"));
        }
        fds.push(fd);
    }
    Ok(Watched { objects, fds })
}

impl Watched {
    fn set(&self) -> libc::fd_set {
        let mut set = MaybeUninit::<libc::fd_set>::uninit();
        // SAFETY: the set is emptied before it is used; the descriptors are within its size.
        unsafe {
            libc::FD_ZERO(set.as_mut_ptr());
            for fd in &self.fds {
                libc::FD_SET(*fd, set.as_mut_ptr());
            }
            set.assume_init()
        }
    }

    /// The objects whose descriptors are in the set.
    fn ready(&self, vm: &mut Vm, set: &libc::fd_set) -> PyResult {
        let list = vm.new_list(&[])?;
        for (i, fd) in self.fds.iter().enumerate() {
            // SAFETY: the descriptors are within the set's size.
            if unsafe { libc::FD_ISSET(*fd, set) } {
                list.push(vm, self.objects.items.get(i).unwrap_or(Value::NONE))?;
            }
        }
        Ok(list.value())
    }
}

/// Waits until one of the descriptors can be read, written, or has an exceptional condition.
#[pyfunction("select(rlist, wlist, xlist, timeout=None, /)")]
fn select(vm: &mut Vm, rlist: Value, wlist: Value, xlist: Value, timeout: Option<Value>) -> PyResult {
    let nanos = match timeout.and_then(Value::non_none) {
        Some(v) if is_number(vm, v) => Some(nanoseconds_of(vm, v, Round::Up)?),
        Some(_) => return Err(vm.type_error("timeout must be a float or None")),
        None => None,
    };
    if nanos.is_some_and(|n| n < 0) {
        return Err(vm.value_error("timeout must be non-negative"));
    }
    let watched = [watched(vm, rlist)?, watched(vm, wlist)?, watched(vm, xlist)?];
    let highest = watched.iter().flat_map(|w| &w.fds).max().map_or(0, |fd| fd + 1);
    let deadline = Deadline::after(vm, nanos)?;
    loop {
        let mut sets = [watched[0].set(), watched[1].set(), watched[2].set()];
        let left = deadline.left(vm)?;
        let mut time = libc::timeval {
            tv_sec: left.unwrap_or(0) / 1_000_000_000,
            tv_usec: rounded_up(left.unwrap_or(0) % 1_000_000_000, 1000).min(999_999),
        };
        let time = if left.is_some() { &raw mut time } else { std::ptr::null_mut() };
        let [r, w, x] = &mut sets;
        // SAFETY: live sets and a live time or null.
        let n = unsafe { libc::select(highest, r, w, x, time) };
        if n < 0 {
            match errno() {
                libc::EINTR => run_handlers(vm)?,
                e => return Err(error(vm, e)),
            }
            continue;
        }
        let ready = [watched[0].ready(vm, &sets[0])?, watched[1].ready(vm, &sets[1])?, watched[2].ready(vm, &sets[2])?];
        return Ok(vm.new_tuple(&ready)?.value());
    }
}

const NUMBERS: &[(&str, i64)] = &[
    ("POLLIN", libc::POLLIN as i64),
    ("POLLPRI", libc::POLLPRI as i64),
    ("POLLOUT", libc::POLLOUT as i64),
    ("POLLERR", libc::POLLERR as i64),
    ("POLLHUP", libc::POLLHUP as i64),
    ("POLLNVAL", libc::POLLNVAL as i64),
    ("POLLRDNORM", libc::POLLRDNORM as i64),
    ("POLLRDBAND", libc::POLLRDBAND as i64),
    ("POLLWRNORM", libc::POLLWRNORM as i64),
    ("POLLWRBAND", libc::POLLWRBAND as i64),
    ("POLLMSG", 0x400),
    ("POLLRDHUP", libc::POLLRDHUP as i64),
    ("EPOLLIN", libc::EPOLLIN as i64),
    ("EPOLLOUT", libc::EPOLLOUT as i64),
    ("EPOLLPRI", libc::EPOLLPRI as i64),
    ("EPOLLERR", libc::EPOLLERR as i64),
    ("EPOLLHUP", libc::EPOLLHUP as i64),
    ("EPOLLET", libc::EPOLLET as u32 as i64),
    ("EPOLLONESHOT", libc::EPOLLONESHOT as i64),
    ("EPOLLEXCLUSIVE", libc::EPOLLEXCLUSIVE as i64),
    ("EPOLLRDHUP", libc::EPOLLRDHUP as i64),
    ("EPOLLWAKEUP", libc::EPOLLWAKEUP as i64),
    ("EPOLLRDNORM", libc::EPOLLRDNORM as i64),
    ("EPOLLRDBAND", libc::EPOLLRDBAND as i64),
    ("EPOLLWRNORM", libc::EPOLLWRNORM as i64),
    ("EPOLLWRBAND", libc::EPOLLWRBAND as i64),
    ("EPOLLMSG", libc::EPOLLMSG as i64),
    ("EPOLL_CLOEXEC", libc::EPOLL_CLOEXEC as i64),
    ("PIPE_BUF", libc::PIPE_BUF as i64),
];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module =
        vm.new_module("select", Some("Waiting until descriptors are ready."), defs![select, poll::new_poll])?;
    let object = vm.types.object;
    let types = Types { poll: vm.new_type(&poll::POLL, object)?, epoll: vm.new_type(&epoll::EPOLL, object)? };
    vm.set_extension(types);
    module.add(vm, "epoll", types.epoll)?;
    module.add(vm, "error", vm.exc.os_error)?;
    for (name, number) in NUMBERS {
        module.add(vm, name, Value::small(*number))?;
    }
    Ok(module)
}
