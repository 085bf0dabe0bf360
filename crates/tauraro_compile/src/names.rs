//! Identifiers as small numbers, and the mangling of private ones.

use std::collections::HashMap;

/// An interned identifier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Sym(pub(crate) u32);

macro_rules! known_names {
    ($($constant:ident = $number:literal $text:literal,)*) => {
        /// Names that the compiler itself speaks of.
        impl Sym {
            $(pub(crate) const $constant: Sym = Sym($number);)*
        }

        const KNOWN: &[&str] = &[$($text),*];
    };
}

known_names! {
    DUNDER_CLASS = 0 "__class__",
    CLASSDICT = 1 "__classdict__",
    CONDITIONAL_ANNOTATIONS = 2 "__conditional_annotations__",
    FORMAT = 3 ".format",
    TYPE_PARAMS = 4 ".type_params",
    GENERIC_BASE = 5 ".generic_base",
    DEFAULTS = 6 ".defaults",
    KWDEFAULTS = 7 ".kwdefaults",
    DOT_ZERO = 8 ".0",
    SUPER = 9 "super",
    RANGE = 10 "range",
    DUNDER_TYPE_PARAMS = 11 "__type_params__",
}

/// All identifiers of one compilation.
#[derive(Debug)]
pub(crate) struct Names {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, Sym, foldhash::fast::FixedState>,
}

impl Names {
    pub(crate) fn new() -> Names {
        let mut names = Names { texts: Vec::new(), numbers: HashMap::default() };
        for (number, text) in KNOWN.iter().enumerate() {
            let sym = names.intern(text);
            debug_assert_eq!(sym.0 as usize, number);
        }
        names
    }

    pub(crate) fn intern(&mut self, text: &str) -> Sym {
        if let Some(sym) = self.numbers.get(text) {
            return *sym;
        }
        let sym = Sym(self.texts.len() as u32);
        self.texts.push(text.into());
        self.numbers.insert(text.into(), sym);
        sym
    }

    pub(crate) fn text(&self, sym: Sym) -> &str {
        &self.texts[sym.0 as usize]
    }
}

/// The name under which `__name` of class `class` is stored; `None` if it is no private name.
/// Dotted names (of imports) are never private.
pub(crate) fn mangle(class: &str, name: &str) -> Option<String> {
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return None;
    }
    let class = class.trim_start_matches('_');
    (!class.is_empty()).then(|| format!("_{class}{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_names() {
        assert_eq!(mangle("C", "__x").as_deref(), Some("_C__x"));
        assert_eq!(mangle("__C", "__x").as_deref(), Some("_C__x"));
        for (class, name) in [("C", "__x__"), ("C", "_x"), ("C", "x"), ("__", "__x"), ("C", "__a.b")] {
            assert_eq!(mangle(class, name), None);
        }
    }

    #[test]
    fn names_are_numbered_once() {
        let mut names = Names::new();
        assert_eq!(names.intern("super"), Sym::SUPER);
        let a = names.intern("a");
        assert_eq!(names.intern("a"), a);
        assert_eq!(names.text(a), "a");
    }
}
