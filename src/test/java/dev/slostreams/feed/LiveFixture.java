package dev.slostreams.feed;

import dev.slostreams.metrics.Meters;
import java.util.Optional;

/** A live stream into which a test speaks, and whose seconds pass where it says so. */
public final class LiveFixture implements AutoCloseable {

  private final Live live;

  public LiveFixture(Meters meters) {
    live = new Live(meters);
  }

  /** From now on seconds pass by themselves. */
  public void start() {
    live.start();
  }

  public Live live() {
    return live;
  }

  public void alert(String json) {
    live.alert(json);
  }

  public void series(String id, String entry) {
    live.series(id, Optional.of(entry));
  }

  public void beat() {
    live.beat();
  }

  @Override
  public void close() {
    live.close();
  }
}
