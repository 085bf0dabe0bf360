//! `tauraro explain`: runs a program and shows, on its source, where the time went, what became machine
//! code, and what kept the rest from it.

mod html;
mod json;
mod page;
mod text;

use crate::{Fatal, configure, help, options};
use options::{Options, Parsed};
use page::Page;
use std::ffi::OsString;
use std::io::Write as _;
use tauraro::report::{Report, Stages};
use tauraro::{End, Runtime};

/// What is to be shown, and where.
#[derive(Default)]
struct Asked {
    html: Option<OsString>,
    json: Option<OsString>,
    /// Stages of a function: its name, and whether the machine code is shown rather than the IR.
    stages: Option<(String, bool)>,
}

const USAGE: &str = "usage: tauraro explain [--html FILE] [--json FILE] [--ir FUNC | --asm FUNC] [option] ... \
                     [-c cmd | -m mod | file | -] [arg] ...";

/// Runs what the arguments behind `explain` say.
pub(crate) fn run(args: &[OsString]) -> End {
    let (asked, rest) = match asked(&args[2..]) {
        Ok(parts) => parts,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return End::Status(2);
        }
    };
    let options = match options::parse(rest.iter()) {
        Ok(Parsed::Run(options)) => *options,
        Ok(Parsed::Show(text)) => {
            help::show(text, "tauraro");
            return End::Status(0);
        }
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return End::Status(2);
        }
    };
    match explain(&asked, &options, args) {
        Ok(end) => end,
        Err(fatal) => crate::fatal(&fatal),
    }
}

/// The options of `explain` itself, which stand first, and the others.
fn asked(args: &[OsString]) -> Result<(Asked, Vec<OsString>), String> {
    let mut asked = Asked::default();
    let mut at = 0;
    while let Some(option) = args.get(at).and_then(|arg| arg.to_str()) {
        let (name, inline) = option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
        if !matches!(name, "--html" | "--json" | "--ir" | "--asm") {
            break;
        }
        let value = match inline {
            Some(value) => value.into(),
            None => {
                at += 1;
                args.get(at).cloned().ok_or_else(|| format!("Argument expected for the {name} option"))?
            }
        };
        at += 1;
        match name {
            "--html" => asked.html = Some(value),
            "--json" => asked.json = Some(value),
            _ => asked.stages = Some((value.to_string_lossy().into_owned(), name == "--asm")),
        }
    }
    Ok((asked, args[at..].to_vec()))
}

fn explain(asked: &Asked, options: &Options, args: &[OsString]) -> Result<End, Fatal> {
    let config = configure(options, args)?;
    let run_options = crate::run_options(options, &config, "tauraro".to_owned());
    let mut runtime = std::mem::ManuallyDrop::new(Runtime::new(&config));
    let stages = Stages { of: asked.stages.as_ref().map(|(name, _)| name.clone()) };
    let (end, report) = runtime.explain(&options.program, &run_options, stages);
    let written = show(asked, &report);
    if let Err(message) = written {
        eprintln!("tauraro: {message}");
        return Ok(End::Status(1));
    }
    Ok(end)
}

fn show(asked: &Asked, report: &Report) -> Result<(), String> {
    let page = Page::new(report);
    if let Some(file) = &asked.html {
        write(file, &html::page(&page, report))?;
    }
    if let Some(file) = &asked.json {
        write(file, &json::data(report))?;
    }
    if let Some((name, is_machine)) = &asked.stages {
        return write("-".as_ref(), &text::stages(report, name, *is_machine));
    }
    if asked.html.is_none() && asked.json.is_none() {
        write("-".as_ref(), &text::page(&page, report))?;
    }
    Ok(())
}

/// Writes a text to a file; `-` is standard output.
fn write(file: &std::ffi::OsStr, text: &str) -> Result<(), String> {
    let written = match file.to_str() {
        Some("-") => std::io::stdout().write_all(text.as_bytes()),
        _ => std::fs::write(file, text),
    };
    written.map_err(|error| format!("can't write '{}': {error}", file.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::asked;
    use std::ffi::OsString;

    #[test]
    fn its_own_options_stand_first() {
        let args: Vec<OsString> = ["--html", "a.html", "--ir=f", "x.py", "--json"].iter().map(Into::into).collect();
        let (asked, rest) = asked(&args).expect("the options are right");
        assert_eq!(asked.html.as_deref(), Some("a.html".as_ref()));
        assert_eq!(asked.stages, Some(("f".to_owned(), false)));
        assert!(asked.json.is_none());
        assert_eq!(rest, ["x.py", "--json"]);
    }

    #[test]
    fn an_option_wants_its_argument() {
        assert!(asked(&["--json".into()]).is_err());
    }
}
