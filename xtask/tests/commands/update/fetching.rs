//! `--tag`: downloads, the cache, and refusals.

use std::fs;

use tests::server::{Answer, Server, unused_url};

use super::documents::{fragment, text};
use super::project::Project;

/// A server that sends the same response to every request.
fn serving(status: u16, headers: &[(&'static str, String)], body: &str) -> Server {
    let answer = Answer::Reply(status, headers.to_vec(), body.to_owned());
    Server::with(move |_| answer.clone())
}

/// A server that sends these bytes in response to every request.
fn raw(bytes: &'static str) -> Server {
    Server::with(move |_| Answer::Raw(bytes.into()))
}

/// The request lines received so far.
fn lines(server: &Server) -> Vec<String> {
    let all = server.all().into_iter();
    all.map(|received| received.line).collect()
}

/// Runs an update that must fail. Asserts that its message contains all of `parts` and that nothing is changed or kept.
#[track_caller]
fn refused(project: &Project, from: &str, parts: &[&str]) {
    let before = project.files();
    let arguments = ["update", "--tag", "v2186", "--from", from];
    project.run(&arguments).expect(2).says(parts);
    assert_eq!(project.changed(&before), [""; 0]);
    assert_eq!(kept(project), [""; 0], "kept in the cache");
}

/// The documents in the cache.
fn kept(project: &Project) -> Vec<String> {
    let mut folders = vec!["target/documents".to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(project.path(&folder));
        for entry in entries.into_iter().flatten().flatten() {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(name);
            } else if name.ends_with(".json") {
                found.push(name);
            }
        }
    }
    found
}

#[test]
fn a_tag_is_fetched_once_and_recorded() {
    let project = Project::new();
    let document = text(&fragment(&project));
    let server = serving(200, &[], &document);
    let from = format!("{}/stripe/openapi", server.url);
    let arguments = ["update", "--tag", "v2186", "--from", &from];
    let asked = "GET /stripe/openapi/raw/v2186/latest/openapi.spec3.json";
    project.run(&arguments).expect(0).says(&[
        "fetching http",
        "fetched v2186 (",
        "changes nothing in it",
    ]);
    assert_eq!(lines(&server), [asked]);
    let lock = project.read("spec/stripe.lock");
    assert!(
        lock.contains(&format!("source    {from}\ntag       v2186\n")),
        "{lock}"
    );

    // The second time it comes from the cache.
    let ran = project.run(&arguments).expect(0);
    ran.says(&["v2186 is in the cache"]);
    assert_eq!(lines(&server), [""; 0]);
    // A damaged file in the cache is downloaded again.
    let kept = kept(&project);
    let [kept] = kept.as_slice() else {
        panic!("one document: {kept:?}");
    };
    project.write(kept, "damaged");
    project.run(&arguments).expect(0).says(&["fetched v2186 ("]);
    assert_eq!(lines(&server), [asked]);
    assert_eq!(project.read(kept), document);
}

/// The lock says where a document is from, so what a mirror sent is no document of another place.
#[test]
fn what_one_place_sent_is_not_taken_for_what_another_has() {
    let project = Project::new();
    let document = text(&fragment(&project));
    let run = |server: &Server| {
        let arguments = ["update", "--tag", "v2186", "--from", &server.url];
        project.run(&arguments).expect(0)
    };
    let mirror = serving(200, &[], &document);
    run(&mirror).says(&["fetched v2186"]);
    let other = serving(200, &[], &document);
    run(&other).says(&["fetched v2186"]);
    let lock = project.read("spec/stripe.lock");
    let source = format!("source    {}\n", other.url);
    assert!(lock.contains(&source), "{lock}");
}

#[test]
fn a_tag_that_moved_is_refused() {
    let project = Project::new();
    let mut document = fragment(&project);
    let server = serving(200, &[], &text(&document));
    project
        .run(&["update", "--tag", "v2186", "--from", &server.url])
        .expect(0);
    fs::remove_dir_all(project.path("target")).expect("a cache");
    document["info"]["version"] = "9999-01-01.elm".into();
    let server = serving(200, &[], &text(&document));
    let parts = [
        "the document of v2186 is not the one",
        "sha256",
        "spec/stripe.lock",
    ];
    refused(&project, &server.url, &parts);
    // Another tag may have the same document.
    let ran = project
        .run(&["update", "--tag", "v2187", "--from", &server.url])
        .expect(0);
    ran.says(&["verdict minor"]);
}

#[test]
fn what_is_no_document_is_refused() {
    let project = Project::new();
    let server = serving(404, &[], "404: Not Found");
    let tags = format!("is there a tag v2186? {}/tags lists them", server.url);
    refused(&project, &server.url, &["status 404", &tags, "--spec FILE"]);
    let server = serving(503, &[], "");
    refused(&project, &server.url, &["status 503", "--spec FILE"]);
    let server = serving(200, &[], "<html>Sign in</html>");
    refused(&project, &server.url, &["error", "the document of v2186"]);
}

#[test]
fn a_document_that_breaks_off_or_has_no_end_is_refused() {
    let project = Project::new();
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"openapi\": ";
    let server = raw(head);
    refused(
        &project,
        &server.url,
        &["broke off after 12 bytes of 1000", "run again"],
    );
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n{\"openapi\": \r\n";
    let server = raw(head);
    refused(&project, &server.url, &["broke off after 12 bytes:"]);
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n{";
    let server = raw(head);
    refused(&project, &server.url, &["is larger than 67108864 bytes"]);
}

#[test]
fn a_redirect_leads_to_https_or_nowhere() {
    let project = Project::new();
    let other = serving(200, &[], &text(&fragment(&project)));
    let location = ("Location", format!("{}/elsewhere", other.url));
    let server = serving(302, &[location], "");
    let to = format!("redirects to {}/elsewhere", other.url);
    refused(&project, &server.url, &[&to, "https", "--from"]);
    assert_eq!(lines(&other), [""; 0]);
}

#[test]
fn without_a_network_it_is_said_what_to_do() {
    let project = Project::new();
    let nobody = unused_url();
    let url = format!("{nobody}/raw/v2186/latest/openapi.spec3.json");
    refused(
        &project,
        &nobody,
        &[&url, "download it by hand", "--spec FILE"],
    );
    refused(
        &project,
        "http://example.com",
        &["only https can be trusted"],
    );
}
