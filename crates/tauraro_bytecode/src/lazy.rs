//! Code objects that may still be bytes. A program calls few of the functions of the modules that
//! it imports: the code of the others is never taken apart, and costs neither time nor memory.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::code::{Code, CodeFlags};
use crate::serial;

/// A code object, read from its bytes when it is first looked at.
#[derive(Clone, Debug)]
pub struct LazyCode {
    code: OnceLock<Arc<Code>>,
    /// `None` if the code was never bytes.
    stored: Option<Stored>,
}

/// Bytes of a code object and the file that all codes around it were compiled from.
#[derive(Clone, Debug)]
struct Stored {
    bytes: &'static [u8],
    filename: Arc<str>,
}

/// What making a function needs to know of its code.
#[derive(Clone, Debug)]
pub struct Outline<'a> {
    /// `co_name`
    pub name: &'a str,
    /// `co_qualname`
    pub qualname: &'a str,
    /// `co_filename`
    pub filename: &'a str,
    /// `co_flags`
    pub flags: CodeFlags,
}

impl LazyCode {
    pub(crate) fn stored(bytes: &'static [u8], filename: Arc<str>) -> LazyCode {
        LazyCode { code: OnceLock::new(), stored: Some(Stored { bytes, filename }) }
    }

    /// Whether the code was read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.code.get().is_some()
    }

    /// The code, read now if it was not before.
    #[must_use]
    pub fn get(&self) -> &Arc<Code> {
        self.code.get_or_init(|| {
            let stored = self.stored.as_ref().expect("code that was never bytes is there from the beginning");
            let code = serial::read_stored(stored.bytes, &stored.filename);
            Arc::new(code.expect("bytes that are trusted for good were written by this build"))
        })
    }

    /// The outline, without reading the code.
    #[must_use]
    pub fn outline(&self) -> Outline<'_> {
        let stored = self.stored.as_ref().filter(|_| !self.is_read());
        stored.and_then(|s| serial::read_outline(s.bytes, &s.filename)).unwrap_or_else(|| {
            let code = self.get();
            Outline { name: &code.name, qualname: &code.qualname, filename: &code.filename, flags: code.flags }
        })
    }
}

impl From<Arc<Code>> for LazyCode {
    fn from(code: Arc<Code>) -> LazyCode {
        LazyCode { code: OnceLock::from(code), stored: None }
    }
}

impl Deref for LazyCode {
    type Target = Arc<Code>;

    #[inline]
    fn deref(&self) -> &Arc<Code> {
        self.get()
    }
}
