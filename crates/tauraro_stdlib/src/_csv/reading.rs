//! The reader: lines to rows, character by character.

use super::dialect::{Dialect, Quoting, Rules};
use super::{State, error};
use crate::kinds;
use rustpython_wtf8::{CodePoint, Wtf8Buf};
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, TypeFlags};
use tauraro_core::{List, PyResult, Str, Value, Vm, payload};

pub(super) struct Reader {
    lines: Slot,
    dialect: Link<Dialect>,
    line_num: Cell<i64>,
    /// Counts rows that were begun, to notice when the lines' iterator reads rows itself.
    begun: Cell<u64>,
}

payload!(Reader, kinds::CSV_READER, "_csv.reader", [lines, dialect]);

/// Where in a row the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    RowStart,
    FieldStart,
    /// Behind the escape character.
    Escaped,
    /// Behind an escaped newline.
    EscapedNewline,
    Field,
    Quoted,
    QuotedEscaped,
    /// Behind a quote in a quoted field: the end, or the first of two.
    QuotedQuote,
    /// Behind the newline that ends the row.
    RowEnd,
}

/// A row under construction.
struct Row {
    rules: Rules,
    limit: i64,
    at: At,
    fields: Gc<List>,
    field: Wtf8Buf,
    length: i64,
    unquoted: bool,
}

pub(super) fn make(vm: &mut Vm, source: Value, dialect: Gc<Dialect>) -> PyResult {
    let lines = vm.iter(source)?;
    let shape = vm.extension::<State>().reader.root_shape.get();
    let payload = Reader {
        lines: Slot::new(lines),
        dialect: Link::new(Some(dialect)),
        line_num: Cell::new(0),
        begun: Cell::new(0),
    };
    Ok(vm.alloc(shape, payload).value())
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = v.cast::<Reader>().expect("slots of the reader get them");
    let Some(dialect) = this.dialect.get() else { return Ok(None) };
    let mut row = Row {
        rules: dialect.rules,
        limit: vm.extension::<State>().field_limit.get(),
        at: At::RowStart,
        fields: vm.new_list(&[])?,
        field: Wtf8Buf::new(),
        length: 0,
        unquoted: false,
    };
    let begun = this.begun.get() + 1;
    this.begun.set(begun);
    loop {
        let line = vm.next(this.lines.get())?;
        if this.begun.get() != begun {
            return Err(error(vm, "iterator has already advanced the reader"));
        }
        let Some(line) = line else {
            if row.length == 0 && row.at != At::Quoted {
                return Ok(None);
            }
            if row.rules.strict {
                return Err(error(vm, "unexpected end of data"));
            }
            row.save(vm)?;
            return Ok(Some(row.fields.value()));
        };
        let Some(text) = line.cast::<Str>() else {
            let text = format!(
                "iterator should return strings, not {} (the file should be opened in text mode)",
                vm.type_name(line)
            );
            return Err(error(vm, &text));
        };
        this.line_num.set(this.line_num.get() + 1);
        row.line(vm, text)?;
        row.step(vm, None)?;
        if row.at == At::RowStart {
            return Ok(Some(row.fields.value()));
        }
    }
}

impl Row {
    /// Reads a line's characters; runs of ordinary ones at once.
    fn line(&mut self, vm: &mut Vm, text: Gc<Str>) -> PyResult<()> {
        let whole = text.as_wtf8();
        let mut rest = whole;
        while !rest.is_empty() {
            if matches!(self.at, At::Field | At::Quoted) {
                let run = self.ordinary(rest.as_bytes());
                if run > 0 {
                    self.push_run(vm, &rest[..run])?;
                    rest = &rest[run..];
                    continue;
                }
            }
            let Some(point) = rest.code_points().next() else { break };
            self.step(vm, Some(point))?;
            rest = &rest[point.len_wtf8()..];
        }
        Ok(())
    }

    /// How many ASCII bytes have no meaning in a field.
    fn ordinary(&self, bytes: &[u8]) -> usize {
        let marks = [Some(self.rules.delimiter), self.rules.quote, self.rules.escape];
        let special = |b: u8| b >= 0x80 || b == b'\n' || b == b'\r' || marks.contains(&Some(u32::from(b)));
        bytes.iter().position(|b| special(*b)).unwrap_or(bytes.len())
    }

    fn push_run(&mut self, vm: &mut Vm, run: &rustpython_wtf8::Wtf8) -> PyResult<()> {
        self.length += run.len() as i64;
        self.field.push_wtf8(run);
        if self.length > self.limit { Err(self.too_long(vm)) } else { Ok(()) }
    }

    #[cold]
    fn too_long(&self, vm: &mut Vm) -> tauraro_core::Raised {
        error(vm, &format!("field larger than field limit ({})", self.limit))
    }

    fn push(&mut self, vm: &mut Vm, point: CodePoint) -> PyResult<()> {
        if self.length >= self.limit {
            return Err(self.too_long(vm));
        }
        self.length += 1;
        self.field.push(point);
        Ok(())
    }

    /// Ends the field.
    fn save(&mut self, vm: &mut Vm) -> PyResult<()> {
        let quoting = self.rules.quoting;
        let nullable = matches!(quoting, Quoting::Strings | Quoting::NotNull);
        let numeric = matches!(quoting, Quoting::Strings | Quoting::NonNumeric);
        let v = if self.unquoted && self.length == 0 && nullable {
            Value::NONE
        } else {
            let text = vm.new_str_wtf8(&self.field)?.value();
            let float = vm.types.float.value();
            if self.unquoted && numeric && self.length > 0 { vm.call(float, &[text])? } else { text }
        };
        self.field.clear();
        self.length = 0;
        self.fields.push(vm, v)
    }

    /// Ends the row at a newline (`end` false) or at the end of a line without one.
    fn end_row(&mut self, vm: &mut Vm, end: bool) -> PyResult<()> {
        self.save(vm)?;
        self.at = if end { At::RowStart } else { At::RowEnd };
        Ok(())
    }

    /// Reads a character, or the end of the line.
    fn step(&mut self, vm: &mut Vm, point: Option<CodePoint>) -> PyResult<()> {
        let c = point.map(CodePoint::to_u32);
        let newline = matches!(c, Some(0x0A | 0x0D));
        let rules = self.rules;
        let is_quote = c.is_some() && c == rules.quote && rules.quoting != Quoting::Never;
        let is_escape = c.is_some() && c == rules.escape;
        let is_delimiter = c == Some(rules.delimiter);
        // An escaped end of a line is a newline.
        let or_newline = point.unwrap_or(CodePoint::from('\n'));
        match (self.at, point) {
            (At::RowStart, None) => Ok(()),
            (At::RowStart, _) if newline => {
                self.at = At::RowEnd;
                Ok(())
            }
            (At::RowStart | At::FieldStart, _) => {
                self.field_start(vm, point, (newline, is_quote, is_escape, is_delimiter))
            }
            (At::Escaped, Some(p)) if newline => {
                self.at = At::EscapedNewline;
                self.push(vm, p)
            }
            (At::Escaped, _) => {
                self.at = At::Field;
                self.push(vm, or_newline)
            }
            (At::EscapedNewline | At::Quoted, None) => Ok(()),
            (At::Field | At::EscapedNewline, p) => match p {
                Some(_) if newline => self.end_row(vm, false),
                None => self.end_row(vm, true),
                Some(_) if is_escape => {
                    self.at = At::Escaped;
                    Ok(())
                }
                Some(_) if is_delimiter => {
                    self.at = At::FieldStart;
                    self.save(vm)
                }
                Some(p) => {
                    self.at = At::Field;
                    self.push(vm, p)
                }
            },
            (At::Quoted, Some(p)) => {
                if is_escape {
                    self.at = At::QuotedEscaped;
                } else if is_quote {
                    self.at = if rules.double_quote { At::QuotedQuote } else { At::Field };
                } else {
                    return self.push(vm, p);
                }
                Ok(())
            }
            (At::QuotedEscaped, _) => {
                self.at = At::Quoted;
                self.push(vm, or_newline)
            }
            (At::QuotedQuote, Some(p)) if is_quote => {
                self.at = At::Quoted;
                self.push(vm, p)
            }
            (At::QuotedQuote, _) if is_delimiter => {
                self.at = At::FieldStart;
                self.save(vm)
            }
            (At::QuotedQuote, p) if newline || p.is_none() => self.end_row(vm, p.is_none()),
            (At::QuotedQuote, Some(p)) if !rules.strict => {
                self.at = At::Field;
                self.push(vm, p)
            }
            (At::QuotedQuote, _) => {
                let shown = |c: u32| char::from_u32(c).unwrap_or('\u{fffd}');
                let quote = rules.quote.map_or(' ', shown);
                Err(error(vm, &format!("'{}' expected after '{quote}'", shown(rules.delimiter))))
            }
            (At::RowEnd, None) => {
                self.at = At::RowStart;
                Ok(())
            }
            (At::RowEnd, _) if newline => Ok(()),
            (At::RowEnd, _) => Err(error(
                vm,
                "new-line character seen in unquoted field - do you need to open the file with newline=''?",
            )),
        }
    }

    fn field_start(
        &mut self,
        vm: &mut Vm,
        point: Option<CodePoint>,
        (newline, is_quote, is_escape, is_delimiter): (bool, bool, bool, bool),
    ) -> PyResult<()> {
        self.unquoted = true;
        let Some(p) = point else { return self.end_row(vm, true) };
        if newline {
            return self.end_row(vm, false);
        }
        if is_quote {
            self.unquoted = false;
            self.at = At::Quoted;
        } else if is_escape {
            self.at = At::Escaped;
        } else if p.to_u32() == 0x20 && self.rules.skip_space {
            self.at = At::FieldStart;
        } else if is_delimiter {
            self.at = At::FieldStart;
            return self.save(vm);
        } else {
            self.at = At::Field;
            return self.push(vm, p);
        }
        Ok(())
    }
}

fn this(v: Value) -> Gc<Reader> {
    v.cast().expect("slots of the reader get them")
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "reader",
    module: "_csv",
    doc: Some("Iterates over the rows of lines of text."),
    kind: Some(Reader::INFO),
    flags: TypeFlags::NO_NEW,
    getset: &[
        GetSetDef {
            name: "dialect",
            doc: "",
            get: |_, v| Ok(this(v).dialect.get().map_or(Value::NONE, Gc::value)),
            set: None,
        },
        GetSetDef { name: "line_num", doc: "", get: |vm, v| Ok(vm.new_int(this(v).line_num.get())), set: None },
    ],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};
