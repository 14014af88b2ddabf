//! Work of listed themes that waits when a run starts: for money or for slots, whether it starts
//! within the fiscal year, and what of it is paid in it (BUD-9).
//!
//! The question of every autumn is what could be brought forward with money that would lapse. So
//! the activities are watched of the stage in which each theme stands that is there from the start.

use crate::engine::{Booking, Happening, MoneyEvent, Origin, Plan, ThemeRun};
use crate::model::Ticks;

/// What is counted of work that may wait at the start, `[figure]`.
pub mod fate {
    /// Runs in which it waits when all has started that could.
    pub const WAITS: usize = 0;
    /// Of these, runs in which it waits for money.
    pub const FOR_MONEY: usize = 1;
    /// Of these, runs in which it starts within the fiscal year of the start.
    pub const STARTS: usize = 2;
    /// Runs in which it starts within that year, at once or later, and was not under way.
    pub const BEGINS: usize = 3;
    /// Of these, runs in which all of its price is paid within that year.
    pub const PAID: usize = 4;
    /// What of its price falls due within that year, of those that start.
    pub const DUE: usize = 5;
    /// Its price, whenever it falls due, of those that start.
    pub const PRICE: usize = 6;
    /// The priority of its theme in thousandths, of runs in which it waits.
    pub const PRIORITY: usize = 7;
    /// How many figures there are.
    pub const COUNT: usize = 8;
}

/// An activity that may wait at the start.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CandidateWork {
    /// The theme: an index into [`crate::model::Model::themes`].
    pub theme: usize,
    /// The activity, in the engine's numbers.
    pub work: u32,
}

/// The activities watched, sorted.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidates {
    /// One for each activity of the stage in which a theme stands at the start.
    pub list: Vec<CandidateWork>,
}

impl Candidates {
    pub(super) fn new(plan: &Plan<'_>) -> Candidates {
        let themes = plan.model().themes.iter().enumerate();
        let present = themes.filter(|(_, theme)| theme.arrives <= Ticks::ZERO);
        let list = present.flat_map(|(number, theme)| {
            let works = plan.works_of_stage(theme.route, theme.stage);
            works.map(move |work| CandidateWork {
                theme: number,
                work,
            })
        });
        let mut list: Vec<CandidateWork> = list.collect();
        list.sort_unstable();
        Candidates { list }
    }

    fn find(&self, theme: &ThemeRun, work: u32) -> Option<usize> {
        let Origin::Listed(listed) = theme.origin else {
            return None;
        };
        let wanted = CandidateWork {
            theme: listed as usize,
            work,
        };
        self.list.binary_search(&wanted).ok()
    }
}

/// The candidates of the present run, `[candidate][figure]`.
#[derive(Clone, Debug)]
pub(super) struct WaitingRun {
    figures: Vec<[i64; fate::COUNT]>,
    /// What was booked last: due in the first fiscal year, and the whole price.
    booked: (i64, i64),
}

impl WaitingRun {
    pub fn new(candidates: &Candidates) -> WaitingRun {
        WaitingRun {
            figures: vec![[0; fate::COUNT]; candidates.list.len()],
            booked: (0, 0),
        }
    }

    /// Work is booked that starts now.
    pub fn booked(&mut self, booking: &Booking<'_>) {
        let due = booking.due.iter().filter(|(year, _)| *year == 0);
        let due = due.fold(0_i64, |sum, (_, amount)| sum.saturating_add(*amount));
        self.booked = (due, booking.price);
    }

    /// Something happened to a theme.
    pub fn happened(
        &mut self,
        candidates: &Candidates,
        plan: &Plan<'_>,
        now: Ticks,
        theme: &ThemeRun,
        what: Happening,
    ) {
        let at_start = now == Ticks::ZERO;
        match what {
            Happening::Joined { work } if at_start => {
                if let Some(place) = candidates.find(theme, work) {
                    let figures = &mut self.figures[place];
                    figures[fate::WAITS] = 1;
                    figures[fate::PRIORITY] = (theme.priority * 1000.0).round() as i64;
                }
            }
            Happening::Money(MoneyEvent::WaitsForMoney { work, .. }) if at_start => {
                if let Some(place) = candidates.find(theme, work) {
                    self.figures[place][fate::FOR_MONEY] = 1;
                }
            }
            Happening::LeadBegan { work, .. } if at_start => {
                // A provider prepares: it waits for nobody.
                if let Some(place) = candidates.find(theme, work) {
                    self.figures[place][fate::WAITS] = 0;
                    self.figures[place][fate::FOR_MONEY] = 0;
                }
            }
            Happening::Started {
                work,
                repeat: 0,
                under_way: false,
                ..
            } => {
                let (due, price) = std::mem::take(&mut self.booked);
                let Some(place) = candidates.find(theme, work) else {
                    return;
                };
                let figures = &mut self.figures[place];
                let begun = figures[fate::BEGINS] == 1;
                if begun || plan.model().calendar.year_of(now) > 0 {
                    return;
                }
                if at_start {
                    figures[fate::WAITS] = 0;
                    figures[fate::FOR_MONEY] = 0;
                }
                figures[fate::STARTS] = figures[fate::WAITS];
                figures[fate::BEGINS] = 1;
                figures[fate::PAID] = i64::from(due == price);
                figures[fate::DUE] = due;
                figures[fate::PRICE] = price;
            }
            _ => {}
        }
    }

    /// Hands the figures of the run over and clears them.
    pub fn close(&mut self, mut each: impl FnMut(usize, usize, i64)) {
        for (candidate, figures) in self.figures.iter_mut().enumerate() {
            if figures[fate::WAITS] == 0 {
                figures[fate::PRIORITY] = 0;
            }
            for (what, value) in figures.iter_mut().enumerate() {
                each(candidate, what, std::mem::take(value));
            }
        }
    }
}
