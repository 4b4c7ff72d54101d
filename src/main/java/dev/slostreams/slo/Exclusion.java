package dev.slostreams.slo;

import java.util.Set;

/**
 * Time, or some of the events in it, that is taken out of the windows of the SLOs it names
 * (semantics.md §7). Its events are still counted, beside.
 *
 * @param name unique among the exclusions
 * @param scope which SLOs
 * @param intervals which seconds
 * @param where boolean expression of the events that are taken out; empty for all of them. Events
 *     before it was in force are not looked at again
 * @param inForce the ticks at which it applies
 * @param cause what people read, and what the limits of a budget policy ask for
 */
public record Exclusion(
    String name, Scope scope, Intervals intervals, String where, InForce inForce, Cause cause) {

  /** Why time is excluded. */
  public enum Kind {
    MAINTENANCE,
    PROVIDER_OUTAGE,
    CUSTOMER,
    LOAD_TEST,
    /** Not bound by the limits of a budget policy. */
    FORCE_MAJEURE;

    /** As written in a document: {@code provider-outage}. */
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The SLOs whose name or whose service is named.
   *
   * @param slos names of SLOs, each with all its objectives
   * @param services names of services
   */
  public record Scope(Set<String> slos, Set<String> services) {

    public Scope {
      slos = Set.copyOf(slos);
      services = Set.copyOf(services);
      if (slos.isEmpty() && services.isEmpty()) {
        throw new IllegalArgumentException("exclusion: must name an SLO or a service");
      }
    }

    public boolean names(Slo slo) {
      return slos.contains(slo.id().name()) || services.contains(slo.service());
    }
  }

  /**
   * The ticks {@code [from, to)} at which an exclusion applies: from when it was recorded until it
   * is undone.
   */
  public record InForce(long from, long to) {

    /** Known from the beginning, and never undone. */
    public static final InForce ALWAYS = new InForce(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean at(long tick) {
      return from <= tick && tick < to;
    }

    public boolean isUndone() {
      return to != ALWAYS.to;
    }

    /** The tick of its last change: at which it was undone, or else from which it applies. */
    public long changedAt() {
      return isUndone() ? to : from;
    }
  }

  /**
   * Why, and who said so.
   *
   * @param announcedAt epoch second, or {@link #NOT_ANNOUNCED}
   */
  public record Cause(Kind kind, String reason, String approvedBy, long announcedAt) {

    /** Nobody said when it was announced. */
    public static final long NOT_ANNOUNCED = Long.MIN_VALUE;
  }

  /** Whether it takes out some of the events only; then they are told apart as they come. */
  public boolean isByEvent() {
    return !where.isEmpty();
  }

  /** The same one, in force at other ticks. */
  public Exclusion withInForce(InForce other) {
    return new Exclusion(name, scope, intervals, where, other, cause);
  }

  /** Tells apart what is taken out under the same name; who approved it and when says nothing. */
  public String extent() {
    return new java.util.TreeSet<>(scope.slos())
        + " "
        + new java.util.TreeSet<>(scope.services())
        + " "
        + intervals
        + " "
        + where;
  }
}
