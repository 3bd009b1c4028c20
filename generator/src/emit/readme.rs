//! `README.md` of the crate: its template with facts of the document.

use quote::quote;

use super::scope::Scope;
use super::{Context, Emitter, docs};
use crate::calls::print;
use crate::ir::{Method, Operation, Type};

/// The README from its template, for a package with this name and this minimum version of Rust.
#[must_use]
pub fn readme(context: &Context<'_>, template: &str, package: &str, rust: &str) -> String {
    let emitter = Emitter::new(*context);
    let operations = match context.api.operations.len() {
        1 => "1 operation".to_owned(),
        number => format!("{number} operations"),
    };
    fill(
        template,
        &[
            ("package", package),
            ("rust", rust),
            ("operations", &operations),
            ("version", &docs::code(&context.api.version)),
            ("example", &emitter.scope(Vec::new()).program()),
        ],
    )
}

/// The template with its placeholders, such as `{{package}}`, replaced. What stands for one is not searched for others.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let value = after.split_once("}}").and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        rest = match value {
            Some((value, after)) => {
                out.push_str(value);
                after
            }
            None => {
                out.push_str("{{");
                after
            }
        };
    }
    out + rest
}

impl Scope<'_> {
    /// A program with one call, as a block of Markdown with a blank line after it; nothing if no operation has a call that can
    /// be written.
    fn program(&self) -> String {
        let Some((operation, call)) = self
            .most_telling()
            .into_iter()
            .find_map(|operation| Some((operation, self.example_call(operation)?)))
        else {
            return String::new();
        };
        let reply = self.reply_variable(operation);
        let shown = format!("{{{reply}:?}}");
        let expression = call.on_tokens("stripe");
        let statement = quote! {
            let stripe = Client::new("sk_test_123");
            let #reply = #expression.send().await?;
            println!(#shown);
            Ok(())
        };
        let body: String = print(&statement)
            .lines()
            .map(|line| format!("    {line}\n"))
            .collect();
        let imports: String = call
            .imports()
            .iter()
            .map(|line| format!("{line}\n"))
            .collect();
        let root = self.crate_name;
        format!(
            "```rust,no_run\n{imports}use {root}::Client;\n\n#[tokio::main(flavor = \"current_thread\")]\n\
             async fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{body}}}\n```\n\n"
        )
    }

    /// All operations that reply with an object, the most telling ones first: in the order of the data file, then those that
    /// create something.
    fn most_telling(&self) -> Vec<&Operation> {
        let operations = self.api.operations.iter();
        let mut operations: Vec<&Operation> = operations
            .filter(|operation| matches!(operation.reply, Type::Named(_)))
            .collect();
        operations.sort_by_key(|operation| {
            let line = self.examples.call(operation);
            let line = line.map_or(u32::MAX, |call| call.row.position.line);
            let creates = operation.method == Method::Post && operation.arguments().count() == 0;
            (line, !creates)
        });
        operations
    }
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_value_is_no_template() {
        let values = [("a", "{{b}}"), ("b", "{{a}}")];
        assert_eq!(fill("{{a}} {{b}}", &values), "{{b}} {{a}}");
        assert_eq!(fill("{{c}} {{a {{a}}", &values), "{{c}} {{a {{b}}");
        assert_eq!(fill("", &values), "");
    }
}
