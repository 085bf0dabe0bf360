//! Reading a command's arguments: flags, options with a value, and plain words.
//!
//! Written by hand because every command needs the same ten lines and nothing more.

use std::str::FromStr;

/// What a command could not do, as a sentence for the person at the terminal.
pub(crate) type Error = String;

/// The arguments that have not been taken yet.
pub(crate) struct Args {
    words: Vec<String>,
}

impl Args {
    pub(crate) fn new(words: Vec<String>) -> Args {
        Args { words }
    }

    /// Takes the flag `name` and says whether it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before
    }

    /// Takes `name VALUE` or `name=VALUE`; the last one given counts.
    pub(crate) fn option(&mut self, name: &str) -> Result<Option<String>, Error> {
        let mut found = None;
        let mut at = 0;
        while at < self.words.len() {
            if self.words[at] == name {
                self.words.remove(at);
                if at == self.words.len() {
                    return Err(format!("{name} needs a value"));
                }
                found = Some(self.words.remove(at));
            } else if let Some(value) = self.words[at].strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
                found = Some(value.to_owned());
                self.words.remove(at);
            } else {
                at += 1;
            }
        }
        Ok(found)
    }

    /// Like `option`, read as a number or whatever else the default is.
    pub(crate) fn parsed<T: FromStr>(&mut self, name: &str, default: T) -> Result<T, Error> {
        match self.option(name)? {
            None => Ok(default),
            Some(text) => text.parse().map_err(|_| format!("{name}: {text:?} does not fit")),
        }
    }

    /// What is left, once every flag and option has been taken.
    pub(crate) fn plain_words(self) -> Result<Vec<String>, Error> {
        match self.words.iter().find(|word| word.starts_with('-') && word.len() > 1) {
            Some(word) => Err(format!("unknown option {word}")),
            None => Ok(self.words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn args(text: &str) -> Args {
        Args::new(text.split(' ').map(str::to_owned).collect())
    }

    #[test]
    fn takes_flags_options_and_words() {
        let mut a = args("types/int --bless --mode interp --jobs=3 lang");
        assert!(a.flag("--bless"));
        assert!(!a.flag("--bless"));
        assert_eq!(a.option("--mode").unwrap().as_deref(), Some("interp"));
        assert_eq!(a.parsed("--jobs", 1).unwrap(), 3);
        assert_eq!(a.plain_words().unwrap(), ["types/int", "lang"]);
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(args("--mode").option("--mode").is_err());
        assert!(args("--jobs x").parsed("--jobs", 1).is_err());
        assert!(args("--nonsense").plain_words().is_err());
    }
}
