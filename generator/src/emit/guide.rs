//! The chapters of the guide, fitted to the API: a crate of a part of it has only the examples that compile there.
//!
//! Chapters are Markdown, with comments on lines of their own:
//!
//! - `<!-- if refunds.create, refunds.list -->`, with an optional `<!-- else -->`, up to `<!-- end -->`: the lines stay if
//!   the API has all of these operations. They do not nest.
//! - `<!-- example call -->`, `<!-- example list -->`: an example of the API's own, of any operation or of a list; nothing
//!   if there is none.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Emitter, manifest};

/// The folder of the chapters among the templates.
const FOLDER: &str = "src/guide/";

/// The chapters among the templates, by path, without comments.
#[must_use]
pub fn guide(
    context: &Context<'_>,
    templates: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let own = OwnExamples::new(*context);
    let is_chapter = |path: &str| path.starts_with(FOLDER) && path.ends_with(".md");
    let chapters = templates.iter().filter(|(path, _)| is_chapter(path));
    chapters
        .map(|(path, text)| (path.clone(), fit(text, &own)))
        .collect()
}

fn fit(chapter: &str, own: &OwnExamples<'_>) -> String {
    let mut stays = true;
    let mut text = String::new();
    for line in chapter.lines() {
        match comment(line) {
            Some(("if", names)) => {
                stays = names
                    .split(',')
                    .all(|name| own.operations.contains(name.trim()))
            }
            Some(("else", _)) => stays = !stays,
            Some(("end", _)) => stays = true,
            _ if !stays => {}
            Some(("example", kind)) => {
                text.extend(own.lines(kind).iter().map(|line| format!("{line}\n")));
            }
            // A part that is left out leaves no second empty line.
            _ if line.is_empty() && (text.is_empty() || text.ends_with("\n\n")) => {}
            _ => text += &format!("{line}\n"),
        }
    }
    text
}

/// The first word of a comment that is a line, and the rest.
fn comment(line: &str) -> Option<(&str, &str)> {
    let text = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    Some(text.split_once(' ').unwrap_or((text, "")))
}

/// What the API has, and examples of it. They are written when a chapter asks for them: most crates have all that the
/// chapters name.
struct OwnExamples<'a> {
    context: Context<'a>,
    operations: BTreeSet<String>,
    call: OnceCell<Vec<String>>,
    list: OnceCell<Vec<String>>,
}

impl<'a> OwnExamples<'a> {
    fn new(context: Context<'a>) -> Self {
        Self {
            context,
            operations: manifest::operations(&context),
            call: OnceCell::new(),
            list: OnceCell::new(),
        }
    }

    /// The lines of an example; none if the API has no such operation.
    fn lines(&self, kind: &str) -> &[String] {
        match kind {
            "call" => self.call.get_or_init(|| self.first(false)),
            "list" => self.list.get_or_init(|| self.first(true)),
            _ => &[],
        }
    }

    /// The example of the first operation that has one, in the order of the document's paths.
    fn first(&self, is_list: bool) -> Vec<String> {
        let emitter = Emitter::new(self.context);
        let scope = emitter.scope(Vec::new());
        let operations = self.context.api.operations.iter();
        operations
            .filter(|operation| operation.paging.is_some() == is_list)
            .map(|operation| scope.example(operation))
            .find(|lines| !lines.is_empty())
            .map(|lines| lines.iter().flat_map(|line| shown(line)).collect())
            .unwrap_or_default()
    }
}

/// The lines for a line of an example: chapters are also read outside of rustdoc, where nothing is hidden and a block says
/// its language.
fn shown(line: &str) -> Vec<String> {
    match line {
        "```no_run" => vec!["```rust,no_run".to_owned()],
        "# Ok(()) }" => vec!["    Ok(())".to_owned(), "}".to_owned()],
        "```" | "" => vec![line.to_owned()],
        code => vec![match code.strip_prefix("# ") {
            Some(function) => function.to_owned(),
            None => format!("    {code}"),
        }],
    }
}
