//! Number literals: the shapes that are wrong, and what CPython says about each.

use super::lexer::{Lexed, Lexer, is_word_byte};
use super::token::{Kind, Token};

/// What a number may be followed by although it reads badly: `1if x else y`. CPython warns.
const WORDS_AFTER_NUMBER: [&str; 5] = ["and", "else", "for", "not", "or"];

/// Whether a word that may follow a number begins `text`. Of `if`, `in` and `is` CPython
/// looks at the two letters only.
pub(crate) fn begins_with_word(text: &[u8]) -> bool {
    if let [b'i', b'f' | b'n' | b's', ..] = text {
        return true;
    }
    WORDS_AFTER_NUMBER.iter().any(|word| {
        text.strip_prefix(word.as_bytes()).is_some_and(|rest| !rest.first().is_some_and(|&byte| is_word_byte(byte)))
    })
}

impl Lexer<'_> {
    pub(super) fn number(&mut self, first: u8) -> Lexed<Token> {
        if first != b'0' {
            let next = self.digits()?;
            return self.after_integer(next);
        }
        match self.bump() {
            Some(b'x' | b'X') => self.radix("hexadecimal", 16),
            Some(b'o' | b'O') => self.radix("octal", 8),
            Some(b'b' | b'B') => self.radix("binary", 2),
            next => self.leading_zero(next),
        }
    }

    /// The digits after `0x`, `0o` or `0b`.
    fn radix(&mut self, name: &str, radix: u32) -> Lexed<Token> {
        let fits = |byte: Option<u8>| byte.is_some_and(|b| char::from(b).is_digit(radix));
        let mut next = self.bump();
        loop {
            if next == Some(b'_') {
                next = self.bump();
            }
            if !fits(next) {
                self.check_digit(next, name)?;
                self.back(next);
                return self.fail(format!("invalid {name} literal"));
            }
            while fits(next) {
                next = self.bump();
            }
            if next != Some(b'_') {
                break;
            }
        }
        self.check_digit(next, name)?;
        self.end_number(next, name)
    }

    /// A decimal digit that is too large for its radix has a text of its own.
    fn check_digit(&mut self, next: Option<u8>, name: &str) -> Lexed<()> {
        match next {
            Some(digit @ b'0'..=b'9') if name != "hexadecimal" => {
                self.fail(format!("invalid digit '{}' in {name} literal", char::from(digit)))
            }
            _ => Ok(()),
        }
    }

    /// A decimal number that begins with 0: only zeros may follow, unless it is a float.
    fn leading_zero(&mut self, mut next: Option<u8>) -> Lexed<Token> {
        loop {
            if next == Some(b'_') {
                next = self.bump();
                self.need_digit(next)?;
            }
            if next != Some(b'0') {
                break;
            }
            next = self.bump();
        }
        let zeros_end = self.cur;
        let nonzero = matches!(next, Some(b'1'..=b'9'));
        if nonzero {
            next = self.digits()?;
        }
        if nonzero && !matches!(next, Some(b'.' | b'e' | b'E' | b'j' | b'J')) {
            self.back(next);
            let from = self.char_col(self.start) + 1;
            let to = self.char_col(zeros_end);
            let msg = "leading zeros in decimal integer literals are not permitted; \
                       use an 0o prefix for octal integers";
            return self.fail_at(msg, from, to);
        }
        self.after_integer(next)
    }

    fn after_integer(&mut self, next: Option<u8>) -> Lexed<Token> {
        if next == Some(b'.') {
            let next = self.bump();
            return self.fraction(next);
        }
        self.exponent_or_end(next)
    }

    /// After the point; `next` is the byte behind it.
    pub(super) fn fraction(&mut self, mut next: Option<u8>) -> Lexed<Token> {
        if matches!(next, Some(b'0'..=b'9')) {
            next = self.digits()?;
        }
        self.exponent_or_end(next)
    }

    fn exponent_or_end(&mut self, mut next: Option<u8>) -> Lexed<Token> {
        if let Some(b'e' | b'E') = next {
            let sign = self.bump();
            if let Some(b'+' | b'-') = sign {
                let digit = self.bump();
                self.need_digit(digit)?;
                next = self.digits()?;
            } else if matches!(sign, Some(b'0'..=b'9')) {
                next = self.digits()?;
            } else {
                // Perhaps the `e` begins `else`.
                self.back(sign);
                return self.end_number(next, "decimal");
            }
        }
        if let Some(b'j' | b'J') = next {
            let next = self.bump();
            return self.end_number(next, "imaginary");
        }
        self.end_number(next, "decimal")
    }

    /// Reads digits and single underscores between them; returns the byte after them.
    fn digits(&mut self) -> Lexed<Option<u8>> {
        loop {
            let mut next = self.bump();
            while matches!(next, Some(b'0'..=b'9')) {
                next = self.bump();
            }
            if next != Some(b'_') {
                return Ok(next);
            }
            let digit = self.bump();
            self.need_digit(digit)?;
        }
    }

    fn need_digit(&mut self, read: Option<u8>) -> Lexed<()> {
        if matches!(read, Some(b'0'..=b'9')) {
            return Ok(());
        }
        self.back(read);
        self.fail("invalid decimal literal")
    }

    /// `next` was read behind the number and must not go on with it.
    fn end_number(&mut self, next: Option<u8>, name: &str) -> Lexed<Token> {
        self.back(next);
        if next.is_some_and(|byte| byte < 128 && is_word_byte(byte)) {
            let rest = &self.bytes[self.cur..];
            if !begins_with_word(rest) {
                return self.fail(format!("invalid {name} literal"));
            }
        }
        Ok(self.token(Kind::Number))
    }
}
