use super::*;

fn message(result: Result<Distribution, DistributionError>) -> String {
    match result {
        Ok(distribution) => format!("accepted: {distribution:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_wrong_argument_is_named_with_what_was_found_and_what_is_allowed() {
    for (result, expected) in [
        (
            Distribution::constant(f64::NAN),
            "`value` is NaN; allowed: a number from -1e100 to 1e100",
        ),
        (
            Distribution::uniform(3.0, 2.0),
            "`max` is 2; allowed: a number of at least 3 (`min`)",
        ),
        (
            Distribution::uniform(f64::NEG_INFINITY, 2.0),
            "`min` is -inf; allowed: a number from -1e100 to 1e100",
        ),
        (
            Distribution::triangular(6.0, 5.0, 15.0),
            "`mode` is 5; allowed: a number of at least 6 (`min`)",
        ),
        (
            Distribution::triangular(6.0, 9.0, 1.0),
            "`max` is 1; allowed: a number of at least 6 (`min`)",
        ),
        (
            Distribution::pert(6.0, 16.0, 15.0),
            "`mode` is 16; allowed: a number of at most 15 (`max`)",
        ),
        (
            Distribution::beta(0.0, 1.0),
            "`alpha` is 0; allowed: a number from 0.01 to 1000000",
        ),
        (
            Distribution::beta(1.0, 2e6),
            "`beta` is 2000000; allowed: a number from 0.01 to 1000000",
        ),
        (
            Distribution::normal(10.0, -1.0, 0.0, 20.0),
            "`sd` is -1; allowed: a number of at least 0",
        ),
        (
            Distribution::normal(10.0, 1.0, 19.0, 20.0),
            "`min` is 19; allowed: a number of at most 18",
        ),
        (
            Distribution::normal(10.0, 1.0, 0.0, 1.0),
            "`max` is 1; allowed: a number of at least 2",
        ),
        (
            Distribution::normal(10.0, 1.0, 11.0, 9.0),
            "`max` is 9; allowed: a number of at least 11 (`min`)",
        ),
        (
            Distribution::normal(10.0, 1.0, f64::NAN, 9.0),
            "`min` is NaN; allowed: a number from -1e100 to 1e100",
        ),
        (
            Distribution::normal(10.0, 1.0, f64::INFINITY, f64::INFINITY),
            "`min` is inf; allowed: a number from -1e100 to 1e100",
        ),
        (
            Distribution::lognormal_mean_sd(0.0, 1.0),
            "`mean` is 0; allowed: a number above 0, up to 1e100",
        ),
        (
            Distribution::lognormal_mean_sd(2.0, 1e6),
            "`sd` is 1000000; allowed: a number from 0 to 200000",
        ),
        (
            Distribution::lognormal_median_p90(12.0, 6.0),
            "`p90` is 6; allowed: a number of at least 12 (`median`)",
        ),
        (
            Distribution::gamma_mean_sd(10.0, 0.001),
            "`sd` is 0.001; allowed: 0, or a number from 0.01 to 100",
        ),
        (
            Distribution::gamma_shape_scale(2.0, f64::INFINITY),
            "`scale` is inf; allowed: a number above 0, up to 1e100",
        ),
        (
            Distribution::weibull(-2.0, 1.0),
            "`shape` is -2; allowed: a number from 0.05 to 1000",
        ),
        (
            Distribution::exponential(0.0),
            "`mean` is 0; allowed: a number above 0, up to 1e100",
        ),
        (
            Distribution::empirical(&[]),
            "`values` is empty; allowed: a list of at least one entry",
        ),
        (
            Distribution::empirical(&[1.0, f64::NAN]),
            "the value of entry 2 is NaN; allowed: a number from -1e100 to 1e100",
        ),
        (
            Distribution::discrete(&[(1.0, 1.0), (2.0, -0.5)]),
            "the weight of entry 2 is -0.5; allowed: a number of at least 0",
        ),
        (
            Distribution::discrete(&[(1.0, 0.0)]),
            "the weights of `entries` add up to 0; allowed: at least one weight above 0",
        ),
    ] {
        assert_eq!(message(result), expected);
    }
}

#[test]
fn an_error_carries_the_position_of_its_argument() {
    let error = Distribution::triangular(6.0, 20.0, 15.0).unwrap_err();
    let mode = Argument::Parameter {
        name: "mode",
        position: 1,
    };
    assert_eq!(error.argument, mode);
    assert_eq!(error.found, 20.0);
}

#[test]
fn no_constructor_accepts_nan_anywhere() {
    let nan = f64::NAN;
    for result in [
        Distribution::constant(nan),
        Distribution::uniform(nan, 1.0),
        Distribution::uniform(0.0, nan),
        Distribution::triangular(nan, 1.0, 2.0),
        Distribution::triangular(0.0, nan, 2.0),
        Distribution::triangular(0.0, 1.0, nan),
        Distribution::pert(0.0, nan, 2.0),
        Distribution::beta(nan, 1.0),
        Distribution::beta(1.0, nan),
        Distribution::normal(nan, 1.0, 0.0, 1.0),
        Distribution::normal(0.0, nan, 0.0, 1.0),
        Distribution::normal(0.0, 1.0, nan, 1.0),
        Distribution::normal(0.0, 1.0, 0.0, nan),
        Distribution::lognormal_mean_sd(nan, 1.0),
        Distribution::lognormal_mean_sd(1.0, nan),
        Distribution::lognormal_median_p90(nan, 1.0),
        Distribution::lognormal_median_p90(1.0, nan),
        Distribution::gamma_mean_sd(nan, 1.0),
        Distribution::gamma_mean_sd(1.0, nan),
        Distribution::gamma_shape_scale(nan, 1.0),
        Distribution::gamma_shape_scale(1.0, nan),
        Distribution::weibull(nan, 1.0),
        Distribution::weibull(1.0, nan),
        Distribution::exponential(nan),
        Distribution::empirical(&[nan]),
        Distribution::discrete(&[(nan, 1.0)]),
        Distribution::discrete(&[(1.0, nan)]),
    ] {
        assert!(result.is_err(), "{result:?}");
    }
}

#[test]
fn a_spread_of_zero_is_a_constant() -> Result<(), DistributionError> {
    for distribution in [
        Distribution::constant(5.0)?,
        Distribution::uniform(5.0, 5.0)?,
        Distribution::triangular(5.0, 5.0, 5.0)?,
        Distribution::pert(5.0, 5.0, 5.0)?,
        Distribution::normal(5.0, 0.0, 0.0, 9.0)?,
        Distribution::normal(7.0, 3.0, 5.0, 5.0)?,
        Distribution::lognormal_mean_sd(5.0, 0.0)?,
        Distribution::lognormal_median_p90(5.0, 5.0)?,
        Distribution::gamma_mean_sd(5.0, 0.0)?,
        Distribution::empirical(&[5.0, 5.0])?,
        Distribution::discrete(&[(5.0, 2.0), (9.0, 0.0)])?,
    ] {
        assert!(distribution.is_constant(), "{distribution:?}");
        assert_eq!(distribution.mean(), 5.0, "{distribution:?}");
        assert_eq!(distribution.variance(), 0.0, "{distribution:?}");
        assert_eq!(distribution.support(), (5.0, 5.0), "{distribution:?}");
    }
    assert!(!Distribution::uniform(5.0, 6.0)?.is_constant());
    Ok(())
}

#[test]
fn lists_are_kept_in_ascending_order() -> Result<(), DistributionError> {
    let empirical = Distribution::empirical(&[3.0, -1.0, 2.0])?;
    assert_eq!(empirical, Distribution::Empirical([-1.0, 2.0, 3.0].into()));
    let discrete = Distribution::discrete(&[(3.0, 1.0), (-1.0, 2.0), (2.0, 0.0)])?;
    assert_eq!(
        discrete,
        Distribution::Discrete([(-1.0, 2.0), (3.0, 1.0)].into())
    );
    Ok(())
}

#[test]
fn a_lognormal_keeps_the_mean_and_sd_it_was_given() -> Result<(), DistributionError> {
    let distribution = Distribution::lognormal_mean_sd(14.0, 5.0)?;
    assert!((distribution.mean() - 14.0).abs() < 1e-12);
    assert!((distribution.variance() - 25.0).abs() < 1e-11);
    Ok(())
}

#[test]
fn a_gamma_keeps_the_mean_and_sd_it_was_given() -> Result<(), DistributionError> {
    for sd in [0.014, 5.0, 140.0] {
        let distribution = Distribution::gamma_mean_sd(14.0, sd)?;
        assert!((distribution.mean() / 14.0 - 1.0).abs() < 1e-14);
        assert!((distribution.variance() / (sd * sd) - 1.0).abs() < 1e-14);
    }
    Ok(())
}

#[test]
fn moments_stay_finite_at_the_limits() -> Result<(), DistributionError> {
    for distribution in [
        Distribution::uniform(-LARGEST, LARGEST)?,
        Distribution::triangular(-LARGEST, LARGEST, LARGEST)?,
        Distribution::pert(-LARGEST, 0.0, LARGEST)?,
        Distribution::normal(LARGEST, LARGEST, 0.0, f64::INFINITY)?,
        Distribution::lognormal_mean_sd(LARGEST / 1e5, LARGEST)?,
        Distribution::lognormal_median_p90(LARGEST / 1e5, LARGEST)?,
        Distribution::gamma_shape_scale(SHAPES.1, LARGEST)?,
        Distribution::weibull(WEIBULL_SHAPES.0, LARGEST)?,
        Distribution::exponential(LARGEST)?,
        Distribution::empirical(&[-LARGEST, LARGEST])?,
        Distribution::discrete(&[(LARGEST, LARGEST), (-LARGEST, 1.0)])?,
    ] {
        assert!(distribution.mean().is_finite(), "{distribution:?}");
        assert!(distribution.variance().is_finite(), "{distribution:?}");
        assert!(distribution.variance() >= 0.0, "{distribution:?}");
    }
    Ok(())
}
