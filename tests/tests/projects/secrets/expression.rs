//! Rust code that builds requests with everything set, and with a secret in each string.

use syn::{Type, TypeParamBound};

use super::definitions::{Definition, Definitions, Kind, Methods, generics};

/// Writes expressions. Each round uses other members of unions.
pub struct Writer<'a> {
    pub definitions: &'a Definitions,
    pub round: usize,
}

impl Writer<'_> {
    /// A request with every setter called.
    pub fn request(&self, definition: &Definition, methods: &Methods) -> String {
        self.built(definition, methods)
    }

    fn built(&self, definition: &Definition, methods: &Methods) -> String {
        let module = &definition.module;
        let arguments = |types: &[Type]| {
            let values: Vec<_> = types.iter().map(|ty| self.value(ty, module)).collect();
            values.join(", ")
        };
        let mut text = format!("{}::new({})", definition.path(), arguments(&methods.new));
        // Clearing a field would remove its value.
        let setters = methods.setters.iter().filter(|(name, arguments)| {
            !(name.starts_with("unset_") && arguments.is_empty()) || self.round == 1
        });
        for (name, types) in setters {
            let drops_a_key = name.starts_with("unset_") && !types.is_empty();
            let arguments = if drops_a_key {
                "key()".to_owned()
            } else {
                arguments(types)
            };
            text += &format!(".{name}({arguments})");
        }
        text
    }

    fn value(&self, ty: &Type, module: &[String]) -> String {
        match ty {
            Type::ImplTrait(ty) => match ty.bounds.first() {
                Some(TypeParamBound::Trait(bound)) => self.convertible(&bound.path, module),
                _ => panic!("a type that takes nothing"),
            },
            // An entry of a map.
            Type::Tuple(tuple) => {
                let value = tuple.elems.last().expect("a key and a value");
                format!("(key(), {})", self.value(value, module))
            }
            Type::Path(path) => self.named(&path.path, module),
            _ => panic!("a type that no setter takes"),
        }
    }

    /// For an argument that is `impl Into<…>` or `impl IntoIterator<…>`.
    fn convertible(&self, bound: &syn::Path, module: &[String]) -> String {
        let inner = generics(bound);
        match (bound.segments.last(), inner.as_slice()) {
            (Some(last), [ty])
                if ["Into", "IntoEnum", "Is"]
                    .iter()
                    .any(|name| last.ident == name) =>
            {
                self.value(ty, module)
            }
            (Some(last), [ty]) if last.ident == "IntoIterator" => {
                format!("[{}]", self.value(ty, module))
            }
            _ => panic!("a bound that no setter has"),
        }
    }

    fn named(&self, path: &syn::Path, module: &[String]) -> String {
        let inner = generics(path);
        let inner = || self.value(inner.last().expect("a type in brackets"), module);
        let last = path.segments.last().map(|last| last.ident.to_string());
        match last.unwrap_or_default().as_str() {
            // An unchecked path.
            "String" | "Expand" => "text()".to_owned(),
            "bool" => "true".to_owned(),
            "i64" => "number()".to_owned(),
            "Timestamp" => "Timestamp::from_seconds(number())".to_owned(),
            "Decimal" => "Decimal::from(number())".to_owned(),
            "Number" => "Number::from(number())".to_owned(),
            "Currency" => "Currency::from(text())".to_owned(),
            "DateTime" => "date_time()".to_owned(),
            "Upload" => "Upload::bytes(text(), text())".to_owned(),
            "Value" => "Value::map([(key(), Value::list([text()]))])".to_owned(),
            "Range" if path.segments.iter().any(|step| step.ident == "ops") => {
                format!("{}..{}", inner(), inner())
            }
            "Range" if generics(path).is_empty() => "Range::after(number())".to_owned(),
            "Range" => format!("Range::after({})", inner()),
            "Vec" => format!("vec![{}]", inner()),
            "Box" => format!("Box::new({})", inner()),
            "BTreeMap" => format!("BTreeMap::from([(key(), {})])", inner()),
            _ => self.defined(self.definitions.find(path, module)),
        }
    }

    fn defined(&self, definition: &Definition) -> String {
        match &definition.kind {
            Kind::Request(_) => panic!("a request is no parameter"),
            Kind::Params(methods) => self.built(definition, methods),
            Kind::Enumeration => format!("{}::from(&*text())", definition.path()),
            Kind::Union(members) => {
                let (name, held) = &members[self.round % members.len()];
                let held = self.value(held, &definition.module);
                format!("{}::{name}({held})", definition.path())
            }
        }
    }
}
