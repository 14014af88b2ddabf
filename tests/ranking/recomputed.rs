//! The figures of the ranking once more, from the rows of single runs and nothing else.

use std::collections::BTreeMap;
use std::process::Command;

use crate::common;

type Row = BTreeMap<String, String>;

fn rows(path: &std::path::Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names = reader.headers().unwrap().clone();
    let records = reader.records().map(|record| {
        let record = record.unwrap();
        names
            .iter()
            .map(str::to_owned)
            .zip(record.iter().map(str::to_owned))
            .collect()
    });
    records.collect()
}

fn number(row: &Row, name: &str) -> f64 {
    row[name].parse().unwrap_or(f64::NAN)
}

/// The mean of world means and its standard error.
fn mean_and_error(values: &[(String, f64)]) -> (f64, f64) {
    let mut worlds: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (world, value) in values {
        worlds.entry(world).or_default().push(*value);
    }
    let means: Vec<f64> = worlds
        .values()
        .map(|runs| runs.iter().sum::<f64>() / runs.len() as f64)
        .collect();
    let count = means.len() as f64;
    let mean = means.iter().sum::<f64>() / count;
    let spread: f64 = means.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (spread / (count - 1.0) / count).sqrt())
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-7 * expected.abs().max(1.0)
}

#[test]
fn the_table_is_what_the_rows_of_single_runs_say() {
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_soyaku"))
        .args(["rank", "--runs", "200", "--rows", "--out"])
        .arg(folder.path())
        .arg(common::shipped("every-rule"))
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let runs = rows(&folder.path().join("theme_runs.csv"));
    let ranking = rows(&folder.path().join("ranking.csv"));
    let chances = rows(&folder.path().join("theme_chances.csv"));
    assert_eq!(ranking.len(), 8);
    let model = common::model_at(&common::shipped("every-rule"));
    let rate = model.mean(model.valuation.as_ref().unwrap().discount_rate);
    let horizon = model.calendar.horizon().months();
    for listed in &ranking {
        let id = &listed["theme"];
        let of: Vec<&Row> = runs.iter().filter(|row| row["theme"] == *id).collect();
        assert_eq!(of.len(), 200, "{id} came in every run");
        let compare = |name: &str, error_name: &str, of_run: &dyn Fn(&Row) -> f64| {
            let values: Vec<(String, f64)> = of
                .iter()
                .map(|row| (row["world"].clone(), of_run(row)))
                .collect();
            let (mean, error) = mean_and_error(&values);
            let found = number(listed, name);
            assert!(close(found, mean), "{id} {name}: {found} {mean}");
            let found = number(listed, error_name);
            assert!(close(found, error), "{id} {error_name}: {found} {error}");
        };
        compare(
            "chance_of_licence",
            "chance_of_licence_standard_error",
            &|row| f64::from(!row["licence_months"].is_empty()),
        );
        compare(
            "time_to_licence_months",
            "time_to_licence_standard_error_months",
            &|row| row["licence_months"].parse().unwrap_or(horizon),
        );
        compare(
            "remaining_cost_jpy",
            "remaining_cost_standard_error_jpy",
            &|row| number(row, "cost_jpy"),
        );
        compare("income_jpy", "income_standard_error_jpy", &|row| {
            number(row, "income_jpy")
        });
        compare(
            "expected_value_jpy",
            "expected_value_standard_error_jpy",
            &|row| number(row, "value_present_jpy") - number(row, "cost_present_jpy"),
        );
        // Half a fiscal year has gone when the run starts, so that the first year lasts six months.
        for row in &of {
            let (mut all, mut present) = (0.0, 0.0);
            for (name, amount) in row.iter().filter(|(name, _)| name.starts_with("cost_fy")) {
                let year: f64 = name[7..11].parse().unwrap();
                let amount: f64 = amount.parse().unwrap();
                let from = (12.0 * (year - 2026.0) - 6.0).max(0.0);
                let until = (12.0 * (year - 2026.0) + 6.0).min(horizon);
                all += amount;
                present += amount * (1.0 + rate).powf(-(from + until) / 24.0);
            }
            assert_eq!(all, number(row, "cost_jpy"), "{id}");
            let stated = number(row, "cost_present_jpy");
            assert!(
                (present - stated).abs() <= 0.5 + 1e-6,
                "{id}: {present} {stated}"
            );
        }
        let by_year = chances.iter().filter(|row| row["theme"] == *id);
        for row in by_year.filter(|row| row["at_end_of_fiscal_year"] != "horizon") {
            let year = number(row, "at_end_of_fiscal_year");
            let end = 12.0 * (year - 2026.0) + 6.0;
            let licensed = of
                .iter()
                .filter(|run| number(run, "licence_months") <= end)
                .count();
            let share = licensed as f64 / of.len() as f64;
            assert!(close(number(row, "licensed"), share), "{id} {year}");
        }
    }
}
