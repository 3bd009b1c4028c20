//! A document that names everything after what the runtime, the standard library and the language use compiles: its
//! properties, path segments, schemas, values and methods, with the examples in the documentation.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tests::emitted;
use tests::runtime_names::RuntimeNames;

/// Methods of the standard library that are in scope everywhere, those of iterators and futures included.
const STD: &str = "as_mut as_ref borrow borrow_mut by_ref chain clamp clone clone_from clone_into clone_to_uninit cloned \
    cmp collect copied count cycle default drop enumerate eq extend filter find flat_map fmt fold for_each from from_iter \
    fuse ge gt hash hash_slice inspect into into_future into_iter is_sorted iter last le len lt map max min ne next \
    next_back nth partial_cmp partition peekable poll position product rev rposition scan size_hint skip step_by sum take \
    to_owned to_string try_fold try_from try_into type_id unzip zip";

/// Types that need no import, crates, and names that the emitter gives to arguments and variables.
const OTHERS: &str = "alloc bool bytes char core f32 f64 i128 i16 i32 i64 i8 isize serde std str test u128 u16 u32 u64 u8 \
    usize all args client file item json key reply stripe value values error ok output target owned panic println \
    vec format assert c d h m s t r k v sealed con nul aux prn com1 lpt1 self";

/// The words to try.
fn words() -> BTreeSet<String> {
    let names = RuntimeNames::read();
    let items = names.item.iter().map(|name| snake(name));
    let methods = [names.client, names.service, names.setter, names.function];
    let others = STD.split_whitespace().chain(OTHERS.split_whitespace());
    let mut words: BTreeSet<String> = methods.into_iter().flatten().chain(items).collect();
    words.extend(others.map(str::to_owned));
    for (path, _) in tests::templates() {
        let name = path.trim_end_matches(".rs").trim_end_matches("/mod");
        words.extend(name.rsplit('/').next().map(str::to_owned));
    }
    // The project has an example for a request of its own with these names.
    let examples = tests::examples();
    words.retain(|word| {
        let has_example = examples.contains(&format!(" /v1/{word}\t"));
        let usual = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        word.chars().all(usual)
            && !has_example
            && !word.starts_with('_')
            && !word.ends_with('_')
            && !word.contains("__")
    });
    words
}

fn snake(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !text.is_empty() && !text.ends_with('_') {
            text.push('_');
        }
        text.push(c.to_ascii_lowercase());
    }
    text
}

/// One document with each word in each position.
fn document(words: &BTreeSet<String>) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    let each = |text: &dyn Fn(&str) -> String| -> String {
        let all: Vec<String> = words.iter().map(|word| text(word)).collect();
        all.join(", ")
    };
    let strings = each(&|word| format!("\"{word}\": {{type: string}}"));
    let integers = each(&|word| format!("\"{word}\": {{type: integer}}"));
    let required = each(&|word| format!("\"{word}\""));
    let answers = |schema: &str| {
        format!(
            "      responses: {{\"200\": {{description: One., content: {{application/json: {{schema: {schema}}}}}}}, default: \
             {{description: Error., content: {{application/json: {{schema: {{$ref: '#/components/schemas/error'}}}}}}}}}}\n"
        )
    };
    let reference = |word: &str| format!("{{$ref: '#/components/schemas/{word}'}}");
    let list = |word: &str| {
        format!(
            "{{type: object, required: [data, has_more, object, url], properties: {{data: {{type: array, items: {}}}, \
             has_more: {{type: boolean}}, object: {{type: string, enum: [list]}}, url: {{type: string}}}}}}",
            reference(word)
        )
    };
    let argument = |name: &str| {
        format!(
            "        - {{name: \"{name}\", in: path, required: true, style: simple, explode: false, schema: {{type: string}}}}\n"
        )
    };
    let body = |schema: &str| {
        format!(
            "      requestBody: {{required: true, content: {{application/x-www-form-urlencoded: {{schema: {schema}}}}}}}\n"
        )
    };
    for word in words {
        // A service, and one inside of a service.
        for (path, operation) in [
            (format!("/v1/{word}"), "Get"),
            (format!("/v1/nests/{{nest}}/{word}"), "GetNests"),
        ] {
            let inner = if operation == "GetNests" {
                argument("nest")
            } else {
                String::new()
            };
            let _ = write!(
                paths,
                "  {path}:\n    get:\n      operationId: {operation}_{word}\n      parameters:\n{inner}        - {{name: starting_after, in: query, \
                 required: false, style: form, explode: true, schema: {{type: string}}}}\n{}",
                answers(&list(word))
            );
            let _ = write!(
                paths,
                "  {path}/{{{word}}}:\n    get:\n      operationId: {operation}_{word}_one\n      parameters:\n{inner}{}{}",
                argument(word),
                answers(&reference(word))
            );
        }
        // A method.
        let _ = write!(
            paths,
            "  /v1/things/{{id}}/{word}:\n    post:\n      operationId: PostThings_{word}\n      parameters:\n{}{}",
            argument("id"),
            answers(&reference("holder"))
        );
        let _ = writeln!(
            schemas,
            "    \"{word}\": {{type: object, required: [object], x-resourceId: \"{word}\", properties: {{object: {{type: string, enum: \
             [\"{word}\"]}}, kind: {{type: string, enum: [a, b]}}}}}}"
        );
    }
    // Inner services are modules of this one, `i64` and `str` among them.
    let plain = "a_number: {type: integer}, a_flag: {type: boolean}, a_text: {type: string}, a_choice: {type: string, enum: [a, b]}, \
        a_union: {anyOf: [{type: string}, {type: array, items: {type: number}}]}";
    let _ = write!(
        paths,
        "  /v1/nests:\n    post:\n      operationId: PostNests\n{}{}",
        body(&format!(
            "{{type: object, additionalProperties: false, properties: {{{plain}}}}}"
        )),
        answers(&reference("holder"))
    );
    let range =
        format!("{{anyOf: [{{type: object, properties: {{{integers}}}}}, {{type: integer}}]}}");
    let nested = format!("{{type: object, required: [{required}], properties: {{{strings}}}}}");
    for (path, required) in [
        ("some", String::new()),
        ("every", format!("required: [{required}], ")),
    ] {
        let _ = write!(
            paths,
            "  /v1/holders/{path}:\n    post:\n      operationId: PostHolders_{path}\n{}{}",
            body(&format!(
                "{{type: object, {required}additionalProperties: false, properties: {{{strings}, a_range: {range}, a_nest: {nested}, \
                 a_choice: {{type: string, enum: [{}]}}}}}}",
                each(&|word| format!("\"{word}\""))
            )),
            answers(&reference("holder"))
        );
    }
    let _ = write!(
        paths,
        "  /v1/holders/{{id}}:\n    get:\n      operationId: GetHolders\n      parameters:\n{}        - {{name: expand, in: query, required: false, \
         style: deepObject, explode: true, schema: {{type: array, items: {{type: string}}}}}}\n{}",
        argument("id"),
        answers(&reference("holder"))
    );
    let expandable = each(&|word| {
        if word == "object" {
            return "other_object: {type: string}".to_owned();
        }
        format!(
            "\"{word}\": {{anyOf: [{{type: string}}, {}], x-expansionResources: {{oneOf: [{}]}}}}",
            reference(word),
            reference(word)
        )
    });
    let union = each(&reference);
    let values = each(&|word| format!("\"{word}\""));
    format!(
        "openapi: 3.0.0\ninfo: {{title: Clashes, version: 2026-01-01.clash, description: Clashes.}}\nservers: [{{url: \
         'https://api.example.com/'}}]\npaths:\n{paths}components:\n  schemas:\n{schemas}    holder: {{type: object, required: \
         [object], x-resourceId: holder, properties: {{object: {{type: string, enum: [holder]}}, {expandable}, a_union: {{anyOf: [{union}]}}, \
         a_value: {{type: string, enum: [{values}]}}}}}}\n"
    )
}

/// The derives of services and objects are among the words: schemas and services become types named `Clone` and `Debug`.
#[test]
fn the_words_have_the_derives() {
    let words = words();
    for word in ["clone", "debug", "default", "partial_eq"] {
        assert!(words.contains(word), "{word}: {words:?}");
    }
}

/// A document may have nothing that a macro of the runtime is for.
#[test]
#[ignore = "slow: checks all dependencies of the client again, with and without features"]
fn documents_without_paths() {
    let head = "openapi: 3.0.0\ninfo: {title: Empty, version: 2026-01-01.empty}\nservers: [{url: https://api.example.com/}]\npaths: {}\n";
    let schema =
        "components: {schemas: {thing: {type: object, properties: {id: {type: string}}}}}\n";
    for (name, document) in [
        ("no-schemas", head.to_owned()),
        ("no-paths", format!("{head}{schema}")),
    ] {
        let folder = emitted::client(name, &document);
        for features in ["--all-features", "--no-default-features"] {
            emitted::cargo(&folder, &["check", "--quiet", features]);
        }
    }
}

#[test]
#[ignore = "slow: compiles a client with some thousand items, and its examples"]
fn words_of_the_runtime_and_the_language() {
    let words = words();
    assert!(words.len() > 500, "{}", words.len());
    let folder = emitted::client("clashes", &document(&words));
    // This builds the client too, so that its warnings show.
    emitted::cargo(&folder, &["test", "--quiet", "--all-features", "--doc"]);
}
