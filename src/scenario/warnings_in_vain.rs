//! Odd but possible: what a scenario says in vain, as nobody is ever admitted, nothing is ever paid
//! or joined, or something is paid twice.

use super::warnings::Watch;
use crate::diagnostic::quoted;
use crate::language::{Text, words};
use crate::model::{Link, Linked, Quantity, Shared};
use crate::text;

impl Watch<'_> {
    /// Limits at which nobody is ever admitted (SEL-7).
    pub(super) fn nobody_admitted(&mut self) {
        let model = self.model;
        let Some(selection) = &model.selection else {
            return;
        };
        let limits = [
            (
                "admissions_per_review",
                selection.admissions_per_review,
                1.0,
            ),
            ("most_load", selection.most_load, f64::MIN_POSITIVE),
        ];
        for (key, limit, least) in limits {
            let constant = limit.and_then(|limit| self.constant(limit));
            if constant.is_some_and(|value| value < least) {
                let span = self.node(&["selection", key]).span;
                self.warn(
                    "nobody-admitted",
                    span,
                    text!(
                        "with this `{key}` no theme is ever admitted at a review",
                        "この`{key}`では、審査で採択されるテーマがありません"
                    ),
                    words(
                        "raise it, or leave it out where there is no such limit",
                        "値を大きくするか、上限がなければ削除してください",
                    ),
                );
            }
        }
    }

    /// Funds for new themes that do not reach for any of those that can be expected (SEL-5).
    pub(super) fn funds_for_nobody(&mut self) {
        let model = self.model;
        let funds = model.selection.as_ref().and_then(|s| s.funds_per_year);
        let Some(funds) = funds.and_then(|funds| self.constant(funds)) else {
            return;
        };
        let least = self.needs().fold(f64::INFINITY, f64::min);
        if !least.is_finite() || least <= funds {
            return;
        }
        let span = self.node(&["selection", "funds_per_year"]).span;
        let currency = &model.currency;
        let (funds, least) = (self.amount(funds), self.amount(least));
        self.warn(
            "funds-for-nobody",
            span,
            text!(
                "{funds} {currency} a year for new themes do not reach for any: the first stage of the cheapest is expected to cost {least} beyond its proposer's funds",
                "新規テーマ枠は年{funds}ですが、自己資金で賄えない最初の段階の見込み費用は最も低いテーマでも{least}のため、採択されるテーマがありません";
                funds, least
            ),
            words(
                "raise it, or leave it out where there is no such limit",
                "値を大きくするか、上限がなければ削除してください",
            ),
        );
    }

    /// What the first stage of each theme to be selected is expected to cost beyond its proposer's
    /// funds: of those that are listed, and the least of each channel by route and stage.
    fn needs(&self) -> impl Iterator<Item = f64> {
        let model = self.model;
        let listed = model.themes.iter().filter(|theme| !theme.admitted);
        let listed = listed.map(|theme| {
            let stage = &model.routes[theme.route].stages[theme.stage];
            (stage, theme.funds.map(|funds| model.mean(funds)))
        });
        let channels = model.channels.iter().filter(|channel| !channel.admitted);
        let coming = channels.flat_map(move |channel| {
            let routes = channel.mix.iter().map(|(route, _)| &model.routes[*route]);
            let enters = |id: &str| {
                let mut stages = channel.stages.iter();
                stages.any(|(other, _)| other == id)
            };
            let stages = routes.flat_map(move |route| {
                let first = channel.stages.is_empty();
                let stages = route.stages.iter().enumerate();
                stages.filter(move |(place, stage)| match first {
                    true => *place == 0,
                    false => enters(&stage.id),
                })
            });
            let funds = channel.funds.map(|funds| self.most(funds));
            stages.map(move |(_, stage)| (stage, funds))
        });
        let all = listed.chain(coming);
        all.map(|(stage, funds)| (model.expected_cost(stage) - funds.unwrap_or(0.0)).max(0.0))
    }

    /// The largest value that a quantity can have.
    fn most(&self, quantity: Quantity) -> f64 {
        match quantity {
            Quantity::Default(value) => value,
            Quantity::Stated(id) => self.model.parameters[id.0 as usize].largest(),
        }
    }

    /// Rights that are not sorted and take no time, so that they hold nobody up (SEL-9).
    pub(super) fn rights_sorted_at_once(&mut self) {
        let model = self.model;
        if model
            .selection
            .as_ref()
            .is_none_or(|selection| !selection.rights_required)
        {
            return;
        }
        let themes = model.themes.iter().filter(|theme| !theme.admitted);
        let themes = themes.map(|theme| ("theme", &theme.id, &theme.readiness));
        let channels = model.channels.iter().filter(|channel| !channel.admitted);
        let channels = channels.map(|channel| ("channel", &channel.id, &channel.readiness));
        for (what, id, readiness) in themes.chain(channels) {
            let never = model.mean(readiness.rights_sorted) < 1.0;
            if !never || model.mean(readiness.rights_months) > 0.0 {
                continue;
            }
            let place = self.node(&[what, id]);
            let stated = place.get("rights_sorted").unwrap_or(place);
            self.warn(
                "rights-sorted-at-once",
                stated.span,
                text!(
                    "rights that are not sorted when a theme comes are sorted on the same day: {0} says no `rights_months`",
                    "{0}に`rights_months`がないため、未整理の権利も受付当日に整理済みとなります",
                    quoted(id)
                ),
                words(
                    "say with `rights_months` how long it takes, or leave `rights_sorted` out",
                    "整理に要する月数を`rights_months`で指定するか、`rights_sorted`を削除してください",
                ),
            );
        }
    }

    /// Publications that wait for a filing, on routes without one (SEL-3).
    pub(super) fn filings_waited_for(&mut self) {
        let model = self.model;
        let Some(publication) = &model.publication else {
            return;
        };
        let Some(stated) = self.node(&["publication"]).get("waits_for_filing") else {
            return;
        };
        let span = stated.span;
        if !publication.waits_for_filing {
            return;
        }
        for (_, route) in model
            .shared_routes()
            .filter(|(_, route)| route.patent.is_none())
        {
            let id = quoted(&route.id);
            self.warn(
                "no-filing-to-wait-for",
                span,
                text!(
                    "the route {id} has no filing: its themes publish at once, which costs no interest",
                    "ルート{id}には出願がないため、そのテーマは直ちに公表し、企業の関心も下がりません"
                ),
                words(
                    "add [route.….ip] with the stage after which is filed, or `waits_for_filing = false`",
                    "出願する段階を示す[route.….ip]を追加するか、`waits_for_filing = false`としてください",
                ),
            );
        }
    }

    /// Offers before the exit point, which are not made there (EXE-1, EXE-7).
    pub(super) fn offers_before_the_exit(&mut self) {
        let model = self.model;
        for (index, route) in model.shared_routes() {
            for offer in route
                .offers
                .iter()
                .filter(|offer| offer.after < route.exit_point)
            {
                let way = ["offer", &offer.work.id];
                let span = self.of_route(index, &way, &["after"]).span;
                let (id, exit) = (quoted(&offer.work.id), &route.stages[route.exit_point].id);
                let exit = quoted(exit);
                self.warn(
                    "offer-before-exit-point",
                    span,
                    text!(
                        "the offer {id} comes before the exit point {exit}, the earliest stage at which a theme is offered: it is not made there",
                        "紹介{id}はテーマを紹介する最初の段階である出口{exit}より前のため、そこでは行われません"
                    ),
                    words(
                        "move `exit_point` of the route to its stage, or move or remove the offer",
                        "ルートの`exit_point`をその段階にするか、紹介を移すか削除してください",
                    ),
                );
            }
        }
    }

    /// Early licences that pay a part of the bid and no milestone in its place (LIC-10).
    pub(super) fn bids_paid_in_part(&mut self) {
        let model = self.model;
        let Some(licensing) = &model.licensing else {
            return;
        };
        let early = model
            .routes
            .iter()
            .any(|route| route.candidate_stage.is_some());
        let share = model.mean(licensing.income.early_upfront_share);
        let mut development = licensing.development.iter();
        if !early || share >= 1.0 || development.any(|stage| model.mean(stage.milestone) > 0.0) {
            return;
        }
        let span = self
            .node(&["licensing", "income", "early_upfront_share"])
            .span;
        self.warn(
            "bid-paid-in-part",
            span,
            words(
                "a licence before the candidate is fixed pays this share of its bid, and no stage of the licensee has a `milestone`: the rest is never paid",
                "開発候補が決まる前の導出では入札額のこの割合だけが支払われ、導出先の段階に`milestone`がないため、残りは支払われません",
            ),
            words(
                "add `milestone` to a stage of [[licensing.development]], or leave `early_upfront_share` out",
                "[[licensing.development]]の段階に`milestone`を設けるか、`early_upfront_share`を削除してください",
            ),
        );
    }

    /// Links that join no two themes.
    pub(super) fn links_of_nobody(&mut self) {
        let model = self.model;
        for link in &model.links {
            let Some(shared) = self.joins_nobody(link) else {
                continue;
            };
            let span = self.node(&["link", &link.id]).key_span;
            let (id, shared) = (Text::same(quoted(&link.id)), shared.words());
            self.warn(
                "link-of-nobody",
                span,
                text!(
                    "no two themes have the same {shared}: the link {id} joins nobody",
                    "{shared}が同じテーマがないため、関連{id}はどのテーマも結び付けません";
                    shared, id
                ),
                words(
                    "state what the themes share, in their rows or in channels, or remove the link",
                    "テーマの行又は応募経路に共通する内容を記入するか、関連を削除してください",
                ),
            );
        }
    }

    /// What the themes of a link of outcomes would have to share, where no two do.
    fn joins_nobody(&self, link: &Link) -> Option<Shared> {
        let Linked::Outcomes { share, .. } = &link.of else {
            return None;
        };
        let themes = &self.model.themes;
        let twice = |same: &dyn Fn(usize, usize) -> bool| {
            (0..themes.len()).any(|one| (0..one).any(|other| same(one, other)))
        };
        let of_channels = |has: bool| has && !self.model.channels.is_empty();
        let joined = match share {
            Shared::Modality => return None,
            Shared::Area => {
                let mut channels = self.model.channels.iter();
                of_channels(channels.any(|channel| !channel.areas.is_empty()))
                    || twice(&|one, other| {
                        themes[one].area.is_some() && themes[one].area == themes[other].area
                    })
            }
            Shared::Target => twice(&|one, other| {
                themes[one].target.is_some() && themes[one].target == themes[other].target
            }),
        };
        (!joined).then_some(*share)
    }

    /// Signed payments of which it is not said whether they are for work under way, whose cost is
    /// simulated as well; and those that are to replace the cost of work that is not there (BUD-9).
    pub(super) fn paid_twice(&mut self) {
        let model = self.model;
        for signed in &model.money.signed {
            let mut work = model.work_paid_by(signed);
            let place = self.node(&["signed", &signed.id]);
            let id = quoted(&signed.id);
            match (signed.replaces_work, signed.theme, work.next()) {
                (None, Some(theme), Some(running)) => {
                    let theme = &model.themes[theme];
                    let stage = &model.routes[theme.route].stages[theme.stage];
                    let activity = quoted(&stage.activities[running.activity].id);
                    let theme = quoted(&theme.id);
                    self.warn(
                        "paid-twice",
                        place.key_span,
                        text!(
                            "the theme {theme} has {activity} under way at the institute and under the item of the payment {id}: what remains of it is booked beside the payment",
                            "テーマ{theme}では、支払{id}と同じ機関・費目の作業{activity}が着手中であり、残りの費用は支払とは別に計上されます"
                        ),
                        words(
                            "write `replaces_work = true` where the payment is for this work, `false` where it is for something else",
                            "この作業の支払であれば`replaces_work = true`、別の支払であれば`false`と記入してください",
                        ),
                    );
                }
                (Some(true), _, None) => {
                    let stated = place.get("replaces_work").unwrap_or(place);
                    self.warn(
                        "nothing-to-replace",
                        stated.span,
                        text!(
                            "the payment {id} is to replace the cost of work under way, and its theme has none at its institute and under its item",
                            "支払{id}は着手中の作業の費用に代わるものとされていますが、同じ機関・費目で着手中の作業がテーマにありません"
                        ),
                        words(
                            "correct `theme`, `institute` or `item`, or leave `replaces_work` out",
                            "`theme`、`institute`、`item`を直すか、`replaces_work`を削除してください",
                        ),
                    );
                }
                _ => {}
            }
        }
    }
}
