package dev.slostreams.budget;

/**
 * Quantiles of the standard normal distribution.
 *
 * <p>Algorithm AS 241 (PPND16) of M. J. Wichura, Applied Statistics 37 (1988), 477–484, without its
 * far tail; about 16 digits.
 */
final class NormalQuantile {

  private static final double[] CENTRE_ABOVE = {
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
    4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
    1.3314166789178437745e2, 3.3871328727963666080e0
  };
  private static final double[] CENTRE_BELOW = {
    5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
    2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
    4.2313330701600911252e1, 1
  };
  private static final double[] TAIL_ABOVE = {
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
    4.63033784615654529590e0, 1.42343711074968357734e0
  };
  private static final double[] TAIL_BELOW = {
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
    2.05319162663775882187e0, 1
  };

  private NormalQuantile() {}

  /**
   * The z below which a standard normal variable lies with this probability.
   *
   * @param probability from 0.5 to 1 − 10⁻¹⁰
   */
  static double of(double probability) {
    double q = probability - 0.5;
    if (q <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(CENTRE_ABOVE, r) / polynomial(CENTRE_BELOW, r);
    }
    double r = StrictMath.sqrt(-StrictMath.log(1 - probability)) - 1.6;
    return polynomial(TAIL_ABOVE, r) / polynomial(TAIL_BELOW, r);
  }

  /** Coefficients from that of the highest power down. */
  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
