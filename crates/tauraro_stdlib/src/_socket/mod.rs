//! `_socket`: the sockets of the operating system, for `socket` and what builds on it.
//!
//! Waiting gives the lock away and notices signals. A socket with a timeout is non-blocking for
//! the system: each call waits with `poll` first.

mod address;
mod constants;
mod messages;
mod names;
mod object;

use crate::_struct::exception_class;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::Module;
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Raised, Type, Value, Vm, defs};

/// What the module's functions share.
struct State {
    socket: Gc<Type>,
    gaierror: Gc<Type>,
    herror: Gc<Type>,
    /// Timeout of new sockets in nanoseconds; -1: none.
    default_timeout: i64,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.socket.trace(tracer);
        self.gaierror.trace(tracer);
        self.herror.trace(tracer);
    }
}

/// Raises `class(number, text)`.
#[cold]
fn numbered(vm: &mut Vm, class: Gc<Type>, number: i32, text: &str) -> Raised {
    let made =
        vm.new_str(text).and_then(|text| vm.call(class.value(), &[Value::small(i64::from(number)), text.value()]));
    match made {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        names::getaddrinfo,
        names::getnameinfo,
        names::gethostname,
        names::sethostname,
        names::gethostbyname,
        names::inet_aton,
        names::inet_ntoa,
        names::inet_pton,
        names::inet_ntop,
        names::htons,
        names::ntohs,
        names::htonl,
        names::ntohl,
        names::getservbyname,
        names::getservbyport,
        names::getprotobyname,
        names::if_nametoindex,
        names::if_indextoname,
        names::if_nameindex,
        object::socketpair,
        object::close,
        object::dup,
        object::getdefaulttimeout,
        object::setdefaulttimeout,
        object::cmsg_len,
        object::cmsg_space,
    ];
    let module = vm.new_module("_socket", Some("Sockets of the operating system."), functions)?;
    let base = vm.exc.os_error;
    let gaierror = exception_class(vm, "socket", "gaierror", base)?;
    let herror = exception_class(vm, "socket", "herror", base)?;
    let object = vm.types.object;
    let socket = vm.new_type(&object::SPEC, object)?;
    vm.set_extension(State { socket, gaierror, herror, default_timeout: -1 });
    module.add(vm, "error", base)?;
    module.add(vm, "gaierror", gaierror)?;
    module.add(vm, "herror", herror)?;
    let timeout = vm.exc.timeout_error;
    module.add(vm, "timeout", timeout)?;
    module.add(vm, "socket", socket)?;
    module.add(vm, "SocketType", socket)?;
    module.add(vm, "has_ipv6", Value::TRUE)?;
    for (name, number) in constants::NUMBERS {
        module.add(vm, name, Value::small(*number))?;
    }
    Ok(module)
}
