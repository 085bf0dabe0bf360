//! f-strings and t-strings.

use tauraro_bytecode::{Const, Conversion, Reg};
use tauraro_syntax::ast::{self, ConversionFlag, FStringPart, InterpolatedElement, InterpolatedStringElement};
use tauraro_syntax::{Ranged, TextRange, literal};

use super::{Generator, Result};

/// Strings with more pieces are joined in two steps, so that windows stay small.
const RUN_MAX: usize = 100;

/// A piece of an f-string.
enum Piece<'a> {
    Text(Vec<u8>),
    Value(&'a InterpolatedElement),
}

impl<'a> Generator<'a> {
    /// The value of an f-string without replacement fields.
    pub(super) fn constant_fstring(&mut self, e: &'a ast::ExprFString) -> Result<Option<Const>> {
        if e.value.elements().any(|element| element.as_interpolation().is_some()) {
            return Ok(None);
        }
        let pieces = self.fstring_pieces(e)?;
        Ok(Some(match pieces.into_iter().next() {
            Some(Piece::Text(bytes)) => Const::Str(bytes.into()),
            _ => Const::str(""),
        }))
    }

    pub(super) fn fstring(&mut self, e: &'a ast::ExprFString, dst: Reg) -> Result {
        let pieces = self.fstring_pieces(e)?;
        self.join(&pieces, dst, e.range)
    }

    fn fstring_pieces(&mut self, e: &'a ast::ExprFString) -> Result<Vec<Piece<'a>>> {
        let mut pieces = Vec::new();
        for part in e.value.as_slice() {
            match part {
                FStringPart::Literal(text) => {
                    let bytes = self.decode(text.range, literal::decode_str)?;
                    add_text(&mut pieces, &bytes);
                }
                FStringPart::FString(string) => {
                    let raw = string.flags.prefix().is_raw();
                    self.add_pieces(&string.elements, raw, &mut pieces)?;
                }
            }
        }
        Ok(pieces)
    }

    fn add_pieces(
        &mut self,
        elements: &'a [InterpolatedStringElement],
        raw: bool,
        pieces: &mut Vec<Piece<'a>>,
    ) -> Result {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(text) => {
                    let bytes = self.decode_text(text.range, raw)?;
                    add_text(pieces, &bytes);
                }
                InterpolatedStringElement::Interpolation(value) => {
                    if let Some(debug) = &value.debug_text {
                        add_text(pieces, without_comments(debug.as_str()).as_bytes());
                    }
                    pieces.push(Piece::Value(value));
                }
            }
        }
        Ok(())
    }

    fn decode_text(&self, range: TextRange, raw: bool) -> Result<Vec<u8>> {
        if raw {
            self.decode(range, |text| literal::decode_fstring_text(text, true))
        } else {
            self.decode(range, |text| literal::decode_fstring_text(text, false))
        }
    }

    fn join(&mut self, pieces: &[Piece<'a>], dst: Reg, range: TextRange) -> Result {
        let mark = self.mark();
        self.deeper()?;
        match pieces {
            [] => self.load_const(dst, Const::str("")),
            [only] => self.piece(only, dst, range)?,
            _ if pieces.len() > RUN_MAX => {
                let chunks = pieces.chunks(RUN_MAX);
                let count = chunks.len() as u32;
                let base = self.temps(count)?;
                for (index, chunk) in chunks.enumerate() {
                    self.join(chunk, base.plus(index as u16), range)?;
                }
                self.at(range);
                self.asm().build_string(dst, base, count);
            }
            _ => {
                let base = self.temps(pieces.len() as u32)?;
                for (index, piece) in pieces.iter().enumerate() {
                    self.piece(piece, base.plus(index as u16), range)?;
                }
                self.at(range);
                self.asm().build_string(dst, base, pieces.len() as u32);
            }
        }
        self.depth -= 1;
        self.release(mark);
        Ok(())
    }

    fn piece(&mut self, piece: &Piece<'a>, dst: Reg, range: TextRange) -> Result {
        match piece {
            Piece::Text(bytes) => {
                self.at(range);
                self.load_const(dst, Const::Str(bytes.clone().into()));
                Ok(())
            }
            Piece::Value(value) => self.format(value, dst),
        }
    }

    fn format(&mut self, element: &'a InterpolatedElement, dst: Reg) -> Result {
        let mark = self.mark();
        let mut value = self.reg(&element.expression)?;
        let spec = element.format_spec.as_deref();
        if spec.is_some() && !self.scope().rebinds.is_empty() {
            let copy = self.temp()?;
            self.asm().mov(copy, value);
            value = copy;
        }
        self.at(element.range);
        let conversion = conversion(element);
        if conversion != Conversion::None {
            let converted = self.temp()?;
            self.asm().convert_value(converted, value, conversion.imm());
            value = converted;
        }
        match spec {
            None => self.asm().format_simple(dst, value),
            Some(spec) => {
                let text = self.temp()?;
                self.format_spec(spec, text)?;
                self.at(element.range);
                self.asm().format_spec(dst, value, text);
            }
        }
        self.release(mark);
        Ok(())
    }

    fn format_spec(&mut self, spec: &'a ast::InterpolatedStringFormatSpec, dst: Reg) -> Result {
        let mut pieces = Vec::new();
        self.add_pieces(&spec.elements, false, &mut pieces)?;
        self.at(spec.range);
        self.join(&pieces, dst, spec.range)
    }

    // ---- t-strings ----

    pub(super) fn tstring(&mut self, e: &'a ast::ExprTString, dst: Reg) -> Result {
        let mut strings: Vec<Vec<u8>> = vec![Vec::new()];
        let mut values = Vec::new();
        for string in e.value.as_slice() {
            let raw = string.flags.prefix().is_raw();
            for element in &string.elements {
                match element {
                    InterpolatedStringElement::Literal(text) => {
                        let bytes = self.decode_text(text.range, raw)?;
                        strings.last_mut().expect("never empty").extend(bytes);
                    }
                    InterpolatedStringElement::Interpolation(value) => {
                        if let Some(debug) = &value.debug_text {
                            let text = without_comments(debug.as_str());
                            strings.last_mut().expect("never empty").extend(text.bytes());
                        }
                        strings.push(Vec::new());
                        values.push(value);
                    }
                }
            }
        }
        let strings_register = self.temp()?;
        self.at(e.range);
        let strings = strings.into_iter().map(|text| Const::Str(text.into())).collect();
        self.load_const(strings_register, Const::Tuple(strings));
        let list = self.temp()?;
        self.interpolations(&values, list, e.range)?;
        self.at(e.range);
        self.asm().build_template(dst, strings_register, list);
        Ok(())
    }

    fn interpolations(&mut self, values: &[&'a InterpolatedElement], dst: Reg, range: TextRange) -> Result {
        let mark = self.mark();
        if values.len() > RUN_MAX {
            self.asm().build_list(dst, dst, 0);
            for value in values {
                let item = self.temp()?;
                self.interpolation(value, item)?;
                self.asm().list_append(dst, item);
                self.release(mark);
            }
            self.at(range);
            self.asm().list_to_tuple(dst, dst);
            return Ok(());
        }
        let base = self.temps(values.len() as u32)?;
        for (index, value) in values.iter().enumerate() {
            self.interpolation(value, base.plus(index as u16))?;
        }
        self.at(range);
        self.asm().build_tuple(dst, base, values.len() as u32);
        self.release(mark);
        Ok(())
    }

    fn interpolation(&mut self, element: &'a InterpolatedElement, dst: Reg) -> Result {
        let mark = self.mark();
        let base = self.temps(3)?;
        self.into(&element.expression, base)?;
        self.at(element.range);
        let given = self.settings.options.places.as_ref().and_then(|places| places.text(element.range));
        let text = given.unwrap_or_else(|| interpolation_text(self.source, element));
        self.load_const(base.plus(1), Const::str(&text));
        match element.format_spec.as_deref() {
            Some(spec) => self.format_spec(spec, base.plus(2))?,
            None => self.asm().clear_local(base.plus(2)),
        }
        self.at(element.range);
        self.asm().build_interpolation(dst, base, conversion(element).imm());
        self.release(mark);
        Ok(())
    }
}

/// The source of a replacement field's expression, blanks around it included.
pub fn interpolation_text(source: &str, element: &InterpolatedElement) -> String {
    let start = element.range.start().to_usize() + 1;
    let end = element.expression.range().end().to_usize();
    let limit = element.range.end().to_usize();
    let rest = &source[end..limit];
    let mut stop = end;
    let mut in_comment = false;
    for (index, c) in rest.char_indices() {
        match c {
            '#' => in_comment = true,
            '\n' => in_comment = false,
            '=' | '!' | ':' | '}' if !in_comment => {
                stop = end + index;
                break;
            }
            _ => {}
        }
    }
    without_comments(&source[start..stop])
}

fn conversion(element: &InterpolatedElement) -> Conversion {
    match element.conversion {
        ConversionFlag::Str => Conversion::Str,
        ConversionFlag::Repr => Conversion::Repr,
        ConversionFlag::Ascii => Conversion::Ascii,
        // `{x=}` shows the repr unless a format is asked for.
        ConversionFlag::None if element.debug_text.is_some() && element.format_spec.is_none() => Conversion::Repr,
        ConversionFlag::None => Conversion::None,
    }
}

fn add_text(pieces: &mut Vec<Piece<'_>>, bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(Piece::Text(text)) => text.extend_from_slice(bytes),
        _ => pieces.push(Piece::Text(bytes.to_vec())),
    }
}

/// The text of a field over several lines, without its comments.
pub fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quote = None;
    let mut in_comment = false;
    for c in text.chars() {
        match (c, quote) {
            ('\n', _) => in_comment = false,
            ('#', None) => in_comment = true,
            ('\'' | '"', None) if !in_comment => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            _ => {}
        }
        if !in_comment {
            out.push(c);
        }
    }
    out
}
