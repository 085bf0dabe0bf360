//! The end of a program: what still has to run before the process goes.

use tauraro_core::Vm;

/// Runs what the program has left for its end: it waits for threads, calls the functions of
/// `atexit`, then the finalizers of all objects that have one. Errors are shown, not raised.
pub fn shutdown(vm: &mut Vm) {
    wait_for_threads(vm);
    crate::atexit::at_end(vm);
    // Garbage is finalized before what is still in use.
    if vm.may_run_finalizers() {
        vm.collect(true);
        vm.run_finalizers();
    }
    vm.queue_all_finalizers();
    vm.run_finalizers();
}

/// `threading._shutdown()`, if the program has threads at all.
fn wait_for_threads(vm: &mut Vm) {
    let name = vm.intern("threading");
    let Some(threading) = vm.modules.get_name(vm, name) else { return };
    if vm.call_method(threading, "_shutdown", &[]).is_err() {
        vm.report_unraisable("Exception ignored on threading shutdown", threading);
    }
}
