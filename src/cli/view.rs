//! What of a scenario is simulated and shown; the same for every command that simulates one.

use clap::Args;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::given::Given;
use super::links::Links;
use super::presentation::Tongue;
use super::until::Cut;
use super::{Outcome, read_as_of};
use crate::language::Language;
use crate::model::Model;
use crate::scenario::Scenario;

/// What is left out of a scenario, of its time and of its names.
#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct View {
    #[command(flatten)]
    links: Links,
    /// Make a copy for outside the network: themes are numbered, and their names, proposers and
    /// targets stand in no file.
    #[arg(long)]
    pub public: bool,
    #[command(flatten)]
    cut: Cut,
}

impl View {
    /// Reads a scenario, as of a day if one is given, and tells what is wrong with it.
    ///
    /// # Errors
    ///
    /// How the command ends, where there is no model; why was told.
    pub fn read(
        &self,
        given: &Given,
        as_of: Option<Date>,
        tongue: Tongue,
    ) -> Result<(Scenario, Model, Language), Outcome> {
        let (mut scenario, language) = read_as_of(given, as_of, tongue, self.public);
        let model = scenario.model.take().ok_or(Outcome::BadScenario)?;
        let model = self.cut.of(self.links.of(model, language)?, language)?;
        Ok((scenario, model, language))
    }

    /// The model as it is shown outside, where it is.
    pub fn outside(&self, model: &Model) -> Option<Model> {
        self.public.then(|| model.for_outside())
    }
}
