//! Odd but possible in what is decided: lines that never fire, stages nobody is sent to, calendars
//! without a date, and what is said of themes that nobody looks at.

use super::Node;
use super::warnings::Watch;
use crate::diagnostic::{Diagnostic, quoted};
use crate::language::words;
use crate::model::{
    Condition, Decision, DecisionLine, DecisionPoint, Distribution, Quantity, Route,
};
use crate::text;

impl<'a> Watch<'a> {
    /// Lines behind one that always fires: the first match decides.
    pub(super) fn lines_never_reached(&mut self) {
        let model = self.model;
        for point in DecisionPoint::ALL {
            let mut lines = model.decisions.iter().filter(|line| line.point == point);
            let Some(first) = lines.find(|line| self.always_fires(line)) else {
                continue;
            };
            for line in lines {
                let (place, before) = (self.node_of(line), self.node_of(first));
                let (id, first) = (quoted(&line.id), quoted(&first.id));
                self.push(
                    Diagnostic::warning(
                        "never-reached",
                        text!(
                            "the line {id} is never reached: {first} before it always decides",
                            "前の行{first}で必ず決まるため、行{id}に至ることはありません"
                        ),
                    )
                    .at(place.key_span)
                    .also(
                        before.key_span,
                        words(
                            "has no condition and always fires",
                            "条件がなく、必ず当てはまる行",
                        ),
                    )
                    .help(words(
                        "put the line without conditions last, or remove what stands behind it",
                        "条件のない行を最後に置くか、その後の行を削除してください",
                    )),
                );
            }
        }
    }

    fn always_fires(&self, line: &DecisionLine) -> bool {
        let surely = match line.probability {
            None => true,
            Some(Quantity::Default(share)) => share >= 1.0,
            Some(Quantity::Stated(id)) => {
                let parameter = &self.model.parameters[id.0 as usize];
                matches!(parameter.distribution, Distribution::Constant(share) if share >= 1.0)
            }
        };
        line.when.is_empty() && surely
    }

    /// Where a line stands.
    fn node_of(&self, line: &DecisionLine) -> &'a Node {
        let mut way: Vec<&str> = line.point.path().split('.').collect();
        way.push(&line.id);
        self.node(&way)
    }

    /// Optional stages, and gates that send themes through them (EXE-14).
    pub(super) fn optional_stages(&mut self) {
        let model = self.model;
        let sends = |line: &&DecisionLine| line.decision == Decision::WithOptional;
        let stages = model.routes.iter().flat_map(|route| &route.stages);
        if !stages.into_iter().any(|stage| stage.optional) {
            for line in model.decisions.iter().filter(sends) {
                let place = self.node_of(line);
                let span = place.get("decision").unwrap_or(place).span;
                let id = quoted(&line.id);
                self.warn(
                    "no-optional-stage",
                    span,
                    text!("no stage is optional: the gate {id} does the same as `go`", "任意の段階がないため、判定{id}は`go`と同じです"),
                    words("write `optional = true` at the stage that is meant, or `decision = \"go\"`", "対象の段階に`optional = true`と記入するか、`decision = \"go\"`としてください"),
                );
            }
            return;
        }
        for (index, route) in model.shared_routes() {
            for (number, stage) in route.stages.iter().enumerate() {
                let sent = model
                    .decisions
                    .iter()
                    .filter(sends)
                    .any(|line| number > 0 && reaches(line, route, number - 1));
                if !stage.optional || sent || self.is_entered(index, number) {
                    continue;
                }
                let way = ["route", &route.id, "stage", &stage.id];
                let place = self.node(&way);
                let span = place.get("optional").unwrap_or(place).key_span;
                let id = quoted(&stage.id);
                self.warn(
                    "optional-never-done",
                    span,
                    text!("the stage {id} is optional and no gate sends a theme through it: it is never done", "任意の段階{id}へテーマを進める判定がないため、行われることがありません"),
                    words("add a line to [gate] with `decision = \"with-optional\"` for the stage before it, or remove `optional`", "前の段階について`decision = \"with-optional\"`とする行を[gate]に追加するか、`optional`を削除してください"),
                );
            }
        }
    }

    /// Whether a theme may begin with a stage: the first of its route, or where it enters.
    fn is_entered(&self, route: usize, stage: usize) -> bool {
        let model = self.model;
        let id = &model.routes[route].stages[stage].id;
        let mut themes = model.themes.iter();
        let listed = themes.any(|theme| {
            let own = &model.routes[theme.route];
            own.base == route && own.stages[theme.stage].id == *id
        });
        let mut channels = model.channels.iter();
        stage == 0
            || listed
            || channels.any(|channel| channel.stages.iter().any(|(other, _)| other == id))
    }

    /// Calendars without a date within the simulated time (GOV-2, GOV-4).
    pub(super) fn calendars(&mut self) {
        let model = self.model;
        let Some(selection) = &model.selection else {
            return;
        };
        let end = model.calendar.date_of(model.calendar.horizon());
        let within = text!("from {0} to {end}", "{0}～{end}", model.calendar.start());
        if selection.reviews.is_empty() {
            let place = self.node(&["selection"]);
            let dates = place.get("review_dates").or(place.get("first_review"));
            self.warn(
                "no-review-date",
                dates.map_or(place.key_span, |dates| dates.span),
                text!(
                    "no review date lies within the simulated time, {within}: nobody is ever admitted and no priority ever changes",
                    "対象期間（{within}）内に審査日がないため、採択も優先度の見直しも行われません";
                    within
                ),
                words("correct the dates, or `horizon_years` in [scenario]", "日付又は[scenario]の`horizon_years`を直してください"),
            );
        } else if selection.council_confirms && model.councils.is_empty() {
            let place = self.node(&["council"]);
            let dates = place.get("dates").or(place.get("first"));
            self.warn(
                "no-council-date",
                dates.map_or(place.key_span, |dates| dates.span),
                text!(
                    "the Council confirms admissions and does not meet within the simulated time, {within}: nobody is ever admitted",
                    "採択に協議会の確認を要しますが、対象期間（{within}）内に開催日がないため、採択が行われません";
                    within
                ),
                words("correct the dates, or write `council_confirms = false` in [selection]", "日付を直すか、[selection]に`council_confirms = false`と記入してください"),
            );
        }
    }

    /// What is said about the selection of themes that are not selected (SEL-2, SEL-9, SEL-11).
    pub(super) fn readiness_of_admitted(&mut self) {
        let model = self.model;
        if model.selection.is_none() {
            return;
        }
        let themes = model.themes.iter().filter(|theme| theme.admitted);
        let themes = themes.map(|theme| ("theme", &theme.id));
        let channels = model.channels.iter().filter(|channel| channel.admitted);
        let channels = channels.map(|channel| ("channel", &channel.id));
        for (what, id) in themes.chain(channels) {
            let place = self.node(&[what, id]);
            let keys = [
                "target_identified",
                "rights_sorted",
                "rights_months",
                "grant",
            ];
            for key in keys {
                let Some(stated) = place.get(key) else {
                    continue;
                };
                // A table of themes says it row by row, in a cell.
                let (span, said) = match what {
                    "theme" => (
                        stated.span,
                        text!(
                            "the theme {0} is admitted without selection: its",
                            "テーマ{0}は選考を経ずに採択されるため、",
                            quoted(id)
                        ),
                    ),
                    _ => (
                        stated.key_span,
                        text!(
                            "the themes of the channel {0} are admitted without selection: their",
                            "応募経路{0}のテーマは選考を経ずに採択されるため、",
                            quoted(id)
                        ),
                    ),
                };
                self.warn(
                    "never-looked-at",
                    span,
                    text!(
                        "{said} `{key}` is never looked at",
                        "{said}`{key}`は使われません";
                        said
                    ),
                    words("write `admitted = false` where the Office shall select, or leave it out", "戦略室が選考する場合は`admitted = false`とし、そうでなければこのキーを削除してください"),
                );
            }
        }
    }
}

/// Whether a line may fire at the gate of a stage of a route.
fn reaches(line: &DecisionLine, route: &Route, stage: usize) -> bool {
    line.when.iter().all(|condition| match condition {
        Condition::Stage(ids) => ids.contains(&route.stages[stage].id),
        Condition::Modality(list) => list.contains(&route.modality),
        _ => true,
    })
}
