//! What must hold for any code words and any subject: no panic, no deep native stack, and the
//! host's limits are kept.

use super::table::Free;
use crate::_sre::engine::constants::{MAXREPEAT, op};
use crate::_sre::engine::{Host, Interrupt, Mode, Program, Scratch, Span, Subject, Window};

/// Stops a match after so many polls, and refuses memory beyond a limit.
struct Limited {
    polls_left: u32,
    bytes_left: usize,
}

impl Host for Limited {
    fn poll(&mut self) -> Result<(), Interrupt> {
        self.polls_left = self.polls_left.checked_sub(1).ok_or(Interrupt::Stopped)?;
        Ok(())
    }

    fn reserve(&mut self, bytes: usize) -> Result<(), Interrupt> {
        self.bytes_left = self.bytes_left.checked_sub(bytes).ok_or(Interrupt::Memory)?;
        Ok(())
    }
}

fn search(codes: &[u32], groups: u32, subject: &str, host: &mut dyn Host) -> Result<Option<Span>, Interrupt> {
    let program = Program::new(codes, groups).expect("the code words are valid");
    let text = Subject::Text { wtf8: subject.as_bytes(), ascii: subject.is_ascii() };
    program.find(Mode::Search, text, Window::new(0, subject.len()), &mut Scratch::default(), host)
}

/// `(?:a|b|ab)*c`, which keeps a choice at every `a`.
fn hungry() -> Vec<u32> {
    let [a, b, c] = [b'a', b'b', b'c'].map(u32::from);
    let mut codes = vec![op::REPEAT, 22, 0, MAXREPEAT, op::BRANCH];
    codes.extend([5, op::LITERAL, a, op::JUMP, 14]);
    codes.extend([5, op::LITERAL, b, op::JUMP, 9]);
    codes.extend([7, op::LITERAL, a, op::LITERAL, b, op::JUMP, 2, 0]);
    codes.extend([op::MAX_UNTIL, op::LITERAL, c, op::SUCCESS]);
    codes
}

#[test]
fn memory_is_limited() {
    let subject = "ab".repeat(1_000_000);
    let mut host = Limited { polls_left: u32::MAX, bytes_left: 1 << 20 };
    assert_eq!(search(&hungry(), 0, &subject, &mut host), Err(Interrupt::Memory));
    let span = search(&hungry(), 0, &(subject + "c"), &mut Free);
    assert_eq!(span, Ok(Some(Span { start: 0, end: 2_000_001 })));
}

#[test]
fn a_match_can_be_stopped() {
    // (x+x+)+y takes exponential time.
    let x = u32::from(b'x');
    let run = [op::REPEAT_ONE, 6, 1, MAXREPEAT, op::LITERAL, x, op::SUCCESS];
    let mut codes = vec![op::REPEAT, 17, 1, MAXREPEAT];
    codes.extend(run);
    codes.extend(run);
    codes.extend([op::MAX_UNTIL, op::LITERAL, u32::from(b'y'), op::SUCCESS]);
    let mut host = Limited { polls_left: 10, bytes_left: 1 << 20 };
    let subject = "x".repeat(64) + "zy";
    assert_eq!(search(&codes, 0, &subject, &mut host), Err(Interrupt::Stopped));
}

#[test]
fn nesting_costs_no_native_stack() {
    const DEPTH: usize = 100_000;
    for inner in [op::ATOMIC_GROUP, op::ASSERT] {
        let mut codes = vec![op::LITERAL, u32::from(b'a')];
        let mut heads = Vec::new();
        let head_len = if inner == op::ASSERT { 3 } else { 2 };
        for depth in 0..DEPTH {
            let skip = (depth + 1) * (head_len + 1) + 2 - 1;
            heads.push((inner, skip as u32));
        }
        let mut whole = Vec::new();
        for (code, skip) in heads.into_iter().rev() {
            whole.extend([code, skip]);
            if inner == op::ASSERT {
                whole.push(0);
            }
        }
        whole.append(&mut codes);
        whole.extend(std::iter::repeat_n(op::SUCCESS, DEPTH + 1));
        let found = search(&whole, 0, "xa", &mut Free).expect("no limits");
        assert_eq!(found.map(|span| span.start), Some(1));
    }
}

/// Changed words are refused or run; what they match is their own affair.
#[test]
fn changed_code_words_do_no_harm() {
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 11) as usize % below
    };
    let mut accepted = 0;
    let mut scratch = Scratch::default();
    for line in include_str!("cases.txt").lines().filter_map(|line| line.strip_prefix("P ")) {
        let words: Vec<&str> = line.split(['\t', ' ']).collect();
        let groups: u32 = words[1].parse().unwrap();
        let codes: Vec<u32> = words[2].split(',').map(|word| u32::from_str_radix(word, 16).unwrap()).collect();
        for _ in 0..20 {
            let mut changed = codes.clone();
            for _ in 0..=next(3) {
                let at = next(changed.len());
                changed[at] = match next(4) {
                    0 => next(43) as u32,
                    1 => changed[at].wrapping_add(1),
                    2 => changed[at].wrapping_sub(1),
                    _ => u32::MAX >> next(32),
                };
            }
            let Ok(program) = Program::new(&changed, groups) else { continue };
            accepted += 1;
            for subject in ["", "aabab", "éa\u{10000}ab aB\n"] {
                let text = Subject::Text { wtf8: subject.as_bytes(), ascii: subject.is_ascii() };
                let mut host = Limited { polls_left: 20, bytes_left: 1 << 20 };
                let window = Window::new(0, subject.len());
                // An interrupted match is as good as any other here.
                let _ = program.find(Mode::Search, text, window, &mut scratch, &mut host);
                let bytes = Subject::Bytes(subject.as_bytes());
                let _ = program.find(Mode::FullMatch, bytes, window, &mut scratch, &mut host);
            }
        }
    }
    assert!(accepted > 1000, "only {accepted} changed programs were valid");
}
