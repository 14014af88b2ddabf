//! Pieces of work as the engine reads them: what each needs, who can do it, what it costs, and every
//! set of providers that can be open to it (EXE-2, EXE-3, BUD-8).

use super::compile::{Compiler, is_stated};
use super::plan::{Class, Eligible, Line, Needs, Number, Track, Work, WorkOption};
use crate::model::{Activity, CostTiming, ITEM_RESEARCH, Provider, Quantity, WorksBy};
use crate::random::{Purpose, name_hash};

impl Compiler<'_> {
    pub(super) fn once(&mut self, route: usize, stage: &str, activity: &str) -> u32 {
        let key = (route, stage.to_owned(), activity.to_owned());
        let next = self.plan.once.len() as u32;
        let id = *self.once_ids.entry(key).or_insert(next);
        if id == next {
            let route = &self.plan.model.routes[route].id;
            self.plan
                .once
                .push(name_hash(&format!("once.route.{route}")));
        }
        id
    }

    pub(super) fn work(
        &mut self,
        route: usize,
        track: Track,
        stage: usize,
        name: &str,
        activity: &Activity,
    ) -> Work {
        let modality = self.plan.model.routes[route].modality;
        let cost = self.number(activity.cost, &format!("{name}.cost"));
        let cost_per_month =
            self.number(activity.cost_per_month, &format!("{name}.cost_per_month"));
        let mut options = if activity.providers.is_empty() {
            vec![self.nobody(modality, name, activity)]
        } else {
            let providers = activity.providers.iter();
            providers
                .map(|provider| self.option(modality, name, activity, provider))
                .collect()
        };
        for option in &mut options {
            // Prices of functions never are drawn at each use.
            let numbers = [cost, cost_per_month, option.cost_factor];
            if numbers
                .iter()
                .all(|number| matches!(number, Number::Value(_)))
            {
                option.fixed_price = Some(self.plan.fixed_prices);
                self.plan.fixed_prices += 1;
            }
        }
        Work {
            track,
            route: route as u32,
            stage: stage as u16,
            purpose: Purpose::new(name_hash(name)),
            duration: self.number(activity.duration_months, &format!("{name}.duration_months")),
            cost,
            cost_per_month,
            eligible: self.eligible(&options),
            opens_late: options.iter().any(|option| option.after_wait.is_some()),
            by_own_work: options.iter().any(|option| option.own_work_only),
            options,
            repeat: activity.repeat.as_ref().map(|repeat| {
                let role = format!("{name}.repeat_probability");
                (self.number(repeat.probability, &role), repeat.limit)
            }),
            once: None,
        }
    }

    fn nobody(&mut self, modality: usize, name: &str, activity: &Activity) -> WorkOption {
        let provider = Provider {
            institute: usize::MAX,
            needs: Vec::new(),
            duration_factor: Quantity::Default(1.0),
            cost_factor: Quantity::Default(1.0),
            after_wait_months: None,
            own_work_only: false,
        };
        self.option(modality, name, activity, &provider)
    }

    fn option(
        &mut self,
        modality: usize,
        name: &str,
        activity: &Activity,
        provider: &Provider,
    ) -> WorkOption {
        let model = self.plan.model;
        let institute = model.institutes.get(provider.institute);
        let needs: Needs = provider
            .needs
            .iter()
            .map(|(function, slots)| (*function as u32, *slots as i32))
            .collect();
        let functions: Vec<_> = provider
            .needs
            .iter()
            .map(|(function, slots)| (&model.functions[*function], *slots))
            .collect();
        let first_item = functions
            .first()
            .map_or(ITEM_RESEARCH, |(function, _)| function.item);
        let line = Line {
            institute: institute.map(|_| provider.institute as u32),
            item: activity.item.unwrap_or(first_item) as u32,
            modality: Some(modality as u32),
        };
        let role = |key: &str| match institute {
            Some(institute) => format!("{name}.provider.{}.{key}", institute.id),
            None => format!("{name}.{key}"),
        };
        // When it falls due is said by the activity, or else by the ledger item (BUD-8).
        let item = &model.items[line.item as usize];
        let payments = match activity.timing.as_ref().or(item.timing.as_ref()) {
            Some(CostTiming::Payments(payments)) => Some(payments.clone()),
            _ => None,
        };
        let lag = match activity.payment_lag_months {
            Some(lag) => Some(self.number(lag, &format!("{name}.payment_lag_months"))),
            None => item
                .payment_lag_months
                .map(|lag| self.number(lag, &format!("item.{}.payment_lag_months", item.id))),
        };
        let free = institute.is_some() && self.is_free(provider.institute);
        let contract = match institute.map(|institute| institute.works_by) {
            Some(WorksBy::Commission(months)) if is_stated(months) => Some(self.number(months, "")),
            _ => None,
        };
        let line = self.line(line, true);
        WorkOption {
            payments,
            lag,
            contract,
            institute: institute.map(|_| provider.institute as u32),
            bound_class: self.class(Class {
                options: vec![needs.clone()],
                bound: true,
            }),
            needs,
            duration_factor: self.number(provider.duration_factor, &role("duration_factor")),
            cost_factor: match free {
                // Cooperation costs the network nothing (GOV-5).
                true => self.constant(0.0),
                false => self.number(provider.cost_factor, &role("cost_factor")),
            },
            slot_prices: functions
                .iter()
                .map(|(function, slots)| {
                    (
                        self.number(function.price_per_slot_month, ""),
                        f64::from(*slots),
                    )
                })
                .collect(),
            job_prices: functions
                .iter()
                .map(|(function, _)| self.number(function.price_per_job, ""))
                .collect(),
            lead_times: functions
                .iter()
                .filter(|(function, _)| function.lead_time_months != Quantity::Default(0.0))
                .map(|(function, _)| self.number(function.lead_time_months, ""))
                .collect(),
            after_wait: provider
                .after_wait_months
                .map(|wait| self.number(wait, &role("after_wait_months"))),
            own_work_only: provider.own_work_only,
            line,
            fixed_price: None,
            stands: !free
                && functions
                    .iter()
                    .any(|(function, _)| is_stated(function.standing_cost_per_year)),
        }
    }

    /// Every set of options that can be open: those open at once to all, plus any subset of those
    /// that open after a wait or serve only their own themes.
    fn eligible(&mut self, options: &[WorkOption]) -> Vec<Eligible> {
        let at_once: u32 = options
            .iter()
            .enumerate()
            .filter(|(_, option)| option.after_wait.is_none() && !option.own_work_only)
            .map(|(index, _)| 1 << index)
            .sum();
        let late: Vec<usize> = (0..options.len())
            .filter(|index| at_once & (1 << index) == 0)
            .collect();
        let subsets = 0..(1_u32 << late.len());
        let mut masks: Vec<u32> = subsets
            .map(|subset| {
                let opened = late
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| subset & (1 << bit) != 0);
                at_once | opened.map(|(_, index)| 1_u32 << index).sum::<u32>()
            })
            .collect();
        let selection = self.plan.model.selection.as_ref();
        if selection.is_some_and(|selection| selection.order_of_support) {
            // Admission may fix one of those open at once.
            let places = options.iter().enumerate();
            let waits = places.filter(|(_, option)| option.after_wait.is_some());
            let waits: u32 = waits.map(|(index, _)| 1 << index).sum();
            let open = ((1_u64 << options.len()) - 1) as u32 ^ waits;
            let fixed: Vec<u32> = masks
                .iter()
                .map(|mask| mask & waits)
                .flat_map(|late| bits(open).map(move |bit| bit | late))
                .collect();
            masks.extend(fixed);
        }
        masks.sort_unstable_by_key(|mask| (*mask != at_once, *mask));
        masks.dedup();
        let mut eligible = Vec::new();
        for mask in masks {
            let open: Vec<u8> = (0..options.len() as u8)
                .filter(|index| mask & (1 << index) != 0)
                .collect();
            let needs = open
                .iter()
                .map(|index| options[usize::from(*index)].needs.clone());
            let class = self.class(Class {
                options: needs.collect(),
                bound: false,
            });
            eligible.push(Eligible {
                mask,
                class,
                options: open,
            });
        }
        eligible
    }

    fn class(&mut self, class: Class) -> u32 {
        if let Some(id) = self.class_ids.get(&class) {
            return *id;
        }
        let id = self.plan.classes.len() as u32;
        self.plan.classes.push(class.clone());
        self.class_ids.insert(class, id);
        id
    }
}

/// The bits of a mask, one by one.
fn bits(mask: u32) -> impl Iterator<Item = u32> {
    (0..32)
        .map(|bit| 1 << bit)
        .filter(move |bit| mask & bit != 0)
}
