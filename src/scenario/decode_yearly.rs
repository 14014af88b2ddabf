//! Amounts by fiscal year: some named, the others alike (BUD-1, BUD-2).

use super::decode::{Decoder, entries};
use super::quantity::Use;
use super::view::View;
use crate::diagnostic::quoted;
use crate::language::era::parse_fiscal_year;
use crate::language::{Text, words};
use crate::model::{Quantity, Unit};
use crate::text;

/// What has amounts by fiscal year.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Yearly {
    /// What a purse requests: something for every year.
    Request,
    /// What a purse is granted, where that is known.
    Grant,
    /// What a cap allows: a year without an amount is not capped.
    Cap,
}

impl Yearly {
    /// The keys of the years that are named and, where there is one, of all others.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Yearly::Request => ("request", "request_per_year"),
            Yearly::Grant => ("granted", ""),
            Yearly::Cap => ("amount", "amount_per_year"),
        }
    }

    /// "the purse `x` requests money": what one of them does with an amount.
    fn has(self, id: &str) -> Text {
        let id = quoted(id);
        match self {
            Yearly::Request => text!("the purse {id} requests money", "財源{id}の要求額"),
            Yearly::Grant => text!("the purse {id} is granted money", "財源{id}の交付額"),
            Yearly::Cap => text!("the cap {id} has an amount", "上限{id}の金額"),
        }
    }

    /// The code and the words for one without any amount, where it needs one.
    fn has_none(self, id: &str) -> Option<(&'static str, Text)> {
        let id = quoted(id);
        match self {
            Yearly::Request => Some((
                "no-request",
                text!(
                    "the purse {id} requests no money",
                    "財源{id}に要求額がありません"
                ),
            )),
            Yearly::Grant => None,
            Yearly::Cap => Some((
                "no-amount",
                text!("the cap {id} has no amount", "上限{id}に金額がありません"),
            )),
        }
    }
}

impl<'a> Decoder<'a> {
    /// The amounts of a purse or cap by fiscal year; `None` where nothing is said of one.
    pub(super) fn by_year(
        &mut self,
        of: Yearly,
        id: &str,
        place: &View<'a>,
    ) -> Vec<Option<Quantity>> {
        let (named, every) = of.keys();
        let money = Use::once(Unit::Money);
        let years = match self.has_calendar {
            true => self.calendar.years(),
            false => 0,
        };
        let others = self.stated(place, every, money);
        let mut amounts: Vec<Option<Quantity>> = vec![None; years];
        for (key, amount) in entries(place, named) {
            let stated = self.quantity_at(&amount, money);
            let year = parse_fiscal_year(&key).ok().map(i64::from);
            match year.and_then(|name| self.calendar.year_named(name)) {
                Some(year) if year < years && amounts[year].is_some() => {
                    self.year_named_twice(of, id, &key, &amount);
                }
                // What is wrong with an amount has been said.
                Some(year) if year < years => {
                    amounts[year] = Some(stated.unwrap_or(Quantity::Default(0.0)));
                }
                _ if !self.has_calendar || year.is_some_and(|name| self.is_over(name)) => {}
                _ => self.year_not_simulated(of, id, &key, &amount),
            }
        }
        self.years_without_amount(of, id, place, &amounts);
        let amounts = amounts.into_iter();
        amounts.map(|amount| amount.or(others)).collect()
    }

    /// One year may be written in several forms.
    fn year_named_twice(&mut self, of: Yearly, id: &str, key: &str, amount: &View<'a>) {
        let (what, key) = (of.has(id), Text::same(quoted(key)));
        self.error(
            "conflicting-keys",
            amount.node().key_span,
            text!(
                "{what} for {key} twice, in two forms of one fiscal year",
                "{what}に、年度{key}が別の書き方で二度あります";
                what, key
            ),
            words("each fiscal year once", "各年度を一度だけ"),
        );
    }

    fn year_not_simulated(&mut self, of: Yearly, id: &str, key: &str, amount: &View<'a>) {
        let years = [0, self.calendar.years().max(1) - 1];
        let [first, last] = years.map(|year| self.calendar.fiscal_year(year));
        let (what, key) = (of.has(id), Text::same(quoted(key)));
        self.error(
            "year-out-of-range",
            amount.node().key_span,
            text!(
                "{what} for {key}, which is not simulated",
                "{what}に、対象期間にない年度{key}があります";
                what, key
            ),
            text!(
                "fiscal years from {first} to {last}",
                "{first}年度～{last}年度"
            ),
        );
    }

    fn years_without_amount(
        &mut self,
        of: Yearly,
        id: &str,
        place: &View<'a>,
        amounts: &[Option<Quantity>],
    ) {
        let (named, every) = of.keys();
        let stated = [place.get(named), place.get(every)];
        if stated.iter().all(Option::is_none) {
            let Some((code, message)) = of.has_none(id) else {
                return;
            };
            self.error(
                code,
                place.node().key_span,
                message,
                text!(
                    "`{named}` by fiscal year, `{every}`, or both",
                    "年度ごとの`{named}`、`{every}`、又はその両方"
                ),
            );
        } else if let (Yearly::Request, Some(missing), [Some(request), None]) =
            (of, amounts.iter().position(Option::is_none), &stated)
        {
            let missing = self.calendar.fiscal_year(missing);
            self.error(
                "missing-year",
                request.node().key_span,
                text!(
                    "the purse {0} requests nothing for FY{missing}",
                    "財源{0}に{missing}年度の要求額がありません",
                    quoted(id)
                ),
                text!(
                    "`{missing} = …` too (0 where nothing is), or `{every}` for all years not named",
                    "`{missing} = …`も設ける（なければ0）、又は記載のない年度に共通の`{every}`"
                ),
            );
        }
    }
}
