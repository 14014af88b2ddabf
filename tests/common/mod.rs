//! What all verification tests share: a scenario from its text, and a listener that notes all.

#![allow(dead_code, reason = "every test target uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeMap;
use std::path::Path;

use soyaku::analysis::compare::{Case, Comparison, Difference, compare};
use soyaku::analysis::{Effort, Layout, Settings};
use soyaku::engine::{
    Beneficiary, Books, Fate, Happening, LicensingEvent, MoneyEvent, MoneyNews, Observer, Origin,
    Outturn, Plan, Reason, RunEnd, Simulator, ThemeRun,
};
use soyaku::model::{Model, Ticks};

/// The model of a scenario given as the text of one TOML file.
pub fn model(text: &str) -> Model {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scenario.toml");
    std::fs::write(&path, text).unwrap();
    model_at(&path)
}

/// The model of such a text, read as of a day.
pub fn model_as_of(text: &str, day: jiff::civil::Date) -> Model {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scenario.toml");
    std::fs::write(&path, text).unwrap();
    of_scenario(soyaku::scenario::read_with(
        &path,
        soyaku::scenario::Reading {
            as_of: Some(day),
            set: Vec::new(),
        },
    ))
}

/// The model of the scenario at `path`.
pub fn model_at(path: &Path) -> Model {
    of_scenario(soyaku::scenario::read(path))
}

/// The same with one-off changes, `key=value` each.
pub fn model_set(path: &Path, set: Vec<String>) -> Model {
    let reading = soyaku::scenario::Reading { as_of: None, set };
    of_scenario(soyaku::scenario::read_with(path, reading))
}

fn of_scenario(scenario: soyaku::scenario::Scenario) -> Model {
    let messages = soyaku::diagnostic::render(
        &scenario.diagnostics,
        &scenario.sources,
        false,
        soyaku::language::Language::English,
    )
    .to_string();
    scenario.model.unwrap_or_else(|| panic!("{messages}"))
}

/// The folder of a shipped scenario.
pub fn shipped(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios")
        .join(name)
}

/// The head of a scenario that starts on 1 April 2013 and counts yen of that year.
pub fn head(horizon_years: f64) -> String {
    format!(
        "[scenario]\nid = \"test\"\nstart = 2013-04-01\nhorizon_years = {horizon_years}\n\
         price_year = 2013\n"
    )
}

/// Listens to the runs `0..runs` of a model.
pub fn listen<O: Observer>(model: &Model, seed: u64, runs: u64, observer: &mut O) {
    let plan = Plan::new(model);
    let mut simulator = Simulator::new(&plan, seed);
    for run in 0..runs {
        simulator.run(run, observer);
    }
}

/// The name of a theme: its id, or `channel/ordinal`.
pub fn name_of(model: &Model, theme: &ThemeRun) -> String {
    match theme.origin {
        Origin::Listed(index) => model.themes[index as usize].id.clone(),
        Origin::Channel(channel, number) => {
            format!("{}/{number}", model.channels[channel as usize].id)
        }
    }
}

/// The activity a happening is about.
pub fn work_of(what: &Happening) -> Option<u32> {
    match what {
        Happening::Joined { work }
        | Happening::WaitsForShared { work }
        | Happening::SharedReady { work }
        | Happening::ProviderOpened { work, .. }
        | Happening::LeadBegan { work, .. }
        | Happening::Started { work, .. }
        | Happening::Ended { work, .. }
        | Happening::Repeats { work, .. }
        | Happening::Cancelled { work, .. }
        | Happening::Money(
            MoneyEvent::WaitsForMoney { work, .. }
            | MoneyEvent::ShortOf { work, .. }
            | MoneyEvent::Funded { work, .. }
            | MoneyEvent::PaidByProposer { work, .. },
        ) => Some(*work),
        _ => None,
    }
}

/// One happening, with names instead of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When, in ticks.
    pub now: Ticks,
    /// The theme's name.
    pub theme: String,
    /// The activity's id, "" where it is about none.
    pub activity: String,
    /// The institute's id, "" where there is none.
    pub institute: String,
    /// What happened.
    pub what: Happening,
}

/// A start of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Start, in months.
    pub at: f64,
    /// Planned end, in months.
    pub end: f64,
    /// Time in queues, in months.
    pub waited: f64,
    /// The institute's id, "" where there is none.
    pub institute: String,
    /// What it costs within the horizon.
    pub cost: i64,
    /// 0, or the number of the repeat.
    pub repeat: u32,
    /// Whether it was under way at the start.
    pub under_way: bool,
}

/// Everything that happened in one run.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// In the order told.
    pub entries: Vec<Entry>,
    /// Themes at the end, by name.
    pub themes: BTreeMap<String, ThemeRun>,
    /// Amounts by (institute, item), `[fiscal year]`; "" for nobody in particular.
    pub ledger: BTreeMap<(String, String), Vec<i64>>,
    /// Income by (beneficiary, kind), `[fiscal year]`; institutes by id, else `network`, `proposer`.
    pub income: BTreeMap<(String, &'static str), Vec<i64>>,
    /// Still waiting at the horizon: (theme, activity).
    pub waiting: Vec<(String, String)>,
    /// What was told of money that belongs to no theme: month and news.
    pub news: Vec<(f64, MoneyNews)>,
    /// Purses, commitments, and what others paid.
    pub books: Books,
}

impl Log {
    /// The first run of a scenario, seed 1.
    pub fn of(text: &str) -> Log {
        Log::of_run(&model(text), 1, 0)
    }

    /// One run of a model.
    pub fn of_run(model: &Model, seed: u64, run: u64) -> Log {
        let plan = Plan::new(model);
        let mut log = Log::default();
        Simulator::new(&plan, seed).run(run, &mut log);
        log
    }

    fn about<'a>(&'a self, theme: &'a str, activity: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries
            .iter()
            .filter(move |e| e.theme == theme && e.activity == activity)
    }

    /// All starts of an activity of a theme.
    pub fn starts(&self, theme: &str, activity: &str) -> Vec<Start> {
        let entries = self.about(theme, activity);
        entries
            .filter_map(|entry| match entry.what {
                Happening::Started {
                    waited,
                    end,
                    cost,
                    repeat,
                    under_way,
                    ..
                } => Some(Start {
                    at: entry.now.months(),
                    end: end.months(),
                    waited: waited.months(),
                    institute: entry.institute.clone(),
                    cost,
                    repeat,
                    under_way,
                }),
                _ => None,
            })
            .collect()
    }

    /// The only start of an activity of a theme.
    pub fn start(&self, theme: &str, activity: &str) -> Start {
        let starts = self.starts(theme, activity);
        assert_eq!(
            starts.len(),
            1,
            "starts of {activity} of {theme}: {starts:?}"
        );
        starts[0].clone()
    }

    /// Months at which an activity of a theme starts.
    pub fn start_months(&self, theme: &str, activity: &str) -> Vec<f64> {
        self.starts(theme, activity)
            .iter()
            .map(|start| start.at)
            .collect()
    }

    /// Themes in the order in which they start an activity.
    pub fn order_of_starts(&self, activity: &str) -> Vec<&str> {
        let started = self.entries.iter().filter(|entry| {
            entry.activity == activity && matches!(entry.what, Happening::Started { .. })
        });
        started.map(|entry| entry.theme.as_str()).collect()
    }

    /// Months at which something happens to a theme.
    pub fn months_of(&self, theme: &str, is_it: impl Fn(&Happening) -> bool) -> Vec<f64> {
        let entries = self.entries.iter();
        entries
            .filter(|entry| entry.theme == theme && is_it(&entry.what))
            .map(|entry| entry.now.months())
            .collect()
    }

    /// What the chapter of licensing tells of a theme, with the month.
    pub fn licensing(&self, theme: &str) -> Vec<(f64, LicensingEvent)> {
        let entries = self.entries.iter().filter(|entry| entry.theme == theme);
        entries
            .filter_map(|entry| match entry.what {
                Happening::Licensing(what) => Some((entry.now.months(), what)),
                _ => None,
            })
            .collect()
    }

    /// Months at which something of the chapter of licensing happens to a theme.
    pub fn licensing_months(
        &self,
        theme: &str,
        is_it: impl Fn(&LicensingEvent) -> bool,
    ) -> Vec<f64> {
        let all = self.licensing(theme).into_iter();
        all.filter(|(_, what)| is_it(what))
            .map(|(at, _)| at)
            .collect()
    }

    /// Income of a beneficiary from one kind of payment, over all years.
    pub fn income_of(&self, who: &str, kind: &'static str) -> i64 {
        let amounts = self.income.get(&(who.to_owned(), kind));
        amounts.map_or(0, |amounts| amounts.iter().sum())
    }

    /// What has become of a theme.
    pub fn fate(&self, theme: &str) -> Fate {
        self.themes[theme].fate
    }

    /// Why a theme was terminated.
    pub fn reason(&self, theme: &str) -> Option<Reason> {
        match self.fate(theme) {
            Fate::Terminated { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// Amounts of an item at an institute by fiscal year.
    pub fn amounts(&self, institute: &str, item: &str) -> &[i64] {
        &self.ledger[&(institute.to_owned(), item.to_owned())]
    }

    /// How a fiscal year went for a purse, both by number.
    pub fn outturn(&self, purse: usize, year: usize) -> Outturn {
        self.books.outturns[purse * self.books.paid_by_proposers.len() + year]
    }

    /// What was told of a theme's money, with months.
    pub fn money(&self, theme: &str) -> Vec<(f64, MoneyEvent)> {
        let own = self.entries.iter().filter(|entry| entry.theme == theme);
        own.filter_map(|entry| match entry.what {
            Happening::Money(what) => Some((entry.now.months(), what)),
            _ => None,
        })
        .collect()
    }

    /// All amounts.
    pub fn total(&self) -> i64 {
        self.ledger.values().flatten().sum()
    }
}

impl Observer for Log {
    fn observe(&mut self, plan: &Plan<'_>, now: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        let option = match what {
            Happening::ProviderOpened { option, .. }
            | Happening::LeadBegan { option, .. }
            | Happening::Started { option, .. }
            | Happening::Ended { option, .. } => Some(option),
            _ => None,
        };
        let work = work_of(&what);
        let institute = work
            .zip(option)
            .and_then(|(work, option)| plan.institute_of(work, option));
        self.entries.push(Entry {
            now,
            theme: name_of(plan.model(), theme),
            activity: work.map_or(String::new(), |work| {
                plan.place_of(work).activity.id.clone()
            }),
            institute: institute.map_or(String::new(), |index| {
                plan.model().institutes[index].id.clone()
            }),
            what,
        });
    }

    fn news(&mut self, _: &Plan<'_>, now: Ticks, what: MoneyNews) {
        self.news.push((now.months(), what));
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        self.books = end.books.clone();
        let model = plan.model();
        let name = |index: u32| name_of(model, &end.themes[index as usize]);
        self.themes = end
            .themes
            .iter()
            .map(|theme| (name_of(model, theme), theme.clone()))
            .collect();
        for (number, line) in plan.lines().iter().enumerate() {
            let institute = line.institute.map_or(String::new(), |index| {
                model.institutes[index as usize].id.clone()
            });
            let item = model.items[line.item as usize].id.clone();
            let years = end.ledger.years();
            let amounts = self
                .ledger
                .entry((institute, item))
                .or_insert_with(|| vec![0; years]);
            for (year, amount) in amounts.iter_mut().enumerate() {
                *amount += end.ledger.amount(number, year);
            }
        }
        for (number, line) in plan.income_lines().iter().enumerate() {
            let who = match line.beneficiary {
                Beneficiary::Institute(index) => model.institutes[index as usize].id.clone(),
                Beneficiary::Network => "network".to_owned(),
                Beneficiary::Proposer => "proposer".to_owned(),
            };
            let years = end.income.years();
            let key = (who, line.payment.word());
            let amounts = self.income.entry(key).or_insert_with(|| vec![0; years]);
            for (year, amount) in amounts.iter_mut().enumerate() {
                *amount += end.income.amount(number, year);
            }
        }
        let waiting = end.waiting.iter();
        self.waiting = waiting
            .map(|waiting| {
                let activity = &plan.place_of(waiting.work).activity.id;
                (name(waiting.theme), activity.clone())
            })
            .collect();
    }
}

/// Compares models in the same runs, the base first, and hands the comparison on.
pub fn compared<R>(
    models: &[Model],
    runs: u64,
    seed: u64,
    read: impl FnOnce(&Comparison<'_>) -> R,
) -> R {
    let plans: Vec<Plan<'_>> = models.iter().map(Plan::new).collect();
    let layouts: Vec<Layout> = plans.iter().map(Layout::new).collect();
    let cases = plans.iter().zip(&layouts);
    let cases: Vec<Case<'_>> = cases.map(|(plan, layout)| Case { plan, layout }).collect();
    let settings = Settings {
        runs,
        seed,
        threads: 1,
    };
    let stop = std::sync::atomic::AtomicBool::new(false);
    let found = compare(cases[0], &cases[1..], Effort::new(settings, &|_| (), &stop)).unwrap();
    read(&found)
}

/// The difference of a headline between the first what-if and the base.
pub fn difference_of(comparison: &Comparison<'_>, key: &str) -> Difference {
    let place = comparison.place(key);
    let place = place.unwrap_or_else(|| panic!("no headline {key}"));
    comparison.differences[0][place].clone().unwrap()
}
