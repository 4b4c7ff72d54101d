package dev.slostreams.loadtest;

import java.lang.management.ManagementFactory;

/**
 * A moment: the time, and the CPU time of this process until then.
 *
 * @param cpuNanos of all threads, the collector's and the compiler's included
 */
public record Stopwatch(long nanos, long cpuNanos) {

  public static Stopwatch start() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Stopwatch(System.nanoTime(), system.getProcessCpuTime());
  }

  public double secondsUntil(Stopwatch end) {
    return (end.nanos - nanos) / 1e9;
  }

  public double cpuSecondsUntil(Stopwatch end) {
    return (end.cpuNanos - cpuNanos) / 1e9;
  }
}
