//! One root of an increasing function of one variable.

/// Most steps; bisection alone needs about sixty to exhaust the digits.
const STEPS: u32 = 100;

/// The root of an increasing function between `low` and `high`, by safeguarded Newton steps.
///
/// 1. Evaluate (value, slope); the sign of the value moves `low` or `high` to the point.
/// 2. Stop if the Newton step is below 10⁻¹³ of the size of the point (or absolutely, for points
///    below 1). As convergence is quadratic, the error is then that of the function alone.
/// 3. Take the Newton step, or the middle of the bracket where that step leaves the bracket (or
///    is not a number, as in a tail that has underflowed).
pub(super) fn increasing_root(
    evaluate: impl Fn(f64) -> (f64, f64),
    mut low: f64,
    mut high: f64,
    guess: f64,
) -> f64 {
    let middle = |low: f64, high: f64| low + (high - low) / 2.0;
    let within = |x: f64, low: f64, high: f64| x > low && x < high;
    let mut point = guess;
    if !within(point, low, high) {
        point = middle(low, high);
    }
    for _ in 0..STEPS {
        let (value, slope) = evaluate(point);
        if value > 0.0 {
            high = point;
        } else {
            low = point;
        }
        let newton = point - value / slope;
        if (newton - point).abs() <= 1e-13 * point.abs().max(1.0) {
            return newton;
        }
        point = if within(newton, low, high) {
            newton
        } else {
            middle(low, high)
        };
    }
    point
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steep_function_is_solved_from_a_bad_guess() {
        let cube = |x: f64| (x * x * x - 8.0, 3.0 * x * x);
        for guess in [-1e9, 0.0, 1e-9, 50.0, f64::NAN] {
            assert!((increasing_root(cube, -10.0, 100.0, guess) - 2.0).abs() < 1e-14);
        }
    }

    #[test]
    fn an_infinite_value_without_slope_is_bisected() {
        let log = |x: f64| {
            if x < 1.0 {
                (f64::NEG_INFINITY, f64::NAN)
            } else {
                (x - 2.0, 1.0)
            }
        };
        assert!((increasing_root(log, -1e6, 1e6, -5.0) - 2.0).abs() < 1e-12);
    }
}
