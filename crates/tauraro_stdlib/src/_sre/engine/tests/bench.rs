//! Times the engine on the workloads that `bench.py` wrote, beside CPython's times.

use std::time::Instant;

use super::table::{Free, OwnedSubject};
use crate::_sre::engine::{Mode, Program, Scratch, Window};

/// The workload is run at least so often and the best time counts.
const ROUNDS: usize = 15;

#[test]
#[ignore = "prints times for a person to read; needs the file that bench.py writes"]
fn sre_bench() {
    let path = std::env::var("TAURARO_SRE_BENCH").expect("TAURARO_SRE_BENCH names the file");
    let text = std::fs::read_to_string(path).expect("the file can be read");
    let mut log_sum = 0.0;
    let mut count = 0;
    println!("{:24}{:>10}{:>12}{:>12}{:>8}", "workload", "matches", "CPython us", "ours us", "ratio");
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let theirs: f64 = fields[1].parse().unwrap();
        let codes: Vec<u32> = fields[5].split(',').map(|word| u32::from_str_radix(word, 16).unwrap()).collect();
        let program = Program::new(&codes, fields[4].parse().unwrap()).unwrap();
        let subject = OwnedSubject::parse(fields[6]);
        let mut best = f64::MAX;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let matches = count_matches(&program, &subject);
            best = best.min(start.elapsed().as_nanos() as f64);
            assert_eq!(matches.to_string(), fields[2], "{}", fields[0]);
        }
        let ratio = theirs / best;
        log_sum += ratio.ln();
        count += 1;
        let (theirs, best) = (theirs / 1e3, best / 1e3);
        println!("{:24}{:>10}{theirs:>12.1}{best:>12.1}{ratio:>8.2}", fields[0], fields[2]);
    }
    println!("geometric mean {:.2}", (log_sum / f64::from(count)).exp());
}

fn count_matches(program: &Program, subject: &OwnedSubject) -> usize {
    let mut scratch = Scratch::default();
    let mut window = Window::new(0, subject.bytes.len());
    let mut count = 0;
    while let Some(span) =
        program.find(Mode::Search, subject.subject(), window, &mut scratch, &mut Free).expect("no limits")
    {
        count += 1;
        window = window.after(span);
    }
    count
}
