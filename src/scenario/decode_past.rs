//! What was spent and what is signed before the simulated time begins (BUD-9).

use super::decode::{Decoder, entries};
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::quoted;
use crate::language::{Text, words};
use crate::model::{Actual, PaidOn, Signed, Theme, Ticks, Unit};
use crate::text;

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
                text!(
                    "it is not said when {0} was spent",
                    "{0}をいつ執行したのか指定されていません",
                    quoted(id)
                ),
                words(
                    "`paid_on` with the day or month, or `fiscal_year`",
                    "日付又は年月を示す`paid_on`、又は`fiscal_year`",
                ),
            );
        }
        if !self.has_calendar {
            return false;
        }
        let [year, date] = stated;
        let of_date = paid_on.map(|paid| i64::from(self.calendar.fiscal_year_on(paid.by())));
        let of_year = year.as_ref().and_then(|year| year.node().fiscal_year());
        let of_year = of_year.map(i64::from);
        if let (Some(paid), Some(date)) = (paid_on, &date)
            && paid.by() >= self.calendar.start()
        {
            let allowed = match self.as_of {
                None => text!(
                    "days before {0}; what falls due from then on is simulated, or [[signed]]",
                    "{0}より前の日（以後に期日の来るものは計算されるか、[[signed]]に書く）",
                    self.calendar.start()
                ),
                Some(day) => text!(
                    "{day} or earlier; leave it out, or read the scenario as of a later day",
                    "{day}以前（それより後のものは除くか、より後の日の時点として読む）"
                ),
            };
            let (starts, id) = (self.what_starts(), Text::same(quoted(id)));
            let paid = Text::same(paid.to_string());
            let message = text!(
                "{id} was spent on {paid}, not before {starts}",
                "{id}の執行は{paid}で、{starts}より前ではありません";
                id, paid, starts
            );
            self.error("date-out-of-range", date.node().span, message, allowed);
            return false;
        }
        if let (Some(year), Some(of_year), Some(of_date)) = (&year, of_year, of_date)
            && of_year != of_date
        {
            self.error(
                "conflicting-keys",
                year.node().span,
                text!(
                    "{0} was paid in FY{of_date}, not in FY{of_year}",
                    "{0}の支払は{of_year}年度ではなく{of_date}年度です",
                    quoted(id)
                ),
                text!(
                    "{of_date}, or no `fiscal_year` beside `paid_on`",
                    "{of_date}、又は`paid_on`があれば`fiscal_year`を書かない"
                ),
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
                text!(
                    "{found} is not the fiscal year of the start",
                    "{found}は開始の年度ではありません"
                ),
                text!(
                    "{first}: what was spent of it before the start; earlier years are over, later ones are simulated",
                    "{first}（開始前の執行額のみ。前の年度は終わっており、後の年度は計算されます）"
                ),
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
            let (payment, starts) = (Text::same(quoted(&id)), self.what_starts());
            self.error(
                "date-out-of-range",
                stated.node().span,
                text!(
                    "the payment {payment} fell due before {starts}",
                    "支払{payment}の期日が{starts}より前です";
                    payment, starts
                ),
                text!(
                    "{0} or later; what was paid before is an [[actual]]",
                    "{0}以降（それより前の支払は[[actual]]に書く）",
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
            self.index(Thing::Theme, &id, node.span, &known)?;
            // A theme that is wrong has been reported.
            let index = themes.iter().position(|theme| theme.id == id)?;
            if self.has_calendar && themes[index].arrives > Ticks::ZERO {
                self.error(
                    "conflicting-keys",
                    node.span,
                    text!(
                        "the theme {0} comes later: nothing can be signed for it",
                        "テーマ{0}は後から届くため、契約済みの支払の対象にできません",
                        quoted(&id)
                    ),
                    words(
                        "a theme that is there from the start, or no `theme`",
                        "開始時からあるテーマ、又は`theme`を書かない",
                    ),
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
            replaces_work: place
                .get("replaces_work")
                .and_then(|flag| flag.node().as_boolean()),
        })
    }
}
