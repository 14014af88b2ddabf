//! The validated, immutable domain. A [`Model`] that exists can be run.
//!
//! Everything refers to everything else by index into the lists of the model; ids are kept for
//! names, draws and tables. The model knows neither files nor random numbers.

mod cut;
mod decision;
mod dependence;
pub mod distribution;
mod expectation;
mod licensing;
mod money;
mod network;
mod parameter;
mod public;
mod ranking;
mod request;
mod route;
mod selection;
mod target;
mod theme;
mod time;
mod valuation;

use crate::language::{Language, Text};

pub use decision::{Condition, Decision, DecisionLine, DecisionPoint, Fact, Flag};
pub use dependence::{Link, Linked, Shared};
pub use distribution::{Distribution, DistributionError};
pub use licensing::{
    Applicants, CompanyStep, DevelopmentStage, Division, Licence, LicenceKind, Licensing,
    LicensingIncome, LicensingStep, MOST_APPLICANTS, MOST_CALLS, MOST_DEVELOPMENT_STAGES,
    RiskRelief, Royalty, Tender,
};
pub use money::{
    Actual, AwardPayer, BudgetCalendar, ByUse, Cap, Incentives, MOST_ACCOUNTS, Money, PaidOn,
    Purse, PurseKind, Signed, Standing,
};
pub use network::{Area, Function, Institute, Item, Modality, Slots, WorksBy};
pub use parameter::{Parameter, ParameterId, Provenance, Quantity, Uncertainty, Unit};
pub use ranking::{Criterion, Measure, Ranking, Weight};
pub use request::{Matter, Request, RequestLine};
pub use route::{
    Activity, CostTiming, Ending, MOST_ACTIVITIES, MOST_STAGES, Offer, Patent, Provider, Repeat,
    Route, Stage,
};
pub use selection::{
    Grant, Priority, Publication, Readiness, Selection, TargetMissing, Withdrawal,
};
pub use target::{Counted, Target};
pub use theme::{CRITERIA, Channel, InProgress, Scope, Scores, Theme};
pub use time::{Calendar, TICKS_PER_MONTH, TICKS_PER_YEAR, Ticks};
pub use valuation::Valuation;

/// A whole scenario, checked and ready to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The scenario's id.
    pub id: String,
    /// The scenario's name.
    pub name: Text,
    /// The language of what is written for people, where nobody asks for another.
    pub language: Language,
    /// Start, horizon and fiscal years.
    pub calendar: Calendar,
    /// The day as of which the scenario was read, where that is not as it is written: the start is
    /// the day after it (BUD-9).
    pub as_of: Option<jiff::civil::Date>,
    /// The last day that is told of, where that is not the scenario's own.
    pub until: Option<jiff::civil::Date>,
    /// ISO 4217 code; all money is in whole units of it.
    pub currency: String,
    /// The year whose prices all money is in; absent where the scenario has no money.
    pub price_year: Option<i32>,
    /// Runs that share a world; 1 where nothing is unknown.
    pub runs_per_world: u32,
    /// Modalities, sorted by id.
    pub modalities: Vec<Modality>,
    /// Disease areas in the scenario's order.
    pub areas: Vec<Area>,
    /// Ledger items, built-in ones first.
    pub items: Vec<Item>,
    /// Institutes in the scenario's order.
    pub institutes: Vec<Institute>,
    /// All functions of all institutes, by institute, in the scenario's order.
    pub functions: Vec<Function>,
    /// Shared routes in the scenario's order, then the variants of single themes.
    pub routes: Vec<Route>,
    /// Listed themes, sorted by id: the order of the list has no influence.
    pub themes: Vec<Theme>,
    /// Channels in the scenario's order.
    pub channels: Vec<Channel>,
    /// What the network takes at all.
    pub scope: Scope,
    /// Lines of all points of decision, in order; of each point the first that fits decides.
    pub decisions: Vec<DecisionLine>,
    /// What ranks themes.
    pub priority: Priority,
    /// How the Office selects themes; where absent, every theme is taken as it comes.
    pub selection: Option<Selection>,
    /// Dates of the Council within the horizon, growing (GOV-4, GOV-6).
    pub councils: Vec<Ticks>,
    /// Proposers who ask to withdraw; where absent, none does.
    pub withdrawal: Option<Withdrawal>,
    /// Publications; where absent, they have no influence.
    pub publication: Option<Publication>,
    /// How themes are licensed; absent: offers have their own odds and duration.
    pub licensing: Option<Licensing>,
    /// Awards, standing costs, purses, and what is known of the past (INC, BUD).
    pub money: Money,
    /// What licences and launches are worth; absent: nothing is valued.
    pub valuation: Option<Valuation>,
    /// By what listed themes are ranked; absent: see [`Ranking::by_default`].
    pub ranking: Option<Ranking>,
    /// What is to be reached, and by when.
    pub targets: Vec<Target>,
    /// What hangs together.
    pub links: Vec<Link>,
    /// Links of the scenario that were switched off.
    pub left_out: Vec<String>,
    /// One-off changes that the scenario was read with, `key=value` each, as typed.
    pub set: Vec<String>,
    /// Every numeric parameter the scenario states, sorted by path.
    pub parameters: Vec<Parameter>,
}

/// The ledger item of research inside the network.
pub const ITEM_RESEARCH: usize = 0;
/// The ledger item of work bought outside (EXE-3).
pub const ITEM_OUTSOURCING: usize = 1;
/// The ledger item of patents (EXE-6).
pub const ITEM_IP: usize = 2;
/// The ledger item of standing costs beyond usage (INC-7).
pub const ITEM_STANDING: usize = 3;
/// The ledger item of awards and publication support (INC-1 to INC-5).
pub const ITEM_INCENTIVES: usize = 4;
/// The ledger item of meetings and travel (INC-6).
pub const ITEM_MEETINGS: usize = 5;

impl Model {
    /// This model without some of its links, which its label says from now on; one that is named
    /// twice is left out once.
    ///
    /// # Errors
    ///
    /// The first of `ids` that is no link.
    pub fn without_links(mut self, ids: &[String]) -> Result<Model, String> {
        for id in ids {
            if self.left_out.contains(id) {
                continue;
            }
            let place = self.links.iter().position(|link| link.id == *id);
            self.links.remove(place.ok_or_else(|| id.clone())?);
            self.left_out.push(id.clone());
        }
        Ok(self)
    }

    /// This model without the listed theme number `index`, its proposer's funds included, from the
    /// start.
    ///
    /// All other draws stay, as they belong to names. What was signed for the theme is owed all the
    /// same (BUD-9).
    #[must_use]
    pub fn without_theme(mut self, index: usize) -> Model {
        if index < self.themes.len() {
            self.themes.remove(index);
            for signed in &mut self.money.signed {
                signed.theme = match signed.theme {
                    Some(theme) if theme == index => None,
                    Some(theme) if theme > index => Some(theme - 1),
                    other => other,
                };
            }
        }
        self
    }

    /// The activities a signed payment may be for: those of its theme that are under way at its
    /// institute, with costs under its item (BUD-9).
    pub fn work_paid_by<'m>(&'m self, signed: &Signed) -> impl Iterator<Item = &'m InProgress> {
        let (institute, item) = (signed.institute, signed.item);
        let theme = signed.theme.and_then(|theme| self.themes.get(theme));
        let running = theme.into_iter().flat_map(|theme| {
            let stage = &self.routes[theme.route].stages[theme.stage];
            theme
                .in_progress
                .iter()
                .map(move |running| (stage, running))
        });
        let of_payment = running.filter(move |(stage, running)| {
            let activity = &stage.activities[running.activity];
            let provider = activity.providers.get(running.provider);
            provider.is_some_and(|provider| {
                let functions = provider.needs.iter().map(|need| &self.functions[need.0]);
                let booked = self.item_of(activity, Some(provider));
                let own = [activity.cost, activity.cost_per_month].into_iter();
                let prices = functions.flat_map(|f| [f.price_per_slot_month, f.price_per_job]);
                provider.institute == institute
                    && booked == item
                    && self.mean(provider.cost_factor) > 0.0
                    && own.chain(prices).any(|price| self.mean(price) > 0.0)
            })
        });
        of_payment.map(|(_, running)| running)
    }

    /// The ledger item of an activity at one of its providers, or without any: its own, or that of
    /// the first function it needs there.
    pub fn item_of(&self, activity: &Activity, provider: Option<&Provider>) -> usize {
        let first = provider.and_then(|provider| provider.needs.first());
        let first = first.map_or(ITEM_RESEARCH, |(function, _)| {
            self.functions[*function].item
        });
        activity.item.unwrap_or(first)
    }

    /// Whether signed payments take the place of what remains of an activity that the listed theme
    /// number `theme` has under way (BUD-9).
    pub fn is_paid_by_contract(&self, theme: usize, running: &InProgress) -> bool {
        let signed = self.money.signed.iter();
        let mut replacing = signed
            .filter(|signed| signed.theme == Some(theme) && signed.replaces_work == Some(true));
        replacing.any(|signed| self.work_paid_by(signed).any(|other| other == running))
    }

    /// This model with the listed theme number `index` there from the start and admitted.
    #[must_use]
    pub fn admitting_theme(mut self, index: usize) -> Model {
        if let Some(theme) = self.themes.get_mut(index) {
            (theme.arrives, theme.admitted) = (Ticks::ZERO, true);
        }
        self
    }

    /// This model with so many more slots of a function (an index into [`Model::functions`]), or fewer,
    /// wherever it has any; never below none.
    #[must_use]
    pub fn with_more_slots(mut self, function: usize, more: i64) -> Model {
        if let Some(function) = self.functions.get_mut(function) {
            function.more_slots = function.more_slots.saturating_add(more);
        }
        self
    }

    /// Whether the listed theme number `index` waits: it comes later, or is still to be selected.
    pub fn waits(&self, index: usize) -> bool {
        self.themes.get(index).is_some_and(|theme| {
            theme.arrives > Ticks::ZERO || (self.selection.is_some() && !theme.admitted)
        })
    }

    /// The scenario's id, and how the model differs from what it says: how many values were set for
    /// once, which links were left out, and the day up to which it is told.
    pub fn label(&self) -> String {
        let mut label = self.id.clone();
        match self.set.len() {
            0 => (),
            1 => label += " (set 1 value)",
            count => label += &format!(" (set {count} values)"),
        }
        if !self.left_out.is_empty() {
            label += &format!(" without {}", self.left_out.join(", "));
        }
        if let Some(last) = self.until {
            label += &format!(" until {last}");
        }
        label
    }

    /// The folder of its results by default: the scenario's id, the links that were left out, and
    /// that values were set for once.
    pub fn folder(&self) -> String {
        let mut folder = self.id.clone();
        if !self.left_out.is_empty() {
            folder = format!("{folder}-without-{}", self.left_out.join("-"));
        }
        if !self.set.is_empty() {
            folder += "-set";
        }
        folder
    }

    /// Whether anything is unknown rather than left to chance.
    pub fn has_ignorance(&self) -> bool {
        self.parameters
            .iter()
            .any(|parameter| parameter.uncertainty == Some(Uncertainty::Ignorance))
    }

    /// The expected value of a quantity, in the scenario's price year.
    pub fn mean(&self, quantity: Quantity) -> f64 {
        match quantity {
            Quantity::Default(value) => value,
            Quantity::Stated(id) => self.parameters[id.0 as usize].mean(),
        }
    }

    /// The routes that are not variants of single themes.
    pub fn shared_routes(&self) -> impl Iterator<Item = (usize, &Route)> {
        self.routes
            .iter()
            .enumerate()
            .filter(|(index, route)| route.base == *index)
    }
}
