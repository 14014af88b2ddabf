//! The planners' questions: what is counted, over many runs, and the tables that answer.
//!
//! [`Layout`] says which cells a run has, [`Tally`] fills them while the engine tells what happens,
//! [`simulate`] does so for many runs at once, and one file per question turns the accumulators
//! into plain tables.

mod anatomy;
mod bring_forward;
mod budget;
mod capacity;
mod caps;
pub mod compare;
mod endings;
mod experiment;
mod figures;
pub mod forecast;
pub mod headline;
mod layout;
mod licensing;
mod links;
mod outcomes;
mod parameters;
mod purses;
pub mod ranking;
pub mod request;
mod selection;
pub mod slots;
mod summary;
pub mod sweep;
mod table;
mod tally;
mod targets;
mod themes;
pub mod trace;
mod variance;
mod waiting;
mod watch;
mod words;
mod yearly;

pub use caps::CapTotals;
pub use endings::Told;
pub use experiment::{
    Alone, Beside, Effort, Listener, Sample, Settings, Stopped, simulate, simulate_beside,
};
pub use figures::{Figures, LEVEL};
pub use layout::{Ending, Headline, Layout, OpenState, Slice};
pub use licensing::LicensingCells;
pub use summary::{Success, Tight, Valley};

/// Which figures a stage, a function, and a theme have in every run.
pub mod cells {
    pub use super::caps::{CapCells, cap};
    pub use super::layout::{flow, selection, theme, usage};
    pub use super::licensing::count as licensing;
    pub use super::purses::{PurseCells, outturn};
}
pub use anatomy::{Anatomy, AnatomyLine, Source};
pub use parameters::{describe_distribution, parameters};
pub use purses::PurseTotals;
pub use table::{Column, Table, Value};
pub use tally::{Tally, Totals};
pub use watch::Watch;

/// All tables of a sample, in the order in which a planner reads them.
pub fn tables(figures: &Figures<'_>) -> Vec<Table> {
    let mut tables = vec![outcomes::outcomes(figures), outcomes::licences(figures)];
    if let Some(cells) = &figures.layout.licensing {
        tables.push(licensing::licensing(figures, cells));
        tables.push(licensing::income(figures, cells));
    }
    if figures.layout.selects {
        tables.push(selection::selection(figures));
    }
    tables.extend([
        outcomes::stage_flow(figures),
        outcomes::times(figures),
        outcomes::time_to_licence(figures),
        capacity::capacity(figures),
        budget::budget(figures),
        yearly::yearly(figures),
        themes::themes(figures),
        variance::variance(figures),
        parameters::parameters(figures.model),
    ]);
    if !figures.model.links.is_empty() {
        tables.push(links::links(figures.model));
    }
    tables.extend(purses::tables(figures));
    tables.extend(yearly::shortages(figures));
    tables.extend(targets::tables(figures));
    if !figures.layout.caps.limits.is_empty() {
        tables.push(caps::caps(figures));
    }
    tables
}
