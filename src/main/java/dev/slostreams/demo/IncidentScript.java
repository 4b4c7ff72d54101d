package dev.slostreams.demo;

import java.util.List;

/**
 * What goes wrong when: phases in seconds relative to the start of the live traffic, negative ones
 * lie in the history. Outside every phase all is well.
 *
 * @param phases in the order of time, not overlapping
 */
public record IncidentScript(List<Phase> phases) {

  private static final Effect NONE = new Effect("", "", 0, 0);
  private static final Phase HEALTHY =
      new Phase("healthy", "all is well", Long.MIN_VALUE, Long.MAX_VALUE, NONE);

  public IncidentScript {
    phases = List.copyOf(phases);
    long last = Long.MIN_VALUE;
    for (Phase phase : phases) {
      if (phase.from() < last || phase.to() <= phase.from()) {
        throw new IllegalArgumentException(
            "phase '"
                + phase.name()
                + "': must follow the one before, but starts at "
                + phase.from());
      }
      last = phase.to();
    }
  }

  /**
   * One phase, over {@code [from, to)}.
   *
   * @param name a word for it
   * @param headline what a spectator should know when it begins
   */
  public record Phase(String name, String headline, long from, long to, Effect effect) {}

  /**
   * What a phase does to the requests of one service.
   *
   * @param service the service it hits, empty for none
   * @param region the region it hits, empty for all
   * @param failing share of its requests that fail
   * @param slow share of its requests that take longer than half a second
   */
  public record Effect(String service, String region, double failing, double slow) {

    /** Whether it makes anything worse. */
    boolean hurts() {
      return failing > 0 || slow > 0;
    }

    boolean hits(String itsService, String itsRegion) {
      return service.equals(itsService) && (region.isEmpty() || region.equals(itsRegion));
    }
  }

  /**
   * The demo's story. Nine days ago a release broke checkout for 20 minutes. Live, the payment
   * provider is slow for 90 s: most checkouts take too long and some give up; then search fails in
   * one region for a minute.
   */
  public static IncidentScript standard() {
    long nineDaysAgo = -9 * 86_400L;
    return new IncidentScript(
        List.of(
            new Phase(
                "past-release",
                "a release breaks checkout",
                nineDaysAgo,
                nineDaysAgo + 1_200, // 20 min
                new Effect("checkout", "", 0.4, 0.8)),
            new Phase(
                "payment-provider-slow",
                "the payment provider slows down: checkouts take long and some fail",
                20,
                110,
                new Effect("checkout", "", 0.07, 0.6)),
            new Phase("recovery", "the payment provider is back", 110, 150, NONE),
            new Phase(
                "search-node-lost",
                "search loses a node in eu-2",
                150,
                210,
                new Effect("search", "eu-2", 0.12, 0)),
            new Phase("repaired", "the node is replaced", 210, 1_200, NONE)));
  }

  /** Whether at this second, relative to the start of the live traffic, all that hurts is past. */
  boolean isOver(long relativeSecond) {
    return phases.stream()
        .filter(phase -> phase.effect().hurts())
        .allMatch(phase -> phase.to() <= relativeSecond);
  }

  /** The phase of this second, relative to the start of the live traffic. */
  public Phase at(long relativeSecond) {
    for (Phase phase : phases) {
      if (relativeSecond >= phase.from() && relativeSecond < phase.to()) {
        return phase;
      }
    }
    return HEALTHY;
  }
}
