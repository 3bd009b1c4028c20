//! The files of the site.

use std::collections::{BTreeMap, HashMap};

use generator::Lowered;
use generator::diff::compare;
use generator::text::in_json;
use minijinja::Environment;
use serde::Serialize;

use crate::changes::Changes;
use crate::guide::{Chapter, chapters};
use crate::model::{ObjectPage, Schemas, Writer};
use crate::render::{FOLDER, environment, render};
use crate::search::{self, Entry};
use crate::table::Table;
use crate::world::World;

/// Files that pages use as they are.
const ASSETS: [&str; 5] = [
    "search/dialog.css",
    "search/dialog.js",
    "search/rank.js",
    "site.css",
    "site.js",
];

/// Where the chapter about errors is, which all operations lead to.
const ERRORS: &str = "guide/errors.html";

/// What a site is made of.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The files of `templates/`, by their paths there.
    pub templates: &'a BTreeMap<String, String>,
    /// Areas, and homes of operations.
    pub table: &'a Table,
    /// An older document: what changed since is marked.
    pub since: Option<&'a Lowered>,
}

/// A site.
#[derive(Debug, Clone)]
pub struct Site {
    /// The files, by their paths.
    pub files: BTreeMap<String, String>,
    /// Number of pages of objects.
    pub pages: usize,
    /// Number of operations.
    pub operations: usize,
    /// Number of entries that search has.
    pub entries: usize,
}

/// Why there is no site.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template cannot be used.
    #[error("a template cannot be used: {0:#}")]
    Template(#[from] minijinja::Error),
    /// A file of the templates does not exist.
    #[error("templates/{FOLDER}{0} does not exist")]
    Missing(&'static str),
    /// The index of search cannot be written.
    #[error("the index of the search cannot be written: {0}")]
    Index(#[from] serde_json::Error),
}

/// What all pages are given.
#[derive(Serialize)]
struct Shared<'s> {
    version: &'s str,
    since: Option<&'s str>,
    operations: usize,
    areas: Vec<Area<'s>>,
    guide: Vec<Nav<'s>>,
    /// The chapter about errors, if the guide has one.
    errors: Option<&'s str>,
}

/// An area in the rail.
#[derive(Serialize)]
struct Area<'s> {
    title: &'s str,
    operations: usize,
    pages: Vec<Nav<'s>>,
}

/// A page in the rail.
#[derive(Serialize)]
struct Nav<'s> {
    file: &'s str,
    title: &'s str,
    operations: usize,
}

/// A page and what all are given.
#[derive(Serialize)]
struct Given<'s, T> {
    site: &'s minijinja::Value,
    /// From the page to the root of the site.
    root: &'static str,
    page: T,
}

/// Writes the site of a document.
///
/// # Errors
///
/// A template that cannot be used, or that does not exist.
pub fn site(lowered: &Lowered, options: &Options<'_>) -> Result<Site, Error> {
    let changes = match options.since {
        Some(base) => Changes::new(
            base.api.version.clone(),
            &lowered.api.version,
            compare(base, lowered),
        ),
        None => Changes::default(),
    };
    let world = World::new(lowered, options.table, changes);
    let schemas = Schemas::new(lowered);
    let environment = environment(options.templates)?;
    let chapters = chapters(&world.described.guide(options.templates));
    let files = chapters.iter().map(|chapter| chapter.file.as_str());
    let errors = files.into_iter().find(|file| *file == ERRORS);
    let shared = value(Shared {
        errors,
        version: &lowered.api.version,
        since: world.changes.since.as_deref(),
        operations: lowered.api.operations.len(),
        areas: areas(&world),
        guide: chapters
            .iter()
            .map(|chapter| Nav {
                file: &chapter.file,
                title: &chapter.title,
                operations: 0,
            })
            .collect(),
    });
    let written = pages(&world, &schemas, &environment, &shared)?;
    let mut files = BTreeMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<String, String> = HashMap::new();
    let count = written.len();
    for (page, text) in written {
        files.insert(page.file, text);
        files.extend(page.files);
        entries.extend(page.entries);
        for (pointer, href) in page.places {
            places.entry(pointer).or_insert(href);
        }
    }
    let write = |template: &str, root, page: minijinja::Value| -> Result<String, Error> {
        Ok(render(
            &environment,
            template,
            Given {
                site: &shared,
                root,
                page,
            },
        )?)
    };
    files.insert("index.html".to_owned(), write("index.html", "", ().into())?);
    entries.extend(chapters.iter().map(Chapter::entry));
    for chapter in &chapters {
        let page = value(chapter);
        files.insert(chapter.file.clone(), write("guide.html", "../", page)?);
    }
    if world.changes.since.is_some() {
        let page = value(world.changes.by_severity(&places));
        files.insert("changes.html".to_owned(), write("changes.html", "", page)?);
    }
    for name in ASSETS {
        let text = options
            .templates
            .get(&format!("{FOLDER}{name}"))
            .ok_or(Error::Missing(name))?;
        files.insert(name.to_owned(), text.clone());
    }
    let index = search::index(&entries)?.into_iter();
    files.extend(index.map(|(path, text)| (path, in_json(&text).into_owned())));
    Ok(Site {
        files,
        pages: count,
        operations: lowered.api.operations.len(),
        entries: entries.len(),
    })
}

fn value<T: Serialize>(of: T) -> minijinja::Value {
    minijinja::value::Serde(of).into()
}

/// The pages of objects, each with what the site needs of it, in the order of the rail.
fn pages(
    world: &World<'_>,
    schemas: &Schemas,
    environment: &Environment<'_>,
    shared: &minijinja::Value,
) -> Result<Vec<(ObjectPage, String)>, Error> {
    let page = |home| -> Result<_, Error> {
        let page = Writer::new(world, home, schemas).page();
        let text = render(
            environment,
            "page.html",
            Given {
                site: shared,
                root: "",
                page: &page,
            },
        )?;
        Ok((page, text))
    };
    world.homes.iter().map(page).collect()
}

fn areas<'s>(world: &'s World<'_>) -> Vec<Area<'s>> {
    let mut areas: Vec<Area<'s>> = Vec::new();
    for home in &world.homes {
        let operations = home.operations.len();
        let nav = Nav {
            file: &home.file,
            title: &home.title,
            operations,
        };
        match areas.last_mut().filter(|area| area.title == home.area) {
            Some(area) => {
                area.operations = area.operations.saturating_add(operations);
                area.pages.push(nav);
            }
            None => areas.push(Area {
                title: &home.area,
                operations,
                pages: vec![nav],
            }),
        }
    }
    areas
}
