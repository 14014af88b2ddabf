//! What was spent and what is signed before the simulated time begins (BUD-9).

use super::decode::{Decoder, entries};
use super::quantity::Use;
use super::view::View;
use crate::diagnostic::quoted;
use crate::model::{Actual, PaidOn, Signed, Theme, Ticks, Unit};

impl<'a> Decoder<'a> {
    pub(super) fn actual(&mut self, id: String, place: &View<'a>) -> Option<Actual> {
        let booked_at = self.booked_at(place);
        let amount = self.quantity(place, "amount", Use::once(Unit::Money), 0.0);
        let paid_on = place.get("paid_on").and_then(|date| date.node().paid_on());
        let counts = self.spent_before_the_start(&id, paid_on, place);
        let (institute, item) = booked_at?;
        counts.then_some(Actual {
            id,
            paid_on,
            institute,
            item,
            amount,
        })
    }

    /// Whether an amount counts as spent in the first fiscal year before the start; what is over
    /// by the day as of which the scenario is read does not.
    fn spent_before_the_start(
        &mut self,
        id: &str,
        paid_on: Option<PaidOn>,
        place: &View<'a>,
    ) -> bool {
        let stated = [place.get("fiscal_year"), place.get("paid_on")];
        if stated.iter().all(Option::is_none) {
            self.error(
                "missing-key",
                place.node().key_span,
                format!("it is not said when {} was spent", quoted(id)),
                "`paid_on` with the day or month, or `fiscal_year`",
            );
        }
        if !self.has_calendar {
            return false;
        }
        let [year, date] = stated;
        let of_date = paid_on.map(|paid| i64::from(self.calendar.fiscal_year_on(paid.by())));
        let of_year = year.as_ref().and_then(|year| year.node().as_integer());
        if let (Some(paid), Some(date)) = (paid_on, &date)
            && paid.by() >= self.calendar.start()
        {
            let allowed = match self.reading.as_of {
                None => format!(
                    "days before {}; what falls due from then on is simulated, or [[signed]]",
                    self.calendar.start()
                ),
                Some(day) => format!(
                    "{day} or earlier; leave it out, or read the scenario as of a later day"
                ),
            };
            let starts = self.what_starts();
            let message = format!("{} was spent on {paid}, not before {starts}", quoted(id));
            self.error("date-out-of-range", date.node().span, message, allowed);
            return false;
        }
        if let (Some(year), Some(of_year), Some(of_date)) = (&year, of_year, of_date)
            && of_year != of_date
        {
            self.error(
                "conflicting-keys",
                year.node().span,
                format!("{} was paid in FY{of_date}, not in FY{of_year}", quoted(id)),
                format!("{of_date}, or no `fiscal_year` beside `paid_on`"),
            );
            return false;
        }
        let (Some(name), Some(place)) = (of_year.or(of_date), year.or(date)) else {
            return false;
        };
        let first = i64::from(self.calendar.fiscal_year(0));
        if name != first && !self.is_over(name) {
            let found = quoted(&name.to_string());
            self.error(
                "year-out-of-range",
                place.node().span,
                format!("{found} is not the fiscal year of the start"),
                format!("{first}: what was spent of it before the start; earlier years are over, later ones are simulated"),
            );
        }
        name == first
    }

    pub(super) fn signed(
        &mut self,
        id: String,
        place: &View<'a>,
        themes: &[Theme],
    ) -> Option<Signed> {
        let booked_at = self.booked_at(place);
        let amount = self.quantity(place, "amount", Use::once(Unit::Money), 0.0);
        let due = self.date(place.get("due"));
        if let (Some(due), Some(stated)) = (due, place.get("due"))
            && self.has_calendar
            && due < Ticks::ZERO
        {
            self.error(
                "date-out-of-range",
                stated.node().span,
                format!(
                    "the payment {} fell due before {}",
                    quoted(&id),
                    self.what_starts()
                ),
                format!(
                    "{} or later; what was paid before is an [[actual]]",
                    self.calendar.start()
                ),
            );
        }
        let theme = place.get("theme").and_then(|theme| {
            let node = theme.node();
            let root = View::of(self.root, super::Path::root());
            let listed = entries(&root, "theme").into_iter();
            let known: Vec<String> = listed.map(|(id, _)| id).collect();
            let id = node.words()?;
            self.index("theme", &id, node.span, &known)?;
            // A theme that is wrong has been reported.
            let index = themes.iter().position(|theme| theme.id == id)?;
            if self.has_calendar && themes[index].arrives > Ticks::ZERO {
                self.error(
                    "conflicting-keys",
                    node.span,
                    format!(
                        "the theme {} comes later: nothing can be signed for it",
                        quoted(&id)
                    ),
                    "a theme that is there from the start, or no `theme`",
                );
            }
            Some(index)
        });
        let (institute, item) = booked_at?;
        Some(Signed {
            id,
            institute,
            item,
            due: due?,
            amount,
            theme,
        })
    }
}
