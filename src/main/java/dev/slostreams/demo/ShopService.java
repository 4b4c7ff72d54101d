package dev.slostreams.demo;

/**
 * The services of the demo's shop: how much of the traffic each gets, what it is asked for, and how
 * long its healthy answers take.
 */
enum ShopService {
  SEARCH("search", 0.40, "GET", "/search", 45, 110, 210, 480),
  CART("cart", 0.20, "POST", "/cart/items", 25, 60, 130, 300),
  CHECKOUT("checkout", 0.20, "POST", "/checkout", 90, 170, 240, 480),
  LOGIN("login", 0.12, "POST", "/login", 60, 120, 220, 500),
  PAYMENTS("payments", 0.08, "POST", "/payments", 80, 160, 260, 800);

  private static final ShopService[] ALL = values();

  final String label;
  final double share;
  final String method;
  final String route;
  private final double[] durations;

  /** Durations in ms: the median, the 90th and 99th percentile, and the longest. */
  ShopService(
      String label,
      double share,
      String method,
      String route,
      double p50,
      double p90,
      double p99,
      double longest) {
    this.label = label;
    this.share = share;
    this.method = method;
    this.route = route;
    this.durations = new double[] {p50 / 4, p50, p90, p99, longest};
  }

  /** The service at this place of [0, 1), where each takes its share. */
  static ShopService at(double place) {
    double rest = place;
    for (ShopService service : ALL) {
      rest -= service.share;
      if (rest < 0) {
        return service;
      }
    }
    return SEARCH;
  }

  /** The duration in ms at this quantile of [0, 1) of its healthy answers. */
  double durationMs(double quantile) {
    if (quantile < 0.5) {
      return between(0, quantile / 0.5);
    }
    if (quantile < 0.9) {
      return between(1, (quantile - 0.5) / 0.4);
    }
    if (quantile < 0.99) {
      return between(2, (quantile - 0.9) / 0.09);
    }
    double rest = (quantile - 0.99) / 0.01;
    return between(3, rest * rest * rest);
  }

  private double between(int knot, double share) {
    return durations[knot] + share * (durations[knot + 1] - durations[knot]);
  }
}
