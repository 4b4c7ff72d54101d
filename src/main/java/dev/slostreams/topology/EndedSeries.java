package dev.slostreams.topology;

import dev.slostreams.engine.SeriesView;
import dev.slostreams.store.DefinitionsStore;
import dev.slostreams.store.DefinitionsStore.Ended;
import dev.slostreams.wire.BudgetRecord;
import dev.slostreams.wire.DataState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The last of series whose definition counts something else now, or is gone: shown for a day under
 * {@code <series id>@<tick>}, beside the series that has taken the name.
 *
 * <p>Owned by one {@link EvaluateProcessor}; not thread-safe.
 */
final class EndedSeries {

  private static final long SHOWN_SECONDS = 86_400; // 1 d

  private final DefinitionsStore store;
  private final Views views;
  private final ProcessorContext<byte[], byte[]> context;
  private final List<Ended> shown = new ArrayList<>();

  EndedSeries(DefinitionsStore store, Views views, ProcessorContext<byte[], byte[]> context) {
    this.store = store;
    this.views = views;
    this.context = context;
    for (Ended ended : store.ended()) {
      shown.add(ended);
      views.putIfAbsent(ended.name(), ended.json());
    }
  }

  /** The names under which they are shown. */
  List<String> names() {
    return shown.stream().map(Ended::name).toList();
  }

  /** The series has ended as it stands here. */
  void add(SeriesView view, long nowMs) {
    String name = BudgetRecord.key(view) + "@" + view.tick();
    Ended ended = new Ended(name, view.tick(), BudgetRecord.value(view, DataState.ENDED));
    shown.add(ended);
    store.putEnded(ended);
    views.put(name, ended.json());
    send(name, ended.json(), nowMs);
  }

  /** Forgets those that ended a day before this tick. */
  void forgetBefore(long tick, long nowMs) {
    if (shown.isEmpty()) {
      return;
    }
    for (Ended ended : List.copyOf(shown)) {
      if (ended.tick() <= tick - SHOWN_SECONDS) {
        shown.remove(ended);
        store.forget(ended);
        views.delete(ended.name());
        send(ended.name(), null, nowMs);
      }
    }
  }

  private void send(String name, byte[] json, long nowMs) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    context.forward(new Record<>(key, json, nowMs), Names.BUDGETS);
  }
}
