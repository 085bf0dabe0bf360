//! Where the time goes: a timer interrupts the program, and its signal notes what runs.
//!
//! A sample is the code object and the instruction of the current frame, and an address of machine code:
//! the interrupted one, or, if a helper was interrupted, the one that it returns to. That is looked for
//! on the native stack, and counts only if it belongs to the code of the current frame: otherwise the
//! frame is one that the interpreter runs for machine code further down. What the program does is not
//! changed; an instruction that the interpreter runs is noted as the last one that could have raised.
//!
//! One runtime of a process is watched at a time.

use std::ffi::c_void;
use std::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize, Ordering};
use tauraro_core::{Value, Vm};
use tauraro_interp::machine::frame;

/// CPU time between two samples, in microseconds. Kernels round it up, mostly to 4 milliseconds.
const INTERVAL_MICROS: libc::suseconds_t = 1000;
/// Samples that there is room for: the first hour. The memory is taken when they are made.
const SAMPLES_MAX: usize = 1 << 20;
/// Pieces of machine code that are told apart.
const RANGES_MAX: usize = 1 << 13;
/// Words of the native stack that are searched for the machine code that has called a helper.
const STACK_WORDS_MAX: usize = 2048;

/// What ran at a moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    /// The bits of the code object of the current frame; 0: none.
    pub(crate) code: u64,
    /// The address of its instruction.
    pub(crate) pc: u64,
    /// The address of machine code, 0 if the interpreter ran.
    pub(crate) address: u64,
}

#[derive(Default)]
struct Cells {
    code: AtomicU64,
    pc: AtomicU64,
    address: AtomicU64,
}

/// Machine code and a code object whose instructions it does.
#[derive(Default)]
struct Range {
    start: AtomicUsize,
    end: AtomicUsize,
    code: AtomicU64,
}

/// What the signal's handler needs. It is never freed: a signal may be on its way.
struct Watched {
    vm: *const Vm,
    /// The thread that the runtime was started on. Helpers are looked for on its stack only.
    thread: libc::pthread_t,
    /// Where that ends.
    stack_end: usize,
    samples: Box<[Cells]>,
    taken: AtomicUsize,
    ranges: Box<[Range]>,
    ranges_len: AtomicUsize,
}

static WATCHED: AtomicPtr<Watched> = AtomicPtr::new(std::ptr::null_mut());

fn watched() -> Option<&'static Watched> {
    // SAFETY: it is null or was leaked by `start`.
    unsafe { WATCHED.load(Ordering::Acquire).as_ref() }
}

/// Begins to take samples of the runtime that runs on this thread, where that is possible.
pub(crate) fn start(vm: &Vm) {
    let all = Watched {
        vm,
        // SAFETY: asks for a number.
        thread: unsafe { libc::pthread_self() },
        stack_end: stack_end(),
        samples: (0..SAMPLES_MAX).map(|_| Cells::default()).collect(),
        taken: AtomicUsize::new(0),
        ranges: (0..RANGES_MAX).map(|_| Range::default()).collect(),
        ranges_len: AtomicUsize::new(0),
    };
    WATCHED.store(Box::leak(Box::new(all)), Ordering::Release);
    timer(INTERVAL_MICROS);
}

/// Ends that.
pub(crate) fn stop() {
    timer(0);
}

/// Notes that machine code does the instructions of a code object.
pub(crate) fn add(start: usize, bytes: usize, code: u64) {
    let Some(watched) = watched() else { return };
    let at = watched.ranges_len.load(Ordering::Relaxed);
    let Some(range) = watched.ranges.get(at) else { return };
    range.start.store(start, Ordering::Relaxed);
    range.end.store(start + bytes, Ordering::Relaxed);
    range.code.store(code, Ordering::Relaxed);
    watched.ranges_len.store(at + 1, Ordering::Release);
}

/// The samples that were taken.
pub(crate) fn samples() -> Vec<Sample> {
    let Some(watched) = watched() else { return Vec::new() };
    let taken = watched.taken.load(Ordering::Acquire).min(SAMPLES_MAX);
    let read = |cells: &Cells| Sample {
        code: cells.code.load(Ordering::Relaxed),
        pc: cells.pc.load(Ordering::Relaxed),
        address: cells.address.load(Ordering::Relaxed),
    };
    watched.samples[..taken].iter().map(read).collect()
}

/// The code objects of the samples, which stay alive for the report.
pub(crate) fn codes() -> impl Iterator<Item = Value> {
    // SAFETY: each was the code of the current frame once, and is kept alive since by what this gives.
    samples().into_iter().filter(|sample| sample.code != 0).map(|sample| unsafe { Value::from_bits(sample.code) })
}

/// CPU time of the process, in seconds.
pub(crate) fn cpu_seconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes the struct that it is given.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn timer(micros: libc::suseconds_t) {
    let every = libc::timeval { tv_sec: 0, tv_usec: micros };
    let timer = libc::itimerval { it_interval: every, it_value: every };
    // SAFETY: the handler does what a handler may; the structs are complete.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_flags = libc::SA_SIGINFO | libc::SA_RESTART | libc::SA_ONSTACK;
        action.sa_sigaction = if micros == 0 { libc::SIG_IGN } else { on_tick as *const () as usize };
        if micros != 0 {
            libc::sigaction(libc::SIGPROF, &raw const action, std::ptr::null_mut());
        }
        libc::setitimer(libc::ITIMER_PROF, &raw const timer, std::ptr::null_mut());
        if micros == 0 {
            // A last one may be on its way.
            libc::sigaction(libc::SIGPROF, &raw const action, std::ptr::null_mut());
        }
    }
}

/// There is machine code on other systems neither.
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
fn timer(_: libc::suseconds_t) {}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
unsafe extern "C" fn on_tick(_: libc::c_int, _: *mut libc::siginfo_t, context: *mut c_void) {
    let Some(watched) = watched() else { return };
    // SAFETY: the kernel passes the interrupted state. The runtime outlives the timer; its current frame
    // is null or a frame of the reserved area, complete before it becomes the current one.
    unsafe {
        let registers = (*context.cast::<libc::ucontext_t>()).uc_mcontext.gregs;
        let at = registers[libc::REG_RIP as usize] as usize;
        let stack = registers[libc::REG_RSP as usize] as usize;
        let current = (&raw const (*watched.vm).thread.frame).read_volatile().cast::<u8>();
        let (code, pc) = if current.is_null() {
            (0, 0)
        } else {
            let word = |offset: usize| current.add(offset).cast::<u64>().read_volatile();
            (word(frame::CODE), word(frame::PC))
        };
        let address = if watched.range_of(at).is_some() { at } else { watched.caller(stack, code) };
        let place = watched.taken.fetch_add(1, Ordering::Relaxed);
        if let Some(cells) = watched.samples.get(place) {
            cells.code.store(code, Ordering::Relaxed);
            cells.pc.store(pc, Ordering::Relaxed);
            cells.address.store(address as u64, Ordering::Relaxed);
        }
    }
}

/// The unit whose machine code was left last by a call that has not returned yet, if it lies among the
/// innermost calls of this thread.
pub(crate) fn calling(units: &[std::ops::Range<usize>]) -> Option<usize> {
    let here = 0_usize;
    let stack = &raw const here;
    let words = stack_end().saturating_sub(stack as usize) / 8;
    (0..words.min(STACK_WORDS_MAX)).find_map(|i| {
        // SAFETY: the word lies on this thread's stack.
        let word = unsafe { stack.add(i).read_volatile() };
        units.iter().position(|unit| unit.contains(&word))
    })
}

/// Where this thread's native stack ends at its top; 0 if that is not known.
#[cfg(target_os = "linux")]
fn stack_end() -> usize {
    // SAFETY: the attributes are initialised by the call that succeeds, and destroyed once.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &raw mut attributes) != 0 {
            return 0;
        }
        let (mut low, mut bytes) = (std::ptr::null_mut(), 0);
        let known = libc::pthread_attr_getstack(&raw const attributes, &raw mut low, &raw mut bytes) == 0;
        libc::pthread_attr_destroy(&raw mut attributes);
        if known { low as usize + bytes } else { 0 }
    }
}

#[cfg(not(target_os = "linux"))]
fn stack_end() -> usize {
    0
}

impl Watched {
    fn ranges(&self) -> &[Range] {
        &self.ranges[..self.ranges_len.load(Ordering::Acquire)]
    }

    fn range_of(&self, address: usize) -> Option<&Range> {
        let is_in = |range: &&Range| {
            (range.start.load(Ordering::Relaxed)..range.end.load(Ordering::Relaxed)).contains(&address)
        };
        self.ranges().iter().find(is_in)
    }

    /// The address of machine code to which a helper returns that runs for a code object; 0: none.
    ///
    /// # Safety
    /// `stack` is the stack pointer of a thread.
    unsafe fn caller(&self, stack: usize, code: u64) -> usize {
        // SAFETY: asks for a number.
        if unsafe { libc::pthread_self() } != self.thread {
            return 0;
        }
        let (mut least, mut most) = (usize::MAX, 0);
        for range in self.ranges() {
            least = least.min(range.start.load(Ordering::Relaxed));
            most = most.max(range.end.load(Ordering::Relaxed));
        }
        let words = (self.stack_end.saturating_sub(stack) / 8).min(STACK_WORDS_MAX);
        for i in 0..words {
            // SAFETY: the word lies on this thread's stack.
            let word = unsafe { (stack as *const usize).add(i).read_volatile() };
            if !(least..most).contains(&word) || self.range_of(word).is_none() {
                continue;
            }
            let is_of_code = self.ranges().iter().any(|range| {
                let inside = range.start.load(Ordering::Relaxed) <= word && word < range.end.load(Ordering::Relaxed);
                inside && range.code.load(Ordering::Relaxed) == code
            });
            return if is_of_code { word } else { 0 };
        }
        0
    }
}
