package dev.slostreams.http;

import dev.slostreams.query.QueryAnswer.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the records of series, and remembers those of the last whole list: most questions between
 * two ticks find the same. Thread-safe.
 */
final class SeriesReader {

  private volatile Map<String, SeriesEntry> known = Map.of();

  /** What these say. */
  List<SeriesEntry> read(List<Entry> entries) {
    Map<String, SeriesEntry> before = known;
    List<SeriesEntry> read = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      SeriesEntry same = before.get(entry.id());
      read.add(same != null && same.entry().equals(entry) ? same : SeriesEntry.of(entry));
    }
    return read;
  }

  /** What these say, which are all there are; who comes meanwhile waits, and finds them read. */
  synchronized List<SeriesEntry> readAll(List<Entry> entries) {
    List<SeriesEntry> read = read(entries);
    Map<String, SeriesEntry> all = new HashMap<>();
    read.forEach(series -> all.put(series.id(), series));
    known = all;
    return read;
  }
}
