package dev.slostreams.gate;

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
    /** No instance answers for the partition of an SLO. */
    UNAVAILABLE,
    /** No instance could be asked; said by the command line only. */
    UNREACHABLE;

    /** {@code budget-freeze}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * An SLO that was asked for has no series to judge.
   *
   * @param which for people, behind its name: which series were asked for; empty for all
   */
  public static Reason noSeries(String slo, String which) {
    return gap(Code.NO_SERIES, "SLO '" + slo + "' has no series" + which + " yet");
  }

  /** Nobody could answer for an SLO that was asked for. */
  public static Reason unavailable(String slo, String why) {
    return gap(Code.UNAVAILABLE, "SLO '" + slo + "': " + why);
  }

  private static Reason gap(Code code, String detail) {
    return new Reason(code, Verdict.INSUFFICIENT_DATA, "", detail);
  }
}
