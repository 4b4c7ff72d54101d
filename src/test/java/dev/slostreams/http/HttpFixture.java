package dev.slostreams.http;

import dev.slostreams.control.Controls;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.feed.AlertLog;
import dev.slostreams.feed.LiveFixture;
import dev.slostreams.feed.LogFixture;
import dev.slostreams.metrics.Meters;
import dev.slostreams.query.Health;
import dev.slostreams.query.Health.Check;
import dev.slostreams.query.HistoryQuery;
import dev.slostreams.query.Partitions;
import dev.slostreams.query.Peers;
import dev.slostreams.query.Placement;
import dev.slostreams.query.SeriesQuery;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.store.LedgerReader;
import dev.slostreams.store.LedgerStore;
import dev.slostreams.testing.FakeStreams;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.Views;
import dev.slostreams.watermark.Watermarks;
import dev.slostreams.window.Counts;
import dev.slostreams.wire.BudgetRecord;
import dev.slostreams.wire.DataState;
import dev.slostreams.wire.Pages;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A started server over fake streams: two SLOs, one with two series, one without. */
final class HttpFixture implements Health, AutoCloseable {

  static final Slo CART =
      Slos.with(
          Slos.availability("cart", "region"), Slos.policy("page", "page", Slos.burn("14.4", 300)));
  static final Slo PAYMENT = Slos.availability("payment");

  final FakeStreams streams = new FakeStreams();
  private final KeyValueStore<Bytes, byte[]> ledger =
      Stores.inMemoryKeyValueStore("series-store").get();
  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final LiveFixture live = new LiveFixture(Meters.unread());
  final AlertLog log = LogFixture.log(Views.TICK);
  private final HttpClient client = HttpClient.newHttpClient();
  private final FakeOrders orders = new FakeOrders();
  private final HttpServer server =
      HttpServer.listen(new HttpSettings("127.0.0.1", 0)).serve(groups(), new Meters(meters));
  private final Set<String> series = new HashSet<>();
  private List<Check> checks = List.of(new Check("state", true, "RUNNING"));

  private List<RouteGroup> groups() {
    SeriesQuery query =
        streams.query(
            List.of(CART, PAYMENT),
            (typed, known) -> known.stream().filter(n -> n.startsWith(typed)).findFirst());
    return List.of(
        new SeriesRoutes(query, HttpFixture::definition),
        new HistoryRoutes(ledgers(), log::resolved),
        new PreviewRoutes(ledgers(), () -> List.of(CART, PAYMENT), HttpFixture::exclusion),
        new OrderRoutes(orders, () -> Instant.ofEpochSecond(Views.TICK)),
        new StateRoutes(query, new FakeDefinitions(), () -> Instant.ofEpochSecond(Views.TICK)),
        new StreamRoutes(live.live(), "127.0.0.1:8080"),
        new AlertRoutes(
            query,
            log,
            new Pages(URI.create("https://slo.example.com/")),
            () -> Instant.ofEpochSecond(Views.TICK)),
        new GateRoutes(query, () -> List.of(CART, PAYMENT)),
        new HealthRoutes(this, meters));
  }

  private HistoryRoutes.Ledgers ledgers() {
    HistoryQuery query =
        new HistoryQuery(
            partition -> Optional.of(new LedgerReader(ledger)),
            () -> Controls.fixed(List.of(), List.of(CART, PAYMENT)));
    Partitions partitions = new Partitions(streams, streams.local(), Peers.NONE);
    return new HistoryRoutes.Ledgers(
        new Placement(1, slo -> 0), partitions, streams.local(), query);
  }

  /** Of cart's, the ten minutes before {@link Views#TICK}, whatever the document says but this. */
  private static Exclusion exclusion(String document) {
    if (document.isEmpty()) {
      throw new IllegalArgumentException("body: must be a document, but was empty");
    }
    return new Exclusion(
        document,
        new Exclusion.Scope(Set.of("cart"), Set.of()),
        Intervals.of(List.of(new Interval(Views.TICK - 600, Views.TICK))),
        "",
        Exclusion.InForce.ALWAYS,
        new Exclusion.Cause(
            Exclusion.Kind.MAINTENANCE, "moved", "jo", Exclusion.Cause.NOT_ANNOUNCED));
  }

  /** Adds, in a ledger, an hour up to {@link Views#TICK} of a good request each second. */
  HttpFixture countedIn(String... regions) {
    Ledger counting = new Ledger(List.of(CART, PAYMENT), 10);
    LedgerStore store = new LedgerStore(ledger);
    Watermarks watermarks = new Watermarks(List.of("requests-0"), 60_000, 0);
    store.load(counting, watermarks, List.of(CART, PAYMENT));
    for (String region : regions) {
      SeriesKey key = SeriesKey.of(CART.id(), List.of("region"), List.of(region));
      for (long second = Views.TICK - 3_600; second < Views.TICK; second++) {
        counting.record(key, second, new Counts(1, 1));
      }
    }
    counting.advanceTo(Views.TICK, false);
    store.save(counting, watermarks);
    return this;
  }

  private static Optional<String> definition(String slo) {
    return slo.equals("cart") ? Optional.of("kind: SLO\n") : Optional.empty();
  }

  /** Every route that it answers. */
  List<Route> table() {
    return Directory.table(groups());
  }

  /** Adds the series of cart in this region; its tick is later by so many seconds. */
  HttpFixture cartIn(String region, long secondsLater, DataState state) {
    var view = Views.view(CART, region).at(Views.TICK + secondsLater);
    streams.put(BudgetRecord.key(view), BudgetRecord.value(view, state));
    return this;
  }

  /** Adds a series; all of them stand as of the same tick. */
  HttpFixture put(SeriesView view) {
    streams.put(BudgetRecord.key(view), BudgetRecord.value(view, DataState.OK));
    series.add(BudgetRecord.key(view));
    streams.stamp(0, Views.TICK, series.size());
    return this;
  }

  void checks(Check... found) {
    checks = List.of(found);
  }

  @Override
  public List<Check> liveness() {
    return checks;
  }

  @Override
  public List<Check> readiness() {
    return checks;
  }

  URI uri(String path) {
    return server.uri().resolve(path);
  }

  HttpResponse<String> get(String path) {
    return ask("GET", path);
  }

  HttpResponse<String> ask(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Sends these lines as they are, and reads the whole answer. */
  String raw(String... lines) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
      String request = String.join("\r\n", lines) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
