package dev.slostreams.topology;

import dev.slostreams.alert.Transition;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.Ledger.Recorded;
import dev.slostreams.metrics.Meters.LedgerState;
import dev.slostreams.slo.SloId;
import dev.slostreams.store.LedgerStore;
import dev.slostreams.store.LedgerStore.Leftovers;
import dev.slostreams.tally.BatchTally;
import dev.slostreams.tally.Delta;
import dev.slostreams.watermark.Watermarks;
import dev.slostreams.window.Counts;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Stage two: counts what the tallies bring, evaluates the ticks that are due, and sends out what
 * changed. One ledger per partition.
 *
 * <p>No truth in its fields: {@code init} makes the ledger anew from the store. A call works on due
 * ticks for a bounded time; the next call goes on. Owned by one stream task.
 */
final class EvaluateProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Duration LOOK_AROUND = Duration.ofMillis(200);
  private static final long WORK_NANOS = 200_000_000; // 200 ms
  private static final long TICKS_AT_ONCE = 600; // 10 min

  private final Wiring wiring;
  private ProcessorContext<byte[], byte[]> context;
  private String partition;
  private Ledger ledger;
  private Watermarks watermarks;
  private LedgerStore store;
  private Outputs outputs;
  private Leftovers leftovers;

  EvaluateProcessor(Wiring wiring) {
    this.wiring = wiring;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    partition = Integer.toString(context.taskId().partition());
    ledger = new Ledger(wiring.slos(), wiring.maxSeries());
    watermarks =
        new Watermarks(
            wiring.partitions().stream().map(TopicPartition::toString).toList(),
            wiring.timing().maxHoldMs(),
            context.currentSystemTimeMs());
    store = new LedgerStore(context.getStateStore(Names.SERIES_STORE));
    outputs = new Outputs(wiring, context);
    leftovers = store.load(ledger, watermarks, wiring.slos());
    context.schedule(LOOK_AROUND, PunctuationType.WALL_CLOCK_TIME, this::lookAround);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    closeLeftovers();
    BatchTally tally = TallyFormat.read(record.value());
    for (Delta delta : tally.deltas()) {
      count(delta);
    }
    watermarks.observe(tally.partition(), tally.progress(), context.currentSystemTimeMs());
    evaluateDueTicks(context.currentSystemTimeMs());
  }

  @Override
  public void close() {
    wiring.meters().ledgerClosed(partition);
  }

  private void lookAround(long nowMs) {
    closeLeftovers();
    evaluateDueTicks(nowMs);
    outputs.standing(ledger, watermarks, nowMs);
    LedgerState state =
        new LedgerState(
            ledger.tick() == Ledger.NO_TICK ? 0 : nowMs - ledger.tick() * 1_000,
            watermarks.missing(nowMs).size(),
            outputs.firing());
    wiring.meters().ledger(partition, state, ledger.seriesPerSlo());
  }

  /** In one call: what others are told, and what is stored of it. */
  private void closeLeftovers() {
    if (leftovers != Leftovers.NONE) {
      outputs.close(leftovers, ledger.tick(), context.currentSystemTimeMs());
      store.forgetLeftovers();
      leftovers = Leftovers.NONE;
    }
  }

  private void count(Delta delta) {
    SloId slo = delta.series().slo();
    if (!ledger.knows(slo)) {
      return; // counted by an older definition; its SLO is gone
    }
    Recorded recorded =
        ledger.record(delta.series(), delta.second(), new Counts(delta.good(), delta.total()));
    if (recorded == Recorded.LATE) {
      wiring.meters().late(slo, delta.events());
    } else if (recorded == Recorded.EXPIRED) {
      wiring.meters().expired(slo, delta.events());
    }
  }

  private void evaluateDueTicks(long nowMs) {
    long due = watermarks.dueTick(nowMs);
    if (due != Watermarks.NO_TICK && due > ledger.tick()) {
      long startedAt = System.nanoTime();
      boolean incomplete = !watermarks.missing(nowMs).isEmpty();
      ledger.beginBefore(due);
      do {
        List<Transition> transitions =
            ledger.advanceTo(Math.min(due, ledger.tick() + TICKS_AT_ONCE), incomplete);
        outputs.transitions(transitions, nowMs);
      } while (ledger.tick() < due && System.nanoTime() - startedAt < WORK_NANOS);
      wiring.meters().evaluated(System.nanoTime() - startedAt);
    }
    store.save(ledger, watermarks);
  }
}
