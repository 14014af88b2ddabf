//! What the cost of a piece of work is made up of: units and unit prices (BUD-5).
//!
//! The ledger knows amounts. Whoever has to lay out a request also needs to know of how many
//! slot-months and jobs at what price they consist; it is worked out only for an observer that
//! asks ([`Observer::follows_bookings`](super::Observer::follows_bookings)).

use super::pricing::{Cost, Due, Start};
use super::simulator::Simulator;
use crate::model::Ticks;

/// A price by which work is paid.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkPrice {
    /// A function's price per slot and month, with the place of the function among the needs.
    SlotMonth(u8),
    /// A function's price per job, with the place of the function among the needs.
    Job(u8),
    /// The activity's own cost.
    Cost,
    /// The activity's own cost per month.
    CostPerMonth,
}

/// A part of the price of a piece of work.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Component {
    /// By which price.
    pub price: WorkPrice,
    /// Units of it in the whole work: slot-months, jobs, months.
    pub units: f64,
    /// What it comes to in the whole work, the provider's factor included.
    pub amount: f64,
}

/// Work that was booked just now.
#[derive(Copy, Clone, Debug)]
pub struct Booking<'a> {
    /// The theme, by its number in the run.
    pub theme: u32,
    /// The activity.
    pub work: u32,
    /// The provider, among the activity's options.
    pub option: u8,
    /// The ledger line, by its place in [`super::Plan::lines`].
    pub line: usize,
    /// What it is made up of; components without an amount are left out.
    pub components: &'a [Component],
    /// What falls due within the horizon, the proposer's share taken off: (fiscal year, amount), in
    /// the order of payments; a year may come several times.
    pub due: &'a [(usize, i64)],
    /// The price of what remains of it, whenever it falls due, the proposer's share taken off.
    pub price: i64,
}

impl Simulator<'_> {
    /// Tells what the cost of work that starts is made up of.
    #[cold]
    pub(super) fn tell_booking<O: super::Observer>(
        &self,
        start: Start,
        cost: Cost,
        observer: &mut O,
    ) {
        let plan = self.plan;
        let work = &plan.works[start.work as usize];
        let option = &work.options[usize::from(start.option)];
        let (entity, repeat) = (start.entity, start.repeat);
        let factor = self.number(option.cost_factor, entity, repeat);
        let mut components = Vec::new();
        let mut add = |price, units: f64, unit_price: f64| {
            let amount = units * unit_price * factor;
            if amount > 0.0 {
                components.push(Component {
                    price,
                    units,
                    amount,
                });
            }
        };
        for (place, (price, slots)) in option.slot_prices.iter().enumerate() {
            let units = slots * start.full_months;
            add(
                WorkPrice::SlotMonth(place as u8),
                units,
                self.number(*price, 0, 0),
            );
        }
        for (place, price) in option.job_prices.iter().enumerate() {
            add(WorkPrice::Job(place as u8), 1.0, self.number(*price, 0, 0));
        }
        add(WorkPrice::Cost, 1.0, self.number(work.cost, entity, repeat));
        let per_month = self.number(work.cost_per_month, entity, repeat);
        add(WorkPrice::CostPerMonth, start.full_months, per_month);
        let total: f64 = components.iter().map(|component| component.amount).sum();
        let lag = option.lag.map_or(Ticks::ZERO, |lag| {
            Ticks::from_months(self.number(lag, entity, repeat))
        });
        let due = Due {
            payments: option.payments.as_deref(),
            full_months: start.full_months,
            progress: start.progress,
            from: self.now,
            until: start.end,
            lag,
        };
        let borne = total * self.share_borne_by_network(start.theme, option.line);
        let (mut left, mut years) = (cost.covered, Vec::new());
        due.amounts(&plan.calendar, borne, &mut |year, amount| {
            // The proposer's funds pay first (SEL-5).
            let covered = left.min(amount);
            left -= covered;
            years.push((year, amount - covered));
        });
        observer.booked(
            plan,
            self.now,
            &Booking {
                theme: start.theme,
                work: start.work,
                option: start.option,
                line: option.line as usize,
                components: &components,
                due: &years,
                price: cost.price,
            },
        );
    }
}
