//! The auditor: its own books of themes, slots, queues, stages and money.

use std::collections::{BTreeMap, BTreeSet};

use soyaku::engine::{
    Beneficiary, Fate, Happening, LicensingEvent, MoneyEvent, MoneyNews, Observer, Origin, Plan,
    ProposerEvent, RunEnd, SelectionEvent, ThemeRun,
};
use soyaku::model::{ITEM_STANDING, Model, Ticks};

use crate::common;
use crate::waits::MoneyWaits;

/// A life in a queue, as the auditor sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Life {
    Waiting,
    Leading(u8, Ticks),
    Working(u8, Ticks),
    /// It waits for money, and was bound by a lead time that ended, or not.
    Short(Option<(u8, Ticks)>),
}

#[derive(Clone, Copy, Debug)]
struct Job {
    life: Life,
    joined: Ticks,
    /// Open options, one bit each.
    open: u32,
    /// Whether the slots it is bound to are promised to it.
    promised: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Known {
    priority: f64,
    open: bool,
    researching: bool,
    arrived: bool,
    cost: i64,
    entered: u32,
    judged: u32,
    /// Stages left without an outcome.
    left: u32,
    state: State,
    income: i64,
    /// Applicants of the last call, and how many of them were asked.
    applicants: u16,
    asked: u16,
    /// What the proposer's funds were told to pay.
    covered: i64,
}

/// What has become of a theme, as the auditor sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    #[default]
    Open,
    Licensed,
    Ended,
}

/// Keeps its own books of one run after the other.
#[derive(Debug, Default)]
pub struct Audit {
    now: Ticks,
    slots: BTreeMap<u32, i64>,
    free: BTreeMap<u32, i64>,
    promised: BTreeMap<u32, i64>,
    /// Providers that admission fixed.
    fixed: BTreeMap<(u32, u32), u8>,
    jobs: BTreeMap<(u32, u32), Job>,
    /// Jobs of a life before a take-over: they finish and lead to nothing.
    orphans: Vec<((u32, u32), Job)>,
    /// Who has worked on a theme: (theme, institute).
    worked: BTreeSet<(u32, usize)>,
    proposers: i64,
    themes: Vec<Known>,
    /// Shared work being done, and shared work that is done, by (route, stage, activity).
    sharing: BTreeSet<(usize, String, String)>,
    shared: BTreeSet<(usize, String, String)>,
    /// What was told of costs that belong to no theme.
    of_nobody: i64,
    /// Waiting for money.
    pub waits: MoneyWaits,
    /// Over all runs.
    pub arrived: i128,
    pub licences: i128,
    pub cost: i128,
    pub income: i128,
}

impl Audit {
    fn fits(&self, needs: &[(u32, i32)]) -> bool {
        needs.iter().all(|(function, slots)| {
            self.free
                .get(function)
                .is_none_or(|free| *free >= i64::from(*slots))
        })
    }

    /// Whether needs fit beside what is promised to work that prepares.
    fn fits_unbound(&self, needs: &[(u32, i32)]) -> bool {
        needs.iter().all(|(function, slots)| {
            let promised = self.promised.get(function).copied().unwrap_or(0);
            self.free
                .get(function)
                .is_none_or(|free| *free - promised >= i64::from(*slots))
        })
    }

    fn promise(&mut self, needs: &[(u32, i32)], sign: i64) {
        for (function, slots) in needs {
            *self.promised.entry(*function).or_insert(0) += sign * i64::from(*slots);
        }
    }

    /// Whether a job waits in a queue just before `time` for something that would fit.
    fn could_start(&self, plan: &Plan<'_>, key: (u32, u32), job: &Job, time: Ticks) -> bool {
        match job.life {
            Life::Working(..) | Life::Short(_) => false,
            Life::Leading(option, until) => {
                until < time && self.wanted(plan, key) && self.fits(plan.needs_of(key.1, option))
            }
            Life::Waiting => (0..32_u8)
                .filter(|option| job.open & (1 << option) != 0)
                .any(|option| self.fits_unbound(plan.needs_of(key.1, option))),
        }
    }

    fn wanted(&self, plan: &Plan<'_>, (theme, work): (u32, u32)) -> bool {
        let known = &self.themes[theme as usize];
        if plan.flow_of_work(work).is_some() {
            known.researching
        } else {
            known.open
        }
    }

    /// Time goes on to `time`: nothing that waited before would have fitted.
    fn advance(&mut self, plan: &Plan<'_>, time: Ticks) {
        assert!(
            time >= self.now,
            "time runs backwards: {:?} after {:?}",
            time,
            self.now
        );
        if time > self.now {
            for (key, job) in &self.jobs {
                let idle = self.could_start(plan, *key, job, time);
                assert!(
                    !idle,
                    "{key:?} waits at {} beside free slots: {job:?}",
                    time.months()
                );
            }
        }
        self.now = time;
    }

    /// The place of a job in the queue: smaller is served first.
    fn rank(&self, (theme, work): (u32, u32), job: &Job) -> (f64, Ticks, u32, u32) {
        (
            -self.themes[theme as usize].priority,
            job.joined,
            theme,
            work,
        )
    }

    /// At this instant nothing that ranks before the one that starts would fit too.
    fn in_turn(&self, plan: &Plan<'_>, key: (u32, u32)) {
        let started = self.rank(key, &self.jobs[&key]);
        // A lead time that is over at this very instant may already wait.
        for (other, job) in self.jobs.iter().filter(|(other, _)| **other != key) {
            let ahead = self.rank(*other, job) < started;
            let fits = self.could_start(plan, *other, job, self.now + Ticks(1));
            assert!(!(ahead && fits), "{key:?} starts before {other:?}: {job:?}");
        }
    }

    fn shared_key(plan: &Plan<'_>, theme: &ThemeRun, work: u32) -> Option<(usize, String, String)> {
        let place = plan.place_of(work);
        let base = plan.model().routes[theme.route as usize].base;
        place
            .activity
            .once
            .then(|| (base, place.stage.to_owned(), place.activity.id.clone()))
    }

    fn started(&mut self, plan: &Plan<'_>, theme: &ThemeRun, key: (u32, u32), what: Happening) {
        let Happening::Started {
            work,
            option,
            since,
            waited,
            end,
            cost,
            under_way,
            repeat,
            ..
        } = what
        else {
            return;
        };
        let needs = plan.needs_of(work, option);
        assert!(
            self.fits(needs),
            "{key:?} starts without slots: {needs:?}, {:?}",
            self.free
        );
        let joined = self.jobs.get(&key).map_or(self.now, |job| job.joined);
        assert!(waited >= self.now - since && end >= self.now);
        assert!(joined <= since && joined + waited <= self.now);
        if !under_way {
            let job = self.jobs[&key];
            match job.life {
                Life::Waiting => assert!(job.open & (1 << option) != 0, "option {option}: {job:?}"),
                Life::Leading(bound, until) => assert!(bound == option && until <= self.now),
                Life::Working(..) => panic!("{key:?} works already"),
                Life::Short(_) => panic!("{key:?} waits for money"),
            }
            if let (Life::Waiting, Some(opens)) = (
                job.life,
                plan.place_of(work)
                    .activity
                    .providers
                    .get(usize::from(option)),
            ) {
                // Where the first providers would do, they are taken.
                let earlier = (0..option).filter(|earlier| job.open & (1 << earlier) != 0);
                let mut earlier = earlier.map(|earlier| plan.needs_of(work, earlier));
                assert!(!earlier.any(|needs| self.fits_unbound(needs)), "{opens:?}");
            }
            self.in_turn(plan, key);
            if job.promised {
                self.promise(needs, -1);
            }
            assert!(self.now.months() < plan.model().calendar.horizon().months());
        }
        if let Some(shared) = Audit::shared_key(plan, theme, work) {
            assert!(
                !self.shared.contains(&shared) || under_way,
                "{shared:?} is done again"
            );
            assert!(
                self.sharing.insert(shared) || under_way,
                "done twice at once"
            );
        }
        for (function, slots) in needs {
            if let Some(free) = self.free.get_mut(function) {
                *free -= i64::from(*slots);
            }
        }
        if let (Some(institute), Some(_)) =
            (plan.institute_of(work, option), plan.flow_of_work(work))
        {
            self.worked.insert((key.0, institute));
        }
        let job = Job {
            life: Life::Working(option, end),
            joined,
            open: 0,
            promised: false,
        };
        self.jobs.insert(key, job);
        self.themes[key.0 as usize].cost += cost;
        assert!(repeat <= 3);
    }

    fn ended(&mut self, plan: &Plan<'_>, theme: &ThemeRun, key: (u32, u32), option: u8) {
        let ending = Life::Working(option, self.now);
        let job = self.take(key, |life| *life == ending);
        assert_eq!(job.life, ending, "{key:?}");
        for (function, slots) in plan.needs_of(key.1, option) {
            if let Some(free) = self.free.get_mut(function) {
                *free += i64::from(*slots);
            }
        }
        if let Some(shared) = Audit::shared_key(plan, theme, key.1) {
            self.sharing.remove(&shared);
        }
    }

    /// Takes a job off the books: one of a former life, if it is so, else the present one.
    fn take(&mut self, key: (u32, u32), is_so: impl Fn(&Life) -> bool) -> Job {
        let mut orphans = self.orphans.iter();
        match orphans.position(|(other, job)| *other == key && is_so(&job.life)) {
            Some(place) => self.orphans.swap_remove(place).1,
            None => self.jobs.remove(&key).unwrap(),
        }
    }

    /// Options open at once to a theme.
    fn open_at_once(&self, plan: &Plan<'_>, (theme, work): (u32, u32)) -> u32 {
        if let Some(option) = self.fixed.get(&(theme, work)) {
            return 1 << option;
        }
        let providers = &plan.place_of(work).activity.providers;
        if providers.is_empty() {
            return 1;
        }
        let open = providers
            .iter()
            .enumerate()
            .filter(|(_, p)| p.after_wait_months.is_none())
            .filter(|(_, p)| !p.own_work_only || self.worked.contains(&(theme, p.institute)));
        open.map(|(option, _)| 1 << option).sum()
    }
}

impl Observer for Audit {
    fn observe(
        &mut self,
        plan: &Plan<'_>,
        now: Ticks,
        index: u32,
        theme: &ThemeRun,
        what: Happening,
    ) {
        self.advance(plan, now);
        if self.themes.len() <= index as usize {
            assert_eq!(
                self.themes.len(),
                index as usize,
                "themes are numbered as they come"
            );
            self.themes.push(Known::default());
        }
        let known = &mut self.themes[index as usize];
        known.priority = theme.priority;
        known.open = theme.is_open();
        known.researching = theme.researching;
        let key = (index, common::work_of(&what).unwrap_or(u32::MAX));
        match what {
            Happening::Arrived => {
                assert!(!known.arrived, "a theme comes once");
                known.arrived = true;
                assert_eq!(theme.arrived, now);
            }
            Happening::StageEntered { stage } => {
                known.entered += 1;
                // Taken over, it goes on with what of this stage is under way.
                let flow = Some(plan.flow_of(theme.route, stage));
                let goes_on = |key: &(u32, u32)| key.0 == index && plan.flow_of_work(key.1) == flow;
                let kept = self.orphans.extract_if(.., |(key, _)| goes_on(key));
                for (key, job) in kept {
                    assert!(
                        self.jobs.insert(key, job).is_none(),
                        "{key:?} is there twice"
                    );
                }
            }
            Happening::Outcome { .. } => {
                known.judged += 1;
                let own = self.jobs.keys().filter(|(theme, _)| *theme == index);
                let research = own.filter(|(_, work)| plan.flow_of_work(*work).is_some());
                assert_eq!(research.count(), 0, "judged before its work is done");
            }
            Happening::Joined { work } => {
                let open = self.open_at_once(plan, key);
                let candidate = theme.candidate.is_some();
                if plan.model().licensing.is_some()
                    && plan.flow_of_work(work).is_none()
                    && !candidate
                {
                    let own = self.jobs.keys().filter(|(theme, _)| *theme == index);
                    let process = own.filter(|(_, work)| plan.flow_of_work(*work).is_none());
                    assert_eq!(process.count(), 0, "a theme has one process at a time");
                }
                let job = Job {
                    life: Life::Waiting,
                    joined: now,
                    open,
                    promised: false,
                };
                let before = self.jobs.insert(key, job);
                assert!(before.is_none(), "{key:?} joins twice: {before:?}");
                let planned = &plan.place_of(work).activity.id;
                assert!(!planned.is_empty());
            }
            Happening::ProviderOpened { option, .. } => {
                let job = self.jobs.get_mut(&key).unwrap();
                assert!(matches!(job.life, Life::Waiting | Life::Short(None)));
                job.open |= 1 << option;
            }
            Happening::LeadBegan { option, until, .. } => {
                let job = self.jobs.get_mut(&key).unwrap();
                assert_eq!(job.life, Life::Waiting);
                assert!(until > now);
                job.life = Life::Leading(option, until);
                // Where there is no choice the lead time begins without a slot in sight.
                let work = key.1;
                let providers = &plan.place_of(work).activity.providers;
                let opens_late = providers.iter().any(|p| p.after_wait_months.is_some());
                job.promised = job.open.count_ones() > 1 || opens_late;
                if job.promised {
                    let needs = plan.needs_of(work, option);
                    assert!(self.fits_unbound(needs), "{key:?} is bound without slots");
                    self.promise(needs, 1);
                }
            }
            Happening::Started { .. } => self.started(plan, theme, key, what),
            Happening::Ended { option, .. } => self.ended(plan, theme, key, option),
            Happening::Cancelled { work, option, .. } => {
                self.waits.ends(plan, now, key);
                let over = |life: &Life| matches!(life, Life::Leading(_, until) if *until == now);
                let job = self.take(key, over);
                if job.promised {
                    self.promise(plan.needs_of(work, option), -1);
                }
                assert!(
                    !matches!(job.life, Life::Working(..)),
                    "work is not interrupted"
                );
            }
            Happening::SharedReady { work } => {
                let shared = Audit::shared_key(plan, theme, work).unwrap();
                assert!(!self.sharing.contains(&shared), "used before it is ready");
                self.shared.insert(shared);
            }
            Happening::Money(what) => {
                self.waits.hear(plan, now, key, what);
                self.money(plan, key, what);
            }
            Happening::PatentFiled { cost } | Happening::PatentKept { cost } => known.cost += cost,
            Happening::Selection(SelectionEvent::SupportFixed { work, option }) => {
                self.fixed.insert((index, work), option);
            }
            Happening::Selection(SelectionEvent::Admitted) => {
                let review = plan.model().selection.as_ref().unwrap();
                let dates = match review.council_confirms {
                    true => &plan.model().councils,
                    false => &review.reviews,
                };
                assert!(dates.contains(&now), "admitted between reviews");
            }
            Happening::Proposer(ProposerEvent::Published { cost, .. }) => known.cost += cost,
            Happening::Proposer(ProposerEvent::Withdrawn { leaves }) => {
                assert_eq!(known.state, State::Open);
                known.state = State::Ended;
                known.left += u32::from(leaves.is_some());
            }
            Happening::Licensed { leaves } => {
                assert_eq!(known.state, State::Open, "licensed twice at once");
                known.state = State::Licensed;
                known.left += u32::from(leaves.is_some());
                self.licences += 1;
            }
            Happening::Launched => {
                assert_ne!(known.state, State::Ended);
                known.state = State::Ended;
                self.licences += 1;
            }
            Happening::Declined { .. } | Happening::Terminated { .. } => {
                assert_ne!(known.state, State::Ended, "a theme ends once");
                known.state = State::Ended;
            }
            Happening::Licensing(what) => self.licensing(index, theme, what),
            _ => {}
        }
    }

    fn news(&mut self, _: &Plan<'_>, now: Ticks, what: MoneyNews) {
        self.now = self.now.max(now);
        match what {
            MoneyNews::Standing { amount, .. }
            | MoneyNews::Used { amount, .. }
            | MoneyNews::Actual { amount, .. }
            | MoneyNews::Signed { amount, .. } => self.of_nobody += amount,
            MoneyNews::Opened { outturn, .. } | MoneyNews::Closed { outturn, .. } => {
                assert!(outturn.granted <= outturn.requested);
            }
            MoneyNews::Requested { .. }
            | MoneyNews::Drafted { .. }
            | MoneyNews::CapOpened { .. }
            | MoneyNews::CapClosed { .. } => {}
        }
    }

    fn capacity_changed(&mut self, plan: &Plan<'_>, now: Ticks, function: u32, slots: i64) {
        if !plan.is_limited(function as usize) {
            return;
        }
        // The calendar comes first: what waits is looked at by the next happening.
        self.now = self.now.max(now);
        let before = self.slots.insert(function, slots).unwrap_or(0);
        *self.free.entry(function).or_insert(0) += slots - before;
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        let model = plan.model();
        let horizon = model.calendar.horizon();
        if self.now < horizon {
            self.advance(plan, horizon);
        }
        self.close_themes(model, end);
        self.close_jobs(plan, end);
        let total: i64 = end.ledger.amounts().iter().sum();
        let standing: i64 = (0..plan.lines().len())
            .filter(|line| plan.lines()[*line].item as usize == ITEM_STANDING)
            .flat_map(|line| (0..end.ledger.years()).map(move |year| (line, year)))
            .map(|(line, year)| end.ledger.amount(line, year))
            .sum();
        let of_themes: i64 = end.themes.iter().map(|theme| theme.cost).sum();
        assert_eq!(
            of_themes,
            total - standing - self.of_nobody,
            "the ledger is the sum of its themes and of what belongs to none"
        );
        self.close_purses(plan, end);
        self.waits.run_ended(plan, end);
        assert!(end.ledger.amounts().iter().all(|amount| *amount >= 0));
        self.close_income(plan, end);
        self.cost += i128::from(total);
        (self.now, self.themes, self.of_nobody) = (Ticks::ZERO, Vec::new(), 0);
        self.slots.clear();
        self.free.clear();
        self.promised.clear();
        self.jobs.clear();
        self.fixed.clear();
        self.orphans.clear();
        self.worked.clear();
        self.proposers = 0;
        self.sharing.clear();
        self.shared.clear();
    }
}

impl Audit {
    /// Books of processes and licences.
    fn licensing(&mut self, index: u32, theme: &ThemeRun, what: LicensingEvent) {
        let known = &mut self.themes[index as usize];
        match what {
            LicensingEvent::CallOpened { .. } => {
                assert_eq!(
                    known.state,
                    State::Open,
                    "a call for a theme that is not open"
                );
                (known.applicants, known.asked) = (0, 0);
            }
            LicensingEvent::CallClosed { applicants, mean } => {
                assert!(mean >= 0.0);
                known.applicants = applicants;
            }
            LicensingEvent::CompanySelected { of, before, .. } => {
                assert_eq!((of, before), (known.applicants, known.asked));
                known.asked += 1;
                assert!(
                    known.asked <= known.applicants,
                    "more are asked than applied"
                );
            }
            LicensingEvent::CompanyLeft { others, .. } => {
                assert_eq!(others, known.applicants - known.asked);
            }
            LicensingEvent::Contracted { .. } => {
                assert!(known.asked > 0 && known.state == State::Open);
            }
            LicensingEvent::Paid {
                amount, proposer, ..
            } => {
                assert!(theme.first_licensed.is_some() && proposer <= amount);
                known.income += amount;
                self.proposers += proposer;
            }
            LicensingEvent::GaveUp { .. } => assert_eq!(known.state, State::Licensed),
            LicensingEvent::TakenOver { .. } => {
                assert_eq!(known.state, State::Licensed);
                known.state = State::Open;
                if !theme.researching {
                    let (old, rest) = std::mem::take(&mut self.jobs)
                        .into_iter()
                        .partition(|((theme, _), _)| *theme == index);
                    let old: BTreeMap<(u32, u32), Job> = old;
                    assert!(old.values().all(|job| job.life != Life::Waiting));
                    self.orphans.extend(old);
                    self.jobs = rest;
                }
            }
            LicensingEvent::PatentResumed { cost } => known.cost += cost,
            LicensingEvent::ResearchStopped { .. } => known.left += 1,
            _ => {}
        }
    }

    /// What licensees paid is what was told, of each theme and in all, and every part has an owner.
    fn close_income(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        for (theme, known) in end.themes.iter().zip(&self.themes) {
            assert_eq!(theme.income, known.income);
        }
        let total: i64 = end.income.amounts().iter().sum();
        assert_eq!(
            total,
            end.themes.iter().map(|theme| theme.income).sum::<i64>()
        );
        assert!(end.income.amounts().iter().all(|amount| *amount >= 0));
        let lines = plan.income_lines().iter().enumerate();
        let proposers = lines.filter(|(_, line)| line.beneficiary == Beneficiary::Proposer);
        let years = end.income.years();
        let of_proposers: i64 = proposers
            .flat_map(|(line, _)| (0..years).map(move |year| end.income.amount(line, year)))
            .sum();
        assert_eq!(of_proposers, self.proposers);
        self.income += i128::from(total);
    }

    /// Something about the money of a theme.
    fn money(&mut self, plan: &Plan<'_>, key: (u32, u32), what: MoneyEvent) {
        let known = &mut self.themes[key.0 as usize];
        match what {
            MoneyEvent::Award { amount, .. }
            | MoneyEvent::Meetings { amount }
            | MoneyEvent::Signed { amount, .. } => known.cost += amount,
            MoneyEvent::PaidByProposer { amount, left, .. } => {
                assert!(amount > 0 && left >= 0);
                known.covered += amount;
            }
            MoneyEvent::WaitsForMoney {
                work,
                option,
                bound,
                ..
            } => {
                // Only what could start is held back.
                let needs = plan.needs_of(work, option);
                let job = self.jobs[&key];
                let was = match job.life {
                    Life::Waiting => None,
                    Life::Leading(option, until) => Some((option, until)),
                    other => panic!("{key:?} waits for money: {other:?}"),
                };
                assert_eq!(was.is_some(), bound);
                assert!(if bound {
                    self.fits(needs)
                } else {
                    self.fits_unbound(needs)
                });
                self.in_turn(plan, key);
                if job.promised {
                    self.promise(needs, -1);
                }
                let (life, promised) = (Life::Short(was), false);
                self.jobs.insert(
                    key,
                    Job {
                        life,
                        promised,
                        ..job
                    },
                );
            }
            MoneyEvent::ShortOf { .. } => {
                let life = self.jobs[&key].life;
                assert!(matches!(life, Life::Short(_) | Life::Waiting), "{life:?}");
            }
            MoneyEvent::Funded { .. } => {
                let job = self.jobs.get_mut(&key).unwrap();
                let Life::Short(was) = job.life else {
                    panic!("{key:?} did not wait for money: {job:?}");
                };
                job.life = was.map_or(Life::Waiting, |(option, until)| {
                    Life::Leading(option, until)
                });
            }
        }
    }

    /// Purses: what they paid is in the ledger, and nothing gets lost between years.
    fn close_purses(&self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        let years = end.ledger.years();
        for (place, outturn) in end.books.outturns.iter().enumerate() {
            let (purse, year) = (place / years, place % years);
            let lines =
                (0..plan.lines().len()).filter(|line| plan.purse_of_line(*line) == Some(purse));
            let spent: i64 = lines.map(|line| end.ledger.amount(line, year)).sum();
            assert_eq!(outturn.spent, spent);
            assert_eq!(
                outturn.granted + outturn.carried_in,
                outturn.spent + outturn.lapsed + outturn.carried_out - outturn.overrun
            );
            assert!(outturn.overrun == 0 || outturn.lapsed + outturn.carried_out == 0);
            let next = end
                .books
                .outturns
                .get(place + 1)
                .filter(|_| year + 1 < years);
            assert!(next.is_none_or(|next| next.carried_in == outturn.carried_out));
        }
        let covered: i64 = self.themes.iter().map(|theme| theme.covered).sum();
        let within: i64 = end.books.paid_by_proposers.iter().sum();
        assert!(within <= covered, "beyond the horizon nothing is counted");
    }

    fn close_themes(&mut self, model: &Model, end: &RunEnd<'_>) {
        let horizon = model.calendar.horizon();
        assert_eq!(
            end.themes.len(),
            self.themes.len(),
            "themes in = themes out"
        );
        let listed: BTreeSet<u32> = end
            .themes
            .iter()
            .filter_map(|theme| match theme.origin {
                Origin::Listed(index) => Some(index),
                Origin::Channel(..) => None,
            })
            .collect();
        let due = model
            .themes
            .iter()
            .filter(|theme| theme.arrives <= horizon)
            .count();
        assert_eq!(listed.len(), due, "every listed theme comes");
        self.arrived += end.themes.len() as i128;
        for (theme, known) in end.themes.iter().zip(&self.themes) {
            assert_eq!(
                theme.cost, known.cost,
                "the cost of a theme is that of its work"
            );
            let state = match theme.fate {
                Fate::Open => State::Open,
                Fate::Licensed => State::Licensed,
                _ => State::Ended,
            };
            // A route may end in licences alone.
            assert_eq!(known.state, state, "{theme:?}");
            let on = model.licensing.is_some();
            assert!(!on || theme.fate != Fate::Licensed || theme.first_licensed.is_some());
            assert!(theme.decided <= horizon && theme.arrived <= theme.decided);
            assert_eq!(theme.is_open(), theme.fate == Fate::Open);
            let in_stage = known.entered - known.judged - known.left;
            assert!(in_stage <= 1, "a theme is in one stage at a time");
            let taken = matches!(theme.fate, Fate::Licensed | Fate::Launched);
            if !taken && !theme.is_open() {
                assert_eq!(
                    in_stage, 0,
                    "a theme that ended has left its stage: {theme:?}"
                );
            }
        }
    }

    fn close_jobs(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        let horizon = plan.model().calendar.horizon();
        let waiting: BTreeSet<(u32, u32)> = end
            .waiting
            .iter()
            .map(|waiting| (waiting.theme, waiting.work))
            .collect();
        assert_eq!(waiting.len(), end.waiting.len());
        for (key, job) in &self.jobs {
            let waits = match job.life {
                Life::Waiting => true,
                // What it waited before a lead time that is not over is told too.
                Life::Leading(_, until) if until > horizon => continue,
                Life::Leading(..) => self.wanted(plan, *key),
                // What it waited for slots before is told too.
                Life::Short(_) => continue,
                Life::Working(_, until) => {
                    assert!(until > horizon, "{key:?} did not end");
                    false
                }
            };
            assert_eq!(
                waits,
                waiting.contains(key),
                "{key:?} at the horizon: {job:?}"
            );
        }
        assert!(waiting.iter().all(|key| self.jobs.contains_key(key)));
        for (index, theme) in end.themes.iter().enumerate() {
            let of = |is_it: fn(&Life) -> bool| {
                let own = self
                    .jobs
                    .iter()
                    .chain(self.orphans.iter().map(|(key, job)| (key, job)))
                    .filter(|((theme, _), _)| *theme as usize == index);
                own.filter(|(_, job)| is_it(&job.life)).count()
            };
            assert_eq!(
                of(|life| matches!(life, Life::Working(..))),
                usize::from(theme.working)
            );
            let own = waiting
                .iter()
                .filter(|key| key.0 as usize == index)
                .filter(|key| match self.jobs[key].life {
                    Life::Leading(_, until) => until <= horizon,
                    Life::Short(_) => false,
                    _ => true,
                })
                .count();
            assert_eq!(own, usize::from(theme.waiting));
            let short = of(|life| matches!(life, Life::Short(_)));
            assert_eq!(short, usize::from(theme.short));
        }
    }
}
