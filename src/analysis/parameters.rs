//! Every number of the scenario, and where it comes from.

use super::table::{Column, Table, Value};
use super::words::{currency, source};
use crate::language::{Text, Words, words};
use crate::model::{Distribution, Model, Uncertainty, Unit};
use crate::text;

/// All stated parameters, sorted by path.
pub fn parameters(model: &Model) -> Table {
    let mut columns = vec![
        Column::text("parameter"),
        Column::text("unit"),
        Column::text("value"),
        Column::text("layer"),
    ];
    columns.push(Column::number(
        "mean",
        "unit of the parameter, prices of the scenario's year",
    ));
    columns.extend(
        ["source", "as_of", "note", "set_in"]
            .into_iter()
            .map(Column::text),
    );
    let mut table = Table::new("parameters", columns);
    let mut sorted: Vec<_> = model.parameters.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    for parameter in sorted {
        let about = &parameter.provenance;
        let text = |text: &Option<String>| Value::text(text.as_deref().unwrap_or(""));
        table.push(vec![
            Value::text(&parameter.path),
            unit_of(parameter.unit, &model.currency),
            Value::Text(describe_distribution(&parameter.distribution)),
            Value::words(layer(parameter.uncertainty)),
            Value::finite(parameter.mean()),
            source(about.source.as_deref().unwrap_or("")),
            text(&about.as_of),
            text(&about.note),
            Value::text(&about.origin),
        ]);
    }
    table
}

/// The layer of an uncertainty.
fn layer(uncertainty: Option<Uncertainty>) -> Words {
    match uncertainty {
        None => words("constant", "定数"),
        Some(Uncertainty::Chance) => words("chance", "偶然"),
        Some(Uncertainty::Ignorance) => words("ignorance", "未知"),
    }
}

/// The unit of a parameter; money in the scenario's currency.
pub(super) fn unit_of(unit: Unit, code: &str) -> Value {
    let unit = unit_words(unit, currency(code));
    Value::named(&unit.english, &unit)
}

fn unit_words(unit: Unit, currency: Text) -> Text {
    let japanese = match unit {
        Unit::Money => return currency,
        Unit::MoneyPerMonth => return text!("{currency} per month", "{currency}／月"; currency),
        Unit::MoneyPerYear => return text!("{currency} per year", "{currency}／年"; currency),
        Unit::Probability => "確率",
        Unit::Share => "割合",
        Unit::Months => "月",
        Unit::Slots => "枠",
        Unit::PerYear => "件／年",
        Unit::Applicants => "社",
        Unit::Years => "年",
        Unit::Ratio => "倍率・重み",
        Unit::Score => "点",
        Unit::Loading => "負荷量",
    };
    Text {
        english: unit.word().to_owned(),
        japanese: japanese.to_owned(),
    }
}

/// What was computed from what is written, without digits that come from computing.
fn shown(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// A distribution in the words of a scenario.
pub fn describe_distribution(distribution: &Distribution) -> String {
    match distribution {
        Distribution::Constant(value) => value.to_string(),
        Distribution::Uniform { min, max } => format!("uniform [{min}, {max}]"),
        Distribution::Triangular { min, mode, max } => format!("triangular [{min}, {mode}, {max}]"),
        Distribution::Pert { min, mode, max } => format!("pert [{min}, {mode}, {max}]"),
        Distribution::Beta { alpha, beta } => format!("beta [{alpha}, {beta}]"),
        Distribution::Normal { mean, sd, min, max } => {
            let mut text = format!("normal mean {mean}, sd {sd}");
            for (name, bound) in [("min", min), ("max", max)] {
                if bound.is_finite() {
                    text += &format!(", {name} {bound}");
                }
            }
            text
        }
        Distribution::Lognormal { mu, sigma } => {
            let (median, sigma) = (shown(libm::exp(*mu)), shown(*sigma));
            format!("lognormal median {median}, log-sd {sigma}")
        }
        Distribution::Gamma { shape, scale } => {
            let (shape, scale) = (shown(*shape), shown(*scale));
            format!("gamma shape {shape}, scale {scale}")
        }
        Distribution::Weibull { shape, scale } => format!("weibull shape {shape}, scale {scale}"),
        Distribution::Exponential { mean } => format!("exponential mean {mean}"),
        Distribution::Empirical(values) => format!("empirical, {} values", values.len()),
        Distribution::Discrete(values) => {
            let pairs: Vec<String> = values
                .iter()
                .map(|(value, weight)| format!("{value} (weight {weight})"))
                .collect();
            format!("discrete {}", pairs.join(", "))
        }
    }
}
