package dev.slostreams.testing;

import dev.slostreams.slo.Aggregate;
import dev.slostreams.slo.Aggregate.Kind;
import dev.slostreams.slo.BudgetingMethod;
import dev.slostreams.slo.BudgetingMethod.NoData;
import dev.slostreams.slo.BudgetingMethod.RatioTimeslices;
import dev.slostreams.slo.BudgetingMethod.Slices;
import dev.slostreams.slo.BudgetingMethod.Timeslices;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Aggregated;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import java.math.BigDecimal;
import java.util.Random;

/** SLOs that are budgeted in time slices. */
public final class SlicedSlos {

  private static final long[] SLICES = {1, 7, 10, 45, 60, 90, 300, 600};
  private static final String[] SLICE_TARGETS = {"0.000001", "0.333", "0.5", "0.9", "0.99", "1"};
  private static final String[] PERCENTS = {"50", "75.5", "90", "99", "99.9"};

  private SlicedSlos() {}

  /** The SLO with slices of so many seconds, good from this share of good on. */
  public static Slo timeslices(Slo slo, long seconds, String sliceTarget) {
    return with(
        slo,
        slo.indicator(),
        new Timeslices(new Slices(seconds, NoData.AS_MEASURED), new BigDecimal(sliceTarget)));
  }

  public static Slo ratioTimeslices(Slo slo, long seconds) {
    return with(slo, slo.indicator(), new RatioTimeslices(new Slices(seconds, NoData.AS_MEASURED)));
  }

  /** The SLO with slices that are good when the aggregate of {@code value} compares so. */
  public static Slo aggregate(
      Slo slo, long seconds, Aggregate aggregate, String value, Op op, String limit) {
    Indicator indicator =
        new Aggregated(
            slo.indicator().source(),
            slo.indicator().total(),
            value,
            aggregate,
            op,
            new BigDecimal(limit),
            slo.indicator().groupBy());
    return with(
        slo, indicator, new Timeslices(new Slices(seconds, NoData.AS_MEASURED), BigDecimal.ONE));
  }

  public static Slo withNoData(Slo slo, NoData noData) {
    BudgetingMethod.Sliced method = (BudgetingMethod.Sliced) slo.period().budgetingMethod();
    Slices slices = new Slices(method.slices().seconds(), noData);
    return with(
        slo,
        slo.indicator(),
        method instanceof Timeslices timeslices
            ? new Timeslices(slices, timeslices.sliceTarget())
            : new RatioTimeslices(slices));
  }

  /** Like {@link LedgerScripts#slo}, in slices of any kind. */
  public static Slo random(Random random, String... groupBy) {
    Slo slo = LedgerScripts.slo(random, groupBy);
    long seconds = SLICES[random.nextInt(SLICES.length)];
    Slo sliced =
        switch (random.nextInt(4)) {
          case 0 -> ratioTimeslices(slo, seconds);
          case 1 -> timeslices(slo, seconds, SLICE_TARGETS[random.nextInt(SLICE_TARGETS.length)]);
          default -> randomAggregate(random, slo, seconds);
        };
    NoData noData = NoData.values()[random.nextInt(NoData.values().length)];
    return random.nextBoolean() ? sliced : withNoData(sliced, noData);
  }

  /** What the values of such events sum up to in millionths, where the SLO adds values. */
  public static long sum(Slo slo, long good, long total) {
    boolean adds = slo.indicator() instanceof Aggregated aggregated && aggregated.addsValues();
    return adds ? (good % 1_000) * 250_000 - ((total - good) % 1_000) * 1_000_000 : 0;
  }

  private static Slo randomAggregate(Random random, Slo slo, long seconds) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    Aggregate aggregate =
        kind == Kind.PERCENTILE
            ? Aggregate.percentile(PERCENTS[random.nextInt(PERCENTS.length)])
            : Aggregate.of(kind);
    String value = random.nextInt(3) == 0 ? "1" : "queue";
    Op op = Op.values()[random.nextInt(Op.values().length)];
    double limit = (random.nextInt(40) - 8) / 4.0;
    double scaled = kind == Kind.AVG || kind == Kind.RATE ? limit / 8 : limit * random.nextInt(9);
    return aggregate(slo, seconds, aggregate, value, op, BigDecimal.valueOf(scaled).toString());
  }

  private static Slo with(Slo slo, Indicator indicator, BudgetingMethod method) {
    return new Slo(
        slo.id(),
        slo.service(),
        indicator,
        slo.target(),
        new Slo.Period(slo.timeWindow(), method, slo.period().budgetPolicy()),
        slo.alertPolicies(),
        slo.about());
  }
}
