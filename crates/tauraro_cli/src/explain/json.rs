//! The report as JSON.

use std::fmt::Write as _;
use tauraro::report::{Finding, Function, Loop, Report, Time, Topic};

use super::page::tier_word;

/// All data.
pub(super) fn data(report: &Report) -> String {
    let stats = &report.stats;
    let exits: Vec<String> = stats.exits.iter().map(|(why, count)| format!("{}: {count}", text(why.name()))).collect();
    let mut out = format!(
        "{{\"seconds\": {:.6}, \"samples\": {}, \"outside\": {},\n \"jit\": {{\"units\": {}, \"refused\": {}, \
         \"discarded\": {}, \"code_bytes\": {}, \"compile_seconds\": {:.6}, \"loops_entered\": {}, \"exits\": {{{}}}}},\n \
         \"functions\": [",
        report.seconds,
        report.samples,
        report.outside,
        stats.compiled,
        stats.refused,
        stats.discarded,
        stats.code_bytes,
        stats.compile_time.as_secs_f64(),
        stats.loops_entered,
        exits.join(", "),
    );
    out.push_str(&list(report.functions.iter().map(|f| format!("\n  {}", function(f)))));
    out.push_str("]}\n");
    out
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

fn function(f: &Function) -> String {
    let lines = f.time_by_line.iter().map(|(line, spent)| format!("{}: {}", text(&line.to_string()), time(*spent)));
    format!(
        "{{\"name\": {}, \"file\": {}, \"lines\": [{}, {}], \"tier\": {}, \"tier_text\": {}, \"time\": {}, \
         \"time_by_line\": {{{}}},\n   \"loops\": [{}],\n   \"findings\": [{}]}}",
        text(&f.name),
        text(&f.file),
        f.lines.0,
        f.lines.1,
        text(tier_word(&f.tier)),
        text(&super::page::tier_text(&f.tier)),
        time(f.time),
        list(lines),
        list(f.loops.iter().map(self::r#loop)),
        list(f.findings.iter().map(|f| format!("\n    {}", finding(f)))),
    )
}

fn r#loop(l: &Loop) -> String {
    format!(
        "{{\"lines\": [{}, {}], \"tier\": {}, \"tier_text\": {}, \"time\": {}}}",
        l.lines.0,
        l.lines.1,
        text(tier_word(&l.tier)),
        text(&super::page::tier_text(&l.tier)),
        time(l.time),
    )
}

fn finding(f: &Finding) -> String {
    let (kind, reason) = match f.topic {
        Topic::Exit(why) => ("exit", text(why.name())),
        Topic::Step => ("step", "null".to_owned()),
        Topic::Routine => ("routine", "null".to_owned()),
        Topic::Call => ("call", "null".to_owned()),
        Topic::Refused => ("refused", "null".to_owned()),
    };
    let columns = f.columns.map_or("null".to_owned(), |(from, to)| format!("[{from}, {to}]"));
    let count = f.count.map_or("null".to_owned(), |count| count.to_string());
    let hint = f.hint.as_deref().map_or("null".to_owned(), text);
    format!(
        "{{\"line\": {}, \"columns\": {columns}, \"kind\": \"{kind}\", \"reason\": {reason}, \"count\": {count}, \
         \"cause\": {}, \"hint\": {hint}}}",
        f.line,
        text(&f.cause),
    )
}

fn time(spent: Time) -> String {
    format!("{{\"machine\": {}, \"interpreter\": {}}}", spent.machine, spent.interpreter)
}

/// A string.
fn text(s: &str) -> String {
    let mut out = String::from("\"");
    for c in s.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 => _ = write!(out, "\\u{:04x}", c as u32),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn strings_are_escaped() {
        assert_eq!(super::text("a\"b\\\n"), "\"a\\\"b\\\\\\u000a\"");
    }
}
