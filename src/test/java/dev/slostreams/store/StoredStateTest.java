package dev.slostreams.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.SeriesEngine;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.SlicedSlos;
import dev.slostreams.testing.Slos;
import dev.slostreams.watermark.Watermarks;
import dev.slostreams.window.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State that an earlier version wrote is opened, and goes on as if this one had counted from the
 * first event. A file here is never written anew: a changed format brings another one, with {@code
 * mvn test -Dtest=StoredStateTest -Dstate.write=NAME}.
 */
class StoredStateTest {

  private static final Path FOLDER = Path.of("src/test/resources/store");
  private static final long FROM = LedgerScripts.EPOCH;
  private static final long WRITTEN_AT = FROM + 7_200; // 2 h: pages of all steps
  private static final long END = WRITTEN_AT + 3_600;

  private static final List<Slo> ALL =
      List.of(
          Slos.with(Slos.availability("cart", "region"), Slos.workbook()),
          SlicedSlos.timeslices(Slos.availability("payment"), 60, "0.9"));

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".hex")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void stateOfAnEarlierVersionGoesOn(Path file) throws IOException {
    Ledger opened = new Ledger(ALL, 10);
    LedgerStore store = new LedgerStore(read(file));
    assertThat(store.load(opened, watermarks(), ALL)).isEqualTo(LedgerStore.Leftovers.NONE);
    Ledger counted = new Ledger(ALL, 10);
    play(counted, FROM, WRITTEN_AT);

    assertThat(views(opened)).isEqualTo(views(counted));
    assertThat(play(opened, WRITTEN_AT, END))
        .isEqualTo(play(counted, WRITTEN_AT, END))
        .isNotEmpty();
    assertThat(views(opened)).isEqualTo(views(counted));
  }

  @Test
  void stateOfThisVersionCanBeWritten() throws IOException {
    String name = System.getProperty("state.write");
    KeyValueStore<Bytes, byte[]> bytes = Stores.inMemoryKeyValueStore("series-store").get();
    Ledger ledger = new Ledger(ALL, 10);
    LedgerStore store = new LedgerStore(bytes);
    store.load(ledger, watermarks(), ALL);
    play(ledger, FROM, WRITTEN_AT);
    store.save(ledger, watermarks());

    List<String> lines = new ArrayList<>();
    bytes.all().forEachRemaining(entry -> lines.add(hex(entry.key.get()) + " " + hex(entry.value)));

    assertThat(lines).isNotEmpty();
    if (name != null) {
      Files.write(FOLDER.resolve(name + ".hex"), lines);
    }
  }

  /** Every ten seconds of two regions; one fails for ten minutes, in which the state is written. */
  private static List<String> play(Ledger ledger, long from, long to) {
    List<String> transitions = new ArrayList<>();
    for (long second = from; second < to; second += 10) {
      boolean fails = second >= WRITTEN_AT - 300 && second < WRITTEN_AT + 300;
      ledger.record(region("eu"), second, new Counts(fails ? 40 : 100, 100));
      ledger.record(region("us"), second, new Counts(99, 100));
      ledger.record(SeriesKey.of(ALL.get(1).id()), second, new Counts(fails ? 0 : 7, 7));
      ledger.advanceTo(second + 10, false).forEach(one -> transitions.add(one.toString()));
    }
    return transitions;
  }

  private static SeriesKey region(String name) {
    return SeriesKey.of(ALL.get(0).id(), List.of("region"), List.of(name));
  }

  private static List<String> views(Ledger ledger) {
    return ledger.series().stream()
        .map(SeriesEngine::view)
        .map(view -> view.key() + " " + view.budgetView() + view.burnRates() + view.alerts())
        .sorted()
        .toList();
  }

  private static Watermarks watermarks() {
    return new Watermarks(List.of("requests-0"), 60_000, 0);
  }

  private static KeyValueStore<Bytes, byte[]> read(Path file) throws IOException {
    KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("series-store").get();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(" ");
      store.put(Bytes.wrap(HexFormat.of().parseHex(parts[0])), HexFormat.of().parseHex(parts[1]));
    }
    return store;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
