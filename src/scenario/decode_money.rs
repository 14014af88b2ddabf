//! Awards, standing costs, purses, and what is known of the past (INC, BUD, GOV-5).

use super::decode::{Decoder, entries, name_of};
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::{Diagnostic, Span, quoted};
use crate::language::{Text, words};
use crate::model::{
    Actual, AwardPayer, BudgetCalendar, ByUse, Incentives, Money, Purse, PurseKind, Quantity,
    Signed, Standing, Theme, Ticks, Unit, WorksBy,
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
                    text!(
                        "`{key}` without `{other}` has no effect",
                        "`{other}`がないため、`{key}`に効果がありません"
                    ),
                    text!(
                        "`{other}` beside it, or neither",
                        "`{other}`を併せて設ける、又はどちらも書かない"
                    ),
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
                text!(
                    "the standing cost {} ends before it begins",
                    "経常費{}の最終日が初日より前になっています",
                    quoted(&id)
                ),
                words("a last day on or after the first", "初日以後の最終日"),
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
                        text!(
                            "`{key}` is given, but not what counts as a use",
                            "`{key}`がありますが、何を利用と数えるのか指定されていません"
                        ),
                        words(
                            "`used_function` with the function of the database",
                            "データベースの機能を示す`used_function`",
                        ),
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
                words("a database is paid for a year only where it is used often, and it is not said how often", "利用の多い年に限り契約するデータベースですが、その回数が指定されていません"),
                words("`only_if_uses_per_year` beside `used_function`", "`used_function`とともに`only_if_uses_per_year`"),
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
                let shared = self.shared_by(other, &purse);
                let (one, two) = (Text::same(quoted(&other.id)), Text::same(quoted(&purse.id)));
                let message = text!(
                    "the purses {one} and {two} both pay {shared}",
                    "財源{one}と{two}の両方が{shared}を支払うことになっています";
                    one, two, shared
                );
                self.diagnostics.push(
                    Diagnostic::error("overlapping-purses", message)
                        .at(span)
                        .also(*first, words("the other purse", "もう一方の財源"))
                        .allowed(words("each cost in at most one purse", "一つの費用につき財源は一つまで"))
                        .help(words("name in both purses the `institutes` or the `items` they pay", "両方の財源に、支払の対象となる`institutes`又は`items`を指定してください")),
                );
            }
            purses.push((purse, span));
        }
        purses.into_iter().map(|(purse, _)| purse).collect()
    }

    /// The first cost that two purses both pay, in words.
    fn shared_by(&self, one: &Purse, other: &Purse) -> Text {
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
            Some(institute) => {
                let institute = quoted(&self.institutes[institute].id);
                text!("{item} at {institute}", "{institute}の{item}")
            }
            None => Text::same(item),
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
        for (key, of, only) in [
            (
                "carry_over_approved",
                "subsidy",
                words("a subsidy", "補助金"),
            ),
            (
                "term_ends",
                "operating-grant",
                words("an operating-grant", "運営費交付金"),
            ),
        ] {
            if let Some(given) = place.get(key).filter(|_| of != kind) {
                let (key, id) = (Text::same(key), Text::same(quoted(id)));
                self.error(
                    "conflicting-keys",
                    given.node().key_span,
                    text!(
                        "`{key}` belongs to {only}, and {id} is none",
                        "`{key}`は{only}のものですが、{id}は異なります";
                        key, only, id
                    ),
                    text!(
                        "no `{key}`, or another `kind`",
                        "`{key}`を書かない、又は別の`kind`とする";
                        key
                    ),
                );
            }
        }
        Some(match kind {
            "subsidy" => PurseKind::Subsidy(approved),
            "operating-grant" => {
                let ends = place.get("term_ends");
                let name = ends.as_ref().and_then(|year| year.node().as_integer());
                let first = i64::from(self.calendar.fiscal_year(0));
                if let (Some(ends), Some(name)) = (&ends, name)
                    && self.has_calendar
                    && name < first
                {
                    self.error(
                        "year-out-of-range",
                        ends.node().span,
                        text!("the term of the purse {} ends before FY{first}, in which the scenario starts", "財源{}の中期目標期間が、シナリオの始まる{first}年度より前に終わります", quoted(id)),
                        text!("{first} or later, or no `term_ends`", "{first}以降、又は`term_ends`を書かない"),
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
            let year = key.parse::<i64>().ok();
            match year.and_then(|name| self.calendar.year_named(name)) {
                // What is wrong with an amount has been said.
                Some(year) if year < years => {
                    requests[year] = Some(stated.unwrap_or(Quantity::Default(0.0)));
                }
                _ if !self.has_calendar => {}
                _ => self.error(
                    "year-out-of-range",
                    amount.node().key_span,
                    text!(
                        "the purse {} requests money for {}, which is not simulated",
                        "財源{}の要求に、対象期間にない年度{}があります",
                        quoted(id),
                        quoted(&key)
                    ),
                    text!(
                        "fiscal years from {first} to {last}",
                        "{first}年度～{last}年度"
                    ),
                ),
            }
        }
        let stated = [place.get("request"), place.get("request_per_year")];
        if stated.iter().all(Option::is_none) {
            self.error(
                "no-request",
                place.node().key_span,
                text!(
                    "the purse {} requests no money",
                    "財源{}に要求額がありません",
                    quoted(id)
                ),
                words(
                    "`request` by fiscal year, `request_per_year`, or both",
                    "年度ごとの`request`、`request_per_year`、又はその両方",
                ),
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
                text!("the purse {} requests nothing for FY{missing}", "財源{}に{missing}年度の要求額がありません", quoted(id)),
                text!("`{missing} = …` too (0 where nothing is), or `request_per_year` for all years not named", "`{missing} = …`も設ける（なければ0）、又は記載のない年度に共通の`request_per_year`"
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
        let year = place.get("fiscal_year");
        let name = year.as_ref().and_then(|year| year.node().as_integer());
        let first = i64::from(self.calendar.fiscal_year(0));
        if let (Some(year), Some(name)) = (&year, name)
            && self.has_calendar
            && name != first
        {
            self.error(
                "year-out-of-range",
                year.node().span,
                text!("{} is not the fiscal year of the start", "{}は開始の年度ではありません", quoted(&name.to_string())),
                text!("{first}: what was spent of it before the start; earlier years are over, later ones are simulated", "{first}（開始前の執行額のみ。前の年度は終わっており、後の年度は計算されます）"),
            );
        }
        let (institute, item) = booked_at?;
        Some(Actual {
            id,
            institute,
            item,
            amount,
        })
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
                text!(
                    "the payment {} fell due before the scenario starts",
                    "支払{}の期日がシナリオの開始前です",
                    quoted(&id)
                ),
                text!(
                    "{} or later; what was paid before is an [[actual]]",
                    "{}以降（それより前の支払は[[actual]]に書く）",
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
                        "the theme {} comes later: nothing can be signed for it",
                        "テーマ{}は後から届くため、契約済みの支払の対象にできません",
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
