//! Licensing: calls, companies, take-overs by fiscal year, and what licensees pay.
//!
//! Counted, and written, only where the chapter of licensing is on.

use super::figures::{Figures, mean_columns, quantile_columns};
use super::table::{Column, Table, Value};
use super::words::ALL;
use crate::engine::{Beneficiary, Happening, LicensingEvent, Payment, Plan, RunEnd};
use crate::language::words;
use crate::model::LicensingStep;

/// What is counted of licensing in a fiscal year, in the order of [`NAMES`](count::NAMES).
pub mod count {
    /// Calls opened (LIC-1).
    pub const CALLS: usize = 0;
    /// Calls that ended without an applicant (LIC-3).
    pub const WITHOUT_APPLICANT: usize = 1;
    /// Companies that applied.
    pub const APPLICANTS: usize = 2;
    /// Choices among several applicants (LIC-2).
    pub const TENDERS: usize = 3;
    /// Companies that withdrew at the end of their feasibility study or later (LIC-9).
    pub const LEFT: usize = 4;
    /// Contracts (LIC-8).
    pub const CONTRACTS: usize = 5;
    /// Contracts before a development candidate was fixed (LIC-10).
    pub const EARLY: usize = 6;
    /// Licensees that gave up after a technical failure (LIC-11).
    pub const GAVE_UP_TECHNICAL: usize = 7;
    /// Licensees that gave up for reasons of their own (LIC-11).
    pub const GAVE_UP_OWN: usize = 8;
    /// Themes taken over (LIC-11).
    pub const TAKEN_OVER: usize = 9;
    /// Launches by licensees.
    pub const LAUNCHES: usize = 10;
    /// Calls that ended with one applicant.
    pub const WITH_ONE: usize = 11;
    /// Calls that ended with several.
    pub const WITH_SEVERAL: usize = 12;
    /// Companies that withdrew at the end of their feasibility study (LIC-9).
    pub const LEFT_AFTER_STUDY: usize = 13;
    /// Names as they stand in tables.
    pub const NAMES: [&str; 14] = [
        "calls",
        "calls_without_applicant",
        "applicants",
        "tenders",
        "companies_left",
        "contracts",
        "contracts_early",
        "gave_up_technical",
        "gave_up_own_reasons",
        "taken_over",
        "launches",
        "calls_with_one_applicant",
        "calls_with_several_applicants",
        "companies_left_after_study",
    ];
}

/// The cells of the chapter, counted from its first.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct LicensingCells {
    years: usize,
    beneficiaries: usize,
}

impl LicensingCells {
    /// The cells of a plan; `None` where the chapter is off.
    pub(super) fn new(plan: &Plan<'_>) -> Option<LicensingCells> {
        let model = plan.model();
        model.licensing.as_ref()?;
        Some(LicensingCells {
            years: model.calendar.years(),
            beneficiaries: model.institutes.len() + 2,
        })
    }

    /// A figure of [`count`] in a fiscal year; `years` is the whole run.
    pub fn count(&self, what: usize, year: usize) -> usize {
        what * (self.years + 1) + year
    }

    /// Income of a kind (an index into [`Payment::ALL`]) of a beneficiary (institutes, network,
    /// proposer) in a fiscal year; `None` is all of them, `years` the whole run.
    pub fn income(&self, payment: Option<usize>, who: Option<usize>, year: usize) -> usize {
        let payment = payment.unwrap_or(Payment::ALL.len());
        let who = who.unwrap_or(self.beneficiaries);
        let slice = payment * (self.beneficiaries + 1) + who;
        self.count(count::NAMES.len() + slice, year)
    }

    /// The number of cells.
    pub(super) fn cells(&self) -> usize {
        self.income(None, None, self.years) + 1
    }

    /// The place of a beneficiary.
    fn place(&self, beneficiary: Beneficiary) -> usize {
        match beneficiary {
            Beneficiary::Institute(index) => index as usize,
            Beneficiary::Network => self.beneficiaries - 2,
            Beneficiary::Proposer => self.beneficiaries - 1,
        }
    }
}

/// What a happening counts for, at most two figures: (figure, how many).
pub(super) fn counted(what: Happening) -> [Option<(usize, i64)>; 2] {
    let one = |figure| [Some((figure, 1)), None];
    match what {
        Happening::Licensed { .. } => one(count::CONTRACTS),
        Happening::Launched => one(count::LAUNCHES),
        Happening::Licensing(what) => match what {
            LicensingEvent::CallOpened { .. } => one(count::CALLS),
            LicensingEvent::CallClosed { applicants: 0, .. } => one(count::WITHOUT_APPLICANT),
            LicensingEvent::CallClosed { applicants, .. } => {
                let how_many = match applicants {
                    1 => count::WITH_ONE,
                    _ => count::WITH_SEVERAL,
                };
                [
                    Some((count::APPLICANTS, i64::from(applicants))),
                    Some((how_many, 1)),
                ]
            }
            LicensingEvent::CompanySelected { of, before: 0, .. } if of > 1 => one(count::TENDERS),
            LicensingEvent::CompanyLeft { step, .. } => [
                Some((count::LEFT, 1)),
                (step == LicensingStep::FeasibilityStudy).then_some((count::LEFT_AFTER_STUDY, 1)),
            ],
            LicensingEvent::Contracted { early: true, .. } => one(count::EARLY),
            LicensingEvent::GaveUp { technical, .. } => one(match technical {
                true => count::GAVE_UP_TECHNICAL,
                false => count::GAVE_UP_OWN,
            }),
            LicensingEvent::TakenOver { .. } => one(count::TAKEN_OVER),
            _ => [None, None],
        },
        _ => [None, None],
    }
}

/// Adds the income of a run to its cells, of which `cells` are those of the chapter.
pub(super) fn close_income(
    of: &LicensingCells,
    plan: &Plan<'_>,
    end: &RunEnd<'_>,
    cells: &mut [i64],
) {
    for (number, line) in plan.income_lines().iter().enumerate() {
        let (payment, who) = (
            Some(line.payment as usize),
            Some(of.place(line.beneficiary)),
        );
        for year in 0..of.years {
            let amount = end.income.amount(number, year);
            if amount == 0 {
                continue;
            }
            for (payment, who) in [(payment, who), (payment, None), (None, who), (None, None)] {
                for year in [year, of.years] {
                    let cell = &mut cells[of.income(payment, who, year)];
                    *cell = cell.saturating_add(amount);
                }
            }
        }
    }
}

/// Calls, companies, licences and take-overs by fiscal year.
pub(super) fn licensing(figures: &Figures<'_>, of: &LicensingCells) -> Table {
    let units = [
        "calls per run",
        "calls per run",
        "companies per run",
        "tenders per run",
        "companies per run, withdrawn at the end of the feasibility study or later",
        "contracts per run",
        "contracts per run, before a development candidate was fixed",
        "licensees per run",
        "licensees per run",
        "themes per run",
        "launches per run",
        "calls per run",
        "calls per run",
        "companies per run, withdrawn at the end of the feasibility study",
    ];
    let mut columns = vec![Column::text("fiscal_year")];
    for (name, unit) in count::NAMES.iter().zip(units) {
        columns.extend(mean_columns(name, "", unit));
    }
    let mut table = Table::new("licensing", columns);
    for year in 0..=of.years {
        let mut row = vec![figures.year(year)];
        for what in 0..count::NAMES.len() {
            let cell = figures.layout.licensing_from() + of.count(what, year);
            row.extend(figures.mean_and_error(cell, 1.0));
        }
        table.push(row);
    }
    table
}

/// Income by fiscal year, kind and beneficiary; quantiles of the whole. Beneficiaries that never
/// have any are left out.
pub(super) fn income(figures: &Figures<'_>, of: &LicensingCells) -> Table {
    let currency = &figures.model.currency;
    let suffix = format!("_{}", currency.to_lowercase());
    let unit = match figures.model.price_year {
        Some(year) => format!("{currency} of {year}"),
        None => currency.clone(),
    };
    let mut columns = vec![
        Column::text("fiscal_year"),
        Column::text("kind"),
        Column::text("beneficiary"),
    ];
    columns.extend(mean_columns("mean", &suffix, &unit));
    columns.extend(quantile_columns(&["p10", "p50", "p90"], &suffix, &unit));
    let mut table = Table::new("income", columns);
    let from = figures.layout.licensing_from();
    let who = |who: Option<usize>| match who {
        None => Value::words(ALL),
        Some(place) if place < figures.model.institutes.len() => {
            figures.institute(Some(place as u32))
        }
        Some(place) if place + 1 == of.beneficiaries => Value::words(words("proposer", "提案者")),
        Some(_) => Value::words(words("network", "ネットワーク")),
    };
    let beneficiaries = || std::iter::once(None).chain((0..of.beneficiaries).map(Some));
    let payments = || std::iter::once(None).chain((0..Payment::ALL.len()).map(Some));
    for (kind, beneficiary) in payments().flat_map(|p| beneficiaries().map(move |b| (p, b))) {
        let ever = figures.sum(from + of.income(None, beneficiary, of.years)) > 0;
        if beneficiary.is_some() && !ever {
            continue;
        }
        for year in 0..=of.years {
            let cell = from + of.income(kind, beneficiary, year);
            let mut row = vec![
                figures.year(year),
                kind.map_or(Value::words(ALL), |kind| payment(Payment::ALL[kind])),
                who(beneficiary),
            ];
            row.extend(figures.mean_and_error(cell, 1.0));
            match (kind, beneficiary) {
                (None, None) => {
                    let histogram = &figures.sample.totals.income[year];
                    row.extend(figures.quantiles(histogram, cell, &[0.1, 0.5, 0.9], 1.0));
                }
                _ => row.extend(std::iter::repeat_n(Value::Missing, 6)),
            }
            table.push(row);
        }
    }
    table
}

/// A kind of payment.
fn payment(payment: Payment) -> Value {
    let japanese = match payment {
        Payment::Upfront => "契約一時金",
        Payment::Milestone => "マイルストン",
        Payment::Royalty => "ロイヤルティ",
    };
    Value::words(words(payment.word(), japanese))
}
