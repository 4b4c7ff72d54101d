package dev.slostreams.loadtest.flink;

/**
 * What one event adds: its time, and the SLOs it counts in. The source hands it to {@link
 * LocalCounts} in the same chain of operators, with objects reused, so one instance per decoder
 * serves all events and no serializer ever sees it.
 */
public final class Contribution {

  /** Milliseconds since the epoch. */
  public long timestampMs;

  /** How many of the places in {@link #slos} and {@link #good} are meant. */
  public int count;

  public int[] slos = new int[16];
  public boolean[] good = new boolean[16];

  void start(long atMs) {
    timestampMs = atMs;
    count = 0;
  }

  void add(int slo, boolean isGood) {
    if (count == slos.length) {
      slos = java.util.Arrays.copyOf(slos, 2 * count);
      good = java.util.Arrays.copyOf(good, 2 * count);
    }
    slos[count] = slo;
    good[count++] = isGood;
  }
}
