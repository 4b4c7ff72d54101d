package dev.slostreams.loadtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The events of a run, the SLOs over them, and what good and total must come to: exact, because the
 * generator counts what it makes.
 *
 * <p>Each event is of one service and counts in the SLOs of that service. Event time advances
 * evenly over an hour. After the last event each partition has a closing one, ten seconds later and
 * of no SLO, so that everything before it is complete.
 */
public final class Workload {

  public static final int PARTITIONS = 4;

  private static final List<String> GOOD =
      List.of(
          "status < 500",
          "duration_ms <= 200",
          "duration_ms <= 300.0 && status < 500",
          "!(status >= 400)",
          "region == 'eu-1' && status != 503");
  private static final long START_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long HOUR_MS = 3_600_000; // 1 h
  private static final long CLOSING_MS = 10_000; // 10 s after the last event

  private final long events;
  private final long eventsPerHour;
  private final Shape shape;
  private final Random random = new Random(7);
  private final long[][] good;
  private final long[] total;
  private long made;

  /**
   * How many SLOs and series there are.
   *
   * @param services each event is of one of them
   * @param slosPerService from 1 to 5; an event counts in all of its service
   * @param items each SLO has a series for each of so many items; with 0 it has one series
   */
  public record Shape(int services, int slosPerService, int items) {

    public static final Shape ONE_SLO = new Shape(1, 1, 0);

    /** Four services with five SLOs each. */
    public static final Shape TWENTY_SLOS = new Shape(4, 5, 0);

    /** Two hundred services with five SLOs each. */
    public static final Shape THOUSAND_SLOS = new Shape(200, 5, 0);

    public int slos() {
      return services * slosPerService;
    }

    public int series() {
      return slos() * Math.max(1, items);
    }

    /** {@code 1 SLO}, {@code 1,000 SLOs}. */
    public String slosInWords() {
      return String.format(Locale.ROOT, "%,d SLO%s", slos(), slos() == 1 ? "" : "s");
    }

    /** As {@link #toString} writes it. */
    public static Shape parse(String text) {
      String[] parts = text.split("x");
      return new Shape(
          Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
      return services + "x" + slosPerService + "x" + items;
    }
  }

  /**
   * Not yet made.
   *
   * @param events how many there are
   * @param eventsPerHour how many there would be in an hour of event time
   */
  public Workload(long events, long eventsPerHour, Shape shape) {
    this.events = events;
    this.eventsPerHour = eventsPerHour;
    this.shape = shape;
    this.good = new long[shape.services()][shape.slosPerService()];
    this.total = new long[shape.services()];
  }

  public Shape shape() {
    return shape;
  }

  /** Events that count; {@link #PARTITIONS} closing ones come after them. */
  public long events() {
    return events;
  }

  /** Whether {@link #next} has another event, closing ones included. */
  public boolean hasNext() {
    return made < events + PARTITIONS;
  }

  /** The next event; the partition it goes to is its number modulo {@link #PARTITIONS}. */
  public String next() {
    long number = made++;
    boolean closing = number >= events;
    long atMs =
        closing
            ? START_MS + events * HOUR_MS / eventsPerHour + CLOSING_MS
            : START_MS + number * HOUR_MS / eventsPerHour;
    int service = random.nextInt(shape.services());
    int status = random.nextInt(1_000) == 0 ? 503 : 200;
    int tenths = random.nextInt(4_000);
    if (!closing) {
      count(service, status, tenths);
    }
    return event(
        atMs,
        closing ? "none" : serviceName(service),
        shape.items() == 0 ? 0 : random.nextInt(shape.items()),
        status,
        tenths,
        random);
  }

  /**
   * An event as services publish it.
   *
   * @param tenths of a millisecond that it took
   * @param random makes its trace id
   */
  static String event(long atMs, String service, int item, int status, int tenths, Random random) {
    return "{\"timestamp\":\""
        + withMillis(atMs)
        + "\",\"service\":\""
        + service
        + "\",\"item\":\""
        + itemName(item)
        + "\",\"route\":\"/item/{id}\",\"method\":\"GET\",\"status\":"
        + status
        + ",\"duration_ms\":"
        + tenths / 10
        + "."
        + tenths % 10
        + ",\"region\":\"eu-1\",\"trace_id\":\""
        + Long.toHexString(random.nextLong())
        + Long.toHexString(random.nextLong())
        + "\"}";
  }

  /** Good and total per SLO, of the events made so far. */
  public Map<String, Counts> totals() {
    Map<String, Counts> totals = new LinkedHashMap<>();
    for (int service = 0; service < shape.services(); service++) {
      for (int slo = 0; slo < shape.slosPerService(); slo++) {
        totals.put(sloName(service, slo), new Counts(good[service][slo], total[service]));
      }
    }
    return totals;
  }

  public static String serviceName(int service) {
    return "service-" + service;
  }

  public static String itemName(int item) {
    return "item-" + item;
  }

  /** Name of one of the five SLOs of a service. */
  public static String sloName(int service, int slo) {
    return "slo-" + service + "-" + slo;
  }

  /** The OpenSLO documents: a source of this topic, and the SLOs of each service over 30 days. */
  public static String definitions(String topic, Shape shape) {
    return definitions(topic, shape, 30);
  }

  /** Like {@link #definitions(String, Shape)}, over a time window of so many days. */
  public static String definitions(String topic, Shape shape, int days) {
    List<String> documents = new ArrayList<>();
    documents.add(
        """
        apiVersion: openslo/v1
        kind: DataSource
        metadata: {name: requests}
        spec:
          type: kafka
          connectionDetails: {topic: %s, format: json, timestamp: timestamp}
        """
            .formatted(topic));
    for (int service = 0; service < shape.services(); service++) {
      for (int slo = 0; slo < shape.slosPerService(); slo++) {
        documents.add(definition(service, slo, shape, days));
      }
    }
    return String.join("---\n", documents);
  }

  private static String definition(int service, int slo, Shape shape, int days) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: %s}
        spec:
          service: %s
          indicator:
            metadata: {name: %s-good}
            spec:
              ratioMetric:
                counter: true
                good: {metricSource: {metricSourceRef: requests, type: kafka, spec: {where: "%s"}}}
                total: {metricSource: {metricSourceRef: requests, type: kafka, spec: {where: "service == '%s'"%s}}}
          timeWindow: [{duration: %dd, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{target: 0.99}]
        """
        .formatted(
            sloName(service, slo),
            serviceName(service),
            sloName(service, slo),
            GOOD.get(slo),
            serviceName(service),
            shape.items() == 0 ? "" : ", groupBy: [item]",
            days);
  }

  /** The conditions of {@link #GOOD}, written again in Java. */
  private void count(int service, int status, int tenths) {
    total[service]++;
    boolean[] isGood = {
      status < 500, tenths <= 2_000, tenths <= 3_000 && status < 500, status < 400, status != 503
    };
    for (int slo = 0; slo < shape.slosPerService(); slo++) {
      good[service][slo] += isGood[slo] ? 1 : 0;
    }
  }

  private static String withMillis(long atMs) {
    String text = Instant.ofEpochMilli(atMs).toString();
    return text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
  }
}
