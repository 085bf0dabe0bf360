//! `str.translate`: a mapping from characters to texts, asked by the caller.

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

/// What a character becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translated {
    /// The mapping has no entry.
    Unchanged,
    Deleted,
    Char(CodePoint),
    Text(Wtf8Buf),
}

/// Translates every character with what `look_up` says of it. An ASCII character is looked up
/// once if it becomes one character or none.
pub fn translate<E>(text: &Wtf8, mut look_up: impl FnMut(CodePoint) -> Result<Translated, E>) -> Result<Wtf8Buf, E> {
    let mut known: [Option<Translated>; 128] = [const { None }; 128];
    let mut out = Wtf8Buf::with_capacity(text.len());
    for point in text.code_points() {
        let slot = known.get_mut(point.to_u32() as usize);
        let fresh;
        let translated = match slot {
            Some(Some(translated)) => &*translated,
            Some(slot) => {
                let looked_up = look_up(point)?;
                if matches!(looked_up, Translated::Text(_)) {
                    fresh = looked_up;
                    &fresh
                } else {
                    slot.insert(looked_up)
                }
            }
            None => {
                fresh = look_up(point)?;
                &fresh
            }
        };
        match translated {
            Translated::Unchanged => out.push(point),
            Translated::Deleted => {}
            Translated::Char(new) => out.push(*new),
            Translated::Text(new) => out.push_wtf8(new),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn translating() {
        let mut asked = 0;
        let result = translate(Wtf8::new("aabcé"), |point| {
            asked += 1;
            Ok::<_, ()>(match point.to_char() {
                Some('a') => Translated::Char(CodePoint::from_char('é')),
                Some('b') => Translated::Deleted,
                Some('é') => Translated::Text("xyz".into()),
                _ => Translated::Unchanged,
            })
        });
        assert_eq!(result.unwrap().to_string(), "éécxyz");
        assert_eq!(asked, 4);
        assert_eq!(translate(Wtf8::new("a"), |_| Err(7)), Err(7));
    }
}
