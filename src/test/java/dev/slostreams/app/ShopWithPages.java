package dev.slostreams.app;

import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A shop with an instance that watches it: {@code requests} has a series for each of a few
 * services, {@code items} one for each of 996 items. Two hours of the past, then events of now
 * until it is closed.
 */
final class ShopWithPages implements AutoCloseable {

  /** The label that a hostile client sends. */
  static final String MARKUP = "<img src=x onerror=alert(1)>";

  static final List<String> SERVICES = List.of("cart", "checkout", "search", MARKUP);
  static final int ITEMS = 996;

  private static final long PAST_SECONDS = 7_200;
  private static final long PAUSE_NANOS = 20_000_000; // 20 ms
  private static final int BAD_IN_A_ROUND = 5;

  private static final String SOURCE =
      """
      apiVersion: openslo/v1
      kind: DataSource
      metadata:
        name: events
      spec:
        type: kafka
        connectionDetails:
          topic: request-events
          format: json
      """;
  private static final String SLO =
      """
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: %1$s
        displayName: %2$s
      spec:
        description: Nine of ten, at least
        service: shop
        indicator:
          metadata:
            name: %1$s-sli
          spec:
            ratioMetric:
              counter: true
              good:
                metricSource:
                  metricSourceRef: events
                  spec:
                    where: status < 500
              total:
                metricSource:
                  metricSourceRef: events
                  spec:
                    where: kind == '%1$s'
                    groupBy: [%3$s]
        timeWindow:
          - duration: 1h
            isRolling: true
        budgetingMethod: Occurrences
        objectives:
          - target: 0.99
      """;

  private final TestBroker broker = Brokers.embedded();
  private final Topics topics = new Topics(broker.bootstrapServers());
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final Instance instance;
  private final Thread sender = new Thread(this::sendOfNow, "shop");
  private volatile boolean stopped;

  ShopWithPages(Path folder) throws IOException {
    topics.create("request-events", 1);
    sendPast();
    Path slos = folder.resolve("slos.yaml");
    Files.writeString(
        slos,
        SOURCE
            + SLO.formatted("requests", "Requests that succeed", "service")
            + SLO.formatted("items", "Items that are found", "item"));
    instance =
        Instance.start(
            AppConfig.of(
                Map.of(
                    "bootstrap.servers", broker.bootstrapServers(),
                    "application.id", "it-pages",
                    "slos", slos.toString(),
                    "state.dir", folder.resolve("state").toString(),
                    "http.port", "0")),
            SloCatalog.load(List.of(slos)).catalog().orElseThrow());
    sender.start();
    String all = "\"total\":" + (SERVICES.size() + ITEMS);
    Topics.await("every series can be read", () -> series().contains(all));
  }

  URI uri() {
    return URI.create(instance.httpAddress());
  }

  private String series() {
    HttpRequest question = HttpRequest.newBuilder(uri().resolve("/api/v1/series?limit=1")).build();
    try {
      return HttpClient.newHttpClient().send(question, BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on most requests of this service fail. */
  void fail(String service) {
    failing.add(service);
  }

  /** Cart lost a tenth of its requests: its budget is spent. The others lost nothing. */
  private void sendPast() {
    long now = Instant.now().getEpochSecond();
    for (long second = now - PAST_SECONDS; second < now - 5; second += 4) {
      for (String service : SERVICES) {
        send(
            second * 1_000,
            "requests",
            "service",
            service,
            service.equals("cart") && second % 40 < 4);
      }
    }
    for (int item = 0; item < ITEMS; item++) {
      send((now - 5) * 1_000, "items", "item", "item-" + item, false);
    }
    topics.flush();
  }

  private void sendOfNow() {
    for (int round = 0; !stopped; round++) {
      long now = System.currentTimeMillis();
      String service = SERVICES.get(round % SERVICES.size());
      boolean bad = failing.contains(service) && (round / SERVICES.size()) % BAD_IN_A_ROUND != 0;
      send(now, "requests", "service", service, bad);
      send(now, "items", "item", "item-" + round * 7 % ITEMS, false);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void send(long timestampMs, String kind, String label, String value, boolean bad) {
    topics.send(
        "request-events",
        0,
        "{\"timestamp\":\"%s\",\"kind\":\"%s\",\"%s\":\"%s\",\"status\":%d}"
            .formatted(Instant.ofEpochMilli(timestampMs), kind, label, value, bad ? 500 : 200));
  }

  @Override
  public void close() {
    stopped = true;
    try {
      sender.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    instance.close();
    topics.close();
    broker.close();
  }
}
