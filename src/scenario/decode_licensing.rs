//! The chapter of licensing (LIC-1 to LIC-15), and what it changes in offers (EXE-7).

use super::decode::{Decoder, entries, name_of};
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::{Diagnostic, Span, nearest, quoted};
use crate::language::{Words, words};
use crate::model::{
    Activity, Applicants, CRITERIA, CompanyStep, DevelopmentStage, Division, Licence, LicenceKind,
    Licensing, LicensingIncome, LicensingStep, MOST_DEVELOPMENT_STAGES, Quantity, RiskRelief,
    Royalty, Tender, Unit,
};
use crate::text;

/// What an offer may say of companies.
const KEYS: [&str; 3] = ["odds", "applicants", "bid"];

/// What an offer says of companies: odds, or applicants and their bids.
pub(super) struct Interest {
    pub odds: Quantity,
    pub applicants: Quantity,
    pub bid: Quantity,
}

impl<'a> Decoder<'a> {
    /// Whether the chapter is on.
    fn has_licensing(&self) -> bool {
        self.root.get("licensing").is_some()
    }

    /// How many companies an offer interests: with the chapter on as applicants, else by its odds.
    pub(super) fn interest(&mut self, id: &str, place: &View<'a>) -> Interest {
        let (wanted, unwanted): (&'static str, &[&str]) = match self.has_licensing() {
            true => ("applicants", &["odds"]),
            false => ("odds", &["applicants", "bid"]),
        };
        let id = quoted(id);
        for key in unwanted {
            let Some(stated) = place.get(key) else {
                continue;
            };
            let (message, allowed) = match self.has_licensing() {
                true => (
                    text!(
                        "the offer {id} has `odds`, which nothing reads beside [licensing]",
                        "紹介{id}の`odds`は、[licensing]があるときは使われません"
                    ),
                    words(
                        "`applicants`, the mean number of companies that apply, instead of `odds`",
                        "`odds`に代えて、応募企業数の平均を示す`applicants`",
                    ),
                ),
                false => (
                    text!(
                        "the offer {id} has `{key}`, which nothing reads without [licensing]",
                        "紹介{id}の`{key}`は、[licensing]がないときは使われません"
                    ),
                    words(
                        "`odds` alone, or a table [licensing]",
                        "`odds`のみ、又は表[licensing]を設ける",
                    ),
                ),
            };
            self.error("conflicting-keys", stated.node().key_span, message, allowed);
        }
        // A key that was misspelt is one mistake, not two.
        let entries = place.entries().into_iter();
        let misspelt = entries.filter(|(name, _)| !KEYS.contains(&name.as_str()));
        let misspelt = misspelt.filter(|(name, _)| nearest(name, [wanted]).is_some());
        if place.get(wanted).is_none() && misspelt.count() == 0 {
            let help = match self.has_licensing() {
                true => words(
                    "add `applicants`: Mean number of applicants before all factors.",
                    "`applicants`（各係数を掛ける前の応募企業数の平均）を追加してください",
                ),
                false => words(
                    "add `odds`: Probability that a company takes the theme.",
                    "`odds`（企業がテーマを引き受ける確率）を追加してください",
                ),
            };
            self.diagnostics.push(
                Diagnostic::error(
                    "missing-key",
                    text!(
                        "the offer {id} lacks the key `{wanted}`",
                        "紹介{id}にキー`{wanted}`がありません"
                    ),
                )
                .at(place.node().key_span)
                .help(help),
            );
        }
        let mut read = |key: &str, unit| match key == wanted || key == "bid" {
            true => self.quantity(place, key, Use::each(unit), 0.0),
            false => Quantity::Default(0.0),
        };
        Interest {
            odds: read("odds", Unit::Probability),
            applicants: read("applicants", Unit::Applicants),
            bid: read("bid", Unit::Money),
        }
    }

    /// The chapter; `None` where it is off.
    pub(super) fn licensing(&mut self, root: &View<'a>) -> Option<Licensing> {
        let chapter = root.get("licensing")?;
        let tender = chapter.get("tender").map(|place| Tender {
            work: self.step_work(LicensingStep::Tender, &place),
            wish_weight: self.quantity(&place, "wish_weight", Use::once(Unit::Probability), 0.0),
            for_single_applicant: place
                .get("for_single_applicant")
                .and_then(|flag| flag.node().as_boolean())
                .unwrap_or(false),
        });
        let steps = LicensingStep::WITH_COMPANY.map(|step| {
            let place = chapter.get(step.key())?;
            Some(CompanyStep {
                work: self.step_work(step, &place),
                odds: self.quantity(&place, "odds", Use::each(Unit::Probability), 1.0),
            })
        });
        // A call that is missing has been reported.
        let call = chapter.get(LicensingStep::Call.key());
        let call = call.map(|place| self.step_work(LicensingStep::Call, &place));
        let applicants = self.applicants(&chapter);
        let ratio = Use::once(Unit::Ratio);
        let evidence_gain = self.quantity(&chapter, "evidence_gain", ratio, 1.0);
        let kinds = self.kinds(&chapter);
        let development = self.development(&chapter);
        let income = self.licensing_income(&chapter, &development);
        let risk_relief = chapter.get("risk_relief").map(|place| self.relief(&place));
        let royalty = chapter
            .get("royalty")
            .map(|place| self.royalty(&place, &development));
        Some(Licensing {
            call: call?,
            applicants,
            tender,
            steps,
            evidence_gain,
            kinds,
            income,
            risk_relief,
            development,
            royalty,
        })
    }

    /// The work of a step of licensing, which has a name of its own.
    fn step_work(&mut self, step: LicensingStep, place: &View<'a>) -> Activity {
        Activity {
            name: step.words().into(),
            ..self.bare_work(step.key(), place)
        }
    }

    fn applicants(&mut self, chapter: &View<'a>) -> Applicants {
        let ratio = Use::once(Unit::Ratio);
        let Some(place) = chapter.get("applicants") else {
            return Applicants {
                dispersion: None,
                per_evidence: Quantity::Default(1.0),
                per_previous_call: Quantity::Default(1.0),
                modalities: Vec::new(),
                areas: Vec::new(),
                scores: [None; CRITERIA.len()],
                reference_score: Quantity::Default(0.0),
            };
        };
        let spread = place.get("spread").and_then(|word| word.node().words());
        let spreads = spread.as_deref() == Some("negative-binomial");
        let dispersion = place.get("dispersion");
        match (spreads, &dispersion) {
            (true, None) => self.missing(
                &place,
                words(
                    "a negative binomial number of applicants lacks the key `dispersion`",
                    "応募企業数を負の二項分布としていますが、キー`dispersion`がありません",
                ),
                words(
                    "add `dispersion`: d of the variance m + d m^2",
                    "`dispersion`（分散m + d m^2のd）を追加してください",
                ),
            ),
            (false, Some(stated)) => self.error(
                "conflicting-keys",
                stated.node().key_span,
                words(
                    "a Poisson number of applicants has no dispersion",
                    "応募企業数がポアソン分布のとき、過分散の指定はできません",
                ),
                words(
                    "`spread = \"negative-binomial\"`, or no `dispersion`",
                    "`spread = \"negative-binomial\"`とする、又は`dispersion`を書かない",
                ),
            ),
            _ => {}
        }
        let (modalities, areas) = (self.modalities.clone(), self.area_ids());
        let scores = place.get("score");
        let factors = match &scores {
            Some(scores) => CRITERIA.map(|criterion| self.stated(scores, criterion, ratio)),
            None => [None; CRITERIA.len()],
        };
        if let (None, Some(stated)) = (&scores, place.get("reference_score")) {
            self.error(
                "missing-key",
                stated.node().key_span,
                words(
                    "a reference score without factors of scores has no effect",
                    "評点の係数がないため、基準の評点に効果がありません",
                ),
                words(
                    "`score` beside `reference_score`, or neither",
                    "`score`と`reference_score`の両方、又はどちらも書かない",
                ),
            );
        }
        Applicants {
            dispersion: match spreads {
                true => self.stated(&place, "dispersion", ratio),
                false => None,
            },
            per_evidence: self.quantity(&place, "per_evidence", ratio, 1.0),
            per_previous_call: self.quantity(&place, "per_previous_call", ratio, 1.0),
            modalities: self.factors(Thing::Modality, &place, "modality", &modalities),
            areas: self.factors(Thing::Area, &place, "area", &areas),
            scores: factors,
            reference_score: self.quantity(&place, "reference_score", Use::once(Unit::Score), 0.0),
        }
    }

    /// Factors by id.
    fn factors(
        &mut self,
        what: Thing,
        place: &View<'a>,
        key: &str,
        known: &[String],
    ) -> Vec<(usize, Quantity)> {
        let mut factors = Vec::new();
        for (id, factor) in entries(place, key) {
            let index = self.index(what, &id, factor.node().key_span, known);
            let factor = self.quantity_at(&factor, Use::once(Unit::Ratio));
            factors.extend(index.zip(factor));
        }
        factors
    }

    fn kinds(&mut self, chapter: &View<'a>) -> Vec<Licence> {
        let plain = |kind| Licence {
            kind,
            weight: Quantity::Default(1.0),
            price_factor: Quantity::Default(1.0),
            odds_ratio: Quantity::Default(1.0),
            grant_months: Quantity::Default(0.0),
            co_owner_consent: Quantity::Default(1.0),
        };
        let Some(place) = chapter.get("kind") else {
            return vec![plain(LicenceKind::Exclusive)];
        };
        let ratio = Use::once(Unit::Ratio);
        let mut kinds = Vec::new();
        for kind in LicenceKind::ALL {
            let Some(place) = place.get(kind.key()) else {
                continue;
            };
            kinds.push(Licence {
                weight: self.quantity(&place, "weight", ratio, 1.0),
                price_factor: self.quantity(&place, "price_factor", ratio, 1.0),
                odds_ratio: self.quantity(&place, "odds_ratio", ratio, 1.0),
                grant_months: self.quantity(&place, "grant_months", Use::each(Unit::Months), 0.0),
                co_owner_consent: self.quantity(
                    &place,
                    "co_owner_consent",
                    Use::once(Unit::Probability),
                    1.0,
                ),
                ..plain(kind)
            });
        }
        let free = |licence: &&Licence| licence.kind != LicenceKind::ExclusiveRegistered;
        // A kind that is none has been reported.
        let known = place.entries().len() == kinds.len();
        let weight: f64 = kinds.iter().filter(free).map(|k| self.mean(k.weight)).sum();
        if weight <= 0.0 && known {
            self.error(
                "missing-key",
                place.node().key_span,
                words("no kind of licence remains where a patent is not granted or a co-owner does not consent", "特許が登録されないとき、又は共有者の同意が得られないときに選べる実施権の種類がありません"),
                words("`exclusive` or `sublicensing` with a weight above 0", "重みが0より大きい`exclusive`又は`sublicensing`"),
            );
        }
        kinds
    }

    fn development(&mut self, chapter: &View<'a>) -> Vec<DevelopmentStage> {
        let list = entries(chapter, "development");
        if list.len() > MOST_DEVELOPMENT_STAGES {
            let span = chapter
                .get("development")
                .map_or(chapter.node().key_span, |list| list.node().key_span);
            self.error(
                "too-many",
                span,
                text!(
                    "the licensee's development has {} stages",
                    "導出先による開発の段階数が{}です",
                    list.len()
                ),
                text!(
                    "up to {MOST_DEVELOPMENT_STAGES}",
                    "{MOST_DEVELOPMENT_STAGES}まで"
                ),
            );
            return Vec::new();
        }
        let last = list.len().saturating_sub(1);
        let mut stages = Vec::new();
        for (number, (id, place)) in list.iter().enumerate() {
            let launch = place.get("launch");
            let launches = launch.as_ref().and_then(|flag| flag.node().as_boolean());
            if let (Some(true), Some(flag), true) = (launches, &launch, number < last) {
                let message = text!(
                    "{} is the launch, but stages come after it",
                    "{}を上市としていますが、その後にも段階があります",
                    quoted(id)
                );
                let allowed = words(
                    "`launch = true` in the last stage of the development alone",
                    "開発の最後の段階のみに`launch = true`",
                );
                self.error("misplaced-key", flag.node().key_span, message, allowed);
            }
            stages.push(DevelopmentStage {
                id: id.clone(),
                name: name_of(place, id),
                odds: self.quantity(place, "odds", Use::each(Unit::Probability), 1.0),
                duration_months: self.quantity(
                    place,
                    "duration_months",
                    Use::each(Unit::Months),
                    0.0,
                ),
                gives_up_per_year: self.quantity(
                    place,
                    "gives_up_per_year",
                    Use::each(Unit::PerYear),
                    0.0,
                ),
                milestone: self.quantity(place, "milestone", Use::each(Unit::Money), 0.0),
                launch: launches.unwrap_or(false),
            });
        }
        stages
    }

    fn licensing_income(
        &mut self,
        chapter: &View<'a>,
        development: &[DevelopmentStage],
    ) -> LicensingIncome {
        let Some(place) = chapter.get("income") else {
            return LicensingIncome {
                early_upfront_share: Quantity::Default(1.0),
                late_milestones: true,
                proposer_share: Quantity::Default(0.0),
                contributions: Vec::new(),
                division: Division::ByWork,
            };
        };
        let share = Use::once(Unit::Probability);
        if let Some(stated) = place.get("early_upfront_share") {
            let known = self
                .routes
                .iter()
                .any(|route| route.candidate_stage.is_some());
            // Of a route that could not be read it is not known.
            if !known && self.broken_routes.is_empty() {
                self.error(
                    "missing-key",
                    stated.node().key_span,
                    words("no route says which stage fixes its development candidate: no licence is early", "開発候補が決まる段階を示すルートがないため、早期の導出に当たるものがありません"),
                    words("`candidate_stage` in a route, or no `early_upfront_share`", "ルートに`candidate_stage`を設ける、又は`early_upfront_share`を書かない"),
                );
            }
        }
        let late_milestones = place.get("late_milestones");
        let milestones = |stage: &DevelopmentStage| stage.milestone != Quantity::Default(0.0);
        if let Some(stated) = &late_milestones
            && !development.iter().any(milestones)
        {
            self.error(
                "missing-key",
                stated.node().key_span,
                words(
                    "no stage of [[licensing.development]] has a milestone",
                    "[[licensing.development]]のどの段階にもマイルストンがありません",
                ),
                words(
                    "`milestone` in one of them, or no `late_milestones`",
                    "いずれかの段階に`milestone`を設ける、又は`late_milestones`を書かない",
                ),
            );
        }
        let word = place.get("institutes").and_then(|word| word.node().words());
        LicensingIncome {
            early_upfront_share: self.quantity(&place, "early_upfront_share", share, 1.0),
            late_milestones: late_milestones
                .and_then(|flag| flag.node().as_boolean())
                .unwrap_or(true),
            proposer_share: self.quantity(&place, "proposer_share", share, 0.0),
            contributions: self.contributions(&place),
            division: self.division(&place, word.as_deref() == Some("office")),
        }
    }

    /// What institutes have of the income as agreed: together at most all of it.
    fn contributions(&mut self, place: &View<'a>) -> Vec<(usize, Quantity)> {
        let known = self.institute_ids();
        let mut shares = Vec::new();
        for (id, share) in entries(place, "contribution") {
            let institute = self.index(Thing::Institute, &id, share.node().key_span, &known);
            let share = self.quantity_at(&share, Use::once(Unit::Share));
            self.note_neutral(share, 0.0);
            shares.extend(institute.zip(share));
        }
        let most: f64 = shares
            .iter()
            .map(|(_, share)| self.largest(*share).clamp(0.0, 1.0))
            .sum();
        if let Some(stated) = place.get("contribution").filter(|_| most > 1.0 + 1e-9) {
            let most = (most * 1e12).round() / 1e12;
            self.error(
                "bad-shares",
                stated.node().key_span,
                text!(
                    "the contributions of the institutes can come to {most} of the income",
                    "機関の貢献度の合計が収入の{most}に達することがあります"
                ),
                words(
                    "shares that come to at most 1; what is left is divided as `institutes` says",
                    "合計が1以下の割合（残りは`institutes`に従って配分）",
                ),
            );
        }
        shares
    }

    fn division(&mut self, place: &View<'a>, to_office: bool) -> Division {
        match (to_office, place.get("office")) {
            (true, Some(office)) => {
                let node = office.node();
                let office = node.words().and_then(|id| {
                    self.index(Thing::Institute, &id, node.span, &self.institute_ids())
                });
                return office.map_or(Division::ByWork, Division::Office);
            }
            (true, None) => self.missing(
                place,
                words(
                    "all income goes to the Office, but no institute is named",
                    "収入を全て戦略室に入れるとしていますが、機関の指定がありません",
                ),
                words(
                    "add `office`: the institute of the Office",
                    "`office`（戦略室に当たる機関）を追加してください",
                ),
            ),
            (false, Some(office)) => self.error(
                "conflicting-keys",
                office.node().key_span,
                words(
                    "an Office is named, but income is divided by work",
                    "戦略室の指定がありますが、収入は作業に応じて配分されます",
                ),
                words(
                    "`institutes = \"office\"` beside `office`, or no `office`",
                    "`office`とともに`institutes = \"office\"`とする、又は`office`を書かない",
                ),
            ),
            (false, None) => {}
        }
        Division::ByWork
    }

    fn relief(&mut self, place: &View<'a>) -> RiskRelief {
        let known: Vec<String> = self.items.iter().map(|item| item.id.clone()).collect();
        let items = place.get("items");
        let share = place.get("carried_share");
        if let (Some(stated), None) | (None, Some(stated)) = (&items, &share) {
            self.error(
                "missing-key",
                stated.node().key_span,
                words(
                    "what others carry needs both a share and the items it is of",
                    "他者が負担する分には、割合とその対象の費目の両方が要ります",
                ),
                words(
                    "`carried_share` and `items` together, or neither",
                    "`carried_share`と`items`の両方、又はどちらも書かない",
                ),
            );
        }
        RiskRelief {
            odds: self.quantity(place, "odds", Use::once(Unit::Probability), 0.0),
            months: self.quantity(place, "months", Use::each(Unit::Months), 0.0),
            applicants_factor: self.quantity(
                place,
                "applicants_factor",
                Use::once(Unit::Ratio),
                1.0,
            ),
            carried_share: self.quantity(place, "carried_share", Use::once(Unit::Probability), 0.0),
            items: items
                .map(|list| self.indices(Thing::Item, &list, &known))
                .unwrap_or_default(),
        }
    }

    fn royalty(&mut self, place: &View<'a>, development: &[DevelopmentStage]) -> Royalty {
        if !development.iter().any(|stage| stage.launch) {
            self.error(
                "missing-key",
                place.node().key_span,
                words("a royalty is paid from the launch on, but no stage of [[licensing.development]] is one", "ロイヤルティは上市後に支払われますが、[[licensing.development]]に上市に当たる段階がありません"),
                words("`launch = true` in the last stage, or no [licensing.royalty]", "最後の段階に`launch = true`とする、又は[licensing.royalty]を書かない"),
            );
        }
        Royalty {
            rate: self.quantity(place, "rate", Use::each(Unit::Probability), 0.0),
            sales_per_year: self.quantity(
                place,
                "sales_per_year",
                Use::each(Unit::MoneyPerYear),
                0.0,
            ),
            years: self.quantity(place, "years", Use::each(Unit::Years), 0.0),
        }
    }

    fn missing(&mut self, place: &View<'a>, message: Words, help: Words) {
        let span: Span = place.node().key_span;
        self.diagnostics.push(
            Diagnostic::error("missing-key", message)
                .at(span)
                .help(help),
        );
    }
}
