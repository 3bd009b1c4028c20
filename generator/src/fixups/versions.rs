//! The API versions that a fixup is for.

/// A list of versions and ranges of versions. Versions begin with a date, so they compare as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Versions(Vec<Range>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Range {
    first: String,
    /// `None` until Stripe fixes the fault.
    last: Option<String>,
}

impl Versions {
    /// Reads `A`, `A..=B` (both included) and `A..` (from `A` on), with commas between several.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        text.split(',')
            .map(|range| Range::parse(range.trim()))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    pub(super) fn contain(&self, version: &str) -> bool {
        self.0.iter().any(|range| {
            range.first.as_str() <= version
                && range.last.as_deref().is_none_or(|last| version <= last)
        })
    }
}

impl Range {
    fn parse(text: &str) -> Result<Self, String> {
        let (first, last) = match text.split_once("..") {
            None => (text, Some(text)),
            Some((first, "")) => (first, None),
            Some((first, last)) => (first, Some(last.strip_prefix('=').unwrap_or_default())),
        };
        for version in [Some(first), last].into_iter().flatten() {
            if !begins_with_date(version) {
                return Err(format!(
                    "`{text}` is not a version such as `2026-05-27.dahlia`, nor `A..=B` or `A..` of such"
                ));
            }
        }
        if last.is_some_and(|last| last < first) {
            return Err(format!("`{text}` ends before it begins"));
        }
        Ok(Self {
            first: first.to_owned(),
            last: last.map(str::to_owned),
        })
    }
}

/// `2026-05-27`, alone or before a dot and a name.
fn begins_with_date(version: &str) -> bool {
    let date = version.split_once('.').map_or(version, |(date, _)| date);
    date.len() == 10
        && date.char_indices().all(|(at, c)| match at {
            4 | 7 => c == '-',
            _ => c.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(versions: &str, version: &str) -> Option<bool> {
        Some(Versions::parse(versions).ok()?.contain(version))
    }

    #[test]
    fn lists_and_ranges() {
        let cases = [
            ("2026-05-27.dahlia", "2026-05-27.dahlia", true),
            ("2026-05-27.dahlia", "2026-04-22.dahlia", false),
            ("2026-05-27.dahlia..", "2026-05-27.dahlia", true),
            ("2026-05-27.dahlia..", "2027-01-01.elder", true),
            ("2026-05-27.dahlia..", "2026-04-22.dahlia", false),
            (
                "2026-04-22.dahlia..=2026-05-27.dahlia",
                "2026-05-27.dahlia",
                true,
            ),
            (
                "2026-04-22.dahlia..=2026-05-27.dahlia",
                "2026-06-01.dahlia",
                false,
            ),
            ("2025-01-01, 2026-05-27.dahlia..", "2025-01-01", true),
            ("2025-01-01, 2026-05-27.dahlia..", "2025-06-01", false),
        ];
        for (versions, version, expected) in cases {
            assert_eq!(
                contains(versions, version),
                Some(expected),
                "{versions} {version}"
            );
        }
    }

    #[test]
    fn refused_versions() {
        for text in [
            "",
            "dahlia",
            "2026-5-27",
            "2026-05-27.dahlia,",
            "..2026-05-27",
            "2026-05-27..2026-06-01",
            "2026-05-27..=2026-04-22",
        ] {
            assert!(Versions::parse(text).is_err(), "{text}");
        }
    }
}
