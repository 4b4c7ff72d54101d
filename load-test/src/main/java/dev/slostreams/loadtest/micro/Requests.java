package dev.slostreams.loadtest.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slostreams.loadtest.Workload;
import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.Definitions;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.sli.Classifier;
import dev.slostreams.sli.Event;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.EventDecoder;
import dev.slostreams.wire.EventSink;
import dev.slostreams.wire.MalformedReason;
import java.util.ArrayList;
import java.util.List;

/** The events of a workload with 20 SLOs, and what reads them. */
final class Requests {

  /** How many there are; each invocation of a benchmark goes through all of them. */
  static final int COUNT = 1_000;

  private final SloCatalog catalog =
      Definitions.load(Workload.definitions("micro", Shape.TWENTY_SLOS));

  List<Slo> slos() {
    return catalog.slos();
  }

  Classifier classifier() {
    return Classifier.of(source(), slos());
  }

  EventDecoder decoder(Classifier classifier) {
    return EventDecoder.of(source(), classifier.fields());
  }

  private Source source() {
    return catalog.sources().get(0);
  }

  /** As they stand in the topic. */
  List<byte[]> json() {
    Workload workload = new Workload(COUNT, COUNT, Shape.TWENTY_SLOS);
    List<byte[]> json = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      json.add(workload.next().getBytes(UTF_8));
    }
    return json;
  }

  /** Decoded; each is kept. */
  List<Event> events(Classifier classifier) {
    List<Event> events = new ArrayList<>();
    EventDecoder decoder = decoder(classifier);
    int fields = classifier.fields().size();
    json().forEach(json -> decoder.decode(json, 0, each(e -> events.add(KeptEvent.of(e, fields)))));
    return events;
  }

  /** What is done with one event. */
  @FunctionalInterface
  interface OfEach {
    void event(Event event);
  }

  static EventSink each(OfEach todo) {
    return new EventSink() {
      @Override
      public void event(Event event) {
        todo.event(event);
      }

      @Override
      public void malformed(MalformedReason reason, String detail) {
        throw new IllegalStateException(detail);
      }
    };
  }
}
