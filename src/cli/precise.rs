//! As many runs as it takes to know some figures well enough; the same for every command that has it.

use clap::Args;

use super::simulation::{Amount, Failure, progress_bar, stop_on_interrupt};
use super::{Outcome, complain};
use crate::analysis::compare::Case;
use crate::analysis::compare::precision::{Aim, Search, Statistic, how_to_aim, search};
use crate::analysis::headline::headlines;
use crate::analysis::{Effort, Settings};
use crate::diagnostic::{Diagnostic, nearest};
use crate::language::{Language, words};
use crate::model::Model;
use crate::report::Style;
use crate::text;

/// How well figures are to be known.
#[derive(Debug, Default, Args)]
pub(super) struct Precision {
    /// Simulate until a figure is known so well (repeatable): a headline, `mean`, `p80` or
    /// `difference`, and half of its 95 % interval, as `licences.2019.mean=0.05`. `--runs` is then
    /// the most there may be (default: 1,000,000).
    #[arg(long = "precision", value_name = "FIGURE=HALF-WIDTH")]
    precision: Vec<String>,
}

impl Precision {
    /// How many runs to simulate: as many as were asked for, or as it takes; and what was found.
    ///
    /// # Errors
    ///
    /// How the command ends, where that is not known; why was told.
    pub fn settle(
        &self,
        base: Case<'_>,
        what_ifs: &[Case<'_>],
        amount: &Amount,
        language: Language,
    ) -> Result<(Settings, Option<Search>), Outcome> {
        if self.precision.is_empty() {
            return Ok((amount.settings(), None));
        }
        let mut aims = Vec::new();
        for asked in &self.precision {
            aims.push(aim(asked, base, !what_ifs.is_empty()).map_err(|mistake| {
                complain(&mistake, language);
                Outcome::BadUsage
            })?);
        }
        let most = amount.at_most();
        let bar = progress_bar(most.runs);
        let progress = |done| bar.set_position(done);
        let effort = Effort::new(most, &progress, stop_on_interrupt());
        let found = search(base, what_ifs, &aims, effort);
        bar.finish_and_clear();
        let found = found.map_err(|stopped| Failure::from(stopped).tell(language))?;
        let settings = Settings {
            runs: found.runs,
            ..most
        };
        Ok((settings, Some(found)))
    }
}

/// A figure of the base; of a what-if's difference only where there are what-ifs.
fn aim(asked: &str, base: Case<'_>, compares: bool) -> Result<Aim, Box<Diagnostic>> {
    let found = Aim::of(asked);
    let found = found.map_err(|error| {
        Box::new(Diagnostic::error("bad-precision", error.0).help(how_to_aim()))
    })?;
    if found.statistic == Statistic::Difference && !compares {
        let message = words(
            "there is no difference without a what-if",
            "変更案がなければ差はありません",
        );
        let help = words(
            "ask for it with `soyaku compare`, or for `.mean`",
            "`soyaku compare`で指定するか、`.mean`としてください",
        );
        return Err(Box::new(
            Diagnostic::error("bad-precision", message).help(help),
        ));
    }
    let known = headlines(base.plan.model(), base.plan, base.layout);
    let of = known.iter().find(|headline| headline.key == found.key);
    let Some(of) = of else {
        return Err(Box::new(unknown(
            &found.key.to_string(),
            known.iter().map(|one| one.key.to_string()),
        )));
    };
    if of.is_ratio() && matches!(found.statistic, Statistic::Quantile(_)) {
        let key = &found.key;
        let message = text!(
            "`{key}` is a ratio of totals, which has no quantiles",
            "`{key}`は合計の比であり、分位はありません"
        );
        let help = words("ask for `.mean`", "`.mean`としてください");
        return Err(Box::new(
            Diagnostic::error("bad-precision", message).help(help),
        ));
    }
    Ok(found)
}

/// That a headline is not known, with the nearest name.
pub(super) fn unknown(name: &str, known: impl Iterator<Item = String>) -> Diagnostic {
    let message = text!(
        "`{name}` is not a headline of this scenario",
        "`{name}`という指標はこのシナリオにありません"
    );
    let names: Vec<String> = known.collect();
    let mistake = Diagnostic::error("unknown-headline", message);
    match nearest(name, names.iter().map(String::as_str)) {
        None => mistake.help(words(
            "the column `key` of differences.csv, which `soyaku compare` writes, lists them",
            "`soyaku compare`が出力するdifferences.csvの`key`列に一覧があります",
        )),
        near => mistake.did_you_mean(near),
    }
}

/// What was asked, what was reached, one line each.
pub(super) fn told(found: &Search, what_ifs: &[&Model], style: &Style) -> String {
    let runs = style.number(found.runs as f64, 0);
    let looks = found.looks;
    // Many looks leave little error to each: what is not everything is not to be read as that.
    let decimals = if found.level < 0.999 { 1 } else { 3 };
    let level = style.number(100.0 * found.level, decimals);
    let head = text!(
        "Precision after {runs} runs, looked at {looks} times (intervals of {level} %)",
        "試行{runs}回、確認{looks}回での精度（{level}％信頼区間）"
    );
    let mut lines = vec![head.of(style.language).to_owned()];
    for one in &found.reached {
        let asked = &one.aim.asked;
        let against = one.what_if.and_then(|place| what_ifs.get(place));
        let against = against.map_or(String::new(), |model| format!(" {}", model.label()));
        let [half, wanted] = [one.half_width, one.aim.half_width].map(|width| digits(width, style));
        let line = match one.is_met() {
            true => text!(
                "  {asked}{against}: ± {half} of {wanted}, met",
                "  {asked}{against}：±{half}（目標{wanted}）達成"
            ),
            false => text!(
                "  {asked}{against}: ± {half} of {wanted}, NOT met",
                "  {asked}{against}：±{half}（目標{wanted}）未達成"
            ),
        };
        lines.push(line.of(style.language).to_owned());
    }
    lines.join("\n") + "\n"
}

/// A half-width in three digits, rounded up.
fn digits(width: f64, style: &Style) -> String {
    if !width.is_finite() {
        return "?".to_owned();
    }
    let places = (2.0 - width.abs().max(f64::MIN_POSITIVE).log10().floor()).clamp(-15.0, 9.0);
    let unit = 10_f64.powi(-(places as i32));
    // What is a multiple already is not to go up by a rounding error.
    let rounded = (width / unit - 1e-9).ceil() * unit;
    style.number(rounded, places.max(0.0) as usize)
}
