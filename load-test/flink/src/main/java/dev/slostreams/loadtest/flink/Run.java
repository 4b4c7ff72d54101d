package dev.slostreams.loadtest.flink;

import dev.slostreams.loadtest.Stopwatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * When a run began and ended. Static, because Flink makes its operators from serialized copies; one
 * run at a time in a process.
 */
final class Run {

  private static final AtomicReference<Stopwatch> FIRST_EVENT = new AtomicReference<>();
  private static volatile Stopwatch lastResult;

  private Run() {}

  static void prepare() {
    FIRST_EVENT.set(null);
    lastResult = null;
  }

  /** A source begins to hand on events; the first of all counts. */
  static void eventRead() {
    FIRST_EVENT.compareAndSet(null, Stopwatch.start());
  }

  /** Flink's sink has got a result; the last of all counts. */
  static void resultWritten() {
    lastResult = Stopwatch.start();
  }

  static double seconds() {
    return FIRST_EVENT.get().secondsUntil(lastResult);
  }

  static double cpuSeconds() {
    return FIRST_EVENT.get().cpuSecondsUntil(lastResult);
  }

  static double secondsSince() {
    return lastResult.secondsUntil(Stopwatch.start());
  }
}
