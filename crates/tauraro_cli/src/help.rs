//! The texts of `--help` and its relatives, and the version.

use crate::options::Text;

/// The version of Python that the runtime is.
const PYTHON_VERSION: &str = "3.14.0";

pub(crate) fn usage(program: &str) -> String {
    format!("{program} [option] ... [-c cmd | -m mod | file | -] [arg] ...")
}

/// Writes a text to standard output.
pub(crate) fn show(text: Text, program: &str) {
    match text {
        Text::Usage => print!("usage: {}\n{OPTIONS}", usage(program)),
        Text::Environment => print!("{ENVIRONMENT}"),
        Text::XOptions => print!("{X_OPTIONS}"),
        Text::All => print!("usage: {}\n{OPTIONS}\n{ENVIRONMENT}\n{X_OPTIONS}", usage(program)),
        Text::Version => println!("Python {PYTHON_VERSION}"),
        Text::LongVersion => println!("Python {PYTHON_VERSION} (Tauraro {})", env!("CARGO_PKG_VERSION")),
        Text::Licenses => print!("{LICENSES}"),
    }
}

const OPTIONS: &str = "\
Options (a variable of the environment that does the same stands in brackets):
-b     : warn where bytes are compared with or shown as text; twice: raise
-B     : write no bytecode files [PYTHONDONTWRITEBYTECODE=x]
-c cmd : run the text; ends the options
-d     : debug the parser; has no effect here [PYTHONDEBUG=x]
-E     : take no notice of the environment's PYTHON* variables
-h     : show this text (also -? and --help)
-i     : give a prompt behind the program, also without a terminal
         [PYTHONINSPECT=x]
-I     : run apart from the user's environment: -E, -P and -s
-m mod : run a module of the library or the search path; ends the options
-O     : leave out assert and what depends on __debug__ [PYTHONOPTIMIZE=1]
-OO    : leave out docstrings as well [PYTHONOPTIMIZE=2]
-P     : do not search the program's folder for modules [PYTHONSAFEPATH=x]
-q     : begin the prompt without a greeting
-s     : leave the user's site folder out of sys.path [PYTHONNOUSERSITE=x]
-S     : do not import site
-u     : write output at once [PYTHONUNBUFFERED=x]
-v     : tell what is imported; may be repeated [PYTHONVERBOSE=x]
-V     : show the version (also --version); twice: more of it
-W arg : what to do with warnings: action:message:category:module:line
         [PYTHONWARNINGS=arg]
-x     : leave out the first line of the file
-X opt : an option of this implementation
--check-hash-based-pycs always|default|never:
         when to trust bytecode files that carry a hash
--help-env: show the environment's variables
--help-xoptions: show the options of -X
--help-all: show all help
--licenses: show the licences of what is built in

Arguments:
file   : the program; a folder or zip archive with a __main__ module will do
-      : read the program from standard input (the default; a prompt if that
         is a terminal)
arg ...: the program's arguments, sys.argv[1:]

tauraro dis FILE ... : show the bytecode of source files
tauraro explain FILE ... : run a program, show what became machine code and why
";

const ENVIRONMENT: &str = "\
Environment variables that change behavior:
PYTHON_COLORS   : 1 colours tracebacks, 0 does not; else the terminal, NO_COLOR
                  and FORCE_COLOR decide
PYTHONHASHSEED  : 'random', or the seed of the hashes of text, from 0 to
                  4294967295
PYTHONINTMAXSTRDIGITS: how long ints may be in conversions to and from text;
                  0: as long as they are
PYTHONPATH      : folders to search for modules first, separated by ':'
PYTHONSTARTUP   : a file that is run before the prompt
PYTHONUTF8      : 1 chooses UTF-8 mode, 0 does not
PYTHONDEVMODE   : as -X dev
PYTHONWARNDEFAULTENCODING: as -X warn_default_encoding

These variables are the same as an option:
PYTHONDEBUG             (-d)
PYTHONDONTWRITEBYTECODE (-B)
PYTHONINSPECT           (-i)
PYTHONNOUSERSITE        (-s)
PYTHONOPTIMIZE          (-O)
PYTHONSAFEPATH          (-P)
PYTHONUNBUFFERED        (-u)
PYTHONVERBOSE           (-v)
PYTHONWARNINGS=arg      (-W arg)

TAURARO_JIT     : how code is run (-X jit)
";

const X_OPTIONS: &str = "\
The following implementation-specific options are available:
-X dev : development mode: show warnings that are hidden otherwise
         [PYTHONDEVMODE]
-X faulthandler : report signals that end the process [PYTHONFAULTHANDLER]
-X jit=on : hot loops and functions become machine code (the default); off: all code is
         interpreted; eager: at the first chance, for tests [TAURARO_JIT]
-X int_max_str_digits=N: how long ints may be in conversions to and from text;
         0: as long as they are [PYTHONINTMAXSTRDIGITS]
-X utf8[=0|1]: UTF-8 mode [PYTHONUTF8]
-X warn_default_encoding: warn where a file's encoding is not given
         [PYTHONWARNDEFAULTENCODING]
Other options are kept in sys._xoptions and have no effect.
";

const LICENSES: &str = "\
Tauraro is licensed under the MIT License or the Apache License, Version 2.0, at your choice.

The pure-Python part of the standard library is CPython's, Copyright (c) 2001 Python Software
Foundation; All Rights Reserved. It is licensed under the PSF License Agreement, whose text is at
https://docs.python.org/3.14/license.html.
";
