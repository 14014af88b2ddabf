//! The chapter of licensing laid out for the event loop.

use super::event::{Beneficiary, IncomeLine, Payment};
use crate::engine::compile::Compiler;
use crate::engine::plan::{Number, Track};
use crate::model::{
    Division, Licence, LicenceKind, LicensingStep, Model, Quantity, RiskRelief, Royalty,
};
use crate::random::{Purpose, name_hash};

/// The chapter as the engine reads it.
#[derive(Debug)]
pub(crate) struct LicensingPlan {
    /// The work of each step, where it has one: `[route][step]`.
    pub works: Vec<[Option<u32>; LicensingStep::ALL.len()]>,
    /// The odds of each step with a company and what draws it, where the step is there.
    pub steps: [Option<(Number, Purpose)>; 4],
    pub applicants: ApplicantsPlan,
    pub wish_weight: Number,
    /// The fewest applicants that go through the tender (LIC-15).
    pub tender_from: u16,
    pub wish: Purpose,
    pub evidence_gain: Number,
    pub kinds: Vec<KindPlan>,
    /// Draws the kind (lane 0).
    pub kind: Purpose,
    /// Draws the co-owners' consent, once per theme.
    pub consent: Purpose,
    pub early_upfront_share: Number,
    pub late_milestones: bool,
    pub proposer_share: Number,
    /// (institute, share).
    pub contributions: Vec<(u32, Number)>,
    pub division: Division,
    pub relief: Option<ReliefPlan>,
    pub development: Vec<DevelopmentPlan>,
    pub royalty: Option<RoyaltyPlan>,
    /// All lines of income: by modality, payment, then institutes, network, proposer.
    pub income_lines: Vec<IncomeLine>,
}

#[derive(Debug)]
pub(crate) struct ApplicantsPlan {
    /// Draws the number.
    pub purpose: Purpose,
    pub dispersion: Option<Number>,
    pub per_evidence: Number,
    pub per_previous_call: Number,
    /// By modality and by area; `None` where nothing is changed.
    pub modalities: Vec<Option<Number>>,
    pub areas: Vec<Option<Number>>,
    /// (criterion, factor per point).
    pub scores: Vec<(usize, Number)>,
    pub reference_score: Number,
}

#[derive(Debug)]
pub(crate) struct KindPlan {
    pub kind: LicenceKind,
    pub weight: Number,
    pub price_factor: Number,
    pub odds_ratio: Number,
    pub grant_months: Number,
    pub co_owner_consent: Number,
}

#[derive(Debug)]
pub(crate) struct ReliefPlan {
    pub purpose: Purpose,
    pub odds: Number,
    pub months: Number,
    pub applicants_factor: Number,
    pub carried_share: Number,
    /// By ledger item, whether others carry a share of it.
    pub items: Vec<bool>,
}

#[derive(Debug)]
pub(crate) struct DevelopmentPlan {
    /// Lane 0 draws the outcome, lane 1 the time until the licensee gives up.
    pub purpose: Purpose,
    pub odds: Number,
    pub duration: Number,
    pub gives_up_per_year: Number,
    pub milestone: Number,
    pub launch: bool,
    /// By route, the stage of the same id.
    pub route_stage: Vec<Option<u16>>,
}

#[derive(Debug)]
pub(crate) struct RoyaltyPlan {
    pub rate: Number,
    pub sales_per_year: Number,
    pub years: Number,
}

/// Lines of income of a modality and a payment: institutes, the network, the proposer.
pub(crate) fn beneficiaries(model: &Model) -> usize {
    model.institutes.len() + 2
}

/// Lays out the chapter; routes are laid out before.
pub(crate) fn compile(compiler: &mut Compiler<'_>) -> Option<LicensingPlan> {
    let model = compiler.plan.model;
    let chapter = model.licensing.as_ref()?;
    let draw = |name: &str| Purpose::new(name_hash(&format!("licensing.{name}")));
    let mut works = Vec::new();
    for route in 0..model.routes.len() {
        works.push(LicensingStep::ALL.map(|step| {
            let activity = chapter.work_of(step)?;
            let name = format!("licensing.{}", step.key());
            let work = compiler.work(route, Track::Process(step), 0, &name, activity);
            compiler.plan.works.push(work);
            Some(compiler.plan.works.len() as u32 - 1)
        }));
    }
    let steps = LicensingStep::WITH_COMPANY.map(|step| {
        let place = chapter.steps[step.with_company()?].as_ref()?;
        let role = format!("licensing.{}.odds", step.key());
        let purpose = draw(&format!("{}.outcome", step.key()));
        Some((compiler.number(place.odds, &role), purpose))
    });
    let applicants = &chapter.applicants;
    let by = |list: &[(usize, Quantity)], count: usize, compiler: &mut Compiler<'_>| {
        let mut factors = vec![None; count];
        for (index, factor) in list {
            factors[*index] = Some(compiler.number(*factor, ""));
        }
        factors
    };
    let applicants = ApplicantsPlan {
        purpose: draw("applicants"),
        dispersion: applicants.dispersion.map(|d| compiler.number(d, "")),
        per_evidence: compiler.number(applicants.per_evidence, ""),
        per_previous_call: compiler.number(applicants.per_previous_call, ""),
        modalities: by(&applicants.modalities, model.modalities.len(), compiler),
        areas: by(&applicants.areas, model.areas.len(), compiler),
        scores: (0..)
            .zip(applicants.scores)
            .filter_map(|(criterion, factor)| Some((criterion, compiler.number(factor?, ""))))
            .collect(),
        reference_score: compiler.number(applicants.reference_score, ""),
    };
    let wish_weight = chapter.tender.as_ref().map(|tender| tender.wish_weight);
    let income = &chapter.income;
    Some(LicensingPlan {
        works,
        steps,
        applicants,
        wish_weight: compiler.number(wish_weight.unwrap_or(Quantity::Default(0.0)), ""),
        tender_from: match &chapter.tender {
            Some(tender) if tender.for_single_applicant => 1,
            _ => 2,
        },
        wish: draw("wish"),
        evidence_gain: compiler.number(chapter.evidence_gain, ""),
        kinds: chapter.kinds.iter().map(|k| kind(compiler, k)).collect(),
        kind: draw("kind"),
        consent: draw("kind.consent"),
        early_upfront_share: compiler.number(income.early_upfront_share, ""),
        late_milestones: income.late_milestones,
        proposer_share: compiler.number(income.proposer_share, ""),
        contributions: (income.contributions.iter())
            .map(|(institute, share)| (*institute as u32, compiler.number(*share, "")))
            .collect(),
        division: income.division,
        relief: chapter.risk_relief.as_ref().map(|r| relief(compiler, r)),
        development: development(compiler),
        royalty: chapter.royalty.as_ref().map(|r| royalty(compiler, r)),
        income_lines: income_lines(model),
    })
}

fn kind(compiler: &mut Compiler<'_>, licence: &Licence) -> KindPlan {
    KindPlan {
        kind: licence.kind,
        weight: compiler.number(licence.weight, ""),
        price_factor: compiler.number(licence.price_factor, ""),
        odds_ratio: compiler.number(licence.odds_ratio, ""),
        grant_months: compiler.number(licence.grant_months, "licensing.kind.grant_months"),
        co_owner_consent: compiler.number(licence.co_owner_consent, ""),
    }
}

fn relief(compiler: &mut Compiler<'_>, relief: &RiskRelief) -> ReliefPlan {
    let items = compiler.plan.model.items.len();
    ReliefPlan {
        purpose: Purpose::new(name_hash("licensing.risk_relief")),
        odds: compiler.number(relief.odds, ""),
        months: compiler.number(relief.months, "licensing.risk_relief.months"),
        applicants_factor: compiler.number(relief.applicants_factor, ""),
        carried_share: compiler.number(relief.carried_share, ""),
        items: (0..items)
            .map(|item| relief.items.contains(&item))
            .collect(),
    }
}

fn development(compiler: &mut Compiler<'_>) -> Vec<DevelopmentPlan> {
    let model = compiler.plan.model;
    let stages = model.licensing.iter().flat_map(|l| &l.development);
    let mut plans = Vec::new();
    for stage in stages {
        let name = format!("licensing.development.{}", stage.id);
        let role = |key: &str| format!("{name}.{key}");
        let place = |route: &crate::model::Route| {
            let found = route.stages.iter().position(|other| other.id == stage.id);
            found.map(|place| place as u16)
        };
        plans.push(DevelopmentPlan {
            purpose: Purpose::new(name_hash(&name)),
            odds: compiler.number(stage.odds, &role("odds")),
            duration: compiler.number(stage.duration_months, &role("duration_months")),
            gives_up_per_year: compiler.number(stage.gives_up_per_year, &role("gives_up_per_year")),
            milestone: compiler.number(stage.milestone, &role("milestone")),
            launch: stage.launch,
            route_stage: model.routes.iter().map(place).collect(),
        });
    }
    plans
}

fn royalty(compiler: &mut Compiler<'_>, royalty: &Royalty) -> RoyaltyPlan {
    RoyaltyPlan {
        rate: compiler.number(royalty.rate, "licensing.royalty.rate"),
        sales_per_year: compiler.number(royalty.sales_per_year, "licensing.royalty.sales_per_year"),
        years: compiler.number(royalty.years, "licensing.royalty.years"),
    }
}

fn income_lines(model: &Model) -> Vec<IncomeLine> {
    let mut lines = Vec::new();
    for modality in 0..model.modalities.len() as u32 {
        for payment in Payment::ALL {
            let institutes = 0..model.institutes.len() as u32;
            let institutes = institutes.map(Beneficiary::Institute);
            let all = institutes.chain([Beneficiary::Network, Beneficiary::Proposer]);
            lines.extend(all.map(|beneficiary| IncomeLine {
                beneficiary,
                payment,
                modality,
            }));
        }
    }
    lines
}
