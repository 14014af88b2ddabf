//! The lines of one run, filled while the engine tells what is booked.

use super::{Anatomy, AnatomyTotals, Source, UNIT, award_number, stated};
use crate::analysis::layout::Layout;
use crate::engine::{
    Booking, Happening, LicensingEvent, MoneyEvent, MoneyNews, Plan, ProposerEvent, ThemeRun,
};
use crate::model::{
    Calendar, ITEM_INCENTIVES, ITEM_IP, ITEM_MEETINGS, Quantity, TICKS_PER_YEAR, Ticks,
};

/// What a line comes to in a run, or in many.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
struct Sum {
    amount: i64,
    /// In millionths.
    units: i64,
    pieces: i64,
}

/// The lines of the present run.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct AnatomyRun {
    sums: Vec<Sum>,
}

impl AnatomyRun {
    pub fn new(anatomy: &Anatomy) -> AnatomyRun {
        AnatomyRun {
            sums: vec![Sum::default(); anatomy.lines.len()],
        }
    }

    fn add(&mut self, anatomy: &Anatomy, part: Option<usize>, source: Source, sum: Sum) {
        let place = part.and_then(|part| anatomy.place(part, source));
        if let Some(place) = place {
            self.add_at(place, sum);
        }
    }

    fn add_at(&mut self, place: usize, sum: Sum) {
        let known = &mut self.sums[place];
        known.amount = known.amount.saturating_add(sum.amount);
        known.units = known.units.saturating_add(sum.units);
        known.pieces += sum.pieces;
    }

    /// Work was booked.
    pub fn booked(&mut self, anatomy: &Anatomy, booking: &Booking<'_>) {
        let due = booking.due.iter().filter(|(year, _)| *year == anatomy.year);
        let due = due.fold(0_i64, |sum, (_, amount)| sum.saturating_add(*amount));
        let whole: f64 = booking.components.iter().map(|part| part.amount).sum();
        if due == 0 || whole <= 0.0 {
            return;
        }
        let share = due as f64 / whole;
        let (mut reached, mut told) = (0.0, 0_i64);
        let places = &anatomy.of_option[booking.work as usize][usize::from(booking.option)];
        for component in booking.components {
            reached += component.amount;
            // Rounded sums, not summed roundings: the parts come to the whole.
            let until = (due as f64 * (reached / whole)).round() as i64;
            let amount = until - told;
            told = until;
            let place = places.iter().find(|(price, _)| *price == component.price);
            if let Some((_, place)) = place {
                let units = (component.units * share * UNIT).round() as i64;
                let pieces = 1;
                self.add_at(
                    *place,
                    Sum {
                        amount,
                        units,
                        pieces,
                    },
                );
            }
        }
    }

    /// Something was paid for a theme.
    pub fn happened(
        &mut self,
        anatomy: &Anatomy,
        plan: &Plan<'_>,
        now: Ticks,
        theme: &ThemeRun,
        what: Happening,
    ) {
        let model = plan.model();
        let paid_in = |now: Ticks| model.calendar.year_until(now);
        let part = |item: usize, institute: Option<usize>| {
            let part = (item as u32, institute.map(|institute| institute as u32));
            plan.parts().binary_search(&part).ok()
        };
        let patent = model.routes[theme.route as usize].patent.as_ref();
        let of_patent = |cost: fn(&crate::model::Patent) -> Quantity| {
            let patent = patent?;
            Some((part(ITEM_IP, Some(patent.institute)), stated(cost(patent))?))
        };
        let one = |amount| Sum {
            amount,
            units: UNIT as i64,
            pieces: 1,
        };
        let mut year = paid_in(now);
        let (part, source, sum) = match what {
            Happening::PatentFiled { cost } => match of_patent(|patent| patent.filing_cost) {
                Some((part, id)) => (part, Source::PatentFiling(id), one(cost)),
                None => return,
            },
            Happening::PatentKept { cost }
            | Happening::Licensing(LicensingEvent::PatentResumed { cost }) => {
                match of_patent(|patent| patent.cost_per_year) {
                    Some((part, id)) => (part, Source::PatentYear(id), one(cost)),
                    None => return,
                }
            }
            Happening::Money(MoneyEvent::Award {
                award,
                institute,
                amount,
            }) => {
                let part = part(ITEM_INCENTIVES, Some(institute as usize));
                (part, Source::Award(award_number(award)), one(amount))
            }
            Happening::Money(MoneyEvent::Meetings { amount }) => {
                year = year_of_meetings(&model.calendar, now);
                let Some(incentives) = &model.money.incentives else {
                    return;
                };
                let part = part(ITEM_MEETINGS, Some(incentives.institute));
                let each = model.mean(incentives.cost_per_meeting);
                let meetings = if each > 0.0 {
                    amount as f64 / each
                } else {
                    0.0
                };
                let units = (meetings * UNIT).round() as i64;
                let pieces = 1;
                let sum = Sum {
                    amount,
                    units,
                    pieces,
                };
                (part, Source::Meetings, sum)
            }
            Happening::Money(MoneyEvent::Signed { signed, amount }) => {
                return self.signed(anatomy, plan, signed, amount);
            }
            Happening::Proposer(ProposerEvent::Published { cost, .. }) if cost > 0 => {
                let publication = model.publication.as_ref();
                let institute = publication.and_then(|publication| publication.institute);
                let part = part(ITEM_INCENTIVES, institute);
                (part, Source::Publication, one(cost))
            }
            _ => return,
        };
        if year == anatomy.year && sum.amount != 0 {
            self.add(anatomy, part, source, sum);
        }
    }

    fn signed(&mut self, anatomy: &Anatomy, plan: &Plan<'_>, number: u32, amount: i64) {
        let model = plan.model();
        let signed = &model.money.signed[number as usize];
        if amount == 0 || model.calendar.year_until(signed.due) != anatomy.year {
            return;
        }
        let part = (signed.item as u32, Some(signed.institute as u32));
        let part = plan.parts().binary_search(&part).ok();
        let sum = Sum {
            amount,
            units: UNIT as i64,
            pieces: 1,
        };
        self.add(anatomy, part, Source::Signed(number as usize), sum);
    }

    /// Something was paid that belongs to no theme.
    pub fn news(&mut self, anatomy: &Anatomy, plan: &Plan<'_>, now: Ticks, what: MoneyNews) {
        let model = plan.model();
        let calendar = &model.calendar;
        let part = |item: usize, institute: usize| {
            let part = (item as u32, Some(institute as u32));
            plan.parts().binary_search(&part).ok()
        };
        let (year, part, source, amount, units) = match what {
            MoneyNews::Standing {
                standing,
                year,
                amount,
                ..
            } => {
                let cost = &model.money.standing[standing as usize];
                let (from, until) = calendar.year_span(year as usize);
                let span = until.min(cost.until).0 - from.max(cost.from).0;
                let units = span.max(0) as f64 / TICKS_PER_YEAR as f64;
                let part = part(cost.item, cost.institute);
                let source = Source::Standing(standing as usize);
                (year as usize, part, source, amount, units)
            }
            MoneyNews::Used { standing, amount } => {
                let cost = &model.money.standing[standing as usize];
                let part = part(cost.item, cost.institute);
                let source = Source::DatabaseUse(standing as usize);
                (calendar.year_until(now), part, source, amount, 1.0)
            }
            MoneyNews::Actual { actual, amount } => {
                let paid = &model.money.actual[actual as usize];
                let part = part(paid.item, paid.institute);
                (0, part, Source::Actual(actual as usize), amount, 1.0)
            }
            MoneyNews::Signed { signed, amount } => {
                return self.signed(anatomy, plan, signed, amount);
            }
            _ => return,
        };
        if year == anatomy.year && amount != 0 {
            let units = (units * UNIT).round() as i64;
            let sum = Sum {
                amount,
                units,
                pieces: 1,
            };
            self.add(anatomy, part, source, sum);
        }
    }

    /// The run is over: its year goes into the totals.
    pub fn close(
        &mut self,
        anatomy: &Anatomy,
        layout: &Layout,
        cells: &[i64],
        world: u64,
        totals: &mut AnatomyTotals,
    ) {
        let amounts = anatomy.slices.iter();
        let parts: Vec<i64> = amounts
            .map(|slice| cells[layout.slice(*slice, anatomy.year)])
            .collect();
        let mut rest = parts.clone();
        for (line, sum) in anatomy.lines.iter().zip(&self.sums) {
            rest[line.part] = rest[line.part].saturating_sub(sum.amount);
        }
        for (line, sum) in anatomy.lines.iter().zip(&mut self.sums) {
            if line.source == Source::Rest && rest[line.part] != 0 {
                *sum = Sum {
                    amount: rest[line.part],
                    units: UNIT as i64,
                    pieces: 1,
                };
            }
        }
        let total = parts
            .iter()
            .fold(0_i64, |sum, part| sum.saturating_add(*part));
        totals.parts.record(world, total, &parts);
        let lines = self.sums.iter();
        let columns: Vec<i64> = lines
            .flat_map(|sum| [sum.amount, sum.units, sum.pieces])
            .collect();
        totals.lines.record(world, total, &columns);
        self.sums.fill(Sum::default());
    }
}

/// The fiscal year to which meetings belong: those paid when a year ends belong to that year.
fn year_of_meetings(calendar: &Calendar, now: Ticks) -> usize {
    let year = calendar.year_until(now);
    match now > Ticks::ZERO && calendar.year_span(year).0 == now {
        true => year - 1,
        false => year,
    }
}
