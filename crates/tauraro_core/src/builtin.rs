//! Builtins declared once: `FnDef` is the static record that `#[pyfunction("...")]` makes of a
//! Rust function and its Python signature. Binding of arguments, `__text_signature__`, error
//! texts, fast entry points and effects all come from it.

use crate::call::Args;
use crate::heap::{Gc, Payload};
use crate::object::{Dict, Str};
use crate::value::{PyResult, Raised, Value};
use crate::vm::Vm;

/// What the first parameter of a native function is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Receiver {
    /// A module function or static method.
    None,
    /// `$self`
    Instance,
    /// `$type` or `$cls`
    Class,
}

/// One named parameter.
pub struct Param {
    pub name: &'static str,
    /// The default as Python text; `None`: required.
    pub default: Option<&'static str>,
}

/// A Python signature, parsed when the crate was compiled.
pub struct Signature {
    /// `append`
    pub name: &'static str,
    /// `list.append`
    pub qualname: &'static str,
    /// `($self, object, /)`
    pub text: &'static str,
    pub receiver: Receiver,
    /// Named parameters, the receiver first; `*args` and `**kwargs` are not among them.
    pub params: &'static [Param],
    /// How many of them are positional-only (the receiver counts).
    pub posonly: usize,
    /// How many can be passed by position.
    pub positional: usize,
    pub varargs: bool,
    pub varkw: bool,
    /// Without keywords, so many positional arguments up to `positional` need no other binding
    /// than to be copied; `usize::MAX`: no number does.
    pub plain_min: usize,
}

/// Entry points for exactly so many positional arguments, receiver included, without keywords.
#[derive(Clone, Copy)]
pub enum Fast {
    None,
    F0(fn(&mut Vm) -> PyResult),
    F1(fn(&mut Vm, Value) -> PyResult),
    F2(fn(&mut Vm, Value, Value) -> PyResult),
    F3(fn(&mut Vm, Value, Value, Value) -> PyResult),
}

/// What a builtin may do, for the compilers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effects {
    /// May run Python code and change anything.
    MayCall,
    /// Runs no Python code, but reads or writes memory.
    Leaf,
    /// The result depends on the arguments' values only.
    Pure,
}

/// A native function: one static record.
pub struct FnDef {
    pub sig: Signature,
    pub doc: &'static str,
    /// Binds any arguments and runs.
    pub call: fn(&mut Vm, Args<'_>) -> PyResult,
    pub fast: Fast,
    pub effects: Effects,
}

/// Arguments that no named parameter took.
pub struct Rest<'a> {
    pub args: &'a [Value],
    pub kwargs: Option<Gc<Dict>>,
}

/// Functions with keyword parameters whose arguments CPython counts before it looks at names.
const COUNTED_PLAINLY: [&str; 3] = ["int.__new__", "str.__new__", "sorted"];

impl Signature {
    fn has_receiver(&self) -> usize {
        usize::from(self.receiver != Receiver::None)
    }

    /// The name in messages about arguments: for constructors that of the type.
    fn shown_name(&self) -> &'static str {
        match self.name {
            "__new__" | "__init__" => self.qualname.rsplit('.').nth(1).unwrap_or(self.name),
            name => name,
        }
    }

    fn is_constructor(&self) -> bool {
        matches!(self.name, "__new__" | "__init__")
    }

    fn required(&self) -> usize {
        self.params[..self.positional].iter().filter(|p| p.default.is_none()).count()
    }

    /// Sorts arguments into `places`, one for each of `params`. Raises TypeError with the texts
    /// that CPython's argument parsers have.
    pub fn bind<'a>(&self, vm: &mut Vm, args: Args<'a>, places: &mut [Option<Value>]) -> PyResult<Rest<'a>> {
        let given = args.positional_count();
        if args.names.is_none() && given >= self.plain_min && given <= self.positional {
            let (first, rest) = places.split_at_mut(usize::from(args.receiver.is_some()));
            if let [first] = first {
                *first = args.receiver;
            }
            for (place, v) in rest.iter_mut().zip(args.values) {
                *place = Some(*v);
            }
            return Ok(Rest { args: &[], kwargs: None });
        }
        if self.has_receiver() == 1 && given == 0 {
            return Err(vm.type_error(format!("unbound method {}() needs an argument", self.qualname)));
        }
        let taken = given.min(self.positional);
        for (i, place) in places[..taken].iter_mut().enumerate() {
            *place = args.get(i);
        }
        let rest = &args.plain()[args.plain().len() - (given - taken)..];
        if !rest.is_empty() && !self.varargs {
            return Err(self.wrong_count(vm, given, args.keyword_count()));
        }
        let mut kwargs = None;
        if self.varkw {
            kwargs = Some(vm.new_dict());
        }
        if args.has_keywords() {
            self.bind_keywords(vm, args, places, kwargs)?;
        }
        for (i, (param, place)) in self.params.iter().zip(places.iter()).enumerate() {
            if param.default.is_none() && place.is_none() {
                return Err(self.missing(vm, i, given));
            }
        }
        Ok(Rest { args: rest, kwargs })
    }

    fn bind_keywords(
        &self,
        vm: &mut Vm,
        args: Args<'_>,
        places: &mut [Option<Value>],
        kwargs: Option<Gc<Dict>>,
    ) -> PyResult<()> {
        if self.posonly == self.params.len() && !self.varkw {
            let name = if self.is_constructor() { self.shown_name() } else { self.qualname };
            return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
        }
        for (name, value) in args.keywords() {
            let named = self.params.iter().skip(self.posonly);
            let at = named.map(|p| p.name.as_bytes()).position(|n| n == name.as_bytes());
            match (at.map(|i| i + self.posonly), kwargs) {
                (Some(i), _) if places[i].is_some() => {
                    let text = format!(
                        "argument for {}() given by name ('{}') and position ({})",
                        self.shown_name(),
                        self.params[i].name,
                        i + 1 - self.has_receiver()
                    );
                    return Err(vm.type_error(text));
                }
                (Some(i), _) => places[i] = Some(value),
                (None, Some(dict)) => dict.set_name(vm, name, value)?,
                (None, None) => {
                    let known: Vec<&str> = self.params[self.posonly..].iter().map(|p| p.name).collect();
                    // The keywords of sorted() are those of the list's method.
                    let shown = if self.qualname == "sorted" { "sort" } else { self.shown_name() };
                    return Err(unexpected_keyword(vm, shown, name, &known));
                }
            }
        }
        Ok(())
    }

    #[cold]
    fn missing(&self, vm: &mut Vm, i: usize, given: usize) -> Raised {
        let takes_all = self.varargs && self.varkw;
        if self.posonly == self.params.len() && !takes_all
            || i < self.posonly && COUNTED_PLAINLY.contains(&self.qualname)
        {
            return self.wrong_count(vm, given, 0);
        }
        let text = if i < self.posonly {
            let this = self.has_receiver();
            let least = self.params[this..self.posonly].iter().filter(|p| p.default.is_none()).count();
            let bound = if least < self.positional - this || takes_all { "at least" } else { "exactly" };
            let plural = if least == 1 { "" } else { "s" };
            let kind = if takes_all { "" } else { "positional " };
            format!("{}() takes {bound} {least} {kind}argument{plural} ({} given)", self.shown_name(), given - this)
        } else if i < self.positional {
            format!(
                "{}() missing required argument '{}' (pos {})",
                self.shown_name(),
                self.params[i].name,
                i + 1 - self.has_receiver()
            )
        } else {
            format!("{}() missing required keyword-only argument '{}'", self.shown_name(), self.params[i].name)
        };
        vm.type_error(text)
    }

    #[cold]
    fn wrong_count(&self, vm: &mut Vm, given: usize, keywords: usize) -> Raised {
        let this = self.has_receiver();
        let (given, least, most) = (given - this, self.required() - this, self.positional - this);
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let no_parameters = most == 0 && !self.varargs && self.params.len() == this;
        let text = if no_parameters && let Some(class) = self.qualname.strip_suffix(".__new__") {
            format!("{class}() takes no positional arguments")
        } else if no_parameters {
            format!("{}() takes no arguments ({given} given)", self.qualname)
        } else if COUNTED_PLAINLY.contains(&self.qualname) || self.posonly == self.params.len() && !self.varkw {
            // Constructors count their arguments in another way than methods of one.
            let constructor = self.receiver == Receiver::Class && self.name == self.qualname;
            let counted = COUNTED_PLAINLY.contains(&self.qualname);
            if least == 1 && most == 1 && !self.varargs && !constructor && !counted {
                format!("{}() takes exactly one argument ({given} given)", self.qualname)
            } else {
                let (bound, n) = match (least == most && !self.varargs, given < least) {
                    (true, _) => ("", least),
                    (false, true) => ("at least ", least),
                    (false, false) => ("at most ", most),
                };
                format!("{} expected {bound}{n} argument{}, got {given}", self.shown_name(), plural(n))
            }
        } else {
            let all = self.params.len() - this;
            let exact = if least == most { "exactly" } else { "at most" };
            let total = given + keywords;
            if total > all {
                let kind = if given == 0 { "keyword " } else { "" };
                let name = self.shown_name();
                format!("{name}() takes at most {all} {kind}argument{} ({total} given)", plural(all))
            } else if most == 0 {
                format!("{}() takes no positional arguments", self.shown_name())
            } else {
                let name = self.shown_name();
                format!("{name}() takes {exact} {most} positional argument{} ({given} given)", plural(most))
            }
        };
        vm.type_error(text)
    }
}

/// Raises the TypeError for a keyword that a function does not know; `known` are those it does.
#[cold]
pub fn unexpected_keyword(vm: &mut Vm, function: &str, keyword: Gc<Str>, known: &[&str]) -> Raised {
    let keyword = keyword.to_string_lossy();
    let hint = match crate::suggest::closest(&keyword, known) {
        Some(best) => format!(". Did you mean '{best}'?"),
        None => String::new(),
    };
    vm.type_error(format!("{function}() got an unexpected keyword argument '{keyword}'{hint}"))
}

/// Conversion of an argument to a Rust parameter.
pub trait FromArg: Sized {
    /// `None` where the argument was not given. `def` and `at` are for messages.
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<Self>;
}

fn given(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult {
    match arg {
        Some(v) => Ok(v),
        None => Err(sig.missing(vm, at, 0)),
    }
}

impl FromArg for Value {
    #[inline(always)]
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<Value> {
        given(vm, arg, sig, at)
    }
}

impl<T: FromArg> FromArg for Option<T> {
    #[inline(always)]
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<Option<T>> {
        match arg {
            None => Ok(None),
            given => T::from_arg(vm, given, sig, at).map(Some),
        }
    }
}

/// An object of the type (or a subclass). Raises "f() argument 1 must be T, not U".
impl<T: Payload> FromArg for Gc<T> {
    #[inline]
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<Gc<T>> {
        let v = given(vm, arg, sig, at)?;
        match v.cast::<T>() {
            Some(gc) => Ok(gc),
            None => Err(wrong_type(vm, v, sig, at, T::NAME)),
        }
    }
}

#[cold]
fn wrong_type(vm: &mut Vm, v: Value, sig: &Signature, at: usize, wanted: &str) -> Raised {
    let got = vm.type_of(v).name_str();
    let text = if at == 0 && sig.receiver == Receiver::Instance {
        format!("descriptor '{}' for '{wanted}' objects doesn't apply to a '{got}' object", sig.name)
    } else {
        let got = if v.is_none() { "None".to_owned() } else { got };
        let this = usize::from(sig.receiver != Receiver::None);
        let single = sig.params.len() - this == 1 && sig.posonly == sig.params.len();
        match (single, at < sig.posonly) {
            (true, _) => format!("{}() argument must be {wanted}, not {got}", sig.shown_name()),
            (false, true) => format!("{}() argument {} must be {wanted}, not {got}", sig.shown_name(), at + 1 - this),
            (false, false) => {
                format!("{}() argument '{}' must be {wanted}, not {got}", sig.shown_name(), sig.params[at].name)
            }
        }
    };
    vm.type_error(text)
}

/// Truth of the object.
impl FromArg for bool {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<bool> {
        let v = given(vm, arg, sig, at)?;
        vm.truth(v)
    }
}

/// An index (`__index__`) in 64 bits. Raises OverflowError beyond.
impl FromArg for i64 {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<i64> {
        let v = given(vm, arg, sig, at)?;
        vm.index_i64(v)
    }
}

/// An index in 32 bits, a C int. Raises OverflowError beyond.
impl FromArg for i32 {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<i32> {
        let v = given(vm, arg, sig, at)?;
        let i = vm.index(v)?;
        match i.as_i64().and_then(|i| i32::try_from(i).ok()) {
            Some(i) => Ok(i),
            None => Err(vm.overflow_error("Python int too large to convert to C int")),
        }
    }
}

impl FromArg for f64 {
    fn from_arg(vm: &mut Vm, arg: Option<Value>, sig: &Signature, at: usize) -> PyResult<f64> {
        let v = given(vm, arg, sig, at)?;
        vm.to_f64(v)
    }
}

/// Conversion of a Rust result to a Python object.
pub trait IntoPy {
    fn into_py(self, vm: &mut Vm) -> PyResult;
}

impl IntoPy for Value {
    #[inline(always)]
    fn into_py(self, _: &mut Vm) -> PyResult {
        Ok(self)
    }
}

impl IntoPy for () {
    #[inline(always)]
    fn into_py(self, _: &mut Vm) -> PyResult {
        Ok(Value::NONE)
    }
}

impl IntoPy for bool {
    #[inline(always)]
    fn into_py(self, _: &mut Vm) -> PyResult {
        Ok(Value::bool(self))
    }
}

impl IntoPy for i64 {
    #[inline(always)]
    fn into_py(self, vm: &mut Vm) -> PyResult {
        Ok(vm.new_int(self))
    }
}

impl IntoPy for usize {
    #[inline(always)]
    fn into_py(self, vm: &mut Vm) -> PyResult {
        Ok(vm.new_uint(self as u64))
    }
}

impl IntoPy for f64 {
    #[inline(always)]
    fn into_py(self, _: &mut Vm) -> PyResult {
        Ok(Value::float(self))
    }
}

impl IntoPy for &str {
    fn into_py(self, vm: &mut Vm) -> PyResult {
        vm.new_str(self).map(Gc::value)
    }
}

impl IntoPy for String {
    fn into_py(self, vm: &mut Vm) -> PyResult {
        vm.new_str(&self).map(Gc::value)
    }
}

impl<T: Payload> IntoPy for Gc<T> {
    #[inline(always)]
    fn into_py(self, _: &mut Vm) -> PyResult {
        Ok(self.value())
    }
}

/// `None` becomes Python's None.
impl<T: IntoPy> IntoPy for Option<T> {
    #[inline(always)]
    fn into_py(self, vm: &mut Vm) -> PyResult {
        match self {
            Some(v) => v.into_py(vm),
            None => Ok(Value::NONE),
        }
    }
}

impl<T: IntoPy> IntoPy for PyResult<T> {
    #[inline(always)]
    fn into_py(self, vm: &mut Vm) -> PyResult {
        self.and_then(|v| v.into_py(vm))
    }
}
