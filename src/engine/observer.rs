//! What the engine tells: one happening at a time, to whoever listens.
//!
//! The engine knows neither files nor statistics. Observers are monomorphised, so that nothing
//! is computed for a listener that is not there.

use super::booking::Booking;
use super::ledger::Ledger;
use super::licensing::LicensingEvent;
use super::money_event::{Books, MoneyEvent, MoneyNews};
use super::plan::Plan;
use super::proposer::ProposerEvent;
use super::selection::SelectionEvent;
use super::state::ThemeRun;
use super::theme_costs::ThemeCosts;
use crate::model::{Decision, DecisionPoint, Fact, Flag, Ticks};

/// Why a theme was terminated.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The stage failed technically (EXE-5).
    Technical,
    /// The line with this number in [`crate::model::Model::decisions`] stopped it.
    Rule(u32),
    /// All work is done and no company took it (LIC-3).
    NoLicensee,
    /// Its licensee gave up and the network does not take it over (LIC-11).
    LicenseeGaveUp,
}

/// Why a theme was declined.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// Its modality is not taken (SCP-1).
    Modality,
    /// Its disease area is not taken (SCP-2).
    Area,
    /// The line with this number in [`crate::model::Model::decisions`] declined it.
    Rule(u32),
    /// It was sent back and did not return (SEL-2).
    NotReturned,
    /// The grant it applied for was not awarded (SEL-11).
    NoGrant,
}

/// Something that happened to a theme, or to a function.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Happening {
    /// The theme comes to the network (SEL-1).
    Arrived,
    /// The theme is declined (SCP-1, SCP-2, SEL-2).
    Declined {
        /// Why.
        why: Refusal,
    },
    /// Something happens to it in selection.
    Selection(SelectionEvent),
    /// Its proposer does something.
    Proposer(ProposerEvent),
    /// The theme enters a stage of its route (SCP-3).
    StageEntered {
        /// The stage.
        stage: u16,
    },
    /// An activity becomes ready and waits for a slot (EXE-2).
    Joined {
        /// The activity.
        work: u32,
    },
    /// An activity waits for another theme to finish what is done only once (EXE-13).
    WaitsForShared {
        /// The activity.
        work: u32,
    },
    /// What is done only once is there already (EXE-13).
    SharedReady {
        /// The activity.
        work: u32,
    },
    /// A provider opens for an activity that has waited long enough (EXE-3).
    ProviderOpened {
        /// The activity.
        work: u32,
        /// The provider, among the activity's options.
        option: u8,
    },
    /// The lead time of a provider begins (GOV-5, EXE-3).
    LeadBegan {
        /// The activity.
        work: u32,
        /// The provider, among the activity's options.
        option: u8,
        /// Since when it waited for a free provider.
        since: Ticks,
        /// When it will be over.
        until: Ticks,
    },
    /// Work starts.
    Started {
        /// The activity.
        work: u32,
        /// The provider, among the activity's options.
        option: u8,
        /// Whether a lead time had bound it to the provider; else it waited for its first choice.
        bound: bool,
        /// Since when it waited for its slots; what it waited before a lead time came earlier.
        since: Ticks,
        /// Time in queues in all, lead time not counted.
        waited: Ticks,
        /// When the work will end.
        end: Ticks,
        /// What it costs within the horizon.
        cost: i64,
        /// 0, or the number of the repeat (EXE-4).
        repeat: u32,
        /// Whether it was under way when the run started.
        under_way: bool,
    },
    /// Work ends.
    Ended {
        /// The activity.
        work: u32,
        /// The provider, among the activity's options.
        option: u8,
    },
    /// The activity has to be done again (EXE-4).
    Repeats {
        /// The activity.
        work: u32,
        /// The number of the repeat, from 1.
        repeat: u32,
    },
    /// Waiting work is given up as the theme has left the pipeline.
    Cancelled {
        /// The activity.
        work: u32,
        /// The provider it was bound to, or the first.
        option: u8,
        /// Since when it waited; what it waited before a lead time came earlier.
        since: Ticks,
        /// Time in queues in all, lead time not counted.
        waited: Ticks,
    },
    /// The stage's technical outcome is drawn (EXE-5).
    Outcome {
        /// The stage.
        stage: u16,
        /// The probability of success.
        odds: f64,
        /// Whether it succeeded.
        passed: bool,
    },
    /// A line decided; what was known is told by [`Observer::knew`] before.
    Decided {
        /// The line, an index into [`crate::model::Model::decisions`].
        line: u32,
        /// Its point.
        point: DecisionPoint,
        /// What it decided.
        decision: Decision,
    },
    /// No line decided at a point that has lines; what was known is told by [`Observer::knew`]
    /// before. The chapter of licensing tells of it as [`LicensingEvent::Follows`].
    DecidedByDefault {
        /// The point.
        point: DecisionPoint,
        /// What holds instead.
        decision: Decision,
    },
    /// A milestone of the theme's strategy is reached (EXE-1).
    Milestone {
        /// The stage just passed.
        stage: u16,
    },
    /// The patent is filed (EXE-6).
    PatentFiled {
        /// The filing cost.
        cost: i64,
    },
    /// The patent is kept for another year (EXE-6).
    PatentKept {
        /// The yearly cost.
        cost: i64,
    },
    /// The theme is offered to companies (EXE-7).
    Offered {
        /// The offer, among those of the route.
        offer: u8,
    },
    /// No company took the offer (EXE-7).
    OfferFailed {
        /// The offer, among those of the route.
        offer: u8,
        /// The probability that one would.
        odds: f64,
    },
    /// A company takes the theme (LIC-8 in its plain form).
    Licensed {
        /// The stage the theme was in, where its work passes to the licensee unfinished (EXE-8).
        leaves: Option<u16>,
    },
    /// The drug reaches the market.
    Launched,
    /// The network goes on with the work after the licence (EXE-8 off), and it ended here.
    ResearchEnded,
    /// Something of the chapter of licensing.
    Licensing(LicensingEvent),
    /// Something about its money (INC, BUD, SEL-5).
    Money(MoneyEvent),
    /// The theme is terminated.
    Terminated {
        /// The stage it was in.
        stage: u16,
        /// Why.
        reason: Reason,
    },
}

/// What was known of a theme when a line decided or none did: what its conditions read.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Known {
    /// The stage it is in, or has just passed.
    Stage,
    /// The modality of its route.
    Modality,
    /// Its disease area.
    Area,
    /// The channel it came through.
    Channel,
    /// A number; NaN where it is not known.
    Fact(Fact, f64),
    /// Whether something is so.
    Flag(Flag, bool),
    /// The probability with which the line fires where all of it holds.
    Probability(f64),
}

/// The state at the end of a run.
#[derive(Debug)]
pub struct RunEnd<'a> {
    /// The number of the run.
    pub run: u64,
    /// The world it lived in.
    pub world: u64,
    /// Every theme that came, in the order of arrival.
    pub themes: &'a [ThemeRun],
    /// The ledger.
    pub ledger: &'a Ledger,
    /// Income of licences by [`Plan::income_lines`]; without lines where the chapter is off.
    pub income: &'a Ledger,
    /// Slots of each function over the run, integrated: `[function][fiscal year]` in slot-ticks;
    /// 0 for unlimited functions.
    pub capacity: &'a [i64],
    /// Activities still waiting for slots at the horizon, and those that waited for some before
    /// they came to wait for something else.
    pub waiting: &'a [Waiting],
    /// Purses, commitments, and what others paid (BUD, SEL-5).
    pub books: &'a Books,
    /// What each theme cost by fiscal year, where that was asked for.
    pub theme_costs: &'a ThemeCosts,
    /// Numbers that are fixed in the run.
    pub(crate) values: &'a [f64],
}

/// An activity that waits.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The theme, an index into [`RunEnd::themes`].
    pub theme: u32,
    /// The activity.
    pub work: u32,
    /// The provider it is bound to, or the first.
    pub option: u8,
    /// Since when it waits; what it waited before a lead time came earlier.
    pub since: Ticks,
    /// Time in queues in all, lead time not counted.
    pub waited: Ticks,
}

/// A listener to a run.
pub trait Observer {
    /// Something happened at `now` to `theme`, number `index` of the run.
    fn observe(
        &mut self,
        plan: &Plan<'_>,
        now: Ticks,
        index: u32,
        theme: &ThemeRun,
        what: Happening,
    );

    /// What was known of the theme when the line that is told next decided, or when none did and
    /// what holds instead is told next. Of several lines the same may be told more than once.
    fn knew(&mut self, _plan: &Plan<'_>, _known: &mut dyn Iterator<Item = Known>) {}

    /// A function has so many slots from `now` on.
    fn capacity_changed(&mut self, _plan: &Plan<'_>, _now: Ticks, _function: u32, _slots: i64) {}

    /// Something about money that belongs to no theme.
    fn news(&mut self, _plan: &Plan<'_>, _now: Ticks, _what: MoneyNews) {}

    /// Whether it wants to be told of what the cost of work is made up.
    #[inline]
    fn follows_bookings(&self) -> bool {
        false
    }

    /// Work that starts was booked; told before its start, where [`Observer::follows_bookings`].
    fn booked(&mut self, _plan: &Plan<'_>, _now: Ticks, _booking: &Booking<'_>) {}

    /// The run is over.
    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>);
}

/// A listener that may not be there. Whatever a listener can be told is told through it.
impl<O: Observer> Observer for Option<O> {
    #[inline]
    fn observe(
        &mut self,
        plan: &Plan<'_>,
        now: Ticks,
        index: u32,
        theme: &ThemeRun,
        what: Happening,
    ) {
        if let Some(observer) = self {
            observer.observe(plan, now, index, theme, what);
        }
    }

    fn knew(&mut self, plan: &Plan<'_>, known: &mut dyn Iterator<Item = Known>) {
        if let Some(observer) = self {
            observer.knew(plan, known);
        }
    }

    fn capacity_changed(&mut self, plan: &Plan<'_>, now: Ticks, function: u32, slots: i64) {
        if let Some(observer) = self {
            observer.capacity_changed(plan, now, function, slots);
        }
    }

    fn news(&mut self, plan: &Plan<'_>, now: Ticks, what: MoneyNews) {
        if let Some(observer) = self {
            observer.news(plan, now, what);
        }
    }

    #[inline]
    fn follows_bookings(&self) -> bool {
        self.as_ref().is_some_and(Observer::follows_bookings)
    }

    fn booked(&mut self, plan: &Plan<'_>, now: Ticks, booking: &Booking<'_>) {
        if let Some(observer) = self {
            observer.booked(plan, now, booking);
        }
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        if let Some(observer) = self {
            observer.run_ended(plan, end);
        }
    }
}

/// Two listeners, each told everything.
impl<A: Observer, B: Observer> Observer for (A, B) {
    #[inline]
    fn observe(
        &mut self,
        plan: &Plan<'_>,
        now: Ticks,
        index: u32,
        theme: &ThemeRun,
        what: Happening,
    ) {
        self.0.observe(plan, now, index, theme, what);
        self.1.observe(plan, now, index, theme, what);
    }

    fn knew(&mut self, plan: &Plan<'_>, known: &mut dyn Iterator<Item = Known>) {
        // What is known is told once.
        let known: Vec<Known> = known.collect();
        self.0.knew(plan, &mut known.iter().copied());
        self.1.knew(plan, &mut known.iter().copied());
    }

    fn capacity_changed(&mut self, plan: &Plan<'_>, now: Ticks, function: u32, slots: i64) {
        self.0.capacity_changed(plan, now, function, slots);
        self.1.capacity_changed(plan, now, function, slots);
    }

    fn news(&mut self, plan: &Plan<'_>, now: Ticks, what: MoneyNews) {
        self.0.news(plan, now, what);
        self.1.news(plan, now, what);
    }

    #[inline]
    fn follows_bookings(&self) -> bool {
        self.0.follows_bookings() || self.1.follows_bookings()
    }

    fn booked(&mut self, plan: &Plan<'_>, now: Ticks, booking: &Booking<'_>) {
        if self.0.follows_bookings() {
            self.0.booked(plan, now, booking);
        }
        if self.1.follows_bookings() {
            self.1.booked(plan, now, booking);
        }
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        self.0.run_ended(plan, end);
        self.1.run_ended(plan, end);
    }
}
