package dev.slostreams.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a system publishes while all is well, and what changes in its incidents. Read from a {@code
 * telemetry.txt} by {@link TelemetryReader}.
 *
 * @param title the system in a few words
 * @param signals what it publishes
 * @param incidents of a bad day, in seconds from the day's start
 * @param live the incidents of the demo, in seconds from the start of its live traffic, one after
 *     the other
 */
public record Telemetry(
    String title, List<Signal> signals, List<Incident> incidents, List<Incident> live) {

  public Telemetry {
    signals = List.copyOf(signals);
    incidents = List.copyOf(incidents);
    live = List.copyOf(live);
    requireOneChangeAtATime(incidents);
    requireOneChangeAtATime(live);
  }

  /**
   * One kind of event, published regularly.
   *
   * @param everyMs milliseconds between two of its events, which lie at the multiples of it
   * @param historyEveryMs the same in the history of a demo
   * @param template what is published while all is well; empty for nothing
   */
  record Signal(String name, long everyMs, long historyEveryMs, Optional<EventTemplate> template) {}

  /**
   * What is different over {@code [from, to)}, in seconds.
   *
   * @param headline what a spectator should know
   */
  public record Incident(String name, String headline, long from, long to, List<Change> changes) {

    public Incident {
      changes = List.copyOf(changes);
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException(
            "incident '" + name + "': must last, but is from " + from + " s to " + to + " s");
      }
    }
  }

  /**
   * What an incident does to a signal: of each {@code in} events {@code of} are others.
   *
   * @param instead what is published instead; empty for nothing
   */
  record Change(String signal, int of, int in, Optional<EventTemplate> instead) {

    /** Whether the event with this number, from 0 at the incident's start, is another one. */
    boolean hits(long number) {
      return (number + 1) * of / in > number * of / in;
    }
  }

  private static void requireOneChangeAtATime(List<Incident> incidents) {
    Map<String, Long> changedUntil = new HashMap<>();
    for (Incident incident : incidents) {
      for (Change change : incident.changes()) {
        if (changedUntil.getOrDefault(change.signal(), 0L) > incident.from()) {
          throw new IllegalArgumentException(
              "incident '"
                  + incident.name()
                  + "': must not change '"
                  + change.signal()
                  + "' before the incident that did so is over");
        }
        changedUntil.put(change.signal(), incident.to());
      }
    }
  }
}
