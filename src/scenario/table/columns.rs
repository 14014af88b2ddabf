//! What the columns of tables may be called, in both languages, and what their cells hold.
//!
//! Which keys there are, their shapes and their meanings is in the one list of keys, `schema`; here
//! stands what an office calls them in the first row of a table, and whether a percentage, an amount
//! of money or the name of a thing makes sense below. A test holds the two lists together.

use super::super::row_files::Rows;
use super::super::schema::table_of;
use super::super::thing::Thing;
use crate::language::{Language, Words, narrow, words};

/// What the cells of a column hold beyond the shape of their key.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Holds {
    /// What the shape says, and no more.
    Plain,
    /// A share or probability: 50% is 0.5.
    Share,
    /// An amount of money: 3百万円 is 3,000,000.
    Money,
    /// A length of time: 6か月 is 6.
    Months,
    /// Names of things of the scenario, by id or by what people call them.
    Names(Thing),
}

/// A column and what it may be called.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Column {
    /// Its key in the scenario.
    pub key: &'static str,
    /// What a template calls it.
    pub heading: Words,
    /// What it may be called besides.
    pub others: &'static [&'static str],
    pub holds: Holds,
}

const fn column(
    key: &'static str,
    heading: Words,
    others: &'static [&'static str],
    holds: Holds,
) -> Column {
    Column {
        key,
        heading,
        others,
        holds,
    }
}

/// The columns of a table of themes.
#[rustfmt::skip]
static THEME: [Column; 29] = [
    column("id", words("Theme ID", "テーマID"), &["テーマ番号", "課題番号", "課題ID", "番号", "整理番号", "ID", "No.", "Theme number"], Holds::Plain),
    column("name", words("Theme name", "テーマ名"), &["課題名", "研究課題名", "名称", "題名", "英語名", "Title"], Holds::Plain),
    column("name_ja", words("Name in Japanese", "日本語名"), &["和名", "テーマ名（日本語）", "課題名（日本語）", "Japanese name"], Holds::Plain),
    column("route", words("Route", "創薬ルート"), &["モダリティ", "ルート", "Drug discovery route"], Holds::Names(Thing::Route)),
    column("modality", words("Modality", "モダリティ区分"), &["モダリティ種別", "医薬品の種類"], Holds::Plain),
    column("area", words("Disease area", "疾患領域"), &["対象疾患領域", "領域", "疾患分野", "Therapeutic area"], Holds::Names(Thing::Area)),
    column("proposer", words("Proposer", "提案者"), &["研究代表者", "代表者", "所属機関", "提案機関", "提案者所属", "Principal investigator", "Affiliation"], Holds::Plain),
    column("target", words("Target", "標的"), &["標的分子", "創薬標的", "Drug target"], Holds::Plain),
    column("arrives", words("Arrival date", "受付日"), &["受付年月日", "提案日", "申請日", "応募日", "Date received"], Holds::Plain),
    column("entry_stage", words("Stage reached", "到達段階"), &["現在の段階", "現段階", "段階", "ステージ", "Stage", "Current stage"], Holds::Names(Thing::Stage)),
    column("done", words("Activities done", "実施済みの作業"), &["実施済み", "実施済みの業務", "完了した作業", "完了した業務"], Holds::Names(Thing::Activity)),
    column("in_progress", words("Activities in progress", "着手中の作業"), &["着手中", "実施中の作業", "実施中", "実施中の業務", "進行中の作業", "進行中の業務", "進行中"], Holds::Names(Thing::Activity)),
    column("progress", words("Share done", "進捗率"), &["進捗", "進捗度", "Progress rate"], Holds::Share),
    column("provider", words("Provider", "実施機関"), &["担当機関", "支援機関", "実施施設"], Holds::Names(Thing::Institute)),
    column("priority", words("Priority", "優先度"), &["優先度点"], Holds::Plain),
    column("science", words("Science", "科学性"), &["科学的妥当性", "科学的評価", "Scientific merit"], Holds::Plain),
    column("feasibility", words("Feasibility", "実現可能性"), &["実現性", "技術的実現可能性", "Technical feasibility"], Holds::Plain),
    column("novelty", words("Novelty", "新規性"), &["新規性・独創性"], Holds::Plain),
    column("unmet_need", words("Unmet need", "医療ニーズ"), &["アンメットニーズ", "アンメットメディカルニーズ", "医療上の必要性", "Unmet medical need", "Medical need"], Holds::Plain),
    column("business", words("Business", "事業性"), &["市場性", "事業化可能性", "Business potential"], Holds::Plain),
    column("patent_filed", words("Patent filed on", "出願日"), &["特許出願日", "出願年月日", "Filing date"], Holds::Plain),
    column("target_identified", words("Chance that the target is identified", "標的同定の確率"), &["標的同定", "標的同定確率"], Holds::Share),
    column("rights_sorted", words("Chance that the rights are sorted", "権利整理済みの確率"), &["権利整理済み", "権利整理", "権利関係の整理"], Holds::Share),
    column("rights_months", words("Months to sort the rights", "権利整理の月数"), &["権利整理期間", "権利整理に要する月数"], Holds::Months),
    column("funds", words("Own funds", "自己資金"), &["提案者の自己資金", "提案者資金", "自己研究費"], Holds::Money),
    column("admitted", words("Already admitted", "採択済み"), &["採択"], Holds::Plain),
    column("exit_point", words("Exit point", "出口"), &["出口段階", "導出時期の段階"], Holds::Names(Thing::Stage)),
    column("milestones", words("Milestones", "マイルストン"), &["マイルストーン"], Holds::Names(Thing::Stage)),
    column("remaining_work_passes_to_licensee", words("Licensee takes over remaining work", "残作業の導出先への移管"), &["残業務の移管"], Holds::Plain),
];

/// Columns below a stage, an activity, an offer or the patent of a theme, in dotted headings.
#[rustfmt::skip]
static BELOW: [Column; 23] = [
    column("activity", words("Activity", "作業"), &["業務"], Holds::Plain),
    column("offer", words("Offer", "紹介"), &[], Holds::Plain),
    column("odds", words("Odds", "成功確率"), &[], Holds::Share),
    column("included", words("Included", "実施の有無"), &[], Holds::Plain),
    column("needs", words("Needs", "必要機能"), &[], Holds::Plain),
    column("providers", words("Providers", "実施機関"), &[], Holds::Names(Thing::Institute)),
    column("after", words("After", "前提"), &[], Holds::Plain),
    column("duration_months", words("Months", "所要月数"), &["期間"], Holds::Months),
    column("cost", words("Cost", "費用"), &[], Holds::Money),
    column("cost_per_month", words("Cost per month", "月額費用"), &[], Holds::Money),
    column("cost_timing", words("Cost timing", "支払時期"), &[], Holds::Plain),
    column("payments", words("Payments", "支払"), &[], Holds::Plain),
    column("payment_lag_months", words("Payment lag", "支払遅れ"), &[], Holds::Months),
    column("item", words("Item", "費目"), &[], Holds::Names(Thing::Item)),
    column("repeat_probability", words("Repeat probability", "再実施確率"), &[], Holds::Share),
    column("repeat_limit", words("Repeat limit", "再実施上限"), &[], Holds::Plain),
    column("applicants", words("Applicants", "応募企業"), &[], Holds::Plain),
    column("bid", words("Bid", "入札額"), &[], Holds::Money),
    column("institute", words("Institute", "機関"), &[], Holds::Names(Thing::Institute)),
    column("filing_cost", words("Filing cost", "出願費用"), &[], Holds::Money),
    column("cost_per_year", words("Cost per year", "年額費用"), &[], Holds::Money),
    column("stage", words("Stage", "段階"), &[], Holds::Plain),
    column("ip", words("Patent", "特許"), &[], Holds::Plain),
];

/// The columns of tables of what was spent and what is signed.
#[rustfmt::skip]
static PAST: [Column; 9] = [
    column("id", words("ID", "番号"), &["整理番号", "管理番号", "伝票番号", "No."], Holds::Plain),
    column("fiscal_year", words("Fiscal year", "年度"), &["会計年度"], Holds::Plain),
    column("paid_on", words("Paid on", "支払日"), &["支出日", "支払年月", "支払年月日", "Date paid"], Holds::Plain),
    column("due", words("Due", "支払期日"), &["支払期限", "支払予定日", "Due date"], Holds::Plain),
    column("institute", words("Institute", "機関"), &["機関名", "実施機関", "支出機関"], Holds::Names(Thing::Institute)),
    column("item", words("Item", "費目"), &["科目", "予算科目", "Ledger item"], Holds::Names(Thing::Item)),
    column("amount", words("Amount", "金額"), &["支出額", "支払額", "契約額"], Holds::Money),
    column("theme", words("Theme", "テーマ"), &["テーマID", "テーマ番号", "テーマ名", "課題名"], Holds::Names(Thing::Theme)),
    column("replaces_work", words("Pays for work under way", "着手中の作業の支払"), &["着手中作業の支払"], Holds::Plain),
];

/// The columns that stand by themselves in a table of these rows.
pub(crate) fn columns(of: Rows) -> impl Iterator<Item = &'static Column> + Clone {
    let list: &'static [Column] = match of {
        Rows::Themes => &THEME,
        Rows::Actual | Rows::Signed => &PAST,
    };
    let keys = table_of(of).keys;
    list.iter()
        .filter(move |column| column.key == "id" || keys.iter().any(|key| key.name == column.key))
}

impl Column {
    /// Everything the column may be called: its heading in both languages, its key, other names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        let headings = Language::ALL.map(|language| self.heading.of(language));
        std::iter::once(self.key)
            .chain(headings)
            .chain(self.others.iter().copied())
    }

    fn is_called(&self, folded: &str) -> bool {
        self.names().any(|name| fold(name) == folded)
    }
}

/// What remains of a name when width, case, spaces and dashes do not count.
pub(in crate::scenario) fn fold(name: &str) -> String {
    let narrowed = narrow(name).to_lowercase();
    narrowed
        .chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '_' | '-' | '・'))
        .collect()
}

/// The column of these rows that is called so.
pub(in crate::scenario) fn called(of: Rows, name: &str) -> Option<&'static Column> {
    let folded = fold(name);
    columns(of).find(|column| column.is_called(&folded))
}

/// The key of a column below others that is called so, in a dotted heading.
pub(in crate::scenario) fn below(name: &str) -> Option<&'static Column> {
    let folded = fold(name);
    BELOW.iter().find(|column| column.is_called(&folded))
}

/// What the cells of the column with these keys hold.
pub(in crate::scenario) fn holds(of: Rows, path: &[String]) -> Holds {
    let found = match path {
        [only] => columns(of).find(|column| column.key == only),
        [.., last] => BELOW.iter().find(|column| column.key == last),
        [] => None,
    };
    found.map_or(Holds::Plain, |column| column.holds)
}

#[cfg(test)]
mod tests {
    use super::super::super::schema::Shape;
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    const ALL: [Rows; 3] = Rows::ALL;

    #[test]
    fn every_key_has_a_column_and_every_column_a_key() {
        let of = Rows::Themes;
        let keys: BTreeSet<&str> = table_of(of).keys.iter().map(|key| key.name).collect();
        let known: BTreeSet<&str> = columns(of).map(|column| column.key).collect();
        let lists: BTreeSet<&str> = BELOW.iter().map(|column| column.key).collect();
        let missing: Vec<_> = keys
            .difference(&known)
            .filter(|key| !lists.contains(*key))
            .collect();
        assert!(missing.is_empty(), "{of:?}: {missing:?}");
        let strange: Vec<_> = known
            .difference(&keys)
            .filter(|key| **key != "id")
            .collect();
        assert!(strange.is_empty(), "{of:?}: {strange:?}");
        let past: BTreeSet<&str> = [Rows::Actual, Rows::Signed]
            .into_iter()
            .flat_map(|of| table_of(of).keys)
            .map(|key| key.name)
            .collect();
        let known: BTreeSet<&str> = PAST
            .iter()
            .map(|column| column.key)
            .filter(|key| *key != "id")
            .collect();
        assert_eq!(past, known);
    }

    #[test]
    fn no_name_means_two_columns() {
        for of in ALL {
            let mut seen = BTreeMap::new();
            for column in columns(of) {
                let names: BTreeSet<String> = column.names().map(fold).collect();
                for name in names {
                    let other = seen.insert(name.clone(), column.key);
                    assert_eq!(other, None, "{of:?}: {name}");
                }
            }
        }
    }

    #[test]
    fn percentages_and_money_stand_where_numbers_are_expected() {
        for column in THEME.iter().chain(&PAST) {
            let of = if THEME.iter().any(|theme| theme.key == column.key) {
                Rows::Themes
            } else {
                Rows::Signed
            };
            let key = table_of(of).keys.iter().find(|key| key.name == column.key);
            let numeric = matches!(
                key.map(|key| key.shape),
                Some(Shape::Quantity | Shape::Number | Shape::Numbers)
            );
            let holds_number = matches!(column.holds, Holds::Share | Holds::Money | Holds::Months);
            assert!(!holds_number || numeric, "{}", column.key);
        }
    }

    #[test]
    fn headings_are_found_in_any_width_and_case() {
        for (heading, key) in [
            ("テーマ番号", "id"),
            ("ＩＤ", "id"),
            ("no.", "id"),
            ("課題名", "name"),
            ("モダリティ", "route"),
            ("Entry Stage", "entry_stage"),
            ("unmet-need", "unmet_need"),
            ("科学 性", "science"),
        ] {
            assert_eq!(
                called(Rows::Themes, heading).map(|column| column.key),
                Some(key),
                "{heading}"
            );
        }
        assert!(called(Rows::Themes, "備考").is_none());
    }
}
