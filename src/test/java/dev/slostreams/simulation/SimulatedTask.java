package dev.slostreams.simulation;

import dev.slostreams.batch.Frames;
import dev.slostreams.batch.SourceProgress;
import dev.slostreams.topology.Names;
import dev.slostreams.topology.Stages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One partition of one stage at one instance: restores its stores, takes frames from its input, and
 * gives them to the real processor.
 */
final class SimulatedTask {

  static final int TALLY = 0;
  static final int EVALUATE = 1;

  private static final LoggedStore.Form<Bytes> BYTES =
      new LoggedStore.Form<>(Bytes::get, Bytes::wrap);
  private static final LoggedStore.Form<String> TEXT =
      new LoggedStore.Form<>(
          text -> text.getBytes(StandardCharsets.UTF_8),
          bytes -> new String(bytes, StandardCharsets.UTF_8));

  private final TaskId id;
  private final SimulatedInstance instance;
  private final World world;
  private final TopicPartition input;
  private final Processor<byte[], byte[], byte[], byte[]> processor;
  private final Deque<ConsumerRecord<byte[], byte[]>> frames = new ArrayDeque<>();
  private Stores stores; // null where the stage has none
  private SimulatedContext<byte[], byte[]> context;
  private long position;
  private Optional<Long> consumed = Optional.empty();
  private long handedOut = SourceProgress.NOTHING;
  private Optional<SourceProgress.Progress> progress = Optional.empty();

  /** What a ledger stores, at the instance that evaluates it, or as a copy at another. */
  record Stores(LoggedStore<Bytes> series, LoggedStore<String> views) {

    /** Empty ones. */
    static Stores of(int ledger, SimulatedInstance instance, World world) {
      return new Stores(
          store(Names.SERIES_STORE, BYTES, ledger, instance, world),
          store(Names.VIEW_STORE, TEXT, ledger, instance, world));
    }

    private static <K extends Comparable<K>> LoggedStore<K> store(
        String name,
        LoggedStore.Form<K> form,
        int ledger,
        SimulatedInstance instance,
        World world) {
      return new LoggedStore<>(name, world.broker.log(name + "-changelog", ledger), form, instance);
    }

    /** Reads on in both changelogs; true when all is there. */
    boolean restore(int most) {
      return series.restore(most) & views.restore(most);
    }
  }

  SimulatedTask(TaskId id, SimulatedInstance instance, World world) {
    this.id = id;
    this.instance = instance;
    this.world = world;
    boolean isTally = id.subtopology() == TALLY;
    input =
        new TopicPartition(isTally ? SimulatedSlos.SOURCE.topic() : Names.TALLIES, id.partition());
    processor =
        isTally ? Stages.tally(world.wiring, partition -> progress) : Stages.evaluate(world.wiring);
    begin();
  }

  /** A new life of the same objects, from what is committed; also after a corruption. */
  void begin() {
    frames.clear();
    context = null;
    consumed = Optional.empty();
    handedOut = SourceProgress.NOTHING;
    progress = Optional.empty();
    if (id.subtopology() == EVALUATE) {
      stores = Stores.of(id.partition(), instance, world);
    }
  }

  /** Begins with a copy that this instance has of the stores. */
  void takeOver(Stores copy) {
    copy.series().takeOver();
    copy.views().takeOver();
    stores = copy;
  }

  boolean isRunning() {
    return context != null;
  }

  /** Restores some more; begins once all is there and the committed offset is known. */
  void maybeBegin(int most) {
    boolean restored = stores == null || stores.restore(most);
    OptionalLong committed = world.broker.committed(input);
    if (!restored || committed.isEmpty()) {
      return;
    }
    position = committed.getAsLong();
    Map<String, StateStore> byName = new HashMap<>();
    if (stores != null) {
      byName.put(Names.SERIES_STORE, stores.series());
      byName.put(Names.VIEW_STORE, stores.views());
      world.audit.restored(id.partition(), stores.series());
    }
    context = new SimulatedContext<>(id, instance, world.ledgers, byName);
    processor.init(context);
  }

  /** What a consumer would hand over now. */
  void poll(int mostRecords, int maxBytes) {
    Log log = world.broker.log(input);
    Log.Slice slice = log.read(position, mostRecords);
    List<ConsumerRecord<byte[], byte[]>> polled = Frames.of(input, slice.records(), maxBytes);
    frames.addAll(polled);
    position = slice.next();
    if (!polled.isEmpty()) {
      handedOut = polled.get(polled.size() - 1).offset();
    }
    progress =
        Optional.of(
            new SourceProgress.Progress(
                position, log.stableEnd() - position, handedOut, instance.nowMs()));
  }

  /** False where nothing waits. */
  boolean process() {
    ConsumerRecord<byte[], byte[]> frame = frames.poll();
    if (frame == null) {
      return false;
    }
    context.begin(frame);
    processor.process(new Record<>(frame.key(), frame.value(), frame.timestamp(), frame.headers()));
    consumed = Optional.of(frames.isEmpty() ? position : frames.peek().offset());
    return true;
  }

  void punctuate() {
    context.punctuate();
  }

  int waiting() {
    return frames.size();
  }

  /** The offset to commit, where anything was consumed in this life. */
  void offset(Map<TopicPartition, Long> offsets) {
    consumed.ifPresent(
        next -> offsets.put(input, world.rule == CommitRule.UP_TO_POLLED ? position : next));
  }

  void close() {
    if (context != null) {
      processor.close();
    }
  }
}
