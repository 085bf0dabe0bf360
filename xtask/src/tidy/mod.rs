//! `cargo xtask tidy`: the project's habits as tests (sizes, crate edges, where `unsafe` may
//! stand, words that must not be there, links, licences).
//!
//! Each check is one module with a function from the tree to findings, and a unit test that shows
//! that it can fail. What was already there when a check came in is listed in
//! `xtask/tidy/CHECK.txt`, a line `place amount` each: a ratchet, which `--bless` rewrites and
//! which a review then sees. `unsafe_paths.txt` is the other kind of list: where it is allowed.

mod edges;
mod licences;
mod links;
mod machine;
mod programs;
mod ratchet;
mod sizes;
mod source;
mod unsafe_paths;
mod values;
mod words;

use crate::args::{Args, Error};
use crate::paths;
use crate::tally::Tally;
use ratchet::Ratchet;
use source::Source;
use std::fs;
use std::path::Path;

/// One breach of a habit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The file, or `file::function`: what the ratchet lists.
    place: String,
    line: usize,
    /// How much: a size, or 1 for one occurrence. Amounts of one place add up.
    amount: usize,
    message: String,
}

/// One text file of the project.
pub(crate) struct TextFile {
    /// Its path from the root, with `/`.
    path: String,
    text: String,
    /// Its masked form, if it is Rust.
    rust: Option<Source>,
}

/// Every text file of the project.
pub(crate) struct Tree {
    files: Vec<TextFile>,
}

type Check = fn(&Tree) -> Vec<Finding>;

const CHECKS: [(&str, Check); 15] = [
    ("file_size", sizes::files),
    ("function_size", sizes::functions),
    ("unsafe_paths", unsafe_paths::check),
    ("edges", edges::check),
    ("values", values::check),
    ("unfinished", words::unfinished),
    ("unwrap", words::unwrap),
    ("bare_allow", words::bare_allow),
    ("module_docs", words::module_docs),
    ("programs", programs::check),
    ("links", links::links),
    ("named_paths", links::named_paths),
    ("machine_paths", machine::paths),
    ("registry_hosts", machine::hosts),
    ("licences", licences::check),
];

/// Folders that hold no source of ours.
const SKIPPED: [&str; 5] = [".git", "target", "__pycache__", "node_modules", ".cargo-home"];
/// Larger files are data.
const TEXT_BYTES_MAX: u64 = 4 << 20;

impl Tree {
    pub(crate) fn read() -> Result<Tree, Error> {
        let mut files = Vec::new();
        read_below(paths::root(), "", &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Tree { files })
    }

    fn rust(&self) -> impl Iterator<Item = (&TextFile, &Source)> {
        self.files.iter().filter_map(|file| Some((file, file.rust.as_ref()?)))
    }

    fn has(&self, path: &str) -> bool {
        self.files
            .iter()
            .any(|file| file.path == path || file.path.strip_prefix(path).is_some_and(|r| r.starts_with('/')))
    }

    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Tree {
        let files = files.iter().map(|(path, text)| TextFile::new(path, (*text).to_owned()));
        Tree { files: files.collect() }
    }
}

impl TextFile {
    fn new(path: &str, text: String) -> TextFile {
        let rust = path.ends_with(".rs").then(|| Source::new(path, &text));
        TextFile { path: path.to_owned(), text, rust }
    }
}

fn read_below(root: &Path, below: &str, files: &mut Vec<TextFile>) -> Result<(), Error> {
    let dir = root.join(below);
    let entries = fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    for entry in entries {
        let entry = entry.map_err(|error| error.to_string())?;
        let file = entry.file_name();
        let Some(file) = file.to_str() else { continue };
        let path = if below.is_empty() { file.to_owned() } else { format!("{below}/{file}") };
        if SKIPPED.contains(&file) {
            continue;
        }
        // A link to a file is read as that file; a link to a folder is left alone.
        let data = fs::metadata(entry.path()).map_err(|error| format!("{path}: {error}"))?;
        if data.is_dir() && entry.path().is_symlink() {
            continue;
        }
        if data.is_dir() {
            read_below(root, &path, files)?;
        } else if data.is_file() && data.len() <= TEXT_BYTES_MAX {
            let bytes = fs::read(entry.path()).map_err(|error| format!("{path}: {error}"))?;
            // What is not UTF-8 is data, and no check reads it.
            if let Ok(text) = String::from_utf8(bytes) {
                files.push(TextFile::new(&path, text));
            }
        }
    }
    Ok(())
}

/// What all checks found, beyond what the ratchets allow.
pub(crate) struct Findings {
    new: Vec<(&'static str, Vec<String>)>,
}

impl Findings {
    /// Prints what was found; each check counts as one test.
    pub(crate) fn report(&self) -> Tally {
        let mut tally = Tally::default();
        for (check, complaints) in &self.new {
            for complaint in complaints {
                say!("FAIL tidy {check}: {complaint}");
            }
            tally.count(complaints.is_empty());
        }
        say!("tidy: {tally}");
        tally
    }
}

pub(crate) fn check_all(tree: &Tree) -> Findings {
    let run = |(name, check): (&'static str, Check)| {
        let ratchet = Ratchet::of(tree, name);
        (name, ratchet.beyond(&check(tree)))
    };
    Findings { new: CHECKS.into_iter().map(run).collect() }
}

pub(crate) fn run(words: Vec<String>) -> Result<bool, Error> {
    let mut args = Args::new(words);
    let bless = args.flag("--bless");
    args.plain_words()?;
    let tree = Tree::read()?;
    if bless {
        for (name, check) in CHECKS {
            Ratchet::write(name, &check(&tree))?;
        }
    }
    let tree = if bless { Tree::read()? } else { tree };
    let tally = check_all(&tree).report();
    say!("{tally}");
    Ok(tally.is_good())
}
