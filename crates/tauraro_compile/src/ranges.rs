//! Places of tree nodes where Python's tree and the parser's differ.

use tauraro_syntax::ast::Decorator;
use tauraro_syntax::{Ranged, TextRange, TextSize};

/// Where a decorated definition itself starts: at `def`, `async` or `class`. The parser's range
/// begins at the first decorator.
pub(crate) fn definition(source: &str, decorators: &[Decorator], range: TextRange) -> TextRange {
    let Some(last) = decorators.last() else { return range };
    let mut at = last.range().end().to_usize();
    let bytes = source.as_bytes();
    // Between a decorator and what it decorates stand blanks, comments and closing brackets of
    // a decorator in parentheses.
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'#' => at += bytes[at..].iter().take_while(|byte| **byte != b'\n').count(),
            byte if byte.is_ascii_alphabetic() => break,
            _ => at += 1,
        }
    }
    TextRange::new(TextSize::new(at as u32).min(range.end()), range.end())
}
