//! Suggestions for a misspelt name.

/// The candidate that was most likely meant: at most two edits away, and not most of the word.
#[must_use]
pub fn closest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .map(|candidate| (strsim::levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 2 && distance * 3 <= candidate.len())
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn suggests_only_what_is_near() {
        let keys = ["description", "deprecated", "in", "name"];
        assert_eq!(closest("desciption", keys.into_iter()), Some("description"));
        assert_eq!(closest("nmae", keys.into_iter()), None);
        assert_eq!(closest("naem", ["items", "name"].into_iter()), None);
        assert_eq!(closest("is", keys.into_iter()), None);
    }
}
