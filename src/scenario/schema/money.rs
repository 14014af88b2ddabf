//! Awards, standing costs, purses, and what is known of the past (INC, BUD).

use super::{Key, NAME, NAME_JA, Shape, Table, key, needed};
use crate::language::words;

/// Months by which payments fall due later; stands with activities and with items.
pub(super) const PAYMENT_LAG: Key = key(
    "payment_lag_months",
    Shape::Quantity,
    words(
        "Every payment falls due so much later; default: that of the item, else 0 (BUD-8).",
        "全ての支払を遅らせる月数（既定は費目の値、なければ0。BUD-8）",
    ),
);

/// What the proposer has; stands with themes and with channels.
pub(super) const FUNDS: Key = key(
    "funds",
    Shape::Quantity,
    words(
        "What its proposer has for it: its first costs draw on that (SEL-5); default 0.",
        "提案者がもつ研究費。最初の費用はここから支払う（SEL-5。既定は0）",
    ),
);

const INSTITUTE: Key = needed(
    "institute",
    Shape::Text,
    words("Who books it.", "計上する機関"),
);
const ITEM: Key = needed("item", Shape::Text, words("The ledger item.", "費目"));

pub(super) static INCENTIVES: Table = Table {
    called: words("[incentives]", "[incentives]"),
    keys: &[
        needed(
            "institute",
            Shape::Text,
            words("The Office, which books them.", "計上する機関（戦略室）"),
        ),
        key(
            "admission_award",
            Shape::Quantity,
            words(
                "To the proposer on admission; default 0 (INC-1).",
                "採択時に提案者へ支払う褒賞（既定は0。INC-1）",
            ),
        ),
        key(
            "milestone_award",
            Shape::Quantity,
            words(
                "To the proposer for each milestone; default 0 (INC-2).",
                "マイルストンごとに提案者へ支払う褒賞（既定は0。INC-2）",
            ),
        ),
        key(
            "supporter_award",
            Shape::Quantity,
            words(
                "To supporting researchers for each milestone; default 0 (INC-3).",
                "マイルストンごとに支援研究者へ支払う褒賞（既定は0。INC-3）",
            ),
        ),
        key(
            "supporter_award_paid_by",
            Shape::Word(&["network", "institutes"]),
            words(
                "The Office, or the institutes by the slot-time they worked; default network (INC-3).",
                "支払うのは戦略室か、作業した枠の使用時間に応じた各機関か（既定はnetwork。INC-3）",
            ),
        ),
        key(
            "meetings_per_year",
            Shape::Quantity,
            words(
                "Meetings a year per theme in the network; default 0 (INC-6).",
                "テーマ1件当たりの年間の打合せ回数（既定は0。INC-6）",
            ),
        ),
        key(
            "cost_per_meeting",
            Shape::Quantity,
            words(
                "What each costs, travel included; default 0 (INC-6).",
                "打合せ1回の費用（旅費を含む。既定は0。INC-6）",
            ),
        ),
    ],
};

pub(super) static STANDING: Table = Table {
    called: words("a standing cost", "経常費"),
    keys: &[
        NAME,
        NAME_JA,
        INSTITUTE,
        ITEM,
        needed(
            "amount_per_year",
            Shape::Quantity,
            words(
                "What a year costs; booked pro rata (BUD-4).",
                "年間の費用。期間で按分して計上する（BUD-4）",
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
        key(
            "used_function",
            Shape::Text,
            words(
                "A paid database: work that needs this function uses it, at whatever institute.",
                "有料データベース：この機能を要する作業が、どの機関でもこれを利用する",
            ),
        ),
        key(
            "only_if_uses_per_year",
            Shape::Whole(0, 1_000_000),
            words(
                "Paid for a year when the year before had at least so many uses; else each use costs.",
                "前年の利用がこの回数以上なら年間契約とし、そうでなければ利用ごとに支払う",
            ),
        ),
        key(
            "uses_last_year",
            Shape::Whole(0, 1_000_000),
            words(
                "Uses in the year before the start; default 0.",
                "開始前年の利用回数（既定は0）",
            ),
        ),
        key(
            "cost_per_use",
            Shape::Quantity,
            words(
                "What each use costs in a year that is not paid for; default 0.",
                "年間契約のない年の、利用1回の費用（既定は0）",
            ),
        ),
    ],
};

pub(super) static PURSE: Table = Table {
    called: words("a purse", "財源"),
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "kind",
            Shape::Word(&["subsidy", "operating-grant", "own-income"]),
            words(
                "What becomes of what is left at a year's end: it lapses, is carried within the term, is carried (BUD-6).",
                "年度末の残額の扱い：不用とする、期間内で繰り越す、繰り越す（BUD-6）",
            ),
        ),
        key(
            "institutes",
            Shape::Texts,
            words(
                "The institutes whose costs it pays; default: all.",
                "費用を支払う対象の機関（既定は全て）",
            ),
        ),
        key(
            "items",
            Shape::Texts,
            words(
                "The items it pays; default: all.",
                "支払う費目（既定は全て）",
            ),
        ),
        key(
            "request",
            Shape::Quantities,
            words(
                "What is requested, by fiscal year (BUD-1).",
                "年度ごとの要求額（BUD-1）",
            ),
        ),
        key(
            "request_per_year",
            Shape::Quantity,
            words(
                "What is requested in each fiscal year that `request` does not name.",
                "`request`にない年度の要求額",
            ),
        ),
        key(
            "granted",
            Shape::Quantities,
            words(
                "What is granted, by fiscal year, where that is known; elsewhere the request less the cut.",
                "年度別の交付額（分かっている年度のみ）。ほかの年度は要求額から減額を除いた額",
            ),
        ),
        key(
            "carried_in",
            Shape::Quantity,
            words(
                "What was carried over into the fiscal year of the start; default 0 (BUD-6).",
                "開始時の年度への繰越額。既定：0（BUD-6）",
            ),
        ),
        key(
            "cut",
            Shape::Quantity,
            words(
                "The share of the request that is not granted, drawn per fiscal year; default 0 (BUD-3).",
                "要求額のうち認められない割合。年度ごとに抽選（既定は0。BUD-3）",
            ),
        ),
        key(
            "holds_back",
            Shape::Boolean,
            words(
                "Whether it is a cap: work it cannot pay waits for money (BUD-2); default false.",
                "上限とするか：支払えない作業は予算を待つ（BUD-2。既定はfalse）",
            ),
        ),
        key(
            "carry_over_approved",
            Shape::Quantity,
            words(
                "Of a subsidy: the chance that what work under way binds is carried over; default 0 (BUD-6).",
                "補助金で、着手済みの作業に要する額の繰越しが認められる確率（既定は0。BUD-6）",
            ),
        ),
        key(
            "term_ends",
            Shape::FiscalYear,
            words(
                "Of an operating grant: the last fiscal year of its term; default: after the horizon (BUD-6).",
                "運営費交付金で、中期目標期間の最終年度（既定は対象期間の後。BUD-6）",
            ),
        ),
    ],
};

pub(super) static CAP: Table = Table {
    called: words("a cap", "上限"),
    keys: &[
        NAME,
        NAME_JA,
        key(
            "institutes",
            Shape::Texts,
            words(
                "The institutes whose costs it limits; default: all.",
                "費用に上限を設ける機関（既定は全て）",
            ),
        ),
        key(
            "items",
            Shape::Texts,
            words(
                "The items it limits; default: all.",
                "上限を設ける費目（既定は全て）",
            ),
        ),
        key(
            "modalities",
            Shape::Texts,
            words(
                "The modalities whose themes' costs it limits; default: all, and costs of no theme.",
                "テーマの費用に上限を設けるモダリティ（既定は全てで、テーマによらない費用を含む）",
            ),
        ),
        key(
            "amount",
            Shape::Quantities,
            words(
                "The most these costs may come to, by fiscal year (BUD-2).",
                "年度ごとの、これらの費用の上限額（BUD-2）",
            ),
        ),
        key(
            "amount_per_year",
            Shape::Quantity,
            words(
                "The same in each fiscal year that `amount` does not name; default: no cap in these.",
                "`amount`にない年度の上限額（既定は上限なし）",
            ),
        ),
    ],
};

pub(super) static BUDGET: Table = Table {
    called: words("[budget]", "[budget]"),
    keys: &[
        key(
            "request_month",
            Shape::Whole(1, 12),
            words(
                "The month in which the next fiscal year is requested; default 8 (BUD-1).",
                "翌年度の概算要求の月（既定は8。BUD-1）",
            ),
        ),
        key(
            "draft_month",
            Shape::Whole(1, 12),
            words(
                "The month of the government draft; default 12 (BUD-1).",
                "政府予算案の月（既定は12。BUD-1）",
            ),
        ),
    ],
};

pub(super) static ACTUAL: Table = Table {
    called: words("an actual amount", "執行額"),
    keys: &[
        key(
            "fiscal_year",
            Shape::FiscalYear,
            words(
                "The fiscal year of the start: what was spent of it before; needed without `paid_on` (BUD-9).",
                "開始の年度。開始前の執行額を示す。`paid_on`がなければ必須（BUD-9）",
            ),
        ),
        key(
            "paid_on",
            Shape::DateOrMonth,
            words(
                "The day on which it was paid, before the start, or the month, such as \"2013-04\".",
                "開始前の支払日、又は支払月（例：\"2013-04\"）",
            ),
        ),
        INSTITUTE,
        ITEM,
        needed("amount", Shape::Quantity, words("How much.", "金額")),
    ],
};

pub(super) static SIGNED: Table = Table {
    called: words("a signed payment", "契約済みの支払"),
    keys: &[
        INSTITUTE,
        ITEM,
        needed(
            "due",
            Shape::Date,
            words("The day on which it falls due.", "支払期日"),
        ),
        needed("amount", Shape::Quantity, words("How much.", "金額")),
        key(
            "theme",
            Shape::Text,
            words(
                "The theme it is for, one that is there from the start.",
                "対象のテーマ（開始時からあるもの）",
            ),
        ),
        key(
            "replaces_work",
            Shape::Boolean,
            words(
                "Whether it pays for what the theme has under way at this institute and under this item, of which nothing more is booked then; default false (BUD-9).",
                "この機関・費目でテーマが着手中の作業の支払か。その場合、作業の残りの費用は計上しない（既定はfalse。BUD-9）",
            ),
        ),
    ],
};
