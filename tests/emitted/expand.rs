//! Paths to expand, in the crate that is emitted for `tests/specs/expand.yaml`. `tests/tests/projects/compiled.rs` runs it
//! as a test of a package that depends on that crate.

use stripe_client::Operation;
use stripe_client::json::from_json;
use stripe_client::objects::{Apple, DeletedTree, Garden, Leaf, Pear, Soil, Tree};
use stripe_client::services::trees::fruits::ListTreeFruits;
use stripe_client::services::trees::{ListTrees, RetrieveTree};
use stripe_client::values::{Expandable, MaybeDeleted};

fn of_one(request: RetrieveTree) -> String {
    request.call().query()
}

#[test]
fn paths_go_on() {
    let tree = || RetrieveTree::new("t_1");
    // Through the object, although the field may also hold its tombstone.
    let owner = Tree::OWNER.then(Tree::TWIGS);
    assert_eq!(of_one(tree().expand(owner)), "expand[0]=owner.twigs");
    // Through an object that is always present.
    let bed = Tree::SOIL.then(Soil::BED).then(Garden::FIRST).then(Leaf::TREE);
    assert_eq!(of_one(tree().expand(bed)), "expand[0]=soil.bed.first.tree");
    // Through either member of a union.
    let fruit = tree()
        .expand(Tree::FRUIT.then(Apple::TREE))
        .expand(Tree::FRUIT.then(Pear::GARDEN));
    assert_eq!(of_one(fruit), "expand[0]=fruit.tree&expand[1]=fruit.garden");
    // To a field that may be present only on request, or `null` until then.
    let bark = tree().expand(Tree::BARK).expand(Tree::TAGS).expand(Tree::WEATHER);
    assert_eq!(of_one(bark), "expand[0]=bark&expand[1]=tags&expand[2]=weather");
}

/// What `send` gives.
fn reply<O: Operation>(_: O, json: &str) -> O::Output {
    from_json(json).expect("it is decoded")
}

#[test]
fn an_object_may_be_deleted() {
    const LIVE: &str = r#"{"id":"t_1","object":"tree","soil":{}}"#;
    let deleted = reply(RetrieveTree::new("t_1"), r#"{"id":"t_1","object":"tree","deleted":true}"#);
    assert!(deleted.is_deleted());
    assert_eq!(deleted.id(), Some("t_1"));
    let tombstone: Option<&DeletedTree> = deleted.as_deleted();
    assert_eq!(tombstone.map(|tree| tree.deleted), Some(true));
    assert!(deleted.live().is_none());
    let tree: Option<Tree> = reply(RetrieveTree::new("t_1"), LIVE).live();
    let tree = tree.expect("it is alive");
    assert_eq!(tree.id, "t_1");
    // The same type wherever a tree may be deleted.
    let owned: Tree = from_json(&LIVE.replacen('{', &format!(r#"{{"owner":{LIVE},"#), 1)).expect("a tree");
    let owner: Option<Expandable<MaybeDeleted<Tree>>> = owned.owner;
    let owner = owner.expect("it has one").object().expect("it is expanded");
    assert_eq!(owner.live().map(|tree| tree.id).as_deref(), Some("t_1"));
}

#[test]
fn items_of_lists() {
    let leaves = ListTrees::new().expand(Tree::LEAVES.data().then(Leaf::TREE));
    assert_eq!(leaves.call().query(), "expand[0]=data.leaves.data.tree");
    // The items are a union, and paths begin at its members.
    let fruits = ListTreeFruits::new("t_1").expand(Pear::GARDEN).expand(Apple::TREE);
    assert_eq!(fruits.call().query(), "expand[0]=data.garden&expand[1]=data.tree");
}
