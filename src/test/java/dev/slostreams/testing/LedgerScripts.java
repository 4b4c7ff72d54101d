package dev.slostreams.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.engine.Ledger;
import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.AlertPolicy.Guards;
import dev.slostreams.slo.CalendarUnit;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import dev.slostreams.window.Counts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Random SLOs and scripts of counts, played to a ledger and the reference side by side. */
public final class LedgerScripts {

  public static final long EPOCH = 1_767_225_600; // 2026-01-01T00:00:00Z

  private static final long[] WINDOWS = {1, 7, 60, 299, 300, 600, 601, 900, 3_600, 7_200, 7_260};
  private static final int SHORT_WINDOWS = 8; // many series are played with windows up to 15 min
  private static final String[] TARGETS = {
    "0", "0.5", "0.9", "0.99", "0.999", "0.9999999", "0.999999999999"
  };

  private static final String[] ZONES = {
    "UTC", "Europe/Warsaw", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"
  };

  private static final BigDecimal[] CONFIDENCES = {
    new BigDecimal("0.8"), new BigDecimal("0.95"), new BigDecimal("0.999")
  };

  private static final int MOST_HUGE_COUNTS =
      15; // 15 times 2^58 stay below 2^62, from where on counts are refused

  private LedgerScripts() {}

  /**
   * Plays the script; the reference has its transitions afterwards.
   *
   * @param afterTicks called after each advance, gives the ledger to go on with
   * @return the ledger's transitions, in the reference's form
   */
  public static List<String> play(
      Ledger first,
      ReferenceLedger reference,
      Slo slo,
      List<long[]> script,
      UnaryOperator<Ledger> afterTicks) {
    Ledger ledger = first;
    List<String> transitions = new ArrayList<>();
    SeriesKey key = SeriesKey.of(slo.id());
    ledger.advanceTo(EPOCH, false);
    for (long[] step : script) {
      if (step[0] >= 0) {
        long sum = SlicedSlos.sum(slo, step[1], step[2]);
        reference.record(key, EPOCH + step[0], step[1], step[2], sum);
        ledger.record(key, EPOCH + step[0], new Counts(step[1], step[2], BigInteger.valueOf(sum)));
      } else {
        reference.advanceTo(EPOCH - step[0]);
        ledger
            .advanceTo(EPOCH - step[0], false)
            .forEach(t -> transitions.add(SeriesScripts.text(t)));
        ledger.checkInvariants();
        assertThat(SeriesScripts.budgets(ledger)).isEqualTo(reference.budgets());
        ledger = afterTicks.apply(ledger);
      }
    }
    return transitions;
  }

  /** Windows that no policy reads; they change no verdict. */
  public static List<LookbackWindow> addedWindows(Random random) {
    return random.nextBoolean()
        ? List.of()
        : Arrays.stream(WINDOWS).skip(random.nextInt(8)).mapToObj(LookbackWindow::new).toList();
  }

  /** An SLO with random target, time window and policies. */
  public static Slo slo(Random random, String... groupBy) {
    Slo slo =
        Slos.withTarget(
            Slos.availability("availability", groupBy), TARGETS[random.nextInt(TARGETS.length)]);
    int windows = groupBy.length == 0 ? WINDOWS.length : SHORT_WINDOWS;
    AlertPolicy[] policies = new AlertPolicy[1 + random.nextInt(3)];
    for (int i = 0; i < policies.length; i++) {
      AlertCondition[] conditions = new AlertCondition[1 + random.nextInt(2)];
      for (int j = 0; j < conditions.length; j++) {
        String threshold = random.nextInt(8) == 0 ? "0" : "" + random.nextInt(1, 40) / 4.0;
        Op op = random.nextInt(4) > 0 ? Op.GT : Op.values()[random.nextInt(4)];
        conditions[j] = Slos.burn(op, threshold, WINDOWS[random.nextInt(windows)]);
      }
      policies[i] =
          Slos.withGuards(
              Slos.policy("policy-" + i, "page", conditions),
              new Guards(
                  random.nextInt(3) == 0 ? random.nextInt(200) : 0,
                  random.nextInt(2) == 0 ? 30 : random.nextInt(100),
                  random.nextInt(3) == 0 ? random.nextInt(60) : 0,
                  random.nextInt(3) == 0 ? CONFIDENCES[random.nextInt(3)] : BigDecimal.ZERO));
      policies[i] = random.nextInt(3) == 0 ? Slos.withNoData(policies[i]) : policies[i];
    }
    return Slos.with(Slos.withTimeWindow(slo, timeWindow(random)), policies);
  }

  private static TimeWindow timeWindow(Random random) {
    if (random.nextInt(3) == 0) {
      LocalDateTime start = LocalDateTime.of(2026, 1, 1, random.nextInt(24), random.nextInt(60));
      return new CalendarAligned(
          1 + random.nextInt(2),
          CalendarUnit.values()[random.nextInt(CalendarUnit.values().length)],
          start.minusDays(random.nextInt(400)).plusDays(random.nextInt(200)),
          ZoneId.of(ZONES[random.nextInt(ZONES.length)]));
    }
    long[] periods = {14_400, Slos.DAY, 60, 3_601};
    return new TimeWindow.Rolling(periods[random.nextInt(periods.length)]);
  }

  /**
   * Steps: {second ≥ 0, good, total} counts, without a total the source was seen, {−tick} advances;
   * both relative to the epoch.
   */
  public static List<long[]> script(Random random) {
    List<long[]> script = new ArrayList<>();
    long now = 1 + random.nextInt(100);
    int phases = 2 + random.nextInt(6);
    int hugeCounts = 0;
    for (int phase = 0; phase < phases; phase++) {
      int kind = random.nextInt(4);
      long length = kind == 0 ? random.nextInt(9_000) : 1 + random.nextInt(900);
      if (kind == 0 && random.nextInt(4) == 0) {
        now += (1 + random.nextInt(200)) * Slos.DAY;
        script.add(new long[] {-now});
      }
      double rate = kind == 0 ? 0 : kind == 1 ? 0.02 : 0.8;
      double errors = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      for (long end = now + length; now < end; now++) {
        if (random.nextDouble() < rate) {
          long total = 1 + random.nextInt(5);
          if (hugeCounts < MOST_HUGE_COUNTS && random.nextInt(50) == 0) {
            hugeCounts++;
            total = (1L << 58) - random.nextInt(3);
          }
          long bad = random.nextDouble() < errors ? 1 + random.nextLong(total) : 0;
          long second = random.nextInt(12) == 0 ? Math.max(0, late(random, now)) : now;
          script.add(new long[] {second, total - bad, total});
        }
        if (random.nextInt(kind == 0 ? 2_000 : 60) == 0) {
          script.add(
              new long[] {random.nextInt(12) == 0 ? Math.max(0, late(random, now)) : now, 0, 0});
        }
        if (random.nextInt(kind == 0 ? 2_000 : 20) == 0) {
          script.add(new long[] {-(now + 1)});
        }
      }
      script.add(new long[] {-(now + random.nextInt(2))});
    }
    return script;
  }

  /** A second before this one: any of the last hour, or at the edge of some window. */
  static long late(Random random, long now) {
    return random.nextBoolean()
        ? now - random.nextInt(4_000)
        : now - WINDOWS[random.nextInt(WINDOWS.length)] + random.nextInt(4) - 1;
  }
}
