package dev.slostreams.gate;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/**
 * One thing that speaks for a verdict, or explains one that is milder than it looks.
 *
 * @param verdict what it amounts to by itself
 * @param series the series id; empty where it is about the whole answer
 * @param detail a sentence for people
 */
public record Reason(Code code, Verdict verdict, String series, String detail) {

  /** The weightiest first, then by series. */
  static final Comparator<Reason> ORDER =
      Comparator.comparing(Reason::verdict)
          .reversed()
          .thenComparing(Reason::series)
          .thenComparing(Reason::code)
          .thenComparing(Reason::detail);

  /** What scripts may look for. */
  public enum Code {
    /** The tier freezes deployments. */
    BUDGET_FREEZE,
    /** The tier asks for care. */
    BUDGET_WARN,
    /** A recorded exception lifts what the tier would ask. */
    EXCEPTION,
    ALERT_FIRING,
    ALERT_PENDING,
    /** An SLO that was asked for has no series yet. */
    NO_SERIES,
    /** A series without an event in its time window. */
    NO_EVENTS,
    /** The source is silent; the series is judged as it last stood. */
    IDLE,
    LAGGING,
    INCOMPLETE,
    /** Read from a copy that is behind. */
    STALE,
    /** Some series may be missing from the answer. */
    MISSING_PARTITIONS;

    /** {@code budget-freeze}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** An SLO that was asked for has not counted an event. */
  public static Reason noSeries(String slo) {
    return new Reason(
        Code.NO_SERIES,
        Verdict.INSUFFICIENT_DATA,
        "",
        "SLO '" + slo + "' has not counted an event yet");
  }

  /** Nobody answered for these ledger partitions. */
  public static Reason missingPartitions(Collection<Integer> partitions) {
    return new Reason(
        Code.MISSING_PARTITIONS,
        Verdict.INSUFFICIENT_DATA,
        "",
        "no instance answers for partitions " + partitions + ", whose series are not known");
  }
}
