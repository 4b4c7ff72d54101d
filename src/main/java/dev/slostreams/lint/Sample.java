package dev.slostreams.lint;

import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.sli.Classifier;
import dev.slostreams.sli.Event;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.EventDecoder;
import dev.slostreams.wire.EventSink;
import dev.slostreams.wire.MalformedReason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Recorded events, read to see which fields they have.
 *
 * <p>Not thread-safe.
 */
public final class Sample {

  private final List<OfSource> sources = new ArrayList<>();

  /** What the events of one source have shown. */
  private static final class OfSource implements EventSink {

    final Source source;
    final List<Classifier.Field> fields;
    final EventDecoder decoder;
    final BitSet seen = new BitSet();
    long events;

    OfSource(Source source, List<Slo> slos) {
      this.source = source;
      fields = Classifier.of(source, slos).fields();
      decoder = EventDecoder.of(source, fields);
    }

    @Override
    public void event(Event event) {
      events++;
      for (int slot = 0; slot < fields.size(); slot++) {
        if (event.kind(slot) != Event.Kind.MISSING) {
          seen.set(slot);
        }
      }
    }

    @Override
    public void malformed(MalformedReason reason, String detail) {
      // what cannot be read shows nothing
    }
  }

  /** A sample for these definitions. */
  public Sample(SloCatalog catalog) {
    for (Source source : catalog.sources()) {
      List<Slo> slos = catalog.slosOf(source);
      if (!slos.isEmpty() && isReadable(source, slos)) {
        sources.add(new OfSource(source, slos));
      }
    }
  }

  /** Whether its format has the fields; {@link MisspeltField} says which it does not have. */
  private static boolean isReadable(Source source, List<Slo> slos) {
    return Classifier.of(source, slos).fields().stream()
        .allMatch(field -> MisspeltField.refused(source, field.path()).isEmpty());
  }

  /** Reads a line; a source that cannot read it passes it over. */
  public void read(byte[] line) {
    sources.forEach(source -> source.decoder.decode(line, 0, source));
  }

  /** Whether no line was an event of any source. */
  public boolean isEmpty() {
    return !sources.isEmpty() && sources.stream().allMatch(source -> source.events == 0);
  }

  /** Events of this source. */
  long events(String source) {
    return sources.stream()
        .filter(s -> s.source.name().equals(source))
        .mapToLong(s -> s.events)
        .sum();
  }

  /** Whether an event of the source has the field. */
  boolean hasSeen(String source, String path) {
    return sources.stream()
        .filter(s -> s.source.name().equals(source))
        .anyMatch(s -> s.seen.get(s.fields.indexOf(new Classifier.Field(path))));
  }
}
