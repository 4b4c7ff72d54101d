package dev.slostreams.sli;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Slo;
import java.util.ArrayList;
import java.util.List;

/**
 * The exclusions by event that name an SLO, asked of the events that count in it.
 *
 * <p>Owned by one thread. An expression that fails on an event does not exclude it.
 */
final class EventExclusions {

  /** No exclusion by event names the SLO. */
  static final EventExclusions NONE = new EventExclusions(List.of(), List.of());

  private final List<Exclusion> exclusions;
  private final List<Expression> wheres;
  private final Value value = new Value();

  private EventExclusions(List<Exclusion> exclusions, List<Expression> wheres) {
    this.exclusions = exclusions;
    this.wheres = wheres;
  }

  static EventExclusions of(Slo slo, List<Exclusion> all, ClassifierBuild build) {
    List<Exclusion> byEvent =
        all.stream().filter(one -> one.isByEvent() && one.scope().names(slo)).toList();
    return byEvent.isEmpty()
        ? NONE
        : new EventExclusions(byEvent, byEvent.stream().map(one -> build.where(slo, one)).toList());
  }

  /** Those that are in force in the event's second and whose predicate holds for it. */
  Cover of(Event event) {
    if (exclusions.isEmpty()) {
      return Cover.NONE;
    }
    List<String> names = new ArrayList<>();
    long second = event.second();
    for (int i = 0; i < exclusions.size(); i++) {
      Exclusion exclusion = exclusions.get(i);
      if (exclusion.inForce().at(second)
          && exclusion.intervals().covers(second)
          && wheres.get(i).test(event, value) == Node.TRUE) {
        names.add(exclusion.name());
      }
    }
    return Cover.of(names);
  }
}
