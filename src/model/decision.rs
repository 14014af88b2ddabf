//! Decisions as data: lines of typed conditions, of which the first that fits decides.
//!
//! A line looks at what is known of a theme at that moment and at nothing else: never into the
//! future of its own run (DESIGN §1). Every point of decision has a list of its own.

use super::{CRITERIA, Quantity, Unit};
use crate::language::{Text, Words, words};

/// Where lines decide.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisionPoint {
    /// After a stage that was passed technically (EXE-5).
    Gate,
    /// At a review date, for a theme that asks for support (GOV-2, SEL-2 to SEL-8).
    Selection,
    /// A proposer asks to withdraw (SEL-10).
    Consent,
    /// A call ended without an applicant (LIC-3).
    NoApplicant,
    /// A company left after its feasibility study (LIC-9).
    CompanyLeft,
    /// A licensee gave up (LIC-11).
    TakeOver,
}

/// What a line decides.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// The theme goes on.
    Go,
    /// The theme goes on, through the next stage too where that is optional (EXE-14).
    WithOptional,
    /// The theme is stopped.
    NoGo,
    /// The theme is admitted.
    Admit,
    /// The theme waits for the next review date (SEL-7).
    Defer,
    /// The theme is declined.
    Decline,
    /// The theme goes back to its proposer and may return (SEL-2).
    SendBack,
    /// The network agrees to a withdrawal (SEL-10).
    Consent,
    /// The network does not agree to a withdrawal (SEL-10).
    Refuse,
    /// Research carries on, and the theme is offered again after the next stage (LIC-3).
    CarryOn,
    /// The theme is offered again at once (LIC-3).
    CallAgain,
    /// The next applicant is asked (LIC-9).
    NextApplicant,
    /// The theme is given up (LIC-3).
    Stop,
    /// The network takes the theme over (LIC-11).
    TakeOver,
    /// The theme ends with its licence (LIC-11).
    End,
}

impl DecisionPoint {
    /// All points, in the order in which a theme meets them.
    pub const ALL: [DecisionPoint; 6] = [
        DecisionPoint::Selection,
        DecisionPoint::Consent,
        DecisionPoint::Gate,
        DecisionPoint::NoApplicant,
        DecisionPoint::CompanyLeft,
        DecisionPoint::TakeOver,
    ];

    /// Where its lines stand in the scenario.
    pub fn path(self) -> &'static str {
        match self {
            DecisionPoint::Gate => "gate",
            DecisionPoint::Selection => "selection.rule",
            DecisionPoint::Consent => "withdrawal.consent",
            DecisionPoint::NoApplicant => "licensing.no_applicant",
            DecisionPoint::CompanyLeft => "licensing.company_left",
            DecisionPoint::TakeOver => "licensing.take_over",
        }
    }

    /// The rule of the rule book its lines carry out where they name none.
    pub fn rule(self) -> &'static str {
        match self {
            DecisionPoint::Gate => "EXE-5",
            DecisionPoint::Selection => "GOV-2",
            DecisionPoint::Consent => "SEL-10",
            DecisionPoint::NoApplicant => "LIC-3",
            DecisionPoint::CompanyLeft => "LIC-9",
            DecisionPoint::TakeOver => "LIC-11",
        }
    }

    /// Whether it is a point on the way to a licence, or after it.
    pub fn in_licensing(self) -> bool {
        matches!(
            self,
            DecisionPoint::NoApplicant | DecisionPoint::CompanyLeft | DecisionPoint::TakeOver
        )
    }

    /// What may be decided here, by its word in the scenario.
    pub fn decisions(self) -> &'static [(&'static str, Decision)] {
        match self {
            DecisionPoint::Gate => &[
                ("go", Decision::Go),
                ("with-optional", Decision::WithOptional),
                ("no-go", Decision::NoGo),
            ],
            DecisionPoint::Selection => &[
                ("admit", Decision::Admit),
                ("defer", Decision::Defer),
                ("decline", Decision::Decline),
                ("send-back", Decision::SendBack),
            ],
            DecisionPoint::Consent => {
                &[("consent", Decision::Consent), ("refuse", Decision::Refuse)]
            }
            DecisionPoint::NoApplicant => &[
                ("carry-on", Decision::CarryOn),
                ("call-again", Decision::CallAgain),
                ("stop", Decision::Stop),
            ],
            DecisionPoint::CompanyLeft => &[
                ("next-applicant", Decision::NextApplicant),
                ("call-again", Decision::CallAgain),
                ("carry-on", Decision::CarryOn),
                ("stop", Decision::Stop),
            ],
            DecisionPoint::TakeOver => &[("take-over", Decision::TakeOver), ("end", Decision::End)],
        }
    }

    /// What holds where no line fits.
    pub fn by_default(self) -> Decision {
        match self {
            DecisionPoint::Gate => Decision::Go,
            DecisionPoint::Selection => Decision::Admit,
            DecisionPoint::Consent => Decision::Consent,
            DecisionPoint::NoApplicant => Decision::CarryOn,
            DecisionPoint::CompanyLeft => Decision::NextApplicant,
            DecisionPoint::TakeOver => Decision::End,
        }
    }
}

impl Decision {
    /// The word in scenario files, tables and the trace.
    pub fn word(self) -> &'static str {
        let points = DecisionPoint::ALL.into_iter();
        let mut all = points.flat_map(DecisionPoint::decisions);
        let found = all.find(|(_, decision)| *decision == self);
        found.map_or("", |(word, _)| word)
    }

    /// What people call it; in English the word of scenario files.
    pub fn words(self) -> Words {
        let japanese = match self {
            Decision::Go => "Go",
            Decision::WithOptional => "任意の段階を含めてGo",
            Decision::NoGo => "No-Go",
            Decision::Admit => "採択",
            Decision::Defer => "保留",
            Decision::Decline => "不採択",
            Decision::SendBack => "差戻し",
            Decision::Consent => "同意",
            Decision::Refuse => "不同意",
            Decision::CarryOn => "研究を継続",
            Decision::CallAgain => "再公募",
            Decision::NextApplicant => "次の応募企業へ",
            Decision::Stop => "中止",
            Decision::TakeOver => "継承",
            Decision::End => "終了",
        };
        words(self.word(), japanese)
    }

    /// Whether a line with this decision ends the theme.
    pub fn ends(self) -> bool {
        matches!(
            self,
            Decision::NoGo | Decision::Decline | Decision::Stop | Decision::End
        )
    }
}

/// A line of a list of decisions.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionLine {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The list it belongs to.
    pub point: DecisionPoint,
    /// The rule of the rule book it carries out.
    pub rule: String,
    /// All must hold for the line to fire.
    pub when: Vec<Condition>,
    /// With which probability it fires where all holds; always where absent.
    pub probability: Option<Quantity>,
    /// What it decides.
    pub decision: Decision,
}

/// A number that is known of a theme at the moment of a decision.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Months since it came to the network.
    MonthsInNetwork,
    /// What its finished work and its patent have cost.
    Spent,
    /// A score: an index into [`CRITERIA`].
    Score(u8),
    /// Its priority at the last review.
    Priority,
    /// Its place by priority among the themes of the network at the last review, 1 = first.
    Rank,
    /// How busy those are whom its present stage needs: in use and waiting, per slot.
    Load,
    /// How often it was deferred.
    Deferrals,
    /// How often it was sent back.
    TimesSentBack,
    /// What its present stage is expected to cost beyond the proposer's funds.
    FundsMissing,
    /// Calls for a licensee that were opened.
    Calls,
    /// Calls without an applicant in a row.
    CallsWithoutApplicant,
    /// Evidence left by companies.
    Evidence,
}

/// Something that is so or not at the moment of a decision.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Its target is identified (SEL-2).
    TargetIdentified,
    /// Its rights are sorted (SEL-9).
    RightsSorted,
    /// Its development candidate is fixed (LIC-10).
    CandidateFixed,
    /// Its patent is filed (EXE-6).
    PatentFiled,
    /// What happened last to it was a technical failure.
    FailedTechnically,
}

impl Fact {
    /// All facts.
    pub const ALL: [Fact; 16] = [
        Fact::MonthsInNetwork,
        Fact::Spent,
        Fact::Score(0),
        Fact::Score(1),
        Fact::Score(2),
        Fact::Score(3),
        Fact::Score(4),
        Fact::Priority,
        Fact::Rank,
        Fact::Load,
        Fact::Deferrals,
        Fact::TimesSentBack,
        Fact::FundsMissing,
        Fact::Calls,
        Fact::CallsWithoutApplicant,
        Fact::Evidence,
    ];

    /// The name in scenario files and in the trace.
    pub fn name(self) -> &'static str {
        match self {
            Fact::MonthsInNetwork => "months_in_network",
            Fact::Spent => "spent",
            Fact::Score(criterion) => CRITERIA[usize::from(criterion)],
            Fact::Priority => "priority",
            Fact::Rank => "rank",
            Fact::Load => "load",
            Fact::Deferrals => "deferrals",
            Fact::TimesSentBack => "times_sent_back",
            Fact::FundsMissing => "funds_missing",
            Fact::Calls => "calls",
            Fact::CallsWithoutApplicant => "calls_without_applicant",
            Fact::Evidence => "evidence",
        }
    }

    /// What people call it; in English the name of scenario files.
    pub fn words(self) -> Words {
        let japanese = match self {
            Fact::MonthsInNetwork => "応募からの月数",
            Fact::Spent => "支出額",
            Fact::Score(0) => "科学性",
            Fact::Score(1) => "実現性",
            Fact::Score(2) => "新規性",
            Fact::Score(3) => "医療上の必要性",
            Fact::Score(_) => "事業性",
            Fact::Priority => "優先度",
            Fact::Rank => "順位",
            Fact::Load => "1枠当たりの作業中と待ち",
            Fact::Deferrals => "保留回数",
            Fact::TimesSentBack => "差戻し回数",
            Fact::FundsMissing => "資金の不足額",
            Fact::Calls => "公募回数",
            Fact::CallsWithoutApplicant => "応募なしの連続回数",
            Fact::Evidence => "データの蓄積",
        };
        words(self.name(), japanese)
    }

    /// What its limits are counted in.
    pub fn unit(self) -> Unit {
        match self {
            Fact::MonthsInNetwork => Unit::Months,
            Fact::Spent | Fact::FundsMissing => Unit::Money,
            Fact::Score(_) | Fact::Priority => Unit::Score,
            _ => Unit::Ratio,
        }
    }
}

impl Flag {
    /// All flags.
    pub const ALL: [Flag; 5] = [
        Flag::TargetIdentified,
        Flag::RightsSorted,
        Flag::CandidateFixed,
        Flag::PatentFiled,
        Flag::FailedTechnically,
    ];

    /// The name in scenario files and in the trace.
    pub fn name(self) -> &'static str {
        match self {
            Flag::TargetIdentified => "target_identified",
            Flag::RightsSorted => "rights_sorted",
            Flag::CandidateFixed => "candidate_fixed",
            Flag::PatentFiled => "patent_filed",
            Flag::FailedTechnically => "failed_technically",
        }
    }

    /// What people call it; in English the name of scenario files.
    pub fn words(self) -> Words {
        let japanese = match self {
            Flag::TargetIdentified => "標的の同定",
            Flag::RightsSorted => "権利関係の整理",
            Flag::CandidateFixed => "開発候補の決定",
            Flag::PatentFiled => "特許の出願",
            Flag::FailedTechnically => "技術的な失敗",
        };
        words(self.name(), japanese)
    }

    /// That it is so, or is not.
    pub fn answer(self, is_so: bool) -> Words {
        match (self, is_so) {
            (Flag::FailedTechnically, true) => words("yes", "あり"),
            (Flag::FailedTechnically, false) => words("no", "なし"),
            (_, true) => words("yes", "済"),
            (_, false) => words("no", "未"),
        }
    }
}

/// A condition on what is known of a theme.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// The stage it is in, or has just passed, is one of these ids.
    Stage(Vec<String>),
    /// The modality is one of these: indices into [`super::Model::modalities`].
    Modality(Vec<usize>),
    /// The area is one of these: indices into [`super::Model::areas`].
    Area(Vec<usize>),
    /// It came through one of these: indices into [`super::Model::channels`].
    Channel(Vec<usize>),
    /// A fact is at least so much; one that is not known does not match.
    AtLeast(Fact, Quantity),
    /// A fact is below a value; one that is not known does not match.
    Below(Fact, Quantity),
    /// Something is so, or is not.
    Is(Flag, bool),
}
