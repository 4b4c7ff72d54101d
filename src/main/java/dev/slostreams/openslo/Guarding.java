package dev.slostreams.openslo;

import dev.slostreams.slo.AlertPolicy.Guards;
import java.util.Optional;

/** The annotations of a policy that keep its alerts calm (semantics.md §6). */
final class Guarding {

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
}
