//! Where things are: this project's root, the folder beside it with the measuring tools, the
//! reference interpreters.

use crate::args::Error;
use std::path::{Path, PathBuf};

/// The project's root: the folder above this crate's.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the xtask crate is a folder of the project")
}

/// Where results, temporary folders and logs go; never tracked.
pub(crate) fn work_dir() -> PathBuf {
    target_dir().join("xtask")
}

/// Cargo's target folder.
pub(crate) fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// A file of the measuring tools, which stand beside a checkout and are not part of it.
pub(crate) fn shared(file: &str) -> Result<PathBuf, Error> {
    let path = root().join("../shared").join(file);
    if path.exists() {
        Ok(path)
    } else {
        Err(format!(
            "this command needs ../shared/{file}, which does not stand beside this checkout.\n\
             The tests (`cargo xtask test`) do not need it."
        ))
    }
}

/// The folder of the reference interpreters, filled by `cargo xtask oracles`.
pub(crate) fn oracles() -> PathBuf {
    if let Some(dir) = std::env::var_os("TAURARO_ORACLES") {
        return PathBuf::from(dir);
    }
    let home = std::env::var_os("HOME").unwrap_or_default();
    Path::new(&home).join(".cache/tauraro-oracles")
}

/// CPython 3.14, or what to do to get it.
pub(crate) fn cpython() -> Result<PathBuf, Error> {
    let path = oracles().join("bin/python3.14");
    if path.exists() {
        Ok(path)
    } else {
        Err("CPython 3.14 is not here yet: run `cargo xtask oracles` first".to_owned())
    }
}
