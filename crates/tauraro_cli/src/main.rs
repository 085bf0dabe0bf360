//! The `tauraro` command.

use std::process::ExitCode;
use tauraro::{Config, Runtime, STACK_BYTES};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Python code may nest native calls deeper than the main thread's stack allows.
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => {
            eprintln!("tauraro: cannot start a thread: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> u8 {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (source, filename) = match args.as_slice() {
        [flag, text, ..] if flag == "-c" => (text.clone().into_bytes(), "<string>".to_owned()),
        [file, ..] => match std::fs::read(file) {
            Ok(bytes) => (bytes, file.clone()),
            Err(error) => {
                eprintln!("tauraro: can't open file '{file}': {error}");
                return 2;
            }
        },
        [] => {
            eprintln!("usage: tauraro FILE | -c TEXT");
            return 2;
        }
    };
    let mut runtime = Runtime::new(&Config { hash_seed: Some(0), ..Config::default() });
    let ended = runtime.run_main(&source, &filename);
    runtime.finish(ended)
}
