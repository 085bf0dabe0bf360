//! The command line against CPython's: what it prints, on which stream, and its status.
//!
//! What CPython does is recorded in `command_line.expected`. To record anew:
//! `RECORD_WITH=PATH/TO/python3.14 cargo test -p tauraro_cli --test command_line`.
//! The interpreter's name is written as `<python>`, the folder of the files as `<folder>`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

struct Case {
    name: &'static str,
    args: &'static [&'static str],
    stdin: &'static str,
    environment: &'static [(&'static str, &'static str)],
}

const fn case(name: &'static str, args: &'static [&'static str]) -> Case {
    Case { name, args, stdin: "", environment: &[] }
}

impl Case {
    const fn typed(self, stdin: &'static str) -> Case {
        Case { stdin, ..self }
    }

    const fn with(self, environment: &'static [(&'static str, &'static str)]) -> Case {
        Case { environment, ..self }
    }
}

/// Files that the cases use.
const FILES: &[(&str, &[u8])] = &[
    ("args.py", b"import sys\nprint(sys.argv, __name__, __file__.rpartition('/')[2])\n"),
    ("fails.py", b"def f(x):\n    return 1 / x\n\nf(0)\n"),
    ("syntax.py", b"x = 1\ndef f(:\n    pass\n"),
    ("misspelt.py", b"whille True:\n    pass\n"),
    ("null.py", b"x = 1\0\n"),
    ("bad_utf8.py", b"x = 1\ny = '\xff'\n"),
    ("latin.py", b"# coding: latin-1\nprint(ascii('\xe9'))\n"),
    ("wrong_coding.py", b"# coding: nonsense\n"),
    ("first_line.py", b"this is no python\nimport sys; print(sys._getframe().f_lineno)\n"),
    ("crlf.py", b"def f():\r\n    return 1\r\nprint(f())\r\n"),
    ("bom.py", b"\xef\xbb\xbfprint('bom')\n"),
    ("empty.py", b""),
    ("imports_bad.py", b"import syntax\n"),
    ("reads.py", b"print(repr(input()))\n"),
    ("folder/__main__.py", b"import sys\nprint(sys.argv, __name__, sys.path[0].rpartition('/')[2])\n"),
    ("nothing/data.txt", b""),
    ("package/__init__.py", b"print('package')\n"),
    ("package/__main__.py", b"print('main of', __package__)\n"),
    ("package/part.py", b"print(__name__, __spec__.name)\n"),
];

const FLAGS: &str = "import sys; f = sys.flags; print(f.debug, f.inspect, f.interactive, f.optimize, \
f.dont_write_bytecode, f.no_user_site, f.no_site, f.ignore_environment, f.verbose, f.bytes_warning, f.quiet, \
f.hash_randomization, f.isolated, f.dev_mode, f.utf8_mode, f.warn_default_encoding, f.safe_path, \
f.int_max_str_digits)";

const CASES: &[Case] = &[
    case("file with arguments", &["args.py", "-c", "x", "--"]),
    case("file behind two hyphens", &["--", "args.py"]),
    case("command with arguments", &["-c", "import sys; print(sys.argv, repr(sys.path[0]))", "a", "-b"]),
    case("command in one word", &["-cprint(1)"]),
    case("indented command", &["-c", "\n    x = 1\n    print(x)\n"]),
    case("command fails", &["-c", "def f():\n    [][1]\nf()"]),
    case("uncaught exception", &["fails.py"]),
    case("syntax error", &["syntax.py"]),
    case("misspelt keyword", &["misspelt.py"]),
    case("syntax error in an imported file", &["imports_bad.py"]),
    case("null bytes", &["null.py"]),
    case("bad utf-8", &["bad_utf8.py"]),
    case("declared encoding", &["latin.py"]),
    case("unknown encoding", &["wrong_coding.py"]),
    case("byte order mark", &["bom.py"]),
    case("crlf", &["crlf.py"]),
    case("empty file", &["empty.py"]),
    case("first line left out", &["-x", "first_line.py"]),
    case("missing file", &["missing.py"]),
    case("folder", &["folder", "a"]),
    case("folder without a program", &["nothing"]),
    case("module", &["-m", "args", "x"]),
    case("package", &["-m", "package"]),
    case("module of a package", &["-m", "package.part"]),
    case("missing module", &["-m", "missing"]),
    case("missing module of a package", &["-m", "package.missing"]),
    case("program on standard input", &[]).typed("import sys\nprint(sys.argv, __name__)\n1/0\n"),
    case("hyphen", &["-", "a"]).typed("import sys\nprint(sys.argv)\n"),
    case("standard input is the program's", &["reads.py"]).typed("a line\nmore\n"),
    case("end of input", &["reads.py"]),
    case("prompt", &["-i", "-q"]).typed("1 + 1\n_ * 2\nx = 'é'\nx\nprint(x)\n"),
    case("prompt with blocks", &["-i", "-q"])
        .typed("def f():\n  return 1/0\n\nf()\nif 1:\n  3\n\n(4 +\n5)\n'''a\nb'''\n"),
    case("prompt with errors", &["-i", "-q"]).typed("x = = 1\n  y\nundefined\nraise SystemExit(3)\n"),
    case("prompt behind a program", &["-i", "-c", "x = 5"]).typed("x\n"),
    case("prompt behind exit", &["-i", "-c", "raise SystemExit(4)"]).typed("'still here'\n"),
    case("other prompts", &["-i", "-q"]).typed("import sys\nsys.ps1 = '? '\nsys.ps2 = '! '\n(1,\n2)\n"),
    case("inspect by variable", &["-c", "x = 5"]).typed("x\n").with(&[("PYTHONINSPECT", "1")]),
    case("flags", &["-bb", "-B", "-d", "-O", "-q", "-s", "-S", "-u", "-P", "-c", FLAGS]),
    case("isolated", &["-I", "-c", FLAGS]).with(&[("PYTHONOPTIMIZE", "1")]),
    case("environment left alone", &["-E", "-c", FLAGS]).with(&[("PYTHONOPTIMIZE", "1"), ("PYTHONHASHSEED", "x")]),
    case("flags by variables", &["-c", FLAGS]).with(&[
        ("PYTHONOPTIMIZE", "2"),
        ("PYTHONNOUSERSITE", "1"),
        ("PYTHONSAFEPATH", "1"),
        ("PYTHONINTMAXSTRDIGITS", "5000"),
        ("PYTHONDEVMODE", "1"),
    ]),
    case("asserts left out", &["-O", "-c", "assert 0; print(__debug__)"]),
    case("docstrings left out", &["-OO", "-c", "def f(): 'doc'\nprint(f.__doc__)"]),
    case("warn options", &["-W", "error", "-Wd::UserWarning", "-c", "import sys; print(sys.warnoptions)"])
        .with(&[("PYTHONWARNINGS", "ignore,default")]),
    case("bad warn option", &["-W", "nonsense", "-c", "1"]),
    case("x options", &["-Xa", "-X", "b=c=d", "-c", "import sys; print(sys._xoptions)"]),
    case("original arguments", &["-X", "a", "-c", "import sys; print(sys.orig_argv[1:])", "x"]),
    case("hash seed", &["-c", "print(hash('a') == hash('a'), hash('text'))"]).with(&[("PYTHONHASHSEED", "0")]),
    case("bad hash seed", &["-c", "1"]).with(&[("PYTHONHASHSEED", "many")]),
    case("hash seed too large", &["-c", "1"]).with(&[("PYTHONHASHSEED", "4294967296")]),
    case("bad utf-8 mode", &["-X", "utf8=2", "-c", "1"]),
    case("digits too few", &["-X", "int_max_str_digits=5", "-c", "1"]),
    case("search path", &["-c", "import part; print(part.__name__)"]).with(&[("PYTHONPATH", "package")]),
    case("unknown option", &["-Z"]),
    case("unknown long option", &["--nonsense"]),
    case("command missing", &["-c"]),
    case("module missing", &["-m"]),
    case("warn option missing", &["-W"]),
    case("exit with a number", &["-c", "raise SystemExit(300)"]),
    case("exit with a negative number", &["-c", "raise SystemExit(-2)"]),
    case("exit with a huge number", &["-c", "raise SystemExit(2**100)"]),
    case("exit with a text", &["-c", "import sys; sys.exit('the reason')"]),
    case("exit with an object", &["-c", "raise SystemExit([1, 'a'])"]),
    case("exit with nothing", &["-c", "raise SystemExit"]),
    case("exit by name", &["-c", "exit(7)"]),
    case("exit in a finally", &["-c", "try:\n    1/0\nfinally:\n    raise SystemExit(5)"]),
    case("own excepthook", &["-c", "import sys\nsys.excepthook = lambda t, v, tb: print('hook', t.__name__)\n1/0"]),
    case("excepthook fails", &["-c", "import sys\ndef hook(*a): a.x\nsys.excepthook = hook\n1/0"]),
    case("excepthook exits", &["-c", "import sys\nsys.excepthook = lambda *a: sys.exit(6)\n1/0"]),
    case("no excepthook", &["-c", "import sys\ndel sys.excepthook\n1/0"]),
    case("no standard error", &["-c", "import sys\nsys.stderr = None\n1/0"]),
    case("colours", &["fails.py"]).with(&[("FORCE_COLOR", "1")]),
    case("no colours", &["fails.py"]).with(&[("FORCE_COLOR", "1"), ("PYTHON_COLORS", "0")]),
    case("interrupted", &["-c", "raise KeyboardInterrupt"]),
    case("syntax warning", &["-c", "print(1 is 1)"]),
    case("syntax warning as an error", &["-W", "error", "-c", "print(1 is 1)"]),
];

/// A folder of this test's own, removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let path = std::env::temp_dir().join(format!("tauraro-command-line-{}", std::process::id()));
        for (name, content) in FILES {
            let file = path.join(name);
            std::fs::create_dir_all(file.parent().expect("it is below the folder")).expect("the folder can be made");
            std::fs::write(file, content).expect("the file can be written");
        }
        Folder(std::fs::canonicalize(path).expect("the folder exists"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a run printed and how it ended.
fn run(python: &Path, case: &Case, folder: &Path) -> String {
    let mut command = Command::new(python);
    command.args(case.args).current_dir(folder).env_clear();
    command.env("LC_ALL", "C.UTF-8").env("PYTHONDONTWRITEBYTECODE", "1");
    command.envs(case.environment.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the interpreter can be started");
    let mut stdin = child.stdin.take().expect("it is a pipe");
    // A program that reads nothing may have gone before it is told anything.
    let _ = stdin.write_all(case.stdin.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the interpreter ends");
    let shown = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).replace(&*python.to_string_lossy(), "<python>");
        text.replace(&*folder.to_string_lossy(), "<folder>")
    };
    let status = output.status.code().map_or_else(|| "by a signal".to_owned(), |code| code.to_string());
    let (out, err) = (shown(&output.stdout), shown(&output.stderr));
    format!("status {status}\n--- stdout\n{out}\n--- stderr\n{err}\n")
}

const MARK: &str = "=== ";

#[test]
fn the_command_line_is_cpythons() {
    let folder = Folder::new();
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line.expected");
    if let Some(oracle) = std::env::var_os("RECORD_WITH") {
        let mut text = String::new();
        for case in CASES {
            let _ = write!(text, "{MARK}{}\n{}", case.name, run(Path::new(&oracle), case, &folder.0));
        }
        std::fs::write(recorded, text).expect("the record can be written");
        return;
    }
    let recorded = std::fs::read_to_string(recorded).expect("CPython's answers are recorded");
    let python = Path::new(env!("CARGO_BIN_EXE_tauraro"));
    let mut failed = String::new();
    for case in CASES {
        let seen = format!("{MARK}{}\n{}", case.name, run(python, case, &folder.0));
        if !recorded.contains(&seen) {
            let wanted = recorded.split(MARK).find(|r| r.starts_with(&format!("{}\n", case.name)));
            let _ = writeln!(failed, "{seen}--- but CPython:\n{}", wanted.unwrap_or("is not recorded"));
        }
    }
    assert!(failed.is_empty(), "{failed}");
}
