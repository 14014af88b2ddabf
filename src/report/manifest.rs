//! The manifest: what was simulated, from which inputs, into which files.

use serde_json::{Value as Json, json};

use super::Origin;
use super::json::{origin_of, table_of};
use crate::analysis::Table;

/// A file, and the SHA-256 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestFile {
    /// Name, relative to the folder of the results (outputs) or of the scenario (inputs).
    pub name: String,
    /// 64 hexadecimal digits.
    pub sha256: String,
}

/// What the manifest is called.
pub const MANIFEST: &str = "manifest.json";

/// The files that a manifest tells of; none where it is no manifest.
pub fn files_of(manifest: &[u8]) -> Vec<ManifestFile> {
    let document: Json = serde_json::from_slice(manifest).unwrap_or_default();
    let outputs = document["outputs"].as_array();
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let files = outputs.into_iter().flatten().map(|file| ManifestFile {
        name: text(&file["name"]),
        sha256: text(&file["sha256"]),
    });
    files.collect()
}

/// What a folder of results holds and where it comes from.
#[derive(Clone, Debug)]
pub struct Manifest<'a> {
    /// Scenario, seed, runs, version.
    pub origin: &'a Origin,
    /// Runs that share a world.
    pub runs_per_world: u32,
    /// SHA-256 over names and bytes of all files of the scenario and its bases, and over `set`.
    pub scenario_digest: &'a str,
    /// One-off changes the scenario was read with, `key=value` each.
    pub set: &'a [String],
    /// The files of the scenario.
    pub inputs: Vec<String>,
    /// The files of results whose bytes are promised.
    pub outputs: Vec<ManifestFile>,
    /// Files of results whose bytes are not promised: which, and why.
    pub not_promised: &'a [(&'a str, &'a str)],

    /// Every number of the scenario with its source.
    pub parameters: &'a Table,
}

impl Manifest<'_> {
    /// The manifest as JSON.
    pub fn bytes(&self) -> Vec<u8> {
        let outputs: Vec<Json> = self
            .outputs
            .iter()
            .map(|file| json!({ "name": file.name, "sha256": file.sha256 }))
            .collect();
        let not_promised: Vec<Json> = self
            .not_promised
            .iter()
            .map(|(files, reason)| json!({ "files": files, "reason": reason }))
            .collect();
        let document = json!({
            "origin": origin_of(self.origin),
            "runs_per_world": self.runs_per_world,
            "scenario_digest_sha256": self.scenario_digest,
            "set": self.set,
            "inputs": self.inputs,
            "outputs": outputs,
            "not_promised": not_promised,
            "parameters": table_of(self.parameters),
        });
        // A document of maps with text keys and finite numbers can always be written.
        let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}
