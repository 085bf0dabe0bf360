//! Warnings from native code: reported through `_warnings`, which finds the place and asks the
//! filters.

use crate::heap::Gc;
use crate::object::Type;
use crate::value::{PyResult, Value};
use crate::vm::Vm;

impl Vm {
    /// Issues a warning at the running Python code's place. Raises it where a filter says so.
    pub fn warn(&mut self, category: Gc<Type>, text: &str, source: Option<Value>) -> PyResult<()> {
        let name = self.intern("_warnings");
        let warnings = match self.modules.get_name(self, name).and_then(Value::non_none) {
            Some(module) => module,
            None => {
                let Some(import) = self.builtins.get_name(self, self.names.import) else { return Ok(()) };
                self.call(import, &[name.value()])?
            }
        };
        let text = self.new_str(text)?.value();
        let args = [text, category.value(), Value::small(1), source.unwrap_or(Value::NONE)];
        self.call_method(warnings, "warn", &args).map(|_| ())
    }

    /// The warning about a conversion method that returned an instance of a strict subclass.
    #[cold]
    pub fn warn_strict_subclass(&mut self, what: &str, wanted: &str, got: Value) -> PyResult<()> {
        let name = self.type_name(got);
        let text = format!(
            "{what} returned non-{wanted} (type {name}).  The ability to return an instance of a strict subclass \
             of {wanted} is deprecated, and may not be supported in a future version of Python."
        );
        self.warn(self.exc.deprecation_warning, &text, None)
    }
}
