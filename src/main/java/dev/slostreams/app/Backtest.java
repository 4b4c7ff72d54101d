package dev.slostreams.app;

import dev.slostreams.alert.Transition;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.Ledger.Preview;
import dev.slostreams.engine.SeriesEngine;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.TierChange;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import dev.slostreams.watermark.Watermarks;
import dev.slostreams.wire.SummaryRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The engine over finished recordings, without a broker: same input, same transitions as {@code
 * run}.
 *
 * <p>Each recording is one source partition (semantics.md §1); the one furthest behind is read
 * next. Single-threaded; the wall clock plays no part.
 */
public final class Backtest {

  private static final int RECORDS_PER_PROGRESS = (1 << 12) - 1; // a mask: every 4,096

  private final Settings settings;
  private final Ledger ledger;
  private final Watermarks watermarks;
  private final List<RecordedPartition> all;
  private final PriorityQueue<RecordedPartition> partitions =
      new PriorityQueue<>(
          Comparator.comparingLong(RecordedPartition::watermarkMs)
              .thenComparing(RecordedPartition::name));

  /**
   * How to read.
   *
   * @param disorderMs how much later events may come in order to be in time
   * @param maxJumpMs how far an event may be ahead of its partition's watermark
   * @param maxSeries series per SLO
   */
  public record Settings(long disorderMs, long maxJumpMs, int maxSeries) {

    /** 1 s, 90 d, 1,000. */
    public static final Settings DEFAULT = new Settings(1_000, 7_776_000_000L, 1_000);
  }

  /**
   * A line that could not be counted, wholly or in part.
   *
   * @param place {@code file:line}
   * @param reason its stable code
   * @param detail for people: what was wrong
   */
  public record Rejected(String place, String reason, String detail) {

    /** In the form of every message: place, what, why. */
    @Override
    public String toString() {
      return place + ": " + reason + ": " + detail;
    }
  }

  /**
   * Who is told what happens.
   *
   * @param transitions each transition in order
   * @param tiers each change of tier, in order of time among the transitions
   * @param rejected each line that could not be counted, once per reason
   * @param progress called every few thousand events
   */
  public record Listener(
      Consumer<Transition> transitions,
      Consumer<TierChange> tiers,
      Consumer<Rejected> rejected,
      Runnable progress) {

    /** Tells transitions only. */
    public static Listener of(Consumer<Transition> transitions) {
      return new Listener(transitions, tier -> {}, rejected -> {}, () -> {});
    }
  }

  /** One recording, and the sources whose events it holds. */
  public record Input(Recording recording, List<Source> sources) {}

  /** What is evaluated: SLOs, and what is excluded from them. */
  public record Definitions(List<Slo> slos, Exclusions exclusions) {

    public Definitions {
      slos = List.copyOf(slos);
    }
  }

  /** Without exclusions. */
  public Backtest(List<Slo> slos, List<Input> inputs, Settings settings) {
    this(new Definitions(slos, Exclusions.NONE), inputs, settings);
  }

  public Backtest(Definitions definitions, List<Input> inputs, Settings settings) {
    this.settings = settings;
    this.ledger = new Ledger(definitions.slos(), settings.maxSeries());
    ledger.exclusions(definitions.exclusions());
    List<String> names = new ArrayList<>();
    for (Input input : inputs) {
      RecordedPartition partition =
          new RecordedPartition(
              names.size() + " " + input.recording().name(), input, definitions, this);
      names.add(partition.name());
      partitions.add(partition);
    }
    this.watermarks = new Watermarks(names, Long.MAX_VALUE, 0);
    this.all = List.copyOf(partitions);
  }

  /** These freeze exceptions count, from the first tick on. */
  public void setFreezeExceptions(List<FreezeException> exceptions) {
    ledger.setFreezeExceptions(exceptions);
  }

  /** Reads everything. */
  public void run(Listener listener) throws IOException {
    all.forEach(partition -> partition.tellRejected(listener.rejected()));
    long records = 0;
    while (!partitions.isEmpty()) {
      RecordedPartition partition = partitions.poll();
      long second = partition.watermarkSecond();
      boolean more = true;
      while (more && partition.watermarkSecond() == second) {
        more = partition.readNext();
        if ((++records & RECORDS_PER_PROGRESS) == 0) {
          listener.progress().run();
        }
      }
      if (more) {
        partitions.add(partition);
      }
      watermarks.observe(partition.name(), partition.progress(), 0);
      evaluate(listener);
    }
  }

  private void evaluate(Listener listener) {
    long due = watermarks.dueTick(0);
    if (due != Watermarks.NO_TICK && due > ledger.tick()) {
      all.forEach(partition -> partition.flushTo(ledger));
      tell(ledger.advanceTo(due, false), ledger.takeTierChanges(), listener);
      ledger
          .takeRefused()
          .forEach(
              (slo, seconds) ->
                  listener
                      .rejected()
                      .accept(
                          new Rejected(
                              "tick " + due,
                              "overflow",
                              "SLO '%s': the total of __other__ must stay below 2^62, but would not with %d seconds more"
                                  .formatted(slo, seconds))));
    }
  }

  /** In the order of time; of one tick the transitions first. */
  private static void tell(
      List<Transition> transitions, List<TierChange> tiers, Listener listener) {
    int told = 0;
    for (TierChange tier : tiers) {
      while (told < transitions.size() && transitions.get(told).at() <= tier.at()) {
        listener.transitions().accept(transitions.get(told++));
      }
      listener.tiers().accept(tier);
    }
    transitions.subList(told, transitions.size()).forEach(listener.transitions());
  }

  /** How each series stands at the last tick, in the order of their keys. */
  public List<SeriesView> views() {
    return ledger.series().stream().map(SeriesEngine::view).toList();
  }

  /** How the series that this exclusion names would stand at the last tick if it were in force. */
  public List<Preview> preview(Exclusion exclusion) {
    return ledger.preview(exclusion);
  }

  /** How many events there were so far. */
  public SummaryRecord summary() {
    SummaryRecord sum = new SummaryRecord(0, 0, 0, 0, 0, 0, 0, 0);
    for (RecordedPartition partition : all) {
      sum = partition.addTo(sum);
    }
    return sum;
  }

  Ledger ledger() {
    return ledger;
  }

  Settings settings() {
    return settings;
  }
}
