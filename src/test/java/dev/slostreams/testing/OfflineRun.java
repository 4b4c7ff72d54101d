package dev.slostreams.testing;

import dev.slostreams.alert.Transition;
import dev.slostreams.app.Backtest;
import dev.slostreams.app.Recording;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.wire.SummaryRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code backtest} makes of events.
 *
 * @param counts good and total of each series at the end, as {@code good/total}
 */
public record OfflineRun(
    List<Transition> transitions, Map<String, String> counts, SummaryRecord summary) {

  /** Over the recording as it is. */
  public static OfflineRun of(RealData data) {
    return of(data, data.events(), 1_000);
  }

  public static OfflineRun of(RealData data, List<String> events, long disorderMs) {
    SloCatalog catalog = data.catalog();
    try {
      Path file = Files.createTempFile("events", ".jsonl");
      try {
        Files.write(file, events);
        return of(catalog, file, disorderMs);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OfflineRun of(SloCatalog catalog, Path file, long disorderMs) throws IOException {
    var settings =
        new Backtest.Settings(
            disorderMs,
            Backtest.Settings.DEFAULT.maxJumpMs(),
            Backtest.Settings.DEFAULT.maxSeries());
    try (Recording recording = Recording.open(file.toString())) {
      Backtest backtest =
          new Backtest(
              catalog.slos(), List.of(new Backtest.Input(recording, catalog.sources())), settings);
      List<Transition> transitions = new ArrayList<>();
      backtest.run(Backtest.Listener.of(transitions::add));
      Map<String, String> counts = new TreeMap<>();
      backtest
          .views()
          .forEach(
              view ->
                  counts.put(view.key().id(), view.counts().good() + "/" + view.counts().total()));
      return new OfflineRun(transitions, counts, backtest.summary());
    }
  }
}
