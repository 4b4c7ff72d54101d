package dev.slostreams.demo;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the demo's events by brute force: good and bad per second for each indicator of {@code
 * config/demo/slos.yaml}, windows added up anew. Reads the bytes by searching text.
 */
final class Ledger implements EventSink {

  record Sum(long bad, long total) {

    boolean burnsAbove(double threshold, double budgetShare) {
      return bad > threshold * budgetShare * total;
    }
  }

  private static final int KEPT = 6 * 3_600; // live seconds and history

  private final long liveStart;
  private final Map<String, long[][]> seconds = new HashMap<>();
  private final Map<String, long[]> months = new HashMap<>();
  private long events;
  private long firstMs = -1;
  private long lastMs = Long.MIN_VALUE;
  private long outOfOrder;

  Ledger(long liveStart) {
    this.liveStart = liveStart;
  }

  @Override
  public void accept(long timestampMs, byte[] json) {
    events++;
    firstMs = firstMs < 0 ? timestampMs : firstMs;
    outOfOrder += timestampMs < lastMs ? 1 : 0;
    lastMs = timestampMs;
    String event = new String(json, StandardCharsets.US_ASCII);
    String service = between(event, "\"service\":\"", '"');
    boolean fails = Integer.parseInt(between(event, "\"status\":", ',')) >= 500;
    count("availability " + service, timestampMs, fails);
    if (service.equals("checkout")) {
      double ms = Double.parseDouble(between(event, "\"duration_ms\":", ','));
      count("latency checkout", timestampMs, ms > 300);
    }
    if (service.equals("search")) {
      count("search " + between(event, "\"region\":\"", '"'), timestampMs, fails);
    }
  }

  long events() {
    return events;
  }

  long firstMs() {
    return firstMs;
  }

  long lastMs() {
    return lastMs;
  }

  long outOfOrder() {
    return outOfOrder;
  }

  Sum month(String name) {
    long[] sum = months.get(name);
    return new Sum(sum[0], sum[1]);
  }

  /** The sum over the {@code length} seconds before the tick, both relative to the live start. */
  Sum window(String name, int tick, int length) {
    long[][] series = seconds.get(name);
    long bad = 0;
    long total = 0;
    for (int second = tick - length; second < tick; second++) {
      bad += series[0][second + KEPT];
      total += series[1][second + KEPT];
    }
    return new Sum(bad, total);
  }

  private void count(String name, long timestampMs, boolean bad) {
    long[] month = months.computeIfAbsent(name, n -> new long[2]);
    month[0] += bad ? 1 : 0;
    month[1]++;
    long second = Math.floorDiv(timestampMs, 1_000L) - liveStart;
    if (second >= -KEPT && second < KEPT) {
      long[][] series = seconds.computeIfAbsent(name, n -> new long[2][2 * KEPT]);
      series[0][(int) second + KEPT] += bad ? 1 : 0;
      series[1][(int) second + KEPT]++;
    }
  }

  private static String between(String event, String from, char to) {
    int start = event.indexOf(from) + from.length();
    return event.substring(start, event.indexOf(to, start));
  }
}
