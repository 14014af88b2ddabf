//! The chapter of licensing (LIC-1 to LIC-15).

use super::decisions::{COMPANY_LEFT, NO_APPLICANT, TAKE_OVER};
use super::{
    COST, COST_PER_MONTH, COST_TIMING, DURATION, ITEM_OF, Key, NAME, NAME_JA, NEEDS, PAYMENTS,
    PROVIDERS, SCORES, Shape, Table, key, money::PAYMENT_LAG, needed,
};
use crate::language::words;

pub(super) static LICENSING: Table = Table {
    called: words("[licensing]", "[licensing]"),
    keys: &[
        needed(
            "call",
            Shape::Table(&CALL),
            words(
                "The public call for a licensee (LIC-1).",
                "導出先の公募（LIC-1）",
            ),
        ),
        key(
            "applicants",
            Shape::Table(&APPLICANTS),
            words(
                "How many companies apply; default: Poisson, with the mean of the offer.",
                "応募企業数（既定は紹介の平均によるポアソン分布）",
            ),
        ),
        key(
            "tender",
            Shape::Table(&TENDER),
            words(
                "The tender among several applicants; default: the highest bid wins at once (LIC-2).",
                "複数の応募があるときの入札（既定は直ちに最高額の企業に決まる。LIC-2）",
            ),
        ),
        key(
            "feasibility_study",
            Shape::Table(&STEP),
            words(
                "The company's feasibility study; absent: no time, never fails (LIC-8).",
                "企業の実行可能性調査（FS）。なければ期間を要さず、不調もない（LIC-8）",
            ),
        ),
        key(
            "terms",
            Shape::Table(&STEP),
            words(
                "Strategy and terms are agreed with the proposer; absent: no time, never fails (LIC-8).",
                "提案者との戦略と条件の合意。なければ期間を要さず、不調もない（LIC-8）",
            ),
        ),
        key(
            "due_diligence",
            Shape::Table(&STEP),
            words(
                "The company's due diligence; absent: no time, never fails (LIC-8).",
                "企業によるデータの精査（DD）。なければ期間を要さず、不調もない（LIC-8）",
            ),
        ),
        key(
            "contract",
            Shape::Table(&STEP),
            words(
                "The contract; absent: no time, never fails (LIC-8).",
                "契約。なければ期間を要さず、不調もない（LIC-8）",
            ),
        ),
        key(
            "evidence_gain",
            Shape::Quantity,
            words(
                "What a company that leaves after its feasibility study adds to the evidence; default 1 (LIC-9).",
                "FS後に断念した企業がデータの蓄積に加える量（既定は1。LIC-9）",
            ),
        ),
        key(
            "kind",
            Shape::Table(&KINDS),
            words(
                "Kinds of licence; default: exclusive (LIC-4).",
                "実施権の種類（既定はexclusive。LIC-4）",
            ),
        ),
        key(
            "income",
            Shape::Table(&INCOME),
            words(
                "How income is paid and divided (LIC-5, LIC-10, INC-4).",
                "収入の支払と配分（LIC-5、LIC-10、INC-4）",
            ),
        ),
        key(
            "risk_relief",
            Shape::Table(&RISK_RELIEF),
            words(
                "What the Office asks other bodies for at the first call; default: nothing (LIC-6).",
                "最初の公募の際に戦略室が関係機関に働きかけるリスク軽減（既定はなし。LIC-6）",
            ),
        ),
        key(
            "development",
            Shape::Keyed(&DEVELOPMENT),
            words(
                "Stages of the licensee's development in order; default: none.",
                "導出先による開発の段階（順に。既定はなし）",
            ),
        ),
        key(
            "royalty",
            Shape::Table(&ROYALTY),
            words(
                "What a drug on the market pays; default: nothing.",
                "上市後のロイヤルティ（既定はなし）",
            ),
        ),
        key(
            "no_applicant",
            Shape::Keyed(&NO_APPLICANT),
            words(
                "What follows a call without applicant, first match decides; default: carry-on (LIC-3).",
                "応募がないときの扱い。最初に当てはまる行で決まる（既定はcarry-on。LIC-3）",
            ),
        ),
        key(
            "company_left",
            Shape::Keyed(&COMPANY_LEFT),
            words(
                "What follows when a company has left, first match decides; default: next-applicant (LIC-9).",
                "企業が断念したときの扱い。最初に当てはまる行で決まる（既定はnext-applicant。LIC-9）",
            ),
        ),
        key(
            "take_over",
            Shape::Keyed(&TAKE_OVER),
            words(
                "What follows when a licensee gives up, first match decides; default: end (LIC-11).",
                "導出先が断念したときの扱い。最初に当てはまる行で決まる（既定はend。LIC-11）",
            ),
        ),
    ],
};

static CALL: Table = Table {
    called: words("the call", "公募"),
    keys: &[
        DURATION,
        NEEDS,
        PROVIDERS,
        COST,
        COST_PER_MONTH,
        COST_TIMING,
        PAYMENTS,
        PAYMENT_LAG,
        ITEM_OF,
    ],
};

static TENDER: Table = Table {
    called: words("the tender", "入札"),
    keys: &[
        DURATION,
        NEEDS,
        PROVIDERS,
        COST,
        COST_PER_MONTH,
        COST_TIMING,
        PAYMENTS,
        PAYMENT_LAG,
        ITEM_OF,
        key(
            "wish_weight",
            Shape::Quantity,
            words(
                "Weight of the proposer's wishes against the bid, 0 to 1; default 0 (LIC-2).",
                "入札額に対する提案者の意向の重み（0～1。既定は0。LIC-2）",
            ),
        ),
        key(
            "for_single_applicant",
            Shape::Boolean,
            words(
                "Whether a single applicant goes through the tender too; default false (LIC-15).",
                "応募が一社のときも入札を行うか（既定はfalse。LIC-15）",
            ),
        ),
    ],
};

static STEP: Table = Table {
    called: words("a step of the company", "企業との手順"),
    keys: &[
        DURATION,
        key(
            "odds",
            Shape::Quantity,
            words(
                "Probability that the company goes on; default 1.",
                "企業が次に進む確率（既定は1）",
            ),
        ),
        NEEDS,
        PROVIDERS,
        COST,
        COST_PER_MONTH,
        COST_TIMING,
        PAYMENTS,
        PAYMENT_LAG,
        ITEM_OF,
    ],
};

static APPLICANTS: Table = Table {
    called: words("the number of applicants", "応募企業数"),
    keys: &[
        key(
            "spread",
            Shape::Word(&["poisson", "negative-binomial"]),
            words(
                "How the number varies around its mean; default poisson.",
                "平均の周りのばらつき方（既定はpoisson）",
            ),
        ),
        key(
            "dispersion",
            Shape::Quantity,
            words(
                "d of the variance m + d m^2 of a negative binomial number with mean m.",
                "平均mの負の二項分布の分散m + d m^2のd",
            ),
        ),
        key(
            "per_evidence",
            Shape::Quantity,
            words(
                "Factor on the mean per unit of evidence; default 1 (LIC-9).",
                "データの蓄積1ごとに平均に掛ける係数（既定は1。LIC-9）",
            ),
        ),
        key(
            "per_previous_call",
            Shape::Quantity,
            words(
                "Factor on the mean per call before; default 1.",
                "前の公募1回ごとに平均に掛ける係数（既定は1）",
            ),
        ),
        key(
            "modality",
            Shape::Quantities,
            words(
                "Factors on the mean by modality; default 1.",
                "モダリティごとに平均に掛ける係数（既定は1）",
            ),
        ),
        key(
            "area",
            Shape::Quantities,
            words(
                "Factors on the mean by disease area; default 1.",
                "疾患領域ごとに平均に掛ける係数（既定は1）",
            ),
        ),
        key(
            "score",
            Shape::Table(&SCORES),
            words(
                "Factors on the mean per point of a score above `reference_score`; default 1.",
                "評点が`reference_score`を1上回るごとに平均に掛ける係数（既定は1）",
            ),
        ),
        key(
            "reference_score",
            Shape::Quantity,
            words(
                "The score at which the factors of scores are 1; default 0.",
                "評点の係数が1となる評点（既定は0）",
            ),
        ),
    ],
};

static KINDS: Table = Table {
    called: words("[licensing.kind]", "[licensing.kind]"),
    keys: &[
        key(
            "exclusive-registered",
            Shape::Table(&REGISTERED),
            words(
                "Exclusive and registered: needs a granted patent and the co-owners' consent.",
                "専用実施権。特許の登録と共有者の同意を要する",
            ),
        ),
        key(
            "exclusive",
            Shape::Table(&KIND),
            words("Exclusive.", "独占的通常実施権"),
        ),
        key(
            "sublicensing",
            Shape::Table(&KIND),
            words("With the right to sublicense.", "再実施権付通常実施権"),
        ),
    ],
};

const WEIGHT: Key = needed(
    "weight",
    Shape::Quantity,
    words(
        "How often it is agreed on, among the kinds that are possible.",
        "選べる種類の中で合意される割合の重み",
    ),
);
const PRICE_FACTOR: Key = key(
    "price_factor",
    Shape::Quantity,
    words(
        "Multiplies the upfront; default 1.",
        "一時金に掛ける係数（既定は1）",
    ),
);
const ODDS_RATIO: Key = key(
    "odds_ratio",
    Shape::Quantity,
    words(
        "Multiplies the odds p/(1-p) of the contract; default 1.",
        "契約のオッズp/(1-p)に掛ける比（既定は1）",
    ),
);

static KIND: Table = Table {
    called: words("a kind of licence", "実施権の種類"),
    keys: &[WEIGHT, PRICE_FACTOR, ODDS_RATIO],
};

static REGISTERED: Table = Table {
    called: words("the registered licence", "専用実施権"),
    keys: &[
        WEIGHT,
        PRICE_FACTOR,
        ODDS_RATIO,
        key(
            "grant_months",
            Shape::Quantity,
            words(
                "Months from filing to the grant of the patent; default 0.",
                "出願から特許登録までの月数（既定は0）",
            ),
        ),
        key(
            "co_owner_consent",
            Shape::Quantity,
            words(
                "Probability that the co-owners consent, once per theme; default 1 (SEL-9).",
                "共有者が同意する確率。テーマごとに一度（既定は1。SEL-9）",
            ),
        ),
    ],
};

static INCOME: Table = Table {
    called: words("the income of licences", "導出による収入"),
    keys: &[
        key(
            "early_upfront_share",
            Shape::Quantity,
            words(
                "Share of the upfront a licence pays before a candidate is fixed; default 1 (LIC-10).",
                "開発候補が決まる前の導出で支払われる一時金の割合（既定は1。LIC-10）",
            ),
        ),
        key(
            "late_milestones",
            Shape::Boolean,
            words(
                "Whether licences pay milestones after a candidate is fixed too; default true (LIC-10).",
                "開発候補が決まった後の導出でもマイルストンの支払があるか（既定はtrue。LIC-10）",
            ),
        ),
        key(
            "proposer_share",
            Shape::Quantity,
            words(
                "The proposer's share of all income; default 0 (INC-4).",
                "全収入のうち提案者の持分（既定は0。INC-4）",
            ),
        ),
        key(
            "contribution",
            Shape::Quantities,
            words(
                "Shares of institutes in what the proposer does not have, as agreed for all licences; together at most 1 (LIC-5).",
                "提案者の持分を除く収入のうち、全ての導出について合意した機関ごとの割合（合計は1以下。LIC-5）",
            ),
        ),
        key(
            "institutes",
            Shape::Word(&["by-work", "office"]),
            words(
                "Who has the rest: all by their work up to the licence, or the Office; default by-work (LIC-5).",
                "残りの配分先：導出までの作業に応じた各機関か、戦略室か（既定はby-work。LIC-5）",
            ),
        ),
        key(
            "office",
            Shape::Text,
            words(
                "The institute of the Office, with institutes = \"office\".",
                "戦略室に当たる機関（institutes = \"office\"の場合）",
            ),
        ),
    ],
};

static RISK_RELIEF: Table = Table {
    called: words("the risk relief", "リスク軽減"),
    keys: &[
        needed(
            "odds",
            Shape::Quantity,
            words(
                "Probability that other bodies grant it.",
                "関係機関が認める確率",
            ),
        ),
        key(
            "months",
            Shape::Quantity,
            words(
                "Months from the first call until that is known; default 0.",
                "最初の公募から結果が分かるまでの月数（既定は0）",
            ),
        ),
        key(
            "applicants_factor",
            Shape::Quantity,
            words(
                "Factor on the mean number of applicants of later calls, if granted; default 1.",
                "認められたとき、以後の公募の応募企業数の平均に掛ける係数（既定は1）",
            ),
        ),
        key(
            "carried_share",
            Shape::Quantity,
            words(
                "Share of the cost of `items` that others carry from then on; default 0.",
                "その後、`items`の費用のうち他者が負担する割合（既定は0）",
            ),
        ),
        key(
            "items",
            Shape::Texts,
            words(
                "Ledger items of which others carry a share.",
                "他者が一部を負担する費目",
            ),
        ),
    ],
};

static DEVELOPMENT: Table = Table {
    called: words("a stage of the licensee", "導出先の開発段階"),
    keys: &[
        NAME,
        NAME_JA,
        key(
            "odds",
            Shape::Quantity,
            words(
                "Probability of technical success; default 1.",
                "技術的な成功確率（既定は1）",
            ),
        ),
        DURATION,
        key(
            "gives_up_per_year",
            Shape::Quantity,
            words(
                "Rate at which the licensee gives up for its own reasons; default 0 (LIC-11).",
                "導出先が自らの事情で断念する年間の率（既定は0。LIC-11）",
            ),
        ),
        key(
            "milestone",
            Shape::Quantity,
            words(
                "Paid when it is passed; default 0 (LIC-10).",
                "段階を終えた時の支払（既定は0。LIC-10）",
            ),
        ),
        key(
            "launch",
            Shape::Boolean,
            words(
                "Whether passing it is the launch; default false.",
                "終えると上市となるか（既定はfalse）",
            ),
        ),
    ],
};

static ROYALTY: Table = Table {
    called: words("the royalty", "ロイヤルティ"),
    keys: &[
        needed(
            "rate",
            Shape::Quantity,
            words("Share of sales.", "売上げに対する割合"),
        ),
        needed(
            "sales_per_year",
            Shape::Quantity,
            words(
                "Sales in a year, drawn once per licence.",
                "年間の売上げ（導出ごとに一度抽選）",
            ),
        ),
        needed(
            "years",
            Shape::Quantity,
            words("For so many years from the launch.", "上市からの年数"),
        ),
    ],
};
