//! What all quantiles here share: their definition and Woodruff's interval.
//!
//! The quantile of probability p of N values is the smallest value that at least p·N of them do
//! not exceed: the inverse of the empirical distribution function (type 1 of Hyndman & Fan 1996).
//!
//! Woodruff (1952, *Journal of the American Statistical Association* 47:635–646) takes an interval
//! of the distribution function at the quantile, p ± c·√(D·p(1−p)/N), and reads both ends back
//! as quantiles. D is the design effect: how much more the share of runs below the quantile varies
//! than that of N independent runs, since the runs of a world stand together. No density needs to
//! be estimated, and the limits are values that occur.

/// How far p·N may lie above a whole number and still count as it: so that 0.55·100, which
/// floating point makes 55.000000000000007, stays the 55th value.
const WHOLE: f64 = 1e-12;

/// The real-valued rank p·N, in 0..=N, of the quantile of probability `p` among `count` values.
/// `None` without values and for `p` outside [0, 1].
pub(super) fn rank(p: f64, count: u64) -> Option<f64> {
    (count > 0 && (0.0..=1.0).contains(&p)).then_some(p * count as f64 * (1.0 - WHOLE))
}

/// The probabilities whose quantiles bound that of probability `p`, cut to [0, 1].
///
/// Near 0 and 1, or with few runs, an end is cut off; then the interval ends at the smallest or
/// largest value seen and is too short on that side. `critical` is the quantile of the reference
/// distribution.
pub(super) fn probabilities(p: f64, count: u64, design_effect: f64, critical: f64) -> (f64, f64) {
    let variance = design_effect * p * (1.0 - p) / count as f64;
    let reach = critical * libm::sqrt(variance.max(0.0));
    ((p - reach).max(0.0), (p + reach).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_ranks_stay_whole() {
        for (p, count, expected) in [(0.55, 100, 55.0), (0.8, 5, 4.0), (0.07, 100, 7.0)] {
            assert_eq!(rank(p, count).unwrap().ceil(), expected);
        }
    }

    #[test]
    fn there_is_no_rank_without_values_or_outside_probability() {
        assert_eq!(rank(0.5, 0), None);
        assert_eq!(rank(1.1, 5), None);
        assert_eq!(rank(f64::NAN, 5), None);
        assert_eq!(rank(0.0, 5), Some(0.0));
    }

    #[test]
    fn the_design_effect_widens_by_its_root() {
        let (low, high) = probabilities(0.5, 100, 4.0, 1.0);
        assert!((low - 0.4).abs() < 1e-12 && (high - 0.6).abs() < 1e-12);
        assert_eq!(probabilities(0.99, 10, 1.0, 3.0).1, 1.0);
    }
}
