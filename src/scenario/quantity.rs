//! Quantities: a number or a distribution, its layer, its price year, and where it comes from.

use super::decode::Decoder;
use super::place::place_of;
use super::shape::DISTRIBUTIONS;
use super::view::View;
use super::{Node, Value};
use crate::diagnostic::Diagnostic;
use crate::language::{Text, Words, words};
use crate::model::distribution::{Argument, DistributionError};
use crate::model::{Distribution, Parameter, ParameterId, Provenance, Quantity, Uncertainty, Unit};
use crate::text;

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
        let stated = self.stated(view, key, how);
        self.note_neutral(stated, default);
        stated.unwrap_or(Quantity::Default(default))
    }

    /// Notes whether a stated quantity says no more than its `default`.
    pub(super) fn note_neutral(&mut self, stated: Option<Quantity>, default: f64) {
        if let Some(Quantity::Stated(id)) = stated {
            let parameter = &mut self.parameters[id.0 as usize];
            let value = parameter.mean();
            parameter.neutral = parameter.distribution.is_constant() && value == default;
        }
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
        let in_range = self.check_range(node, &distribution, how.unit);
        let about = |key: &str| node.get(key);
        let uncertainty = match about("layer").and_then(Node::as_text) {
            _ if distribution.is_constant() => None,
            Some("ignorance") => Some(Uncertainty::Ignorance),
            _ => Some(Uncertainty::Chance),
        };
        let odds_by_chance =
            how.unit == Unit::Probability && uncertainty == Some(Uncertainty::Chance);
        let layer = about("layer").and_then(Node::as_text);
        // A layer that is none has been reported.
        if odds_by_chance && in_range && layer.is_none_or(|layer| layer == "chance") {
            self.diagnostics.push(
                Diagnostic::warning(
                    "odds-by-chance",
                    words(
                        "a probability drawn anew for each theme acts like its mean alone",
                        "テーマごとに抽選する確率は、その平均を一定の確率とするのと変わりません",
                    ),
                )
                .at(node.span)
                .help(words(
                    "write layer = \"ignorance\" if the probability is not known well",
                    "確率がよく分かっていない場合はlayer = \"ignorance\"と記入してください",
                )),
            );
        }
        if let Some(year) = about("price_year").filter(|_| !how.unit.is_money()) {
            let what = Text::from(how.unit.noun());
            let message = text!(
                "{what} has no price year, only money has",
                "{what}に価格年はありません（金額のみに付きます）";
                what
            );
            self.diagnostics.push(
                Diagnostic::error("misplaced-key", message)
                    .at(year.key_span)
                    .help(words(
                        "remove `price_year` here; the year of a figure is `as_of`",
                        "`price_year`を削除してください（数値の年次は`as_of`に書きます）",
                    )),
            );
        }
        let scale = if how.unit.is_money() {
            self.deflate(node)?
        } else {
            1.0
        };
        let of_themes = place.path().segments().first().map(String::as_str) == Some("theme");
        let in_table_of_themes = node.raw.is_some() && of_themes;
        let parameter = Parameter {
            path: place.path().to_string(),
            unit: how.unit,
            distribution,
            uncertainty,
            each_use: how.each_use,
            neutral: false,
            scale,
            provenance: Provenance {
                source: about("source")
                    .and_then(Node::words)
                    .or_else(|| self.theme_source.clone().filter(|_| in_table_of_themes)),
                as_of: about("as_of").and_then(Node::words),
                note: about("note").and_then(Node::words),
                origin: place_of(node.span, self.files, self.sources),
            },
        };
        let id = ParameterId(self.parameters.len() as u32);
        self.parameter_ids.insert(parameter.path.clone(), id);
        self.parameters.push(parameter);
        Some(Quantity::Stated(id))
    }

    /// The deflator of money to the scenario's price year.
    fn deflate(&mut self, node: &Node) -> Option<f64> {
        let Some(price_year) = self.price_year else {
            if !self.price_year_missed {
                self.price_year_missed = true;
                self.diagnostics.push(
                    Diagnostic::error(
                        "missing-price-year",
                        words(
                            "money is stated, but no price year",
                            "金額がありますが、価格年の指定がありません",
                        ),
                    )
                    .at(node.span)
                    .help(text!(
                        "add `price_year = {0}` (or the year your prices are of) to [scenario]",
                        "[scenario]に`price_year = {0}`（又は金額の基準とした年）を追加してください",
                        self.calendar.start().year()
                    )),
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
                text!(
                    "this is money of {year}, the scenario counts in prices of {price_year}, and [deflator] has no index for {missing}",
                    "この金額は{year}年価格、シナリオは{price_year}年価格ですが、[deflator]に{missing}年の指数がありません"
                ),
            )
            .at(node.get("price_year").unwrap_or(node).span)
            .help(text!(
                "add `{missing} = …` to [deflator], or state the amount in prices of {price_year}",
                "[deflator]に`{missing} = …`を追加するか、金額を{price_year}年価格に直してください"
            )),
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
                words("a number", "数値"),
                given.as_number().map(Distribution::Constant).ok_or(None),
            ),
            "uniform" => (
                words("[min, max]", "[min, max]"),
                listed(2).and_then(|v| made(Distribution::uniform(v[0], v[1]))),
            ),
            "triangular" => (
                words("[min, mode, max]", "[min, mode, max]"),
                listed(3).and_then(|v| made(Distribution::triangular(v[0], v[1], v[2]))),
            ),
            "pert" => (
                words("[min, mode, max]", "[min, mode, max]"),
                listed(3).and_then(|v| made(Distribution::pert(v[0], v[1], v[2]))),
            ),
            "beta" => (
                words("[alpha, beta]", "[alpha, beta]"),
                listed(2).and_then(|v| made(Distribution::beta(v[0], v[1]))),
            ),
            "normal" => (
                words(
                    "{ mean = …, sd = … }, with min and max if need be",
                    "{ mean = …, sd = … }（必要に応じminとmaxを加える）",
                ),
                normal(given),
            ),
            "lognormal" => (
                words(
                    "{ mean = …, sd = … } or { median = …, p90 = … }",
                    "{ mean = …, sd = … }又は{ median = …, p90 = … }",
                ),
                named(&["mean", "sd"])
                    .and_then(|v| made(Distribution::lognormal_mean_sd(v[0], v[1])))
                    .or_else(|error| match error {
                        Some(error) => Err(Some(error)),
                        None => named(&["median", "p90"])
                            .and_then(|v| made(Distribution::lognormal_median_p90(v[0], v[1]))),
                    }),
            ),
            "gamma" => (
                words(
                    "{ mean = …, sd = … } or { shape = …, scale = … }",
                    "{ mean = …, sd = … }又は{ shape = …, scale = … }",
                ),
                named(&["mean", "sd"])
                    .and_then(|v| made(Distribution::gamma_mean_sd(v[0], v[1])))
                    .or_else(|error| match error {
                        Some(error) => Err(Some(error)),
                        None => named(&["shape", "scale"])
                            .and_then(|v| made(Distribution::gamma_shape_scale(v[0], v[1]))),
                    }),
            ),
            "weibull" => (
                words("{ shape = …, scale = … }", "{ shape = …, scale = … }"),
                named(&["shape", "scale"]).and_then(|v| made(Distribution::weibull(v[0], v[1]))),
            ),
            "exponential" => (
                words("{ mean = … }", "{ mean = … }"),
                named(&["mean"]).and_then(|v| made(Distribution::exponential(v[0]))),
            ),
            "empirical" => (
                words(
                    "a list of numbers, or the name of a CSV file with `column`",
                    "数値の一覧、又はCSVファイル名と`column`",
                ),
                match self.empirical_values(given, entries.get("column")) {
                    Empirical::Reported => return None,
                    Empirical::Values(values) => made(Distribution::empirical(&values)),
                    Empirical::Unreadable => Err(None),
                },
            ),
            _ => (
                words("[[value, weight], …]", "[[value, weight], …]"),
                discrete(given),
            ),
        };
        match result {
            Ok(distribution) => Some(distribution),
            Err(problem) => {
                self.diagnostics
                    .push(bad_distribution(name, given, form, problem));
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

    /// Whether all values lie in the range of the unit; if not, says so.
    fn check_range(&mut self, node: &Node, distribution: &Distribution, unit: Unit) -> bool {
        let (least, most) = distribution.support();
        let (from, to) = unit.range();
        // An endless tail is cut where the unit ends, as long as the bulk lies within; a
        // probability has no tails, and nothing but a score lies below 0 by nature.
        let endless = unit != Unit::Probability && (from..=to).contains(&distribution.mean());
        let below = least < from && !(endless && unit == Unit::Score && least.is_infinite());
        let above = most > to && !(endless && most.is_infinite());
        if !below && !above {
            return true;
        }
        let found = range_found(distribution, from, unit);
        let (noun, unit_words) = (Text::from(unit.noun()), self.unit_of_range(unit));
        let message = text!(
            "{found} is out of range for {noun}",
            "{found}は{noun}の範囲を外れています";
            found, noun
        );
        let (from_shown, to_shown) = match unit.is_money() {
            true => (Text::same("0"), Text::same("10^14")),
            false => (Text::same(from.to_string()), Text::same(to.to_string())),
        };
        let allowed = text!(
            "{from_shown} to {to_shown}{unit_words}",
            "{from_shown}～{to_shown}{unit_words}";
            from_shown, to_shown, unit_words
        );
        let mut diagnostic = Diagnostic::error("out-of-range", message)
            .at(node.span)
            .allowed(allowed);
        let is_percent = distribution.is_constant() && least > 1.0 && least <= 100.0;
        if unit == Unit::Probability && is_percent {
            let share = hundredth(least);
            diagnostic = diagnostic.help(text!(
                "write {share} for {least} %",
                "{least} %は{share}と記入してください"
            ));
        } else if matches!(distribution, Distribution::Normal { .. }) {
            let bounds = [(below, "min", from), (above, "max", to)].into_iter();
            let bounds: Vec<String> = bounds
                .filter(|(needed, ..)| *needed)
                .map(|(_, name, bound)| format!("`{name} = {bound}`"))
                .collect();
            let bounds = Text {
                english: bounds.join(" and "),
                japanese: bounds.join("と"),
            };
            diagnostic = diagnostic.help(text!(
                "add {bounds} to the normal distribution",
                "正規分布に{bounds}を追加してください";
                bounds
            ));
        } else if unit == Unit::Probability && !most.is_finite() {
            diagnostic = diagnostic.help(words(
                "take `beta`, `pert` or `uniform`, which end at 1",
                "1を超えない`beta`、`pert`、`uniform`のいずれかを使ってください",
            ));
        }
        self.diagnostics.push(diagnostic);
        false
    }

    /// What the numbers of a range count, behind them.
    fn unit_of_range(&self, unit: Unit) -> Text {
        match unit {
            Unit::Money | Unit::MoneyPerMonth | Unit::MoneyPerYear => {
                Text::same(format!(" {}", self.currency))
            }
            Unit::Months => words(" months", "か月").into(),
            _ => Text::default(),
        }
    }
}

/// The values that lie out of range, in words.
fn range_found(distribution: &Distribution, from: f64, unit: Unit) -> Text {
    let (least, most) = distribution.support();
    let (lowest, highest) = (figure(least), figure(most));
    match (least.is_finite(), most.is_finite()) {
        _ if distribution.is_constant() => Text::same(lowest),
        (true, true) => text!(
            "this distribution, from {lowest} to {highest},",
            "この分布（{lowest}～{highest}）"
        ),
        (true, false) if least >= from && unit != Unit::Probability => text!(
            "this distribution, with the mean {0},",
            "この分布（平均{0}）",
            figure(distribution.mean())
        ),
        (true, false) => text!(
            "this distribution, from {lowest} up without end,",
            "この分布（{lowest}以上、上限なし）"
        ),
        (false, true) => text!(
            "this distribution, up to {highest} from below without end,",
            "この分布（下限なし、{highest}以下）"
        ),
        (false, false) => words(
            "this distribution, without end on both sides,",
            "この分布（上下限なし）",
        )
        .into(),
    }
}

/// The message about a distribution that cannot be: which number, and the form it needs.
fn bad_distribution(
    name: &str,
    given: &Node,
    form: Words,
    problem: Option<DistributionError>,
) -> Diagnostic {
    let form = text!("{name} = {form}", "{name} = {form}"; form);
    let Some(error) = problem else {
        let message = text!(
            "`{name}` is not given in the form it needs",
            "`{name}`の書き方が正しくありません"
        );
        return Diagnostic::error("bad-distribution", message)
            .at(given.span)
            .allowed(form);
    };
    let at_fault = match error.argument {
        Argument::Parameter { name, position } => {
            given.get(name).or_else(|| given.get(&position.to_string()))
        }
        Argument::Entry { index, .. } => given.get(&index.to_string()),
        Argument::List { .. } => None,
    };
    let found = error.words();
    let message = text!("{found} in `{name}`", "`{name}`の{found}"; found);
    Diagnostic::error("bad-distribution", message)
        .at(at_fault.unwrap_or(given).span)
        .allowed(error.allowed.words())
        .help(text!("the form is {form}", "書き方：{form}"; form))
}

/// A number in a message: very large and very small ones in powers of ten.
fn figure(number: f64) -> String {
    if number != 0.0 && !(1e-6..1e15).contains(&number.abs()) {
        format!("{number:e}")
    } else {
        number.to_string()
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
/// A per cent as a share: the decimal point is moved, so that 1.4 is 0.014 and not what dividing in
/// binary makes of it.
pub(super) fn hundredth(number: f64) -> f64 {
    format!("{number}e-2").parse().unwrap_or(number / 100.0)
}

#[cfg(test)]
mod tests {
    use super::hundredth;

    #[test]
    fn a_per_cent_is_a_share_without_binary_noise() {
        let shares = [1.4, 7.0, 55.0, 0.1, 100.0].map(|share| hundredth(share).to_string());
        assert_eq!(shares, ["0.014", "0.07", "0.55", "0.001", "1"]);
    }
}
