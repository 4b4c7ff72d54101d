package dev.slostreams.simulation;

import dev.slostreams.engine.Ledger;
import dev.slostreams.simulation.ScriptedEvent.Kind;
import dev.slostreams.simulation.Transaction.State;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.store.StoredLedger;
import dev.slostreams.tally.BatchTally;
import dev.slostreams.tally.Delta;
import dev.slostreams.tally.SeriesTally;
import dev.slostreams.topology.Names;
import dev.slostreams.topology.Stages;
import dev.slostreams.watermark.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/**
 * Watches a run from outside and keeps its own books, from the events alone and from what became
 * visible. Each {@code Unkept} says which invariant did not hold.
 *
 * <ul>
 *   <li>WholeCommits: what becomes visible of a source partition is exactly what the events between
 *       two committed offsets come to: counted, or a dead letter, once.
 *   <li>CountedOnce: what a ledger holds is exactly what the tallies up to its committed offset
 *       bring.
 *   <li>TimeRises: no tick, watermark or offset that is committed goes back.
 *   <li>TransitionsAlternate: an alert fires, then resolves, and no transition comes twice.
 *   <li>RestoredIsCommitted: what a task restores is what was committed last, and its sums hang
 *       together.
 * </ul>
 */
final class Audit {

  private static final long OLD_SECONDS = 86_400; // 1 d

  /* Tiers of counters as they are stored. */
  private static final int SECONDS = 1;
  private static final int PARTS_OF_SLICES = 2;
  private static final int MINUTES = 60;
  private static final String SERIES_CHANGELOG = Names.SERIES_STORE + "-changelog";

  private final Script script;
  private final List<List<ScriptedEvent>> published = new ArrayList<>();
  private final long[] sourceOffsets;
  private final List<Book> books = new ArrayList<>();
  private final Map<String, Integer> notes = new TreeMap<>();
  private SimulatedBroker broker;

  /** Something that must never be. */
  static final class Unkept extends AssertionError {
    private static final long serialVersionUID = 1;

    Unkept(String invariant, String what) {
      super(invariant + ": " + what);
    }

    private Unkept(Unkept cause, List<String> trace) {
      super(cause.getMessage() + "\n  " + String.join("\n  ", trace), cause);
    }

    /** The same, with what was done before. */
    Unkept after(List<String> trace) {
      return new Unkept(this, trace);
    }
  }

  /** What is known of one ledger partition. */
  private static final class Book {
    final Sums sums = new Sums();
    final Map<Bytes, byte[]> stored = new HashMap<>();
    final Map<String, Progress> watermarks = new HashMap<>();
    final Map<String, String> alerts = new HashMap<>();
    final Set<String> transitionIds = new HashSet<>();
    final List<ConsumerRecord<byte[], byte[]>> transitions = new ArrayList<>();
    long offset;
    long tick = Ledger.NO_TICK;
  }

  /** Bad and total per name. */
  private static final class Sums {
    private final Map<String, long[]> perName = new TreeMap<>();

    void add(String name, long bad, long total) {
      if (total != 0) {
        long[] sum = perName.computeIfAbsent(name, n -> new long[2]);
        sum[0] += bad;
        sum[1] += total;
      }
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      perName.forEach(
          (name, sum) ->
              text.append(' ').append(name).append(' ').append(sum[0]).append('/').append(sum[1]));
      return text.toString();
    }
  }

  Audit(Script script) {
    this.script = script;
    for (int partition = 0; partition < script.partitions(); partition++) {
      published.add(new ArrayList<>());
    }
    for (int ledger = 0; ledger < World.LEDGERS; ledger++) {
      books.add(new Book());
    }
    sourceOffsets = new long[script.partitions()];
  }

  void watch(SimulatedBroker watched) {
    broker = watched;
  }

  /** Something happened that a run should have had; see {@link #notes}. */
  void note(String what) {
    notes.merge(what, 1, Integer::sum);
  }

  /** How often what happened. */
  Map<String, Integer> notes() {
    return notes;
  }

  void published(ScriptedEvent event) {
    published.get(event.partition()).add(event);
  }

  /** Whether every ledger has evaluated a tick. */
  boolean hasBegun() {
    return books.stream().allMatch(book -> book.tick != Ledger.NO_TICK);
  }

  /** The last committed tick of a ledger. */
  long tick(int ledger) {
    return books.get(ledger).tick;
  }

  /** All transitions that a ledger has sent. */
  List<ConsumerRecord<byte[], byte[]>> transitions(int ledger) {
    return books.get(ledger).transitions;
  }

  /** What a ledger has stored. */
  StoredLedger stored(int ledger) {
    return StoredLedger.of(books.get(ledger).stored);
  }

  void ended(Transaction transaction) {
    note(transaction.state() == State.COMMITTED ? "commit" : "abort");
    if (transaction.state() == State.ABORTED && !transaction.isEmpty()) {
      note("abort of something");
    }
    checkWhole(transaction);
    if (transaction.state() == State.COMMITTED) {
      transaction.records().forEach(this::take);
    }
    transaction.offsets().forEach(this::count);
  }

  private void checkWhole(Transaction transaction) {
    List<Sums> seen = perPartition();
    List<Sums> due = perPartition();
    if (transaction.state() == State.COMMITTED) {
      for (ConsumerRecord<byte[], byte[]> record : transaction.records()) {
        if (record.topic().equals(Names.TALLIES)) {
          BatchTally tally = Stages.readTally(record.value());
          int partition =
              Integer.parseInt(tally.partition().substring(tally.partition().length() - 1));
          addAll(tally, Long.MIN_VALUE, seen.get(partition));
        } else if (record.topic().equals(Names.DEAD_LETTERS)) {
          int partition = Integer.parseInt(header(record, Stages.DEAD_LETTER_PARTITION));
          seen.get(partition).add("dead " + header(record, Stages.DEAD_LETTER_OFFSET), 0, 1);
          note("dead letter");
        }
      }
    }
    transaction
        .offsets()
        .forEach(
            (input, to) -> {
              if (input.topic().equals(SimulatedSlos.SOURCE.topic())) {
                addDue(input.partition(), to, due.get(input.partition()));
              }
            });
    for (int partition = 0; partition < script.partitions(); partition++) {
      if (!seen.get(partition).toString().equals(due.get(partition).toString())) {
        throw new Unkept(
            "WholeCommits",
            "partition %d up to offset %d: must come to%s, but came to%s"
                .formatted(
                    partition, sourceOffsets[partition], due.get(partition), seen.get(partition)));
      }
    }
  }

  private static void addAll(BatchTally tally, long fromSecond, Sums sums) {
    for (SeriesTally series : tally.series()) {
      for (Delta delta : series.deltas()) {
        if (delta.second() >= fromSecond) {
          sums.add(series.series().slo().name(), delta.total() - delta.good(), delta.total());
        }
      }
    }
  }

  private List<Sums> perPartition() {
    List<Sums> sums = new ArrayList<>();
    for (int partition = 0; partition < script.partitions(); partition++) {
      sums.add(new Sums());
    }
    return sums;
  }

  private void addDue(int partition, long to, Sums due) {
    if (to < sourceOffsets[partition]) {
      throw new Unkept(
          "TimeRises",
          "offset of partition %d: must be at least %d, but was %d"
              .formatted(partition, sourceOffsets[partition], to));
    }
    for (long offset = sourceOffsets[partition]; offset < to; offset++) {
      ScriptedEvent event = published.get(partition).get((int) offset);
      SimulatedSlos.count(event, (slo, counts) -> due.add(slo, counts[0], counts[1]));
      if (SimulatedSlos.isDead(event)) {
        due.add("dead " + offset, 0, 1);
      }
    }
    sourceOffsets[partition] = to;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(SERIES_CHANGELOG)) {
      store(books.get(record.partition()), record);
    } else if (record.topic().equals(Names.ALERTS)) {
      transition(books.get(record.partition()), record);
    }
  }

  private void store(Book book, ConsumerRecord<byte[], byte[]> record) {
    Bytes key = Bytes.wrap(record.key());
    if (record.value() == null) {
      book.stored.remove(key);
      return;
    }
    book.stored.put(key, record.value());
    if (StoredLedger.isClock(key)) {
      StoredLedger clock = StoredLedger.ofClock(record.value());
      if (clock.tick() < book.tick) {
        throw new Unkept(
            "TimeRises", "tick: must be at least " + book.tick + ", but was " + clock.tick());
      }
      book.tick = clock.tick();
      clock
          .partitions()
          .forEach(
              (partition, progress) -> {
                Progress before = book.watermarks.put(partition, progress);
                if (before != null && progress.watermarkMs() < before.watermarkMs()) {
                  throw new Unkept(
                      "TimeRises",
                      "watermark of %s: must be at least %d, but was %d"
                          .formatted(partition, before.watermarkMs(), progress.watermarkMs()));
                }
              });
    }
  }

  private void transition(Book book, ConsumerRecord<byte[], byte[]> record) {
    String alert = new String(record.key(), StandardCharsets.UTF_8);
    String id = header(record, "ce_id");
    String type = header(record, "ce_type");
    note(type.substring(type.lastIndexOf('.') + 1));
    boolean twice = !book.transitionIds.add(id);
    if (twice || type.equals(book.alerts.put(alert, type))) {
      throw new Unkept(
          "TransitionsAlternate",
          "%s of %s at %s: must come once and after its contrary, but came %s"
              .formatted(type, alert, header(record, "ce_time"), twice ? "twice" : "again"));
    }
    book.transitions.add(record);
  }

  private void count(TopicPartition input, long to) {
    if (input.topic().equals(Names.TALLIES)) {
      Book book = books.get(input.partition());
      Log.Slice slice = broker.log(input).read(book.offset, (int) (to - book.offset));
      for (ConsumerRecord<byte[], byte[]> record : slice.records()) {
        if (record.offset() < to) {
          addAll(
              Stages.readTally(record.value()), Script.START_MS / 1_000 - OLD_SECONDS, book.sums);
        }
      }
      book.offset = to;
    }
  }

  /** A task has restored the store of this ledger. */
  void restored(int ledger, LoggedStore<Bytes> store) {
    Book book = books.get(ledger);
    boolean same = store.entries().size() == book.stored.size();
    for (Map.Entry<Bytes, byte[]> entry : store.entries().entrySet()) {
      same &= Arrays.equals(entry.getValue(), book.stored.get(entry.getKey()));
    }
    if (!same) {
      throw new Unkept(
          "RestoredIsCommitted",
          "ledger %d: %d entries must be the %d that are committed, but are not"
              .formatted(ledger, store.entries().size(), book.stored.size()));
    }
    note("restore");
    if (!book.stored.isEmpty()) {
      note("restore of something");
      checkCounted(ledger);
    }
  }

  /** What a ledger holds, against what it was brought: minutes or slices, and what waits. */
  private void checkCounted(int ledger) {
    Sums held = new Sums();
    StoredLedger stored = StoredLedger.of(books.get(ledger).stored);
    stored
        .counters()
        .forEach(
            (series, tiers) -> {
              String slo = series.slo().name();
              TreeMap<Long, long[]> past = tiers.getOrDefault(MINUTES, tiers.get(PARTS_OF_SLICES));
              TreeMap<Long, long[]> seconds = tiers.getOrDefault(SECONDS, new TreeMap<>());
              if (past != null) {
                past.values().forEach(counts -> held.add(slo, counts[0], counts[1]));
              }
              boolean waits = stored.unborn().contains(series); // with all its seconds
              seconds
                  .tailMap(waits ? Long.MIN_VALUE : stored.tick())
                  .values()
                  .forEach(counts -> held.add(slo, counts[0], counts[1]));
            });
    for (byte[] tally : stored.waiting()) {
      addAll(Stages.readTally(tally), Script.START_MS / 1_000 - OLD_SECONDS, held);
    }
    if (!held.toString().equals(books.get(ledger).sums.toString())) {
      throw new Unkept(
          "CountedOnce",
          "ledger %d: must hold%s, but holds%s".formatted(ledger, books.get(ledger).sums, held));
    }
  }

  /** All is read, processed and committed. */
  void finish() {
    for (int partition = 0; partition < script.partitions(); partition++) {
      if (sourceOffsets[partition] != published.get(partition).size()) {
        throw new Unkept(
            "WholeCommits",
            "partition %d: must be committed up to its end at %d, but is up to %d"
                .formatted(partition, published.get(partition).size(), sourceOffsets[partition]));
      }
    }
    for (int ledger = 0; ledger < World.LEDGERS; ledger++) {
      checkCounted(ledger);
      if (!script.isTardy()) {
        checkSeconds(ledger);
      }
    }
  }

  /** Each second of each series, against the events of the script. */
  private void checkSeconds(int ledger) {
    Map<String, Sums> due = new TreeMap<>();
    // filled below, by SLO and second; series past the limit lie in one
    for (ScriptedEvent event : script.events()) {
      if (event.kind() != Kind.OLD) {
        SimulatedSlos.count(
            event,
            (slo, counts) ->
                due.computeIfAbsent(slo, s -> new Sums())
                    .add(second(slo, event), counts[0], counts[1]));
      }
    }
    Map<String, Sums> held = new TreeMap<>();
    stored(ledger)
        .counters()
        .forEach(
            (series, tiers) ->
                tiers
                    .getOrDefault(SECONDS, new TreeMap<>())
                    .forEach(
                        (second, counts) ->
                            held.computeIfAbsent(series.slo().name(), s -> new Sums())
                                .add(
                                    script.maxSeries() > 10
                                        ? values(series) + " " + second
                                        : "" + second,
                                    counts[0],
                                    counts[1])));
    held.forEach(
        (slo, sums) -> {
          if (!sums.toString().equals(due.get(slo).toString())) {
            throw new Unkept(
                "CountedOnce",
                "seconds of '%s': must be%s, but are%s".formatted(slo, due.get(slo), sums));
          }
        });
  }

  private String second(String slo, ScriptedEvent event) {
    String values = slo.equals(SimulatedSlos.AVAILABILITY) ? event.service() : "";
    return script.maxSeries() > 10 ? values + " " + event.second() : "" + event.second();
  }

  private static String values(SeriesKey series) {
    return String.join(",", series.labels().stream().map(SeriesKey.Label::value).toList());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
