package dev.slostreams.loadtest.contenders;

import dev.slostreams.sli.Event;
import dev.slostreams.wire.EventSink;
import dev.slostreams.wire.MalformedReason;

/** Counts what was decoded, and takes nothing that could not be. */
final class Counting implements EventSink {

  private long decoded;

  long decoded() {
    return decoded;
  }

  void one() {
    decoded++;
  }

  void clear() {
    decoded = 0;
  }

  @Override
  public void event(Event event) {
    one();
  }

  @Override
  public void malformed(MalformedReason reason, String detail) {
    throw new IllegalStateException(detail);
  }
}
