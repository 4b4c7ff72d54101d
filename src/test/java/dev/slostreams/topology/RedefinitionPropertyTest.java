package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.metrics.Meters;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Part;
import dev.slostreams.slo.Indicator.Selection;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.tally.BatchTally;
import dev.slostreams.tally.Delta;
import dev.slostreams.tally.SeriesTally;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import dev.slostreams.watermark.Progress;
import dev.slostreams.watermark.Progress.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Whatever the order in which tallies and changes become known, and wherever the instance ends and
 * begins again, each second is counted by the definitions it belongs to.
 */
class RedefinitionPropertyTest {

  private static final long BEGIN = 1_767_225_600; // 2026-01-01T00:00:00Z
  private static final int SECONDS = 120;
  private static final SeriesKey SERIES = SeriesKey.of(Slos.availability().id());

  private KeyValueStore<Bytes, byte[]> series;
  private Controls known;
  private MockProcessorContext<byte[], byte[]> context;
  private KeyValueStore<String, byte[]> views;
  private EvaluateProcessor processor;

  /** What each second holds, per partition: so many events, half of them good, rounded down. */
  private static int eventsIn(int partition, int second) {
    return 1 + (second * 7 + partition * 3) % 5;
  }

  private static Slo strict(String target) {
    Slo slo = Slos.withTarget(Slos.availability(), target);
    Indicator indicator =
        new Indicator.Ratio(
            "requests", Selection.ALL, new Selection("status < 400", "1"), Part.GOOD, List.of());
    return new Slo(
        slo.id(), slo.service(), indicator, slo.target(), slo.period(), List.of(), slo.about());
  }

  private static DefinitionSet set(long from, Slo slo) {
    return new DefinitionSet(
        new DefinitionsId(from, "set-" + from), List.of(TopologyHarness.SOURCE), List.of(slo));
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void eachSecondIsCountedByItsDefinitions(@ForAll long seed) {
    Random random = new Random(seed);
    int change = 20 + random.nextInt(40);
    int target = change + 1 + random.nextInt(30);
    Controls first = new Controls(List.of(set(0, Slos.availability())));
    Controls all =
        first.with(set(BEGIN + change, strict("0.9"))).with(set(BEGIN + target, strict("0.5")));
    known = first;
    series = Stores.inMemoryKeyValueStore(Names.SERIES_STORE).get();
    start();

    int[] read = new int[2];
    while (read[0] < SECONDS || read[1] < SECONDS) {
      int partition = read[0] >= SECONDS ? 1 : read[1] >= SECONDS ? 0 : random.nextInt(2);
      int to = Math.min(SECONDS, read[partition] + 1 + random.nextInt(15));
      boolean mustKnow =
          Math.min(partition == 0 ? to : read[0], partition == 1 ? to : read[1]) >= change;
      if (mustKnow || random.nextInt(8) == 0) {
        known = all;
      }
      send(partition, read[partition], to, all);
      read[partition] = to;
      if (random.nextInt(5) == 0) {
        start();
      }
    }
    look();

    long[] old = counts(0, change);
    long[] now = counts(change, SECONDS);
    JsonNode ended = view(SERIES.id() + "@" + (BEGIN + change));
    JsonNode present = view(SERIES.id());
    String what = "seed " + seed;
    assertThat(ended.path("good").asLong()).as(what).isEqualTo(old[0]);
    assertThat(ended.path("total").asLong()).as(what).isEqualTo(old[1]);
    assertThat(present.path("good").asLong()).as(what).isEqualTo(now[0]);
    assertThat(present.path("total").asLong()).as(what).isEqualTo(now[1]);
    assertThat(present.path("target").asDouble()).as(what).isEqualTo(0.5);
  }

  /** Good and total of the seconds {@code [from, to)}. */
  private static long[] counts(int from, int to) {
    long good = 0;
    long total = 0;
    for (int partition = 0; partition < 2; partition++) {
      for (int second = from; second < to; second++) {
        good += eventsIn(partition, second) / 2;
        total += eventsIn(partition, second);
      }
    }
    return new long[] {good, total};
  }

  /** One batch of a partition: a tally for each set that counts some of it, as stage one does. */
  private void send(int partition, int from, int to, Controls all) {
    List<DefinitionSet> sets =
        all.sets().stream()
            .filter(set -> set.from() < BEGIN + to && all.until(set.id()) > BEGIN + from)
            .toList();
    for (DefinitionSet set : sets) {
      List<Delta> deltas = new ArrayList<>();
      for (int second = from; second < to; second++) {
        if (all.inForceAt(BEGIN + second) == set) {
          long events = eventsIn(partition, second);
          deltas.add(new Delta(BEGIN + second, events / 2, events, events));
        }
      }
      boolean last = set == sets.get(sets.size() - 1);
      long upToMs = last ? (BEGIN + to) * 1_000 : Progress.UNKNOWN;
      List<SeriesTally> series =
          deltas.isEmpty() ? List.of() : List.of(new SeriesTally(SERIES, deltas));
      BatchTally tally =
          new BatchTally(
              "request-events-" + partition, new Progress(upToMs, upToMs, Reading.ACTIVE), series);
      Record<byte[], byte[]> record = new Record<>(new byte[4], TallyFormat.bytes(tally), 0);
      CountedBy.write(record.headers(), set.id());
      processor.process(record);
    }
  }

  /** As after a crash: all that goes on is what the store holds. */
  private void start() {
    Properties settings = new Properties();
    settings.put("application.id", "slo-streams");
    settings.put("bootstrap.servers", "unused:9092");
    context = new MockProcessorContext<>(settings, new TaskId(1, 0), null);
    context.setCurrentSystemTimeMs(BEGIN * 1_000);
    context.setRecordMetadata("tallies", 0, 0);
    views =
        Stores.<String, byte[]>keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Names.VIEW_STORE),
                org.apache.kafka.common.serialization.Serdes.String(),
                org.apache.kafka.common.serialization.Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    views.init(context.getStateStoreContext(), views);
    context.addStateStore(views);
    context.addStateStore(series);
    processor = new EvaluateProcessor(wiring());
    processor.init(context);
  }

  /** A word of stage one, as it comes a few times a second, and some time. */
  private void look() {
    BatchTally word = new BatchTally("request-events-0", Progress.NOTHING, List.of());
    processor.process(new Record<>(new byte[4], TallyFormat.bytes(word), 0));
    long nowMs = (BEGIN + SECONDS) * 1_000;
    context.scheduledPunctuators().stream()
        .filter(punctuator -> punctuator.getType() == PunctuationType.WALL_CLOCK_TIME)
        .forEach(punctuator -> punctuator.getPunctuator().punctuate(nowMs));
  }

  private Wiring wiring() {
    return new Wiring(
        "slo-streams",
        () -> known,
        new Wiring.Topics(
            "alerts", "states", "budgets", "letters", "watchdog", Map.of("request-events", 2), 1),
        new Timing(0, 5_000, Long.MAX_VALUE / 2, 300_000),
        1_000,
        Meters.unread());
  }

  private JsonNode view(String id) {
    byte[] json = views.get(id);
    assertThat(json).as(id).isNotNull();
    return Schemas.json(json);
  }
}
