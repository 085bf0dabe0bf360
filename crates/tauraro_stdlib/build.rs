//! Packs the pure-Python library into one file that the crate includes.
//!
//! ```text
//! count: u32, then for each file, sorted by path:
//!   path length: u16, path, source: (offset: u32, packed: u32, length: u32)
//! then the sources, each compressed by itself (deflate)
//! ```
//! All numbers are little-endian; offsets count from the end of the index.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What no program imports: graphical programs, their data, and bundled installers.
const LEFT_OUT: [&str; 6] = ["idlelib", "turtledemo", "tkinter", "turtle.py", "ensurepip", "__phello__"];

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let root = Path::new(rustpython_pylib::LIB_PATH);
    let mut files = Vec::new();
    collect(root, root, &mut files)?;
    files.sort();
    let (mut index, mut data) = (Vec::new(), Vec::new());
    index.extend((files.len() as u32).to_le_bytes());
    for (name, path) in &files {
        let source = std::fs::read(path)?;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&source)?;
        let packed = encoder.finish()?;
        index.extend((name.len() as u16).to_le_bytes());
        index.extend(name.as_bytes());
        for n in [data.len(), packed.len(), source.len()] {
            index.extend((n as u32).to_le_bytes());
        }
        data.extend(packed);
    }
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    index.extend(data);
    std::fs::write(out.join("library.bin"), index)
}

/// All sources under a folder: (path with slashes from the root, path).
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if LEFT_OUT.contains(&name) || name == "__pycache__" {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|e| e == "py")
            && let Ok(relative) = path.strip_prefix(root)
        {
            let relative: Vec<_> = relative.iter().filter_map(|p| p.to_str()).collect();
            files.push((relative.join("/"), path));
        }
    }
    Ok(())
}
