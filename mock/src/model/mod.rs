//! The API as the stand-in reads it: what each operation does, and to which kind of object.

mod act;
mod kinds;
mod routes;

use std::collections::BTreeMap;
use std::collections::HashMap;

use generator::Lowered;
use generator::ir::{Api, Field, Operation, SchemaPath, Segment, Shape};

pub use act::Act;
pub use kinds::{Kind, KindId};
pub use routes::Found;
use routes::Routes;

/// An API to stand in for. Made once and shared.
#[derive(Debug)]
pub struct Model {
    /// The document, lowered and named.
    pub lowered: Lowered,
    plans: Vec<Plan>,
    routes: Routes,
    kinds: Vec<Kind>,
    by_place: HashMap<SchemaPath, KindId>,
}

/// What an operation does.
#[derive(Debug)]
pub struct Plan {
    /// Its place in the API.
    pub operation: usize,
    /// Method and path, as the document writes them.
    pub route: String,
    /// Its name in the client, such as `refunds.create`.
    pub name: String,
    /// What it does to objects.
    pub act: Act,
    /// The kind of object that it answers, lists or deletes.
    pub kind: Option<KindId>,
}

impl Model {
    /// Reads what the operations of a document do.
    #[must_use]
    pub fn new(lowered: Lowered) -> Self {
        let (mut kinds, by_place) = kinds::kinds(&lowered);
        let routes = Routes::new(&lowered.api);
        let plans: Vec<Plan> = lowered
            .named_operations()
            .enumerate()
            .map(|(index, (operation, name))| {
                let kind = kinds::of_type(&operation.reply, &by_place);
                let act = act::act(&lowered.api, operation, kind.and_then(|id| kinds.get(id.0)));
                Plan {
                    operation: index,
                    route: operation.route(),
                    name,
                    act,
                    kind,
                }
            })
            .collect();
        for plan in &plans {
            if let (Act::Create, Some(kind)) = (plan.act, plan.kind)
                && let Some(kind) = kinds.get_mut(kind.0)
            {
                kind.is_created = true;
            }
        }
        Self {
            lowered,
            plans,
            routes,
            kinds,
            by_place,
        }
    }

    /// The document's API.
    #[must_use]
    pub fn api(&self) -> &Api {
        &self.lowered.api
    }

    /// What each operation does, in the order of the API.
    pub fn plans(&self) -> impl Iterator<Item = (&Plan, &Operation)> {
        self.plans.iter().zip(&self.lowered.api.operations)
    }

    /// The operation that a method and a path lead to.
    #[must_use]
    pub fn find(&self, method: &str, path: &str) -> Found<'_> {
        self.routes.find(self, method, path)
    }

    fn plan(&self, index: usize) -> Option<(&Plan, &Operation)> {
        Some((
            self.plans.get(index)?,
            self.lowered.api.operations.get(index)?,
        ))
    }

    /// A kind of object.
    #[must_use]
    pub fn kind(&self, id: KindId) -> Option<&Kind> {
        self.kinds.get(id.0)
    }

    /// The kind of object that an operation answers, lists or deletes.
    #[must_use]
    pub fn kind_of(&self, plan: &Plan) -> Option<(KindId, &Kind)> {
        let id = plan.kind?;
        Some((id, self.kind(id)?))
    }

    /// All kinds of object.
    pub fn kinds(&self) -> impl Iterator<Item = (KindId, &Kind)> {
        let kinds = self.kinds.iter().enumerate();
        kinds.map(|(index, kind)| (KindId(index), kind))
    }

    /// The kind whose live objects, or whose tombstones, have the schema at a place.
    #[must_use]
    pub fn kind_at(&self, place: &SchemaPath) -> Option<KindId> {
        self.by_place.get(place).copied()
    }

    /// The kind whose objects have a value of the field `object`.
    #[must_use]
    pub fn kind_named(&self, object: &str) -> Option<KindId> {
        let mut kinds = self.kinds();
        kinds
            .find(|(_, kind)| kind.object == object)
            .map(|(id, _)| id)
    }

    /// The fields of the object at a place.
    #[must_use]
    pub fn fields(&self, place: &SchemaPath) -> &[Field] {
        match self.lowered.api.shape(place) {
            Some(Shape::Object { fields, .. }) => fields,
            _ => &[],
        }
    }

    /// The field of that name of the object at a place.
    #[must_use]
    pub fn field(&self, place: &SchemaPath, name: &str) -> Option<&Field> {
        let mut fields = self.fields(place).iter();
        fields.find(|field| field.name == name)
    }
}

/// The arguments of a path by their names in the document.
pub(crate) type Arguments = BTreeMap<String, String>;

/// Whether the path ends in an argument.
fn ends_in_argument(path: &[Segment]) -> bool {
    matches!(path.last(), Some(Segment::Argument(_)))
}
