//! What macros of the runtime give to the types that they are called for.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What a macro implements for the type that it is called with.
#[derive(Default)]
pub(super) struct Macro {
    /// Inherent functions.
    pub(super) functions: BTreeSet<String>,
    /// Traits.
    pub(super) traits: BTreeSet<String>,
    /// Items that it takes from where it is called.
    pub(super) items: BTreeSet<String>,
    /// The macros that it calls.
    pub(super) calls: BTreeSet<String>,
}

impl Macro {
    /// Reads the arms. They are no Rust before they are expanded, so this looks at the tokens alone.
    pub(super) fn read(&mut self, arms: TokenStream) {
        let tokens: Vec<TokenTree> = arms.into_iter().collect();
        // pattern => { body } ;
        for window in tokens.windows(3) {
            if let [
                TokenTree::Punct(equals),
                TokenTree::Punct(than),
                TokenTree::Group(body),
            ] = window
                && equals.as_char() == '='
                && than.as_char() == '>'
            {
                self.body(body.stream());
            }
        }
    }

    fn body(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        self.words(&tokens);
        let mut at = 0;
        while at < tokens.len() {
            if is_word(&tokens[at], "impl") && !is_in_type(&tokens, at) {
                let end = (at..tokens.len()).find(|end| is_group(&tokens[*end], Delimiter::Brace));
                let Some(end) = end else { break };
                self.implementation(&tokens[at..end], &tokens[end]);
                at = end;
            } else if let TokenTree::Group(group) = &tokens[at] {
                self.body(group.stream());
            }
            at += 1;
        }
    }

    /// `impl … Trait for $name`, or `impl … $name`, and its block.
    fn implementation(&mut self, head: &[TokenTree], block: &TokenTree) {
        let Some(at) = head.iter().position(|token| is_word(token, "for")) else {
            self.functions.extend(functions(block));
            return;
        };
        // Of another type, such as `impl From<$name> for Value`.
        if !matches!(head.get(at + 1), Some(TokenTree::Punct(mark)) if mark.as_char() == '$') {
            return;
        }
        // The last name before `for` that is not between angle brackets.
        let mut depth = 0_usize;
        for token in head[..at].iter().rev() {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '>' => depth += 1,
                TokenTree::Punct(mark) if mark.as_char() == '<' => depth = depth.saturating_sub(1),
                TokenTree::Ident(name) if depth == 0 => {
                    self.traits.insert(name.to_string());
                    return;
                }
                _ => {}
            }
        }
    }

    /// Items without a path, and macros that are called.
    fn words(&mut self, tokens: &[TokenTree]) {
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.words(&inner);
                }
                TokenTree::Ident(name) => {
                    let next = tokens.get(at + 1);
                    if matches!(next, Some(TokenTree::Punct(mark)) if mark.as_char() == '!') {
                        self.calls.insert(name.to_string());
                    }
                    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
                    let has_path = matches!(before, Some(TokenTree::Punct(mark)) if ":$.'".contains(mark.as_char()));
                    // A bound, `T: Clone`, has a colon before it as well.
                    let is_bound = has_path && !is_path(tokens, at);
                    let is_defined = before
                        .is_some_and(|before| is_word(before, "const") || is_word(before, "type"));
                    if (!has_path || is_bound) && !is_defined {
                        self.items.insert(name.to_string());
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether the name at `at` is after `::`, a dot or a dollar.
fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    let mark = |back: usize| match at.checked_sub(back).and_then(|at| tokens.get(at)) {
        Some(TokenTree::Punct(mark)) => mark.as_char(),
        _ => ' ',
    };
    mark(1) != ':' || mark(2) == ':'
}

/// Whether `impl` is a type, such as in `name: impl Into<String>`.
fn is_in_type(tokens: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    matches!(before, Some(TokenTree::Punct(mark)) if ":<,".contains(mark.as_char()))
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(name) if name == word)
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}

/// The functions of a block.
fn functions(block: &TokenTree) -> BTreeSet<String> {
    let TokenTree::Group(block) = block else {
        return BTreeSet::new();
    };
    let tokens: Vec<TokenTree> = block.stream().into_iter().collect();
    let pairs = tokens.windows(2);
    let named = pairs.filter(|pair| is_word(&pair[0], "fn"));
    named.map(|pair| pair[1].to_string()).collect()
}
