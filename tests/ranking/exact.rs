//! Without chance: dates, costs, worth, ranks and stages follow from the scenario by hand.

use soyaku::analysis::Value;
use soyaku::report::sheet::without_words;

use crate::{column, common, number, ranked, table, tables_of};

/// Two routes of one stage without chance: six months and 100, or nine months and 40; a licence is
/// worth 1,000 at 5 % a year.
const TWO: &str = r#"
[value]
discount_rate = 0.05
per_licence = 1_000_000
[[route.fast.stage]]
id = "work"
  [[route.fast.stage.activity]]
  id = "work"
  duration_months = 6
  cost = 100_000
[[route.slow.stage]]
id = "work"
  [[route.slow.stage.activity]]
  id = "work"
  duration_months = 9
  cost = 40_000
[theme.A]
route = "fast"
[theme.B]
route = "slow"
"#;

fn discounted(amount: f64, months: f64) -> f64 {
    amount * 1.05_f64.powf(-months / 12.0)
}

#[test]
fn worth_and_cost_are_discounted_from_the_day_and_from_the_middle_of_the_year() {
    let model = common::model(&(common::head(2.0) + TWO));
    let tables = tables_of(&model, 10, 1);
    let ranking = table(&tables, "ranking");
    for (theme, months, cost) in [("A", 6.0, 100_000.0), ("B", 9.0, 40_000.0)] {
        let worth = discounted(1_000_000.0, months).round();
        let paid = discounted(cost, 6.0).round();
        assert_eq!(number(&ranking, theme, "chance_of_licence"), 1.0);
        assert_eq!(number(&ranking, theme, "time_to_licence_months"), months);
        assert_eq!(number(&ranking, theme, "remaining_cost_jpy"), cost);
        assert_eq!(number(&ranking, theme, "remaining_cost_present_jpy"), paid);
        assert_eq!(number(&ranking, theme, "value_present_jpy"), worth);
        assert_eq!(number(&ranking, theme, "expected_value_jpy"), worth - paid);
        let index = number(&ranking, theme, "productivity_index");
        assert!((index - (worth - paid) / paid).abs() < 1e-12, "{index}");
        assert_eq!(
            number(&ranking, theme, "expected_value_standard_error_jpy"),
            0.0
        );
    }
    let date = column(&ranking, ("theme", "A"), "licence_date_p50");
    assert_eq!(date, [Value::Month(2013, 10)]);
}

/// By weight w on time and 1 − w on cost, both scaled by their extremes: A is worth w, B 1 − w.
#[test]
fn any_weights_divide_the_first_rank_in_halves() {
    let text = "[ranking.criterion]\ntime_to_licence = {}\nremaining_cost = {}\n";
    let model = common::model(&(common::head(2.0) + text + TWO));
    let (tables, draws) = ranked(&model, 10, 1, |figures| {
        let tables = soyaku::analysis::ranking::tables(figures);
        (tables, figures.standing.unwrap().acceptability.draws())
    });
    assert_eq!(draws, 10_000);
    let ranking = table(&tables, "ranking");
    let first = number(&ranking, "A", "first_rank_acceptability");
    let error = (0.25 / draws as f64).sqrt();
    assert!((first - 0.5).abs() < 4.0 * error, "{first}");
    let stated = number(&ranking, "A", "first_rank_acceptability_standard_error");
    assert!((stated - error).abs() < 0.01 * error, "{stated}");
    // Central weights of A: the mean of w over ½ … 1, on time.
    let central = table(&tables, "central_weights");
    let weight = number(&central, "A", "central_weight");
    assert!((weight - 0.75).abs() < 0.01, "{weight}");
    assert_eq!(number(&central, "A", "confidence_factor"), 1.0);
    // Whoever leads at the mean weights does so up to one half.
    let ranges = table(&tables, "weight_ranges");
    let of = |name: &str| {
        ranges.rows[0][ranges.column(name).unwrap()]
            .number()
            .unwrap()
    };
    assert!((of("first_from") - 0.5).abs() < 1e-12 || (of("first_to") - 0.5).abs() < 1e-12);
}

/// Without ignorance there is one world: with fixed weights a rank is certain, or shared.
#[test]
fn one_world_and_fixed_weights_leave_certain_ranks_and_ties() {
    let fixed =
        "[ranking.criterion]\ntime_to_licence = { weight = 3 }\nremaining_cost = { weight = 1 }\n";
    let third = "[theme.C]\nroute = \"slow\"\n";
    let model = common::model(&(common::head(2.0) + fixed + TWO + third));
    let tables = tables_of(&model, 10, 1);
    let acceptability = table(&tables, "rank_acceptability");
    let shares = |theme: &str| -> Vec<f64> {
        let shares = column(&acceptability, ("theme", theme), "acceptability");
        shares.iter().map(|share| share.number().unwrap()).collect()
    };
    assert_eq!(shares("A"), [1.0, 0.0, 0.0]);
    assert_eq!(shares("B"), [0.0, 0.5, 0.5]);
    assert_eq!(shares("C"), [0.0, 0.5, 0.5]);
    let ranking = table(&tables, "ranking");
    let groups = ["A", "B", "C"].map(|theme| number(&ranking, theme, "tie_group"));
    assert_eq!(groups, [1.0, 2.0, 2.0], "B and C cannot be told apart");
    let pairs = table(&tables, "pairwise");
    assert_eq!(number(&pairs, "B", "wins"), 0.0, "B against A, the best");
    let of_b = column(&pairs, ("theme", "B"), "wins");
    assert_eq!(of_b[1], Value::Number(0.5), "B against C");
}

#[test]
fn weights_are_drawn_within_their_limits_and_order() {
    let text = "[ranking]\norder = [\"remaining_cost\", \"time_to_licence\"]\n\
                [ranking.criterion]\n\
                time_to_licence = { weight = [0.1, 0.6] }\n\
                remaining_cost = {}\n\
                chance_of_licence = { weight = 0.2, worst = 0, best = 1 }\n";
    let model = common::model(&(common::head(2.0) + text + TWO));
    let tables = tables_of(&model, 10, 1);
    let ranges = table(&tables, "weight_ranges");
    let of = |row: usize, name: &str| {
        ranges.rows[row][ranges.column(name).unwrap()]
            .number()
            .unwrap()
    };
    // w on time between 0.1 and 0.4, as cost weighs at least as much and both share 0.8.
    assert!((of(0, "weight_mean") - 0.25).abs() < 0.005);
    assert!((of(1, "weight_mean") - 0.55).abs() < 0.005);
    assert!((of(2, "weight_mean") - 0.2).abs() < 1e-12);
    // At such weights cost decides.
    let ranking = table(&tables, "ranking");
    assert_eq!(number(&ranking, "B", "first_rank_acceptability"), 1.0);
}

/// A stage of 24 months half done at the horizon, odds ½: what is left takes a year.
#[test]
fn a_theme_open_at_the_horizon_is_worth_what_going_on_can_be_expected_to_bring() {
    let route = r#"
[[route.r.stage]]
id = "long"
odds = 0.5
  [[route.r.stage.activity]]
  id = "work"
  duration_months = 24
  cost_per_month = 1_000
[theme.A]
"#;
    let value = "[value]\ndiscount_rate = 0.05\nper_licence = 1_000_000\n";
    let model = common::model(&(common::head(1.0) + value + route));
    let ranking = table(&tables_of(&model, 4, 1), "ranking");
    let left = 0.5 * discounted(1_000_000.0, 12.0) - discounted(12_000.0, 6.0);
    let expected = discounted(left, 12.0).round();
    assert_eq!(number(&ranking, "A", "value_present_jpy"), expected);
    assert_eq!(number(&ranking, "A", "chance_of_licence"), 0.0);
    assert_eq!(number(&ranking, "A", "time_to_licence_months"), 12.0);

    let stated = value.to_owned() + "open = { long = 70_000 }\n";
    let model = common::model(&(common::head(1.0) + &stated + route));
    let ranking = table(&tables_of(&model, 4, 1), "ranking");
    let expected = discounted(70_000.0, 12.0).round();
    assert_eq!(number(&ranking, "A", "value_present_jpy"), expected);
}

/// Nobody is forced to go on with what costs more than it brings.
#[test]
fn going_on_is_never_worth_less_than_nothing() {
    let text = "[value]\nper_licence = 10\n[[route.r.stage]]\nid = \"long\"\n\
                [[route.r.stage.activity]]\nid = \"work\"\nduration_months = 24\ncost = 1_000_000\n\
                [theme.A]\n";
    let model = common::model(&(common::head(1.0) + text));
    let ranking = table(&tables_of(&model, 4, 1), "ranking");
    assert_eq!(number(&ranking, "A", "value_present_jpy"), 0.0);
}

#[test]
fn chances_by_year_end_and_stages_over_time_are_told() {
    let two_stages = r#"
[ranking]
years = [2014]
[[route.r.stage]]
id = "first"
  [[route.r.stage.activity]]
  id = "work"
  duration_months = 8
[[route.r.stage]]
id = "second"
  [[route.r.stage.activity]]
  id = "work"
  duration_months = 7
[theme.A]
[theme.B]
arrives = 2014-04-01
"#;
    let model = common::model(&(common::head(2.0) + two_stages));
    let tables = tables_of(&model, 10, 1);
    let chances = table(&tables, "theme_chances");
    let of = |theme: &str| column(&chances, ("theme", theme), "licensed");
    assert_eq!(of("A"), [Value::Number(1.0), Value::Number(1.0)]);
    assert_eq!(of("B"), [Value::Number(0.0), Value::Number(0.0)]);
    let years = column(&chances, ("theme", "A"), "at_end_of_fiscal_year");
    assert_eq!(years[0], Value::FiscalYear(2014));
    let timeline = table(&tables, "theme_timeline");
    let of = |theme: &str, name: &str| -> Vec<Option<f64>> {
        let found = column(&timeline, ("theme", theme), name);
        found.iter().map(Value::number).collect()
    };
    // Stages first, second; then licence and launch.
    assert_eq!(
        of("A", "entered_p50_months"),
        [Some(0.0), Some(8.0), Some(15.0), None]
    );
    assert_eq!(
        of("A", "left_p90_months"),
        [Some(8.0), Some(15.0), None, None]
    );
    assert_eq!(
        of("B", "entered_p50_months"),
        [Some(12.0), Some(20.0), None, None]
    );
    assert_eq!(of("B", "left_p50_months"), [Some(20.0), None, None, None]);
    assert_eq!(of("B", "left_share")[..2], [Some(1.0), Some(0.0)]);
    assert_eq!(of("B", "passed_share")[..2], [Some(1.0), Some(0.0)]);
}

#[test]
fn tables_are_the_same_on_any_number_of_threads() {
    let model = common::model_at(&common::shipped("every-rule"));
    let one = tables_of(&model, 300, 1);
    for threads in [2, 7] {
        let others = tables_of(&model, 300, threads);
        for (one, other) in one.iter().zip(&others) {
            // Figures that do not exist are equal too.
            assert_eq!(format!("{one:?}"), format!("{other:?}"), "{}", one.name);
        }
    }
}

#[test]
fn every_table_of_a_ranking_has_words_in_both_languages() {
    for name in ["every-rule", "network-2013", "starter"] {
        let model = common::model_at(&common::shipped(name));
        let mut tables = tables_of(&model, 20, 1);
        let found = crate::marginal::contributions_of(&model, 2);
        tables.push(soyaku::analysis::ranking::marginal(&model, &found));
        let missing: Vec<String> = tables
            .iter()
            .flat_map(|table| without_words(table, &model.currency))
            .collect();
        assert_eq!(missing, Vec::<String>::new(), "{name}");
    }
}
