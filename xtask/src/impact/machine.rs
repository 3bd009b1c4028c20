//! The impact for programs: SARIF, and the annotations of GitHub Actions. Pure.

use generator::diff::Level;
use generator::text::{in_json, visible};
use serde_json::{Value, json};

use super::findings::{Finding, Impact, Touched};

/// SARIF 2.1.0: a rule for each kind of change, a result for each line.
pub(super) fn sarif(impact: &Impact) -> String {
    let mut kinds: Vec<&str> = impact
        .findings
        .iter()
        .map(|one| one.kind.as_str())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let rules: Vec<Value> = kinds.iter().map(|kind| json!({"id": kind})).collect();
    let findings = impact.findings.iter();
    let results = findings.flat_map(|finding| {
        let lines = finding.lines.iter();
        lines.map(move |line| {
            result(
                &finding.kind,
                severity(finding, line),
                &message(finding),
                line,
            )
        })
    });
    let unexplained = impact.unexplained.iter().map(|line| {
        let error = line.error.as_deref().unwrap_or_default();
        result("error", "error", error, line)
    });
    let results: Vec<Value> = results.chain(unexplained).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "cargo xtask impact",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let text = serde_json::to_string_pretty(&log).unwrap_or_default();
    in_json(&text).into_owned() + "\n"
}

fn result(rule: &str, level: &str, message: &str, line: &Touched) -> Value {
    json!({
        "ruleId": rule,
        "level": level,
        "message": {"text": message},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri(&line.file)},
            "region": {"startLine": line.line, "startColumn": line.column},
        }}],
    })
}

/// The file as a relative URI.
fn uri(file: &str) -> String {
    let mut uri = String::new();
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// An annotation for each line: `::error file=…,line=…,title=…::…`.
pub(super) fn github(impact: &Impact) -> String {
    let mut text = String::new();
    for finding in &impact.findings {
        for line in &finding.lines {
            let severity = match severity(finding, line) {
                "note" => "notice",
                other => other,
            };
            text += &annotation(severity, &finding.kind, &message(finding), line);
        }
    }
    for line in &impact.unexplained {
        let error = line.error.as_deref().unwrap_or_default();
        text += &annotation("error", "error", error, line);
    }
    text
}

fn annotation(severity: &str, title: &str, message: &str, line: &Touched) -> String {
    let property = |text: &str| escaped(text).replace(':', "%3A").replace(',', "%2C");
    format!(
        "::{severity} file={},line={},col={},title={}::{}\n",
        property(&line.file),
        line.line,
        line.column,
        property(title),
        escaped(message)
    )
}

/// Commands of the runner end with the line.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn severity(finding: &Finding, line: &Touched) -> &'static str {
    match finding.level {
        _ if line.is_likely => "note",
        Level::Breaking => "error",
        Level::Behaviour => "warning",
        Level::Addition | Level::Documentation => "note",
    }
}

fn message(finding: &Finding) -> String {
    let mut text = visible(&finding.sentence).into_owned();
    if let Some(instead) = &finding.instead {
        text = format!("{text}. Instead: {instead}.");
    }
    text
}
