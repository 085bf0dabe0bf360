//! The environment variables whose names begin with PYTHON.

use crate::Fatal;
use crate::options::Options;
use std::ffi::OsString;
use tauraro::Flags;

/// The variables, none of them if the command line says so.
pub(crate) struct Environment {
    ignored: bool,
    random_hash: bool,
}

const PREINITIALIZED: &str = "preinitialized";

impl Environment {
    pub(crate) fn new(options: &Options) -> Environment {
        Environment { ignored: options.flags.ignore_environment, random_hash: options.random_hash }
    }

    /// A variable that is set and not empty.
    pub(crate) fn text(&self, name: &str) -> Option<OsString> {
        if self.ignored {
            return None;
        }
        std::env::var_os(name).filter(|v| !v.is_empty())
    }

    /// A variable that counts like an option given that many times; what is no number counts once.
    fn level(&self, name: &str) -> u8 {
        let Some(text) = self.text(name) else { return 0 };
        let number = text.to_str().and_then(|t| t.parse::<u8>().ok());
        number.unwrap_or(1)
    }

    fn is_set(&self, name: &str) -> bool {
        self.text(name).is_some()
    }

    /// PYTHONHASHSEED; `None` for a random one.
    pub(crate) fn hash_seed(&self) -> Result<Option<u32>, Fatal> {
        let Some(text) = self.text("PYTHONHASHSEED").filter(|_| !self.random_hash) else { return Ok(None) };
        if text == "random" {
            return Ok(None);
        }
        match text.to_str().and_then(|t| t.parse().ok()) {
            Some(seed) => Ok(Some(seed)),
            None => Err(Fatal {
                function: "config_init_hash_seed",
                message: "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]".to_owned(),
                state: PREINITIALIZED,
            }),
        }
    }

    /// The flags of the command line and those that variables add.
    pub(crate) fn flags(&self, options: &Options) -> Result<Flags, Fatal> {
        let given = options.flags;
        let x = |name: &str| x_option(options, name);
        Ok(Flags {
            debug: given.debug.max(self.level("PYTHONDEBUG")),
            inspect: given.inspect.max(self.level("PYTHONINSPECT")),
            optimize: given.optimize.max(self.level("PYTHONOPTIMIZE")),
            verbose: given.verbose.max(self.level("PYTHONVERBOSE")),
            dont_write_bytecode: given.dont_write_bytecode || self.level("PYTHONDONTWRITEBYTECODE") > 0,
            no_user_site: given.no_user_site || self.level("PYTHONNOUSERSITE") > 0,
            unbuffered: given.unbuffered || self.level("PYTHONUNBUFFERED") > 0,
            safe_path: given.safe_path || self.is_set("PYTHONSAFEPATH"),
            faulthandler: x("faulthandler").is_some()
                || self.is_set("PYTHONFAULTHANDLER")
                || x("dev").is_some()
                || self.level("PYTHONDEVMODE") > 0,
            dev_mode: x("dev").is_some() || self.level("PYTHONDEVMODE") > 0,
            utf8_mode: self.utf8_mode(options)?,
            warn_default_encoding: x("warn_default_encoding").is_some() || self.is_set("PYTHONWARNDEFAULTENCODING"),
            ..given
        })
    }

    /// `-X utf8` or PYTHONUTF8; if neither is given, the C locale asks for it.
    fn utf8_mode(&self, options: &Options) -> Result<bool, Fatal> {
        let fatal = |message: &str| {
            let state = "preinitializing";
            Err(Fatal { function: "preconfig_init_utf8_mode", message: message.to_owned(), state })
        };
        if let Some(value) = x_option(options, "utf8") {
            return match value.as_deref() {
                None | Some("1") => Ok(true),
                Some("0") => Ok(false),
                Some(_) => fatal("invalid -X utf8 option value"),
            };
        }
        match self.text("PYTHONUTF8").as_ref().map(|v| v.to_string_lossy()).as_deref() {
            Some("1") => return Ok(true),
            Some("0") => return Ok(false),
            Some(_) => return fatal("invalid PYTHONUTF8 environment variable value"),
            None => {}
        }
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|n| std::env::var_os(n).filter(|v| !v.is_empty()));
        // CPython takes such a locale for C.UTF-8 where there is one, and has no need of the mode.
        Ok(locale.is_some_and(|l| l == "POSIX"))
    }

    /// The limit of digits, if a variable or an option sets it.
    pub(crate) fn int_max_str_digits(&self, options: &Options) -> Result<Option<u32>, Fatal> {
        /// Smaller limits, but for none at all, would break the runtime itself.
        const LEAST: u32 = 640;
        let fatal = |what: &str| {
            let message = format!("{what}: invalid limit; must be >= {LEAST} or 0 for unlimited.");
            Err(Fatal { function: "config_init_int_max_str_digits", message, state: PREINITIALIZED })
        };
        let parse = |text: &str| text.parse::<u32>().ok().filter(|n| *n == 0 || *n >= LEAST);
        let mut limit = None;
        if let Some(text) = self.text("PYTHONINTMAXSTRDIGITS") {
            limit = text.to_str().and_then(parse);
            if limit.is_none() {
                return fatal("PYTHONINTMAXSTRDIGITS");
            }
        }
        if let Some(value) = x_option(options, "int_max_str_digits") {
            limit = value.as_deref().and_then(parse);
            if limit.is_none() {
                return fatal("-X int_max_str_digits");
            }
        }
        Ok(limit)
    }

    /// `sys.warnoptions`, from the weakest to the strongest.
    pub(crate) fn warn_options(&self, options: &Options, flags: &Flags) -> Vec<OsString> {
        let mut all: Vec<OsString> = Vec::new();
        let mut add = |option: OsString| {
            if !all.contains(&option) {
                all.push(option);
            }
        };
        if flags.dev_mode {
            add("default".into());
        }
        if let Some(text) = self.text("PYTHONWARNINGS") {
            for part in text.to_string_lossy().split(',').filter(|p| !p.is_empty()) {
                add(part.into());
            }
        }
        for option in &options.warn_options {
            add(option.clone());
        }
        match flags.bytes_warning {
            0 => {}
            1 => add("default::BytesWarning".into()),
            _ => add("error::BytesWarning".into()),
        }
        all
    }

    /// How code is to be run; empty: as usual.
    pub(crate) fn jit(&self, options: &Options) -> String {
        match x_option(options, "jit") {
            Some(value) => value.unwrap_or_default(),
            None if self.ignored => String::new(),
            None => std::env::var("TAURARO_JIT").unwrap_or_default(),
        }
    }
}

/// An `-X` option: `None` if it is not given, else its value, which may be missing.
fn x_option(options: &Options, name: &str) -> Option<Option<String>> {
    options.x_options.iter().rev().find_map(|option| {
        let option = option.to_string_lossy();
        match option.split_once('=') {
            Some((n, value)) if n == name => Some(Some(value.to_owned())),
            None if option == name => Some(None),
            _ => None,
        }
    })
}
