//! The Python signature text of a builtin, parsed.

pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) default: Option<String>,
}

pub(crate) struct Signature {
    qualname: String,
    text: String,
    receiver: &'static str,
    pub(crate) params: Vec<Param>,
    posonly: usize,
    pub(crate) positional: usize,
    pub(crate) varargs: bool,
    pub(crate) varkw: bool,
}

impl Signature {
    /// Parses `name(parameters)`.
    pub(crate) fn parse(text: &str) -> Result<Signature, String> {
        let (qualname, rest) = text.split_once('(').ok_or("a signature is name(parameters)")?;
        let list = rest.strip_suffix(')').ok_or("a signature ends with a parenthesis")?;
        let mut sig = Signature {
            qualname: qualname.trim().to_owned(),
            text: format!("({list})"),
            receiver: "None",
            params: Vec::new(),
            posonly: 0,
            positional: 0,
            varargs: false,
            varkw: false,
        };
        let mut keyword_only = false;
        for part in split(list) {
            let part = part.trim();
            match part {
                "" => {}
                "/" => sig.posonly = sig.params.len(),
                "*" => keyword_only = true,
                _ if part.starts_with("**") => sig.varkw = true,
                _ if part.starts_with('*') => (sig.varargs, keyword_only) = (true, true),
                _ => {
                    sig.push(part)?;
                    if !keyword_only {
                        sig.positional = sig.params.len();
                    }
                }
            }
        }
        if sig.receiver != "None" {
            // A receiver cannot be passed by name.
            sig.posonly = sig.posonly.max(1);
        }
        Ok(sig)
    }

    fn push(&mut self, part: &str) -> Result<(), String> {
        let (name, default) = match part.split_once('=') {
            Some((n, d)) => (n.trim(), Some(d.trim().to_owned())),
            None => (part, None),
        };
        let name = match name.strip_prefix('$') {
            Some(receiver) if self.params.is_empty() => {
                self.receiver = if receiver == "self" { "Instance" } else { "Class" };
                receiver
            }
            Some(_) => return Err("only the first parameter is a receiver".into()),
            None => name,
        };
        if default.is_none() && self.positional == self.params.len() && self.params.iter().any(|p| p.default.is_some())
        {
            return Err(format!("{name} has no default but follows one that has"));
        }
        self.params.push(Param { name: name.to_owned(), default });
        Ok(())
    }

    /// How many positional arguments are enough if there are no keywords; none are: `usize::MAX`.
    fn plain_min(&self) -> String {
        if self.varkw || self.params[self.positional..].iter().any(|p| p.default.is_none()) {
            return "usize::MAX".into();
        }
        self.params[..self.positional].iter().filter(|p| p.default.is_none()).count().to_string()
    }

    /// The signature as a Rust expression.
    pub(crate) fn record(&self) -> String {
        let params: String = self
            .params
            .iter()
            .map(|p| format!("__b::Param {{ name: {:?}, default: {:?} }},", p.name, p.default.as_deref()))
            .collect();
        format!(
            "__b::Signature {{ name: {:?}, qualname: {:?}, text: {:?}, receiver: __b::Receiver::{},
              params: &[{params}], posonly: {}, positional: {}, varargs: {}, varkw: {}, plain_min: {} }}",
            self.qualname.rsplit('.').next().unwrap_or_default(),
            self.qualname,
            self.text,
            self.receiver,
            self.posonly,
            self.positional,
            self.varargs,
            self.varkw,
            self.plain_min(),
        )
    }
}

/// Splits at commas that stand in no bracket or string.
fn split(list: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    let mut quote = None;
    for (i, c) in list.char_indices() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(&list[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts
}
