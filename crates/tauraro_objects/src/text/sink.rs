//! Where text is appended to: str and bytes take numbers in the same form.

use rustpython_wtf8::Wtf8Buf;

/// Takes ASCII text.
pub trait Sink {
    fn text(&mut self, text: &str);

    /// `count` times the same character.
    fn repeat(&mut self, c: u8, count: usize);
}

impl Sink for Wtf8Buf {
    #[inline]
    fn text(&mut self, text: &str) {
        self.push_str(text);
    }

    fn repeat(&mut self, c: u8, count: usize) {
        debug_assert!(c.is_ascii());
        (0..count).for_each(|_| self.push_char(char::from(c)));
    }
}

impl Sink for Vec<u8> {
    #[inline]
    fn text(&mut self, text: &str) {
        self.extend_from_slice(text.as_bytes());
    }

    fn repeat(&mut self, c: u8, count: usize) {
        self.resize(self.len() + count, c);
    }
}

impl Sink for String {
    #[inline]
    fn text(&mut self, text: &str) {
        self.push_str(text);
    }

    fn repeat(&mut self, c: u8, count: usize) {
        debug_assert!(c.is_ascii());
        self.extend(std::iter::repeat_n(char::from(c), count));
    }
}
