package dev.slostreams.feed;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * What one listener has still to be sent. Thread-safe.
 *
 * <p>Bounded: who is too slow loses all that waits and is told so by {@link Frame#RESET}.
 */
public final class Subscription implements AutoCloseable {

  static final int MOST_FRAMES = 64;

  private final Live live;
  private final Runnable wake;
  private final Queue<Frame> frames = new ArrayDeque<>();
  private boolean ended;

  Subscription(Live live, Runnable wake) {
    this.live = live;
    this.wake = wake;
  }

  /** The next piece, if one waits. */
  public synchronized Optional<Frame> poll() {
    return Optional.ofNullable(frames.poll());
  }

  /** Whether nothing more will come; what waits is still to be sent. */
  public synchronized boolean isEnded() {
    return ended;
  }

  /** Adds a piece and wakes the listener. */
  void offer(Frame frame) {
    boolean lost;
    synchronized (this) {
      lost = frames.size() == MOST_FRAMES;
      if (lost) {
        frames.clear();
        frames.add(Frame.RESET);
      } else {
        frames.add(frame);
      }
    }
    if (lost) {
      live.countReset();
    }
    wake.run();
  }

  void end() {
    synchronized (this) {
      ended = true;
    }
    wake.run();
  }

  /** The listener is gone. */
  @Override
  public void close() {
    live.forget(this);
  }
}
