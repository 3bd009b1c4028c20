//! `codegen` of a release: found, downloaded once, and kept apart from the committed client.

use std::fs;

use tests::server::{Answer, Received, Server, unused_url};

use super::update::{Project, fragment};

/// A stand-in for Stripe's repository, whose latest release is v2186. It also answers what the mirror of someone else might.
fn repository(document: String) -> Server {
    Server::with(move |received: &Received| {
        let path = received.line.trim_start_matches("GET ");
        let to = |place: &str| {
            let host = received.header("host").unwrap_or_default();
            let location = ("Location", format!("http://{host}{place}"));
            Answer::Reply(302, vec![location], String::new())
        };
        match path {
            "/releases/latest" => to("/releases/tag/v2186"),
            "/elsewhere/releases/latest" => to("/login"),
            "/lost/releases/latest" => Answer::Reply(404, Vec::new(), String::new()),
            "/flat/releases/latest" => Answer::ok("no redirect"),
            "/raw/v2186/latest/openapi.spec3.json" => Answer::ok(document.clone()),
            "/raw/v2187/latest/openapi.spec3.json" => Answer::ok("<html>Sign in</html>"),
            _ => Answer::Reply(404, Vec::new(), String::new()),
        }
    })
}

fn lines(server: &Server) -> Vec<String> {
    let all = server.all().into_iter();
    all.map(|received| received.line).collect()
}

#[test]
fn all_of_a_release_is_one_command() {
    let project = Project::committed();
    let before = project.files();
    let server = repository(super::update::text(&fragment(&project)));
    let run = |arguments: &[&str], from: &str| {
        let given = ["codegen", "--out", "../stripe", "--from", from];
        fs::create_dir_all(project.path("here")).expect("a folder");
        project.run_in("here", &[&given, arguments].concat())
    };
    run(&["--latest"], &server.url).expect(0).says(&[
        "asking http",
        "the latest release is v2186",
        "fetched v2186 (",
        "read the document of v2186 (",
        "sha256 ",
        "11 operations",
    ]);
    let asked = [
        "GET /releases/latest",
        "GET /raw/v2186/latest/openapi.spec3.json",
    ];
    assert_eq!(lines(&server), asked);
    for file in ["src/lib.rs", "Cargo.toml"] {
        assert!(project.path("stripe").join(file).is_file(), "{file}");
    }
    assert!(project.path("stripe.names.tsv").is_file());

    // From the cache, without asking the server; and it is the same crate.
    let ran = run(&["--tag", "v2186", "--check"], &server.url).expect(0);
    ran.says(&["v2186 is in the cache", "up to date"]);
    fs::write(project.path("stripe/src/lib.rs"), "edited").expect("a file");
    let ran = run(&["--tag", "v2186", "--check"], &server.url).expect(1);
    let from = &server.url;
    ran.says(&[
        &format!("codegen --tag v2186 --from {from} --out ../stripe"),
        "edited",
    ]);
    assert_eq!(lines(&server), [""; 0]);

    // The committed client is as it was.
    let mut changed = project.changed(&before);
    changed.retain(|name| !name.starts_with("stripe"));
    assert_eq!(changed, [""; 0]);
}

#[test]
fn the_committed_client_is_not_replaced() {
    let project = Project::committed();
    let before = project.files();
    let nobody = unused_url();
    for out in [&[][..], &["--out", "generated"], &["--out", "./generated/"]] {
        let arguments = [&["codegen", "--tag", "v2186", "--from", &nobody], out].concat();
        project.run(&arguments).expect(2).says(&[
            "cargo xtask codegen --tag v2186 --out ../stripe",
            "cargo xtask update --tag v2186",
        ]);
    }
    for part in [&["--only", "refunds"][..], &["--plan", "spec/slice.yaml"]] {
        let arguments = [&["codegen"], part].concat();
        let ran = project.run(&arguments).expect(2);
        ran.says(&["a part of a document needs a directory of its own", "--out"]);
    }
    assert_eq!(project.changed(&before), [""; 0]);

    // Nor is the cache.
    let server = repository(super::update::text(&fragment(&project)));
    let given = ["codegen", "--latest", "--from", &server.url, "--out"];
    for out in ["target", "target/documents", "target/documents/v2186"] {
        let arguments = [&given[..], &[out]].concat();
        project.run(&arguments).expect(2).says(&["overlaps"]);
    }
}

#[test]
fn what_is_no_release_is_refused() {
    let project = Project::committed();
    let server = repository(super::update::text(&fragment(&project)));
    let refused = |arguments: &[&str], at: &str, parts: &[&str]| {
        let from = format!("{}{at}", server.url);
        let given = ["codegen", "--out", "stripe", "--from", &from];
        let arguments = [&given, arguments].concat();
        project.run(&arguments).expect(2).says(parts);
        assert!(!project.path("stripe").exists());
    };
    let latest = ["--latest"];
    let login = format!("redirects to {}/login", server.url);
    refused(&latest, "/elsewhere", &[&login, "name one with --tag"]);
    refused(&latest, "/flat", &["does not redirect", "--tag"]);
    refused(&latest, "/lost", &["status 404"]);
    let none = ["is there a tag v2185?", "/tags lists them"];
    refused(&["--tag", "v2185"], "", &none);
    // It may be the server's fault, so it is asked again.
    for _ in 0..2 {
        let parts = ["fetched v2187", "error", "the document of v2187"];
        refused(&["--tag", "v2187"], "", &parts);
    }
    // The lock records another document for the tag.
    let lock = project.read("spec/stripe.lock");
    let tagged = lock.lines().map(|line| match line.split_once(' ') {
        Some(("tag", _)) => "tag v2186\n".to_owned(),
        _ => format!("{line}\n"),
    });
    project.write("spec/stripe.lock", tagged.collect::<String>());
    let moved = ["the document of v2186 is not the one recorded", "sha256"];
    refused(&["--tag", "v2186"], "", &moved);
    refused(&["--tag", "v2186"], "", &["fetched v2186", moved[0]]);
}

#[test]
fn usage() {
    let project = Project::committed();
    for (arguments, why) in [
        (&["--tag", "v1", "--latest"][..], "cannot be used with"),
        (&["--tag", "v1", "--spec", "a"], "cannot be used with"),
        (&["--from", "https://a"], "--tag"),
        (&["--tag", "main"], "`v` and a number"),
    ] {
        let arguments = [&["codegen", "--out", "stripe"], arguments].concat();
        project.run(&arguments).expect(2).says(&[why]);
    }
}
