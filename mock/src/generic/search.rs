//! Search: equal fields and metadata, joined by `AND` or by `OR`.

use serde_json::Value;

use super::Fidelity;
use super::list::{limit, offset, path};
use crate::context::{Call, Context};
use crate::refusal::Refusal;
use crate::store::Facts;

/// A page of the objects that the query describes.
pub(super) fn search(
    context: &mut Context<'_>,
    call: &Call<'_>,
) -> Result<(Value, Fidelity), Refusal> {
    let limit = limit(call)?;
    let query = match Query::parse(call.text("query").unwrap_or_default()) {
        // No object is refused for what it is asked by.
        Err(_) if context.any_id => Query::nothing(),
        query => query?,
    };
    let paging = generator::ir::Paging::Page;
    let Some((kind_id, kind)) = context.model.kind_of(call.plan) else {
        let page = context
            .render()
            .page(paging, Vec::new(), false, &path(call));
        return Ok((page, Fidelity::Schema));
    };
    let found: Vec<(&str, &_)> = context
        .store
        .newest(&kind.object)
        .filter(|(_, stored)| query.describes(&stored.facts))
        .collect();
    let from = offset(context, call)?;
    let to = found.len().min(from.saturating_add(limit));
    let has_more = to < found.len();
    let render = context.render();
    let expand = call.expand.below("data").cloned().unwrap_or_default();
    let shown = found.get(from.min(to)..to).unwrap_or_default().iter();
    let shown = shown
        .map(|(id, stored)| render.stored(kind_id, id, stored, &expand))
        .collect();
    let mut page = render.page(paging, shown, has_more, &path(call));
    if let Some(page) = page.as_object_mut() {
        let next = if has_more {
            format!("page_{to}").into()
        } else {
            Value::Null
        };
        page.insert("next_page".to_owned(), next);
    }
    Ok((page, Fidelity::State))
}

/// A query.
#[derive(Debug, PartialEq)]
struct Query {
    clauses: Vec<Clause>,
    /// Whether all clauses must hold, or one.
    all: bool,
}

/// `field:"value"`, possibly with `-` before it.
#[derive(Debug, PartialEq)]
struct Clause {
    /// One name, or two for `metadata["key"]`.
    path: Vec<String>,
    operator: Operator,
    value: String,
    negated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Operator {
    Equal,
    Contains,
    Greater,
    AtLeast,
    Less,
    AtMost,
}

impl Query {
    fn parse(text: &str) -> Result<Self, Refusal> {
        let refused = || {
            let message = format!("We were unable to parse your search query: `{text}`.");
            Refusal::invalid(message).param("query")
        };
        let mut rest = text.trim();
        let (mut clauses, mut joins) = (Vec::new(), Vec::new());
        loop {
            let (clause, after) = Clause::parse(rest).ok_or_else(refused)?;
            clauses.push(clause);
            let after = after.trim_start();
            if after.is_empty() {
                break;
            }
            let join = ["AND ", "OR "].into_iter().find(|join| {
                after
                    .get(..join.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(join))
            });
            let join = join.unwrap_or("");
            joins.push(join != "OR ");
            rest = after.get(join.len()..).unwrap_or_default().trim_start();
        }
        // Stripe refuses what would need brackets.
        let all = joins.first().copied().unwrap_or(true);
        if joins.iter().any(|join| *join != all) {
            return Err(refused());
        }
        Ok(Self { clauses, all })
    }

    /// A query that describes no object.
    fn nothing() -> Self {
        Self {
            clauses: Vec::new(),
            all: false,
        }
    }

    fn describes(&self, facts: &Facts) -> bool {
        let mut clauses = self.clauses.iter();
        if self.all {
            clauses.all(|clause| clause.holds(facts))
        } else {
            clauses.any(|clause| clause.holds(facts))
        }
    }
}

impl Clause {
    fn parse(text: &str) -> Option<(Self, &str)> {
        let negated = text.starts_with('-');
        let text = text.strip_prefix('-').unwrap_or(text);
        let end = text.find([':', '~', '>', '<'])?;
        let (name, rest) = text.split_at_checked(end)?;
        let operators = [
            (">=", Operator::AtLeast),
            ("<=", Operator::AtMost),
            (">", Operator::Greater),
            ("<", Operator::Less),
            (":", Operator::Equal),
            ("~", Operator::Contains),
        ];
        let (operator, rest) = operators
            .into_iter()
            .find_map(|(sign, operator)| Some((operator, rest.strip_prefix(sign)?)))?;
        let path = match name.trim().split_once('[') {
            // Of a field in an object, both names.
            None => name.trim().split('.').map(str::to_owned).collect(),
            Some((map, key)) => {
                let key = key.strip_suffix(']')?.trim_matches(['"', '\'']);
                vec![map.to_owned(), key.to_owned()]
            }
        };
        let (value, rest) = match rest.chars().next()? {
            quote @ ('"' | '\'') => rest.get(1..)?.split_once(quote)?,
            _ => rest.split_at_checked(rest.find(' ').unwrap_or(rest.len()))?,
        };
        let clause = Self {
            path,
            operator,
            value: value.to_owned(),
            negated,
        };
        clause
            .path
            .iter()
            .all(|name| !name.is_empty())
            .then_some((clause, rest))
    }

    fn holds(&self, facts: &Facts) -> bool {
        let mut names = self.path.iter();
        let first = names.next().and_then(|name| facts.get(name));
        let fact = names.fold(first, |fact, name| fact?.get(name));
        self.compare(fact) != self.negated
    }

    fn compare(&self, fact: Option<&Value>) -> bool {
        // `null` asks for what is not there.
        if self.value == "null" {
            return fact.is_none();
        }
        let text = match fact {
            None | Some(Value::Null) => return false,
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let numbers = || Some((text.parse::<i64>().ok()?, self.value.parse::<i64>().ok()?));
        match self.operator {
            Operator::Equal => text.eq_ignore_ascii_case(&self.value),
            Operator::Contains => text.to_lowercase().contains(&self.value.to_lowercase()),
            Operator::Greater => numbers().is_some_and(|(fact, value)| fact > value),
            Operator::AtLeast => numbers().is_some_and(|(fact, value)| fact >= value),
            Operator::Less => numbers().is_some_and(|(fact, value)| fact < value),
            Operator::AtMost => numbers().is_some_and(|(fact, value)| fact <= value),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Query;

    fn describes(query: &str) -> Option<bool> {
        let facts = json!({"status": "succeeded", "amount": 500, "metadata": {"order": "6735"}});
        Some(Query::parse(query).ok()?.describes(facts.as_object()?))
    }

    #[test]
    fn queries() {
        for (query, expected) in [
            ("status:'succeeded'", Some(true)),
            ("-status:'succeeded'", Some(false)),
            (
                "status:'succeeded' AND metadata['order']:'6735'",
                Some(true),
            ),
            ("status:\"x\" OR metadata[\"order\"]:\"6735\"", Some(true)),
            ("amount>499 AND amount<=500", Some(true)),
            ("amount>500", Some(false)),
            ("status~\"ucc\"", Some(true)),
            ("metadata['other']:null", Some(true)),
            ("a:'1' AND b:'2' OR c:'3'", None),
            ("status", None),
            ("", None),
            ("status:'open", None),
        ] {
            assert_eq!(describes(query), expected, "{query}");
        }
    }
}
