package dev.slostreams.wire;

import dev.slostreams.sli.Event;

/** Takes what an {@link EventDecoder} read from a record. */
public interface EventSink {

  /** One event; it is reused for the next, so it is valid only during this call. */
  void event(Event event);

  /**
   * The record, or one of several events in it, cannot be read.
   *
   * @param detail for people: where and what was wrong
   */
  void malformed(MalformedReason reason, String detail);
}
