//! `sendmsg`, `recvmsg` and `recvmsg_into`: data in several pieces, with ancillary data beside
//! them, such as descriptors that another process is to have.

use super::address::{Address, address_of};
use super::names::bytes_of;
use super::object::{Socket, flags_of, operate};
use crate::os_path::CInt;
use tauraro_core::heap::Gc;
use tauraro_core::object::Tuple;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// Ancillary data: level, kind, bytes.
type Item = (i32, i32, Vec<u8>);

/// Room for the system's row of ancillary data, aligned as its headers want it.
struct Control {
    words: Vec<u64>,
    len: usize,
}

impl Control {
    fn room(len: usize) -> Control {
        Control { words: vec![0; len.div_ceil(size_of::<u64>())], len }
    }

    fn of(items: &[Item]) -> Control {
        let space = |data: &[u8]| {
            // SAFETY: computes a size.
            unsafe { libc::CMSG_SPACE(data.len() as u32) as usize }
        };
        Control::room(items.iter().map(|(_, _, data)| space(data)).sum())
    }
}

/// A header without an address: (pieces, control).
fn header(pieces: &mut [libc::iovec], control: &mut Control) -> libc::msghdr {
    // SAFETY: `msghdr` is plain data, for which zeros mean that nothing is given.
    let mut header: libc::msghdr = unsafe { std::mem::zeroed() };
    header.msg_iov = pieces.as_mut_ptr();
    header.msg_iovlen = pieces.len();
    if control.len > 0 {
        header.msg_control = control.words.as_mut_ptr().cast();
        header.msg_controllen = control.len;
    }
    header
}

/// Writes ancillary data into the room that `Control::of` made for it.
fn write_items(header: &libc::msghdr, items: &[Item]) {
    // SAFETY: the header's control row has room for all items, so each has a header of its own
    // followed by its bytes.
    unsafe {
        let mut at = libc::CMSG_FIRSTHDR(header);
        for (level, kind, data) in items {
            (*at).cmsg_level = *level;
            (*at).cmsg_type = *kind;
            (*at).cmsg_len = libc::CMSG_LEN(data.len() as u32) as usize;
            std::ptr::copy_nonoverlapping(data.as_ptr(), libc::CMSG_DATA(at), data.len());
            at = libc::CMSG_NXTHDR(header, at);
        }
    }
}

/// The ancillary data that came. What was cut off at the end is given as far as it goes.
fn read_items(header: &libc::msghdr) -> Vec<Item> {
    let mut items = Vec::new();
    // SAFETY: the system filled the control row, whose length the header tells; nothing behind
    // its end is read.
    unsafe {
        let end = header.msg_control as usize + header.msg_controllen;
        let mut at = libc::CMSG_FIRSTHDR(header);
        while !at.is_null() {
            let data = libc::CMSG_DATA(at);
            let told = (*at).cmsg_len.saturating_sub(data as usize - at as usize);
            let len = told.min(end.saturating_sub(data as usize));
            items.push(((*at).cmsg_level, (*at).cmsg_type, std::slice::from_raw_parts(data, len).to_vec()));
            at = libc::CMSG_NXTHDR(header, at);
        }
    }
    items
}

fn number(vm: &mut Vm, v: Value) -> PyResult<i32> {
    match vm.index(v)?.as_i64().and_then(|n| i32::try_from(n).ok()) {
        Some(n) => Ok(n),
        None => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

fn items_of(vm: &mut Vm, ancdata: Option<Value>) -> PyResult<Vec<Item>> {
    let mut items = Vec::new();
    let Some(ancdata) = ancdata else { return Ok(items) };
    if vm.type_of(ancdata).slots.iter.get().is_none() {
        return Err(vm.type_error("sendmsg() argument 2 must be iterable"));
    }
    vm.for_each(ancdata, |vm, item| {
        let Some(item) = item.cast::<Tuple>() else {
            return Err(vm.type_error("[sendmsg() ancillary data items] argument must be sequence of length 3"));
        };
        let [level, kind, data] = *item.items() else {
            return Err(vm.type_error("[sendmsg() ancillary data items] argument must be sequence of length 3"));
        };
        items.push((number(vm, level)?, number(vm, kind)?, bytes_of(vm, data)?));
        Ok(())
    })?;
    Ok(items)
}

/// Sends several pieces as one message; how many bytes went.
#[pyfunction("socket.sendmsg($self, buffers, ancdata=(), flags=0, address=None, /)")]
pub(super) fn sendmsg(
    vm: &mut Vm,
    this: Gc<Socket>,
    buffers: Value,
    ancdata: Option<Value>,
    flags: Option<CInt>,
    address: Option<Value>,
) -> PyResult<i64> {
    if vm.type_of(buffers).slots.iter.get().is_none() {
        return Err(vm.type_error("sendmsg() argument 1 must be iterable"));
    }
    let mut data: Vec<Vec<u8>> = Vec::new();
    vm.for_each(buffers, |vm, piece| {
        data.push(bytes_of(vm, piece)?);
        Ok(())
    })?;
    let items = items_of(vm, ancdata)?;
    let address = match address.and_then(Value::non_none) {
        Some(v) => Some(address_of(vm, this.family(), v, "sendmsg")?),
        None => None,
    };
    let mut pieces: Vec<libc::iovec> =
        data.iter_mut().map(|d| libc::iovec { iov_base: d.as_mut_ptr().cast(), iov_len: d.len() }).collect();
    let mut control = Control::of(&items);
    let mut header = header(&mut pieces, &mut control);
    if let Some(address) = &address {
        header.msg_name = address.ptr().cast_mut().cast();
        header.msg_namelen = address.len;
    }
    write_items(&header, &items);
    let at = &raw const header;
    // SAFETY: everything that the header leads to is alive until the call is done.
    let n =
        operate(vm, this, libc::POLLOUT, |fd| unsafe { libc::sendmsg(fd, at, flags_of(flags) | libc::MSG_NOSIGNAL) })?;
    Ok(n as i64)
}

/// Receives into the pieces: how much, and the rest of what `recvmsg` gives.
fn receive(
    vm: &mut Vm,
    s: Gc<Socket>,
    pieces: &mut [libc::iovec],
    room: Option<i64>,
    flags: Option<CInt>,
) -> PyResult<(usize, [Value; 3])> {
    let Some(room) = usize::try_from(room.unwrap_or(0)).ok().filter(|n| i32::try_from(*n).is_ok()) else {
        return Err(vm.value_error("invalid ancillary data buffer length"));
    };
    let mut control = Control::room(room);
    let mut address = Address::room();
    let whole = address.len;
    let mut header = header(pieces, &mut control);
    header.msg_name = address.mut_ptr().cast();
    let at = &raw mut header;
    let n = operate(vm, s, libc::POLLIN, |fd| {
        // SAFETY: everything that the header leads to is alive until the call is done.
        unsafe {
            (*at).msg_namelen = whole;
            libc::recvmsg(fd, at, flags_of(flags))
        }
    })?;
    address.len = header.msg_namelen;
    let list = vm.new_list(&[])?;
    for (level, kind, data) in read_items(&header) {
        let data = vm.new_bytes(&data)?.value();
        let item = [Value::small(i64::from(level)), Value::small(i64::from(kind)), data];
        let item = vm.new_tuple(&item)?.value();
        list.push(vm, item)?;
    }
    let address = address.to_python(vm)?;
    Ok((n, [list.value(), Value::small(i64::from(header.msg_flags)), address]))
}

/// Receives a message: (data, ancillary data, flags, sender's address).
#[pyfunction("socket.recvmsg($self, bufsize, ancbufsize=0, flags=0, /)")]
pub(super) fn recvmsg(
    vm: &mut Vm,
    this: Gc<Socket>,
    bufsize: i64,
    ancbufsize: Option<i64>,
    flags: Option<CInt>,
) -> PyResult {
    let Ok(size) = usize::try_from(bufsize) else {
        return Err(vm.value_error("negative buffer size in recvmsg()"));
    };
    if !vm.may_allocate(size) {
        return Err(vm.memory_error());
    }
    let mut data = vec![0_u8; size];
    let mut pieces = [libc::iovec { iov_base: data.as_mut_ptr().cast(), iov_len: size }];
    let (n, rest) = receive(vm, this, &mut pieces, ancbufsize, flags)?;
    let data = vm.new_bytes(&data[..n.min(size)])?.value();
    Ok(vm.new_tuple(&[data, rest[0], rest[1], rest[2]])?.value())
}

/// Receives a message into writable objects: (how much, ancillary data, flags, sender's address).
#[pyfunction("socket.recvmsg_into($self, buffers, ancbufsize=0, flags=0, /)")]
pub(super) fn recvmsg_into(
    vm: &mut Vm,
    this: Gc<Socket>,
    buffers: Value,
    ancbufsize: Option<i64>,
    flags: Option<CInt>,
) -> PyResult {
    if vm.type_of(buffers).slots.iter.get().is_none() {
        return Err(vm.type_error("recvmsg_into() argument 1 must be an iterable"));
    }
    let views = vm.call(vm.types.tuple.value(), &[buffers])?;
    let Some(views) = views.cast::<Tuple>() else {
        return Err(vm.type_error("recvmsg_into() argument 1 must be an iterable"));
    };
    let mut lent = Vec::new();
    let mut failed = None;
    for view in views.items() {
        match vm.get_buffer(*view, true) {
            Ok(buffer) => lent.push(buffer),
            Err(raised) => {
                let wrong = vm.catch(vm.exc.buffer_error).or_else(|| vm.catch(vm.exc.type_error));
                failed = Some(match wrong {
                    Some(_) => vm.type_error(
                        "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers",
                    ),
                    None => raised,
                });
                break;
            }
        }
    }
    // The bytes go through memory of our own: the lock is away while the system writes.
    let mut rows: Vec<Vec<u8>> = lent.iter().map(|b| vec![0; b.len()]).collect();
    let mut pieces: Vec<libc::iovec> =
        rows.iter_mut().map(|r| libc::iovec { iov_base: r.as_mut_ptr().cast(), iov_len: r.len() }).collect();
    let result = match failed {
        Some(raised) => Err(raised),
        None => receive(vm, this, &mut pieces, ancbufsize, flags),
    };
    if let Ok((n, _)) = &result {
        let cells = lent.iter().flat_map(|b| b.cells());
        for (to, from) in cells.zip(rows.iter().flatten()).take(*n) {
            to.set(*from);
        }
    }
    for buffer in lent {
        vm.release_buffer(buffer);
    }
    let (n, rest) = result?;
    Ok(vm.new_tuple(&[Value::small(n as i64), rest[0], rest[1], rest[2]])?.value())
}
