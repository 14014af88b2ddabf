//! What a scenario may say: every table, every key, its shape, and what it means.
//!
//! The one list of keys: the shape check, the messages and the documentation read it.

mod decisions;
mod dependence;
mod licensing;
mod money;
mod selection;

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
    /// A list of calendar dates (in a CSV cell separated by `;`).
    Dates,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number or a distribution.
    Quantity,
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
    pub meaning: &'static str,
}

/// A table of the scenario.
#[derive(Debug)]
pub(crate) struct Table {
    /// What a message calls it: "an institute".
    pub called: &'static str,
    pub keys: &'static [Key],
}

const fn key(name: &'static str, shape: Shape, meaning: &'static str) -> Key {
    Key {
        name,
        shape,
        required: false,
        meaning,
    }
}

const fn needed(name: &'static str, shape: Shape, meaning: &'static str) -> Key {
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
    "What people call it in English; default: its id.",
);
const NAME_JA: Key = key(
    "name_ja",
    Shape::Text,
    "What people call it in Japanese; default: `name`.",
);

/// The whole scenario.
pub(crate) static ROOT: Table = Table {
    called: "the scenario",
    keys: &[
        needed(
            "scenario",
            Shape::Table(&SCENARIO),
            "What it is and which time it covers.",
        ),
        key(
            "deflator",
            Shape::Quantities,
            "Price index by year (constants), to bring money of other years to the price year.",
        ),
        key(
            "scope",
            Shape::Table(&SCOPE),
            "What the network takes at all; absent: everything (SCP-1, SCP-2).",
        ),
        key("area", Shape::Keyed(&AREA), "Disease areas (SCP-2)."),
        key(
            "item",
            Shape::Keyed(&ITEM),
            "Ledger items beyond research, outsourcing, ip, standing, incentives and meetings.",
        ),
        key(
            "institute",
            Shape::Keyed(&INSTITUTE),
            "Institutes and what they offer (GOV-3).",
        ),
        key(
            "priority",
            Shape::Table(&PRIORITY),
            "How themes rank in every queue (SEL-8).",
        ),
        key(
            "council",
            Shape::Table(&selection::COUNCIL),
            "When the Council meets (GOV-4, GOV-6).",
        ),
        key(
            "selection",
            Shape::Table(&selection::SELECTION),
            "How the Office selects themes; absent: all are taken as they come (GOV-2).",
        ),
        key(
            "withdrawal",
            Shape::Table(&selection::WITHDRAWAL),
            "Proposers who ask to withdraw; absent: none does (SEL-10).",
        ),
        key(
            "publication",
            Shape::Table(&selection::PUBLICATION),
            "Publications and what they do to the rights; absent: nothing (SEL-3, INC-5).",
        ),
        key(
            "gate",
            Shape::Keyed(&decisions::GATE),
            "Go/No-Go rules after a passed stage, first match decides (EXE-5).",
        ),
        key(
            "route",
            Shape::Keyed(&ROUTE),
            "How themes of a modality are worked on (EXE-1, EXE-2).",
        ),
        key(
            "link",
            Shape::Keyed(&dependence::LINK),
            "What hangs together: outcomes of themes, parameters nobody knows well.",
        ),
        key(
            "licensing",
            Shape::Table(&licensing::LICENSING),
            "How themes are licensed; absent: offers have odds and a duration of their own (LIC).",
        ),
        key(
            "theme",
            Shape::Keyed(&THEME),
            "Themes; usually they come from a CSV file.",
        ),
        key(
            "channel",
            Shape::Keyed(&CHANNEL),
            "Where future themes come from (SEL-1).",
        ),
        key(
            "incentives",
            Shape::Table(&money::INCENTIVES),
            "Awards and meetings (INC-1 to INC-3, INC-6).",
        ),
        key(
            "standing",
            Shape::Keyed(&money::STANDING),
            "Costs of whole years, whatever is used, and paid databases (BUD-4).",
        ),
        key(
            "purse",
            Shape::Keyed(&money::PURSE),
            "Where the money comes from, what holds back work, what lapses (BUD-2, BUD-3, BUD-6).",
        ),
        key(
            "budget",
            Shape::Table(&money::BUDGET),
            "When the next year's budget is made, told in the trace (BUD-1).",
        ),
        key(
            "actual",
            Shape::Keyed(&money::ACTUAL),
            "What was spent in the first fiscal year before the start (BUD-9).",
        ),
        key(
            "signed",
            Shape::Keyed(&money::SIGNED),
            "Payments already signed for (BUD-9).",
        ),
    ],
};

static SCENARIO: Table = Table {
    called: "[scenario]",
    keys: &[
        needed(
            "id",
            Shape::Id,
            "A short id that stands on every table and chart.",
        ),
        NAME,
        NAME_JA,
        key(
            "language",
            Shape::Word(&["en", "ja"]),
            "The language of what is written for people, unless `--lang` asks for another; default: en.",
        ),
        needed("start", Shape::Date, "The first day of the simulated time."),
        needed(
            "horizon_years",
            Shape::Number,
            "How many years are simulated.",
        ),
        key(
            "currency",
            Shape::Text,
            "ISO code of the currency; money is in whole units of it. Default: JPY.",
        ),
        key(
            "price_year",
            Shape::Whole(1900, 2200),
            "The year whose prices all money is in; required with any money.",
        ),
        key(
            "fiscal_year_starts",
            Shape::Whole(1, 12),
            "The month in which a fiscal year begins; default 4 (BUD-1).",
        ),
        key(
            "runs_per_world",
            Shape::Whole(1, 10_000),
            "Runs that share a world; default 10, or 1 where nothing is unknown.",
        ),
        key(
            "theme_files",
            Shape::Texts,
            "CSV files with themes, beside this file.",
        ),
        key(
            "theme_source",
            Shape::Text,
            "Where the figures in these files come from.",
        ),
        key(
            "actual_files",
            Shape::Texts,
            "CSV files with actual amounts, one a row, beside this file (BUD-9).",
        ),
        key(
            "signed_files",
            Shape::Texts,
            "CSV files with signed payments, one a row, beside this file (BUD-9).",
        ),
    ],
};

static SCOPE: Table = Table {
    called: "[scope]",
    keys: &[
        key(
            "modalities",
            Shape::Texts,
            "Modalities taken; others are declined (SCP-1).",
        ),
        key(
            "areas",
            Shape::Texts,
            "Disease areas taken; others are declined (SCP-2).",
        ),
    ],
};

static AREA: Table = Table {
    called: "a disease area",
    keys: &[
        NAME,
        NAME_JA,
        key(
            "odds_ratio",
            Shape::Quantities,
            "By stage id: multiplies the odds p/(1-p) of the stage.",
        ),
    ],
};

static ITEM: Table = Table {
    called: "a ledger item",
    keys: &[NAME, NAME_JA, COST_TIMING, PAYMENTS, money::PAYMENT_LAG],
};

static INSTITUTE: Table = Table {
    called: "an institute",
    keys: &[
        NAME,
        NAME_JA,
        key(
            "outsourced",
            Shape::Boolean,
            "Whether its work is bought outside through the Office (EXE-3); default false.",
        ),
        key(
            "works_by",
            Shape::Word(&["commission", "cooperation"]),
            "On contracts with a price, or at no cost to the network; default commission (GOV-5).",
        ),
        key(
            "contract_months",
            Shape::Quantity,
            "Lead time of a commission on each piece of work there; default 0 (GOV-5).",
        ),
        key("function", Shape::Keyed(&FUNCTION), "What it offers."),
    ],
};

static FUNCTION: Table = Table {
    called: "a function",
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "slots",
            Shape::Slots,
            "How many activities can use it at once, by date if need be.",
        ),
        key(
            "price_per_slot_month",
            Shape::Quantity,
            "Price of a slot for a month of work; default 0.",
        ),
        key(
            "price_per_job",
            Shape::Quantity,
            "Price of each activity that needs it; default 0.",
        ),
        key(
            "standing_cost_per_year",
            Shape::Quantity,
            "What a year costs whether used or not: usage is topped up to it (INC-7).",
        ),
        key(
            "lead_time_months",
            Shape::Quantity,
            "Time from choosing this provider to the start of work; holds no slot.",
        ),
        key(
            "item",
            Shape::Text,
            "Ledger item of its prices; default research, or outsourcing.",
        ),
    ],
};

static PRIORITY: Table = Table {
    called: "[priority]",
    keys: &[
        key(
            "weight",
            Shape::Table(&SCORES),
            "Weights of the scores in the base priority.",
        ),
        key(
            "balance_weight",
            Shape::Quantity,
            "What being below its target share by 1 adds for themes of an area; default 1.",
        ),
        key(
            "balance",
            Shape::Quantities,
            "Weights of the target shares of the areas; absent: no balance (SEL-8).",
        ),
        key(
            "pipeline_weight",
            Shape::Quantity,
            "What being below its target share by 1 adds for themes in a stage; default 1.",
        ),
        key(
            "pipeline",
            Shape::Quantities,
            "Weights of the target shares of the stages; absent: no balance (SEL-8).",
        ),
    ],
};

static SCORES: Table = Table {
    called: "the weights of scores",
    keys: &[
        key("science", Shape::Quantity, "Weight of the score."),
        key("feasibility", Shape::Quantity, "Weight of the score."),
        key("novelty", Shape::Quantity, "Weight of the score."),
        key("unmet_need", Shape::Quantity, "Weight of the score."),
        key("business", Shape::Quantity, "Weight of the score."),
    ],
};

static ROUTE: Table = Table {
    called: "a route",
    keys: &[
        NAME,
        NAME_JA,
        key(
            "modality",
            Shape::Text,
            "The modality it is for; default: its id (SCP-1).",
        ),
        key(
            "ends_in",
            Shape::Word(&["licensed", "launched"]),
            "What passing the exit means where nothing is offered; default licensed.",
        ),
        key(
            "exit_point",
            Shape::Text,
            "The earliest stage after which the theme is offered (EXE-1).",
        ),
        key(
            "milestones",
            Shape::Texts,
            "Stages whose passing is a milestone (EXE-1).",
        ),
        key(
            "candidate_stage",
            Shape::Text,
            "The stage whose passing fixes the development candidate (LIC-10).",
        ),
        key(
            "remaining_work_passes_to_licensee",
            Shape::Boolean,
            "Whether the work left at a licence is the licensee's; default: for antibodies (EXE-8).",
        ),
        key("ip", Shape::Table(&IP), "The patent and its cost (EXE-6)."),
        needed("stage", Shape::Keyed(&STAGE), "Its stages in order."),
        key(
            "offer",
            Shape::Keyed(&OFFER),
            "Points at which it is offered to companies (EXE-7).",
        ),
    ],
};

static IP: Table = Table {
    called: "the patent of a route",
    keys: &[
        needed("after", Shape::Text, "The stage after which it is filed."),
        needed("institute", Shape::Text, "Who books it."),
        key(
            "filing_cost",
            Shape::Quantity,
            "Paid when it is filed; default 0.",
        ),
        key(
            "cost_per_year",
            Shape::Quantity,
            "Paid on each anniversary until licensed or ended; default 0.",
        ),
    ],
};

static STAGE: Table = Table {
    called: "a stage",
    keys: &[
        NAME,
        NAME_JA,
        key(
            "odds",
            Shape::Quantity,
            "Probability of technical success; default 1 (EXE-5).",
        ),
        key(
            "included",
            Shape::Boolean,
            "Whether themes go through it; default true (EXE-14).",
        ),
        key(
            "optional",
            Shape::Boolean,
            "Gone through only where a Go/No-Go before it says `with-optional`; default false (EXE-14).",
        ),
        key(
            "valley_of_death",
            Shape::Boolean,
            "Whether it lies in the valley of death (SCP-5); default false.",
        ),
        key(
            "activity",
            Shape::Keyed(&ACTIVITY),
            "What is done in it (EXE-2).",
        ),
    ],
};

const NEEDS: Key = key(
    "needs",
    Shape::Counts,
    "Functions needed at once, and slots of each; absent: none (EXE-12).",
);
const PROVIDERS: Key = key(
    "providers",
    Shape::Providers,
    "Institutes that can do it, in order of preference (EXE-2).",
);
const DURATION: Key = needed("duration_months", Shape::Quantity, "Working time.");
const COST: Key = key(
    "cost",
    Shape::Quantity,
    "Cost per job beside the functions' prices; default 0.",
);
const COST_PER_MONTH: Key = key(
    "cost_per_month",
    Shape::Quantity,
    "Cost per month beside the functions' prices; default 0.",
);
const COST_TIMING: Key = key(
    "cost_timing",
    Shape::Word(&["spread", "start", "midpoint", "end"]),
    "When it falls due; default spread (BUD-8).",
);
const PAYMENTS: Key = key(
    "payments",
    Shape::Payments,
    "Shares of the cost at shares of the working time, instead of cost_timing (BUD-8).",
);
const ITEM_OF: Key = key(
    "item",
    Shape::Text,
    "Ledger item; default: that of the first function needed.",
);

pub(super) static ACTIVITY: Table = Table {
    called: "an activity",
    keys: &[
        NAME,
        NAME_JA,
        NEEDS,
        PROVIDERS,
        key(
            "after",
            Shape::Texts,
            "Activities of the stage that come before; default: the one listed before.",
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
            "Chance that it has to be done again each time it ends (EXE-4).",
        ),
        key(
            "repeat_limit",
            Shape::Whole(0, 1000),
            "How often at most it is repeated; default 1 (EXE-4).",
        ),
        key(
            "rule",
            Shape::Text,
            "The rule of the rule book it carries out, told in the trace; default EXE-2.",
        ),
        key(
            "once",
            Shape::Boolean,
            "Done once per run; later themes use what the first has built (EXE-13).",
        ),
    ],
};

/// What may stand in the table of a provider.
pub(crate) static PROVIDER: Table = Table {
    called: "a provider",
    keys: &[
        key(
            "duration_factor",
            Shape::Quantity,
            "Multiplies the duration; default 1.",
        ),
        key(
            "cost_factor",
            Shape::Quantity,
            "Multiplies all costs; default 1.",
        ),
        key(
            "after_wait_months",
            Shape::Quantity,
            "Tried only after so long a wait (EXE-3).",
        ),
        key(
            "own_work_only",
            Shape::Boolean,
            "Serves only themes on which it has worked before (GOV-7); default false.",
        ),
    ],
};

const ODDS_OF_OFFER: Key = key(
    "odds",
    Shape::Quantity,
    "Probability that a company takes the theme; needed without [licensing].",
);
const APPLICANTS_OF_OFFER: Key = key(
    "applicants",
    Shape::Quantity,
    "Mean number of applicants before all factors; needed with [licensing] (EXE-7).",
);
const BID: Key = key(
    "bid",
    Shape::Quantity,
    "Upfront that a company bids, drawn for each; only with [licensing], default 0.",
);

static OFFER: Table = Table {
    called: "an offer",
    keys: &[
        NAME,
        NAME_JA,
        needed("after", Shape::Text, "The stage after which it is made."),
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
    called: "a theme",
    keys: &[
        NAME,
        NAME_JA,
        key(
            "route",
            Shape::Text,
            "The route it follows; not needed where its modality has only one.",
        ),
        key(
            "modality",
            Shape::Text,
            "Its modality, where `route` is not given.",
        ),
        key("area", Shape::Text, "Its disease area."),
        key("proposer", Shape::Text, "Whose idea it is."),
        key(
            "target",
            Shape::Text,
            "What it acts on; themes with the same may hang together.",
        ),
        key(
            "arrives",
            Shape::Date,
            "When it comes to the network; default: it is there from the start.",
        ),
        key(
            "entry_stage",
            Shape::Text,
            "The stage it has reached; default: the first (SCP-3).",
        ),
        key(
            "done",
            Shape::Texts,
            "Activities of that stage already done.",
        ),
        key(
            "in_progress",
            Shape::Texts,
            "Activities under way at the start.",
        ),
        key(
            "progress",
            Shape::Numbers,
            "The share of each that is done, 0 to below 1; default 0.",
        ),
        key(
            "provider",
            Shape::Texts,
            "Who does each; default: the first of its providers.",
        ),
        key(
            "priority",
            Shape::Quantity,
            "Rank in every queue, higher first; default: the weighted scores.",
        ),
        key("science", Shape::Quantity, "Score."),
        key("feasibility", Shape::Quantity, "Score."),
        key("novelty", Shape::Quantity, "Score."),
        key("unmet_need", Shape::Quantity, "Score."),
        key("business", Shape::Quantity, "Score."),
        key(
            "patent_filed",
            Shape::Date,
            "When its patent was filed, where the network keeps one up already (EXE-6).",
        ),
        key(
            "target_identified",
            Shape::Quantity,
            "Probability that its target is identified; default 1 (SEL-2).",
        ),
        key(
            "rights_sorted",
            Shape::Quantity,
            "Probability that its rights are sorted when it comes; default 1 (SEL-9).",
        ),
        key(
            "rights_months",
            Shape::Quantity,
            "Months until they are, where they are not; default 0 (SEL-9).",
        ),
        money::FUNDS,
        key(
            "admitted",
            Shape::Boolean,
            "Whether it need not be selected any more; default: where it is there from the start.",
        ),
        key("exit_point", Shape::Text, "Its own exit point (EXE-1)."),
        key("milestones", Shape::Texts, "Its own milestones (EXE-1)."),
        key(
            "remaining_work_passes_to_licensee",
            Shape::Boolean,
            "Its own setting (EXE-8).",
        ),
        key(
            "ip",
            Shape::Table(&IP_OVERRIDE),
            "Its own patent costs (EXE-6).",
        ),
        key(
            "stage",
            Shape::Keyed(&STAGE_OVERRIDE),
            "Overrides parameters of its route for this theme alone.",
        ),
        key(
            "offer",
            Shape::Keyed(&OFFER_OVERRIDE),
            "Overrides offers of its route for this theme alone.",
        ),
    ],
};

static IP_OVERRIDE: Table = Table {
    called: "the patent of a theme",
    keys: &[
        key("after", Shape::Text, "The stage after which it is filed."),
        key("institute", Shape::Text, "Who books it."),
        key("filing_cost", Shape::Quantity, "Paid when it is filed."),
        key(
            "cost_per_year",
            Shape::Quantity,
            "Paid on each anniversary.",
        ),
    ],
};

static STAGE_OVERRIDE: Table = Table {
    called: "a stage of a theme",
    keys: &[
        key("odds", Shape::Quantity, "Probability of technical success."),
        key(
            "included",
            Shape::Boolean,
            "Whether the theme goes through it (EXE-14).",
        ),
        key(
            "activity",
            Shape::Keyed(&ACTIVITY_OVERRIDE),
            "Its activities.",
        ),
    ],
};

static ACTIVITY_OVERRIDE: Table = Table {
    called: "an activity of a theme",
    keys: &[
        NEEDS,
        PROVIDERS,
        key(
            "after",
            Shape::Texts,
            "Activities of the stage that come before.",
        ),
        key("duration_months", Shape::Quantity, "Working time."),
        COST,
        COST_PER_MONTH,
        COST_TIMING,
        PAYMENTS,
        money::PAYMENT_LAG,
        ITEM_OF,
        key(
            "repeat_probability",
            Shape::Quantity,
            "Chance that it has to be done again (EXE-4).",
        ),
        key(
            "repeat_limit",
            Shape::Whole(0, 1000),
            "How often at most it is repeated (EXE-4).",
        ),
    ],
};

static OFFER_OVERRIDE: Table = Table {
    called: "an offer of a theme",
    keys: &[
        ODDS_OF_OFFER,
        APPLICANTS_OF_OFFER,
        BID,
        key("duration_months", Shape::Quantity, "Working time."),
        COST,
        COST_PER_MONTH,
    ],
};

static CHANNEL: Table = Table {
    called: "a channel",
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "rate_per_year",
            Shape::Rates,
            "Themes per year, by date if need be.",
        ),
        key("from", Shape::Date, "First day; default: the start."),
        key("until", Shape::Date, "Last day; default: the horizon."),
        needed("mix", Shape::Quantities, "Weights of the routes."),
        key("areas", Shape::Quantities, "Weights of the disease areas."),
        key(
            "stages",
            Shape::Quantities,
            "Weights of the stages reached on arrival; default: the first.",
        ),
        key(
            "priority",
            Shape::Quantity,
            "Rank in every queue, drawn per theme; default: the weighted scores.",
        ),
        money::FUNDS,
        key("science", Shape::Quantity, "Score, drawn per theme."),
        key("feasibility", Shape::Quantity, "Score, drawn per theme."),
        key("novelty", Shape::Quantity, "Score, drawn per theme."),
        key("unmet_need", Shape::Quantity, "Score, drawn per theme."),
        key("business", Shape::Quantity, "Score, drawn per theme."),
        key(
            "target_identified",
            Shape::Quantity,
            "Probability that its target is identified; default 1 (SEL-2).",
        ),
        key(
            "rights_sorted",
            Shape::Quantity,
            "Probability that its rights are sorted when it comes; default 1 (SEL-9).",
        ),
        key(
            "rights_months",
            Shape::Quantity,
            "Months until they are, where they are not; default 0 (SEL-9).",
        ),
        key(
            "admitted",
            Shape::Boolean,
            "Whether its themes need not be selected any more; default false.",
        ),
        key(
            "grant",
            Shape::Table(&selection::GRANT),
            "The grant its themes apply for when they come (SEL-11).",
        ),
    ],
};

/// What may stand in a step of slots.
pub(crate) static SLOT_STEP: Table = Table {
    called: "a step of slots",
    keys: &[
        needed("from", Shape::Date, "From this day on."),
        needed("count", Shape::Quantity, "So many slots."),
    ],
};

/// What may stand in a step of a rate.
pub(crate) static RATE_STEP: Table = Table {
    called: "a step of the rate",
    keys: &[
        needed("from", Shape::Date, "From this day on."),
        needed("rate", Shape::Quantity, "So many themes per year."),
    ],
};

/// What may stand in a payment.
pub(crate) static PAYMENT: Table = Table {
    called: "a payment",
    keys: &[
        needed("at", Shape::Number, "Share of the working time, 0 to 1."),
        needed("share", Shape::Number, "Share of the cost."),
    ],
};
