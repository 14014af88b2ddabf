//! How the Office selects themes and orders them: review dates, scrutiny, priorities, withdrawals,
//! publications (GOV-2, GOV-4, SEL-2 to SEL-12).

use super::{Activity, Quantity, Ticks};

/// How the Office selects themes (GOV-1, GOV-2).
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Review dates within the horizon, growing: only then themes are admitted and priorities
    /// change.
    pub reviews: Vec<Ticks>,
    /// Whether an admission takes effect at the next date of the Council.
    pub council_confirms: bool,
    /// Scrutiny and strategy, with precedence (SEL-6, SEL-7); empty: nothing is looked into.
    pub activities: Vec<Activity>,
    /// What happens to a theme whose target is not identified (SEL-2).
    pub target_missing: TargetMissing,
    /// Months until a theme that was sent back returns (SEL-2).
    pub return_months: Quantity,
    /// Probability that it returns (SEL-2).
    pub return_probability: Quantity,
    /// Whether a theme is admitted only when its rights are sorted (SEL-9).
    pub rights_required: bool,
    /// A theme is deferred while those whom its first stage needs are as busy as this: activities
    /// in work and waiting, per slot (SEL-7).
    pub most_load: Option<Quantity>,
    /// What the network can accommodate in a fiscal year for the first stages of new themes beyond
    /// their own funds (SEL-5).
    pub funds_per_year: Option<Quantity>,
    /// Whether the providers of the first stage are fixed on admission (SEL-12).
    pub order_of_support: bool,
    /// At most so many themes are admitted on a review date.
    pub admissions_per_review: Option<Quantity>,
}

/// What happens to a theme whose target is not identified (SEL-2).
#[derive(Clone, Debug, PartialEq)]
pub enum TargetMissing {
    /// It begins with the stage of this id, where its route has it, else with the first.
    TargetSearch(String),
    /// It goes back to its proposer.
    SendBack,
}

/// What ranks themes in every queue and at reviews (SEL-8).
#[derive(Clone, Debug, PartialEq)]
pub struct Priority {
    /// Weights of the scores, in the order of [`super::CRITERIA`].
    pub weights: [Quantity; super::CRITERIA.len()],
    /// What being below its target share by 1 adds for themes of an area.
    pub balance_weight: Quantity,
    /// Weights of the target shares: (index into [`super::Model::areas`], weight).
    pub balance: Vec<(usize, Quantity)>,
    /// What being below its target share by 1 adds for themes in a stage.
    pub pipeline_weight: Quantity,
    /// Weights of the target shares: (stage id, weight).
    pub pipeline: Vec<(String, Quantity)>,
}

/// Proposers who ask to withdraw from the contract (SEL-10).
#[derive(Clone, Debug, PartialEq)]
pub struct Withdrawal {
    /// Requests per year and theme in the network.
    pub rate_per_year: Quantity,
}

/// The publication of a theme's results (SEL-3, INC-5).
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// Months from admission to the publication its proposer plans.
    pub after_months: Quantity,
    /// Whether it is put off until the patent is filed, where the route has one.
    pub waits_for_filing: bool,
    /// What the network pays for it.
    pub cost: Quantity,
    /// Who books the cost: an index into [`super::Model::institutes`].
    pub institute: Option<usize>,
    /// Multiplies the interest of companies where results are published before the filing.
    pub interest_factor: Quantity,
}

/// What a theme brings when it asks for support.
#[derive(Clone, Debug, PartialEq)]
pub struct Readiness {
    /// Probability that its target is identified (SEL-2).
    pub target_identified: Quantity,
    /// Probability that its rights are sorted when it comes (SEL-9).
    pub rights_sorted: Quantity,
    /// Months until they are, where they are not.
    pub rights_months: Quantity,
}

/// An application for a grant that the Office follows from the start (SEL-11).
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// Probability that it is awarded.
    pub odds: Quantity,
    /// Months from the theme's arrival to the award.
    pub months: Quantity,
    /// What it adds to the funds of the theme.
    pub amount: Quantity,
    /// Whether a theme without the grant goes on all the same.
    pub goes_on_without: bool,
}
