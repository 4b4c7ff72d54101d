package dev.slostreams.testing;

import dev.slostreams.alert.Transition;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.window.Counts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random scripts of counts in several series of one SLO, and the ways they can be played. */
public final class SeriesScripts {

  private static final String[] REGIONS = {"ap", "eu", "sa", "us", "za"};

  private SeriesScripts() {}

  /** Something a ledger is told. */
  public sealed interface Step {}

  public record Count(SeriesKey key, long second, long good, long total, long sum)
      implements Step {}

  public record Advance(long to) implements Step {}

  /** Tells the ledger; its transitions in the reference's form. */
  public static List<String> play(Step step, Ledger ledger) {
    if (step instanceof Count count) {
      ledger.record(
          count.key,
          count.second,
          new Counts(count.good, count.total, BigInteger.valueOf(count.sum)));
      return List.of();
    }
    List<Transition> transitions = ledger.advanceTo(((Advance) step).to, false);
    ledger.checkInvariants();
    return transitions.stream().map(SeriesScripts::text).toList();
  }

  /** In the reference's form. */
  static String text(Transition transition) {
    return transition.at()
        + " "
        + transition.series()
        + " "
        + transition.alert()
        + " "
        + transition.change();
  }

  public static void play(Step step, ReferenceLedger reference) {
    if (step instanceof Count count) {
      reference.record(count.key, count.second, count.good, count.total, count.sum);
    } else {
      reference.advanceTo(((Advance) step).to);
    }
  }

  /** {@code series good/total} of every series, as the reference says it. */
  public static List<String> budgets(Ledger ledger) {
    return ledger.series().stream()
        .map(series -> series.view())
        .map(view -> view.key() + " " + text(view.counts()) + lastPeriod(view) + excluded(view))
        .toList();
  }

  private static String lastPeriod(SeriesView view) {
    return view.budgetView().periods().stream()
        .skip(1)
        .map(last -> " last " + last.period().from() + " " + text(last.counts()))
        .findFirst()
        .orElse("");
  }

  private static String text(Counts counts) {
    return counts.good() + "/" + counts.total();
  }

  private static String excluded(SeriesView view) {
    long good = view.excluded().values().stream().mapToLong(Counts::good).sum();
    long total = view.excluded().values().stream().mapToLong(Counts::total).sum();
    return total == 0 ? "" : " excluded " + good + "/" + total;
  }

  /** Counts, some late, in phases of few or many series, with silences of hours and months. */
  public static List<Count> counts(Random random, Slo slo, boolean someLate) {
    List<Count> counts = new ArrayList<>();
    long now = LedgerScripts.EPOCH;
    for (int phase = 2 + random.nextInt(6); phase > 0; phase--) {
      if (random.nextInt(3) == 0) {
        now += silence(random, slo);
      }
      int regions = 1 + random.nextInt(REGIONS.length);
      double errors = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      for (long end = now + 1 + random.nextInt(200); now < end; now += 1 + random.nextInt(9)) {
        String region = REGIONS[random.nextInt(regions)];
        long total = 1 + random.nextInt(5);
        long bad = random.nextDouble() < errors ? 1 + random.nextLong(total) : 0;
        boolean late = someLate && random.nextInt(9) == 0;
        long second = late ? Math.max(LedgerScripts.EPOCH, LedgerScripts.late(random, now)) : now;
        SeriesKey key = CompositeScripts.key(slo, region);
        long sum = SlicedSlos.sum(slo, total - bad, total);
        counts.add(new Count(key, second, total - bad, total, sum));
      }
    }
    return counts;
  }

  private static long silence(Random random, Slo slo) {
    long forgottenAfter = slo.timeWindow().nominalSeconds() + Slos.DAY;
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(9_000);
      case 1 -> forgottenAfter - random.nextInt(200);
      default -> (1 + random.nextInt(200)) * Slos.DAY;
    };
  }

  /** The counts in this order, with ticks that keep up more or less, and one after all. */
  public static List<Step> withTicks(Random random, List<Count> counts) {
    List<Step> steps = new ArrayList<>();
    long highest = LedgerScripts.EPOCH;
    for (Count count : counts) {
      steps.add(count);
      highest = Math.max(highest, count.second);
      if (random.nextInt(4) == 0) {
        steps.add(new Advance(highest - random.nextInt(20)));
      }
    }
    steps.add(new Advance(highest + 2));
    return steps;
  }

  /** The counts in any order, then one tick after all. */
  public static List<Step> atOnce(Random random, List<Count> counts) {
    List<Step> steps = new ArrayList<>(counts);
    Collections.shuffle(steps, random);
    steps.add(new Advance(lastTick(counts)));
    return steps;
  }

  /** The counts in any order, with ticks in between, each count before its tick. */
  public static List<Step> inTime(Random random, List<Count> counts) {
    List<Count> left = new ArrayList<>(counts);
    List<Step> steps = new ArrayList<>();
    for (long tick = LedgerScripts.EPOCH; !left.isEmpty(); ) {
      long from = left.stream().mapToLong(Count::second).min().orElseThrow();
      tick = Math.max(tick, from) + random.nextInt(60);
      long reached = tick;
      List<Count> now =
          left.stream().filter(c -> c.second < reached || random.nextInt(50) == 0).toList();
      left.removeAll(now);
      List<Count> shuffled = new ArrayList<>(now);
      Collections.shuffle(shuffled, random);
      steps.addAll(shuffled);
      steps.add(new Advance(tick));
    }
    steps.add(new Advance(lastTick(counts)));
    return steps;
  }

  private static long lastTick(List<Count> counts) {
    return counts.stream().mapToLong(Count::second).max().orElse(LedgerScripts.EPOCH) + 100;
  }
}
