//! The options that choose a release of Stripe's document.

use std::fmt;

use clap::Args;

/// Which release of Stripe's document to take.
#[derive(Debug, Args)]
pub struct ReleaseArgs {
    /// A tag of Stripe's repository, such as v2186; its document is downloaded
    #[arg(long, value_name = "vNNNN", value_parser = tag, group = "document", group = "release")]
    pub tag: Option<String>,
    /// The tag of the latest release of Stripe's repository
    #[arg(long, group = "document", group = "release")]
    pub latest: bool,
    /// Download from a mirror with the same paths, instead of Stripe's repository
    #[arg(long, value_name = "URL", requires = "release")]
    pub from: Option<String>,
}

impl ReleaseArgs {
    /// Whether a release is to be taken, and not a file.
    pub(crate) fn is_given(&self) -> bool {
        self.latest || self.tag.is_some()
    }
}

/// The option that chooses the release, as it is written.
impl fmt::Display for ReleaseArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.tag {
            Some(tag) => write!(f, "--tag {tag}"),
            None => f.write_str("--latest"),
        }
    }
}

/// A tag becomes part of paths and URLs, so only the form of Stripe's tags is accepted.
pub(super) fn tag(text: &str) -> Result<String, String> {
    let digits = text.strip_prefix('v').unwrap_or_default();
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        Ok(text.to_owned())
    } else {
        Err("a tag of Stripe's repository is `v` and a number, such as v2186".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn a_tag_is_v_and_a_number() {
        assert_eq!(tag("v2186").as_deref(), Ok("v2186"));
        for text in [
            "",
            "v",
            "2186",
            "v1.2",
            "v../x",
            "main",
            "v1234567890",
            "v1 ",
        ] {
            assert!(tag(text).is_err(), "{text}");
        }
    }
}
