package dev.slostreams.testing;

import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Tier;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tiers of one series without alert policies, by brute force: every tick sums the budget anew.
 *
 * <p>Written from semantics.md §2 and §7 alone.
 */
public final class ReferenceTiers {

  private final Slo slo;
  private final List<FreezeException> exceptions;
  private final ReferenceCalendar calendar; // null for a rolling time window
  private final TreeMap<Long, long[]> seconds = new TreeMap<>();
  private final List<String> changes = new ArrayList<>();
  private Long birth;
  private long tick;
  private int present;
  private long milderTicks;
  private String shown;

  public ReferenceTiers(Slo slo, List<FreezeException> exceptions, long firstTick) {
    this.slo = slo;
    this.exceptions = exceptions;
    this.calendar =
        slo.timeWindow() instanceof CalendarAligned aligned ? new ReferenceCalendar(aligned) : null;
    this.tick = firstTick;
    this.shown = tiers().get(0).name() + " " + tiers().get(0).action();
  }

  public void record(long second, long good, long total) {
    if (second >= first(tick)) {
      long[] counts = seconds.computeIfAbsent(second, s -> new long[2]);
      counts[0] += total - good;
      counts[1] += total;
    }
  }

  /** Each as {@code tick from tier action}. */
  public List<String> changes() {
    return changes;
  }

  public void advanceTo(long to) {
    while (tick < to) {
      tick++;
      if (birth == null && !seconds.isEmpty() && seconds.firstKey() < tick) {
        birth = seconds.firstKey();
      }
      if (birth != null) {
        judge();
      }
    }
  }

  private void judge() {
    int level = level();
    milderTicks = level < present ? milderTicks + 1 : 0;
    String from = tiers().get(present).name();
    if (level > present || milderTicks > 3_600) { // its first tick and an hour of them
      present = level;
      milderTicks = 0;
    }
    boolean exempt = exceptions.stream().anyMatch(e -> tick >= e.from() && tick < e.until());
    Tier tier = tiers().get(present);
    String now = tier.name() + " " + (exempt ? "allow" : tier.action());
    if (!now.equals(shown)) {
      changes.add(tick + " " + from + " " + now);
      shown = now;
    }
  }

  private int level() {
    long bad = 0;
    long total = 0;
    for (Map.Entry<Long, long[]> entry : seconds.subMap(first(tick), tick).entrySet()) {
      bad += entry.getValue()[0];
      total += entry.getValue()[1];
    }
    long length = slo.timeWindow().nominalSeconds();
    long age = Math.min(tick - birth, length);
    if (calendar != null) {
      long[] period = calendar.period(tick);
      length = period[1] - period[0];
      age = Math.min(tick - birth, tick - period[0]);
    }
    // consumed ≥ share  ⇔  bad · age ≥ share · (1 − target) · total · length
    BigDecimal spent = BigDecimal.valueOf(bad).multiply(BigDecimal.valueOf(age));
    BigDecimal budget =
        slo.target()
            .budgetShare()
            .multiply(BigDecimal.valueOf(total))
            .multiply(BigDecimal.valueOf(length));
    int level = 0;
    for (int i = 1; i < tiers().size(); i++) {
      BigDecimal share = new BigDecimal(tiers().get(i).consumed().numerator());
      BigDecimal parts = new BigDecimal(tiers().get(i).consumed().denominator());
      if (total > 0 && spent.multiply(parts).compareTo(budget.multiply(share)) >= 0) {
        level = i;
      }
    }
    return level;
  }

  private long first(long tick) {
    return calendar != null
        ? calendar.period(tick)[0]
        : Math.floorDiv(tick - slo.timeWindow().nominalSeconds(), 60L) * 60;
  }

  private List<Tier> tiers() {
    return slo.period().budgetPolicy().tiers();
  }
}
