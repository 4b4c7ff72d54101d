package dev.slostreams.faults;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Forty minutes of events, made from a seed alone: several services with outages of their own, out
 * of order by less than the disorder that is allowed, with keys and whole events that repeat, and
 * with records that cannot be read. On a second topic whose SLO has no alerts they are as late as
 * they like: there an alert could not be a function of the events alone.
 */
final class Traffic {

  static final String REQUESTS = "fault-requests";
  static final String STRAGGLERS = "fault-stragglers";

  /** Those that have events; the topic has one more, which is idle from its first second on. */
  static final int REQUEST_PARTITIONS = 4;

  static final int STRAGGLER_PARTITIONS = 2;

  private static final long START_MS = Instant.parse("2026-11-02T08:00:00Z").toEpochMilli();
  private static final int LENGTH_MS = 2_400_000; // 40 min
  private static final int DISORDER_MS = 900;
  private static final int MOST_LATE_MS = 600_000; // 10 min
  private static final int OUTAGES = 4;
  private static final int KEYS = 50;
  private static final int USERS = 1_000_000; // mostly each event has one of its own
  private static final double STRAGGLER_SHARE = 0.1;
  private static final double REPEATED = 0.01;
  private static final double WRONG_STAMPS = 0.02;
  private static final String[] SERVICES = {"cart", "checkout", "search", "login"};
  private static final String[] REGIONS = {"eu-1", "eu-2", "us-1"};
  private static final String[] ROUTES = {"/", "/list", "/item \"new\"", "/pay"};

  /** One for each reason that a record on its own cannot be counted; {@code null} is none. */
  private static final String[] POISON = {
    null,
    "",
    "{\"timestamp\":",
    "[1,2,3]",
    "\"a text\"",
    "{\"service\":\"cart\",\"status\":200}",
    "{\"timestamp\":\"yesterday\",\"service\":\"cart\",\"status\":200}",
    "{\"timestamp\":true,\"service\":\"cart\",\"status\":200}",
    "{\"timestamp\":-1,\"service\":\"cart\",\"status\":200}",
    "{\"timestamp\":0,\"service\":\"cart\",\"status\":200}",
    "{\"timestamp\":1762070400,\"service\":\"cart\",\"status\":200}",
    "{\"timestamp\":1762070400000000,\"service\":\"cart\",\"status\":200}",
    "{\"timestamp\":9223372036854775807,\"service\":\"cart\",\"status\":200}",
    "{\"timestamp\":\"2093-01-01T00:00:00Z\",\"service\":\"cart\",\"status\":200}"
  };

  private final Random random;
  private final double poison;
  private final List<Outage> outages = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();

  /** In which order events come. */
  enum Order {
    /** Out of order by less than they may be, and the stragglers as late as they like. */
    USUAL,
    /** The same, and the stragglers from the last to the first. */
    STRAGGLERS_BACKWARDS
  }

  /** What Kafka's own timestamp of a record says, on which nothing may depend. */
  enum Stamp {
    NOW,
    YEAR_1970,
    ALMOST_AN_HOUR_AHEAD;

    Long ms(long nowMs) {
      return switch (this) {
        case NOW -> null;
        case YEAR_1970 -> 0L;
        case ALMOST_AN_HOUR_AHEAD -> nowMs + 3_540_000; // a broker takes an hour
      };
    }
  }

  /** A record as it is to be sent; the value may be null. */
  record Sent(long atMs, String topic, int partition, Stamp stamp, String key, String value) {

    byte[] keyBytes() {
      return key.getBytes(StandardCharsets.UTF_8);
    }

    byte[] valueBytes() {
      return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    }
  }

  private record Outage(String service, int fromMs, int toMs, double failing) {}

  private Traffic(long seed, double poison) {
    this.random = new Random(seed);
    this.poison = poison;
  }

  /** All records in the order in which they are to be sent. */
  static List<Sent> of(long seed, Fault.Load load) {
    Traffic traffic = new Traffic(seed, load.poison());
    traffic.plan();
    for (int i = 0; i < load.events(); i++) {
      traffic.add(i, (int) ((long) LENGTH_MS * i / load.events()));
    }
    traffic.sent.sort(Comparator.comparingLong(Sent::atMs));
    if (load.order() == Order.STRAGGLERS_BACKWARDS) {
      traffic.turnStragglers();
    }
    return traffic.sent;
  }

  /** Where the first of them was comes the last. */
  private void turnStragglers() {
    List<Integer> places =
        IntStream.range(0, sent.size())
            .filter(i -> sent.get(i).topic().equals(STRAGGLERS))
            .boxed()
            .toList();
    List<Sent> last = new ArrayList<>();
    places.forEach(place -> last.add(0, sent.get(place)));
    for (int i = 0; i < places.size(); i++) {
      sent.set(places.get(i), last.get(i));
    }
  }

  private void plan() {
    for (int i = 0; i < OUTAGES; i++) {
      int from = random.nextInt(LENGTH_MS * 3 / 4);
      int length = 60_000 + random.nextInt(240_000);
      outages.add(new Outage(pick(SERVICES), from, from + length, 0.2 + 0.7 * random.nextDouble()));
    }
  }

  private void add(int id, int atMs) {
    if (random.nextDouble() < STRAGGLER_SHARE) {
      int partition = random.nextInt(STRAGGLER_PARTITIONS);
      int eventMs = Math.max(0, atMs - random.nextInt(MOST_LATE_MS));
      put(atMs, STRAGGLERS, partition, event(id, eventMs, "s" + partition));
      return;
    }
    int partition = random.nextInt(REQUEST_PARTITIONS);
    if (atMs > DISORDER_MS && random.nextDouble() < poison) {
      put(atMs, REQUESTS, partition, pick(POISON));
      return;
    }
    int eventMs = Math.max(0, atMs - random.nextInt(DISORDER_MS));
    String value = event(id, eventMs, "r" + partition);
    put(atMs, REQUESTS, partition, value);
    if (random.nextDouble() < REPEATED) {
      put(atMs, REQUESTS, partition, value);
    }
  }

  private String event(int id, int eventMs, String part) {
    String service = pick(SERVICES);
    double failing =
        outages.stream()
            .filter(one -> one.service().equals(service))
            .filter(one -> eventMs >= one.fromMs() && eventMs < one.toMs())
            .mapToDouble(Outage::failing)
            .max()
            .orElse(0.0005);
    boolean failed = random.nextDouble() < failing;
    double duration = (failed ? 200 : 50) * (0.2 + 2 * random.nextDouble());
    String measured =
        random.nextInt(500) == 0
            ? ""
            : String.format(Locale.ROOT, ",\"duration_ms\":%.1f", duration);
    return String.format(
        "{\"timestamp\":\"%s\",\"id\":%d,\"user\":\"u%d\",\"part\":\"%s\",\"service\":\"%s\",\"region\":\"%s\",\"route\":\"%s\",\"status\":%d,\"requests\":%d%s}",
        Instant.ofEpochMilli(START_MS + eventMs),
        id,
        id % USERS,
        part,
        service,
        pick(REGIONS),
        pick(ROUTES).replace("\"", "\\\""),
        failed ? 503 : 200,
        1 + random.nextInt(5),
        measured);
  }

  private void put(int atMs, String topic, int partition, String value) {
    Stamp stamp =
        random.nextDouble() < WRONG_STAMPS
            ? Stamp.values()[random.nextInt(Stamp.values().length)]
            : Stamp.NOW;
    String key = "k" + random.nextInt(KEYS);
    sent.add(new Sent(START_MS + atMs, topic, partition, stamp, key, value));
  }

  private String pick(String[] texts) {
    return texts[random.nextInt(texts.length)];
  }
}
