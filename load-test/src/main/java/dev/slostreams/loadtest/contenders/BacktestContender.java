package dev.slostreams.loadtest.contenders;

import dev.slostreams.app.Backtest;
import dev.slostreams.app.Recording;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.loadtest.Contender;
import dev.slostreams.loadtest.Counts;
import dev.slostreams.loadtest.Outcome;
import dev.slostreams.loadtest.Stopwatch;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.sli.Classifier;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.EventDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code backtest} does with a file of events, all ticks and alerts included, or the part of
 * it that reads the lines and decodes them. The clock runs from opening the file to its end.
 */
public final class BacktestContender implements Contender {

  private static final String TOPIC = "request-events";

  private final Task task;
  private final SloCatalog catalog;
  private final Work work;

  /** What is done with the file. */
  @FunctionalInterface
  private interface Work {
    Map<String, Counts> with(Recording recording) throws IOException;
  }

  private BacktestContender(Task task, String what) {
    this.task = task;
    this.catalog = Definitions.load(Workload.definitions(TOPIC, task.shape()));
    this.work =
        switch (what) {
          case "decode" -> this::decode;
          case "backtest" -> this::backtest;
          default ->
              throw new IllegalArgumentException(
                  "work: must be decode or backtest, but was '" + what + "'");
        };
  }

  public static void main(String[] args) {
    Contender.serve(new BacktestContender(Task.of(args), args[4]));
  }

  @Override
  public Outcome run(int run) throws IOException {
    try (Recording recording = Recording.open(task.topic())) {
      Stopwatch start = Stopwatch.start();
      Map<String, Counts> totals = work.with(recording);
      Stopwatch end = Stopwatch.start();
      return new Outcome(
          task.events(), start.secondsUntil(end), start.cpuSecondsUntil(end), totals, "");
    }
  }

  private Map<String, Counts> decode(Recording recording) throws IOException {
    Source source = catalog.sources().get(0);
    EventDecoder decoder = EventDecoder.of(source, Classifier.of(source, catalog.slos()).fields());
    Counting counting = new Counting();
    for (byte[] line = recording.nextLine(); line != null; line = recording.nextLine()) {
      decoder.decode(line, 0, counting);
    }
    if (counting.decoded() < task.events()) {
      throw new IllegalStateException(
          "the file must have " + task.events() + " events, but had " + counting.decoded());
    }
    return Map.of();
  }

  private Map<String, Counts> backtest(Recording recording) throws IOException {
    Backtest backtest =
        new Backtest(
            catalog.slos(),
            List.of(new Backtest.Input(recording, catalog.sources())),
            Backtest.Settings.DEFAULT);
    backtest.run(Backtest.Listener.of(transition -> {}));
    Map<String, Counts> totals = new TreeMap<>();
    for (SeriesView view : backtest.views()) {
      totals.merge(
          view.key().slo().name(),
          new Counts(view.counts().good(), view.counts().total()),
          (a, b) -> a.plus(b.good(), b.total()));
    }
    return totals;
  }
}
