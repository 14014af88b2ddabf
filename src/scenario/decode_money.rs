//! Awards, standing costs, purses, and what is known of the past (INC, BUD, GOV-5).

use super::decode::{Decoder, entries, name_of};
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::{Diagnostic, Span, quoted};
use crate::language::era::parse_fiscal_year;
use crate::language::{Text, words};
use crate::model::{
    Actual, AwardPayer, BudgetCalendar, ByUse, Incentives, Money, PaidOn, Purse, PurseKind,
    Quantity, Signed, Standing, Theme, Ticks, Unit, WorksBy,
};
use crate::text;

impl<'a> Decoder<'a> {
    /// Everything the scenario says of money beside the price of work.
    pub(super) fn money_chapters(&mut self, root: &View<'a>, themes: &[Theme]) -> Money {
        let lists = |key| entries(root, key);
        let incentives = root.get("incentives");
        let standing = lists("standing").into_iter();
        let actual = lists("actual").into_iter();
        let signed = lists("signed").into_iter();
        Money {
            incentives: incentives.and_then(|place| self.incentives(&place)),
            standing: standing
                .filter_map(|(id, place)| self.standing_cost(id, &place))
                .collect(),
            purses: self.purses(lists("purse")),
            budget: root.get("budget").map(|budget| {
                let month = |key: &str, by_default: i64| {
                    let month = budget.get(key).and_then(|month| month.node().as_integer());
                    month.unwrap_or(by_default).clamp(1, 12) as i8
                };
                BudgetCalendar {
                    request_month: month("request_month", 8),
                    draft_month: month("draft_month", 12),
                }
            }),
            actual: actual
                .filter_map(|(id, place)| self.actual(id, &place))
                .collect(),
            signed: signed
                .filter_map(|(id, place)| self.signed(id, &place, themes))
                .collect(),
        }
    }

    /// How an institute works with the network (GOV-5).
    pub(super) fn works_by(&mut self, place: &View<'a>) -> WorksBy {
        let word = place.get("works_by").and_then(|word| word.node().words());
        let months = self.quantity(place, "contract_months", Use::once(Unit::Months), 0.0);
        match word.as_deref() {
            Some("cooperation") => WorksBy::Cooperation,
            _ => WorksBy::Commission(months),
        }
    }

    fn institute_at(&mut self, place: &View<'a>) -> Option<usize> {
        let institute = place.get("institute")?.node();
        let known = self.institute_ids();
        self.index(
            Thing::Institute,
            &institute.words()?,
            institute.span,
            &known,
        )
    }

    fn incentives(&mut self, place: &View<'a>) -> Option<Incentives> {
        let institute = self.institute_at(place);
        let money = Use::each(Unit::Money);
        let payer = place.get("supporter_award_paid_by");
        let payer = payer.and_then(|word| word.node().words());
        let admission_award = self.stated(place, "admission_award", money);
        let milestone_award = self.stated(place, "milestone_award", money);
        let supporter_award = self.stated(place, "supporter_award", money);
        let per_year = Use::each(Unit::PerYear);
        let meetings_per_year = self.quantity(place, "meetings_per_year", per_year, 0.0);
        let cost_per_meeting = self.quantity(place, "cost_per_meeting", money, 0.0);
        let pairs = [
            ("meetings_per_year", "cost_per_meeting"),
            ("cost_per_meeting", "meetings_per_year"),
            ("supporter_award_paid_by", "supporter_award"),
        ];
        for (key, other) in pairs {
            if let Some(given) = place.get(key).filter(|_| place.get(other).is_none()) {
                self.error(
                    "missing-key",
                    given.node().key_span,
                    format!("`{key}` without `{other}` has no effect"),
                    format!("`{other}` beside it, or neither"),
                );
            }
        }
        Some(Incentives {
            institute: institute?,
            admission_award,
            milestone_award,
            supporter_award,
            supporter_award_paid_by: match payer.as_deref() {
                Some("institutes") => AwardPayer::Institutes,
                _ => AwardPayer::Network,
            },
            meetings_per_year,
            cost_per_meeting,
        })
    }

    /// Institute and item of a cost of no theme in particular.
    fn booked_at(&mut self, place: &View<'a>) -> Option<(usize, usize)> {
        let (institute, item) = (self.institute_at(place), self.item(place));
        Some((institute?, item?))
    }

    fn standing_cost(&mut self, id: String, place: &View<'a>) -> Option<Standing> {
        let booked_at = self.booked_at(place);
        let yearly = Use::once(Unit::MoneyPerYear);
        let amount_per_year = self.quantity(place, "amount_per_year", yearly, 0.0);
        let from = self.date(place.get("from")).unwrap_or(Ticks::ZERO);
        let until = place.get("until");
        let until = match until.as_ref().and_then(|date| date.node().as_date()) {
            // The last day is included.
            Some(date) => date
                .tomorrow()
                .map_or(Ticks::MAX, |next| self.calendar.ticks_of(next)),
            None => self.calendar.horizon(),
        };
        if let Some(stated) = place
            .get("until")
            .filter(|_| self.has_calendar && until <= from)
        {
            self.error(
                "date-out-of-range",
                stated.node().span,
                format!("the standing cost {} ends before it begins", quoted(&id)),
                "a last day on or after the first",
            );
        }
        let by_use = self.by_use(place);
        let (institute, item) = booked_at?;
        Some(Standing {
            name: name_of(place, &id),
            id,
            institute,
            item,
            amount_per_year,
            from,
            until,
            by_use,
        })
    }

    fn by_use(&mut self, place: &View<'a>) -> Option<ByUse> {
        let count = |key: &str| {
            let count = place.get(key).and_then(|count| count.node().as_integer());
            count.map(|count| count.clamp(0, 1_000_000) as u32)
        };
        let cost_per_use = self.stated(place, "cost_per_use", Use::once(Unit::Money));
        let Some(function) = place.get("used_function") else {
            for key in ["only_if_uses_per_year", "uses_last_year", "cost_per_use"] {
                if let Some(given) = place.get(key) {
                    self.error(
                        "missing-key",
                        given.node().key_span,
                        format!("`{key}` is given, but not what counts as a use"),
                        "`used_function` with the function of the database",
                    );
                }
            }
            return None;
        };
        let node = function.node();
        let mut known: Vec<String> = self.functions.iter().map(|f| f.id.clone()).collect();
        known.sort();
        known.dedup();
        let id = node.words()?;
        if !self.known(Thing::Function, &id, node.span, &known) {
            return None;
        }
        let functions = self.functions.iter().enumerate();
        let functions = functions.filter(|(_, function)| function.id == id);
        let functions = functions.map(|(index, _)| index).collect();
        let Some(least_uses) = count("only_if_uses_per_year") else {
            self.error(
                "missing-key",
                node.span,
                "a database is paid for a year only where it is used often, and it is not said how often",
                "`only_if_uses_per_year` beside `used_function`",
            );
            return None;
        };
        Some(ByUse {
            functions,
            least_uses,
            uses_before: count("uses_last_year").unwrap_or(0),
            cost_per_use: cost_per_use.unwrap_or(Quantity::Default(0.0)),
        })
    }

    fn purses(&mut self, list: Vec<(String, View<'a>)>) -> Vec<Purse> {
        let mut purses: Vec<(Purse, Span)> = Vec::new();
        for (id, place) in list {
            let Some(purse) = self.purse(id, &place) else {
                continue;
            };
            let span = place.node().key_span;
            if let Some((other, first)) = purses
                .iter()
                .find(|(other, _)| overlap(other, &purse) && !self.diagnostics.has_errors())
            {
                let message = format!(
                    "the purses {} and {} both pay {}",
                    quoted(&other.id),
                    quoted(&purse.id),
                    self.shared_by(other, &purse)
                );
                self.diagnostics.push(
                    Diagnostic::error("overlapping-purses", message)
                        .at(span)
                        .also(*first, "the other purse")
                        .allowed("each cost in at most one purse")
                        .help("name in both purses the `institutes` or the `items` they pay"),
                );
            }
            purses.push((purse, span));
        }
        purses.into_iter().map(|(purse, _)| purse).collect()
    }

    /// The first cost that two purses both pay, in words.
    fn shared_by(&self, one: &Purse, other: &Purse) -> String {
        let institute = (0..self.institutes.len()).find(|institute| {
            let listed = |purse: &Purse| {
                let list = purse.institutes.as_ref();
                list.is_none_or(|list| list.contains(institute))
            };
            listed(one) && listed(other)
        });
        let item = (0..self.items.len())
            .find(|item| one.pays(institute, *item) && other.pays(institute, *item));
        let item = item.map_or(String::new(), |item| quoted(&self.items[item].id));
        match institute {
            Some(institute) => format!("{item} at {}", quoted(&self.institutes[institute].id)),
            None => item,
        }
    }

    fn purse(&mut self, id: String, place: &View<'a>) -> Option<Purse> {
        let (institute_ids, item_ids) = (
            self.institute_ids(),
            self.items
                .iter()
                .map(|item| item.id.clone())
                .collect::<Vec<_>>(),
        );
        let mut list = |what: Thing, key: &str, known: &[String]| {
            let list = place.get(key)?;
            let found = self.indices(what, &list, known);
            if list.node().texts().is_some_and(|texts| texts.is_empty()) {
                let (purse, name) = (Text::same(quoted(&id)), Text::from(what.words()));
                self.error(
                    "empty-list",
                    list.node().span,
                    text!(
                        "the purse {purse} pays for no {name}",
                        "財源{purse}の支払の対象となる{name}がありません";
                        purse, name
                    ),
                    text!(
                        "at least one {name}, or no `{key}` at all",
                        "一つ以上の{name}、又は`{key}`を書かない";
                        name
                    ),
                );
            }
            Some(found)
        };
        let institutes = list(Thing::Institute, "institutes", &institute_ids);
        let items = list(Thing::Item, "items", &item_ids);
        let requests = self.requests(&id, place);
        let cut = self.quantity(place, "cut", Use::each(Unit::Share), 0.0);
        let approved = Use::once(Unit::Probability);
        let approved = self.quantity(place, "carry_over_approved", approved, 0.0);
        let kind = place.get("kind").and_then(|kind| kind.node().words())?;
        let kind = self.purse_kind(&id, &kind, approved, place)?;
        let holds_back = place.get("holds_back");
        let holds_back = holds_back.and_then(|flag| flag.node().as_boolean());
        Some(Purse {
            name: name_of(place, &id),
            id,
            kind,
            institutes,
            items,
            requests,
            cut,
            holds_back: holds_back.unwrap_or(false),
        })
    }

    fn purse_kind(
        &mut self,
        id: &str,
        kind: &str,
        approved: Quantity,
        place: &View<'a>,
    ) -> Option<PurseKind> {
        for (key, only) in [
            ("carry_over_approved", "a subsidy"),
            ("term_ends", "an operating-grant"),
        ] {
            if let Some(given) = place.get(key).filter(|_| !only.ends_with(kind)) {
                self.error(
                    "conflicting-keys",
                    given.node().key_span,
                    format!("`{key}` belongs to {only}, and {} is none", quoted(id)),
                    format!("no `{key}`, or another `kind`"),
                );
            }
        }
        Some(match kind {
            "subsidy" => PurseKind::Subsidy(approved),
            "operating-grant" => {
                let ends = place.get("term_ends");
                let name = ends.as_ref().and_then(|year| year.node().fiscal_year());
                let name = name.map(i64::from);
                let first = i64::from(self.calendar.fiscal_year(0));
                if let (Some(ends), Some(name)) = (&ends, name)
                    && self.has_calendar
                    && name < first
                {
                    self.error(
                        "year-out-of-range",
                        ends.node().span,
                        format!("the term of the purse {} ends before FY{first}, in which the scenario starts", quoted(id)),
                        format!("{first} or later, or no `term_ends`"),
                    );
                }
                PurseKind::OperatingGrant(name.and_then(|name| self.calendar.year_named(name)))
            }
            "own-income" => PurseKind::OwnIncome,
            // Another word has been reported.
            _ => return None,
        })
    }

    /// What a purse requests in every fiscal year.
    fn requests(&mut self, id: &str, place: &View<'a>) -> Vec<Quantity> {
        let money = Use::once(Unit::Money);
        let years = if self.has_calendar {
            self.calendar.years()
        } else {
            0
        };
        let name = |year: usize| i64::from(self.calendar.fiscal_year(year));
        let (first, last) = (name(0), name(years.max(1) - 1));
        let every = self.stated(place, "request_per_year", money);
        let mut requests: Vec<Option<Quantity>> = vec![None; years];
        for (key, amount) in entries(place, "request") {
            let stated = self.quantity_at(&amount, money);
            let year = parse_fiscal_year(&key).ok().map(i64::from);
            match year.and_then(|name| self.calendar.year_named(name)) {
                // What is wrong with an amount has been said.
                Some(year) if year < years && requests[year].is_some() => {
                    let key = quoted(&key);
                    self.error(
                        "conflicting-keys",
                        amount.node().key_span,
                        text!(
                            "the fiscal year {key} is named twice",
                            "年度{key}が二度示されています"
                        ),
                        words(
                            "each fiscal year once, in whatever form",
                            "各年度を一度だけ（表記は問いません）",
                        ),
                    );
                }
                Some(year) if year < years => {
                    requests[year] = Some(stated.unwrap_or(Quantity::Default(0.0)));
                }
                _ if !self.has_calendar || year.is_some_and(|name| self.is_over(name)) => {}
                _ => self.error(
                    "year-out-of-range",
                    amount.node().key_span,
                    format!(
                        "the purse {} requests money for {}, which is not simulated",
                        quoted(id),
                        quoted(&key)
                    ),
                    format!("fiscal years from {first} to {last}"),
                ),
            }
        }
        let stated = [place.get("request"), place.get("request_per_year")];
        if stated.iter().all(Option::is_none) {
            self.error(
                "no-request",
                place.node().key_span,
                format!("the purse {} requests no money", quoted(id)),
                "`request` by fiscal year, `request_per_year`, or both",
            );
        } else if let (Some(missing), None, Some(request)) = (
            requests.iter().position(Option::is_none),
            &stated[1],
            &stated[0],
        ) {
            let missing = i64::from(self.calendar.fiscal_year(missing));
            self.error(
                "missing-year",
                request.node().key_span,
                format!("the purse {} requests nothing for FY{missing}", quoted(id)),
                format!(
                    "`{missing} = …` too (0 where nothing is), or `request_per_year` for all years not named"
                ),
            );
        }
        let every = every.unwrap_or(Quantity::Default(0.0));
        let requests = requests.into_iter();
        requests.map(|request| request.unwrap_or(every)).collect()
    }

    fn actual(&mut self, id: String, place: &View<'a>) -> Option<Actual> {
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
        let of_year = year.as_ref().and_then(|year| year.node().fiscal_year());
        let of_year = of_year.map(i64::from);
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

    fn signed(&mut self, id: String, place: &View<'a>, themes: &[Theme]) -> Option<Signed> {
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
            self.index(Thing::Theme, &id, node.span, &known)?;
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

/// Whether a cost may belong to both purses.
fn overlap(one: &Purse, other: &Purse) -> bool {
    let meet = |one: &Option<Vec<usize>>, other: &Option<Vec<usize>>| match (one, other) {
        (Some(one), Some(other)) => one.iter().any(|entry| other.contains(entry)),
        _ => true,
    };
    meet(&one.institutes, &other.institutes) && meet(&one.items, &other.items)
}
