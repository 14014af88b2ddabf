//! Which links of the scenario are switched off: what hangs together, and what comes of it.

use clap::Args;
use serde::{Deserialize, Serialize};

use super::{Outcome, complain};
use crate::diagnostic::{Diagnostic, listed, nearest};
use crate::language::Language;
use crate::model::Model;
use crate::text;

/// The option that switches links off.
#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Links {
    /// Switch a link off (repeatable).
    #[arg(long, value_name = "LINK")]
    without: Vec<String>,
}

impl Links {
    /// The model without the links that were to be switched off.
    ///
    /// # Errors
    ///
    /// Wrong usage, which is told, where one of them is no link.
    pub fn of(&self, model: Model, language: Language) -> Result<Model, Outcome> {
        let known: Vec<String> = model.links.iter().map(|link| link.id.clone()).collect();
        model.without_links(&self.without).map_err(|unknown| {
            let known = known.iter().map(String::as_str);
            let message = text!(
                "`{unknown}` is not a link of this scenario",
                "`{unknown}`という関連はこのシナリオにありません"
            );
            let mut mistake = Diagnostic::error("unknown-link", message);
            mistake = match nearest(&unknown, known.clone()) {
                None => mistake.allowed(listed(known)),
                near => mistake.did_you_mean(near),
            };
            complain(&mistake, language);
            Outcome::BadUsage
        })
    }
}
