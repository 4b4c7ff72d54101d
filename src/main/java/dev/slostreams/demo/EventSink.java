package dev.slostreams.demo;

/** Takes the demo's events one after the other, in the order of their time. */
@FunctionalInterface
public interface EventSink {

  /**
   * One request event.
   *
   * @param timestampMs its event time, milliseconds since the epoch
   * @param json the event as one JSON object in UTF-8; the sink owns the array
   */
  void accept(long timestampMs, byte[] json);
}
