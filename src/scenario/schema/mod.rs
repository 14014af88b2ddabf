//! What a scenario may say: every table, every key, its shape, and what it means.
//!
//! The one list of keys: the shape check, the messages and the documentation read it.

mod decisions;
mod dependence;
mod licensing;
mod money;
mod ranking;
mod request;
mod selection;

use super::Rows;
use crate::language::{Words, words};

/// What may stand behind a key.
#[derive(Copy, Clone, Debug)]
pub(crate) enum Shape {
    /// Any text.
    Text,
    /// A text that can be an id.
    Id,
    /// A list of texts (in a CSV cell separated by `;`).
    Texts,
    /// true or false.
    Boolean,
    /// A whole number in a range.
    Whole(i64, i64),
    /// A plain number.
    Number,
    /// A list of plain numbers (in a CSV cell separated by `;`).
    Numbers,
    /// A calendar date.
    Date,
    /// A calendar date, or a month such as "2013-04".
    DateOrMonth,
    /// A fiscal year in any usual form: 2014, "FY2014", "平成26年度".
    FiscalYear,
    /// A list of calendar dates (in a CSV cell separated by `;`).
    Dates,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number or a distribution.
    Quantity,
    /// A share of a whole, a range of shares, or "any".
    Weight,
    /// Slots by date: a quantity, "unlimited", or a list of `from` and `count`.
    Slots,
    /// A rate by date: a quantity, or a list of `from` and `rate`.
    Rates,
    /// A list of `at` and `share`.
    Payments,
    /// Any id, each with a whole number.
    Counts,
    /// Any id, each with a quantity.
    Quantities,
    /// Any heading of a table, each with the column it means.
    Headings,
    /// A list of institute ids or of tables with `id`.
    Providers,
    /// A table of its own.
    Table(&'static Table),
    /// Any id, each with a table; or a list of tables with `id`.
    Keyed(&'static Table),
}

/// A key of a table.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Key {
    pub name: &'static str,
    pub shape: Shape,
    pub required: bool,
    /// One sentence for a planner, with the default.
    pub meaning: Words,
}

/// A table of the scenario.
#[derive(Debug)]
pub(crate) struct Table {
    /// What a message calls it: "an institute".
    pub called: Words,
    pub keys: &'static [Key],
}

/// The table whose keys rows of a file have.
pub(crate) fn table_of(rows: Rows) -> &'static Table {
    match rows {
        Rows::Themes => &THEME,
        Rows::Actual => &money::ACTUAL,
        Rows::Signed => &money::SIGNED,
    }
}

/// The shape of what stands at a path below `table`; `None` where nothing is said of it, as below a
/// quantity.
pub(crate) fn shape_at(table: &Table, path: &[String]) -> Option<Shape> {
    let (first, rest) = path.split_first()?;
    let shape = table.keys.iter().find(|key| key.name == first)?.shape;
    match (shape, rest) {
        (_, []) => Some(shape),
        (Shape::Table(table), rest) => shape_at(table, rest),
        (Shape::Keyed(table), [_, rest @ ..]) if !rest.is_empty() => shape_at(table, rest),
        _ => None,
    }
}

const fn key(name: &'static str, shape: Shape, meaning: Words) -> Key {
    Key {
        name,
        shape,
        required: false,
        meaning,
    }
}

const fn needed(name: &'static str, shape: Shape, meaning: Words) -> Key {
    Key {
        name,
        shape,
        required: true,
        meaning,
    }
}

const NAME: Key = key(
    "name",
    Shape::Text,
    words(
        "What people call it in English; default: its id.",
        "英語の名称（既定はid）",
    ),
);
const NAME_JA: Key = key(
    "name_ja",
    Shape::Text,
    words(
        "What people call it in Japanese; default: `name`.",
        "日本語の名称（既定は`name`）",
    ),
);

/// The whole scenario.
pub(crate) static ROOT: Table = Table {
    called: words("the scenario", "シナリオ"),
    keys: &[
        needed(
            "scenario",
            Shape::Table(&SCENARIO),
            words(
                "What it is and which time it covers.",
                "シナリオの名称と対象期間",
            ),
        ),
        key(
            "deflator",
            Shape::Quantities,
            words(
                "Price index by year (constants), to bring money of other years to the price year.",
                "年ごとの物価指数（一定の値）。他の年の金額を価格年に直すのに用いる",
            ),
        ),
        key(
            "scope",
            Shape::Table(&SCOPE),
            words(
                "What the network takes at all; absent: everything (SCP-1, SCP-2).",
                "ネットワークが対象とする範囲。なければ全て（SCP-1、SCP-2）",
            ),
        ),
        key(
            "area",
            Shape::Keyed(&AREA),
            words("Disease areas (SCP-2).", "疾患領域（SCP-2）"),
        ),
        key(
            "modality",
            Shape::Keyed(&MODALITY),
            words(
                "What people call the modalities of routes (SCP-1).",
                "ルートのモダリティの名称（SCP-1）",
            ),
        ),
        key(
            "item",
            Shape::Keyed(&ITEM),
            words(
                "Ledger items beyond research, outsourcing, ip, standing, incentives and meetings.",
                "`research`、`outsourcing`、`ip`、`standing`、`incentives`、`meetings`のほかの費目",
            ),
        ),
        key(
            "institute",
            Shape::Keyed(&INSTITUTE),
            words(
                "Institutes and what they offer (GOV-3).",
                "機関と、その提供する機能（GOV-3）",
            ),
        ),
        key(
            "priority",
            Shape::Table(&PRIORITY),
            words(
                "How themes rank in every queue (SEL-8).",
                "待ち行列でのテーマの順位（SEL-8）",
            ),
        ),
        key(
            "council",
            Shape::Table(&selection::COUNCIL),
            words(
                "When the Council meets (GOV-4, GOV-6).",
                "協議会の開催日（GOV-4、GOV-6）",
            ),
        ),
        key(
            "selection",
            Shape::Table(&selection::SELECTION),
            words(
                "How the Office selects themes; absent: all are taken as they come (GOV-2).",
                "戦略室による選考。なければ届いたテーマを全て採択（GOV-2）",
            ),
        ),
        key(
            "withdrawal",
            Shape::Table(&selection::WITHDRAWAL),
            words(
                "Proposers who ask to withdraw; absent: none does (SEL-10).",
                "提案者からの取下げの申出。なければ申出はない（SEL-10）",
            ),
        ),
        key(
            "publication",
            Shape::Table(&selection::PUBLICATION),
            words(
                "Publications and what they do to the rights; absent: nothing (SEL-3, INC-5).",
                "発表とその権利への影響。なければ影響はない（SEL-3、INC-5）",
            ),
        ),
        key(
            "gate",
            Shape::Keyed(&decisions::GATE),
            words(
                "Go/No-Go rules after a passed stage, first match decides (EXE-5).",
                "段階を終えた後のGo/No-Go判定。最初に当てはまる行で決まる（EXE-5）",
            ),
        ),
        key(
            "route",
            Shape::Keyed(&ROUTE),
            words(
                "How themes of a modality are worked on (EXE-1, EXE-2).",
                "モダリティごとの研究の進め方（EXE-1、EXE-2）",
            ),
        ),
        key(
            "link",
            Shape::Keyed(&dependence::LINK),
            words(
                "What hangs together: outcomes of themes, parameters nobody knows well.",
                "関連し合うもの：テーマの成否、よく分からない値",
            ),
        ),
        key(
            "licensing",
            Shape::Table(&licensing::LICENSING),
            words(
                "How themes are licensed; absent: offers have odds and a duration of their own (LIC).",
                "導出の手順。なければ紹介ごとの確率と期間による（LIC）",
            ),
        ),
        key(
            "value",
            Shape::Table(&ranking::VALUE),
            words(
                "What licences and launches are worth beyond income; absent: nothing is valued.",
                "導出・上市の収入以外の価値（なければ評価しない）",
            ),
        ),
        key(
            "ranking",
            Shape::Table(&ranking::RANKING),
            words(
                "By what listed themes are ranked, and what that weighs.",
                "登録テーマの順位付けの評価項目と重み",
            ),
        ),
        key(
            "theme",
            Shape::Keyed(&THEME),
            words(
                "Themes; usually they come from a CSV file.",
                "テーマ（通常はCSVファイルで与える）",
            ),
        ),
        key(
            "theme_columns",
            Shape::Headings,
            words(
                "What headings of tables of themes mean that are not understood; \"ignore\" for those not read.",
                "テーマの表で、そのままでは分からない見出しの意味。読まない列は\"ignore\"",
            ),
        ),
        key(
            "actual_columns",
            Shape::Headings,
            words(
                "The same for tables of actual amounts.",
                "執行額の表について同じもの",
            ),
        ),
        key(
            "signed_columns",
            Shape::Headings,
            words(
                "The same for tables of signed payments.",
                "契約済みの支払の表について同じもの",
            ),
        ),
        key(
            "channel",
            Shape::Keyed(&CHANNEL),
            words(
                "Where future themes come from (SEL-1).",
                "今後のテーマが届く応募経路（SEL-1）",
            ),
        ),
        key(
            "incentives",
            Shape::Table(&money::INCENTIVES),
            words(
                "Awards and meetings (INC-1 to INC-3, INC-6).",
                "褒賞と打合せ（INC-1～INC-3、INC-6）",
            ),
        ),
        key(
            "standing",
            Shape::Keyed(&money::STANDING),
            words(
                "Costs of whole years, whatever is used, and paid databases (BUD-4).",
                "利用によらない年間の経常費と、有料データベース（BUD-4）",
            ),
        ),
        key(
            "purse",
            Shape::Keyed(&money::PURSE),
            words(
                "Where the money comes from, what holds back work, what lapses (BUD-2, BUD-3, BUD-6).",
                "財源、作業を待たせる上限、年度末の不用（BUD-2、BUD-3、BUD-6）",
            ),
        ),
        key(
            "cap",
            Shape::Keyed(&money::CAP),
            words(
                "What certain costs may come to in a fiscal year; caps may overlap (BUD-2).",
                "年度の費用の上限。重なってもよい（BUD-2）",
            ),
        ),
        key(
            "budget",
            Shape::Table(&money::BUDGET),
            words(
                "When the next year's budget is made, told in the trace (BUD-1).",
                "翌年度予算の日程。経過に表示（BUD-1）",
            ),
        ),
        key(
            "actual",
            Shape::Keyed(&money::ACTUAL),
            words(
                "What was spent in the first fiscal year before the start (BUD-9).",
                "最初の年度の、開始前の執行額（BUD-9）",
            ),
        ),
        key(
            "signed",
            Shape::Keyed(&money::SIGNED),
            words(
                "Payments already signed for (BUD-9).",
                "契約済みの支払（BUD-9）",
            ),
        ),
        key(
            "request",
            Shape::Table(&request::REQUEST),
            words(
                "The request for the coming year, told by `soyaku budget` (BUD-5).",
                "翌年度の概算要求。`soyaku budget`で示す（BUD-5）",
            ),
        ),
        key(
            "target",
            Shape::Keyed(&request::TARGET),
            words("What is to be reached, and by when.", "目標と期限"),
        ),
        key(
            "base",
            Shape::Text,
            words(
                "The scenario that this what-if is laid over: a file or a folder, beside this file.",
                "この仮定のシナリオを重ねる元のシナリオのファイル又はフォルダー（このファイルから見た場所）",
            ),
        ),
        key(
            "remove",
            Shape::Texts,
            words(
                "What a what-if takes out of its base: keys and entries, with dots.",
                "仮定のシナリオが元のシナリオから取り除くキーや項目（点でつなぐ）",
            ),
        ),
    ],
};

static SCENARIO: Table = Table {
    called: words("[scenario]", "[scenario]"),
    keys: &[
        needed(
            "id",
            Shape::Id,
            words(
                "A short id that stands on every table and chart.",
                "全ての図表に表示される短いid",
            ),
        ),
        NAME,
        NAME_JA,
        key(
            "language",
            Shape::Word(&["en", "ja"]),
            words(
                "The language of what is written for people, unless `--lang` asks for another; default: en.",
                "表示の言語（`--lang`の指定が優先。既定はen）",
            ),
        ),
        needed(
            "start",
            Shape::Date,
            words("The first day of the simulated time.", "対象期間の初日"),
        ),
        needed(
            "horizon_years",
            Shape::Number,
            words("How many years are simulated.", "対象期間の年数"),
        ),
        key(
            "currency",
            Shape::Text,
            words(
                "ISO code of the currency; money is in whole units of it. Default: JPY.",
                "通貨のISOコード。金額はその整数単位（既定はJPY）",
            ),
        ),
        key(
            "price_year",
            Shape::Whole(1900, 2200),
            words(
                "The year whose prices all money is in; required with any money.",
                "全ての金額の価格年。金額があれば必須",
            ),
        ),
        key(
            "fiscal_year_starts",
            Shape::Whole(1, 12),
            words(
                "The month in which a fiscal year begins; default 4 (BUD-1).",
                "年度の始まる月（既定は4。BUD-1）",
            ),
        ),
        key(
            "runs_per_world",
            Shape::Whole(1, 10_000),
            words(
                "Runs that share a world; default 10, or 1 where nothing is unknown.",
                "一つの世界を共にする試行の数（既定は10、未知の値がなければ1）",
            ),
        ),
        key(
            "theme_files",
            Shape::Texts,
            words(
                "CSV or XLSX files with themes, beside this file; \"themes.xlsx#Sheet\" for one sheet.",
                "テーマのCSV又はXLSXファイル（このファイルと同じフォルダー）。シートの指定は\"themes.xlsx#シート名\"",
            ),
        ),
        key(
            "theme_source",
            Shape::Text,
            words(
                "Where the figures in these files come from.",
                "それらのファイルの数値の出典",
            ),
        ),
        key(
            "actual_files",
            Shape::Texts,
            words(
                "CSV or XLSX files with actual amounts, one a row, beside this file (BUD-9).",
                "執行額のCSV又はXLSXファイル（1行1件。このファイルと同じフォルダー。BUD-9）",
            ),
        ),
        key(
            "signed_files",
            Shape::Texts,
            words(
                "CSV or XLSX files with signed payments, one a row, beside this file (BUD-9).",
                "契約済みの支払のCSV又はXLSXファイル（1行1件。このファイルと同じフォルダー。BUD-9）",
            ),
        ),
    ],
};

static SCOPE: Table = Table {
    called: words("[scope]", "[scope]"),
    keys: &[
        key(
            "modalities",
            Shape::Texts,
            words(
                "Modalities taken; others are declined (SCP-1).",
                "対象とするモダリティ。ほかは不採択（SCP-1）",
            ),
        ),
        key(
            "areas",
            Shape::Texts,
            words(
                "Disease areas taken; others are declined (SCP-2).",
                "対象とする疾患領域。ほかは不採択（SCP-2）",
            ),
        ),
    ],
};

static MODALITY: Table = Table {
    called: words("a modality", "モダリティ"),
    keys: &[NAME, NAME_JA],
};

static AREA: Table = Table {
    called: words("a disease area", "疾患領域"),
    keys: &[
        NAME,
        NAME_JA,
        key(
            "odds_ratio",
            Shape::Quantities,
            words(
                "By stage id: multiplies the odds p/(1-p) of the stage.",
                "段階のidごとに、その段階のオッズp/(1-p)に掛ける比",
            ),
        ),
    ],
};

static ITEM: Table = Table {
    called: words("a ledger item", "費目"),
    keys: &[NAME, NAME_JA, COST_TIMING, PAYMENTS, money::PAYMENT_LAG],
};

static INSTITUTE: Table = Table {
    called: words("an institute", "機関"),
    keys: &[
        NAME,
        NAME_JA,
        key(
            "outsourced",
            Shape::Boolean,
            words(
                "Whether its work is bought outside through the Office (EXE-3); default false.",
                "戦略室を通じた外注先かどうか（EXE-3。既定はfalse）",
            ),
        ),
        key(
            "works_by",
            Shape::Word(&["commission", "cooperation"]),
            words(
                "On contracts with a price, or at no cost to the network; default commission (GOV-5).",
                "対価のある委託か、費用の生じない連携か（既定はcommission。GOV-5）",
            ),
        ),
        key(
            "contract_months",
            Shape::Quantity,
            words(
                "Lead time of a commission on each piece of work there; default 0 (GOV-5).",
                "作業ごとの委託契約に要する月数（既定は0。GOV-5）",
            ),
        ),
        key(
            "function",
            Shape::Keyed(&FUNCTION),
            words("What it offers.", "提供する機能"),
        ),
    ],
};

static FUNCTION: Table = Table {
    called: words("a function", "機能"),
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "slots",
            Shape::Slots,
            words(
                "How many activities can use it at once, by date if need be.",
                "同時に使える枠の数（必要なら日付ごと）",
            ),
        ),
        key(
            "price_per_slot_month",
            Shape::Quantity,
            words(
                "Price of a slot for a month of work; default 0.",
                "1枠・1か月当たりの単価（既定は0）",
            ),
        ),
        key(
            "price_per_job",
            Shape::Quantity,
            words(
                "Price of each activity that needs it; default 0.",
                "作業1件当たりの単価（既定は0）",
            ),
        ),
        key(
            "standing_cost_per_year",
            Shape::Quantity,
            words(
                "What a year costs whether used or not: usage is topped up to it (INC-7).",
                "利用の有無によらない年間の最低額。利用料がこれに満たない分を支払う（INC-7）",
            ),
        ),
        key(
            "lead_time_months",
            Shape::Quantity,
            words(
                "Time from choosing this provider to the start of work; holds no slot.",
                "実施機関に決まってから作業の開始までの準備期間。枠は使わない",
            ),
        ),
        key(
            "item",
            Shape::Text,
            words(
                "Ledger item of its prices; default research, or outsourcing.",
                "単価の費目（既定はresearch、外注先はoutsourcing）",
            ),
        ),
    ],
};

static PRIORITY: Table = Table {
    called: words("[priority]", "[priority]"),
    keys: &[
        key(
            "weight",
            Shape::Table(&SCORES),
            words(
                "Weights of the scores in the base priority.",
                "優先度の基礎となる評点の重み",
            ),
        ),
        key(
            "balance_weight",
            Shape::Quantity,
            words(
                "What being below its target share by 1 adds for themes of an area; default 1.",
                "領域の割合が目標を1下回るごとに優先度に加える値（既定は1）",
            ),
        ),
        key(
            "balance",
            Shape::Quantities,
            words(
                "Weights of the target shares of the areas; absent: no balance (SEL-8).",
                "領域ごとの目標割合の重み。なければ均衡を図らない（SEL-8）",
            ),
        ),
        key(
            "pipeline_weight",
            Shape::Quantity,
            words(
                "What being below its target share by 1 adds for themes in a stage; default 1.",
                "段階の割合が目標を1下回るごとに優先度に加える値（既定は1）",
            ),
        ),
        key(
            "pipeline",
            Shape::Quantities,
            words(
                "Weights of the target shares of the stages; absent: no balance (SEL-8).",
                "段階ごとの目標割合の重み。なければ均衡を図らない（SEL-8）",
            ),
        ),
    ],
};

static SCORES: Table = Table {
    called: words("the weights of scores", "評点の重み"),
    keys: &[
        key(
            "science",
            Shape::Quantity,
            words("Weight of the score.", "評点の重み"),
        ),
        key(
            "feasibility",
            Shape::Quantity,
            words("Weight of the score.", "評点の重み"),
        ),
        key(
            "novelty",
            Shape::Quantity,
            words("Weight of the score.", "評点の重み"),
        ),
        key(
            "unmet_need",
            Shape::Quantity,
            words("Weight of the score.", "評点の重み"),
        ),
        key(
            "business",
            Shape::Quantity,
            words("Weight of the score.", "評点の重み"),
        ),
    ],
};

static ROUTE: Table = Table {
    called: words("a route", "ルート"),
    keys: &[
        NAME,
        NAME_JA,
        key(
            "modality",
            Shape::Text,
            words(
                "The modality it is for; default: its id (SCP-1).",
                "対象とするモダリティ（既定はid。SCP-1）",
            ),
        ),
        key(
            "ends_in",
            Shape::Word(&["licensed", "launched"]),
            words(
                "What passing the exit means where nothing is offered; default licensed.",
                "紹介がないとき、出口を終えることの意味（既定はlicensed）",
            ),
        ),
        key(
            "exit_point",
            Shape::Text,
            words(
                "The earliest stage after which the theme is offered (EXE-1).",
                "企業への紹介を始められる最初の段階（EXE-1）",
            ),
        ),
        key(
            "milestones",
            Shape::Texts,
            words(
                "Stages whose passing is a milestone (EXE-1).",
                "終えるとマイルストンの達成となる段階（EXE-1）",
            ),
        ),
        key(
            "candidate_stage",
            Shape::Text,
            words(
                "The stage whose passing fixes the development candidate (LIC-10).",
                "終えると開発候補が決まる段階（LIC-10）",
            ),
        ),
        key(
            "remaining_work_passes_to_licensee",
            Shape::Boolean,
            words(
                "Whether the work left at a licence is the licensee's; default: for antibodies (EXE-8).",
                "導出後に残る作業を導出先が引き受けるか（既定は抗体のみ。EXE-8）",
            ),
        ),
        key(
            "ip",
            Shape::Table(&IP),
            words(
                "The patent and its cost (EXE-6).",
                "特許とその費用（EXE-6）",
            ),
        ),
        needed(
            "stage",
            Shape::Keyed(&STAGE),
            words("Its stages in order.", "段階（行う順）"),
        ),
        key(
            "offer",
            Shape::Keyed(&OFFER),
            words(
                "Points at which it is offered to companies (EXE-7).",
                "企業へ紹介する時点（EXE-7）",
            ),
        ),
    ],
};

static IP: Table = Table {
    called: words("the patent of a route", "ルートの特許"),
    keys: &[
        needed(
            "after",
            Shape::Text,
            words(
                "The stage after which it is filed.",
                "終えた後に出願する段階",
            ),
        ),
        needed(
            "institute",
            Shape::Text,
            words("Who books it.", "計上する機関"),
        ),
        key(
            "filing_cost",
            Shape::Quantity,
            words(
                "Paid when it is filed; default 0.",
                "出願時の費用（既定は0）",
            ),
        ),
        key(
            "cost_per_year",
            Shape::Quantity,
            words(
                "Paid on each anniversary until licensed or ended; default 0.",
                "導出又は終了まで毎年支払う費用（既定は0）",
            ),
        ),
        key(
            "passes_to_licensee",
            Shape::Boolean,
            words(
                "Whether the licensee bears it from the licence on; default true (LIC-12).",
                "導出後は導出先が負担するか（既定はtrue。LIC-12）",
            ),
        ),
    ],
};

static STAGE: Table = Table {
    called: words("a stage", "段階"),
    keys: &[
        NAME,
        NAME_JA,
        key(
            "odds",
            Shape::Quantity,
            words(
                "Probability of technical success; default 1 (EXE-5).",
                "技術的な成功確率（既定は1。EXE-5）",
            ),
        ),
        key(
            "included",
            Shape::Boolean,
            words(
                "Whether themes go through it; default true (EXE-14).",
                "テーマがこの段階を経るか（既定はtrue。EXE-14）",
            ),
        ),
        key(
            "optional",
            Shape::Boolean,
            words(
                "Gone through only where a Go/No-Go before it says `with-optional`; default false (EXE-14).",
                "前のGo/No-Go判定が`with-optional`のときのみ経る段階か（既定はfalse。EXE-14）",
            ),
        ),
        key(
            "valley_of_death",
            Shape::Boolean,
            words(
                "Whether it lies in the valley of death (SCP-5); default false.",
                "死の谷に当たるか（SCP-5。既定はfalse）",
            ),
        ),
        key(
            "activity",
            Shape::Keyed(&ACTIVITY),
            words("What is done in it (EXE-2).", "段階の作業（EXE-2）"),
        ),
    ],
};

const NEEDS: Key = key(
    "needs",
    Shape::Counts,
    words(
        "Functions needed at once, and slots of each; absent: none (EXE-12).",
        "同時に要する機能と枠数。なければ要しない（EXE-12）",
    ),
);
const PROVIDERS: Key = key(
    "providers",
    Shape::Providers,
    words(
        "Institutes that can do it, in order of preference (EXE-2).",
        "実施できる機関（当たる順。EXE-2）",
    ),
);
const DURATION: Key = needed(
    "duration_months",
    Shape::Quantity,
    words("Working time.", "作業期間（月数）"),
);
const COST: Key = key(
    "cost",
    Shape::Quantity,
    words(
        "Cost per job beside the functions' prices; default 0.",
        "機能の単価のほかに作業1件にかかる費用（既定は0）",
    ),
);
const COST_PER_MONTH: Key = key(
    "cost_per_month",
    Shape::Quantity,
    words(
        "Cost per month beside the functions' prices; default 0.",
        "機能の単価のほかに1か月にかかる費用（既定は0）",
    ),
);
const COST_TIMING: Key = key(
    "cost_timing",
    Shape::Word(&["spread", "start", "midpoint", "end"]),
    words(
        "When it falls due; default spread (BUD-8).",
        "費用の支払時期（既定はspread。BUD-8）",
    ),
);
const PAYMENTS: Key = key(
    "payments",
    Shape::Payments,
    words(
        "Shares of the cost at shares of the working time, instead of cost_timing (BUD-8).",
        "作業期間のどの時点で費用のどの割合を支払うか（`cost_timing`に代える。BUD-8）",
    ),
);
const ITEM_OF: Key = key(
    "item",
    Shape::Text,
    words(
        "Ledger item; default: that of the first function needed.",
        "費目（既定は最初に要する機能の費目）",
    ),
);

pub(super) static ACTIVITY: Table = Table {
    called: words("an activity", "作業"),
    keys: &[
        NAME,
        NAME_JA,
        NEEDS,
        PROVIDERS,
        key(
            "after",
            Shape::Texts,
            words(
                "Activities of the stage that come before; default: the one listed before.",
                "先に済ませる同じ段階の作業（既定は一つ前の作業）",
            ),
        ),
        DURATION,
        COST,
        COST_PER_MONTH,
        COST_TIMING,
        PAYMENTS,
        money::PAYMENT_LAG,
        ITEM_OF,
        key(
            "repeat_probability",
            Shape::Quantity,
            words(
                "Chance that it has to be done again each time it ends (EXE-4).",
                "終えるたびにやり直しとなる確率（EXE-4）",
            ),
        ),
        key(
            "repeat_limit",
            Shape::Whole(0, 1000),
            words(
                "How often at most it is repeated; default 1 (EXE-4).",
                "やり直しの回数の上限（既定は1。EXE-4）",
            ),
        ),
        key(
            "rule",
            Shape::Text,
            words(
                "The rule of the rule book it carries out, told in the trace; default EXE-2.",
                "該当する規則集の番号。経過に表示（既定はEXE-2）",
            ),
        ),
        key(
            "once",
            Shape::Boolean,
            words(
                "Done once per run; later themes use what the first has built (EXE-13).",
                "試行ごとに一度だけ行い、以後のテーマはその成果を共用する（EXE-13）",
            ),
        ),
    ],
};

/// What may stand in the table of a provider.
pub(crate) static PROVIDER: Table = Table {
    called: words("a provider", "実施機関"),
    keys: &[
        key(
            "duration_factor",
            Shape::Quantity,
            words(
                "Multiplies the duration; default 1.",
                "期間に掛ける係数（既定は1）",
            ),
        ),
        key(
            "cost_factor",
            Shape::Quantity,
            words(
                "Multiplies all costs; default 1.",
                "全ての費用に掛ける係数（既定は1）",
            ),
        ),
        key(
            "after_wait_months",
            Shape::Quantity,
            words(
                "Tried only after so long a wait (EXE-3).",
                "この月数待った後にのみ当たる（EXE-3）",
            ),
        ),
        key(
            "own_work_only",
            Shape::Boolean,
            words(
                "Serves only themes on which it has worked before (GOV-7); default false.",
                "自ら手掛けたテーマに限るか（GOV-7。既定はfalse）",
            ),
        ),
    ],
};

const ODDS_OF_OFFER: Key = key(
    "odds",
    Shape::Quantity,
    words(
        "Probability that a company takes the theme; needed without [licensing].",
        "企業がテーマを引き受ける確率。[licensing]がなければ必須",
    ),
);
const APPLICANTS_OF_OFFER: Key = key(
    "applicants",
    Shape::Quantity,
    words(
        "Mean number of applicants before all factors; needed with [licensing] (EXE-7).",
        "各係数を掛ける前の応募企業数の平均。[licensing]があれば必須（EXE-7）",
    ),
);
const BID: Key = key(
    "bid",
    Shape::Quantity,
    words(
        "Upfront that a company bids, drawn for each; only with [licensing], default 0.",
        "企業が入札する一時金。企業ごとに抽選し、[licensing]があるときのみ（既定は0）",
    ),
);

static OFFER: Table = Table {
    called: words("an offer", "紹介"),
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "after",
            Shape::Text,
            words(
                "The stage after which it is made.",
                "終えた後に紹介する段階",
            ),
        ),
        ODDS_OF_OFFER,
        APPLICANTS_OF_OFFER,
        BID,
        NEEDS,
        PROVIDERS,
        DURATION,
        COST,
        COST_PER_MONTH,
        COST_TIMING,
        PAYMENTS,
        money::PAYMENT_LAG,
        ITEM_OF,
    ],
};

/// What may be said of a theme. `stage` holds what it overrides of its route.
static THEME: Table = Table {
    called: words("a theme", "テーマ"),
    keys: &[
        NAME,
        NAME_JA,
        key(
            "route",
            Shape::Text,
            words(
                "The route it follows; not needed where its modality has only one.",
                "たどるルート。モダリティのルートが一つなら不要",
            ),
        ),
        key(
            "modality",
            Shape::Text,
            words(
                "Its modality, where `route` is not given.",
                "モダリティ（`route`がない場合）",
            ),
        ),
        key("area", Shape::Text, words("Its disease area.", "疾患領域")),
        key(
            "proposer",
            Shape::Text,
            words("Whose idea it is.", "提案者"),
        ),
        key(
            "target",
            Shape::Text,
            words(
                "What it acts on; themes with the same may hang together.",
                "標的。同じ標的のテーマは関連付けることができる",
            ),
        ),
        key(
            "arrives",
            Shape::Date,
            words(
                "When it comes to the network; default: it is there from the start.",
                "ネットワークに届く日（既定は開始時から）",
            ),
        ),
        key(
            "entry_stage",
            Shape::Text,
            words(
                "The stage it has reached; default: the first (SCP-3).",
                "到達済みの段階（既定は最初の段階。SCP-3）",
            ),
        ),
        key(
            "done",
            Shape::Texts,
            words(
                "Activities of that stage already done.",
                "その段階で済んだ作業",
            ),
        ),
        key(
            "in_progress",
            Shape::Texts,
            words("Activities under way at the start.", "開始時に着手中の作業"),
        ),
        key(
            "progress",
            Shape::Numbers,
            words(
                "The share of each that is done, 0 to below 1; default 0.",
                "それぞれの進捗の割合（0以上1未満。既定は0）",
            ),
        ),
        key(
            "provider",
            Shape::Texts,
            words(
                "Who does each; default: the first of its providers.",
                "それぞれの実施機関（既定は一覧の最初）",
            ),
        ),
        key(
            "priority",
            Shape::Quantity,
            words(
                "Rank in every queue, higher first; default: the weighted scores.",
                "待ち行列での優先度。大きいほど先（既定は評点の加重和）",
            ),
        ),
        key("science", Shape::Quantity, words("Score.", "評点")),
        key("feasibility", Shape::Quantity, words("Score.", "評点")),
        key("novelty", Shape::Quantity, words("Score.", "評点")),
        key("unmet_need", Shape::Quantity, words("Score.", "評点")),
        key("business", Shape::Quantity, words("Score.", "評点")),
        key(
            "patent_filed",
            Shape::Date,
            words(
                "When its patent was filed, by whomever (SEL-3); from admission on the network keeps \
                 it up, where the route has [ip] (EXE-6).",
                "特許の出願日（出願人を問わない、SEL-3）。経路に[ip]があれば、採択後は戦略室が維持する（EXE-6）",
            ),
        ),
        key(
            "target_identified",
            Shape::Quantity,
            words(
                "Probability that its target is identified; default 1 (SEL-2).",
                "標的が同定済みである確率（既定は1。SEL-2）",
            ),
        ),
        key(
            "rights_sorted",
            Shape::Quantity,
            words(
                "Probability that its rights are sorted when it comes; default 1 (SEL-9).",
                "届いた時に権利関係が整理済みである確率（既定は1。SEL-9）",
            ),
        ),
        key(
            "rights_months",
            Shape::Quantity,
            words(
                "Months until they are, where they are not; default 0 (SEL-9).",
                "未整理のとき、整理までの月数（既定は0。SEL-9）",
            ),
        ),
        money::FUNDS,
        key(
            "admitted",
            Shape::Boolean,
            words(
                "Whether it need not be selected any more; default: where it is there from the start.",
                "選考済みかどうか（既定は開始時からあるテーマのみ選考済み）",
            ),
        ),
        key(
            "exit_point",
            Shape::Text,
            words("Its own exit point (EXE-1).", "このテーマの出口（EXE-1）"),
        ),
        key(
            "milestones",
            Shape::Texts,
            words(
                "Its own milestones (EXE-1).",
                "このテーマのマイルストン（EXE-1）",
            ),
        ),
        key(
            "remaining_work_passes_to_licensee",
            Shape::Boolean,
            words("Its own setting (EXE-8).", "このテーマの設定（EXE-8）"),
        ),
        key(
            "ip",
            Shape::Table(&IP_OVERRIDE),
            words(
                "Its own patent costs (EXE-6).",
                "このテーマの特許の費用（EXE-6）",
            ),
        ),
        key(
            "stage",
            Shape::Keyed(&STAGE_OVERRIDE),
            words(
                "Overrides parameters of its route for this theme alone.",
                "このテーマのみルートの値を置き換える",
            ),
        ),
        key(
            "offer",
            Shape::Keyed(&OFFER_OVERRIDE),
            words(
                "Overrides offers of its route for this theme alone.",
                "このテーマのみルートの紹介を置き換える",
            ),
        ),
    ],
};

static IP_OVERRIDE: Table = Table {
    called: words("the patent of a theme", "テーマの特許"),
    keys: &[
        key(
            "after",
            Shape::Text,
            words(
                "The stage after which it is filed.",
                "終えた後に出願する段階",
            ),
        ),
        key(
            "institute",
            Shape::Text,
            words("Who books it.", "計上する機関"),
        ),
        key(
            "filing_cost",
            Shape::Quantity,
            words("Paid when it is filed.", "出願時の費用"),
        ),
        key(
            "cost_per_year",
            Shape::Quantity,
            words("Paid on each anniversary.", "毎年支払う費用"),
        ),
    ],
};

static STAGE_OVERRIDE: Table = Table {
    called: words("a stage of a theme", "テーマの段階"),
    keys: &[
        key(
            "odds",
            Shape::Quantity,
            words("Probability of technical success.", "技術的な成功確率"),
        ),
        key(
            "included",
            Shape::Boolean,
            words(
                "Whether the theme goes through it (EXE-14).",
                "テーマがこの段階を経るか（EXE-14）",
            ),
        ),
        key(
            "activity",
            Shape::Keyed(&ACTIVITY_OVERRIDE),
            words("Its activities.", "段階の作業"),
        ),
    ],
};

static ACTIVITY_OVERRIDE: Table = Table {
    called: words("an activity of a theme", "テーマの作業"),
    keys: &[
        NEEDS,
        PROVIDERS,
        key(
            "after",
            Shape::Texts,
            words(
                "Activities of the stage that come before.",
                "先に済ませる同じ段階の作業",
            ),
        ),
        key(
            "duration_months",
            Shape::Quantity,
            words("Working time.", "作業期間（月数）"),
        ),
        COST,
        COST_PER_MONTH,
        COST_TIMING,
        PAYMENTS,
        money::PAYMENT_LAG,
        ITEM_OF,
        key(
            "repeat_probability",
            Shape::Quantity,
            words(
                "Chance that it has to be done again (EXE-4).",
                "やり直しとなる確率（EXE-4）",
            ),
        ),
        key(
            "repeat_limit",
            Shape::Whole(0, 1000),
            words(
                "How often at most it is repeated (EXE-4).",
                "やり直しの回数の上限（EXE-4）",
            ),
        ),
    ],
};

static OFFER_OVERRIDE: Table = Table {
    called: words("an offer of a theme", "テーマの紹介"),
    keys: &[
        ODDS_OF_OFFER,
        APPLICANTS_OF_OFFER,
        BID,
        key(
            "duration_months",
            Shape::Quantity,
            words("Working time.", "作業期間（月数）"),
        ),
        COST,
        COST_PER_MONTH,
    ],
};

static CHANNEL: Table = Table {
    called: words("a channel", "応募経路"),
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "rate_per_year",
            Shape::Rates,
            words(
                "Themes per year, by date if need be.",
                "年間のテーマ件数（必要なら日付ごと）",
            ),
        ),
        key(
            "from",
            Shape::Date,
            words("First day; default: the start.", "初日（既定は開始日）"),
        ),
        key(
            "until",
            Shape::Date,
            words(
                "Last day; default: the horizon.",
                "最終日（既定は対象期間の終わり）",
            ),
        ),
        needed(
            "mix",
            Shape::Quantities,
            words("Weights of the routes.", "ルートの重み"),
        ),
        key(
            "areas",
            Shape::Quantities,
            words("Weights of the disease areas.", "疾患領域の重み"),
        ),
        key(
            "stages",
            Shape::Quantities,
            words(
                "Weights of the stages reached on arrival; default: the first.",
                "届いた時に到達済みの段階の重み（既定は最初の段階）",
            ),
        ),
        key(
            "priority",
            Shape::Quantity,
            words(
                "Rank in every queue, drawn per theme; default: the weighted scores.",
                "待ち行列での優先度。テーマごとに抽選（既定は評点の加重和）",
            ),
        ),
        money::FUNDS,
        key(
            "science",
            Shape::Quantity,
            words("Score, drawn per theme.", "評点（テーマごとに抽選）"),
        ),
        key(
            "feasibility",
            Shape::Quantity,
            words("Score, drawn per theme.", "評点（テーマごとに抽選）"),
        ),
        key(
            "novelty",
            Shape::Quantity,
            words("Score, drawn per theme.", "評点（テーマごとに抽選）"),
        ),
        key(
            "unmet_need",
            Shape::Quantity,
            words("Score, drawn per theme.", "評点（テーマごとに抽選）"),
        ),
        key(
            "business",
            Shape::Quantity,
            words("Score, drawn per theme.", "評点（テーマごとに抽選）"),
        ),
        key(
            "target_identified",
            Shape::Quantity,
            words(
                "Probability that its target is identified; default 1 (SEL-2).",
                "標的が同定済みである確率（既定は1。SEL-2）",
            ),
        ),
        key(
            "rights_sorted",
            Shape::Quantity,
            words(
                "Probability that its rights are sorted when it comes; default 1 (SEL-9).",
                "届いた時に権利関係が整理済みである確率（既定は1。SEL-9）",
            ),
        ),
        key(
            "rights_months",
            Shape::Quantity,
            words(
                "Months until they are, where they are not; default 0 (SEL-9).",
                "未整理のとき、整理までの月数（既定は0。SEL-9）",
            ),
        ),
        key(
            "admitted",
            Shape::Boolean,
            words(
                "Whether its themes need not be selected any more; default false.",
                "届くテーマが選考済みかどうか（既定はfalse）",
            ),
        ),
        key(
            "grant",
            Shape::Table(&selection::GRANT),
            words(
                "The grant its themes apply for when they come (SEL-11).",
                "届いたテーマが応募する研究費（SEL-11）",
            ),
        ),
    ],
};

/// What may stand in a step of slots.
pub(crate) static SLOT_STEP: Table = Table {
    called: words("a step of slots", "枠数の区分"),
    keys: &[
        needed(
            "from",
            Shape::Date,
            words("From this day on.", "この日から"),
        ),
        needed("count", Shape::Quantity, words("So many slots.", "枠の数")),
    ],
};

/// What may stand in a step of a rate.
pub(crate) static RATE_STEP: Table = Table {
    called: words("a step of the rate", "年間件数の区分"),
    keys: &[
        needed(
            "from",
            Shape::Date,
            words("From this day on.", "この日から"),
        ),
        needed(
            "rate",
            Shape::Quantity,
            words("So many themes per year.", "年間のテーマ件数"),
        ),
    ],
};

/// What may stand in a payment.
pub(crate) static PAYMENT: Table = Table {
    called: words("a payment", "支払"),
    keys: &[
        needed(
            "at",
            Shape::Number,
            words(
                "Share of the working time, 0 to 1.",
                "作業期間に占める割合（0～1）",
            ),
        ),
        needed(
            "share",
            Shape::Number,
            words("Share of the cost.", "費用に占める割合"),
        ),
    ],
};

#[cfg(test)]
#[path = "../../../tests/japanese/parity.rs"]
mod parity;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_and_key_is_explained_in_both_languages() {
        let mut told = 0;
        walk(&ROOT, &mut |words| {
            let fault = parity::fault(words.english, words.japanese);
            assert_eq!(fault, None, "{}\n{}", words.english, words.japanese);
            told += 1;
        });
        for table in [&PROVIDER, &SLOT_STEP, &RATE_STEP, &PAYMENT] {
            walk(table, &mut |_| told += 1);
        }
        assert!(told > 300, "{told} texts");
    }

    fn walk(table: &Table, tell: &mut dyn FnMut(Words)) {
        tell(table.called);
        for key in table.keys {
            tell(key.meaning);
            if let Shape::Table(table) | Shape::Keyed(table) = key.shape {
                walk(table, tell);
            }
        }
    }
}
