//! The command line: which options there are and what they ask for.

use lexopt::Arg;
use std::ffi::OsString;
use std::fmt;
use tauraro::{Flags, Program};

/// What the command line asks for.
pub(crate) struct Options {
    pub(crate) program: Program,
    pub(crate) argv: Vec<OsString>,
    pub(crate) flags: Flags,
    pub(crate) warn_options: Vec<OsString>,
    pub(crate) x_options: Vec<OsString>,
    pub(crate) skip_first_line: bool,
    /// `-R`: PYTHONHASHSEED does not count.
    pub(crate) random_hash: bool,
}

/// A text to show instead of running anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Text {
    Usage,
    Environment,
    XOptions,
    All,
    Version,
    LongVersion,
    Licenses,
}

pub(crate) enum Parsed {
    Run(Box<Options>),
    Show(Text),
}

/// An error of the command line, worded as CPython words it.
#[derive(Debug)]
pub(crate) enum Error {
    Unknown(String),
    MissingArgument(String),
    BadPycCheck,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Unknown(option) => write!(f, "Unknown option: {option}"),
            Error::MissingArgument(option) if option.starts_with("--") => {
                write!(f, "Argument expected for the {option} options")
            }
            Error::MissingArgument(option) => write!(f, "Argument expected for the {option} option"),
            Error::BadPycCheck => f.write_str("--check-hash-based-pycs must be one of 'default', 'always', or 'never'"),
        }
    }
}

/// Reads the arguments behind the program's name.
pub(crate) fn parse<'a>(args: impl Iterator<Item = &'a OsString>) -> Result<Parsed, Error> {
    let mut parser = lexopt::Parser::from_args(args.cloned());
    let mut options = Options {
        program: Program::StandardInput,
        argv: vec![OsString::new()],
        flags: Flags::default(),
        warn_options: Vec::new(),
        x_options: Vec::new(),
        skip_first_line: false,
        random_hash: false,
    };
    let mut shown: Option<Text> = None;
    while let Some(arg) = parser.next().map_err(|e| Error::Unknown(e.to_string()))? {
        match arg {
            Arg::Short('c') => {
                options.program = Program::Command(value(&mut parser, "-c")?);
                options.argv = rest(parser, "-c".into());
                break;
            }
            Arg::Short('m') => {
                options.program = Program::Module(value(&mut parser, "-m")?);
                options.argv = rest(parser, "-m".into());
                break;
            }
            Arg::Short('W') => options.warn_options.push(value(&mut parser, "-W")?),
            Arg::Short('X') => options.x_options.push(value(&mut parser, "-X")?),
            Arg::Short('V') => shown = Some(again(shown)),
            Arg::Long("version") => shown = Some(again(shown)),
            Arg::Short('x') => options.skip_first_line = true,
            Arg::Short('R') => options.random_hash = true,
            Arg::Short('h' | '?') | Arg::Long("help") => shown = Some(Text::Usage),
            Arg::Long("help-env") => shown = Some(Text::Environment),
            Arg::Long("help-xoptions") => shown = Some(Text::XOptions),
            Arg::Long("help-all") => shown = Some(Text::All),
            Arg::Long("licenses") => shown = Some(Text::Licenses),
            Arg::Long("check-hash-based-pycs") => check_pycs(&mut parser)?,
            Arg::Short(c) if set_flag(&mut options.flags, c) => {}
            Arg::Short(c) => return Err(Error::Unknown(format!("-{c}"))),
            Arg::Long(name) => return Err(Error::Unknown(format!("--{name}"))),
            Arg::Value(file) => {
                if file != "-" {
                    options.program = Program::File(file.clone());
                }
                options.argv = rest(parser, file);
                break;
            }
        }
    }
    match shown {
        Some(text) => Ok(Parsed::Show(text)),
        None => Ok(Parsed::Run(Box::new(options))),
    }
}

/// The version asked for once or twice.
fn again(shown: Option<Text>) -> Text {
    if matches!(shown, Some(Text::Version | Text::LongVersion)) { Text::LongVersion } else { Text::Version }
}

fn value(parser: &mut lexopt::Parser, option: &str) -> Result<OsString, Error> {
    parser.value().map_err(|_| Error::MissingArgument(option.to_owned()))
}

/// Everything behind the program, as the program's own arguments.
fn rest(mut parser: lexopt::Parser, first: OsString) -> Vec<OsString> {
    let mut argv = vec![first];
    if let Ok(more) = parser.raw_args() {
        argv.extend(more);
    }
    argv
}

fn check_pycs(parser: &mut lexopt::Parser) -> Result<(), Error> {
    let value = value(parser, "--check-hash-based-pycs")?;
    let known = ["default", "always", "never"].iter().any(|k| value == *k);
    if known { Ok(()) } else { Err(Error::BadPycCheck) }
}

/// Options of one letter without an argument. `false`: there is no such option.
fn set_flag(flags: &mut Flags, letter: char) -> bool {
    match letter {
        'b' => flags.bytes_warning += 1,
        'B' => flags.dont_write_bytecode = true,
        'd' => flags.debug += 1,
        'E' => flags.ignore_environment = true,
        'i' => {
            flags.inspect += 1;
            flags.interactive += 1;
        }
        'I' => {
            flags.isolated = true;
            flags.ignore_environment = true;
            flags.no_user_site = true;
            flags.safe_path = true;
        }
        'O' => flags.optimize += 1,
        'P' => flags.safe_path = true,
        'q' => flags.quiet = true,
        's' => flags.no_user_site = true,
        'S' => flags.no_site = true,
        't' => {}
        'u' => flags.unbuffered = true,
        'v' => flags.verbose += 1,
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(args: &[&str]) -> Result<Parsed, Error> {
        let args: Vec<OsString> = args.iter().map(Into::into).collect();
        parse(args.iter())
    }

    fn options(args: &[&str]) -> Options {
        match parsed(args) {
            Ok(Parsed::Run(options)) => *options,
            _ => panic!("{args:?} should run something"),
        }
    }

    #[test]
    fn programs_take_the_rest() {
        let o = options(&["-BOO", "-Wd", "-X", "dev", "file.py", "-c", "x"]);
        assert!(matches!(&o.program, Program::File(f) if f == "file.py"));
        assert_eq!(o.argv, ["file.py", "-c", "x"]);
        assert_eq!((o.flags.optimize, o.flags.dont_write_bytecode), (2, true));
        assert_eq!((o.warn_options, o.x_options), (vec!["d".into()], vec!["dev".into()]));
        let o = options(&["-Ec", "print(1)", "-i"]);
        assert!(matches!(&o.program, Program::Command(t) if t == "print(1)"));
        assert_eq!(o.argv, ["-c", "-i"]);
        assert!(o.flags.ignore_environment && o.flags.inspect == 0);
        assert!(matches!(options(&["-", "a"]).program, Program::StandardInput));
        assert_eq!(options(&["--", "-x.py"]).argv, ["-x.py"]);
    }

    #[test]
    fn errors_are_worded() {
        let text = |args: &[&str]| parsed(args).err().map(|e| e.to_string());
        assert_eq!(text(&["-Z"]).as_deref(), Some("Unknown option: -Z"));
        assert_eq!(text(&["--foo"]).as_deref(), Some("Unknown option: --foo"));
        assert_eq!(text(&["-W"]).as_deref(), Some("Argument expected for the -W option"));
        assert_eq!(text(&["-c"]).as_deref(), Some("Argument expected for the -c option"));
        assert!(matches!(parsed(&["-VV"]), Ok(Parsed::Show(Text::LongVersion))));
    }
}
