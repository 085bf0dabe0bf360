//! Numbers, with the errors of wrong ones.

use super::lexer::Lexer;
use super::{Kind, Stop};

/// Keywords that may follow a number at once.
const FOLLOWERS: [&str; 8] = ["and", "else", "for", "if", "in", "is", "not", "or"];

impl Lexer {
    pub(super) fn number(&mut self) -> Result<Kind, Stop> {
        let radix = match (self.here(), self.ahead(1)) {
            (Some(b'0'), Some(b'x' | b'X')) => Some((16, "hexadecimal")),
            (Some(b'0'), Some(b'o' | b'O')) => Some((8, "octal")),
            (Some(b'0'), Some(b'b' | b'B')) => Some((2, "binary")),
            _ => None,
        };
        if let Some((radix, name)) = radix {
            self.at += 2;
            self.radix_digits(radix, name)?;
            self.check_end(name)?;
            return Ok(Kind::Number);
        }
        let mut name = "decimal";
        if self.here() != Some(b'.') {
            self.decimal_digits()?;
        }
        if self.here() == Some(b'.') {
            self.at += 1;
            if self.here().is_some_and(|b| b.is_ascii_digit()) {
                self.decimal_digits()?;
            }
        }
        if matches!(self.here(), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.ahead(1), Some(b'+' | b'-')));
            if self.ahead(1 + sign).is_some_and(|b| b.is_ascii_digit()) {
                self.at += 1 + sign;
                self.decimal_digits()?;
            } else if sign == 1 {
                return self.error("invalid decimal literal", self.at + 1);
            }
        }
        if matches!(self.here(), Some(b'j' | b'J')) {
            self.at += 1;
            name = "imaginary";
        }
        self.check_end(name)?;
        Ok(Kind::Number)
    }

    /// Digits with single underscores between them.
    fn decimal_digits(&mut self) -> Result<(), Stop> {
        loop {
            while self.here().is_some_and(|b| b.is_ascii_digit()) {
                self.at += 1;
            }
            if self.here() != Some(b'_') {
                return Ok(());
            }
            self.at += 1;
            if !self.here().is_some_and(|b| b.is_ascii_digit()) {
                return self.error("invalid decimal literal", self.at - 1);
            }
        }
    }

    fn radix_digits(&mut self, radix: u32, name: &str) -> Result<(), Stop> {
        loop {
            if self.here() == Some(b'_') {
                self.at += 1;
            }
            let digit = |b: Option<u8>| b.is_some_and(|b| char::from(b).is_digit(radix));
            if !digit(self.here()) {
                return match self.here() {
                    Some(b) if b.is_ascii_digit() => {
                        self.error(format!("invalid digit '{}' in {name} literal", char::from(b)), self.at)
                    }
                    _ => self.error(format!("invalid {name} literal"), self.at - 1),
                };
            }
            while digit(self.here()) {
                self.at += 1;
            }
            match self.here() {
                Some(b'_') => {}
                Some(b) if b.is_ascii_digit() => {
                    return self.error(format!("invalid digit '{}' in {name} literal", char::from(b)), self.at);
                }
                _ => return Ok(()),
            }
        }
    }

    /// No name may begin right behind a number, but for some keywords.
    fn check_end(&mut self, name: &str) -> Result<(), Stop> {
        if self.extra {
            return Ok(());
        }
        let rest = &self.source.text()[self.at..];
        let Some(c) = rest.chars().next() else { return Ok(()) };
        if !(c.is_alphanumeric() || c == '_' || !c.is_ascii()) {
            return Ok(());
        }
        if FOLLOWERS.iter().any(|word| rest.starts_with(word)) {
            return Ok(());
        }
        self.error(format!("invalid {name} literal"), self.at - 1)
    }
}
