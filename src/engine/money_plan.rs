//! The chapters INC and BUD as the engine reads them, and how they are laid out.

use super::accounts::Accounts;
use super::compile::Compiler;
use super::plan::{Line, Number, Plan};
use crate::model::{
    AwardPayer, ITEM_INCENTIVES, ITEM_MEETINGS, Incentives, PurseKind, Quantity, Ticks,
};
use crate::random::{Purpose, name_hash};

/// Awards and meetings.
#[derive(Debug)]
pub(crate) struct IncentivesPlan {
    pub admission: Option<Number>,
    pub milestone: Option<Number>,
    pub supporter: Option<Number>,
    /// Lines of the Office's awards, by modality.
    pub office: Vec<u32>,
    /// Lines of awards that institutes pay, `[institute][modality]`; empty where the Office pays.
    /// Nobody earns an award for what is bought outside.
    pub institutes: Vec<Option<Vec<u32>>>,
    /// Meetings a year and the cost of each, and the lines by modality.
    pub meetings: Option<(Number, Number, Vec<u32>)>,
}

/// A cost of whole years.
#[derive(Debug)]
pub(crate) struct StandingPlan {
    pub line: u32,
    pub amount: Number,
    pub from: Ticks,
    pub until: Ticks,
    /// The least uses, the uses in the year before the start, the cost of a use.
    pub by_use: Option<(u32, u32, Number)>,
}

/// A purse.
#[derive(Debug)]
pub(crate) struct PursePlan {
    /// Names its draws.
    pub entity: u64,
    /// `[fiscal year]`
    pub requests: Vec<Number>,
    /// What is granted where that is known, `[fiscal year]`.
    pub grants: Vec<Option<Number>>,
    pub cut: Number,
    /// What was carried over into the first fiscal year.
    pub carried_in: Number,
    /// The chance that a carry-over is approved, of a subsidy.
    pub approved: Option<Number>,
}

/// A cap.
#[derive(Debug)]
pub(crate) struct CapPlan {
    /// `[fiscal year]`; `None` = no cap in that year.
    pub amounts: Vec<Option<Number>>,
}

/// The chapters INC and BUD; empty where the scenario has none.
#[derive(Debug, Default)]
pub(crate) struct MoneyPlan {
    pub incentives: Option<IncentivesPlan>,
    pub standing: Vec<StandingPlan>,
    /// For each function the standing costs that count its uses; empty where none does.
    pub counted_by: Vec<Vec<u32>>,
    pub purses: Vec<PursePlan>,
    pub caps: Vec<CapPlan>,
    /// The accounts of each ledger line; empty without accounts.
    pub accounts_of_line: Vec<Accounts>,
    /// Functions whose standing teams count against an account, `[account]` (INC-7).
    pub teams: Vec<Vec<u32>>,
    /// The accounts that hold back work.
    pub holding_back: Accounts,
    /// Whether anybody asks what work under way binds: an account, or an analysis.
    pub commitments: bool,
    /// Whether starts and ends of work matter to accounts, databases or awards.
    pub follows_work: bool,
    /// Whether anything happens when fiscal years turn.
    pub by_year: bool,
    /// Line and amount.
    pub actual: Vec<(u32, Number)>,
    /// Line, date, amount.
    pub signed: Vec<(u32, Ticks, Number)>,
    /// Expected values of the table of values.
    pub means: Vec<f64>,
    /// Draws whether a carry-over is approved.
    pub approval: Option<Purpose>,
}

impl MoneyPlan {
    /// How many accounts there are.
    #[inline]
    pub fn accounts(&self) -> usize {
        self.purses.len() + self.caps.len()
    }

    /// Whether anything holds back work for want of money.
    #[inline]
    pub fn holds_back(&self) -> bool {
        !self.holding_back.is_empty()
    }

    /// The accounts of a line.
    #[inline]
    pub fn accounts_of(&self, line: u32) -> Accounts {
        let accounts = self.accounts_of_line.get(line as usize);
        accounts.copied().unwrap_or_default()
    }

    /// The purse that pays a line.
    #[inline]
    pub fn purse_of(&self, line: u32) -> Option<usize> {
        // Purses are the first accounts, and a line belongs to one at most.
        let first = self.accounts_of(line).iter().next()?;
        (first < self.purses.len()).then_some(first)
    }

    /// Every line that is referred to, to be renumbered when lines are sorted.
    pub fn lines_mut(&mut self) -> impl Iterator<Item = &mut u32> {
        let incentives = self.incentives.iter_mut().flat_map(|incentives| {
            let institutes = incentives.institutes.iter_mut().flatten().flatten();
            let meetings = incentives.meetings.iter_mut().flat_map(|(.., lines)| lines);
            incentives
                .office
                .iter_mut()
                .chain(institutes)
                .chain(meetings)
        });
        let standing = self.standing.iter_mut().map(|standing| &mut standing.line);
        let actual = self.actual.iter_mut().map(|(line, _)| line);
        let signed = self.signed.iter_mut().map(|(line, ..)| line);
        incentives.chain(standing).chain(actual).chain(signed)
    }
}

impl Compiler<'_> {
    /// Lays out the chapters INC and BUD.
    pub(super) fn money(&mut self) {
        let money = &self.plan.model.money;
        let line = |institute: usize, item: usize, modality: Option<usize>| Line {
            institute: Some(institute as u32),
            item: item as u32,
            modality: modality.map(|modality| modality as u32),
        };
        if let Some(incentives) = &money.incentives {
            self.plan.money.incentives = Some(self.incentives(incentives));
        }
        self.plan.money.counted_by = vec![Vec::new(); self.plan.model.functions.len()];
        for (place, standing) in money.standing.iter().enumerate() {
            let plan = StandingPlan {
                line: self.line(line(standing.institute, standing.item, None), true),
                amount: self.number(standing.amount_per_year, ""),
                from: standing.from,
                until: standing.until,
                by_use: standing.by_use.as_ref().map(|by_use| {
                    let cost = self.number(by_use.cost_per_use, "");
                    (by_use.least_uses, by_use.uses_before, cost)
                }),
            };
            let counted = standing.by_use.iter().flat_map(|by_use| &by_use.functions);
            for function in counted {
                self.plan.money.counted_by[*function].push(place as u32);
            }
            self.plan.money.standing.push(plan);
        }
        if money
            .standing
            .iter()
            .all(|standing| standing.by_use.is_none())
        {
            self.plan.money.counted_by.clear();
        }
        for actual in &money.actual {
            let line = self.line(line(actual.institute, actual.item, None), true);
            let amount = self.number(actual.amount, "");
            self.plan.money.actual.push((line, amount));
        }
        for signed in &money.signed {
            let themes = &self.plan.model.themes;
            let route = signed.theme.map(|theme| themes[theme].route);
            let modality = route.map(|route| self.plan.model.routes[route].modality);
            let line = self.line(line(signed.institute, signed.item, modality), true);
            let amount = self.number(signed.amount, "");
            self.plan.money.signed.push((line, signed.due, amount));
        }
        for purse in &money.purses {
            let requests = purse.requests.iter();
            let grants = purse.grants.iter();
            let plan = PursePlan {
                entity: name_hash(&format!("purse.{}", purse.id)),
                requests: requests.map(|request| self.number(*request, "")).collect(),
                grants: grants
                    .map(|granted| granted.map(|granted| self.number(granted, "")))
                    .collect(),
                cut: self.number(purse.cut, "purse.cut"),
                carried_in: self.number(purse.carried_in, ""),
                approved: match purse.kind {
                    PurseKind::Subsidy(approved) => Some(self.number(approved, "")),
                    _ => None,
                },
            };
            self.plan.money.purses.push(plan);
        }
        for cap in &money.caps {
            let amounts = cap.amounts.iter();
            let amounts = amounts.map(|amount| amount.map(|amount| self.number(amount, "")));
            let amounts = amounts.collect();
            self.plan.money.caps.push(CapPlan { amounts });
        }
        let accounts = self.plan.money.accounts() > 0;
        let meetings = self.plan.money.incentives.as_ref();
        let meetings = meetings.is_some_and(|incentives| incentives.meetings.is_some());
        let commitments = accounts || money.follows_commitments;
        self.plan.money.commitments = commitments;
        self.plan.money.by_year = meetings || commitments || !money.standing.is_empty();
        self.plan.money.follows_work =
            commitments || !self.plan.money.counted_by.is_empty() || self.plan.money.credits_work();
        self.plan.money.approval = Some(Purpose::new(name_hash("purse.carry-over")));
    }

    fn incentives(&mut self, incentives: &Incentives) -> IncentivesPlan {
        let model = self.plan.model;
        let mut lines = |institute: usize, item: usize| -> Vec<u32> {
            let modalities = 0..model.modalities.len() as u32;
            let lines = modalities.map(|modality| Line {
                institute: Some(institute as u32),
                item: item as u32,
                modality: Some(modality),
            });
            lines.map(|line| self.line(line, true)).collect()
        };
        let awards = [
            incentives.admission_award,
            incentives.milestone_award,
            incentives.supporter_award,
        ];
        let office = match awards.iter().any(Option::is_some) {
            true => lines(incentives.institute, ITEM_INCENTIVES),
            false => Vec::new(),
        };
        let by_work = incentives.supporter_award.is_some()
            && incentives.supporter_award_paid_by == AwardPayer::Institutes;
        let institutes = match by_work {
            true => {
                let institutes = model.institutes.iter().enumerate();
                institutes
                    .map(|(index, institute)| {
                        (!institute.outsourced).then(|| lines(index, ITEM_INCENTIVES))
                    })
                    .collect()
            }
            false => Vec::new(),
        };
        let meets = |quantity| !matches!(quantity, Quantity::Default(_));
        let meets = meets(incentives.meetings_per_year) && meets(incentives.cost_per_meeting);
        let meeting_lines = meets.then(|| lines(incentives.institute, ITEM_MEETINGS));
        let [admission, milestone, supporter] = [
            (awards[0], "incentives.admission_award"),
            (awards[1], "incentives.milestone_award"),
            (awards[2], "incentives.supporter_award"),
        ]
        .map(|(award, role)| award.map(|award| self.number(award, role)));
        IncentivesPlan {
            admission,
            milestone,
            supporter,
            office,
            institutes,
            meetings: meeting_lines.map(|lines| {
                let role = "incentives.meetings_per_year";
                let per_year = self.number(incentives.meetings_per_year, role);
                let role = "incentives.cost_per_meeting";
                let cost = self.number(incentives.cost_per_meeting, role);
                (per_year, cost, lines)
            }),
        }
    }
}

/// What is known only when everything is laid out and lines are sorted: accounts of lines, means.
pub(super) fn finish(plan: &mut Plan<'_>) {
    let mut means = plan.values.clone();
    for drawn in plan.per_world.iter().chain(&plan.per_run) {
        means[drawn.place as usize] = drawn.sampler.mean;
    }
    let money = &mut plan.money;
    money.means = means;
    if money.accounts() == 0 {
        return;
    }
    let chapter = &plan.model.money;
    let first_cap = chapter.purses.len();
    let index = |index: Option<u32>| index.map(|index| index as usize);
    let accounts_of = |line: &Line| {
        let (institute, item) = (index(line.institute), line.item as usize);
        let mut accounts = Accounts::default();
        let mut purses = chapter.purses.iter();
        if let Some(purse) = purses.position(|purse| purse.pays(institute, item)) {
            accounts.insert(purse);
        }
        for (cap, rules) in chapter.caps.iter().enumerate() {
            if rules.limits(institute, item, index(line.modality)) {
                accounts.insert(first_cap + cap);
            }
        }
        accounts
    };
    money.accounts_of_line = plan.lines.iter().map(accounts_of).collect();
    for (account, purse) in chapter.purses.iter().enumerate() {
        if purse.holds_back {
            money.holding_back.insert(account);
        }
    }
    (first_cap..money.accounts()).for_each(|account| money.holding_back.insert(account));
    money.teams = vec![Vec::new(); money.accounts()];
    for (index, function) in plan.functions.iter().enumerate() {
        if function.stands {
            for account in money.accounts_of(function.standing_line).iter() {
                money.teams[account].push(index as u32);
            }
        }
    }
}
