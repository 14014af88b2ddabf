//! The report: one HTML file that needs nothing else, in both languages, to read, to print on A4
//! and to hand on.
//!
//! An [`Edition`] is the whole report in one language, as plain data; the template only lays it
//! out. Both editions stand in the file and a switch shows one of them, so that the same file
//! serves a Council and its guests. Charts stand in it as SVG; there is no network, no clock and
//! no font in it.

mod edition;
mod headlines;
mod limits;
mod outline;
mod printed;
mod selection;

use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use serde::Serialize;

use super::{Origin, Style};
use crate::analysis::{Figures, Table};
use crate::language::Language;
use crate::rules::RuleUse;

pub use edition::Edition;

/// What the report is made of.
#[derive(Debug)]
pub struct Material<'a> {
    /// The sample.
    pub figures: &'a Figures<'a>,
    /// Its tables.
    pub tables: &'a [Table],
    /// The charts in English and in Japanese, by file name: SVG documents.
    pub charts: [Vec<(String, String)>; 2],
    /// What the scenario says of every rule.
    pub rules: &'a [RuleUse<'a>],
    /// Where the results come from.
    pub origin: &'a Origin,
    /// How things are printed; its language is shown first.
    pub style: Style,
}

/// What the template sees.
#[derive(Serialize)]
struct Document {
    title: String,
    first: &'static str,
    style: &'static str,
    script: &'static str,
    editions: Vec<Edition>,
}

const TEMPLATE: &str = include_str!("template.html");
const SHEET: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The report as an HTML document.
///
/// # Errors
///
/// When the template cannot be filled, with the reason.
pub fn report(material: &Material<'_>) -> Result<Vec<u8>, String> {
    let editions = Language::ALL
        .map(|language| edition::edition(material, material.style.in_language(language)));
    let document = Document {
        title: material
            .figures
            .model
            .name
            .of(material.style.language)
            .to_owned(),
        first: material.style.language.tag(),
        style: SHEET,
        script: SCRIPT,
        editions: editions.into(),
    };
    let mut page = fill(&document).map_err(|error| format!("{error:#}"))?;
    page.push('\n');
    Ok(page.into_bytes())
}

fn fill(document: &Document) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.add_template("report.html", TEMPLATE)?;
    environment
        .get_template("report.html")?
        .render(Serde(document))
}
