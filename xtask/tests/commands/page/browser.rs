//! Renders a page in headless Chromium.

use std::ffi::OsString;
use std::process::Command;

use serde_json::Value;
use tests::server::{Answer, Server};

/// Shows a page in two frames and reports what it finds.
const WRAPPER: &str = include_str!("wrapper.html");

/// A browser that is installed.
pub(crate) struct Browser(OsString);

impl Browser {
    /// The browser of this machine; `None`, with a note on stderr, if there is none.
    pub(crate) fn find() -> Option<Self> {
        tests::browser::find("the page").map(Self)
    }

    /// Fails unless the page is readable at phone and desktop width, in light and dark mode, and requests nothing.
    pub(crate) fn check(&self, page: &str, heading: &str) {
        let light = self.show(page, false);
        let dark = self.show(page, true);
        for found in light.iter().chain(&dark) {
            let of = |key: &str| found[key].as_i64().unwrap_or(-1);
            assert_eq!(found["heading"], heading, "{found}");
            assert!(
                found["title"].as_str().is_some_and(|t| t.contains(heading)),
                "{found}"
            );
            // The verdict is visible without scrolling, and nothing is wider than the screen.
            assert!((0..200).contains(&of("headingTop")), "{found}");
            assert!(of("closed") <= of("width"), "{found}");
            assert!(of("open") <= of("width"), "{found}");
            assert!(of("details") > 0 && of("shown") == of("details"), "{found}");
            assert_eq!((of("scripts"), of("requests")), (0, 0), "{found}");
            // Code is shown side by side if there is room.
            assert!(of("sides") > 0, "{found}");
            let beside = if of("width") > 1000 { of("sides") } else { 0 };
            assert_eq!(of("beside"), beside, "{found}");
        }
        assert!(light[0]["width"].as_i64().is_some_and(|w| w <= 360));
        assert!(light[0]["scrolls"].as_i64() > Some(0), "{}", light[0]);
        for (light, dark) in light.iter().zip(&dark) {
            assert_eq!(
                (&light["dark"], &dark["dark"]),
                (&false.into(), &true.into())
            );
            assert_ne!(light["ground"], dark["ground"]);
        }
    }

    /// The wrapper's findings at both widths.
    fn show(&self, page: &str, dark: bool) -> Vec<Value> {
        let profile = tempfile::tempdir().expect("a folder");
        let url = serve(page);
        let mut command = Command::new(&self.0);
        command.args([
            "--headless",
            // Tests may run as root in a container.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--enable-logging=stderr",
            "--window-size=1400,1700",
            "--dump-dom",
        ]);
        if dark {
            command.arg("--force-dark-mode");
        }
        let folder = profile.path().display();
        command.arg(format!("--user-data-dir={folder}")).arg(&url);
        let ran = command.output().expect("the browser runs");
        let (dom, said) = (
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr),
        );
        let errors: Vec<&str> = said.lines().filter(|l| l.contains("CONSOLE")).collect();
        assert_eq!(errors, [""; 0]);
        let result = dom
            .split_once("<pre id=\"result\">")
            .and_then(|(_, rest)| rest.split_once("</pre>"));
        let (json, _) = result.unwrap_or_else(|| panic!("no result in {dom}\n{said}"));
        let json = json
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        serde_json::from_str(&json).expect("it is JSON")
    }
}

/// A server for the page and the wrapper.
fn serve(page: &str) -> String {
    let page = page.to_owned();
    let server = Server::with(move |request| {
        let (status, text) = match request.line.as_str() {
            "GET /" => (200, WRAPPER),
            "GET /page.html" => (200, page.as_str()),
            // What browsers request by themselves.
            _ => (204, ""),
        };
        let html = ("Content-Type", "text/html; charset=utf-8".to_owned());
        Answer::Reply(status, vec![html], text.to_owned())
    });
    format!("{}/", server.url)
}
