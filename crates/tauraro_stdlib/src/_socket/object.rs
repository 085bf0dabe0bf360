//! `_socket.socket`, and the functions that make or close sockets.

use super::State;
use super::address::{Address, address_of};
use super::messages;
use super::names::bytes_of;
use crate::kinds;
use crate::os_call::{attempt, check, errno, error, run_handlers};
use crate::os_path::CInt;
use crate::select::{Deadline, milliseconds};
use crate::time::clock::{Round, nanoseconds_of};
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, TypeFlags};
use tauraro_core::{Args, PyResult, Type, Value, Vm, defs, payload, pyfunction};

/// `_socket.socket`. Its descriptor is closed when the object dies.
pub(super) struct Socket {
    /// -1: closed.
    fd: Cell<i32>,
    family: Cell<i32>,
    kind: Cell<i32>,
    proto: Cell<i32>,
    /// Nanoseconds; -1: wait for ever; 0: never wait.
    timeout: Cell<i64>,
}

payload!(Socket, kinds::SOCKET, "_socket.socket", []);

impl Drop for Socket {
    fn drop(&mut self) {
        if self.fd.get() >= 0 {
            // SAFETY: the descriptor is this object's own.
            unsafe { libc::close(self.fd.get()) };
        }
    }
}

impl Socket {
    pub(super) fn family(&self) -> i32 {
        self.family.get()
    }

    fn closed() -> Socket {
        let number = || Cell::new(-1);
        Socket { fd: number(), family: number(), kind: number(), proto: number(), timeout: Cell::new(-1) }
    }
}

fn this(v: Value) -> Gc<Socket> {
    v.cast().expect("getters get instances of their type")
}

fn new(vm: &mut Vm, cls: Gc<Type>, _: Args<'_>) -> PyResult {
    Ok(vm.alloc_with_slots(cls.root_shape.get(), Socket::closed(), usize::from(cls.inline_slots.get())).value())
}

fn option(vm: &mut Vm, fd: i32, name: i32) -> PyResult<i32> {
    let (mut value, mut len) = (0_i32, size_of::<i32>() as libc::socklen_t);
    let at = &raw mut value;
    // SAFETY: the value goes with its length.
    check(vm, || unsafe { libc::getsockopt(fd, libc::SOL_SOCKET, name, at.cast(), &raw mut len) })?;
    Ok(value)
}

#[pyfunction("socket($self, family=-1, type=-1, proto=-1, fileno=None)")]
fn init(
    vm: &mut Vm,
    this: Gc<Socket>,
    family: Option<CInt>,
    r#type: Option<CInt>,
    proto: Option<CInt>,
    fileno: Option<Value>,
) -> PyResult<()> {
    let given = |v: Option<CInt>| v.map_or(-1, |n| n.0);
    let (mut family, mut kind, mut proto) = (given(family), given(r#type), given(proto));
    let fd = match fileno.and_then(Value::non_none) {
        Some(v) => {
            if v.as_float().is_some() {
                return Err(vm.type_error("integer argument expected, got float"));
            }
            let Some(fd) = vm.index(v)?.as_i64().and_then(|fd| i32::try_from(fd).ok()) else {
                return Err(vm.overflow_error("Python int too large to convert to C int"));
            };
            if fd < 0 {
                return Err(vm.value_error("negative file descriptor"));
            }
            let mut address = Address::room();
            let len = &raw mut address.len;
            // SAFETY: the storage goes with its length.
            let named = attempt(vm, || unsafe { libc::getsockname(fd, address.mut_ptr(), len) })?;
            match named {
                Ok(_) if family == -1 => family = i32::from(address.storage.ss_family),
                Err(e @ (libc::EBADF | libc::ENOTSOCK)) => return Err(error(vm, e)),
                Err(e) if family == -1 => return Err(error(vm, e)),
                _ => {}
            }
            if kind == -1 {
                kind = option(vm, fd, libc::SO_TYPE)?;
            }
            if proto == -1 {
                proto = option(vm, fd, libc::SO_PROTOCOL)?;
            }
            fd
        }
        None => {
            family = if family == -1 { libc::AF_INET } else { family };
            kind = if kind == -1 { libc::SOCK_STREAM } else { kind };
            proto = proto.max(0);
            // SAFETY: takes no memory.
            check(vm, || unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, proto) })?
        }
    };
    adopt(vm, this, fd, (family, kind, proto))
}

/// Makes an open descriptor the object's own.
fn adopt(vm: &mut Vm, s: Gc<Socket>, fd: i32, (family, kind, proto): (i32, i32, i32)) -> PyResult<()> {
    s.fd.set(fd);
    s.family.set(family);
    s.kind.set(kind & !(libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK));
    s.proto.set(proto);
    if kind & libc::SOCK_NONBLOCK != 0 {
        s.timeout.set(0);
        return Ok(());
    }
    let timeout = vm.extension::<State>().default_timeout;
    s.timeout.set(timeout);
    if timeout >= 0 { set_blocking(vm, fd, false) } else { Ok(()) }
}

fn set_blocking(vm: &mut Vm, fd: i32, blocking: bool) -> PyResult<()> {
    // SAFETY: takes no memory.
    let flags = check(vm, || unsafe { libc::fcntl(fd, libc::F_GETFL) })?;
    let wanted = if blocking { flags & !libc::O_NONBLOCK } else { flags | libc::O_NONBLOCK };
    if wanted != flags {
        // SAFETY: takes no memory.
        check(vm, || unsafe { libc::fcntl(fd, libc::F_SETFL, wanted) })?;
    }
    Ok(())
}

/// Waits until the socket is ready or the deadline has passed, which raises TimeoutError.
fn wait(vm: &mut Vm, fd: i32, events: i16, end: Deadline) -> PyResult<()> {
    loop {
        let millis = milliseconds(end.left(vm)?);
        let mut row = libc::pollfd { fd, events, revents: 0 };
        // SAFETY: the row has one entry.
        let (n, code) = vm.without_lock(|| (unsafe { libc::poll(&raw mut row, 1, millis) }, errno()));
        match n {
            0 => return Err(vm.raise_text(vm.exc.timeout_error, "timed out")),
            n if n > 0 => return Ok(()),
            _ if code == libc::EINTR => run_handlers(vm)?,
            _ => return Err(error(vm, code)),
        }
    }
}

/// Calls the system, waiting first where the socket has a timeout.
pub(super) fn operate(vm: &mut Vm, s: Gc<Socket>, events: i16, mut call: impl FnMut(i32) -> isize) -> PyResult<usize> {
    let (fd, timeout) = (s.fd.get(), s.timeout.get());
    let end = Deadline::after(vm, (timeout > 0).then_some(timeout))?;
    loop {
        if timeout > 0 && fd >= 0 {
            wait(vm, fd, events, end)?;
        }
        match attempt(vm, || call(fd))? {
            Ok(n) => return Ok(n as usize),
            Err(libc::EAGAIN) if timeout > 0 => {}
            Err(e) => return Err(error(vm, e)),
        }
    }
}

pub(super) fn flags_of(flags: Option<CInt>) -> i32 {
    flags.map_or(0, |f| f.0)
}

/// Waits for a connection: (descriptor, address).
#[pyfunction("socket._accept($self, /)")]
fn accept(vm: &mut Vm, this: Gc<Socket>) -> PyResult {
    let mut address = Address::room();
    let (at, len) = (address.mut_ptr(), &raw mut address.len);
    // SAFETY: the storage goes with its length.
    let fd = operate(vm, this, libc::POLLIN, |fd| unsafe { libc::accept4(fd, at, len, libc::SOCK_CLOEXEC) as isize })?;
    let address = address.to_python(vm)?;
    Ok(vm.new_tuple(&[Value::small(fd as i64), address])?.value())
}

/// Gives the socket a local address.
#[pyfunction("socket.bind($self, address, /)")]
fn bind(vm: &mut Vm, this: Gc<Socket>, address: Value) -> PyResult<()> {
    let a = address_of(vm, this.family.get(), address, "bind")?;
    // SAFETY: the address goes with its length.
    check(vm, || unsafe { libc::bind(this.fd.get(), a.ptr(), a.len) })?;
    Ok(())
}

/// Closes the descriptor.
#[pyfunction("socket.close($self, /)")]
fn close_method(vm: &mut Vm, this: Gc<Socket>) -> PyResult<()> {
    let fd = this.fd.replace(-1);
    if fd < 0 {
        return Ok(());
    }
    close(vm, CInt(fd))
}

/// Connects; the error's number where the system refuses, 0 where it does not.
fn connect_to(vm: &mut Vm, s: Gc<Socket>, address: &Address) -> PyResult<i32> {
    let fd = s.fd.get();
    // SAFETY: the address goes with its length.
    let (result, code) = vm.without_lock(|| (unsafe { libc::connect(fd, address.ptr(), address.len) }, errno()));
    if result == 0 {
        return Ok(0);
    }
    let timeout = s.timeout.get();
    let pending = match code {
        libc::EINTR => {
            run_handlers(vm)?;
            timeout != 0
        }
        libc::EINPROGRESS => timeout > 0,
        _ => false,
    };
    if !pending {
        return Ok(code);
    }
    let end = Deadline::after(vm, (timeout > 0).then_some(timeout))?;
    wait(vm, fd, libc::POLLOUT, end)?;
    option(vm, fd, libc::SO_ERROR)
}

/// Connects to an address.
#[pyfunction("socket.connect($self, address, /)")]
fn connect(vm: &mut Vm, this: Gc<Socket>, address: Value) -> PyResult<()> {
    let a = address_of(vm, this.family.get(), address, "connect")?;
    match connect_to(vm, this, &a)? {
        0 => Ok(()),
        code => Err(error(vm, code)),
    }
}

/// Connects to an address; the error's number, or 0.
#[pyfunction("socket.connect_ex($self, address, /)")]
fn connect_ex(vm: &mut Vm, this: Gc<Socket>, address: Value) -> PyResult<i64> {
    let a = address_of(vm, this.family.get(), address, "connect_ex")?;
    let result = connect_to(vm, this, &a);
    let timed_out = vm.exc.timeout_error;
    Ok(i64::from(vm.catching(result, timed_out)?.unwrap_or(libc::EWOULDBLOCK)))
}

/// Gives the descriptor away without closing it.
#[pyfunction("socket.detach($self, /)")]
fn detach(_: &mut Vm, this: Gc<Socket>) -> i64 {
    i64::from(this.fd.replace(-1))
}

/// The descriptor, -1 once closed.
#[pyfunction("socket.fileno($self, /)")]
fn fileno(_: &mut Vm, this: Gc<Socket>) -> i64 {
    i64::from(this.fd.get())
}

/// The other side's address.
#[pyfunction("socket.getpeername($self, /)")]
fn getpeername(vm: &mut Vm, this: Gc<Socket>) -> PyResult {
    let mut a = Address::room();
    let (at, len) = (a.mut_ptr(), &raw mut a.len);
    // SAFETY: the storage goes with its length.
    check(vm, || unsafe { libc::getpeername(this.fd.get(), at, len) })?;
    a.to_python(vm)
}

/// The own address.
#[pyfunction("socket.getsockname($self, /)")]
fn getsockname(vm: &mut Vm, this: Gc<Socket>) -> PyResult {
    let mut a = Address::room();
    let (at, len) = (a.mut_ptr(), &raw mut a.len);
    // SAFETY: the storage goes with its length.
    check(vm, || unsafe { libc::getsockname(this.fd.get(), at, len) })?;
    a.to_python(vm)
}

/// An option: a number, or so many bytes of it.
#[pyfunction("socket.getsockopt($self, level, option, buflen=0, /)")]
fn getsockopt(vm: &mut Vm, this: Gc<Socket>, level: CInt, option: CInt, buflen: Option<CInt>) -> PyResult {
    let wanted = buflen.map_or(0, |n| n.0);
    if !(0..=1024).contains(&wanted) {
        return Err(vm.raise_text(vm.exc.os_error, "getsockopt buflen out of range"));
    }
    let mut bytes = [0_u8; 1024];
    let mut len = if wanted == 0 { 4 } else { wanted as libc::socklen_t };
    let (at, size) = (bytes.as_mut_ptr(), &raw mut len);
    // SAFETY: the buffer has at least `len` bytes.
    check(vm, || unsafe { libc::getsockopt(this.fd.get(), level.0, option.0, at.cast(), size) })?;
    if wanted == 0 {
        return Ok(Value::small(i64::from(i32::from_ne_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))));
    }
    Ok(vm.new_bytes(&bytes[..len as usize])?.value())
}

/// Sets an option to a number, to bytes, or to None with a length.
#[pyfunction("socket.setsockopt($self, level, option, value, optlen=0, /)")]
fn setsockopt(
    vm: &mut Vm,
    this: Gc<Socket>,
    level: CInt,
    option: CInt,
    value: Value,
    optlen: Option<CInt>,
) -> PyResult<()> {
    let fd = this.fd.get();
    if value.is_none() {
        let len = optlen.map_or(0, |n| n.0) as libc::socklen_t;
        // SAFETY: null stands for no value.
        check(vm, || unsafe { libc::setsockopt(fd, level.0, option.0, std::ptr::null(), len) })?;
        return Ok(());
    }
    let bytes = if vm.type_of(value).slots.index.get().is_some() {
        let Some(n) = vm.index(value)?.as_i64().and_then(|n| i32::try_from(n).ok()) else {
            return Err(vm.overflow_error("Python int too large to convert to C int"));
        };
        n.to_ne_bytes().to_vec()
    } else {
        bytes_of(vm, value)?
    };
    let len = bytes.len() as libc::socklen_t;
    // SAFETY: the value goes with its length.
    check(vm, || unsafe { libc::setsockopt(fd, level.0, option.0, bytes.as_ptr().cast(), len) })?;
    Ok(())
}

/// The timeout in seconds, or None.
#[pyfunction("socket.gettimeout($self, /)")]
fn gettimeout(_: &mut Vm, this: Gc<Socket>) -> Value {
    seconds(this.timeout.get())
}

fn seconds(nanos: i64) -> Value {
    if nanos < 0 { Value::NONE } else { Value::float(nanos as f64 / 1e9) }
}

fn timeout_of(vm: &mut Vm, v: Value) -> PyResult<i64> {
    if v.is_none() {
        return Ok(-1);
    }
    let nanos = nanoseconds_of(vm, v, Round::Up)?;
    if nanos < 0 { Err(vm.value_error("Timeout value out of range")) } else { Ok(nanos) }
}

/// Sets the timeout: seconds, or None to wait for ever.
#[pyfunction("socket.settimeout($self, timeout, /)")]
fn settimeout(vm: &mut Vm, this: Gc<Socket>, timeout: Value) -> PyResult<()> {
    let nanos = timeout_of(vm, timeout)?;
    this.timeout.set(nanos);
    set_blocking(vm, this.fd.get(), nanos < 0)
}

/// Whether calls wait for ever (True) or never (False).
#[pyfunction("socket.setblocking($self, flag, /)")]
fn setblocking(vm: &mut Vm, this: Gc<Socket>, flag: bool) -> PyResult<()> {
    this.timeout.set(if flag { -1 } else { 0 });
    set_blocking(vm, this.fd.get(), flag)
}

/// Whether the socket has no timeout of zero.
#[pyfunction("socket.getblocking($self, /)")]
fn getblocking(_: &mut Vm, this: Gc<Socket>) -> bool {
    this.timeout.get() != 0
}

/// Lets others connect.
#[pyfunction("socket.listen($self, backlog=128, /)")]
fn listen(vm: &mut Vm, this: Gc<Socket>, backlog: Option<CInt>) -> PyResult<()> {
    let backlog = backlog.map_or(128, |n| n.0).max(0);
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::listen(this.fd.get(), backlog) })?;
    Ok(())
}

fn room_for(vm: &mut Vm, bufsize: i64, function: &str) -> PyResult<Vec<u8>> {
    match usize::try_from(bufsize) {
        Err(_) => Err(vm.value_error(format!("negative buffersize in {function}"))),
        Ok(n) if !vm.may_allocate(n) => Err(vm.memory_error()),
        Ok(n) => Ok(vec![0; n]),
    }
}

/// Receives at most so many bytes.
#[pyfunction("socket.recv($self, bufsize, flags=0, /)")]
fn recv(vm: &mut Vm, this: Gc<Socket>, bufsize: i64, flags: Option<CInt>) -> PyResult {
    let mut bytes = room_for(vm, bufsize, "recv")?;
    let (at, len) = (bytes.as_mut_ptr(), bytes.len());
    // SAFETY: the memory goes with its length.
    let n = operate(vm, this, libc::POLLIN, |fd| unsafe { libc::recv(fd, at.cast(), len, flags_of(flags)) })?;
    Ok(vm.new_bytes(&bytes[..n])?.value())
}

/// Receives at most so many bytes: (bytes, sender's address).
#[pyfunction("socket.recvfrom($self, bufsize, flags=0, /)")]
fn recvfrom(vm: &mut Vm, this: Gc<Socket>, bufsize: i64, flags: Option<CInt>) -> PyResult {
    let mut bytes = room_for(vm, bufsize, "recvfrom")?;
    let (n, address) = receive(vm, this, &mut bytes, flags)?;
    let data = vm.new_bytes(&bytes[..n])?.value();
    let address = address.to_python(vm)?;
    Ok(vm.new_tuple(&[data, address])?.value())
}

fn receive(vm: &mut Vm, s: Gc<Socket>, bytes: &mut [u8], flags: Option<CInt>) -> PyResult<(usize, Address)> {
    let mut address = Address::room();
    let whole = address.len;
    let (from, size) = (address.mut_ptr(), &raw mut address.len);
    let (at, len) = (bytes.as_mut_ptr(), bytes.len());
    let n = operate(vm, s, libc::POLLIN, |fd| {
        // SAFETY: memory and address go with their lengths.
        unsafe {
            *size = whole;
            libc::recvfrom(fd, at.cast(), len, flags_of(flags), from, size)
        }
    })?;
    Ok((n, address))
}

/// Receives into a writable object; `nbytes` of zero: as much as it holds.
fn receive_into(
    vm: &mut Vm,
    s: Gc<Socket>,
    buffer: Value,
    nbytes: Option<i64>,
    flags: Option<CInt>,
    function: &str,
) -> PyResult<(usize, Address)> {
    let lent = vm.get_buffer(buffer, true)?;
    let wanted = match nbytes.unwrap_or(0) {
        0 => Ok(lent.len()),
        n if n < 0 => Err(vm.value_error(format!("negative buffersize in {function}"))),
        n if n as usize > lent.len() => Err(vm.value_error("nbytes is greater than the length of the buffer")),
        n => Ok(n as usize),
    };
    // The bytes go through memory of our own: the lock is away while the system writes.
    let result = wanted.and_then(|wanted| {
        let mut bytes = vec![0; wanted];
        let (n, address) = receive(vm, s, &mut bytes, flags)?;
        for (to, from) in lent.cells().iter().zip(&bytes[..n.min(wanted)]) {
            to.set(*from);
        }
        Ok((n, address))
    });
    vm.release_buffer(lent);
    result
}

/// Receives into a writable object; how many bytes.
#[pyfunction("socket.recv_into($self, buffer, nbytes=0, flags=0)")]
fn recv_into(vm: &mut Vm, this: Gc<Socket>, buffer: Value, nbytes: Option<i64>, flags: Option<CInt>) -> PyResult<i64> {
    Ok(receive_into(vm, this, buffer, nbytes, flags, "recv_into")?.0 as i64)
}

/// Receives into a writable object: (how many bytes, sender's address).
#[pyfunction("socket.recvfrom_into($self, buffer, nbytes=0, flags=0)")]
fn recvfrom_into(vm: &mut Vm, this: Gc<Socket>, buffer: Value, nbytes: Option<i64>, flags: Option<CInt>) -> PyResult {
    let (n, address) = receive_into(vm, this, buffer, nbytes, flags, "recvfrom_into")?;
    let address = address.to_python(vm)?;
    Ok(vm.new_tuple(&[Value::small(n as i64), address])?.value())
}

/// Runs `f` with the bytes of an object, which stay as they are meanwhile.
fn with_bytes<T>(vm: &mut Vm, data: Value, f: impl FnOnce(&mut Vm, *const u8, usize) -> PyResult<T>) -> PyResult<T> {
    let lent = vm.get_buffer(data, false)?;
    let result = f(vm, lent.cells().as_ptr().cast(), lent.len());
    vm.release_buffer(lent);
    result
}

fn send_part(vm: &mut Vm, s: Gc<Socket>, at: *const u8, len: usize, flags: i32) -> PyResult<usize> {
    // SAFETY: the exporter lends that memory until it is released.
    operate(vm, s, libc::POLLOUT, |fd| unsafe { libc::send(fd, at.cast(), len, flags | libc::MSG_NOSIGNAL) })
}

/// Sends bytes; how many went.
#[pyfunction("socket.send($self, data, flags=0, /)")]
fn send(vm: &mut Vm, this: Gc<Socket>, data: Value, flags: Option<CInt>) -> PyResult<i64> {
    with_bytes(vm, data, |vm, at, len| send_part(vm, this, at, len, flags_of(flags)).map(|n| n as i64))
}

/// Sends all bytes.
#[pyfunction("socket.sendall($self, data, flags=0, /)")]
fn sendall(vm: &mut Vm, this: Gc<Socket>, data: Value, flags: Option<CInt>) -> PyResult<()> {
    with_bytes(vm, data, |vm, at, len| {
        let mut sent = 0;
        while sent < len {
            // SAFETY: `sent` is less than the length.
            let rest = unsafe { at.add(sent) };
            sent += send_part(vm, this, rest, len - sent, flags_of(flags))?;
            vm.safepoint()?;
        }
        Ok(())
    })
}

/// Sends bytes to an address: `sendto(data[, flags], address)`.
#[pyfunction("socket.sendto($self, data, flags, address=None, /)")]
fn sendto(vm: &mut Vm, this: Gc<Socket>, data: Value, flags: Value, address: Option<Value>) -> PyResult<i64> {
    let (flags, address) = match address {
        Some(address) => (vm.index(flags)?.as_i64().unwrap_or(0) as i32, address),
        None => (0, flags),
    };
    let a = address_of(vm, this.family.get(), address, "sendto")?;
    with_bytes(vm, data, |vm, at, len| {
        let n = operate(vm, this, libc::POLLOUT, |fd| {
            // SAFETY: memory and address go with their lengths.
            unsafe { libc::sendto(fd, at.cast(), len, flags | libc::MSG_NOSIGNAL, a.ptr(), a.len) }
        })?;
        Ok(n as i64)
    })
}

/// Ends one direction or both.
#[pyfunction("socket.shutdown($self, how, /)")]
fn shutdown(vm: &mut Vm, this: Gc<Socket>, how: CInt) -> PyResult<()> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::shutdown(this.fd.get(), how.0) })?;
    Ok(())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let s = this(v);
    let (fd, family, kind, proto) = (s.fd.get(), s.family.get(), s.kind.get(), s.proto.get());
    let text = format!("<socket object, fd={fd}, family={family}, type={kind}, proto={proto}>");
    Ok(vm.new_str(&text)?.value())
}

/// Two sockets that are connected with each other.
#[pyfunction("socketpair(family=1, type=1, proto=0, /)")]
pub(super) fn socketpair(vm: &mut Vm, family: Option<CInt>, r#type: Option<CInt>, proto: Option<CInt>) -> PyResult {
    let family = family.map_or(libc::AF_UNIX, |n| n.0);
    let kind = r#type.map_or(libc::SOCK_STREAM, |n| n.0);
    let proto = proto.map_or(0, |n| n.0);
    let mut pair = [-1; 2];
    let at = pair.as_mut_ptr();
    // SAFETY: the row has room for two descriptors.
    check(vm, || unsafe { libc::socketpair(family, kind | libc::SOCK_CLOEXEC, proto, at) })?;
    let cls = vm.extension::<State>().socket;
    let mut made = [Value::NONE; 2];
    for (to, fd) in made.iter_mut().zip(pair) {
        let s = vm.alloc_with_slots(cls.root_shape.get(), Socket::closed(), usize::from(cls.inline_slots.get()));
        adopt(vm, s, fd, (family, kind, proto))?;
        *to = s.value();
    }
    Ok(vm.new_tuple(&made)?.value())
}

/// Closes the descriptor of a socket.
#[pyfunction("close(fd, /)")]
pub(super) fn close(vm: &mut Vm, fd: CInt) -> PyResult<()> {
    // SAFETY: takes no memory; the descriptor is closed even if a signal interrupts.
    let (result, code) = vm.without_lock(|| (unsafe { libc::close(fd.0) }, errno()));
    if result < 0 && code != libc::ECONNRESET && code != libc::EINTR { Err(error(vm, code)) } else { Ok(()) }
}

/// Another descriptor of a socket, not inherited by child processes.
#[pyfunction("dup(fd, /)")]
pub(super) fn dup(vm: &mut Vm, fd: CInt) -> PyResult<i64> {
    // SAFETY: takes no memory.
    check(vm, || unsafe { libc::fcntl(fd.0, libc::F_DUPFD_CLOEXEC, 0) }).map(i64::from)
}

/// Timeout of new sockets in seconds, or None.
#[pyfunction("getdefaulttimeout()")]
pub(super) fn getdefaulttimeout(vm: &mut Vm) -> Value {
    seconds(vm.extension::<State>().default_timeout)
}

/// Sets the timeout of new sockets.
#[pyfunction("setdefaulttimeout(timeout, /)")]
pub(super) fn setdefaulttimeout(vm: &mut Vm, timeout: Value) -> PyResult<()> {
    let nanos = timeout_of(vm, timeout)?;
    vm.extension_mut::<State>().default_timeout = nanos;
    Ok(())
}

fn ancillary(vm: &mut Vm, length: i64, function: &str) -> PyResult<u32> {
    match u32::try_from(length).ok().filter(|n| *n < i32::MAX as u32 - 64) {
        Some(n) => Ok(n),
        None => Err(vm.overflow_error(format!("{function}() argument out of range"))),
    }
}

/// Length of an ancillary item with so many bytes, without the padding behind it.
#[pyfunction("CMSG_LEN(length, /)")]
pub(super) fn cmsg_len(vm: &mut Vm, length: i64) -> PyResult<i64> {
    let n = ancillary(vm, length, "CMSG_LEN")?;
    // SAFETY: computes only.
    Ok(i64::from(unsafe { libc::CMSG_LEN(n) }))
}

/// Room that an ancillary item with so many bytes takes.
#[pyfunction("CMSG_SPACE(length, /)")]
pub(super) fn cmsg_space(vm: &mut Vm, length: i64) -> PyResult<i64> {
    let n = ancillary(vm, length, "CMSG_SPACE")?;
    // SAFETY: computes only.
    Ok(i64::from(unsafe { libc::CMSG_SPACE(n) }))
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "socket",
    module: "_socket",
    doc: Some("A socket of the operating system."),
    kind: Some(Socket::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: defs![
        accept,
        bind,
        close_method,
        connect,
        connect_ex,
        detach,
        fileno,
        getpeername,
        getsockname,
        getsockopt,
        setsockopt,
        gettimeout,
        settimeout,
        setblocking,
        getblocking,
        listen,
        recv,
        recvfrom,
        recv_into,
        recvfrom_into,
        send,
        sendall,
        sendto,
        shutdown,
        messages::sendmsg,
        messages::recvmsg,
        messages::recvmsg_into,
    ],
    getset: &[
        GetSetDef {
            name: "family",
            doc: "The address family.",
            get: |_, v| Ok(Value::small(i64::from(this(v).family.get()))),
            set: None,
        },
        GetSetDef {
            name: "type",
            doc: "The kind of socket.",
            get: |_, v| Ok(Value::small(i64::from(this(v).kind.get()))),
            set: None,
        },
        GetSetDef {
            name: "proto",
            doc: "The protocol.",
            get: |_, v| Ok(Value::small(i64::from(this(v).proto.get()))),
            set: None,
        },
        GetSetDef {
            name: "timeout",
            doc: "The timeout in seconds, or None.",
            get: |_, v| Ok(seconds(this(v).timeout.get())),
            set: None,
        },
    ],
    slots: |s| {
        s.init.set(Some(init::as_init));
        s.repr.set(Some(repr));
    },
    ..TypeSpec::EMPTY
};
