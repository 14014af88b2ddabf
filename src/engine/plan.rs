//! The plan of a simulation: the model laid out in flat tables for the event loop.
//!
//! Built once per simulation and shared by all threads. Every number is either a place in the
//! table of values (constants, and what is drawn once per world or per run) or a draw of its own;
//! every activity knows its *classes*: the ordered lists of needs it can be served by. Activities
//! of one class are interchangeable for capacity, so that when the head of a class does not fit
//! nobody behind it does, and only classes touched by a release need to be looked at.

use std::collections::BTreeMap;
use std::ops::Range;

use super::licensing::{IncomeLine, LicensingPlan};
use super::state::{Origin, ThemeRun};
use crate::model::{Activity, Calendar, Ending, LicensingStep, Model, Shared, Ticks};
use crate::random::{Inverse, Purpose};

/// A number of the model as the engine reads it.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) enum Number {
    /// A place in the table of values, fixed during a run.
    Value(u32),
    /// Drawn at each use: a place in [`Plan::samplers`].
    Draw(u32),
}

/// How a drawn number comes about.
#[derive(Debug)]
pub(crate) struct Sampler {
    pub inverse: Inverse,
    pub scale: f64,
    /// Draws from endless tails are cut here: the limits of the unit.
    pub limits: (f64, f64),
    /// The expected value.
    pub mean: f64,
    /// Names the draw: the path of the parameter (values) or its role (each use).
    pub purpose: Purpose,
}

impl Sampler {
    /// The value at the uniform `u`.
    #[inline]
    pub fn at(&self, u: f64) -> f64 {
        let (least, most) = self.limits;
        (self.inverse.at(u) * self.scale).clamp(least, most)
    }
}

/// A value that is drawn once per world or once per run.
#[derive(Debug)]
pub(crate) struct DrawnValue {
    pub place: u32,
    pub sampler: Sampler,
    /// The parameter: an index into [`Model::parameters`].
    pub parameter: u32,
    /// Factors it hangs on, by name, and the places of their loadings.
    pub links: Vec<(u64, u32)>,
}

/// Functions and slots needed of each.
pub(crate) type Needs = Vec<(u32, i32)>;

/// Activities that can be served by the same ordered list of needs.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
pub(crate) struct Class {
    pub options: Vec<Needs>,
    /// Whether its work is bound to a provider: then slots promised to others do not matter.
    pub bound: bool,
}

/// A way to do an activity: one provider with its prices.
#[derive(Debug)]
pub(crate) struct WorkOption {
    /// `None`: nobody in particular does it.
    pub institute: Option<u32>,
    pub needs: Needs,
    pub duration_factor: Number,
    pub cost_factor: Number,
    /// Price per slot and month, slots.
    pub slot_prices: Vec<(Number, f64)>,
    pub job_prices: Vec<Number>,
    /// The longest of these precedes the work.
    pub lead_times: Vec<Number>,
    /// The lead time of the contract, before these (GOV-5).
    pub contract: Option<Number>,
    /// Shares of the price at shares of the working time; `None`: pro rata (BUD-8).
    pub payments: Option<Vec<(f64, f64)>>,
    /// Months by which every payment falls due later (BUD-8).
    pub lag: Option<Number>,
    pub after_wait: Option<Number>,
    /// Whether it serves only themes on which it has worked (GOV-7).
    pub own_work_only: bool,
    pub line: u32,
    /// Where the price stands that is fixed for a world and run; `None` where it is drawn at each
    /// use.
    pub fixed_price: Option<u32>,
    /// Whether one of its functions has a standing cost.
    pub stands: bool,
    /// The class of this option alone, for work bound to it.
    pub bound_class: u32,
}

/// Which options are open, and the class that stands for them.
#[derive(Debug)]
pub(crate) struct Eligible {
    pub mask: u32,
    pub class: u32,
    /// For each option of the class, its place among the work's options.
    pub options: Vec<u8>,
}

/// What an activity's end leads to.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Track {
    /// The activity with this number in its stage.
    Research(u8),
    /// The offer with this number in its route.
    Licensing(u8),
    /// The activity of scrutiny with this number (SEL-6).
    Selection(u8),
    /// A step of a licensing process.
    Process(LicensingStep),
}

/// An activity of a stage, or the work of an offer.
#[derive(Debug)]
pub(crate) struct Work {
    pub track: Track,
    pub route: u32,
    pub stage: u16,
    /// Lane 0 draws the duration, lane 1 the repeat.
    pub purpose: Purpose,
    pub duration: Number,
    pub cost: Number,
    pub cost_per_month: Number,
    pub options: Vec<WorkOption>,
    /// The first is what is open at once; the others by growing mask.
    pub eligible: Vec<Eligible>,
    pub repeat: Option<(Number, u32)>,
    /// Whether a provider opens only after a wait (EXE-3).
    pub opens_late: bool,
    /// Whether one of its providers serves only themes on which it has worked (GOV-7).
    pub by_own_work: bool,
    /// A place among the activities done once per run (EXE-13).
    pub once: Option<u32>,
}

/// A stage as the engine walks it.
#[derive(Debug)]
pub(crate) struct StagePlan {
    pub works: Range<u32>,
    /// For each activity, those that must be done before.
    pub after: Vec<u64>,
    /// The mask of all activities.
    pub all: u64,
    pub odds: Number,
    pub purpose: Purpose,
    /// By area, empty where no area changes the odds.
    pub area_ratio: Vec<Option<Number>>,
    pub milestone: bool,
    /// Gone through only where a Go/No-Go says so (EXE-14).
    pub optional: bool,
    /// What its activities cost in the mean at their first providers, in units of the currency.
    pub expected_cost: f64,
    /// Links of its outcomes: places in [`Plan::links`].
    pub links: Vec<u32>,
    /// Names the factors of its outcomes, by the hash of its id.
    pub factor: u32,
    /// Its place among the stages with a target share (SEL-8).
    pub pipeline: Option<u32>,
    /// Flow counters are kept per shared route: place of this stage among them.
    pub flow: u32,
}

/// An offer as the engine makes it.
#[derive(Debug)]
pub(crate) struct OfferPlan {
    pub after: u16,
    pub work: u32,
    pub odds: Number,
    pub purpose: Purpose,
    pub applicants: Number,
    pub bid: Number,
}

/// A patent as the engine books it.
#[derive(Debug)]
pub(crate) struct PatentPlan {
    pub after: u16,
    pub line: u32,
    pub filing_cost: Number,
    pub cost_per_year: Number,
    pub passes_to_licensee: bool,
}

/// A route as the engine walks it.
#[derive(Debug)]
pub(crate) struct RoutePlan {
    /// Names its modality as a group of a link.
    pub group: u64,
    pub ends_in: Ending,
    pub exit_point: u16,
    pub passes_to_licensee: bool,
    pub stages: Vec<StagePlan>,
    pub offers: Vec<OfferPlan>,
    pub patent: Option<PatentPlan>,
    /// Scrutiny of its themes (SEL-6).
    pub scrutiny: Range<u32>,
    /// Where a theme without a target begins (SEL-2).
    pub target_stage: u16,
    /// Where publications are booked (INC-5).
    pub publication_line: u32,
}

/// A link between outcomes as the engine draws it.
#[derive(Debug)]
pub(crate) struct LinkPlan {
    /// Names its factors, with the group.
    pub entity: u64,
    pub share: Shared,
    pub loading: Number,
}

impl LinkPlan {
    /// The name of the group a theme belongs to; `None` where it stands alone.
    pub fn group_of(&self, plan: &Plan<'_>, theme: &ThemeRun) -> Option<u64> {
        match self.share {
            Shared::Modality => Some(plan.routes[theme.route as usize].group),
            Shared::Area => theme.area.map(|area| plan.area_groups[area as usize]),
            Shared::Target => match theme.origin {
                Origin::Listed(listed) => plan.themes[listed as usize].target,
                Origin::Channel(..) => None,
            },
        }
    }
}

/// A function as the engine counts it.
#[derive(Debug)]
pub(crate) struct FunctionPlan {
    /// `None`: unlimited.
    pub slots: Option<Vec<(Ticks, Number)>>,
    /// Slots beside those, wherever there are any.
    pub more_slots: i64,
    pub standing: Number,
    pub standing_line: u32,
    /// Whether a standing cost is stated, so that usage has to be counted.
    pub stands: bool,
    /// Classes in which it is needed.
    pub classes: Vec<u32>,
}

/// A listed theme's own numbers.
#[derive(Debug)]
pub(crate) struct ThemePlan {
    pub entity: u64,
    /// Names its target as a group of a link.
    pub target: Option<u64>,
    pub priority: Option<Number>,
    pub scores: Vec<Option<Number>>,
    pub readiness: ReadinessPlan,
    /// What the proposer has (SEL-5).
    pub funds: Option<Number>,
}

/// A channel's own numbers.
#[derive(Debug)]
pub(crate) struct ChannelPlan {
    /// Names the channel's arrivals and, with an ordinal, its themes.
    pub entity: u64,
    /// Draws the time between arrivals.
    pub arrival: Purpose,
    /// Draws the route (lane 0) and the area (lane 1) of a theme.
    pub kind: Purpose,
    /// Draws the stage a theme has reached.
    pub entry: Purpose,
    pub rates: Vec<(Ticks, Number)>,
    pub until: Ticks,
    /// Weights.
    pub mix: Vec<(u32, Number)>,
    pub areas: Vec<(u32, Number)>,
    /// By route of the mix: weights of the entry stage.
    pub stages: BTreeMap<u32, Vec<(u16, Number)>>,
    pub priority: Option<Number>,
    pub scores: Vec<Option<Number>>,
    pub readiness: ReadinessPlan,
    /// What the proposer has (SEL-5).
    pub funds: Option<Number>,
    pub grant: Option<GrantPlan>,
}

/// What a theme brings, as the engine draws it.
#[derive(Debug)]
pub(crate) struct ReadinessPlan {
    pub target_identified: Number,
    pub rights_sorted: Number,
    pub rights_months: Number,
}

/// A grant as the engine decides it.
#[derive(Debug)]
pub(crate) struct GrantPlan {
    pub odds: Number,
    pub months: Number,
    pub amount: Number,
    pub goes_on_without: bool,
}

/// Selection as the engine carries it out; the dates are the model's.
#[derive(Debug)]
pub(crate) struct SelectionPlan {
    /// For each activity of scrutiny, those that must be done before.
    pub after: Vec<u64>,
    /// The mask of all activities.
    pub all: u64,
    pub return_months: Number,
    pub return_probability: Number,
    pub most_load: Option<Number>,
    pub funds_per_year: Option<Number>,
    pub admissions_per_review: Option<Number>,
}

/// The balances that priorities strike at reviews (SEL-8).
#[derive(Debug)]
pub(crate) struct BalancePlan {
    pub weight: Number,
    /// Weights of the target shares, by group; empty = no balance.
    pub targets: Vec<Number>,
    /// The group of each area, for areas; by stage in [`StagePlan::pipeline`] for stages.
    pub group_of_area: Vec<Option<u32>>,
}

/// Publications as the engine books them (SEL-3, INC-5).
#[derive(Debug)]
pub(crate) struct PublicationPlan {
    pub after_months: Number,
    pub cost: Number,
    pub interest_factor: Number,
}

/// A line that decides, as the engine reads it.
#[derive(Debug)]
pub(crate) struct LinePlan {
    /// The limits of its conditions; `None` where a condition has none.
    pub limits: Vec<Option<Number>>,
    pub probability: Option<Number>,
    /// Draws whether it fires.
    pub purpose: Purpose,
}

/// Where an amount stands in the ledger, besides its fiscal year.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// An index into [`Model::institutes`]; `None` where nobody in particular does the work.
    pub institute: Option<u32>,
    /// An index into [`Model::items`].
    pub item: u32,
    /// An index into [`Model::modalities`]; `None` for costs of no theme in particular.
    pub modality: Option<u32>,
}

/// An activity and the stage it belongs to (for an offer, the stage after which it is made; a step
/// of a licensing process belongs to none).
#[derive(Copy, Clone, Debug)]
pub struct Place<'m> {
    /// The id of the stage, "" where it belongs to none.
    pub stage: &'m str,
    /// The activity, or the work of the offer.
    pub activity: &'m Activity,
}

/// The model laid out for the event loop.
#[derive(Debug)]
pub struct Plan<'m> {
    pub(crate) model: &'m Model,
    pub(crate) calendar: Calendar,
    /// Where the horizon cuts a fiscal year: a calendar that holds the whole of it. What is
    /// decided within that year counts all that falls due in it.
    pub(crate) whole_years: Option<Calendar>,
    /// Values to start from: constants in place, drawn ones 0.
    pub(crate) values: Vec<f64>,
    pub(crate) per_world: Vec<DrawnValue>,
    pub(crate) per_run: Vec<DrawnValue>,
    pub(crate) samplers: Vec<Sampler>,
    pub(crate) works: Vec<Work>,
    pub(crate) classes: Vec<Class>,
    /// How many prices are fixed for a world and run.
    pub(crate) fixed_prices: u32,
    pub(crate) routes: Vec<RoutePlan>,
    pub(crate) functions: Vec<FunctionPlan>,
    pub(crate) themes: Vec<ThemePlan>,
    pub(crate) channels: Vec<ChannelPlan>,
    pub(crate) weights: Vec<Number>,
    /// The lines that decide, as in [`Model::decisions`].
    pub(crate) lines_that_decide: Vec<LinePlan>,
    pub(crate) uses_scores: bool,
    /// Whether anything asks for ranks, or for loads.
    pub(crate) uses_rank: bool,
    pub(crate) uses_load: bool,
    pub(crate) selection: Option<SelectionPlan>,
    pub(crate) balance: BalancePlan,
    pub(crate) pipeline: BalancePlan,
    pub(crate) withdrawals_per_year: Option<Number>,
    pub(crate) publication: Option<PublicationPlan>,
    pub(crate) links: Vec<LinkPlan>,
    /// Names each area as a group of a link.
    pub(crate) area_groups: Vec<u64>,
    pub(crate) licensing: Option<Box<LicensingPlan>>,
    /// Whether others may carry a share of the cost of a theme (LIC-6).
    pub(crate) shares_cost: bool,
    /// Whether anybody asks who has worked on a theme (GOV-7, LIC-5).
    pub(crate) watches_work: bool,
    pub(crate) once: Vec<u64>,
    pub(crate) lines: Vec<Line>,
    /// Items at institutes that have a line, sorted; and for each line the place of its own.
    pub(crate) parts: Vec<(u32, Option<u32>)>,
    pub(crate) part_of_line: Vec<u32>,
    pub(crate) flows: Vec<(u32, u16)>,
    /// Awards, standing costs and purses (INC, BUD).
    pub(crate) money: super::money_plan::MoneyPlan,
    /// What licences and launches are worth.
    pub(crate) valuation: Option<super::valuation::ValuationPlan>,
}

impl<'m> Plan<'m> {
    /// The calendar of what is decided: its last fiscal year is a whole one.
    #[inline]
    pub(crate) fn whole_years(&self) -> &Calendar {
        self.whole_years.as_ref().unwrap_or(&self.calendar)
    }

    /// Lays out `model`.
    pub fn new(model: &'m Model) -> Plan<'m> {
        super::compile::compile(model)
    }

    /// The model this plan lays out.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// The lines of the ledger, sorted by institute, item and modality.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The items at institutes on which anything can be booked, sorted: an index into
    /// [`Model::items`] and one into [`Model::institutes`], `None` for nobody in particular.
    pub fn parts(&self) -> &[(u32, Option<u32>)] {
        &self.parts
    }

    /// The place in [`Plan::parts`] of a ledger line, by its place in [`Plan::lines`].
    pub fn part_of_line(&self, line: usize) -> usize {
        self.part_of_line[line] as usize
    }

    /// The purse that pays a part, by its place in [`Plan::parts`].
    pub fn purse_of_part(&self, part: usize) -> Option<usize> {
        let line = self
            .part_of_line
            .iter()
            .position(|of| *of as usize == part)?;
        self.purse_of_line(line)
    }

    /// What nobody knows and a world fixes: indices into [`Model::parameters`], in the order of
    /// [`super::unknown_values`].
    pub fn unknowns(&self) -> Vec<usize> {
        let drawn = self.per_world.iter();
        drawn.map(|drawn| drawn.parameter as usize).collect()
    }

    /// The lines of income of licences; none where the chapter is off.
    pub fn income_lines(&self) -> &[IncomeLine] {
        let chapter = self.licensing.as_ref();
        chapter.map_or(&[], |chapter| &chapter.income_lines)
    }

    /// The stages in which flow is counted: (index of a route that has it, place in that route).
    pub fn flows(&self) -> &[(u32, u16)] {
        &self.flows
    }

    /// Where the flow of a stage of a route is counted: an index into [`Plan::flows`].
    #[inline]
    pub fn flow_of(&self, route: u32, stage: u16) -> usize {
        self.routes[route as usize].stages[usize::from(stage)].flow as usize
    }

    /// The activity behind a number of the engine, and the stage it belongs to.
    pub fn place_of(&self, work: u32) -> Place<'m> {
        let rules = &self.works[work as usize];
        let route = &self.model.routes[rules.route as usize];
        let stage = &route.stages[usize::from(rules.stage)];
        let activity = match rules.track {
            Track::Research(number) => &stage.activities[usize::from(number)],
            Track::Licensing(number) => &route.offers[usize::from(number)].work,
            Track::Selection(number) => {
                return Place {
                    stage: "",
                    activity: self.scrutiny(number),
                };
            }
            Track::Process(step) => {
                let chapter = self.model.licensing.as_ref();
                let work = chapter.and_then(|chapter| chapter.work_of(step));
                // Only steps with work were laid out; the route itself may have no offer.
                return Place {
                    stage: "",
                    activity: work.unwrap_or_else(|| &route.offers[0].work),
                };
            }
        };
        Place {
            stage: &stage.id,
            activity,
        }
    }

    /// An activity of scrutiny.
    fn scrutiny(&self, number: u8) -> &'m Activity {
        let selection = self.model.selection.as_ref();
        let activities = selection.map_or(&[][..], |selection| &selection.activities);
        // Tracks of scrutiny are laid out from this very list.
        &activities[usize::from(number)]
    }

    /// Where the flow of the stage is counted to which an activity belongs; offers have none.
    #[inline]
    pub fn flow_of_work(&self, work: u32) -> Option<usize> {
        let rules = &self.works[work as usize];
        match rules.track {
            Track::Research(_) => Some(self.flow_of(rules.route, rules.stage)),
            Track::Licensing(_) | Track::Selection(_) | Track::Process(_) => None,
        }
    }

    /// Functions an activity takes with one of its options, and slots of each.
    #[inline]
    pub fn needs_of(&self, work: u32, option: u8) -> &[(u32, i32)] {
        &self.works[work as usize].options[usize::from(option)].needs
    }

    /// All activities with their options, sorted.
    pub fn options(&self) -> impl Iterator<Item = (u32, u8)> {
        let works = (0_u32..).zip(&self.works);
        works.flat_map(|(work, rules)| (0..rules.options.len() as u8).map(move |at| (work, at)))
    }

    /// The ledger line of an activity with one of its options, by its place in [`Plan::lines`].
    pub fn line_of(&self, work: u32, option: u8) -> Option<usize> {
        let line = self.works[work as usize].options[usize::from(option)].line as usize;
        (line < self.lines.len()).then_some(line)
    }

    /// The activities of a stage of a route.
    pub fn works_of_stage(&self, route: usize, stage: usize) -> Range<u32> {
        self.routes[route].stages[stage].works.clone()
    }

    /// Whether it is counted what work under way binds of later years.
    pub fn follows_commitments(&self) -> bool {
        self.money.commitments
    }

    /// The most slots of a function that any work takes at once.
    pub fn most_needed(&self, function: usize) -> u32 {
        let options = self.works.iter().flat_map(|work| &work.options);
        let needs = options.flat_map(|option| &option.needs);
        let slots = needs.filter(|(needed, _)| *needed as usize == function);
        slots
            .map(|(_, slots)| u32::try_from(*slots).unwrap_or(0))
            .max()
            .unwrap_or(0)
    }

    /// Whether a function has a limited number of slots, so that it can be waited for.
    #[inline]
    pub fn is_limited(&self, function: usize) -> bool {
        self.functions[function].slots.is_some()
    }

    /// The institute that does an activity with one of its options.
    pub fn institute_of(&self, work: u32, option: u8) -> Option<usize> {
        let option = &self.works[work as usize].options[usize::from(option)];
        option.institute.map(|institute| institute as usize)
    }

    /// The purse that pays an activity with one of its options: an index into
    /// [`crate::model::Money::purses`].
    pub fn purse_of(&self, work: u32, option: u8) -> Option<usize> {
        let option = &self.works[work as usize].options[usize::from(option)];
        self.money.purse_of(option.line)
    }

    /// The purse that pays a ledger line, by its place in [`Plan::lines`].
    pub fn purse_of_line(&self, line: usize) -> Option<usize> {
        self.money.purse_of(line as u32)
    }

    /// Whether an option of an activity is outsourced (EXE-3).
    pub fn is_outsourced(&self, work: u32, option: u8) -> bool {
        let institute = self.institute_of(work, option);
        institute.is_some_and(|institute| self.model.institutes[institute].outsourced)
    }

    /// The rules that a start of work carries out: the most particular one, then whose work it is
    /// where that follows from a rule, then when it is paid.
    pub fn rules_of_start(&self, work: u32, option: u8, repeat: u32) -> Vec<&'m str> {
        let rules = &self.works[work as usize];
        let option_plan = &rules.options[usize::from(option)];
        let stated = &self.place_of(work).activity.rule;
        let outsourced = self.is_outsourced(work, option);
        let mut told = vec![if let Track::Process(step) = rules.track {
            step.rule()
        } else if !stated.is_empty() && stated != "EXE-2" {
            stated
        } else if repeat > 0 {
            "EXE-4"
        } else if rules.once.is_some() {
            "EXE-13"
        } else if outsourced {
            "EXE-3"
        } else if self.needs_of(work, option).len() > 1 {
            "EXE-12"
        } else {
            "EXE-2"
        }];
        if option_plan.own_work_only {
            told.push("GOV-7");
        } else if outsourced || option_plan.contract.is_some() {
            told.push("GOV-3");
        }
        if option_plan.payments.is_some() || option_plan.lag.is_some() {
            told.push("BUD-8");
        }
        told.dedup();
        told
    }

    /// The id of an offer of a route.
    pub fn offer_id(&self, route: u32, offer: u8) -> &'m str {
        &self.model.routes[route as usize].offers[usize::from(offer)]
            .work
            .id
    }
}
