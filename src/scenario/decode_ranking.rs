//! What licences are worth, and by what themes are ranked.

use super::Value;
use super::decode::{Decoder, entries};
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::{Diagnostic, listed, nearest, quoted};
use crate::language::words;
use crate::model::{Criterion, Measure, Ranking, Theme, Unit, Valuation, Weight};
use crate::text;

impl<'a> Decoder<'a> {
    /// What licences and launches are worth; `stages` are the ids of all stages of all routes.
    pub(super) fn valuation(&mut self, root: &View<'a>, stages: &[String]) -> Option<Valuation> {
        let place = root.get("value")?;
        let mut open = Vec::new();
        for (stage, worth) in entries(&place, "open") {
            self.known(Thing::Stage, &stage, worth.node().key_span, stages);
            if let Some(worth) = self.quantity_at(&worth, Use::once(Unit::Money)) {
                open.push((stage, worth));
            }
        }
        let income_counts = place.get("income_counts");
        Some(Valuation {
            discount_rate: self.quantity(&place, "discount_rate", Use::once(Unit::Share), 0.0),
            per_licence: self.quantity(&place, "per_licence", Use::once(Unit::Money), 0.0),
            per_launch: self.quantity(&place, "per_launch", Use::once(Unit::Money), 0.0),
            income_counts: income_counts
                .and_then(|flag| flag.node().as_boolean())
                .unwrap_or(true),
            open,
        })
    }

    /// By what `themes` are ranked.
    pub(super) fn ranking(&mut self, root: &View<'a>, themes: &[Theme]) -> Option<Ranking> {
        let place = root.get("ranking")?;
        let valued = root.get("value").is_some();
        let mut criteria = Vec::new();
        for (id, criterion) in entries(&place, "criterion") {
            if let Some(measure) = self.measure(&id, &criterion, valued, themes) {
                criteria.push(Criterion {
                    measure,
                    scale: self.scale(measure, &criterion),
                    weight: self.weight(&criterion),
                });
            }
        }
        if themes.is_empty() && entries(root, "theme").is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(
                    "ranking-without-themes",
                    words(
                        "no theme is listed: [ranking] has nothing to rank",
                        "登録テーマがないため、[ranking]で順位を付ける対象がありません",
                    ),
                )
                .at(place.node().key_span)
                .help(words(
                    "list themes, or remove [ranking]",
                    "テーマを登録するか、[ranking]を削除してください",
                )),
            );
        }
        let years = self.ranking_years(&place);
        let mut ranking = Ranking::by_default(valued);
        if !entries(&place, "criterion").is_empty() {
            ranking.criteria = criteria;
        }
        ranking.years = years;
        ranking.order = self.order(&place, &ranking.criteria);
        self.check_weights(&place, &ranking);
        Some(ranking)
    }

    fn measure(
        &mut self,
        id: &str,
        place: &View<'a>,
        valued: bool,
        themes: &[Theme],
    ) -> Option<Measure> {
        let span = place.node().key_span;
        let Some(measure) = Measure::all().find(|measure| measure.word() == id) else {
            let names = || Measure::all().map(Measure::word);
            self.diagnostics.push(
                Diagnostic::error(
                    "unknown-criterion",
                    text!(
                        "{0} is not a criterion for ranking themes",
                        "{0}は順位付けの評価項目ではありません",
                        quoted(id)
                    ),
                )
                .at(span)
                .allowed(listed(names()))
                .did_you_mean(nearest(id, names())),
            );
            return None;
        };
        if measure.needs_value() && !valued {
            self.diagnostics.push(
                Diagnostic::error(
                    "needs-value",
                    text!(
                        "{0} needs what a licence is worth",
                        "{0}には導出の価値が必要です",
                        quoted(id)
                    ),
                )
                .at(span)
                .help(words(
                    "add [value] with `per_licence` and `discount_rate`",
                    "[value]に`per_licence`と`discount_rate`を設定してください",
                )),
            );
        }
        if let Measure::Score(criterion) = measure {
            let silent = themes
                .iter()
                .filter(|theme| theme.scores[criterion].is_none());
            let silent: Vec<&str> = silent.map(|theme| theme.id.as_str()).collect();
            if !silent.is_empty() {
                let (id, silent) = (quoted(id), listed(silent));
                let (names, names_ja) = (silent.english, silent.japanese);
                let message = text!(
                    "themes are ranked by {id}, but some have no such score: {names}",
                    "{id}で順位を付けますが、この評点のないテーマがあります：{names_ja}"
                );
                self.diagnostics
                    .push(
                        Diagnostic::error("missing-score", message)
                            .at(span)
                            .help(words(
                                "give every listed theme this score, or remove the criterion",
                                "全ての登録テーマにこの評点を付けるか、評価項目を削除してください",
                            )),
                    );
            }
        }
        Some(measure)
    }

    /// Both ends of a scale, or none.
    fn scale(&mut self, measure: Measure, place: &View<'a>) -> Option<(f64, f64)> {
        let ends = ["worst", "best"].map(|key| place.get(key));
        let number = |end: &Option<View<'a>>| end.as_ref().and_then(|end| end.node().as_number());
        let (worst, best) = match &ends {
            [None, None] => return None,
            [Some(_), Some(_)] => (number(&ends[0])?, number(&ends[1])?),
            [one, other] => {
                let stated = one.as_ref().or(other.as_ref())?;
                self.error(
                    "bad-scale",
                    stated.node().key_span,
                    text!(
                        "the scale of {0} has one end only",
                        "{0}の尺度に片方の端しかありません",
                        quoted(measure.word())
                    ),
                    words(
                        "both `worst` and `best`, or neither",
                        "`worst`と`best`の両方、又はどちらもなし",
                    ),
                );
                return None;
            }
        };
        let rises = best > worst;
        if worst == best || rises != measure.rises() || !(best - worst).is_finite() {
            let (word, word_ja, order) = match measure.rises() {
                true => (
                    "more",
                    "大きい",
                    words("`worst` below `best`", "`worst`は`best`より小さく"),
                ),
                false => (
                    "less",
                    "小さい",
                    words("`worst` above `best`", "`worst`は`best`より大きく"),
                ),
            };
            let name = quoted(measure.word());
            self.error(
                "bad-scale",
                ends[0].as_ref()?.node().span,
                text!(
                    "of {name} {word} is better, but its scale goes from {worst} to {best}",
                    "{name}は{word_ja}ほど良い項目ですが、尺度が{worst}から{best}になっています"
                ),
                order,
            );
            return None;
        }
        Some((worst, best))
    }

    /// What a criterion weighs; what is wrong with it is reported.
    fn weight(&mut self, place: &View<'a>) -> Weight {
        let Some(stated) = place.get("weight") else {
            return Weight::Any;
        };
        let weight = match &stated.node().value {
            Value::List(_) => match stated.node().numbers().unwrap_or_default()[..] {
                [least, most] if (0.0..=1.0).contains(&least) && least <= most && most <= 1.0 => {
                    Some(Weight::Between(least, most))
                }
                _ => None,
            },
            Value::Text(_) => Some(Weight::Any),
            _ => match stated.node().as_number() {
                Some(share) if (0.0..=1e6).contains(&share) => Some(Weight::Fixed(share)),
                Some(_) => None,
                // A value of the wrong kind has been reported.
                None => Some(Weight::Any),
            },
        };
        weight.unwrap_or_else(|| {
            self.error(
                "out-of-range",
                stated.node().span,
                words(
                    "this cannot be the weight of a criterion",
                    "評価項目の重みにできない値です",
                ),
                words(
                    "a number from 0 on, or a range within 0 to 1 such as [0.1, 0.4]",
                    "0以上の数値、又は0～1の範囲（例：[0.1, 0.4]）",
                ),
            );
            Weight::Any
        })
    }

    fn ranking_years(&mut self, place: &View<'a>) -> Vec<usize> {
        let Some(stated) = place.get("years") else {
            return Vec::new();
        };
        let mut years = Vec::new();
        for year in stated.node().numbers().unwrap_or_default() {
            let number = (year.fract() == 0.0 && year.abs() < 1e6)
                .then(|| self.calendar.year_named(year as i64))
                .flatten();
            match number {
                Some(number) => years.push(number),
                // Without a calendar nothing is said of years.
                None if !self.has_calendar => {}
                None => {
                    let last = self.calendar.years() - 1;
                    let (first, last) = (
                        self.calendar.fiscal_year(0),
                        self.calendar.fiscal_year(last),
                    );
                    self.error(
                        "unknown-year",
                        stated.node().span,
                        text!(
                            "{year} is not a fiscal year of this scenario",
                            "{year}はこのシナリオの年度ではありません"
                        ),
                        text!("{first} to {last}", "{first}～{last}"),
                    );
                }
            }
        }
        years.sort_unstable();
        years.dedup();
        years
    }

    fn order(&mut self, place: &View<'a>, criteria: &[Criterion]) -> Vec<usize> {
        let Some(stated) = place.get("order") else {
            return Vec::new();
        };
        let known: Vec<String> = criteria
            .iter()
            .map(|criterion| criterion.measure.word().to_owned())
            .collect();
        let mut order = Vec::new();
        for (id, span) in stated.node().texts_at() {
            let Some(index) = known.iter().position(|word| *word == id) else {
                self.diagnostics.push(
                    Diagnostic::error(
                        "unknown-criterion",
                        text!(
                            "{0} is not weighed in this ranking",
                            "{0}はこの順位付けの評価項目にありません",
                            quoted(&id)
                        ),
                    )
                    .at(span)
                    .allowed(listed(known.iter().map(String::as_str)))
                    .did_you_mean(nearest(&id, known.iter().map(String::as_str))),
                );
                continue;
            };
            if !order.contains(&index) {
                order.push(index);
            }
        }
        order
    }

    /// Weights must be able to make up the whole, in the order that is asked for.
    fn check_weights(&mut self, place: &View<'a>, ranking: &Ranking) {
        if ranking.criteria.is_empty() || self.diagnostics.has_errors() {
            return;
        }
        if ranking.limits().is_none() {
            let span = place
                .get("criterion")
                .map_or(place.node().key_span, |list| list.node().key_span);
            self.error(
                "impossible-weights",
                span,
                words(
                    "no weights fit what is asked of them",
                    "条件を満たす重みの組がありません",
                ),
                words(
                    "fixed weights and lower limits that come to 1 or less, upper limits that come to 1 \
                     or more (an \"any\" may take up the rest), in the order of `order`",
                    "固定の重みと下限の合計が1以下、上限の合計が1以上（「any」が残りを占める）で、`order`の順",
                ),
            );
        }
    }
}
