//! Amounts by fiscal year: some named, the others alike (BUD-1, BUD-2).

use super::decode::{Decoder, entries};
use super::quantity::Use;
use super::view::View;
use crate::diagnostic::quoted;
use crate::model::{Quantity, Unit};

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
    fn has(self, id: &str) -> String {
        match self {
            Yearly::Request => format!("the purse {} requests money", quoted(id)),
            Yearly::Grant => format!("the purse {} is granted money", quoted(id)),
            Yearly::Cap => format!("the cap {} has an amount", quoted(id)),
        }
    }

    /// The code and the words for one without any amount, where it needs one.
    fn has_none(self, id: &str) -> Option<(&'static str, String)> {
        match self {
            Yearly::Request => Some((
                "no-request",
                format!("the purse {} requests no money", quoted(id)),
            )),
            Yearly::Grant => None,
            Yearly::Cap => Some(("no-amount", format!("the cap {} has no amount", quoted(id)))),
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
            let year = key.parse::<i64>().ok();
            match year.and_then(|name| self.calendar.year_named(name)) {
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

    fn year_not_simulated(&mut self, of: Yearly, id: &str, key: &str, amount: &View<'a>) {
        let years = [0, self.calendar.years().max(1) - 1];
        let [first, last] = years.map(|year| self.calendar.fiscal_year(year));
        self.error(
            "year-out-of-range",
            amount.node().key_span,
            format!("{} for {}, which is not simulated", of.has(id), quoted(key)),
            format!("fiscal years from {first} to {last}"),
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
                format!("`{named}` by fiscal year, `{every}`, or both"),
            );
        } else if let (Yearly::Request, Some(missing), [Some(request), None]) =
            (of, amounts.iter().position(Option::is_none), &stated)
        {
            let missing = self.calendar.fiscal_year(missing);
            self.error(
                "missing-year",
                request.node().key_span,
                format!("the purse {} requests nothing for FY{missing}", quoted(id)),
                format!(
                    "`{missing} = …` too (0 where nothing is), or `{every}` for all years not named"
                ),
            );
        }
    }
}
