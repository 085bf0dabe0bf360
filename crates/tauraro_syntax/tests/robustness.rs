//! Input of any bytes, depth and size: an answer, never a panic or an overflow.

mod answers;

use tauraro_syntax::{ErrorKind, Flags, Mode, SyntaxError, decode_source, parse, with_deep_stack};

fn outcome(source: &str) -> Result<(), SyntaxError> {
    with_deep_stack(source, || parse(source, Mode::Module, Flags::default()).map(drop))
}

fn kind(source: &str) -> Option<ErrorKind> {
    outcome(source).err().map(|error| error.kind)
}

fn message(source: &str) -> String {
    outcome(source).expect_err("rejected").msg
}

/// A small generator: the same bytes on every machine.
struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn random_bytes() {
    let seeds: Vec<String> = include_str!("syntax_errors.tsv")
        .lines()
        .filter_map(|line| line.split('\t').nth(1).map(answers::unescape))
        .collect();
    let mut rng = Rng(2024);
    for _ in 0..4000 {
        let mut bytes = seeds[rng.below(seeds.len())].clone().into_bytes();
        for _ in 0..=rng.below(4) {
            let at = rng.below(bytes.len() + 1);
            match rng.below(3) {
                0 => bytes.insert(at, rng.below(256) as u8),
                1 if at < bytes.len() => drop(bytes.remove(at)),
                _ if at < bytes.len() => bytes[at] = rng.below(256) as u8,
                _ => {}
            }
        }
        for mode in [Mode::Module, Mode::Eval, Mode::Interactive] {
            if let Ok(text) = decode_source(&bytes) {
                let _ = parse(&text, mode, Flags::default());
            }
        }
    }
}

#[test]
fn depth_has_cpythons_limits() {
    let nested = |open: &str, close: &str, count: usize| open.repeat(count) + "1" + &close.repeat(count);
    assert_eq!(outcome(&nested("(", ")", 200)), Ok(()));
    assert_eq!(message(&nested("(", ")", 201)), "too many nested parentheses");
    assert_eq!(message(&nested("f(a=[", "])", 150)), "too many nested parentheses");
    assert_eq!(kind(&nested("(----", ")", 187)), None);
    assert_eq!(kind(&nested("(----", ")", 190)), Some(ErrorKind::Memory));
    assert_eq!(kind(&("-".repeat(5900) + "1")), None);
    assert_eq!(kind(&("-".repeat(6000) + "1")), Some(ErrorKind::Memory));
    assert_eq!(kind(&("-".repeat(1_000_000) + "1")), Some(ErrorKind::Memory));
    assert_eq!(kind(&("not ".repeat(6000) + "1")), Some(ErrorKind::Memory));
    assert_eq!(kind(&("lambda: ".repeat(3000) + "1")), Some(ErrorKind::Memory));
    assert_eq!(kind(&("2**".repeat(3000) + "1")), Some(ErrorKind::Memory));
    assert_eq!(kind(&("1 if 2 else ".repeat(6000) + "1")), Some(ErrorKind::Memory));
    assert_eq!(kind(&("if 1: pass\n".to_string() + &"elif 1: pass\n".repeat(6000))), Some(ErrorKind::Memory));
    let blocks = |count: usize| {
        let heads: String = (0..count).map(|depth| " ".repeat(depth) + "if 1:\n").collect();
        heads + &" ".repeat(count) + "pass\n"
    };
    assert_eq!(outcome(&blocks(99)), Ok(()));
    assert_eq!(message(&blocks(100)), "too many levels of indentation");
    let strings = (0..150).fold("1".to_string(), |inner, _| format!("f'{{{inner}}}'"));
    assert_eq!(message(&strings), "too many nested f-strings or t-strings");
}

#[test]
fn long_chains() {
    assert_eq!(outcome(&vec!["1"; 30_000].join("+")), Ok(()));
    assert_eq!(outcome(&("x".to_string() + &".y".repeat(30_000))), Ok(()));
    assert_eq!(outcome(&("x".to_string() + &"()".repeat(10_000))), Ok(()));
    assert_eq!(outcome(&vec!["x"; 100_000].join(" and ")), Ok(()));
    assert_eq!(outcome(&("x = ".repeat(20_000) + "1")), Ok(()));
    assert_eq!(kind(&vec!["1"; 300_000].join("+")), Some(ErrorKind::Recursion));
    // Not wrapped: the tree must fit an ordinary stack.
    let chain = vec!["1"; 30_000].join("+");
    assert_eq!(
        parse(&chain, Mode::Module, Flags::default()).map(drop).map_err(|error| error.kind),
        Err(ErrorKind::Recursion)
    );
    for text in ["(", "[{", "a.b(", "'", "f'{", "if x:\n ", "lambda x=", "@", "\\\n", "é"] {
        let _ = outcome(&text.repeat(20_000));
    }
}

#[test]
fn ten_megabytes() {
    let source = "def function(first, second=2):\n    return [first + second, 'text', {1: 2.5}]\n\n".repeat(135_000);
    assert!(source.len() > 10_000_000);
    assert_eq!(outcome(&source), Ok(()));
    let broken = source + "x = (1 2\n";
    let error = outcome(&broken).expect_err("the last line is wrong");
    assert_eq!(error.msg, "'(' was never closed");
    assert_eq!((error.lineno, error.offset), (Some(405_001), Some(5)));
}
