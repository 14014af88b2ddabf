//! The simulation of one run: clock, event list, state, and one file per chapter of the rule book.
//!
//! A [`Plan`] lays the model out once; a [`Simulator`] owns the state and is used for one run
//! after the other, without allocating once it has grown. What happens is told to an
//! [`Observer`]; the ledger is state. The engine does no input or output and knows no statistics.
//!
//! # Order of things
//!
//! At one instant: calendar, ends, gates, arrivals, then starts, repeated until nothing changes.
//! Starts are decided by one scan of all waiting activities in the order of priority, time of
//! joining, and theme; each takes the first of its providers where all its needs fit, and one
//! that does not fit does not hold up those behind it. Ends at the horizon count, starts there
//! do not.

mod accounts;
mod arrivals;
mod booking;
mod capacity_check;
mod caps;
mod compile;
mod compile_channel;
mod compile_dependence;
mod compile_selection;
mod compile_work;
mod contracts;
mod decisions;
mod dependence;
mod event;
mod incentives;
mod ledger;
mod licensing;
mod money_event;
mod money_plan;
mod money_waits;
mod observer;
mod plan;
mod pricing;
mod priorities;
mod proposer;
mod providers;
mod purses;
mod selection;
mod shared;
mod simulator;
mod stages;
mod standing;
mod state;
mod theme_costs;
mod valuation;
mod work;
mod world;

pub use accounts::{Account, Accounts};
pub use booking::{Booking, Component, WorkPrice};
pub use ledger::Ledger;
pub use licensing::{Beneficiary, IncomeLine, LicensingEvent, Payment};
pub use money_event::{Award, Books, CapYear, MoneyEvent, MoneyNews, Outturn};
pub use observer::{Happening, Known, Observer, Reason, Refusal, RunEnd, Waiting};
pub use plan::{Line, Place, Plan};
pub use proposer::ProposerEvent;
pub use selection::{Deferral, SelectionEvent};
pub use simulator::{Simulator, unknown_values};
pub use state::{Candidate, Fate, Origin, ThemeRun};
pub use theme_costs::ThemeCosts;
pub use valuation::Worth;
pub use world::World;
