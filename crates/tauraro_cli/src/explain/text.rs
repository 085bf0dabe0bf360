//! The report as text.

use super::page::{File, Line, Page, tier_word, topics_text};
use std::fmt::Write as _;
use tauraro::report::{Finding, Report};

/// Functions and loops in the list at the end.
const PLACES_MAX: usize = 20;
/// Width of what stands before the source.
const MARGIN: usize = 27;

/// The whole report.
pub(super) fn page(page: &Page<'_>, report: &Report) -> String {
    let mut out = String::from("\n");
    for line in page.summary(report) {
        _ = writeln!(out, "{line}");
    }
    for file in &page.files {
        _ = writeln!(out, "\n{}\n{:>6}  {:<11} {:>6}", file.name, "time", "tier", "line");
        for (i, (from, to)) in file.shown().into_iter().enumerate() {
            if i > 0 {
                _ = writeln!(out, "{:>1$}", "...", MARGIN - 1);
            }
            for at in from..=to {
                line(&mut out, page, file, at);
            }
        }
    }
    places(&mut out, page);
    out
}

fn line(out: &mut String, page: &Page<'_>, file: &File<'_>, at: u32) {
    let nothing = Line::default();
    let line = file.lines.get(&at).unwrap_or(&nothing);
    let (time, tier) = (page.share(line.time.total()), line.tier.map_or("", tier_word));
    let text = format!("{time:>6}  {tier:<11} {at:>6} {}", file.text(at));
    _ = writeln!(out, "{}", text.trim_end());
    for findings in &line.findings {
        self::findings(out, findings, file.text(at));
    }
}

fn findings(out: &mut String, findings: &[&Finding], source: &str) {
    let finding = findings[0];
    let margin = " ".repeat(MARGIN);
    if let Some((from, to)) = finding.columns
        && let (Some(before), Some(marked)) = (source.get(..from as usize), source.get(from as usize..to as usize))
    {
        // Tabs stay, so that the marks stand under what they mean.
        let blank: String = before.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        _ = writeln!(out, "{margin}{blank}{}", "^".repeat(marked.chars().count()));
    }
    let indent: String = source.chars().take_while(|c| c.is_whitespace()).collect();
    _ = writeln!(out, "{margin}{indent}{}: {}", topics_text(findings), finding.cause);
    if let Some(hint) = &finding.hint {
        _ = writeln!(out, "{margin}{indent}hint: {hint}");
    }
}

fn places(out: &mut String, page: &Page<'_>) {
    if page.places.is_empty() {
        return;
    }
    _ = writeln!(out, "\nfunctions and loops (a loop's time has that of loops inside of it)");
    for place in page.places.iter().take(PLACES_MAX) {
        let (share, (first, last)) = (page.share(place.time.total()), place.lines);
        _ = writeln!(out, "{share:>6}  {}, {}:{first}-{last}: {}", place.name, place.file, place.how);
    }
    let more = page.places.len().saturating_sub(PLACES_MAX);
    if more > 0 {
        _ = writeln!(out, "        and {more} more");
    }
}

/// The stages of a function's units.
pub(super) fn stages(report: &Report, name: &str, is_machine: bool) -> String {
    let mut out = String::new();
    for (title, [before, after, code]) in report.functions.iter().flat_map(|function| &function.stages) {
        _ = writeln!(out, "\n=== {title}");
        if is_machine {
            _ = writeln!(out, "{code}");
        } else {
            _ = writeln!(out, "--- as built\n{before}\n--- after the passes\n{after}");
        }
    }
    if out.is_empty() {
        _ = writeln!(out, "\nnothing of {name} was compiled");
    }
    out
}
