package dev.slostreams.topology;

import dev.slostreams.alert.Transition;
import dev.slostreams.batch.Batch;
import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.Ledger.Recorded;
import dev.slostreams.engine.SeriesEngine;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.metrics.Meters.LedgerState;
import dev.slostreams.metrics.SlothSeries;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.SloId;
import dev.slostreams.store.DefinitionsStore;
import dev.slostreams.store.DefinitionsStore.Waiting;
import dev.slostreams.store.LedgerStore;
import dev.slostreams.store.LedgerStore.Leftovers;
import dev.slostreams.tally.BatchTally;
import dev.slostreams.tally.Delta;
import dev.slostreams.tally.SeriesTally;
import dev.slostreams.topology.LedgerDefinitions.Standing;
import dev.slostreams.watermark.Watermarks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stage two: counts what the tallies bring, evaluates the ticks that are due, and sends out what
 * changed. One ledger per partition.
 *
 * <p>No truth in its fields: {@code init} makes the ledger anew from the store. A call takes all
 * tallies of a poll, works on due ticks for a bounded time, and stores once what changed; the next
 * call goes on. Owned by one stream task.
 */
final class EvaluateProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Duration LOOK_AROUND = Duration.ofMillis(200);
  private static final long WORK_NANOS = 200_000_000; // 200 ms
  private static final long TICKS_AT_ONCE = 600; // 10 min

  private final Wiring wiring;
  private ProcessorContext<byte[], byte[]> context;
  private String partition;
  private KeyValueStore<Bytes, byte[]> bytes;
  private LedgerDefinitions definitions;
  private Ledger ledger;
  private Watermarks watermarks;
  private LedgerStore store;
  private Controls orders;
  private Outputs outputs;
  private Beats beats;
  private Leftovers leftovers;

  /*
   * Whether a tally has come since init. Only offsets tell Kafka that a task has moved on: what an
   * instance that was stopped for a while writes without having consumed anything is committed, over
   * what the new owner wrote. So before the first tally nothing is written.
   */
  private boolean hasConsumed;

  EvaluateProcessor(Wiring wiring) {
    this.wiring = wiring;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    hasConsumed = false;
    partition = Integer.toString(context.taskId().partition());
    bytes = context.getStateStore(Names.SERIES_STORE);
    watermarks =
        new Watermarks(
            wiring.partitions().stream().map(TopicPartition::toString).toList(),
            wiring.timing().maxHoldMs(),
            context.currentSystemTimeMs());
    DefinitionsStore remembered = new DefinitionsStore(bytes);
    definitions =
        new LedgerDefinitions(wiring.controls(), remembered, new LedgerStore(bytes).tick());
    outputs = new Outputs(wiring, context, remembered);
    beats = new Beats(context);
    orders = wiring.controls().get();
    load(definitions.inForce());
    context.schedule(LOOK_AROUND, PunctuationType.WALL_CLOCK_TIME, this::lookAround);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    hasConsumed = true;
    closeLeftovers();
    long nowMs = context.currentSystemTimeMs();
    Batch tallies = Batch.of(record, context.recordMetadata().orElseThrow());
    tallies.records().forEach(tally -> take(tally, nowMs));
    evaluateDueTicks(nowMs);
  }

  @Override
  public void close() {
    wiring.meters().ledgerClosed(partition);
  }

  private void lookAround(long nowMs) {
    if (hasConsumed) {
      closeLeftovers();
      evaluateDueTicks(nowMs);
      outputs.standing(ledger, watermarks, nowMs);
      beats.forward(ledger.tick(), nowMs);
    }
    long due = watermarks.dueTick(nowMs);
    long tickAgeMs = ledger.tick() == Ledger.NO_TICK ? 0 : nowMs - ledger.tick() * 1_000;
    LedgerState state =
        new LedgerState(
            tickAgeMs,
            due == Watermarks.NO_TICK ? tickAgeMs : Math.min(tickAgeMs, nowMs - due * 1_000),
            watermarks.missing(nowMs).size(),
            watermarks.heldBackBy(nowMs).size(),
            outputs.alerts());
    wiring.meters().ledger(partition, state, ledger.seriesPerSlo());
  }

  /** The ledger of these definitions, made from the store. */
  private void load(DefinitionSet set) {
    ledger = new Ledger(set.slos(), wiring.maxSeries(), SlothSeries.WINDOWS);
    giveOrders(set);
    store = new LedgerStore(bytes);
    outputs.define(set.slos());
    leftovers = store.load(ledger, watermarks, set.slos());
  }

  /** What was ordered meanwhile counts from the next tick on, each at its own ticks. */
  private void followOrders() {
    Controls before = orders;
    orders = wiring.controls().get();
    if (orders != before) {
      giveOrders(definitions.inForce());
      outputs.ordered(before.exclusions(), orders.exclusions(), ledger.tick());
    }
  }

  private void giveOrders(DefinitionSet set) {
    ledger.exclusions(orders.exclusionsOf(set));
    ledger.setFreezeExceptions(orders.exceptionsOf(set));
  }

  /** In one call: what others are told, and what is stored of it. */
  private void closeLeftovers() {
    if (leftovers != Leftovers.NONE) {
      outputs.close(leftovers, ledger.tick(), context.currentSystemTimeMs());
      store.forgetLeftovers();
      leftovers = Leftovers.NONE;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, long nowMs) {
    DefinitionsId by = CountedBy.read(record.headers()).orElse(definitions.inForce().id());
    BatchTally tally = TallyFormat.read(record.value());
    take(by, tally, record.value());
    watermarks.observe(tally.partition(), tally.progress(), nowMs);
    Beats.read(record.headers()).ifPresent(beatMs -> beats.take(tally.partition(), beatMs));
  }

  private void take(DefinitionsId by, BatchTally tally, byte[] value) {
    Standing standing = definitions.standing(by);
    if (standing == Standing.AHEAD) {
      if (!tally.series().isEmpty()) {
        definitions.hold(by, value);
      }
      return;
    }
    for (SeriesTally series : tally.series()) {
      SloId slo = series.series().slo();
      if (standing == Standing.IN_FORCE ? ledger.knows(slo) : definitions.continues(by, slo)) {
        count(series);
      } else {
        wiring.meters().superseded(slo, series.events());
      }
    }
  }

  private void count(SeriesTally series) {
    SloId slo = series.series().slo();
    Ledger.Account account = ledger.account(series.series());
    for (Delta delta : series.deltas()) {
      Recorded recorded = account.record(delta.second(), series.labels(), delta.counts());
      if (recorded == Recorded.LATE) {
        wiring.meters().late(slo, delta.events());
      } else if (recorded == Recorded.EXPIRED) {
        wiring.meters().expired(slo, delta.events());
      } else if (recorded == Recorded.OVERFLOW) {
        wiring.meters().overflowed(slo, delta.events());
      }
    }
  }

  private void evaluateDueTicks(long nowMs) {
    followOrders();
    redefine(nowMs);
    long due = watermarks.dueTick(nowMs);
    if (due != Watermarks.NO_TICK && due > ledger.tick()) {
      long startedAt = System.nanoTime();
      boolean incomplete = !watermarks.missing(nowMs).isEmpty();
      ledger.beginBefore(Math.min(due, definitions.until()));
      do {
        long to = Math.min(due, ledger.tick() + TICKS_AT_ONCE);
        List<Transition> transitions =
            ledger.advanceTo(Math.min(to, definitions.until()), incomplete);
        outputs.transitions(transitions, nowMs);
        outputs.tierChanges(ledger.takeTierChanges(), nowMs);
        redefine(nowMs);
      } while (ledger.tick() < due && System.nanoTime() - startedAt < WORK_NANOS);
      wiring.meters().evaluated(System.nanoTime() - startedAt);
      ledger.takeRefused().forEach(wiring.meters()::overflowed);
    }
    definitions.remember(ledger.tick());
    store.save(ledger, watermarks);
  }

  /** Puts the next definitions in force once the last tick that is not theirs is evaluated. */
  private void redefine(long nowMs) {
    Optional<DefinitionSet> next = definitions.due(ledger.tick());
    while (next.isPresent()) {
      redefine(next.get(), nowMs);
      next = definitions.due(ledger.tick());
    }
  }

  /** As at a start with other definitions: what the store holds is taken up by those that fit. */
  private void redefine(DefinitionSet next, long nowMs) {
    store.save(ledger, watermarks);
    List<SeriesView> before = ledger.series().stream().map(SeriesEngine::view).toList();
    definitions.putInForce(next, ledger.tick());
    load(next);
    outputs.redefined(next, before, leftovers, ledger.tick(), nowMs);
    closeLeftovers();
    for (Waiting waiting : definitions.release()) {
      take(waiting.by(), TallyFormat.read(waiting.tally()), waiting.tally());
    }
  }
}
