//! The words drawn in charts.

/// The words drawn in charts, in one language; English by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Language tag (BCP 47), by which a viewer chooses the forms of ideographs.
    pub language: &'static str,
    /// Sign before negative numbers; ministries print △ or ▲.
    pub minus: &'static str,
    /// The 10 % quantile.
    pub p10: &'static str,
    /// The 50 % quantile.
    pub median: &'static str,
    /// The 80 % quantile: what suffices with 80 %.
    pub p80: &'static str,
    /// The 90 % quantile.
    pub p90: &'static str,
    /// The band between the 10 % and the 90 % quantile.
    pub p10_to_p90: &'static str,
    /// The arithmetic mean.
    pub mean: &'static str,
    /// Themes that entered a stage.
    pub entered: &'static str,
    /// Themes that passed a stage.
    pub passed: &'static str,
    /// Themes that a company took while they were in a stage.
    pub taken: &'static str,
    /// Themes that failed on technical grounds.
    pub failed: &'static str,
    /// Themes stopped by a rule or withdrawn.
    pub stopped: &'static str,
    /// Themes still there at the horizon.
    pub unfinished: &'static str,
    /// Marks the stages that make up the valley of death.
    pub valley_of_death: &'static str,
    /// Share of slot time in use, with its unit, per cent.
    pub utilisation: &'static str,
    /// Mean number waiting.
    pub mean_queue: &'static str,
    /// The function has no slots in that year.
    pub not_offered: &'static str,
    /// Stands in an empty chart.
    pub no_data: &'static str,
    /// How to read a fan chart, for those who cannot see it.
    pub fan_reading: &'static str,
    /// How to read a flow chart, for those who cannot see it.
    pub flow_reading: &'static str,
    /// How to read a chart of use, for those who cannot see it.
    pub usage_reading: &'static str,
}

impl Words {
    /// British English.
    pub const ENGLISH: Words = Words {
        language: "en-GB",
        minus: "\u{2212}",
        p10: "P10",
        median: "median",
        p80: "P80",
        p90: "P90",
        p10_to_p90: "P10–P90",
        mean: "mean",
        entered: "entered",
        passed: "passed",
        taken: "to licensee",
        failed: "failed",
        stopped: "stopped or withdrawn",
        unfinished: "unfinished",
        valley_of_death: "valley of death",
        utilisation: "utilisation (%)",
        mean_queue: "mean number waiting, from 0.05",
        not_offered: "not offered",
        no_data: "no data",
        fan_reading: "Each fiscal year by itself: the band reaches from the amount not exceeded \
                      in 10 % of the runs (P10) to that not exceeded in 90 % (P90); lines mark \
                      the median, the mean and the amount that suffices in 80 % of the runs \
                      (P80).",
        flow_reading: "One bar per stage, grouped by route: its length is the mean number of \
                       themes per run that entered, split into passed, licensed while in the \
                       stage, failed, stopped by a rule or withdrawn, and unfinished at the horizon.",
        usage_reading: "One row per function, one column per fiscal year: the share of slot time \
                        in use in per cent, the darker the higher; the small number below it is \
                        the mean number waiting, shown from 0.05.",
    };
}

impl Default for Words {
    fn default() -> Words {
        Words::ENGLISH
    }
}
