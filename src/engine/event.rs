//! The event list: what is going to happen, in the written order of same-time events.
//!
//! At one instant the order is: calendar (capacity changes, patent anniversaries, providers that
//! open after a wait), ends (work, lead times), then — handled by the loop, not by the list —
//! gates, then arrivals, review dates, Council dates, then starts. Ties within a phase go by theme, then activity.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::model::Ticks;

/// What is going to happen.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The slots of a function change to what its schedule says at this place.
    Capacity { function: u32, step: u32 },
    /// The patent of a theme is due for its yearly cost.
    Anniversary { theme: u32 },
    /// A provider opens for an activity that has waited long enough.
    Opens { theme: u32, job: u32, option: u8 },
    /// The lead time of an activity is over.
    LeadEnds { theme: u32, job: u32 },
    /// Work ends.
    WorkEnds { theme: u32, job: u32 },
    /// Something of a theme that has its time: `occurrence` tells which of several.
    Timer {
        theme: u32,
        what: Timer,
        occurrence: u32,
    },
    /// A fiscal year begins: the first of all at its instant.
    FiscalYear { year: u32 },
    /// The month in which a budget is requested or drafted begins (BUD-1).
    BudgetDate { number: u32 },
    /// A review date of the Office (GOV-2).
    Review { number: u32 },
    /// A date of the Council (GOV-4).
    Council { number: u32 },
    /// A listed theme comes to the network.
    ThemeArrives { listed: u32 },
    /// The next theme of a channel comes.
    ChannelDelivers { channel: u32 },
}

/// What of a theme has its time.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Timer {
    /// Its rights are sorted (SEL-9).
    RightsSorted,
    /// It returns after it was sent back (SEL-2).
    Returns,
    /// The grant it applied for is decided (SEL-11).
    GrantDecided,
    /// Its proposer asks to withdraw (SEL-10).
    AsksToWithdraw,
    /// Its results are published (SEL-3).
    Published,
    /// Other bodies answer whether they grant risk relief (LIC-6).
    ReliefDecided,
    /// A stage of the licensee ends: licence and stage.
    LicenseeEnds,
    /// The licensee gives up for its own reasons (LIC-11): licence and stage.
    LicenseeGivesUp,
    /// A year's royalty is due: licence and year.
    RoyaltyDue,
}

impl Timer {
    const ALL: [Timer; 9] = [
        Timer::RightsSorted,
        Timer::Returns,
        Timer::GrantDecided,
        Timer::AsksToWithdraw,
        Timer::Published,
        Timer::ReliefDecided,
        Timer::LicenseeEnds,
        Timer::LicenseeGivesUp,
        Timer::RoyaltyDue,
    ];
}

/// The phase up to which events precede gates.
pub(crate) const PHASE_ENDS: u64 = 1;

const TIME_SHIFT: u32 = 72;
const PHASE_SHIFT: u32 = 64;

/// Pending events, earliest first.
///
/// A binary heap of packed 128-bit keys: time (56 bits), phase (8), theme (24), kind (7),
/// option (5), index (28). The key is the whole event, so that nothing else is stored and ties
/// are decided by what the event is.
#[derive(Debug, Default)]
pub(crate) struct EventList {
    heap: BinaryHeap<Reverse<u128>>,
}

impl EventList {
    pub fn clear(&mut self) {
        self.heap.clear();
    }

    /// The time and phase of the next event.
    #[inline]
    pub fn next(&self) -> Option<(Ticks, u64)> {
        self.heap.peek().map(|Reverse(key)| {
            (
                Ticks((key >> TIME_SHIFT) as i64),
                (key >> PHASE_SHIFT) as u64 & 0xff,
            )
        })
    }

    /// Adds an event at `time`, which must not be negative.
    #[inline]
    pub fn push(&mut self, time: Ticks, event: Event) {
        self.heap.push(Reverse(pack(time, event)));
    }

    /// Takes the next event.
    #[inline]
    pub fn pop(&mut self) -> Option<Event> {
        self.heap.pop().map(|Reverse(key)| unpack(key))
    }
}

#[inline]
fn pack(time: Ticks, event: Event) -> u128 {
    let (phase, kind, theme, option, index) = match event {
        Event::FiscalYear { year } => (0, 0, 0, 0, year),
        Event::Capacity { function, step } => (0, 1, function, 0, step),
        Event::Anniversary { theme } => (0, 2, theme, 0, 0),
        Event::Opens { theme, job, option } => (0, 3, theme, option, job),
        Event::LeadEnds { theme, job } => (1, 4, theme, 0, job),
        Event::WorkEnds { theme, job } => (1, 5, theme, 0, job),
        Event::ThemeArrives { listed } => (2, 6, listed, 0, 0),
        Event::ChannelDelivers { channel } => (2, 7, channel, 0, 0),
        Event::Timer {
            theme,
            what,
            occurrence,
        } => (1, 8, theme, what as u8, occurrence),
        Event::Review { number } => (3, 9, 0, 0, number),
        Event::Council { number } => (4, 10, 0, 0, number),
        Event::BudgetDate { number } => (0, 11, 0, 0, number),
    };
    let low = u64::from(theme) << 40 | kind << 33 | u64::from(option) << 28 | u64::from(index);
    (time.0 as u128) << TIME_SHIFT | u128::from(phase as u64) << PHASE_SHIFT | u128::from(low)
}

#[inline]
fn unpack(key: u128) -> Event {
    let low = key as u64;
    let (theme, index) = ((low >> 40) as u32, low as u32 & 0xfff_ffff);
    match low >> 33 & 127 {
        0 => Event::FiscalYear { year: index },
        1 => Event::Capacity {
            function: theme,
            step: index,
        },
        2 => Event::Anniversary { theme },
        3 => Event::Opens {
            theme,
            job: index,
            option: (low >> 28 & 31) as u8,
        },
        4 => Event::LeadEnds { theme, job: index },
        5 => Event::WorkEnds { theme, job: index },
        6 => Event::ThemeArrives { listed: theme },
        7 => Event::ChannelDelivers { channel: theme },
        8 => Event::Timer {
            theme,
            what: Timer::ALL[(low >> 28 & 31) as usize],
            occurrence: index,
        },
        9 => Event::Review { number: index },
        10 => Event::Council { number: index },
        _ => Event::BudgetDate { number: index },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_event_survives_packing() {
        for event in [
            Event::Capacity {
                function: 7,
                step: 3,
            },
            Event::Anniversary {
                theme: (1 << 24) - 1,
            },
            Event::Opens {
                theme: 5,
                job: (1 << 28) - 1,
                option: 31,
            },
            Event::LeadEnds { theme: 0, job: 9 },
            Event::WorkEnds { theme: 12, job: 0 },
            Event::ThemeArrives { listed: 4 },
            Event::ChannelDelivers { channel: 2 },
            Event::FiscalYear { year: 9 },
            Event::Review { number: 120 },
            Event::Council { number: 40 },
            Event::BudgetDate { number: 7 },
        ]
        .into_iter()
        .chain(Timer::ALL.map(|what| Event::Timer {
            theme: 3,
            what,
            occurrence: (1 << 28) - 1,
        })) {
            assert_eq!(unpack(pack(Ticks(1 << 40), event)), event);
        }
    }

    #[test]
    fn at_one_instant_the_calendar_precedes_ends_and_ends_precede_arrivals() {
        let mut list = EventList::default();
        let in_order = [
            Event::Capacity {
                function: 9,
                step: 1,
            },
            Event::WorkEnds { theme: 3, job: 8 },
            Event::WorkEnds { theme: 4, job: 1 },
            Event::ThemeArrives { listed: 0 },
        ];
        for event in in_order.iter().rev() {
            list.push(Ticks(5), *event);
        }
        list.push(Ticks(4), Event::ChannelDelivers { channel: 0 });
        assert_eq!(list.pop(), Some(Event::ChannelDelivers { channel: 0 }));
        for event in in_order {
            assert_eq!(list.pop(), Some(event));
        }
        assert_eq!(list.pop(), None);
    }
}
