package dev.slostreams.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.engine.KeptPast;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.SeriesEngine;
import dev.slostreams.engine.SeriesHistory;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.Indicator.Composite;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.CompositeScripts;
import dev.slostreams.testing.ExclusionScripts;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.SeriesScripts;
import dev.slostreams.testing.SeriesScripts.Advance;
import dev.slostreams.testing.SeriesScripts.Step;
import dev.slostreams.testing.SlicedSlos;
import dev.slostreams.watermark.Watermarks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** What is read of the past from the store agrees with what the ledger said, and says now. */
class SeriesHistoryPropertyTest {

  private static final int MAX_SERIES = 4;
  private static final LookbackWindow SECOND = new LookbackWindow(1);

  /* Of a length that no policy has. */
  private static final LookbackWindow WATCHED = new LookbackWindow(61);

  private final Watermarks watermarks = new Watermarks(List.of("requests-0"), 60_000, 0);
  private KeyValueStore<Bytes, byte[]> bytes; // of this try: the object is that of all tries

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void ofEventsItEndsAsTheSeriesStands(@ForAll long seed) {
    Random random = new Random(seed);
    endsAsSeriesStand(random, LedgerScripts.slo(random, "region"), seed);
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void ofSlicesItEndsAsTheSeriesStands(@ForAll long seed) {
    Random random = new Random(seed);
    endsAsSeriesStand(random, SlicedSlos.random(random, "region"), seed);
  }

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void ofCompositesItEndsAsTheSeriesStands(@ForAll long seed) {
    Random random = new Random(seed);
    Slo composite = CompositeScripts.composite(random, "region");
    endsAsSeriesStand(
        random,
        random.nextBoolean() ? composite : CompositeScripts.sliced(random, composite),
        seed);
  }

  private void endsAsSeriesStand(Random random, Slo slo, long seed) {
    Ledger ledger = begun(slo);
    LedgerStore store = new LedgerStore(bytes);
    store.load(ledger, watermarks, slos(slo));
    Exclusions exclusions =
        random.nextBoolean()
            ? Exclusions.NONE
            : ExclusionScripts.random(
                random, slo, LedgerScripts.EPOCH, LedgerScripts.EPOCH + 10_000);
    ledger.exclusions(exclusions);
    for (Step step : steps(random, slo)) {
      SeriesScripts.play(step, ledger);
      if (step instanceof Advance && random.nextInt(5) == 0) {
        store.save(ledger, watermarks);
        Ledger read = new LedgerReader(bytes).ledger(slos(slo), exclusions).orElseThrow();
        assertThat(views(read))
            .as("seed %d at %d, %s, %s", seed, ledger.tick(), slo, exclusions)
            .isEqualTo(views(ledger));
        for (SeriesEngine series : ledger.series()) {
          if (series.key().slo().equals(slo.id())) {
            SeriesHistory history = history(slo, series.key(), exclusions);
            lookBack(random, history);
            assertThat(history.at(ledger.tick()).map(SeriesHistoryPropertyTest::told))
                .as("seed %d, %s at %d, %s, %s", seed, series.key(), ledger.tick(), slo, exclusions)
                .contains(told(series.view()));
          }
        }
      }
    }
  }

  private static List<Step> steps(Random random, Slo slo) {
    return SeriesScripts.withTicks(
        random,
        slo.indicator() instanceof Composite
            ? CompositeScripts.counts(random, slo, true)
            : SeriesScripts.counts(random, slo, true));
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void ofEventsItSaysWhatWasSaidThen(@ForAll long seed) {
    Random random = new Random(seed);
    saysWhatWasSaidThen(random, LedgerScripts.slo(random), seed);
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void ofSlicesItSaysWhatWasSaidThen(@ForAll long seed) {
    Random random = new Random(seed);
    saysWhatWasSaidThen(random, SlicedSlos.random(random), seed);
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void ofCompositesItSaysWhatWasSaidThen(@ForAll long seed) {
    Random random = new Random(seed);
    Slo composite = CompositeScripts.composite(random);
    saysWhatWasSaidThen(
        random,
        random.nextBoolean() ? composite : CompositeScripts.sliced(random, composite),
        seed);
  }

  /** At whole minutes, where nothing comes late and no window reaches to what is not kept. */
  private void saysWhatWasSaidThen(Random random, Slo slo, long seed) {
    Ledger ledger = begun(slo);
    LedgerStore store = new LedgerStore(bytes);
    store.load(ledger, watermarks, slos(slo));
    SeriesKey key = SeriesKey.of(slo.id());
    Map<Long, SeriesView> said = new HashMap<>();
    for (Step step : inOrder(random, slo)) {
      if (step instanceof Advance advance) {
        long first = ledger.tick() / 60 * 60 + 60;
        for (long minute = first; minute < Math.min(advance.to(), first + 9_000); minute += 60) {
          ledger.advanceTo(minute, false);
          Optional.ofNullable(ledger.find(key))
              .filter(SeriesHistoryPropertyTest::isBorn)
              .ifPresent(series -> said.put(ledger.tick(), series.view()));
        }
      }
      SeriesScripts.play(step, ledger);
    }
    store.save(ledger, watermarks);
    SeriesEngine last = ledger.find(key);
    if (last == null || !isBorn(last)) {
      return;
    }

    SeriesHistory history = history(slo, key, Exclusions.NONE);

    said.keySet().stream()
        .filter(tick -> tick > last.birth())
        .sorted()
        .forEach(
            tick ->
                assertThat(known(history, history.at(tick), tick))
                    .as("seed %d, %s at %d", seed, slo, tick)
                    .isEqualTo(known(history, Optional.of(said.get(tick)), tick)));
  }

  /** What was said then, as far as the history knows it. */
  private static String known(SeriesHistory history, Optional<SeriesView> view, long tick) {
    if (!history.knows(SECOND, tick)) {
      return "";
    }
    SeriesView seen = view.orElseThrow();
    LookbackWindow twice = new LookbackWindow(2 * seen.slo().timeWindow().nominalSeconds());
    return (history.knows(twice, tick) ? seen.budget() : "")
        + " "
        + seen.burnRates().stream()
            .filter(sample -> sample.window() != WATCHED && history.knows(sample.window(), tick))
            // of minutes that lie back more than two hours only the whole is kept
            .filter(sample -> sample.window().seconds() % 60 == 0)
            .toList();
  }

  private static List<Step> inOrder(Random random, Slo slo) {
    List<SeriesScripts.Count> counts =
        new ArrayList<>(
            slo.indicator() instanceof Composite
                ? CompositeScripts.counts(random, slo, false)
                : SeriesScripts.counts(random, slo, false));
    counts.sort(Comparator.comparingLong(SeriesScripts.Count::second));
    List<Step> steps = new ArrayList<>();
    for (SeriesScripts.Count count : counts) {
      steps.add(new Advance(count.second()));
      steps.add(count);
    }
    steps.add(new Advance(counts.get(counts.size() - 1).second() + random.nextInt(200)));
    return steps;
  }

  private static List<Slo> slos(Slo slo) {
    return slo.indicator() instanceof Composite ? CompositeScripts.slos(slo) : List.of(slo);
  }

  private static boolean isBorn(SeriesEngine series) {
    return series.birth() != SeriesEngine.UNBORN;
  }

  private Ledger begun(Slo slo) {
    bytes = Stores.inMemoryKeyValueStore("series-store").get();
    Ledger ledger = new Ledger(slos(slo), MAX_SERIES);
    ledger.advanceTo(LedgerScripts.EPOCH, false);
    return ledger;
  }

  private SeriesHistory history(Slo slo, SeriesKey key, Exclusions exclusions) {
    Optional<KeptPast> kept = new LedgerReader(bytes).past(slo, key, exclusions);
    return new SeriesHistory(slo, key, kept.orElseThrow(), List.of(WATCHED));
  }

  /** At a few ticks on the way. */
  private static void lookBack(Random random, SeriesHistory history) {
    long tick = history.tick() - random.nextInt(20_000);
    while (tick < history.tick()) {
      history.at(tick);
      tick += 1 + random.nextInt(5_000);
    }
  }

  private static List<SeriesView> views(Ledger ledger) {
    return ledger.series().stream().map(SeriesEngine::view).toList();
  }

  private static String told(SeriesView view) {
    return view.tick()
        + " "
        + view.counts()
        + " "
        + view.budget()
        + " "
        + view.budgetView().periods()
        + " "
        + view.burnRates().stream().filter(sample -> sample.window() != WATCHED).toList();
  }
}
