//! Arrivals of channels (SEL-1): a Poisson process whose rate changes by date, and its mix.
//!
//! The number of a fiscal year is Poisson with the cumulative rate m of that year: mean m, variance m;
//! the mean of (n − m)² over N runs has variance (m + 2 m²)/N. Numbers of different years are
//! independent. Given the total, the mix is multinomial.

use soyaku::engine::{Happening, Observer, Plan, RunEnd, ThemeRun};
use soyaku::model::Ticks;

use crate::common;
use crate::registry::{Comparison, Mean, check};

const RUNS: u64 = 8000;
const YEARS: usize = 6;

/// Arrivals by fiscal year of each run, and all by route, area and stage.
#[derive(Debug, Default)]
struct Arrivals {
    now: [f64; YEARS],
    years: Vec<[f64; YEARS]>,
    routes: [u64; 2],
    areas: [u64; 3],
    stages: [u64; 2],
    first: f64,
    last: f64,
}

impl Observer for Arrivals {
    fn observe(&mut self, _: &Plan<'_>, now: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        match what {
            Happening::Arrived => {
                self.now[(now.months() / 12.0) as usize] += 1.0;
                self.routes[theme.route as usize] += 1;
                self.areas[theme.area.unwrap() as usize] += 1;
                self.first = self.first.min(now.months());
                self.last = self.last.max(now.months());
            }
            Happening::StageEntered { stage } => self.stages[usize::from(stage)] += 1,
            _ => {}
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, _: &RunEnd<'_>) {
        self.years.push(std::mem::take(&mut self.now));
    }
}

const CHANNEL: &str = r#"
[area.a]
[area.b]
[area.c]
[[route.one.stage]]
id = "early"
  [[route.one.stage.activity]]
  id = "work"
  duration_months = 100
[[route.one.stage]]
id = "late"
  [[route.one.stage.activity]]
  id = "work"
  duration_months = 100
[[route.two.stage]]
id = "early"
  [[route.two.stage.activity]]
  id = "work"
  duration_months = 100
[[route.two.stage]]
id = "late"
  [[route.two.stage.activity]]
  id = "work"
  duration_months = 100
[channel.calls]
# Half a year at 12, a year and a half at 6, none for a year, then 20 until the end.
rate_per_year = [{ from = 2013-04-01, rate = 12 }, { from = 2014-04-01, rate = 6 }, { from = 2015-10-01, rate = 0 }, { from = 2016-10-01, rate = 20 }]
from = 2013-10-01
until = 2017-12-31
mix = { one = 3, two = 1 }
areas = { a = 1, b = 2.5, c = 0.5 }
stages = { early = 4, late = 1 }
"#;

#[test]
fn arrivals_are_poisson_with_the_rates_of_their_years() {
    let mut seen = Arrivals {
        first: f64::INFINITY,
        ..Arrivals::default()
    };
    common::listen(
        &common::model(&(common::head(6.0) + CHANNEL)),
        401,
        RUNS,
        &mut seen,
    );
    let expected = [6.0, 6.0, 3.0, 10.0, 15.0, 0.0];
    let count = RUNS as f64;
    let mut comparisons = Vec::new();
    for (year, mean) in expected.into_iter().enumerate() {
        let numbers: Vec<f64> = seen.years.iter().map(|years| years[year]).collect();
        let name = format!("arrivals in fiscal year {year}");
        if mean == 0.0 {
            comparisons.push(Comparison::exact(name, 0.0, numbers.iter().sum()));
            continue;
        }
        let obtained = Mean::of(&numbers).mean;
        comparisons.push(Comparison::known(
            name,
            mean,
            obtained,
            (mean / count).sqrt(),
        ));
        let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
        let error = ((mean + 2.0 * mean * mean) / count).sqrt();
        let name = format!("their variance, fiscal year {year}");
        comparisons.push(Comparison::known(name, mean, squares / count, error));
    }
    // Independent years: the mean product of deviations is 0, with variance m₀ m₁ / N.
    let products: f64 = seen
        .years
        .iter()
        .map(|years| (years[0] - 6.0) * (years[1] - 6.0))
        .sum();
    let error = (36.0 / count).sqrt();
    comparisons.push(Comparison::known(
        "covariance of two years",
        0.0,
        products / count,
        error,
    ));
    let all: u64 = seen.routes.iter().sum();
    comparisons.push(Comparison::share(
        "share of route one",
        0.75,
        seen.routes[0],
        all,
    ));
    for (area, share) in [0.25, 0.625, 0.125].into_iter().enumerate() {
        comparisons.push(Comparison::share(
            format!("share of area {area}"),
            share,
            seen.areas[area],
            all,
        ));
    }
    comparisons.push(Comparison::share(
        "share that enters early",
        0.8,
        seen.stages[0],
        all,
    ));
    assert!(seen.first >= 6.0, "none before `from`: {}", seen.first);
    assert!(seen.last <= 57.0, "none after `until`: {}", seen.last);
    check("arrivals", &comparisons);
}
