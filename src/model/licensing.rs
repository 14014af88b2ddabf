//! The chapter of licensing: from the call for a licensee to royalties (LIC-1 to LIC-15).

use super::{Activity, CRITERIA, Quantity};
use crate::language::{Words, words};

/// The most calls for a licensee of one theme: with work that takes no time and rules that always
/// call again, a run would otherwise never end.
pub const MOST_CALLS: u16 = 250;

/// The most companies that can apply to one call.
pub const MOST_APPLICANTS: u32 = 1000;

/// The most stages of a licensee's development.
pub const MOST_DEVELOPMENT_STAGES: usize = 200;

/// How themes are licensed, and what follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Licensing {
    /// The public call (LIC-1).
    pub call: Activity,
    /// How many companies apply.
    pub applicants: Applicants,
    /// The tender among several applicants (LIC-2); absent: the highest bid wins at once.
    pub tender: Option<Tender>,
    /// Feasibility study, terms, due diligence, contract (LIC-8), in the order of
    /// [`LicensingStep::WITH_COMPANY`]; an absent one takes no time and never fails.
    pub steps: [Option<CompanyStep>; 4],
    /// What the data of each company that leaves after its feasibility study add to a theme's
    /// evidence (LIC-9).
    pub evidence_gain: Quantity,
    /// The kinds of licence that are agreed on, at least one that needs nothing (LIC-4).
    pub kinds: Vec<Licence>,
    /// How income is paid and divided (LIC-5, LIC-10, INC-4).
    pub income: LicensingIncome,
    /// What the Office asks other bodies for (LIC-6).
    pub risk_relief: Option<RiskRelief>,
    /// The stages of a licensee's development, in order.
    pub development: Vec<DevelopmentStage>,
    /// What a drug on the market pays.
    pub royalty: Option<Royalty>,
}

/// The number of companies that apply to a call.
///
/// Its mean is that of the offer point times all factors that apply to the theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Applicants {
    /// How far the number spreads around its mean: absent for Poisson, else the dispersion d of a
    /// negative binomial distribution with variance m + d m².
    pub dispersion: Option<Quantity>,
    /// Factor per unit of evidence (LIC-9).
    pub per_evidence: Quantity,
    /// Factor per call before.
    pub per_previous_call: Quantity,
    /// Factors by modality: (index into [`super::Model::modalities`], factor).
    pub modalities: Vec<(usize, Quantity)>,
    /// Factors by disease area: (index into [`super::Model::areas`], factor).
    pub areas: Vec<(usize, Quantity)>,
    /// Factors per point of each score above `reference_score`, in the order of [`CRITERIA`].
    pub scores: [Option<Quantity>; CRITERIA.len()],
    /// The score at which these factors are 1.
    pub reference_score: Quantity,
}

/// The tender among several applicants (LIC-2).
#[derive(Clone, Debug, PartialEq)]
pub struct Tender {
    /// Its work.
    pub work: Activity,
    /// The weight of the proposer's wishes against the bid, 0 to 1.
    pub wish_weight: Quantity,
    /// Whether a single applicant goes through it too; else it needs none (LIC-15).
    pub for_single_applicant: bool,
}

/// A step of the selected company on the way to the contract (LIC-8).
#[derive(Clone, Debug, PartialEq)]
pub struct CompanyStep {
    /// Its work.
    pub work: Activity,
    /// Probability that the company goes on.
    pub odds: Quantity,
}

/// A piece of work of a licensing process.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LicensingStep {
    /// The public call (LIC-1).
    Call,
    /// The tender (LIC-2).
    Tender,
    /// The company's feasibility study under a secrecy agreement (LIC-8).
    FeasibilityStudy,
    /// Strategy and terms are agreed with the proposer (LIC-8).
    Terms,
    /// The company's due diligence (LIC-8).
    DueDiligence,
    /// The contract (LIC-8).
    Contract,
}

impl LicensingStep {
    /// All steps in order.
    pub const ALL: [LicensingStep; 6] = [
        LicensingStep::Call,
        LicensingStep::Tender,
        LicensingStep::FeasibilityStudy,
        LicensingStep::Terms,
        LicensingStep::DueDiligence,
        LicensingStep::Contract,
    ];

    /// The steps of the selected company.
    pub const WITH_COMPANY: [LicensingStep; 4] = [
        LicensingStep::FeasibilityStudy,
        LicensingStep::Terms,
        LicensingStep::DueDiligence,
        LicensingStep::Contract,
    ];

    /// Its key in the scenario.
    pub fn key(self) -> &'static str {
        match self {
            LicensingStep::Call => "call",
            LicensingStep::Tender => "tender",
            LicensingStep::FeasibilityStudy => "feasibility_study",
            LicensingStep::Terms => "terms",
            LicensingStep::DueDiligence => "due_diligence",
            LicensingStep::Contract => "contract",
        }
    }

    /// What people call it, in English without an article.
    pub fn words(self) -> Words {
        match self {
            LicensingStep::Call => words("call", "公募"),
            LicensingStep::Tender => words("tender", "入札"),
            LicensingStep::FeasibilityStudy => words("feasibility study", "実行可能性調査（FS）"),
            LicensingStep::Terms => words("agreement on terms", "条件の合意"),
            LicensingStep::DueDiligence => words("due diligence", "データの精査（DD）"),
            LicensingStep::Contract => words("contract", "契約"),
        }
    }

    /// The rule it carries out.
    pub fn rule(self) -> &'static str {
        match self {
            LicensingStep::Call => "LIC-1",
            LicensingStep::Tender => "LIC-2",
            _ => "LIC-8",
        }
    }

    /// Its place in [`Licensing::steps`]; `None` for steps without a company.
    pub fn with_company(self) -> Option<usize> {
        Self::WITH_COMPANY.iter().position(|step| *step == self)
    }
}

impl Licensing {
    /// The work of a step, where it has one.
    pub fn work_of(&self, step: LicensingStep) -> Option<&Activity> {
        match step {
            LicensingStep::Call => Some(&self.call),
            LicensingStep::Tender => self.tender.as_ref().map(|tender| &tender.work),
            _ => {
                let step = self.steps[step.with_company()?].as_ref()?;
                Some(&step.work)
            }
        }
    }
}

/// A kind of licence (LIC-4).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LicenceKind {
    /// Exclusive and registered (専用実施権): needs a granted patent and the co-owners' consent.
    ExclusiveRegistered,
    /// Exclusive (独占的通常実施権).
    Exclusive,
    /// With the right to sublicense (再実施権付通常実施権).
    Sublicensing,
}

impl LicenceKind {
    /// All kinds.
    pub const ALL: [LicenceKind; 3] = [
        LicenceKind::ExclusiveRegistered,
        LicenceKind::Exclusive,
        LicenceKind::Sublicensing,
    ];

    /// Its key in the scenario.
    pub fn key(self) -> &'static str {
        match self {
            LicenceKind::ExclusiveRegistered => "exclusive-registered",
            LicenceKind::Exclusive => "exclusive",
            LicenceKind::Sublicensing => "sublicensing",
        }
    }

    /// What people call it, in English with an article.
    pub fn words(self) -> Words {
        match self {
            LicenceKind::ExclusiveRegistered => {
                words("an exclusive registered licence", "専用実施権")
            }
            LicenceKind::Exclusive => words("an exclusive licence", "独占的通常実施権"),
            LicenceKind::Sublicensing => {
                words("a licence with sublicensing", "再実施権付通常実施権")
            }
        }
    }
}

/// How often a kind of licence is agreed on, and what it changes (LIC-4).
#[derive(Clone, Debug, PartialEq)]
pub struct Licence {
    /// The kind.
    pub kind: LicenceKind,
    /// Its weight among the kinds that are possible.
    pub weight: Quantity,
    /// Multiplies the upfront payment.
    pub price_factor: Quantity,
    /// Multiplies the odds p / (1 − p) of the contract.
    pub odds_ratio: Quantity,
    /// Months from filing to the grant of the patent; only the registered kind needs it.
    pub grant_months: Quantity,
    /// Probability that the co-owners consent, drawn once per theme; for the registered kind.
    pub co_owner_consent: Quantity,
}

/// How income is paid and divided.
#[derive(Clone, Debug, PartialEq)]
pub struct LicensingIncome {
    /// The share of the upfront that a licence pays before a candidate is fixed (LIC-10).
    pub early_upfront_share: Quantity,
    /// Whether licences after a candidate is fixed pay milestones too; earlier ones always do.
    pub late_milestones: bool,
    /// The proposer's share of all income (INC-4).
    pub proposer_share: Quantity,
    /// What institutes have of the rest as agreed, whoever worked: (index into
    /// [`super::Model::institutes`], share), together at most 1 (LIC-5).
    pub contributions: Vec<(usize, Quantity)>,
    /// How what no agreement covers is divided (LIC-5).
    pub division: Division,
}

/// How the institutes divide income (LIC-5).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Division {
    /// By the slot-months of research each has given the theme up to the licence; work without
    /// slots counts as one slot, outsourced work not at all.
    ByWork,
    /// All to the institute of the Office: an index into [`super::Model::institutes`].
    Office(usize),
}

/// What the Office asks other bodies for, with the first call of a theme (LIC-6).
#[derive(Clone, Debug, PartialEq)]
pub struct RiskRelief {
    /// Probability that it is granted.
    pub odds: Quantity,
    /// Months until that is known.
    pub months: Quantity,
    /// Multiplies the mean number of applicants of later calls, if granted.
    pub applicants_factor: Quantity,
    /// The share of the cost of `items` that others carry from then on.
    pub carried_share: Quantity,
    /// Ledger items: indices into [`super::Model::items`].
    pub items: Vec<usize>,
}

/// A stage of a licensee's development.
///
/// Where a stage of the theme's route has the same id, passing either is passing both.
#[derive(Clone, Debug, PartialEq)]
pub struct DevelopmentStage {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: crate::language::Text,
    /// Probability of technical success.
    pub odds: Quantity,
    /// Working time in months.
    pub duration_months: Quantity,
    /// Rate at which the licensee gives up for reasons of its own, per year.
    pub gives_up_per_year: Quantity,
    /// Paid when it is passed.
    pub milestone: Quantity,
    /// Whether passing it is the launch; then it is the last.
    pub launch: bool,
}

/// What a drug on the market pays, once a year, in arrears.
#[derive(Clone, Debug, PartialEq)]
pub struct Royalty {
    /// Share of sales.
    pub rate: Quantity,
    /// Sales in a year, drawn once per licence.
    pub sales_per_year: Quantity,
    /// For so many years (rounded).
    pub years: Quantity,
}
