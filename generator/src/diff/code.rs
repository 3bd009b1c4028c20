//! The generated code of a change: the affected definitions, before and after.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::change::Site;
use super::report::Item;
use crate::Lowered;
use crate::emit::{Context, Defined, Definition, Definitions, Key};
use crate::names::{Case, identifier};

/// A definition before and after, at least one of which exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// In the first client.
    pub old: Option<Definition>,
    /// In the second client.
    pub new: Option<Definition>,
    /// The name of the changed part, as Rust and as the document write it, to separate it from other changes of the same
    /// definition. Empty where the definition itself changes.
    pub words: BTreeSet<String>,
}

/// Both clients, for looking up code.
pub struct Codes<'a> {
    base: Definitions<'a>,
    head: Definitions<'a>,
    /// The pairs that were printed: a definition has as many places as it has fields.
    printed: RefCell<HashMap<Keys<'a>, Option<Rc<Pair>>>>,
}

/// What a pair was printed from.
type Keys<'a> = [Option<Key<'a>>; 2];

type Pair = (Option<Definition>, Option<Definition>);

impl<'a> Codes<'a> {
    /// The code of two documents that were compared.
    #[must_use]
    pub fn new(base: &'a Lowered, head: &'a Lowered) -> Self {
        Self {
            base: Definitions::new(Context::of(base)),
            head: Definitions::new(Context::of(head)),
            printed: RefCell::default(),
        }
    }

    /// The definitions that a change affects, each once, in the order of its places. Definitions that are equal before
    /// and after are left out: only their plumbing changes.
    #[must_use]
    pub fn of(&self, item: &Item) -> Vec<Code> {
        let mut codes: Vec<Code> = Vec::new();
        let (mut by_pair, mut by_text) = (HashMap::new(), HashMap::new());
        for site in &item.places {
            let Some(pair) = self.at(site, in_field(item.kind)) else {
                continue;
            };
            // Texts are long, so each pair is looked up by its text only once.
            let index = *by_pair.entry(Rc::as_ptr(&pair)).or_insert_with(|| {
                *by_text.entry(Rc::clone(&pair)).or_insert_with(|| {
                    let (old, new) = Pair::clone(&pair);
                    let words = BTreeSet::new();
                    codes.push(Code { old, new, words });
                    codes.len() - 1
                })
            });
            if let Some(code) = codes.get_mut(index) {
                code.words.extend(words(site));
            }
        }
        codes
    }

    fn at(&self, site: &Site, in_field: bool) -> Option<Rc<Pair>> {
        // A field and its type may have the same pointer.
        let find = |definitions: &Definitions<'a>, pointer: &Option<String>, around| {
            let pointer = pointer.as_deref()?;
            if around {
                definitions.around(pointer)
            } else {
                definitions.at(pointer)
            }
        };
        let [first, second] = [in_field, !in_field].map(|around| {
            let old = find(&self.base, &site.base, around);
            (old, find(&self.head, &site.head, around))
        });
        // Parameters share one pointer.
        let name = step(site).unwrap_or_default();
        let third = (
            first.0.and_then(|of| self.base.parameter(of, name)),
            first.1.and_then(|of| self.head.parameter(of, name)),
        );
        [first, second, third]
            .into_iter()
            .find_map(|(old, new)| self.pair(old, new))
    }

    /// The two definitions, if they differ.
    fn pair(&self, old: Option<Defined<'a>>, new: Option<Defined<'a>>) -> Option<Rc<Pair>> {
        // The definition around an addition or removal may be in both.
        let old = old.or_else(|| self.base.same(new?));
        let new = new.or_else(|| self.head.same(old?));
        let keys = [old, new].map(|of| of.map(Defined::key));
        if let Some(printed) = self.printed.borrow().get(&keys) {
            return printed.clone();
        }
        let pair = self.printed(old, new).map(Rc::new);
        self.printed.borrow_mut().insert(keys, pair.clone());
        pair
    }

    fn printed(&self, old: Option<Defined<'a>>, new: Option<Defined<'a>>) -> Option<Pair> {
        let print = |through: bool| {
            let print = |definitions: &Definitions<'a>, of: Option<Defined<'a>>| {
                of.and_then(|of| definitions.print(of, through))
            };
            (print(&self.base, old), print(&self.head, new))
        };
        let differ = |(old, new): &Pair| {
            let text = |side: &Option<Definition>| side.as_ref().map(|d| d.text.clone());
            text(old) != text(new)
        };
        // An alias shows nothing, unless it is the alias that changed.
        [false, true].into_iter().map(print).find(differ)
    }
}

/// Whether a kind of change affects fields, which are part of the definition around them.
fn in_field(kind: &str) -> bool {
    [
        "field-added",
        "field-removed",
        "retyped",
        "required",
        "optional",
        "null",
        "clearable",
        "not-clearable",
        "cleared-by",
        "type-at-place",
    ]
    .contains(&kind)
}

/// The last step of the path to a place.
fn step(site: &Site) -> Option<&str> {
    let (_, step) = site.path.rsplit_once(['.', '#'])?;
    Some(step.trim_end_matches(['[', ']', '{', '}']))
}

fn words(site: &Site) -> BTreeSet<String> {
    let Some(name) = site.name.as_deref().or_else(|| step(site)) else {
        return BTreeSet::new();
    };
    [
        name.to_owned(),
        identifier(name, Case::Snake),
        identifier(name, Case::Pascal),
    ]
    .into()
}
