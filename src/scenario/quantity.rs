//! Quantities: a number or a distribution, its layer, its price year, and where it comes from.

use super::decode::Decoder;
use super::shape::DISTRIBUTIONS;
use super::view::View;
use super::{Node, Value};
use crate::diagnostic::Diagnostic;
use crate::model::distribution::DistributionError;
use crate::model::{Distribution, Parameter, ParameterId, Provenance, Quantity, Uncertainty, Unit};

/// How a parameter is used.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Use {
    pub unit: Unit,
    /// Whether its chance is drawn anew at each use (activities, themes).
    pub each_use: bool,
}

impl Use {
    /// Drawn at each use.
    pub fn each(unit: Unit) -> Use {
        Use {
            unit,
            each_use: true,
        }
    }

    /// Drawn once per run.
    pub fn once(unit: Unit) -> Use {
        Use {
            unit,
            each_use: false,
        }
    }
}

impl Decoder<'_> {
    /// The quantity under `key`, or the default.
    pub(super) fn quantity(
        &mut self,
        view: &View<'_>,
        key: &str,
        how: Use,
        default: f64,
    ) -> Quantity {
        self.stated(view, key, how)
            .unwrap_or(Quantity::Default(default))
    }

    /// The quantity under `key`, if there is one.
    pub(super) fn stated(&mut self, view: &View<'_>, key: &str, how: Use) -> Option<Quantity> {
        view.get(key)
            .and_then(|place| self.quantity_at(&place, how))
    }

    /// The quantity that stands at `place`.
    pub(super) fn quantity_at(&mut self, place: &View<'_>, how: Use) -> Option<Quantity> {
        if let Some(id) = self.parameter_ids.get(&place.path().to_string()) {
            return Some(Quantity::Stated(*id));
        }
        let node = place.node();
        let distribution = self.distribution(node)?;
        self.check_range(node, &distribution, how.unit);
        let about = |key: &str| node.get(key);
        let uncertainty = match about("layer").and_then(Node::as_text) {
            _ if distribution.is_constant() => None,
            Some("ignorance") => Some(Uncertainty::Ignorance),
            _ => Some(Uncertainty::Chance),
        };
        let odds_by_chance =
            how.unit == Unit::Probability && uncertainty == Some(Uncertainty::Chance);
        if odds_by_chance {
            self.diagnostics.push(
                Diagnostic::warning(
                    "odds-by-chance",
                    "a probability drawn anew for each theme acts like its mean alone",
                )
                .at(node.span)
                .help("write layer = \"ignorance\" if the probability is not known well"),
            );
        }
        let scale = if how.unit.is_money() {
            self.deflate(node)?
        } else {
            1.0
        };
        let parameter = Parameter {
            path: place.path().to_string(),
            unit: how.unit,
            distribution,
            uncertainty,
            each_use: how.each_use,
            scale,
            provenance: Provenance {
                source: about("source").and_then(Node::words),
                as_of: about("as_of").and_then(Node::words),
                note: about("note").and_then(Node::words),
                origin: self.origin_of(node),
            },
        };
        let id = ParameterId(self.parameters.len() as u32);
        self.parameter_ids.insert(parameter.path.clone(), id);
        self.parameters.push(parameter);
        Some(Quantity::Stated(id))
    }

    /// File (relative to the scenario) and line of a value, as provenance shows it.
    fn origin_of(&self, node: &Node) -> String {
        let (line, _) = self.sources.line_column(node.span);
        let file = self.files.iter().find(|file| file.file == node.span.file);
        let name = file.map_or("", |file| file.name.as_str());
        format!("{name}:{line}")
    }

    /// The deflator of money to the scenario's price year.
    fn deflate(&mut self, node: &Node) -> Option<f64> {
        let Some(price_year) = self.price_year else {
            if !self.price_year_missed {
                self.price_year_missed = true;
                self.diagnostics.push(
                    Diagnostic::error("missing-price-year", "money is stated, but no price year")
                        .at(node.span)
                        .help("add `price_year = 2013` (or the year your prices are of) to [scenario]"),
                );
            }
            return None;
        };
        let year = node
            .get("price_year")
            .and_then(Node::as_integer)
            .unwrap_or(price_year);
        if year == price_year {
            return Some(1.0);
        }
        let (own, scenario) = (self.deflator.get(&year), self.deflator.get(&price_year));
        if let (Some(own), Some(scenario)) = (own, scenario) {
            return Some(scenario / own);
        }
        let missing = if own.is_none() { year } else { price_year };
        self.diagnostics.push(
            Diagnostic::error(
                "mixed-price-years",
                format!("this is money of {year}, the scenario counts in prices of {price_year}, and [deflator] has no index for {missing}"),
            )
            .at(node.get("price_year").unwrap_or(node).span)
            .help(format!("add `{missing} = …` to [deflator], or state the amount in prices of {price_year}")),
        );
        None
    }

    fn distribution(&mut self, node: &Node) -> Option<Distribution> {
        if let Some(value) = node.as_number() {
            return Some(Distribution::Constant(value));
        }
        let Value::Table(entries) = &node.value else {
            return None;
        };
        let (name, given) = entries
            .iter()
            .find(|(name, _)| DISTRIBUTIONS.contains(name))?;
        let listed = |count: usize| -> Result<Vec<f64>, Option<DistributionError>> {
            given
                .numbers()
                .filter(|list| list.len() == count)
                .ok_or(None)
        };
        let named = |keys: &[&str]| -> Result<Vec<f64>, Option<DistributionError>> {
            let Value::Table(table) = &given.value else {
                return Err(None);
            };
            let known = table.iter().all(|(key, _)| keys.contains(&key));
            let values: Option<Vec<f64>> = keys
                .iter()
                .map(|key| table.get(key).and_then(Node::as_number))
                .collect();
            values.filter(|_| known).ok_or(None)
        };
        let made =
            |distribution: Result<Distribution, DistributionError>| distribution.map_err(Some);
        let (form, result) = match name {
            "value" => (
                "a number",
                given.as_number().map(Distribution::Constant).ok_or(None),
            ),
            "uniform" => (
                "[least, most]",
                listed(2).and_then(|v| made(Distribution::uniform(v[0], v[1]))),
            ),
            "triangular" => (
                "[least, most likely, most]",
                listed(3).and_then(|v| made(Distribution::triangular(v[0], v[1], v[2]))),
            ),
            "pert" => (
                "[least, most likely, most]",
                listed(3).and_then(|v| made(Distribution::pert(v[0], v[1], v[2]))),
            ),
            "beta" => (
                "[alpha, beta]",
                listed(2).and_then(|v| made(Distribution::beta(v[0], v[1]))),
            ),
            "normal" => (
                "{ mean = …, sd = … }, with min and max if need be",
                normal(given),
            ),
            "lognormal" => (
                "{ mean = …, sd = … } or { median = …, p90 = … }",
                named(&["mean", "sd"])
                    .and_then(|v| made(Distribution::lognormal_mean_sd(v[0], v[1])))
                    .or_else(|error| match error {
                        Some(error) => Err(Some(error)),
                        None => named(&["median", "p90"])
                            .and_then(|v| made(Distribution::lognormal_median_p90(v[0], v[1]))),
                    }),
            ),
            "gamma" => (
                "{ mean = …, sd = … } or { shape = …, scale = … }",
                named(&["mean", "sd"])
                    .and_then(|v| made(Distribution::gamma_mean_sd(v[0], v[1])))
                    .or_else(|error| match error {
                        Some(error) => Err(Some(error)),
                        None => named(&["shape", "scale"])
                            .and_then(|v| made(Distribution::gamma_shape_scale(v[0], v[1]))),
                    }),
            ),
            "weibull" => (
                "{ shape = …, scale = … }",
                named(&["shape", "scale"]).and_then(|v| made(Distribution::weibull(v[0], v[1]))),
            ),
            "exponential" => (
                "{ mean = … }",
                named(&["mean"]).and_then(|v| made(Distribution::exponential(v[0]))),
            ),
            "empirical" => (
                "a list of numbers, or the name of a CSV file with `column`",
                match self.empirical_values(given, entries.get("column")) {
                    Empirical::Reported => return None,
                    Empirical::Values(values) => made(Distribution::empirical(&values)),
                    Empirical::Unreadable => Err(None),
                },
            ),
            _ => ("[[value, weight], …]", discrete(given)),
        };
        match result {
            Ok(distribution) => Some(distribution),
            Err(problem) => {
                let message = match &problem {
                    Some(error) => error.to_string(),
                    None => format!("`{name}` is not given in the form it needs"),
                };
                self.diagnostics.push(
                    Diagnostic::error("bad-distribution", message)
                        .at(given.span)
                        .allowed(format!("`{name}` = {form}")),
                );
                None
            }
        }
    }

    /// The values of an empirical distribution: a list, or a column of a CSV. `None` after a
    /// message.
    fn empirical_values(&mut self, given: &Node, column: Option<&Node>) -> Empirical {
        if let Some(values) = given.numbers() {
            return Empirical::Values(values);
        }
        if given.as_text().is_none() {
            return Empirical::Unreadable;
        }
        match self
            .numbers
            .read(given, column, self.sources, &mut self.diagnostics)
        {
            Some(values) => Empirical::Values(values),
            None => Empirical::Reported,
        }
    }

    fn check_range(&mut self, node: &Node, distribution: &Distribution, unit: Unit) {
        let (least, most) = distribution.support();
        let (from, to, allowed) = match unit {
            Unit::Probability => (0.0, 1.0, "a probability from 0 to 1".to_owned()),
            Unit::Score => return,
            Unit::Months => (0.0, 12_000.0, "0 to 12000 months".to_owned()),
            Unit::Slots => (0.0, 1e6, "0 to 1000000 slots".to_owned()),
            Unit::PerYear => (0.0, 1e6, "0 to 1000000 per year".to_owned()),
            Unit::Ratio => (0.0, 1e6, "a factor, 0 or more".to_owned()),
            Unit::Money | Unit::MoneyPerMonth | Unit::MoneyPerYear => {
                (0.0, 1e12, format!("0 to 10^12 {}", self.currency))
            }
        };
        // An endless upper tail is let pass: what lies that far out hardly ever comes.
        if least >= from && (most <= to || (most == f64::INFINITY && to != 1.0)) {
            return;
        }
        let message = if distribution.is_constant() {
            format!("{least} is out of range for a quantity in {}", unit.word())
        } else {
            format!(
                "this distribution reaches from {least} to {most}, out of range for a quantity in {}",
                unit.word()
            )
        };
        let mut diagnostic = Diagnostic::error("out-of-range", message)
            .at(node.span)
            .allowed(allowed);
        if unit == Unit::Probability && distribution.is_constant() && least > 1.0 && least <= 100.0
        {
            diagnostic = diagnostic.help(format!("write {} for {least} %", least / 100.0));
        }
        if least < from && matches!(distribution, Distribution::Normal { .. }) {
            diagnostic = diagnostic.help("add `min = 0` to the normal distribution");
        }
        self.diagnostics.push(diagnostic);
    }
}

enum Empirical {
    Values(Vec<f64>),
    /// Neither a list nor a file with a column.
    Unreadable,
    /// The file could not be read, which has been said.
    Reported,
}

fn normal(given: &Node) -> Result<Distribution, Option<DistributionError>> {
    let Value::Table(table) = &given.value else {
        return Err(None);
    };
    let keys = ["mean", "sd", "min", "max"];
    let well_formed = table
        .iter()
        .all(|(key, value)| keys.contains(&key) && value.as_number().is_some());
    let value = |key: &str| table.get(key).and_then(Node::as_number);
    let (Some(mean), Some(sd), true) = (value("mean"), value("sd"), well_formed) else {
        return Err(None);
    };
    let least = value("min").unwrap_or(f64::NEG_INFINITY);
    let most = value("max").unwrap_or(f64::INFINITY);
    Distribution::normal(mean, sd, least, most).map_err(Some)
}

fn discrete(given: &Node) -> Result<Distribution, Option<DistributionError>> {
    let Value::List(entries) = &given.value else {
        return Err(None);
    };
    let pairs: Option<Vec<(f64, f64)>> = entries
        .iter()
        .map(|(_, pair)| match pair.numbers().as_deref() {
            Some([value, weight]) => Some((*value, *weight)),
            _ => None,
        })
        .collect();
    Distribution::discrete(&pairs.ok_or(None)?).map_err(Some)
}
