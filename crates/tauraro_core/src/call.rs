//! The call protocol: how arguments travel from any caller to any callee.

use crate::heap::Gc;
use crate::object::{Dict, List, Str, Tuple};
use crate::value::{PyResult, Value};
use crate::vm::Vm;

/// The arguments of a call: an optional receiver, then positional values, then the values of
/// keyword arguments, whose names stand in `names` in the same order. Borrows the caller's
/// registers; nothing is copied on the way to a native function.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    /// Goes before all positional values (a bound method's instance).
    pub receiver: Option<Value>,
    /// Positional values, then keyword values.
    pub values: &'a [Value],
    /// Names of the last `names.len()` values.
    pub names: Option<Gc<Tuple>>,
}

impl<'a> Args<'a> {
    pub const NONE: Args<'static> = Args { receiver: None, values: &[], names: None };

    #[inline(always)]
    pub fn positional(values: &'a [Value]) -> Args<'a> {
        Args { receiver: None, values, names: None }
    }

    /// The same arguments behind one more.
    ///
    /// # Panics
    /// If there is a receiver already: whoever binds twice joins the values first.
    #[inline(always)]
    pub fn with_receiver(self, receiver: Value) -> Args<'a> {
        assert!(self.receiver.is_none(), "a call has one receiver");
        Args { receiver: Some(receiver), ..self }
    }

    #[inline(always)]
    pub fn keyword_count(&self) -> usize {
        self.names.map_or(0, |n| n.len())
    }

    #[inline(always)]
    pub fn has_keywords(&self) -> bool {
        self.keyword_count() != 0
    }

    /// Positional values after the receiver.
    #[inline(always)]
    pub fn plain(&self) -> &'a [Value] {
        &self.values[..self.values.len() - self.keyword_count()]
    }

    /// Number of positional arguments, the receiver included.
    #[inline(always)]
    pub fn positional_count(&self) -> usize {
        self.plain().len() + usize::from(self.receiver.is_some())
    }

    /// The i-th positional argument, the receiver being the 0th if there is one.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<Value> {
        match self.receiver {
            Some(r) if i == 0 => Some(r),
            Some(_) => self.plain().get(i - 1).copied(),
            None => self.plain().get(i).copied(),
        }
    }

    /// Keyword arguments: (name, value).
    pub fn keywords(&self) -> impl Iterator<Item = (Gc<Str>, Value)> + use<'a> {
        let values = &self.values[self.values.len() - self.keyword_count()..];
        let names = self.names;
        values.iter().enumerate().filter_map(move |(i, v)| {
            let name = names?.get(i)?.cast::<Str>()?;
            Some((name, *v))
        })
    }
}

impl Vm {
    /// Calls anything. Raises what it raises, or TypeError if it cannot be called.
    pub fn call_args(&mut self, callee: Value, args: Args<'_>) -> PyResult {
        let ty = self.type_of(callee);
        match ty.slots.call.get() {
            Some(call) => {
                self.check_native_stack()?;
                call(self, callee, args)
            }
            None => Err(self.type_error(format!("'{}' object is not callable", ty.name_str()))),
        }
    }

    /// Calls with positional arguments.
    #[inline]
    pub fn call(&mut self, callee: Value, args: &[Value]) -> PyResult {
        self.call_args(callee, Args::positional(args))
    }

    /// Calls a method by name with positional arguments, without making a bound method.
    pub fn call_method(&mut self, obj: Value, name: &str, args: &[Value]) -> PyResult {
        let name = self.intern(name);
        self.call_method_args(obj, name, Args::positional(args))
    }

    /// Calls a method by name.
    pub fn call_method_args(&mut self, obj: Value, name: Gc<Str>, args: Args<'_>) -> PyResult {
        let (callee, bound) = self.load_method(obj, name)?;
        match bound {
            Some(receiver) => self.call_args(callee, args.with_receiver(receiver)),
            None => self.call_args(callee, args),
        }
    }

    /// Calls a dunder that the type (not the instance) defines. `None`: it does not.
    pub fn call_special(&mut self, obj: Value, name: Gc<Str>, args: &[Value]) -> PyResult<Option<Value>> {
        let ty = self.type_of(obj);
        let Some(attr) = self.lookup(ty, name) else { return Ok(None) };
        let (callee, receiver) = self.bind_special(attr, obj, ty)?;
        let args = Args { receiver, values: args, names: None };
        self.call_args(callee, args).map(Some)
    }

    /// Calls with positional arguments and a dict of keyword arguments.
    pub fn call_dict(&mut self, callee: Value, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult {
        let Some(kwargs) = kwargs.filter(|k| !k.is_empty()) else { return self.call(callee, args) };
        let names = self.new_list(&[])?;
        let values = self.new_list(args)?;
        for (name, value) in kwargs.iter() {
            names.push(self, name)?;
            values.push(self, value)?;
        }
        let names = self.list_to_tuple(names)?;
        let values = self.list_to_tuple(values)?;
        self.call_args(callee, Args { receiver: None, values: values.items(), names: Some(names) })
    }

    /// A tuple of a list's items.
    pub fn list_to_tuple(&mut self, list: Gc<List>) -> PyResult<Gc<Tuple>> {
        self.new_tuple_filled(list.items.len(), |i| list.items.get(i).unwrap_or(Value::NONE))
    }

    /// Calls `f` with the arguments behind one more, whether or not there is a receiver already.
    pub fn with_first(
        &mut self,
        first: Value,
        args: Args<'_>,
        f: impl FnOnce(&mut Vm, Args<'_>) -> PyResult,
    ) -> PyResult {
        if args.receiver.is_none() {
            return f(self, Args { receiver: Some(first), ..args });
        }
        let joined = self.join_receiver(args)?;
        f(self, Args { receiver: Some(first), values: joined.items(), names: args.names })
    }

    /// Flattens arguments to (positional, keyword names and values), for callees that store
    /// them. The receiver becomes the first positional value.
    pub fn join_receiver(&mut self, args: Args<'_>) -> PyResult<Gc<Tuple>> {
        match args.receiver {
            None => self.new_tuple(args.values),
            Some(receiver) => {
                let joined = self.new_tuple_filled(args.values.len() + 1, |i| match i {
                    0 => receiver,
                    i => args.values[i - 1],
                })?;
                Ok(joined)
            }
        }
    }
}
