//! `#[pyfunction("qualified.name($self, a, /, b=None, *args, c, **kw)")]`: declares a Rust
//! function as a Python builtin.
//!
//! The attribute parses the Python signature, checks it against the Rust parameters and makes a
//! module of the function's name that holds the static record `DEF` (see
//! `tauraro_core::builtin`), and `as_new`, `as_init` and `as_call` for type slots.
//!
//! Rust parameters, in the order of the Python ones after the `Vm`: any `FromArg` for each named
//! parameter (`Option` for one that has a default), `&[Value]` for `*args`, and
//! `Option<Gc<Dict>>` for `**kwargs` (always given). The result is any `IntoPy`. After the signature may follow
//! `, leaf` or `, pure`: see `Effects`. The doc comment becomes `__doc__`.
//!
//! Written on the token level, without a Rust parser, because every crate of the runtime waits
//! for this one.

mod signature;

use proc_macro::{Delimiter, TokenStream, TokenTree};
use signature::Signature;

#[proc_macro_attribute]
pub fn pyfunction(attribute: TokenStream, item: TokenStream) -> TokenStream {
    match expand(attribute, item.clone()) {
        Ok(extra) => {
            let mut all = item;
            all.extend(extra);
            all
        }
        Err(message) => {
            let mut all: TokenStream =
                format!("::core::compile_error!({message:?});").parse().expect("a macro call is valid Rust");
            all.extend(item);
            all
        }
    }
}

fn expand(attribute: TokenStream, item: TokenStream) -> Result<TokenStream, String> {
    let mut words = attribute.into_iter().map(bare).peekable();
    let mut text = String::new();
    // Several strings are one: a declarative macro puts the type's name before each signature.
    while let Some(TokenTree::Literal(l)) = words.next_if(|t| matches!(t, TokenTree::Literal(_))) {
        text.push_str(&unquote(&l.to_string())?);
    }
    if text.is_empty() {
        return Err("the first argument is the Python signature as a string".into());
    }
    let mut effects = "MayCall";
    for word in words {
        match word.to_string().as_str() {
            "," => {}
            "leaf" => effects = "Leaf",
            "pure" => effects = "Pure",
            other => return Err(format!("unknown word {other}")),
        }
    }
    let sig = Signature::parse(&text)?;
    let rust = RustFn::parse(item)?;
    let wanted = 1 + sig.params.len() + usize::from(sig.varargs) + usize::from(sig.varkw);
    if rust.params != wanted {
        return Err(format!(
            "{} takes {} Rust parameters, but its Python signature needs {wanted} (with the Vm)",
            rust.name, rust.params
        ));
    }
    generate(&sig, &rust, effects).parse().map_err(|e| format!("internal error of pyfunction: {e:?}"))
}

/// The token itself, where a declarative macro has wrapped it into an invisible group.
fn bare(token: TokenTree) -> TokenTree {
    match &token {
        TokenTree::Group(g) if g.delimiter() == Delimiter::None => match g.stream().into_iter().next() {
            Some(inner) => bare(inner),
            None => token,
        },
        _ => token,
    }
}

/// What is needed of the Rust function.
struct RustFn {
    name: String,
    vis: String,
    params: usize,
    doc: String,
}

impl RustFn {
    fn parse(item: TokenStream) -> Result<RustFn, String> {
        let tokens: Vec<TokenTree> = item.into_iter().collect();
        let mut doc: Vec<String> = Vec::new();
        let mut vis = String::new();
        let mut i = 0;
        while i < tokens.len() {
            match &tokens[i] {
                TokenTree::Punct(p) if p.as_char() == '#' => {
                    if let Some(TokenTree::Group(g)) = tokens.get(i + 1)
                        && let Some(line) = doc_line(g.stream())
                    {
                        doc.push(line);
                    }
                    i += 2;
                }
                TokenTree::Ident(id) if id.to_string() == "pub" => {
                    vis.push_str("pub ");
                    if let Some(TokenTree::Group(g)) = tokens.get(i + 1)
                        && g.delimiter() == Delimiter::Parenthesis
                    {
                        vis.push_str(&g.to_string());
                        i += 1;
                    }
                    i += 1;
                }
                TokenTree::Ident(id) if id.to_string() == "fn" => {
                    let name = tokens.get(i + 1).map(|t| bare(t.clone()).to_string()).unwrap_or_default();
                    let params = tokens[i + 2..].iter().find_map(|t| match t {
                        TokenTree::Group(g) if g.delimiter() == Delimiter::Parenthesis => {
                            Some(count_params(g.stream()))
                        }
                        _ => None,
                    });
                    let params = params.ok_or("a function has a parameter list")?;
                    return Ok(RustFn { name, vis, params, doc: doc.join("\n") });
                }
                _ => i += 1,
            }
        }
        Err("pyfunction stands on a function".into())
    }
}

fn doc_line(attr: TokenStream) -> Option<String> {
    let mut tokens = attr.into_iter();
    if tokens.next()?.to_string() != "doc" {
        return None;
    }
    tokens.next()?;
    let line = unquote(&bare(tokens.next()?).to_string()).ok()?;
    Some(line.strip_prefix(' ').map(str::to_owned).unwrap_or(line))
}

/// Counts the commas of a parameter list that are not inside of `<...>`.
fn count_params(list: TokenStream) -> usize {
    let (mut depth, mut count, mut open) = (0_i32, 0, false);
    let mut before = ' ';
    for t in list {
        let c = match &t {
            TokenTree::Punct(p) => p.as_char(),
            _ => ' ',
        };
        match c {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            ',' if depth == 0 => {
                count += 1;
                open = false;
                before = c;
                continue;
            }
            _ => {}
        }
        open = true;
        before = c;
    }
    count + usize::from(open)
}

/// The content of a Rust string literal.
fn unquote(literal: &str) -> Result<String, String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let hashes = raw.chars().take_while(|c| *c == '#').count();
        return Ok(raw[hashes + 1..raw.len() - hashes - 1].to_owned());
    }
    let inner = literal.strip_prefix('"').and_then(|s| s.strip_suffix('"'));
    let inner = inner.ok_or_else(|| format!("{literal} is not a string"))?;
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('t')) => out.push('\t'),
            ('\\', Some('u')) => {
                let code: String = chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                let point = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                out.push(point.ok_or("bad escape")?);
            }
            ('\\', Some(other)) => out.push(other),
            (other, _) => out.push(other),
        }
    }
    Ok(out)
}

fn generate(sig: &Signature, rust: &RustFn, effects: &str) -> String {
    let name = &rust.name;
    let vis = rust.vis.trim();
    let n = sig.params.len();
    let converted: String =
        (0..n).map(|i| format!("let a{i} = __b::FromArg::from_arg(vm, places[{i}], &DEF.sig, {i})?;\n")).collect();
    let mut passed: Vec<String> = (0..n).map(|i| format!("a{i}")).collect();
    if sig.varargs {
        passed.insert(sig.positional, "rest.args".into());
    }
    if sig.varkw {
        passed.push("rest.kwargs".into());
    }
    let passed = passed.join(", ");
    let fast = fast_entry(sig, name);
    let record = sig.record();
    let doc = &rust.doc;
    format!(
        "{vis} mod {name} {{
            #![allow(unused_variables, unused_imports, clippy::all, reason = \"generated\")]
            use super::*;
            use ::tauraro_core::builtin as __b;
            use ::tauraro_core::{{call::Args as __Args, heap::Gc as __Gc, object::Type as __Type}};
            use ::tauraro_core::value::{{PyResult as __R, Value as __V}};
            use ::tauraro_core::vm::Vm as __Vm;
            fn bound(vm: &mut __Vm, args: __Args<'_>) -> __R<__V> {{
                let mut places: [Option<__V>; {n}] = [None; {n}];
                let rest = DEF.sig.bind(vm, args, &mut places)?;
                {converted}
                let result = super::{name}(vm, {passed});
                __b::IntoPy::into_py(result, vm)
            }}
            {fast_fn}
            /// The static record of the builtin.
            pub static DEF: __b::FnDef = __b::FnDef {{
                sig: {record},
                doc: {doc:?},
                call: bound,
                fast: {fast_value},
                effects: __b::Effects::{effects},
            }};
            /// For the `new` slot of a type.
            pub fn as_new(vm: &mut __Vm, cls: __Gc<__Type>, args: __Args<'_>) -> __R<__V> {{
                bound(vm, args.with_receiver(cls.value()))
            }}
            /// For the `init` slot of a type.
            pub fn as_init(vm: &mut __Vm, this: __V, args: __Args<'_>) -> __R<()> {{
                bound(vm, args.with_receiver(this)).map(|_| ())
            }}
            /// For the `call` slot of a type.
            pub fn as_call(vm: &mut __Vm, this: __V, args: __Args<'_>) -> __R<__V> {{
                bound(vm, args.with_receiver(this))
            }}
        }}",
        fast_fn = fast.0,
        fast_value = fast.1,
    )
}

/// The entry point for a fixed number of positional arguments: all parameters that can be
/// passed by position, where that is at most three and nothing else is required.
fn fast_entry(sig: &Signature, name: &str) -> (String, String) {
    let n = sig.params.len();
    if sig.varargs || sig.varkw || sig.positional != n || n > 3 || sig.params.iter().any(|p| p.default.is_some()) {
        return (String::new(), "__b::Fast::None".into());
    }
    let list: String = (0..n).map(|i| format!(", v{i}: __V")).collect();
    let converted: String =
        (0..n).map(|i| format!("let a{i} = __b::FromArg::from_arg(vm, Some(v{i}), &DEF.sig, {i})?;\n")).collect();
    let passed: String = (0..n).map(|i| format!(", a{i}")).collect();
    let entry = format!(
        "fn fast(vm: &mut __Vm{list}) -> __R<__V> {{
            {converted}
            let result = super::{name}(vm{passed});
            __b::IntoPy::into_py(result, vm)
        }}"
    );
    (entry, format!("__b::Fast::F{n}(fast)"))
}
