//! The writer: rows to lines.

use super::dialect::{Dialect, Quoting, Rules};
use super::{State, error};
use crate::kinds;
use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};
use tauraro_core::heap::{Gc, HasKindInfo, Link, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, TypeFlags};
use tauraro_core::{PyResult, Str, Value, Vm, defs, payload, pyfunction};

pub(super) struct Writer {
    /// The file's `write`.
    write: Slot,
    dialect: Link<Dialect>,
}

payload!(Writer, kinds::CSV_WRITER, "_csv.writer", [write, dialect]);

pub(super) fn make(vm: &mut Vm, file: Value, dialect: Gc<Dialect>) -> PyResult {
    let write = match vm.getattr_opt(file, vm.names.write)? {
        Some(write) if vm.type_of(write).slots.call.get().is_some() => write,
        _ => return Err(vm.type_error("argument 1 must have a \"write\" method")),
    };
    let shape = vm.extension::<State>().writer.root_shape.get();
    Ok(vm.alloc(shape, Writer { write: Slot::new(write), dialect: Link::new(Some(dialect)) }).value())
}

/// A line under construction.
struct Line<'a> {
    rules: Rules,
    terminator: &'a Wtf8,
    text: Wtf8Buf,
    fields: usize,
}

impl Line<'_> {
    fn push_mark(&mut self, mark: Option<u32>) {
        if let Some(point) = mark.and_then(CodePoint::from_u32) {
            self.text.push(point);
        }
    }

    /// Appends a field; `None` is Python's None.
    fn field(&mut self, vm: &mut Vm, content: Option<&Wtf8>, quoted: bool) -> PyResult<()> {
        let rules = self.rules;
        let mut quoted = quoted;
        let field = content.unwrap_or(Wtf8::new(""));
        if field.is_empty() && rules.delimiter == 0x20 && rules.skip_space {
            if self.refuses_quotes(content.is_none()) {
                let text = "empty field must be quoted if delimiter is a space and skipinitialspace is true";
                return Err(error(vm, text));
            }
            quoted = true;
        }
        let mut body = Wtf8Buf::with_capacity(field.len() + 2);
        if self.is_plain(field.as_bytes()) {
            body.push_wtf8(field);
        } else {
            quoted |= self.escape(vm, field, &mut body)?;
        }
        if self.fields > 0 {
            self.push_mark(Some(rules.delimiter));
        }
        self.fields += 1;
        if quoted {
            self.push_mark(rules.quote);
        }
        self.text.push_wtf8(&body);
        if quoted {
            self.push_mark(rules.quote);
        }
        Ok(())
    }

    /// Whether the rules let an empty field have no quotes.
    fn refuses_quotes(&self, null: bool) -> bool {
        let nullable = matches!(self.rules.quoting, Quoting::Strings | Quoting::NotNull);
        self.rules.quoting == Quoting::Never || null && nullable
    }

    /// Text of ASCII characters of which none has a meaning.
    fn is_plain(&self, bytes: &[u8]) -> bool {
        let marks = [Some(self.rules.delimiter), self.rules.quote, self.rules.escape];
        let terminator = self.terminator.as_bytes();
        !bytes.iter().any(|b| {
            *b >= 0x80 || *b == b'\n' || *b == b'\r' || marks.contains(&Some(u32::from(*b))) || terminator.contains(b)
        })
    }

    /// Writes a field with what must be escaped escaped; gives whether it needs quotes.
    fn escape(&self, vm: &mut Vm, field: &Wtf8, body: &mut Wtf8Buf) -> PyResult<bool> {
        let rules = self.rules;
        let mut quoted = false;
        for point in field.code_points() {
            let c = Some(point.to_u32());
            let is_quote = c == rules.quote;
            let special = is_quote
                || c == Some(rules.delimiter)
                || c == rules.escape
                || matches!(c, Some(0x0A | 0x0D))
                || self.terminator.code_points().any(|t| t == point);
            if special {
                let escaped = match rules.quoting {
                    Quoting::Never => true,
                    _ if is_quote => {
                        if rules.double_quote {
                            body.push(point);
                        }
                        !rules.double_quote
                    }
                    _ => c == rules.escape,
                };
                if escaped {
                    match rules.escape.and_then(CodePoint::from_u32) {
                        Some(mark) => body.push(mark),
                        None => return Err(error(vm, "need to escape, but no escapechar set")),
                    }
                } else {
                    quoted = true;
                }
            }
            body.push(point);
        }
        Ok(quoted)
    }
}

fn is_number(vm: &Vm, v: Value) -> bool {
    let slots = &vm.type_of(v).slots;
    slots.index.get().is_some()
        || slots.int.get().is_some()
        || slots.float.get().is_some()
        || tauraro_objects::complex::as_complex(v).is_some()
}

fn write_row(vm: &mut Vm, writer: Gc<Writer>, row: Value) -> PyResult {
    let Some(dialect) = writer.dialect.get() else { return Ok(Value::NONE) };
    let terminator = dialect.line_terminator.get();
    let terminator: Gc<Str> = terminator.cast().expect("a dialect's line terminator is a str");
    let fields = match vm.iter(row) {
        Ok(iter) => iter,
        Err(raised) => {
            if vm.catch(vm.exc.type_error).is_none() {
                return Err(raised);
            }
            let text = format!("iterable expected, not {}", vm.type_name(row));
            return Err(error(vm, &text));
        }
    };
    let mut line = Line { rules: dialect.rules, terminator: terminator.as_wtf8(), text: Wtf8Buf::new(), fields: 0 };
    let mut null = false;
    while let Some(v) = vm.next(fields)? {
        let quoted = match line.rules.quoting {
            Quoting::NonNumeric => !is_number(vm, v),
            Quoting::All => true,
            Quoting::Strings => v.is::<Str>(),
            Quoting::NotNull => !v.is_none(),
            Quoting::Minimal | Quoting::Never => false,
        };
        null = v.is_none();
        if null {
            line.field(vm, None, quoted)?;
        } else {
            let text = match v.cast::<Str>() {
                Some(s) => s,
                None => vm.str(v)?,
            };
            line.field(vm, Some(text.as_wtf8()), quoted)?;
        }
    }
    if line.fields > 0 && line.text.is_empty() {
        if line.refuses_quotes(null) {
            return Err(error(vm, "single empty field record must be quoted"));
        }
        line.fields = 0;
        line.field(vm, None, true)?;
    }
    line.text.push_wtf8(terminator.as_wtf8());
    let text = vm.new_str_wtf8(&line.text)?.value();
    vm.call(writer.write.get(), &[text])
}

/// Writes a row; returns what the file's write method returns.
#[pyfunction("writer.writerow($self, row, /)")]
fn writerow(vm: &mut Vm, this: Gc<Writer>, row: Value) -> PyResult {
    write_row(vm, this, row)
}

/// Writes all rows of an iterable.
#[pyfunction("writer.writerows($self, rows, /)")]
fn writerows(vm: &mut Vm, this: Gc<Writer>, rows: Value) -> PyResult<()> {
    vm.for_each(rows, |vm, row| write_row(vm, this, row).map(|_| ()))
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "writer",
    module: "_csv",
    doc: Some("Writes rows as lines of text."),
    kind: Some(Writer::INFO),
    flags: TypeFlags::NO_NEW,
    methods: defs![writerow, writerows],
    getset: &[GetSetDef {
        name: "dialect",
        doc: "",
        get: |_, v| {
            let this: Option<Gc<Writer>> = v.cast();
            Ok(this.and_then(|w| w.dialect.get()).map_or(Value::NONE, Gc::value))
        },
        set: None,
    }],
    ..TypeSpec::EMPTY
};
