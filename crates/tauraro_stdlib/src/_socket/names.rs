//! Functions about hosts, services, interfaces and the forms of addresses.

use super::address::{Address, address_of, host_text, resolve_host};
use super::{State, numbered};
use crate::os_call::{self, check};
use crate::os_path::CInt;
use std::ffi::{CStr, CString};
use std::mem::MaybeUninit;
use std::net::{Ipv4Addr, Ipv6Addr};
use tauraro_core::object::{Bytes, Str};
use tauraro_core::{Gc, PyResult, Raised, Tuple, Value, Vm, pyfunction};

/// One way to reach a host.
pub(super) struct Found {
    family: i32,
    kind: i32,
    proto: i32,
    canon: String,
    pub(super) address: Address,
}

/// The text at a pointer of the C library.
///
/// # Safety
/// `at` is null or a text that ends with NUL.
unsafe fn text_at(at: *const libc::c_char) -> String {
    if at.is_null() {
        return String::new();
    }
    // SAFETY: the caller says so.
    unsafe { CStr::from_ptr(at) }.to_string_lossy().into_owned()
}

#[cold]
fn gai_error(vm: &mut Vm, code: i32, errno: i32) -> Raised {
    if code == libc::EAI_SYSTEM {
        return os_call::error(vm, errno);
    }
    // SAFETY: the function gives a constant text for every number.
    let text = unsafe { text_at(libc::gai_strerror(code)) };
    let class = vm.extension::<State>().gaierror;
    numbered(vm, class, code, &text)
}

fn c_text(vm: &mut Vm, text: &str) -> PyResult<CString> {
    CString::new(text).map_err(|_| vm.value_error("embedded null character"))
}

/// Looks a host and a service up; `(family, type, proto, flags)` restrict the answer.
pub(super) fn resolve(
    vm: &mut Vm,
    host: Option<&str>,
    service: Option<&str>,
    (family, kind, proto, flags): (i32, i32, i32, i32),
) -> PyResult<Vec<Found>> {
    let host = host.map(|h| c_text(vm, h)).transpose()?;
    let service = service.map(|s| c_text(vm, s)).transpose()?;
    // SAFETY: plain data for which zeros are a value.
    let mut hints: libc::addrinfo = unsafe { MaybeUninit::zeroed().assume_init() };
    (hints.ai_family, hints.ai_socktype, hints.ai_protocol, hints.ai_flags) = (family, kind, proto, flags);
    let mut first = std::ptr::null_mut();
    let (code, errno) = vm.without_lock(|| {
        let host = host.as_ref().map_or(std::ptr::null(), |h| h.as_ptr());
        let service = service.as_ref().map_or(std::ptr::null(), |s| s.as_ptr());
        // SAFETY: the texts end with NUL or are null; the result goes to `first`.
        (unsafe { libc::getaddrinfo(host, service, &raw const hints, &raw mut first) }, os_call::errno())
    });
    if code != 0 {
        return Err(gai_error(vm, code, errno));
    }
    let mut found = Vec::new();
    let mut at = first;
    while !at.is_null() {
        // SAFETY: the list's entries live until `freeaddrinfo`.
        let entry = unsafe { &*at };
        let mut address = Address::room();
        address.len = entry.ai_addrlen.min(address.len);
        // SAFETY: the entry's address has that many bytes, and the storage room for them.
        unsafe {
            let (from, to) = (entry.ai_addr.cast::<u8>(), address.mut_ptr().cast::<u8>());
            std::ptr::copy_nonoverlapping(from, to, address.len as usize);
        }
        found.push(Found {
            family: entry.ai_family,
            kind: entry.ai_socktype,
            proto: entry.ai_protocol,
            // SAFETY: null or a text of the list.
            canon: unsafe { text_at(entry.ai_canonname) },
            address,
        });
        at = entry.ai_next;
    }
    // SAFETY: the list came from `getaddrinfo`, and nothing of it is used any more.
    unsafe { libc::freeaddrinfo(first) };
    Ok(found)
}

/// Ways to reach a host: a list of (family, type, proto, canonical name, address).
#[pyfunction("getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)")]
pub(super) fn getaddrinfo(
    vm: &mut Vm,
    host: Value,
    port: Value,
    family: Option<CInt>,
    r#type: Option<CInt>,
    proto: Option<CInt>,
    flags: Option<CInt>,
) -> PyResult {
    let host = match host.non_none() {
        None => None,
        Some(v) if v.is::<Str>() || v.is::<Bytes>() => Some(host_text(vm, v, "embedded null character")?),
        Some(_) => return Err(vm.type_error("getaddrinfo() argument 1 must be string or None")),
    };
    let service = match port.non_none() {
        None => None,
        Some(v) if v.is::<Str>() || v.is::<Bytes>() => Some(host_text(vm, v, "embedded null character")?),
        Some(v) if vm.type_of(v).slots.index.get().is_some() => Some(vm.str(v)?.to_string_lossy()),
        Some(_) => return Err(vm.raise_text(vm.exc.os_error, "Int or String expected")),
    };
    let number = |v: Option<CInt>| v.map_or(0, |n| n.0);
    let wanted = (number(family), number(r#type), number(proto), number(flags));
    let found = resolve(vm, host.as_deref(), service.as_deref(), wanted)?;
    let list = vm.new_list(&[])?;
    for f in found {
        let canon = vm.new_str(&f.canon)?.value();
        let address = f.address.to_python(vm)?;
        let numbers = [f.family, f.kind, f.proto].map(|n| Value::small(i64::from(n)));
        let entry = vm.new_tuple(&[numbers[0], numbers[1], numbers[2], canon, address])?.value();
        list.push(vm, entry)?;
    }
    Ok(list.value())
}

/// The names of an address: (host, service).
#[pyfunction("getnameinfo(sockaddr, flags, /)")]
pub(super) fn getnameinfo(vm: &mut Vm, sockaddr: Value, flags: CInt) -> PyResult {
    let Some(parts) = sockaddr.cast::<Tuple>() else {
        return Err(vm.type_error("getnameinfo() argument 1 must be a tuple"));
    };
    let host = parts.items().first().copied().unwrap_or(Value::NONE);
    let host = host_text(vm, host, "embedded null character")?;
    let family = if host.parse::<Ipv4Addr>().is_ok() { libc::AF_INET } else { libc::AF_INET6 };
    if host.parse::<Ipv4Addr>().is_err() && host.parse::<Ipv6Addr>().is_err() {
        return Err(gai_error(vm, libc::EAI_NONAME, 0));
    }
    let address = address_of(vm, family, sockaddr, "getnameinfo")?;
    let (mut host, mut service) = ([0 as libc::c_char; 1025], [0 as libc::c_char; 32]);
    let (code, errno) = vm.without_lock(|| {
        // SAFETY: address and buffers go with their lengths.
        let code = unsafe {
            let (h, s) = (host.as_mut_ptr(), service.as_mut_ptr());
            libc::getnameinfo(address.ptr(), address.len, h, 1025, s, 32, flags.0)
        };
        (code, os_call::errno())
    });
    if code != 0 {
        return Err(gai_error(vm, code, errno));
    }
    // SAFETY: the function has written texts that end with NUL.
    let (host, service) = unsafe { (text_at(host.as_ptr()), text_at(service.as_ptr())) };
    let pair = [vm.new_str(&host)?.value(), vm.new_str(&service)?.value()];
    Ok(vm.new_tuple(&pair)?.value())
}

/// The name of this machine.
#[pyfunction("gethostname()")]
pub(super) fn gethostname(vm: &mut Vm) -> PyResult {
    let mut name = [0 as libc::c_char; 1025];
    // SAFETY: one byte of the buffer is left for the NUL.
    check(vm, || unsafe { libc::gethostname(name.as_mut_ptr(), 1024) })?;
    // SAFETY: the buffer ends with NUL.
    let name = unsafe { text_at(name.as_ptr()) };
    Ok(vm.new_str(&name)?.value())
}

/// Names this machine.
#[pyfunction("sethostname(name, /)")]
pub(super) fn sethostname(vm: &mut Vm, name: Value) -> PyResult<()> {
    let name = host_text(vm, name, "embedded null character")?;
    // SAFETY: the text goes with its length.
    check(vm, || unsafe { libc::sethostname(name.as_ptr().cast(), name.len()) })?;
    Ok(())
}

/// The IPv4 address of a host as text.
#[pyfunction("gethostbyname(host, /)")]
pub(super) fn gethostbyname(vm: &mut Vm, host: Value) -> PyResult {
    let host = host_text(vm, host, "host name must not contain null character")?;
    let text = resolve_host(vm, &host, libc::AF_INET)?.host().unwrap_or_default();
    Ok(vm.new_str(&text)?.value())
}

/// The four bytes of an IPv4 address in any of the forms that the C library takes.
#[pyfunction("inet_aton(ip_addr, /)")]
pub(super) fn inet_aton(vm: &mut Vm, ip_addr: Gc<Str>) -> PyResult {
    let text = ip_addr.to_string_lossy();
    let mut parts = Vec::new();
    for part in text.split_ascii_whitespace().next().unwrap_or_default().split('.') {
        let number = match part.as_bytes() {
            [b'0', b'x' | b'X', ..] => u32::from_str_radix(&part[2..], 16),
            [b'0', _, ..] => u32::from_str_radix(part, 8),
            _ => part.parse(),
        };
        parts.push(number.ok());
    }
    let ip = match parts[..] {
        [Some(a)] => Some(a),
        [Some(a @ 0..=255), Some(b @ 0..=0xFF_FFFF)] => Some(a << 24 | b),
        [Some(a @ 0..=255), Some(b @ 0..=255), Some(c @ 0..=0xFFFF)] => Some(a << 24 | b << 16 | c),
        [Some(a @ 0..=255), Some(b @ 0..=255), Some(c @ 0..=255), Some(d @ 0..=255)] => {
            Some(a << 24 | b << 16 | c << 8 | d)
        }
        _ => None,
    };
    match ip {
        Some(ip) => Ok(vm.new_bytes(&ip.to_be_bytes())?.value()),
        None => Err(vm.raise_text(vm.exc.os_error, "illegal IP address string passed to inet_aton")),
    }
}

/// A copy of the bytes of a bytes-like object.
pub(super) fn bytes_of(vm: &mut Vm, v: Value) -> PyResult<Vec<u8>> {
    let buffer = vm.get_buffer(v, false)?;
    let bytes = buffer.to_vec();
    vm.release_buffer(buffer);
    Ok(bytes)
}

/// The text of the four bytes of an IPv4 address.
#[pyfunction("inet_ntoa(packed_ip, /)")]
pub(super) fn inet_ntoa(vm: &mut Vm, packed_ip: Value) -> PyResult {
    match <[u8; 4]>::try_from(bytes_of(vm, packed_ip)?) {
        Ok(four) => Ok(vm.new_str(&Ipv4Addr::from(four).to_string())?.value()),
        Err(_) => Err(vm.raise_text(vm.exc.os_error, "packed IP wrong length")),
    }
}

/// The bytes of an address of a family.
#[pyfunction("inet_pton(address_family, ip_string, /)")]
pub(super) fn inet_pton(vm: &mut Vm, address_family: CInt, ip_string: Gc<Str>) -> PyResult {
    let text = ip_string.to_string_lossy();
    let bytes = match address_family.0 {
        libc::AF_INET => text.parse::<Ipv4Addr>().ok().map(|ip| ip.octets().to_vec()),
        libc::AF_INET6 => text.parse::<Ipv6Addr>().ok().map(|ip| ip.octets().to_vec()),
        _ => return Err(os_call::error(vm, libc::EAFNOSUPPORT)),
    };
    match bytes {
        Some(bytes) => Ok(vm.new_bytes(&bytes)?.value()),
        None => Err(vm.raise_text(vm.exc.os_error, "illegal IP address string passed to inet_pton")),
    }
}

/// The text of the bytes of an address of a family.
#[pyfunction("inet_ntop(address_family, packed_ip, /)")]
pub(super) fn inet_ntop(vm: &mut Vm, address_family: CInt, packed_ip: Value) -> PyResult {
    let bytes = bytes_of(vm, packed_ip)?;
    let text = match address_family.0 {
        libc::AF_INET => <[u8; 4]>::try_from(bytes).map(|b| Ipv4Addr::from(b).to_string()).ok(),
        libc::AF_INET6 => <[u8; 16]>::try_from(bytes).map(|b| Ipv6Addr::from(b).to_string()).ok(),
        family => return Err(vm.value_error(format!("unknown address family {family}"))),
    };
    match text {
        Some(text) => Ok(vm.new_str(&text)?.value()),
        None => Err(vm.value_error("invalid length of packed IP address string")),
    }
}

/// A number of 16 or 32 bits in an argument.
fn unsigned(vm: &mut Vm, v: Value, function: &str, bits: u32) -> PyResult<u32> {
    match vm.index(v)?.as_i64() {
        Some(n) if n < 0 => Err(vm
            .overflow_error(format!("{function}: can't convert negative Python int to C {bits}-bit unsigned integer"))),
        Some(n) if n >> bits == 0 => Ok(n as u32),
        _ => Err(
            vm.overflow_error(format!("{function}: Python int too large to convert to C {bits}-bit unsigned integer"))
        ),
    }
}

/// A 16-bit number in the network's byte order.
#[pyfunction("htons(x, /)")]
pub(super) fn htons(vm: &mut Vm, x: Value) -> PyResult<i64> {
    Ok(i64::from((unsigned(vm, x, "htons", 16)? as u16).to_be()))
}

/// A 16-bit number of the network in the machine's byte order.
#[pyfunction("ntohs(x, /)")]
pub(super) fn ntohs(vm: &mut Vm, x: Value) -> PyResult<i64> {
    Ok(i64::from(u16::from_be(unsigned(vm, x, "ntohs", 16)? as u16)))
}

/// A 32-bit number in the network's byte order.
#[pyfunction("htonl(x, /)")]
pub(super) fn htonl(vm: &mut Vm, x: Value) -> PyResult<i64> {
    Ok(i64::from(unsigned(vm, x, "htonl", 32)?.to_be()))
}

/// A 32-bit number of the network in the machine's byte order.
#[pyfunction("ntohl(x, /)")]
pub(super) fn ntohl(vm: &mut Vm, x: Value) -> PyResult<i64> {
    Ok(i64::from(u32::from_be(unsigned(vm, x, "ntohl", 32)?)))
}

/// The port of a service.
#[pyfunction("getservbyname(servicename, protocolname=None, /)")]
pub(super) fn getservbyname(vm: &mut Vm, servicename: Gc<Str>, protocolname: Option<Gc<Str>>) -> PyResult<i64> {
    let name = c_text(vm, &servicename.to_string_lossy())?;
    let proto = protocolname.map(|p| c_text(vm, &p.to_string_lossy())).transpose()?;
    let proto = proto.as_ref().map_or(std::ptr::null(), |p| p.as_ptr());
    // SAFETY: texts that end with NUL, or null. The lock keeps others from the answer's memory.
    let found = unsafe { libc::getservbyname(name.as_ptr(), proto) };
    if found.is_null() {
        return Err(vm.raise_text(vm.exc.os_error, "service/proto not found"));
    }
    // SAFETY: the answer is valid until the next such call.
    Ok(i64::from(u16::from_be(unsafe { (*found).s_port } as u16)))
}

/// The service of a port.
#[pyfunction("getservbyport(port, protocolname=None, /)")]
pub(super) fn getservbyport(vm: &mut Vm, port: CInt, protocolname: Option<Gc<Str>>) -> PyResult {
    let Ok(port) = u16::try_from(port.0) else {
        return Err(vm.overflow_error("getservbyport: port must be 0-65535."));
    };
    let proto = protocolname.map(|p| c_text(vm, &p.to_string_lossy())).transpose()?;
    let proto = proto.as_ref().map_or(std::ptr::null(), |p| p.as_ptr());
    // SAFETY: a text that ends with NUL, or null. The lock keeps others from the answer's memory.
    let found = unsafe { libc::getservbyport(i32::from(port.to_be()), proto) };
    if found.is_null() {
        return Err(vm.raise_text(vm.exc.os_error, "port/proto not found"));
    }
    // SAFETY: the answer is valid until the next such call.
    let name = unsafe { text_at((*found).s_name) };
    Ok(vm.new_str(&name)?.value())
}

/// The number of a protocol.
#[pyfunction("getprotobyname(name, /)")]
pub(super) fn getprotobyname(vm: &mut Vm, name: Gc<Str>) -> PyResult<i64> {
    let name = c_text(vm, &name.to_string_lossy())?;
    // SAFETY: a text that ends with NUL. The lock keeps others from the answer's memory.
    let found = unsafe { libc::getprotobyname(name.as_ptr()) };
    if found.is_null() {
        return Err(vm.raise_text(vm.exc.os_error, "protocol not found"));
    }
    // SAFETY: the answer is valid until the next such call.
    Ok(i64::from(unsafe { (*found).p_proto }))
}

/// The number of a network interface.
#[pyfunction("if_nametoindex(oname, /)")]
pub(super) fn if_nametoindex(vm: &mut Vm, oname: Value) -> PyResult<i64> {
    let name = host_text(vm, oname, "embedded null byte")?;
    let name = c_text(vm, &name)?;
    // SAFETY: a text that ends with NUL.
    match unsafe { libc::if_nametoindex(name.as_ptr()) } {
        0 => Err(os_call::error(vm, os_call::errno())),
        n => Ok(i64::from(n)),
    }
}

/// The name of a network interface.
#[pyfunction("if_indextoname(if_index, /)")]
pub(super) fn if_indextoname(vm: &mut Vm, if_index: Value) -> PyResult {
    let index = unsigned(vm, if_index, "if_indextoname", 32)?;
    let mut name = [0 as libc::c_char; libc::IF_NAMESIZE];
    // SAFETY: the buffer has the size that the function wants.
    if unsafe { libc::if_indextoname(index, name.as_mut_ptr()) }.is_null() {
        return Err(os_call::error(vm, os_call::errno()));
    }
    // SAFETY: the function has written a text that ends with NUL.
    let name = unsafe { text_at(name.as_ptr()) };
    Ok(vm.new_str(&name)?.value())
}

/// All network interfaces: a list of (number, name).
#[pyfunction("if_nameindex()")]
pub(super) fn if_nameindex(vm: &mut Vm) -> PyResult {
    // SAFETY: takes nothing.
    let row = unsafe { libc::if_nameindex() };
    if row.is_null() {
        return Err(os_call::error(vm, os_call::errno()));
    }
    let mut found = Vec::new();
    let mut at = row;
    // SAFETY: the row ends with an entry of zeros and lives until it is freed.
    unsafe {
        while (*at).if_index != 0 {
            found.push(((*at).if_index, text_at((*at).if_name)));
            at = at.add(1);
        }
        libc::if_freenameindex(row);
    }
    let list = vm.new_list(&[])?;
    for (index, name) in found {
        let name = vm.new_str(&name)?.value();
        let pair = vm.new_tuple(&[Value::small(i64::from(index)), name])?.value();
        list.push(vm, pair)?;
    }
    Ok(list.value())
}
