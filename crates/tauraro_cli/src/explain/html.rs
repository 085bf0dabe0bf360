//! The report as a page that needs nothing else.

use super::page::{File, Line, Page, tier_text, tier_word, topics_text};
use std::fmt::Write as _;
use tauraro::report::{Finding, Report};

const STYLE: &str = "\
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; color: #1c2330 }
h1 { font-size: 1.4em } h2 { font-size: 1.1em; margin-top: 2em }
table { border-collapse: collapse } td, th { padding: 0 .7em; text-align: left; vertical-align: top }
.source td { font: 13px/1.45 ui-monospace, monospace; white-space: pre; padding: 0 .6em }
.source td.n, .time { text-align: right; color: #667 }
.heat { background: linear-gradient(to left, #f6b26b, transparent) no-repeat right / var(--w) 100% }
.machine { color: #18794e } .refused, .given-up { color: #b42318 } .interpreted { color: #667 }
.note { white-space: normal !important; background: #fff4e5; border-left: 3px solid #d97706 }
.note em { color: #18794e; font-style: normal } mark { background: #fde2b3 }
@media (prefers-color-scheme: dark) {
body { background: #14171d; color: #d8dde6 } .note { background: #2b2416 } mark { background: #5b4514; color: inherit }
.machine { color: #5fd39b } .refused, .given-up { color: #ff8d80 } .note em { color: #5fd39b } }
";

/// The page.
pub(super) fn page(page: &Page<'_>, report: &Report) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>tauraro explain</title>\n\
         <style>{STYLE}</style>\n<h1>tauraro explain</h1>\n"
    );
    for line in page.summary(report) {
        _ = writeln!(out, "<p>{}</p>", escaped(&line));
    }
    for file in &page.files {
        _ = writeln!(out, "<h2>{}</h2>\n<table class=\"source\">", escaped(file.name));
        for (i, (from, to)) in file.shown().into_iter().enumerate() {
            if i > 0 {
                out.push_str("<tr><td></td><td></td><td class=\"n\">…</td><td></td></tr>\n");
            }
            for at in from..=to {
                line(&mut out, page, file, at);
            }
        }
        out.push_str("</table>\n");
    }
    out.push_str(
        "<h2>Functions and loops</h2>\n<table><tr><th>time</th><th>what</th><th>where</th><th>how</th></tr>\n",
    );
    for place in &page.places {
        _ = writeln!(
            out,
            "<tr><td class=\"time\">{}</td><td>{}</td><td>{}:{}-{}</td><td class=\"{}\">{}</td></tr>",
            escaped(&page.share(place.time.total())),
            escaped(&place.name),
            escaped(place.file),
            place.lines.0,
            place.lines.1,
            class(tier_word(place.tier)),
            escaped(&place.how),
        );
    }
    out.push_str("</table></html>\n");
    out
}

fn line(out: &mut String, page: &Page<'_>, file: &File<'_>, at: u32) {
    let nothing = Line::default();
    let line = file.lines.get(&at).unwrap_or(&nothing);
    let share = page.share(line.time.total());
    let width = share.trim_end_matches(" %").parse::<u32>().unwrap_or(0);
    let tier = line.tier.map_or("", tier_word);
    let title = line.tier.map(tier_text).unwrap_or_default();
    _ = writeln!(
        out,
        "<tr><td class=\"n heat\" style=\"--w:{width}%\">{}</td><td class=\"{}\" title=\"{}\">{tier}</td>\
         <td class=\"n\">{at}</td><td>{}</td></tr>",
        escaped(&share),
        class(tier),
        escaped(&title),
        marked(file.text(at), &line.findings),
    );
    for findings in &line.findings {
        let finding = findings[0];
        let hint = finding.hint.as_ref().map(|hint| format!("<br><em>hint: {}</em>", escaped(hint)));
        let text = format!("{}: {}", topics_text(findings), finding.cause);
        let hint = hint.unwrap_or_default();
        _ = writeln!(out, "<tr><td></td><td></td><td></td><td class=\"note\">{}{hint}</td></tr>", escaped(&text));
    }
}

/// A line with what the first finding is about marked.
fn marked(source: &str, findings: &[Vec<&Finding>]) -> String {
    let columns = findings.iter().find_map(|findings| findings[0].columns);
    let parts = columns.and_then(|(from, to)| {
        let (from, to) = (from as usize, to as usize);
        Some((source.get(..from)?, source.get(from..to)?, source.get(to..)?))
    });
    match parts {
        Some((before, it, after)) => format!("{}<mark>{}</mark>{}", escaped(before), escaped(it), escaped(after)),
        None => escaped(source),
    }
}

fn class(word: &str) -> String {
    word.replace(' ', "-")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
