//! Addresses as Python has them (tuples, paths) and as the system has them.

use super::names::{bytes_of, resolve};
use crate::os_path;
use std::mem::{MaybeUninit, size_of};
use std::net::{Ipv4Addr, Ipv6Addr};
use tauraro_core::object::{ByteArray, Bytes, Str};
use tauraro_core::{PyResult, Tuple, Value, Vm};

/// A `sockaddr` of any family.
#[derive(Clone, Copy)]
pub(super) struct Address {
    pub(super) storage: libc::sockaddr_storage,
    pub(super) len: libc::socklen_t,
}

/// Where the path of a Unix address begins.
const PATH_AT: usize = std::mem::offset_of!(libc::sockaddr_un, sun_path);

impl Address {
    /// Room for an address that the system writes.
    pub(super) fn room() -> Address {
        // SAFETY: a `sockaddr_storage` is plain data for which zeros are a value.
        let storage = unsafe { MaybeUninit::zeroed().assume_init() };
        Address { storage, len: size_of::<libc::sockaddr_storage>() as libc::socklen_t }
    }

    fn of<T: Copy>(address: T) -> Address {
        const { assert!(size_of::<T>() <= size_of::<libc::sockaddr_storage>()) };
        let mut made = Address::room();
        // SAFETY: the storage has room for every `sockaddr`, and its alignment.
        unsafe { std::ptr::from_mut(&mut made.storage).cast::<T>().write(address) };
        made.len = size_of::<T>() as libc::socklen_t;
        made
    }

    /// The address as one family's structure.
    fn get<T: Copy>(&self) -> T {
        // SAFETY: the storage is larger than every `sockaddr` and zeroed where nothing was written.
        unsafe { std::ptr::from_ref(&self.storage).cast::<T>().read() }
    }

    pub(super) fn inet(ip: Ipv4Addr, port: u16) -> Address {
        // SAFETY: plain data for which zeros are a value.
        let mut a: libc::sockaddr_in = unsafe { MaybeUninit::zeroed().assume_init() };
        a.sin_family = libc::AF_INET as u16;
        a.sin_port = port.to_be();
        a.sin_addr.s_addr = u32::from(ip).to_be();
        Address::of(a)
    }

    pub(super) fn inet6(ip: Ipv6Addr, port: u16, flow: u32, scope: u32) -> Address {
        // SAFETY: plain data for which zeros are a value.
        let mut a: libc::sockaddr_in6 = unsafe { MaybeUninit::zeroed().assume_init() };
        a.sin6_family = libc::AF_INET6 as u16;
        a.sin6_port = port.to_be();
        a.sin6_addr.s6_addr = ip.octets();
        a.sin6_flowinfo = flow.to_be();
        a.sin6_scope_id = scope;
        Address::of(a)
    }

    pub(super) fn ptr(&self) -> *const libc::sockaddr {
        std::ptr::from_ref(&self.storage).cast()
    }

    pub(super) fn mut_ptr(&mut self) -> *mut libc::sockaddr {
        std::ptr::from_mut(&mut self.storage).cast()
    }

    /// The host's text, for families that have one.
    pub(super) fn host(&self) -> Option<String> {
        match i32::from(self.storage.ss_family) {
            libc::AF_INET => {
                let a: libc::sockaddr_in = self.get();
                Some(Ipv4Addr::from(u32::from_be(a.sin_addr.s_addr)).to_string())
            }
            libc::AF_INET6 => {
                let a: libc::sockaddr_in6 = self.get();
                Some(Ipv6Addr::from(a.sin6_addr.s6_addr).to_string())
            }
            _ => None,
        }
    }

    pub(super) fn ip4(&self) -> Option<Ipv4Addr> {
        let a: libc::sockaddr_in = self.get();
        let inet = i32::from(self.storage.ss_family) == libc::AF_INET;
        inet.then(|| Ipv4Addr::from(u32::from_be(a.sin_addr.s_addr)))
    }

    fn ip6(&self) -> Option<Ipv6Addr> {
        let a: libc::sockaddr_in6 = self.get();
        let inet6 = i32::from(self.storage.ss_family) == libc::AF_INET6;
        inet6.then(|| Ipv6Addr::from(a.sin6_addr.s6_addr))
    }

    /// The address as Python has it; None for an empty one.
    pub(super) fn to_python(self, vm: &mut Vm) -> PyResult {
        if self.len == 0 {
            return Ok(Value::NONE);
        }
        match i32::from(self.storage.ss_family) {
            libc::AF_INET => {
                let a: libc::sockaddr_in = self.get();
                let host = vm.new_str(&self.host().unwrap_or_default())?.value();
                let port = Value::small(i64::from(u16::from_be(a.sin_port)));
                Ok(vm.new_tuple(&[host, port])?.value())
            }
            libc::AF_INET6 => {
                let a: libc::sockaddr_in6 = self.get();
                let host = vm.new_str(&self.host().unwrap_or_default())?.value();
                let port = Value::small(i64::from(u16::from_be(a.sin6_port)));
                let flow = Value::small(i64::from(u32::from_be(a.sin6_flowinfo)));
                let scope = Value::small(i64::from(a.sin6_scope_id));
                Ok(vm.new_tuple(&[host, port, flow, scope])?.value())
            }
            libc::AF_UNIX => self.unix_path(vm),
            family => {
                // SAFETY: the storage holds at least `len` bytes, all of them initialised.
                let bytes = unsafe { std::slice::from_raw_parts(self.ptr().cast::<u8>(), self.len as usize) };
                let data = vm.new_bytes(bytes.get(2..).unwrap_or_default())?.value();
                Ok(vm.new_tuple(&[Value::small(i64::from(family)), data])?.value())
            }
        }
    }

    fn unix_path(self, vm: &mut Vm) -> PyResult {
        let a: libc::sockaddr_un = self.get();
        let len = (self.len as usize).saturating_sub(PATH_AT).min(a.sun_path.len());
        let bytes: Vec<u8> = a.sun_path[..len].iter().map(|c| *c as u8).collect();
        if bytes.first() == Some(&0) {
            return Ok(vm.new_bytes(&bytes)?.value());
        }
        let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
        os_path::name(vm, &bytes[..end], false)
    }
}

/// The address in an argument of a socket's method.
pub(super) fn address_of(vm: &mut Vm, family: i32, v: Value, function: &str) -> PyResult<Address> {
    match family {
        libc::AF_INET | libc::AF_INET6 => internet(vm, family, v, function),
        libc::AF_UNIX => unix(vm, v),
        _ => Err(vm.raise_text(vm.exc.os_error, &format!("{function}(): bad family"))),
    }
}

fn internet(vm: &mut Vm, family: i32, v: Value, function: &str) -> PyResult<Address> {
    let name = if family == libc::AF_INET { "AF_INET" } else { "AF_INET6" };
    let Some(parts) = v.cast::<Tuple>() else {
        let text = format!("{function}(): {name} address must be tuple, not {}", vm.type_name(v));
        return Err(vm.type_error(text));
    };
    let most = if family == libc::AF_INET { 2 } else { 4 };
    if parts.len() < 2 || parts.len() > most {
        let wanted =
            if family == libc::AF_INET { "a pair (host, port)" } else { "a tuple (host, port[, flowinfo[, scopeid]])" };
        return Err(vm.type_error(format!("{function}(): {name} address must be {wanted}")));
    }
    let item = |i: usize| parts.items().get(i).copied();
    let host = item(0).unwrap_or(Value::NONE);
    let port = vm.index(item(1).unwrap_or(Value::NONE))?.as_i64().and_then(|p| u16::try_from(p).ok());
    let Some(port) = port else {
        return Err(vm.overflow_error(format!("{function}(): port must be 0-65535.")));
    };
    let number = |vm: &mut Vm, i: usize, most: u32, what: &str| -> PyResult<u32> {
        let Some(v) = item(i) else { return Ok(0) };
        let n = vm.index(v)?.as_i64().and_then(|n| u32::try_from(n).ok()).filter(|n| *n <= most);
        n.ok_or_else(|| vm.overflow_error(format!("{function}(): {what}")))
    };
    let flow = number(vm, 2, 0xF_FFFF, "flowinfo must be 0-1048575.")?;
    let scope = number(vm, 3, u32::MAX, "scope_id must be 0-4294967295.")?;
    let host = host_text(vm, host, "host name must not contain null character")?;
    let found = resolve_host(vm, &host, family)?;
    if family == libc::AF_INET {
        return Ok(Address::inet(found.ip4().unwrap_or(Ipv4Addr::UNSPECIFIED), port));
    }
    Ok(Address::inet6(found.ip6().unwrap_or(Ipv6Addr::UNSPECIFIED), port, flow, scope))
}

/// The text of a host name argument.
pub(super) fn host_text(vm: &mut Vm, v: Value, null: &str) -> PyResult<String> {
    let bytes = match v.cast::<Str>() {
        Some(s) if s.is_ascii() => s.as_bytes().to_vec(),
        Some(_) => {
            let encoding = vm.intern("idna").value();
            let encoded = vm.call_method(v, "encode", &[encoding])?;
            encoded.cast::<Bytes>().map(|b| b.as_bytes().to_vec()).unwrap_or_default()
        }
        None => match (v.cast::<Bytes>(), v.cast::<ByteArray>()) {
            (Some(b), _) => b.as_bytes().to_vec(),
            (_, Some(_)) => bytes_of(vm, v)?,
            _ => {
                let text = format!("str, bytes or bytearray expected, not {}", vm.type_name(v));
                return Err(vm.type_error(text));
            }
        },
    };
    if bytes.contains(&0) {
        return Err(vm.type_error(null));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The first address of a host; without a name: any address.
pub(super) fn resolve_host(vm: &mut Vm, host: &str, family: i32) -> PyResult<Address> {
    match (host, family) {
        ("", libc::AF_INET) => return Ok(Address::inet(Ipv4Addr::UNSPECIFIED, 0)),
        ("", _) => return Ok(Address::inet6(Ipv6Addr::UNSPECIFIED, 0, 0, 0)),
        ("<broadcast>", libc::AF_INET) => return Ok(Address::inet(Ipv4Addr::BROADCAST, 0)),
        _ => {}
    }
    if let (libc::AF_INET, Ok(ip)) = (family, host.parse::<Ipv4Addr>()) {
        return Ok(Address::inet(ip, 0));
    }
    let found = resolve(vm, Some(host), None, (family, 0, 0, 0))?;
    Ok(found.into_iter().next().map_or_else(Address::room, |f| f.address))
}

fn unix(vm: &mut Vm, v: Value) -> PyResult<Address> {
    let path = match (v.cast::<Str>(), v.cast::<Bytes>()) {
        (Some(text), _) => os_path::encode(vm, text)?,
        (_, Some(bytes)) => bytes.as_bytes().to_vec(),
        _ => match vm.type_of(v) == vm.types.bytearray {
            true => bytes_of(vm, v)?,
            false => {
                let text = format!("a bytes-like object is required, not '{}'", vm.type_name(v));
                return Err(vm.type_error(text));
            }
        },
    };
    // SAFETY: plain data for which zeros are a value.
    let mut a: libc::sockaddr_un = unsafe { MaybeUninit::zeroed().assume_init() };
    let room = a.sun_path.len();
    let abstract_name = path.first() == Some(&0);
    if path.len() > room || (!abstract_name && path.len() >= room) {
        return Err(vm.raise_text(vm.exc.os_error, "AF_UNIX path too long"));
    }
    a.sun_family = libc::AF_UNIX as u16;
    for (to, from) in a.sun_path.iter_mut().zip(&path) {
        *to = *from as libc::c_char;
    }
    let mut address = Address::of(a);
    address.len = (PATH_AT + path.len() + usize::from(!abstract_name && !path.is_empty())) as libc::socklen_t;
    Ok(address)
}
