// Chapters are Markdown, so that they are also read in the repository and on the reference's site. Their links lead to files
// there. `links.md` comes first and says where rustdoc leads them: of two definitions of a link, Markdown takes the first.

#![doc = include_str!("links.md")]
#![doc = include_str!("index.md")]

/// A module for each chapter. Its examples use all of the features that are named here, and are tested where these are on.
macro_rules! chapters {
    ($($name:ident $file:literal)*) => {$(
        // A test that fails says its file, which is that of the first text.
        #[cfg_attr(not(doctest), doc = include_str!("links.md"))]
        #[cfg_attr(
            any(
                not(doctest),
                all(feature = "async", feature = "blocking", feature = "testing", feature = "webhook")
            ),
            doc = include_str!($file)
        )]
        pub mod $name {}
    )*};
}

chapters! {
    first_call "first_call.md"
    lists "lists.md"
    expanding "expanding.md"
    clearing "clearing.md"
    values "values.md"
    errors "errors.md"
    retries "retries.md"
    webhooks "webhooks.md"
    testing "testing.md"
    undocumented "undocumented.md"
    transports "transports.md"
    slices "slices.md"
}
