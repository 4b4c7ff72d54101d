package dev.slostreams.openslo;

import dev.slostreams.slo.AlertPolicy.Guards;
import java.math.BigDecimal;
import java.util.Optional;

/** The annotations of a policy that keep its alerts calm (semantics.md §6). */
final class Guarding {

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private Guarding() {}

  static long keepFiringSeconds(Element annotations) {
    return Scalars.seconds(annotations.get(Metadata.KEEP_FIRING), 0)
        .orElse(Guards.DEFAULT.keepFiringSeconds());
  }

  static long minEvents(Element annotations) {
    Element element = annotations.get(Metadata.MIN_EVENTS);
    Optional<String> text = Scalars.text(element);
    if (text.isEmpty()) {
      return Guards.DEFAULT.minEvents();
    }
    if (!text.get().matches("[0-9]{1,18}")) {
      element.problem("must be a whole number of events", element.written());
      return Guards.DEFAULT.minEvents();
    }
    return Long.parseLong(text.get());
  }

  /** Confidence of the lower bound; 0 where none is asked for. */
  static BigDecimal confidence(Element annotations) {
    Element element = annotations.get(Metadata.CONFIDENCE);
    Optional<String> text = Scalars.text(element);
    if (text.isEmpty()) {
      return Guards.DEFAULT.confidence();
    }
    boolean isShare = text.get().matches("0?\\.[0-9]{1,6}");
    if (!isShare || new BigDecimal(text.get()).compareTo(HALF) <= 0) {
      element.problem(
          "must be above 0.5 and below 1, with at most 6 decimals, such as \"0.95\"",
          element.written());
      return Guards.DEFAULT.confidence();
    }
    return new BigDecimal(text.get());
  }
}
