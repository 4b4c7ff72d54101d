package dev.slostreams.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A fault, and the circumstances in which it strikes.
 *
 * @param id as in {@code docs/faults.md}
 * @param what it is, in a few words
 * @param instances how many of them run
 * @param rounds how often it strikes
 * @param load of events
 * @param settings of the instances beside the usual ones
 * @param strike what it does; returns when it is over and the next may come
 */
record Fault(
    String id,
    String what,
    int instances,
    int rounds,
    Load load,
    Map<String, String> settings,
    Strike strike) {

  /**
   * How many events, how many a second, the share of them that cannot be read, and what is unusual
   * about them.
   */
  record Load(int events, int perSecond, double poison, Traffic.Order order) {

    Load(int events, int perSecond, double poison) {
      this(events, perSecond, poison, Traffic.Order.USUAL);
    }

    Load withEvents(int other) {
      return new Load(other, perSecond, poison, order);
    }
  }

  /** What a fault does, once per round. */
  @FunctionalInterface
  interface Strike {
    void on(Stage stage, int round);
  }

  /** The settings that decide what is counted: for an application that nothing strikes too. */
  Map<String, String> counted() {
    Map<String, String> counted = new HashMap<>(settings);
    counted.keySet().retainAll(Set.of("slos", "max-series", Application.HEAP));
    return counted;
  }

  /** How many users have a series of their own; empty where users have none. */
  OptionalInt mostSeries() {
    String most = settings.get("max-series");
    return most == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(most));
  }

  Fault withRounds(int other) {
    return new Fault(id, what, instances, other, load, settings, strike);
  }

  Fault withLoad(Load other) {
    return new Fault(id, what, instances, rounds, other, settings, strike);
  }

  @Override
  public String toString() {
    return id + " " + what;
  }
}
