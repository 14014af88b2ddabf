//! What may be said of selection: reviews, scrutiny, grants, withdrawals, publications.

use super::{ACTIVITY, Shape, Table, decisions, key, needed};
use crate::language::words;

pub(super) static COUNCIL: Table = Table {
    called: words("[council]", "[council]"),
    keys: &[
        key(
            "dates",
            Shape::Dates,
            words("The days on which it meets.", "開催日"),
        ),
        key(
            "every_months",
            Shape::Whole(1, 120),
            words(
                "It meets every so many months, instead of `dates`.",
                "開催の間隔の月数（`dates`に代える）",
            ),
        ),
        key(
            "first",
            Shape::Date,
            words(
                "The first day, with `every_months`; default: the start.",
                "最初の開催日（`every_months`の場合。既定は開始日）",
            ),
        ),
    ],
};

pub(super) static SELECTION: Table = Table {
    called: words("[selection]", "[selection]"),
    keys: &[
        key(
            "review_every_months",
            Shape::Whole(1, 120),
            words(
                "The Office reviews every so many months; default 1 (GOV-2).",
                "戦略室の審査の間隔の月数（既定は1。GOV-2）",
            ),
        ),
        key(
            "first_review",
            Shape::Date,
            words(
                "The first review date; default: the start.",
                "最初の審査日（既定は開始日）",
            ),
        ),
        key(
            "review_dates",
            Shape::Dates,
            words(
                "The review dates, instead of `review_every_months`.",
                "審査日（`review_every_months`に代える）",
            ),
        ),
        key(
            "council_confirms",
            Shape::Boolean,
            words(
                "Whether an admission waits for the next date of the Council; default false (GOV-2).",
                "採択に次の協議会の確認を要するか（既定はfalse。GOV-2）",
            ),
        ),
        key(
            "activity",
            Shape::Keyed(&ACTIVITY),
            words(
                "Scrutiny and strategy before a decision (SEL-6, SEL-7).",
                "採否の判断の前に行う審査と戦略の検討（SEL-6、SEL-7）",
            ),
        ),
        key(
            "target_missing",
            Shape::Word(&["target-search", "send-back"]),
            words(
                "What happens to a theme without a target; default target-search (SEL-2).",
                "標的のないテーマの扱い（既定はtarget-search。SEL-2）",
            ),
        ),
        key(
            "target_stage",
            Shape::Text,
            words(
                "The stage in which such a theme begins; default: the first of its route (SEL-2).",
                "そのテーマが始める段階（既定はルートの最初の段階。SEL-2）",
            ),
        ),
        key(
            "return_months",
            Shape::Quantity,
            words(
                "Months until a theme that was sent back returns; default 12 (SEL-2).",
                "差し戻したテーマが再び届くまでの月数（既定は12。SEL-2）",
            ),
        ),
        key(
            "return_probability",
            Shape::Quantity,
            words(
                "Probability that it returns; default 1 (SEL-2).",
                "再び届く確率（既定は1。SEL-2）",
            ),
        ),
        key(
            "rights_required",
            Shape::Boolean,
            words(
                "Whether rights must be sorted before admission; default true (SEL-9).",
                "採択に権利関係の整理を要するか（既定はtrue。SEL-9）",
            ),
        ),
        key(
            "most_load",
            Shape::Quantity,
            words(
                "Deferred while its first stage finds this much in work and waiting per slot; absent: never (SEL-7).",
                "最初の段階で1枠当たりの作業中と待ちがこの件数に達する間は保留する。なければ保留しない（SEL-7）",
            ),
        ),
        key(
            "funds_per_year",
            Shape::Quantity,
            words(
                "What the network can add to the funds of new themes in a fiscal year; absent: any amount (SEL-5).",
                "年度内に新規テーマへ充てられる額。なければ制限しない（SEL-5）",
            ),
        ),
        key(
            "order_of_support",
            Shape::Boolean,
            words(
                "Whether admission fixes who does what in the first stage; default false (SEL-12).",
                "採択時に最初の段階の担い手を定めるか（既定はfalse。SEL-12）",
            ),
        ),
        key(
            "admissions_per_review",
            Shape::Quantity,
            words(
                "At most so many are admitted on a review date; absent: any number.",
                "審査日ごとの採択件数の上限。なければ制限しない",
            ),
        ),
        key(
            "rule",
            Shape::Keyed(&decisions::SELECTION),
            words(
                "Criteria with thresholds, first match decides (SEL-2 to SEL-6).",
                "採否の基準。最初に当てはまる行で決まる（SEL-2～SEL-6）",
            ),
        ),
    ],
};

pub(super) static WITHDRAWAL: Table = Table {
    called: words("[withdrawal]", "[withdrawal]"),
    keys: &[
        needed(
            "rate_per_year",
            Shape::Quantity,
            words(
                "Requests per year and theme in the network (SEL-10).",
                "テーマ1件当たりの年間の申出の率（SEL-10）",
            ),
        ),
        key(
            "consent",
            Shape::Keyed(&decisions::CONSENT),
            words(
                "Whether the network consents, first match decides; none: it does (SEL-10).",
                "ネットワークが同意するか。最初に当てはまる行で決まり、なければ同意する（SEL-10）",
            ),
        ),
    ],
};

pub(super) static PUBLICATION: Table = Table {
    called: words("[publication]", "[publication]"),
    keys: &[
        needed(
            "after_months",
            Shape::Quantity,
            words(
                "Months from admission to the publication that is planned (SEL-3).",
                "採択から予定する発表までの月数（SEL-3）",
            ),
        ),
        key(
            "waits_for_filing",
            Shape::Boolean,
            words(
                "Whether it is put off until the patent is filed; default true (SEL-3).",
                "出願まで発表を延ばすか（既定はtrue。SEL-3）",
            ),
        ),
        key(
            "cost",
            Shape::Quantity,
            words(
                "What the network pays for it; default 0 (INC-5).",
                "ネットワークが支払う費用（既定は0。INC-5）",
            ),
        ),
        key(
            "institute",
            Shape::Text,
            words(
                "Who books the cost; required with one (INC-5).",
                "費用を計上する機関。費用があれば必須（INC-5）",
            ),
        ),
        key(
            "interest_factor",
            Shape::Quantity,
            words(
                "Multiplies the interest of companies where it precedes the filing; default 1 (SEL-3).",
                "出願前に発表されたとき、企業の関心に掛ける係数（既定は1。SEL-3）",
            ),
        ),
    ],
};

pub(super) static GRANT: Table = Table {
    called: words("the grant of a channel", "応募経路の研究費"),
    keys: &[
        needed(
            "odds",
            Shape::Quantity,
            words(
                "Probability that it is awarded (SEL-11).",
                "採用される確率（SEL-11）",
            ),
        ),
        needed(
            "months",
            Shape::Quantity,
            words(
                "Months from the theme's arrival to the award.",
                "テーマが届いてから採否が決まるまでの月数",
            ),
        ),
        key(
            "amount",
            Shape::Quantity,
            words(
                "What it adds to the funds of the theme; default 0.",
                "テーマの資金に加わる額（既定は0）",
            ),
        ),
        key(
            "not_awarded",
            Shape::Word(&["ends", "goes-on"]),
            words(
                "What becomes of a theme without it; default goes-on.",
                "採用されないテーマの扱い（既定はgoes-on）",
            ),
        ),
    ],
};
