package dev.slostreams.slo;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * When an alert of an SLO fires and resolves: it holds at a tick when all its conditions do.
 *
 * @param name unique within the SLO
 * @param severity one for all its conditions
 * @param conditions at least one
 * @param guards delays and minimum of events (semantics.md §6)
 * @param notification whom to tell about which change
 */
public record AlertPolicy(
    String name,
    String severity,
    List<AlertCondition> conditions,
    Guards guards,
    Notification notification) {

  /** Suffix of the alert that {@code alertWhenNoData} adds to a policy. */
  public static final String NO_DATA_SUFFIX = "-no-data";

  private static final Comparator<LookbackWindow> BY_LENGTH =
      Comparator.comparingLong(LookbackWindow::seconds);

  public AlertPolicy {
    conditions = List.copyOf(conditions);
    if (conditions.isEmpty()) {
      throw new IllegalArgumentException("alert policy '" + name + "': needs a condition");
    }
  }

  /**
   * What keeps an alert calm.
   *
   * @param alertAfterSeconds how long the policy must hold before the alert fires, at least 0
   * @param keepFiringSeconds how long it must not hold before the alert is resolved, at least 0
   * @param minEvents total in the longest window below which the policy does not hold, at least 0
   * @param confidence with which a bad share must be over the line, above 0.5 and below 1; 0 where
   *     the share as counted will do
   */
  public record Guards(
      long alertAfterSeconds, long keepFiringSeconds, long minEvents, BigDecimal confidence) {

    /** Fires at once, resolves after 30 s, asks for no minimum of events. */
    public static final Guards DEFAULT = new Guards(0, 30, 0);

    private static final BigDecimal HALF = new BigDecimal("0.5");

    public Guards {
      if (confidence.signum() != 0
          && (confidence.compareTo(HALF) <= 0 || confidence.compareTo(BigDecimal.ONE) >= 0)) {
        throw new IllegalArgumentException(
            "confidence: must be above 0.5 and below 1, but was " + confidence.toPlainString());
      }
    }

    /** Without a confidence. */
    public Guards(long alertAfterSeconds, long keepFiringSeconds, long minEvents) {
      this(alertAfterSeconds, keepFiringSeconds, minEvents, BigDecimal.ZERO);
    }

    /** Whether conditions look at the lower confidence bound. */
    public boolean needsConfidence() {
      return confidence.signum() > 0;
    }
  }

  /**
   * Whom to tell about which change, and what beside the figures. Transitions go to the alerts
   * topic whatever stands here; only {@code whenNoData} adds an alert of its own.
   */
  public record Notification(
      boolean whenBreaching,
      boolean whenResolved,
      boolean whenNoData,
      List<String> targets,
      Texts texts) {

    public static final Notification DEFAULT = new Notification(true, true, false, List.of());

    public Notification {
      targets = List.copyOf(targets);
    }

    /** Without texts. */
    public Notification(
        boolean whenBreaching, boolean whenResolved, boolean whenNoData, List<String> targets) {
      this(whenBreaching, whenResolved, whenNoData, targets, Texts.NONE);
    }
  }

  /**
   * What people read who are told; both may be empty.
   *
   * @param description what it means that the policy holds
   * @param runbook the address of what to do then
   */
  public record Texts(String description, String runbook) {

    public static final Texts NONE = new Texts("", "");
  }

  public LookbackWindow shortestWindow() {
    return conditions.stream().map(AlertCondition::window).min(BY_LENGTH).orElseThrow();
  }

  public LookbackWindow longestWindow() {
    return conditions.stream().map(AlertCondition::window).max(BY_LENGTH).orElseThrow();
  }
}
