//! Names that would be too long: their first part becomes a module.

use super::{Case, identifier};

/// A name of a type or of such a module is no longer than this.
pub const LONGEST: usize = 80;

/// A module, and the name in it, for the type that `steps` lead to from the type or request `head`.
///
/// The cut is after as few steps as it takes; at `head` itself, if there is but one step. A head that is too long
/// is cut between the words nearest to its middle, in the same place for all that lies in it.
pub(super) fn split(head: &str, steps: &[String]) -> (String, String) {
    let module = |steps: &[String]| identifier(&format!("{head} {}", steps.join(" ")), Case::Snake);
    let fits = |(module, name): &(String, String)| module.len() <= LONGEST && name.len() <= LONGEST;
    // The head alone is the last choice: it may be the name of a file.
    (1..steps.len())
        .chain(std::iter::once(0))
        .filter_map(|count| steps.split_at_checked(count))
        .filter(|(_, rest)| !rest.is_empty())
        .map(|(first, rest)| (module(first), identifier(&rest.join(" "), Case::Pascal)))
        .find(fits)
        .unwrap_or_else(|| split_head(head, steps))
}

fn split_head(head: &str, steps: &[String]) -> (String, String) {
    let snake = identifier(head, Case::Snake);
    let cut = snake
        .match_indices('_')
        .map(|(index, _)| index)
        .min_by_key(|index| index.abs_diff(snake.len() / 2));
    let (module, rest) = cut
        .and_then(|cut| snake.split_at_checked(cut))
        .unwrap_or((&snake, "type"));
    let name = identifier(&format!("{rest} {}", steps.join(" ")), Case::Pascal);
    (module.to_owned(), name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(head: &str, steps: &[&str]) -> String {
        let steps: Vec<String> = steps.iter().map(|step| (*step).to_owned()).collect();
        let (module, name) = split(head, &steps);
        format!("{module}::{name}")
    }

    #[test]
    fn cuts_are_between_steps() {
        assert_eq!(
            cut("CreateOrder", &["billing", "address", "country"]),
            "create_order_billing::AddressCountry"
        );
        assert_eq!(cut("CreateOrder", &["country"]), "create_order::Country");
    }

    #[test]
    fn as_many_steps_as_it_takes() {
        let long = "a_long_step_of_a_document_that_nests_deeper";
        assert_eq!(
            cut("Order", &["x", long, long, "and_deeper_yet"]),
            "order_x_a_long_step_of_a_document_that_nests_deeper::ALongStepOfADocumentThatNestsDeeperAndDeeperYet"
        );
    }

    #[test]
    fn a_head_that_is_too_long_is_cut_once_for_all() {
        let head =
            "payment_flows_of_all_kinds_and_of_some_more_in_a_resource_that_has_its_own_long_name";
        let module = "payment_flows_of_all_kinds_and_of_some_more";
        assert_eq!(
            cut(head, &[]),
            format!("{module}::InAResourceThatHasItsOwnLongName")
        );
        assert_eq!(
            cut(head, &["status"]),
            format!("{module}::InAResourceThatHasItsOwnLongNameStatus")
        );
    }
}
