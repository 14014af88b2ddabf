//! Licences by fiscal year, and the calls behind them.

use super::{Album, Picture};
use crate::analysis::{Success, cells::licensing};
use crate::language::{Words, words};
use crate::report::chart::{ApplicantsChart, ApplicantsYear, Chart, LicencesChart, Spread};
use crate::stats::LogHistogram;

const LICENCES: Words = words(
    "Licences by fiscal year and to date",
    "導出件数（年度別・累計）",
);
const LAUNCHES: Words = words(
    "Launches by fiscal year and to date",
    "上市件数（年度別・累計）",
);
const CONTRACTS: Words = words("number of contracts", "件");
const LAUNCHED: Words = words("number of launches", "件");
const CALLS: Words = words(
    "Calls for licensees: who applies, and what comes of it",
    "導出先公募の応募状況と結果（年度別）",
);
const PER_RUN: Words = words("mean of all runs", "全試行の平均");
const CALLS_UNIT: Words = words("calls; companies", "件、社");
const CALLS_NOTE: Words = words(
    "Calls count in the year in which they end, contracts and departures in the year in which they \
     happen; after a departure the next applicant may be asked.",
    "公募は終了年度、契約及び辞退は発生年度に計上する。辞退の後、次順位の応募企業と交渉することがある。",
);

impl Album<'_> {
    /// The charts of licensing.
    pub(super) fn licensing(&self) -> Vec<Picture> {
        let mut pictures = vec![self.picture("licences", Chart::Licences(self.licences()))];
        if let Some(chart) = self.applicants() {
            pictures.push(self.picture("applicants", Chart::Applicants(chart)));
        }
        pictures
    }

    /// Licences; launches where the scenario has these alone.
    fn licences(&self) -> LicencesChart {
        let (layout, totals) = (self.figures.layout, &self.figures.sample.totals);
        let launches = self.figures.success() == Success::Launches;
        let (title, unit) = match launches {
            true => (LAUNCHES, LAUNCHED),
            false => (LICENCES, CONTRACTS),
        };
        let (counts, to_date) = match launches {
            true => (&totals.launches, &totals.launches_to_date),
            false => (&totals.licences, &totals.licences_to_date),
        };
        let mean = |year: usize| {
            let cell = match launches {
                true => layout.launches(year),
                false => layout.licences(year),
            };
            self.figures.mean(cell, 1.0)
        };
        let years = || 0..layout.years;
        LicencesChart {
            caption: self.yearly(
                self.say(title).to_owned(),
                String::new(),
                self.say(unit),
                String::new(),
            ),
            years: self.years(),
            per_year: years()
                .map(|year| spread(&counts[year], mean(year)))
                .collect(),
            to_date: years()
                .map(|year| spread(&to_date[year], (0..=year).map(mean).sum()))
                .collect(),
            targets: Vec::new(),
        }
    }

    /// Calls and what comes of them; none where the chapter of licensing is off.
    fn applicants(&self) -> Option<ApplicantsChart> {
        let layout = self.figures.layout;
        let cells = layout.licensing?;
        let year = |year: usize| {
            let mean = |what| {
                let cell = layout.licensing_from() + cells.count(what, year);
                self.figures.mean(cell, 1.0)
            };
            let left = mean(licensing::LEFT_AFTER_STUDY);
            ApplicantsYear {
                without: mean(licensing::WITHOUT_APPLICANT),
                one: mean(licensing::WITH_ONE),
                several: mean(licensing::WITH_SEVERAL),
                contracts: mean(licensing::CONTRACTS),
                left_after_study: left,
                // A difference of two means: rounding must not make it negative.
                left_later: (mean(licensing::LEFT) - left).max(0.0),
            }
        };
        Some(ApplicantsChart {
            caption: self.yearly(
                self.say(CALLS).to_owned(),
                self.say(PER_RUN).to_owned(),
                self.say(CALLS_UNIT),
                self.say(CALLS_NOTE).to_owned(),
            ),
            years: self.years(),
            counts: (0..layout.years).map(year).collect(),
        })
    }
}

fn spread(counts: &LogHistogram, mean: f64) -> Spread {
    let quantile = |p| counts.quantile(p).unwrap_or(0.0);
    Spread {
        p10: quantile(0.1),
        mean,
        p90: quantile(0.9),
    }
}
