//! Paths to expand, in the crate that is emitted for `tests/specs/expand.yaml`. `tests/tests/projects/compiled.rs` runs it
//! as a test of a package that depends on that crate.

use stripe_client::objects::{Apple, Garden, Leaf, Pear, Soil, Tree};
use stripe_client::services::trees::fruits::ListTreeFruits;
use stripe_client::services::trees::{ListTrees, RetrieveTree};

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
    // To a field that is present only on request.
    let bark = tree().expand(Tree::BARK).expand(Tree::TAGS);
    assert_eq!(of_one(bark), "expand[0]=bark&expand[1]=tags");
}

#[test]
fn items_of_lists() {
    let leaves = ListTrees::new().expand(Tree::LEAVES.data().then(Leaf::TREE));
    assert_eq!(leaves.call().query(), "expand[0]=data.leaves.data.tree");
    // The items are a union, and paths begin at its members.
    let fruits = ListTreeFruits::new("t_1").expand(Pear::GARDEN).expand(Apple::TREE);
    assert_eq!(fruits.call().query(), "expand[0]=data.garden&expand[1]=data.tree");
}
