//! What each theme of a run came to: licence, launch, cost, income, worth.
//!
//! Worth is discounted to the start of the run: a licence, a launch and every payment from the day on
//! which they fall, what is paid in a fiscal year from the middle of that year, what is open at the
//! horizon from the horizon. Money of the ledger is never touched.

use super::prospects::Prospects;
use crate::engine::{Fate, Happening, LicensingEvent, Plan, RunEnd, ThemeRun, Worth};
use crate::model::{Model, Ticks};

/// What a theme came to in a run. Money in units of the currency.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub(super) struct Yield {
    /// When it was first licensed, or launched without a licence.
    pub licensed: Option<Ticks>,
    /// Whether it was launched.
    pub launched: bool,
    /// What the network paid from the start on.
    pub cost: i64,
    /// The same, discounted.
    pub cost_present: i64,
    /// What licensees paid, the proposer's share apart.
    pub income: i64,
    /// Worth, discounted.
    pub value: i64,
}

/// What has to be noted of a theme on the way.
#[derive(Copy, Clone, Debug, Default)]
struct Track {
    /// The stage of its licensee's development.
    developed: u16,
    /// Whether its licence pays milestones.
    pays: bool,
}

/// Notes what themes come to, one run at a time.
#[derive(Debug)]
pub(super) struct Yields<'m> {
    model: &'m Model,
    prospects: Option<Prospects<'m>>,
    /// By theme of the run.
    tracks: Vec<Track>,
    /// (theme, when, amount)
    incomes: Vec<(u32, Ticks, i64)>,
    /// By theme of the run, at its end: income and its discounted worth.
    paid: Vec<(i64, f64)>,
}

impl<'m> Yields<'m> {
    pub fn new(model: &'m Model) -> Yields<'m> {
        let valuation = model.valuation.as_ref();
        Yields {
            model,
            prospects: valuation.map(|valuation| Prospects::new(model, valuation)),
            tracks: Vec::new(),
            incomes: Vec::new(),
            paid: Vec::new(),
        }
    }

    /// Something happened to a theme.
    #[inline]
    pub fn note(&mut self, now: Ticks, index: u32, what: Happening) {
        if let Happening::Licensing(what) = what {
            self.note_licensing(now, index, what);
        }
    }

    fn note_licensing(&mut self, now: Ticks, index: u32, what: LicensingEvent) {
        match what {
            LicensingEvent::Paid {
                amount, proposer, ..
            } => self.incomes.push((index, now, amount - proposer)),
            LicensingEvent::Contracted { early, .. } => {
                let late = self.model.licensing.as_ref();
                let late = late.is_some_and(|chapter| chapter.income.late_milestones);
                self.track(index).pays = early || late;
            }
            LicensingEvent::DevelopmentBegan { stage }
            | LicensingEvent::DevelopmentWaits { stage } => self.track(index).developed = stage,
            LicensingEvent::DevelopmentPassed { stage } => self.track(index).developed = stage + 1,
            _ => {}
        }
    }

    fn track(&mut self, index: u32) -> &mut Track {
        let place = index as usize;
        if self.tracks.len() <= place {
            self.tracks.resize(place + 1, Track::default());
        }
        &mut self.tracks[place]
    }

    /// Hands over what every theme of the run came to, then forgets the run.
    pub fn close(
        &mut self,
        plan: &Plan<'_>,
        end: &RunEnd<'_>,
        mut each: impl FnMut(usize, &ThemeRun, Yield),
    ) {
        let worth = end.worth(plan);
        let rate = worth.map_or(0.0, |worth| worth.discount_rate());
        let years = match worth {
            Some(_) => 0..self.model.calendar.years(),
            None => 0..0,
        };
        let factors: Vec<f64> = years
            .map(|year| discount(rate, middle_of(self.model, year)))
            .collect();
        self.paid.clear();
        self.paid.resize(end.themes.len(), (0, 0.0));
        for (theme, when, amount) in self.incomes.drain(..) {
            let (income, present) = &mut self.paid[theme as usize];
            *income = income.saturating_add(amount);
            *present += amount as f64 * discount(rate, when.months());
        }
        self.tracks.resize(end.themes.len(), Track::default());
        for (index, theme) in end.themes.iter().enumerate() {
            let licensed = theme.first_licensed;
            let launched = theme.fate == Fate::Launched;
            let (income, present) = self.paid[index];
            let mut came = Yield {
                licensed: licensed.or_else(|| launched.then_some(theme.decided)),
                launched,
                cost: theme.cost,
                income,
                ..Yield::default()
            };
            if let Some(worth) = worth {
                let by_year = end.theme_costs.of(index).iter().zip(&factors);
                came.cost_present = whole(by_year.map(|(amount, f)| *amount as f64 * f).sum());
                came.value = whole(self.value(plan, &worth, index, theme, present));
            }
            each(index, theme, came);
        }
        self.tracks.clear();
    }

    /// What a theme is worth, discounted to the start; `income` is discounted already.
    fn value(
        &self,
        plan: &Plan<'_>,
        worth: &Worth<'_>,
        index: usize,
        theme: &ThemeRun,
        income: f64,
    ) -> f64 {
        let counts = self.model.valuation.as_ref();
        let counts = counts.is_some_and(|chapter| chapter.income_counts);
        let rate = worth.discount_rate();
        let mut value = if counts { income } else { 0.0 };
        if let Some(signed) = theme.first_licensed {
            value += worth.per_licence() * discount(rate, signed.months());
        }
        if theme.fate == Fate::Launched {
            value += worth.per_launch() * discount(rate, theme.decided.months());
        }
        let terminal = self.terminal(plan, worth, index, theme, counts);
        let horizon = self.model.calendar.horizon().months();
        value + terminal * discount(rate, horizon)
    }

    /// What a theme is worth at the horizon for what may still come of it.
    fn terminal(
        &self,
        plan: &Plan<'_>,
        worth: &Worth<'_>,
        index: usize,
        theme: &ThemeRun,
        income_counts: bool,
    ) -> f64 {
        let Some(prospects) = &self.prospects else {
            return 0.0;
        };
        let (route, track) = (theme.route as usize, self.tracks[index]);
        let stage = usize::from(theme.stage);
        let (mut per_licence, per_launch) = (worth.per_licence(), worth.per_launch());
        let prospect = match theme.fate {
            // Not admitted: the network has not begun with it.
            Fate::Open if theme.candidate.is_some() => return 0.0,
            Fate::Open => {
                let flow = plan.flow_of(theme.route, theme.stage);
                if let Some(stated) = worth.open(flow).filter(|_| theme.researching) {
                    return stated;
                }
                let behind = self.model.routes[route].stages.len();
                let stage = if theme.researching { stage } else { behind };
                let area = theme.area.map(|area| area as usize);
                prospects.open(route, area, stage, theme.working > 0)
            }
            Fate::Licensed => {
                let passed = usize::from(theme.passed);
                prospects.licensed(route, passed, usize::from(track.developed), track.pays)
            }
            Fate::Launched if income_counts => {
                let since = (self.model.calendar.horizon() - theme.decided).months();
                let paid = (since / 12.0).floor();
                return prospects.royalties(paid as u32, 12.0 * paid - since);
            }
            _ => return 0.0,
        };
        if theme.first_licensed.is_some() {
            // Only a theme's first licence counts.
            per_licence = 0.0;
        }
        prospect.worth(per_licence, per_launch, income_counts)
    }
}

/// What an amount in so many months is worth today.
pub(super) fn discount(rate: f64, months: f64) -> f64 {
    libm::pow(1.0 + rate, -months / 12.0)
}

/// The middle of the part of a fiscal year that lies in the run, in months.
pub(super) fn middle_of(model: &Model, year: usize) -> f64 {
    let (from, until) = model.calendar.year_span(year);
    let horizon = model.calendar.horizon();
    (from.max(Ticks::ZERO).months() + until.min(horizon).months()) / 2.0
}

/// The nearest whole unit, within what the accumulators hold exactly.
fn whole(amount: f64) -> i64 {
    amount.clamp(-1e17, 1e17).round() as i64
}
