package dev.slostreams.engine;

import dev.slostreams.alert.Transition;
import java.util.ArrayList;
import java.util.List;

/** What has been emitted while ticks were evaluated. */
record Emissions(List<Transition> transitions, List<TierChange> tierChanges) {

  /** Nothing yet. */
  Emissions() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  void add(Transition transition) {
    transitions.add(transition);
  }

  void add(TierChange change) {
    tierChanges.add(change);
  }

  void sort() {
    transitions.sort(Transition.ORDER);
    tierChanges.sort(TierChange.ORDER);
  }
}
