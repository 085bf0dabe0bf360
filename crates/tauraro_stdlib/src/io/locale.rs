//! What the environment says about the encoding of text.

use super::fd;
use crate::sys::SysConfig;

/// The encoding of files that are opened without one, and how strict the standard streams are.
pub(super) struct Locale {
    /// `utf-8` in UTF-8 mode, else the locale's name for its encoding.
    pub(super) encoding: String,
    pub(super) utf8_mode: bool,
    /// Bytes that are no UTF-8 pass through stdin and stdout.
    pub(super) lenient: bool,
}

/// A variable of the environment, unless that is to be ignored; `None` also where it is empty.
pub(super) fn variable(config: &SysConfig, name: &str) -> Option<String> {
    if config.flags.ignore_environment || config.flags.isolated {
        return None;
    }
    std::env::var(name).ok().filter(|v| !v.is_empty())
}

/// Looks at the locale, `-X utf8` and PYTHONUTF8. The locale `C` means UTF-8 mode.
pub(super) fn find(config: &SysConfig) -> Locale {
    let locale = fd::system_locale();
    let plain = matches!(locale.name.as_str(), "C" | "POSIX");
    let utf8_mode = match variable(config, "PYTHONUTF8").as_deref() {
        _ if config.flags.utf8_mode => true,
        Some("1") => true,
        Some(_) => false,
        None => plain,
    };
    let lenient = utf8_mode || plain || matches!(locale.name.as_str(), "C.UTF-8" | "C.utf8" | "UTF-8");
    let encoding = if utf8_mode || locale.encoding.is_empty() { "utf-8".to_owned() } else { locale.encoding };
    Locale { encoding, utf8_mode, lenient }
}
