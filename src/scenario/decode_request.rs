//! The request for the coming year and targets (BUD-5).

use super::decode::{Decoder, entries, name_of};
use super::quantity::Use;
use super::view::View;
use crate::diagnostic::{Diagnostic, quoted};
use crate::language::era::parse_fiscal_year;
use crate::language::words;
use crate::model::{Counted, Matter, Request, RequestLine, Target, Unit};
use crate::text;

impl<'a> Decoder<'a> {
    /// What the scenario says of the request for the coming year.
    pub(super) fn request(&mut self, root: &View<'a>) -> Option<Request> {
        let place = root.get("request")?;
        let fiscal_year = place.get("fiscal_year");
        let fiscal_year = fiscal_year.and_then(|year| self.fiscal_year_at(&year));
        let confidence = place.get("confidence");
        let share = confidence.as_ref().and_then(|at| at.node().as_number());
        if let (Some(at), Some(share)) = (&confidence, share)
            && !(share > 0.0 && share < 1.0)
        {
            self.error(
                "out-of-range",
                at.node().span,
                text!(
                    "no amount suffices with probability {share}",
                    "確率{share}で足りる額はありません"
                ),
                words(
                    "a number between 0 and 1, such as 0.8",
                    "0と1の間の数。例：0.8",
                ),
            );
        }
        let multiple = place.get("in_multiples_of");
        let multiple = multiple.and_then(|at| at.node().as_integer());
        let mut lines: Vec<RequestLine> = Vec::new();
        for (id, line) in entries(&place, "line") {
            lines.extend(self.request_line(id, &line, &lines));
        }
        let matters = entries(&place, "matter").into_iter();
        Some(Request {
            fiscal_year,
            confidence: share,
            in_multiples_of: multiple.unwrap_or(1).max(1),
            lines,
            matters: matters
                .map(|(id, matter)| Matter {
                    name: name_of(&matter, &id),
                    id,
                })
                .collect(),
        })
    }

    fn request_line(
        &mut self,
        id: String,
        place: &View<'a>,
        before: &[RequestLine],
    ) -> Option<RequestLine> {
        let (institute, item) = (self.institute_at(place), self.item(place));
        let money = Use::once(Unit::Money);
        let previous = self.stated(place, "previous", money);
        let last_actual = self.stated(place, "last_actual", money);
        let (institute, item) = (institute?, item?);
        let same = |line: &&RequestLine| line.institute == institute && line.item == item;
        if let Some(first) = before.iter().find(same) {
            let (first, second) = (quoted(&first.id), quoted(&id));
            let message = text!(
                "the lines {first} and {second} of the request are of the same item at the same institute",
                "要求の行{first}と{second}は同じ機関の同じ費目です"
            );
            self.error(
                "overlapping-lines",
                place.node().key_span,
                message,
                words(
                    "one line for each item at an institute",
                    "機関と費目の組ごとに1行",
                ),
            );
        }
        for (key, amount) in [("previous", previous), ("last_actual", last_actual)] {
            if let (Some(amount), Some(at)) = (amount, place.get(key))
                && !self.is_constant(amount)
            {
                self.error(
                    "not-constant",
                    at.node().span,
                    text!(
                        "`{key}` is a figure of the books and cannot be uncertain",
                        "`{key}`は帳簿の数値であり、分布にはできません"
                    ),
                    words("a number", "数値"),
                );
            }
        }
        Some(RequestLine {
            id,
            item,
            institute,
            previous,
            last_actual,
        })
    }

    /// What is to be reached, and by when. A target whose year is over by the day as of which the
    /// scenario is read is passed over.
    pub(super) fn targets(&mut self, root: &View<'a>) -> Vec<Target> {
        let list = entries(root, "target").into_iter();
        list.filter_map(|(id, place)| self.target(id, &place))
            .collect()
    }

    fn target(&mut self, id: String, place: &View<'a>) -> Option<Target> {
        let number = |key: &str| place.get(key).and_then(|at| at.node().as_integer());
        let what = place.get("what")?;
        let counted = Counted::of_word(what.node().as_text()?)?;
        if counted.needs_selection() && !self.selects {
            self.error(
                "conflicting-keys",
                what.node().span,
                text!(
                    "the target {} counts what happens in selection, and the scenario has no [selection]",
                    "目標{}は選定での件数を数えますが、シナリオに[selection]がありません",
                    quoted(&id)
                ),
                words(
                    "licences, launches, milestones or arrivals, or a [selection] chapter",
                    "licences、launches、milestones、arrivals、又は[selection]の章",
                ),
            );
        }
        let by = place.get("by")?;
        let name = i64::from(self.fiscal_year_at(&by)?);
        if !self.has_calendar || self.is_over(name) {
            return None;
        }
        let Some(year) = self.calendar.year_named(name) else {
            let first = self.calendar.fiscal_year(0);
            let last = self.calendar.fiscal_year(self.calendar.years() - 1);
            self.error(
                "year-out-of-range",
                by.node().span,
                text!(
                    "the target {} is due by the end of FY{name}, which is not simulated",
                    "目標{}の期限である{name}年度は対象期間に入っていません",
                    quoted(&id)
                ),
                text!(
                    "fiscal years from {first} to {last}",
                    "{first}年度～{last}年度"
                ),
            );
            return None;
        };
        let source = place.get("source").and_then(|at| at.node().words());
        Some(Target {
            name: name_of(place, &id),
            id,
            what: counted,
            at_least: number("at_least")?.max(1),
            before_start: number("before_start").unwrap_or(0).max(0),
            by: year,
            source,
        })
    }

    /// A fiscal year as an office writes it.
    fn fiscal_year_at(&mut self, place: &View<'a>) -> Option<i32> {
        let node = place.node();
        let text = node.words()?;
        match parse_fiscal_year(&text) {
            Ok(year) => Some(year),
            Err(why) => {
                let (text, reason) = (quoted(&text), why.reason);
                let (english, japanese) = (&reason.english, &reason.japanese);
                let message = text!(
                    "{text} is not a fiscal year: {english}",
                    "{text}は年度として読めません：{japanese}"
                );
                self.diagnostics.push(
                    Diagnostic::error("not-a-fiscal-year", message)
                        .at(node.span)
                        .allowed(words(
                            "2014, \"FY2014\", \"2014年度\", \"平成26年度\" or \"H26\"",
                            "2014、\"FY2014\"、\"2014年度\"、\"平成26年度\"、\"H26\"のいずれか",
                        ))
                        .help(why.help),
                );
                None
            }
        }
    }
}
