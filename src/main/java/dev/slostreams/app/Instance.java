package dev.slostreams.app;

import dev.slostreams.broker.EmbeddedBroker;
import dev.slostreams.delivery.Delivery;
import dev.slostreams.feed.Feed;
import dev.slostreams.feed.FeedSettings;
import dev.slostreams.http.AlertRoutes;
import dev.slostreams.http.GateRoutes;
import dev.slostreams.http.HealthRoutes;
import dev.slostreams.http.HistoryRoutes;
import dev.slostreams.http.HttpServer;
import dev.slostreams.http.HttpServer.Listening;
import dev.slostreams.http.HttpSettings;
import dev.slostreams.http.OrderRoutes;
import dev.slostreams.http.PeerRoutes;
import dev.slostreams.http.PreviewRoutes;
import dev.slostreams.http.SeriesRoutes;
import dev.slostreams.http.StateRoutes;
import dev.slostreams.http.StreamRoutes;
import dev.slostreams.http.Tokens;
import dev.slostreams.http.WebRoutes;
import dev.slostreams.metrics.BudgetSeries;
import dev.slostreams.metrics.Meters;
import dev.slostreams.metrics.SlothSeries;
import dev.slostreams.metrics.Standings;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.query.BrokerWatch;
import dev.slostreams.query.Health;
import dev.slostreams.query.HistoryQuery;
import dev.slostreams.query.LedgerStores;
import dev.slostreams.query.Patience;
import dev.slostreams.query.StreamsHealth;
import dev.slostreams.slo.Source;
import dev.slostreams.topology.Names;
import dev.slostreams.wire.Pages;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One running instance with everything it needs: the broker if it is to be embedded, the controls,
 * the Kafka application, HTTP. The one place where these are constructed.
 *
 * <p>Thread-safe once started.
 */
public final class Instance implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final String bootstrapServers;
  private final Engine engine;
  private final HttpServer http;

  private Instance(AppConfig config, SloCatalog catalog, Optional<DefinitionTexts> texts) {
    requireKnownHistory(config, catalog);
    try {
      DeliveryConfig deliveryConfig = DeliveryConfig.read(config, System.getenv());
      bootstrapServers =
          config.brokerEmbedded() ? embeddedBroker(config) : config.bootstrapServers();
      HttpTokens tokens = HttpTokens.read(config.httpTokenFiles(), System.getenv());
      Listening listening = kept(HttpServer.listen(httpSettings(config, tokens.tokens())));
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      Standings standings = new Standings();
      registry.getPrometheusRegistry().register(new SlothSeries(standings, version()));
      registry
          .getPrometheusRegistry()
          .register(new BudgetSeries(standings, config.metricsMaxSeries()));
      Meters meters = new Meters(registry, standings);
      TopicSetup.with(config, bootstrapServers, setup -> setup.prepareControls());
      LiveControls controls = kept(controls(config, catalog, texts));
      Addresses addresses =
          new Addresses(bootstrapServers, config.httpAdvertised(listening.port()));
      engine = kept(Engine.start(config, controls, addresses, meters));
      meters.seriesLimit(config.maxSeries());
      meters.commits(() -> engine.streams().sourceProgress().pulse().commitAgeMs());
      meters.restoring(
          () -> engine.streams().restoring().remaining(),
          () -> engine.streams().restoring().tookMs());
      DefinitionReload reload = kept(DefinitionReload.start(config, controls, texts, meters));
      Queries queries =
          kept(
              Queries.start(
                  config,
                  engine,
                  () -> controls.get().latest().slos(),
                  new Queries.Self(addresses.self(), tokens.peer())));
      Pages pages = config.pages(addresses.self());
      Feed feed = kept(feed(config, pages, meters));
      Delivery delivery =
          kept(
              Delivery.start(
                  deliveryConfig.settings(bootstrapServers, addresses.self()),
                  () -> watchedTopics(controls),
                  meters,
                  InstantSource.system()));
      LedgerStores stores = new LedgerStores(() -> engine.streams().streams(), Names.SERIES_STORE);
      HistoryQuery history = new HistoryQuery(stores::of, controls::get);
      HistoryRoutes.Ledgers held =
          new HistoryRoutes.Ledgers(
              queries.placement(), queries.partitions(), queries.local(), history);
      SloDocuments documents = new SloDocuments(controls::latest);
      HttpOrders orders =
          new HttpOrders(
              controlTopic(config), controls, texts, config.controlsLead(), InstantSource.system());
      SourceLeaders leaders = kept(new SourceLeaders(config, bootstrapServers, engine::sources));
      BrokerWatch brokers = new BrokerWatch(leaders, InstantSource.system());
      Health health =
          new StreamsHealth(
                  queries.running(),
                  config.streamThreads(),
                  signs(),
                  new Patience(brokers, config.patience(), InstantSource.system()))
              .and(reload::check)
              .and(feed::check)
              .and(queries.reach()::check)
              // a target that takes nothing makes nobody else wait: told, and no failure
              .and(() -> new Health.Check("delivery", true, delivery.state()));
      http =
          kept(
              listening.serve(
                  List.of(
                      new WebRoutes(),
                      new SeriesRoutes(queries.series(), documents::slo),
                      new HistoryRoutes(held, feed.alerts()::resolved),
                      new PreviewRoutes(
                          held, () -> controls.get().latest().slos(), orders::exclusion),
                      new OrderRoutes(orders, InstantSource.system()),
                      new StateRoutes(
                          queries.series(),
                          new HttpDefinitions(controls, documents, reload),
                          InstantSource.system()),
                      new StreamRoutes(feed.live(), addresses.self()),
                      new AlertRoutes(
                          queries.series(), feed.alerts(), pages, InstantSource.system()),
                      new GateRoutes(queries.series(), () -> controls.get().latest().slos()),
                      new PeerRoutes(queries.local(), queries.reach()),
                      new HealthRoutes(health, registry)),
                  meters));
      queries.reach().start();
      kept(HealthWatch.start(brokers, health));
      parts.push(feed.live()); // ends its streams before the server that sends them
    } catch (RuntimeException | Error e) {
      closeAfter(e);
      throw e;
    }
  }

  private StreamsHealth.Signs signs() {
    return new StreamsHealth.Signs(
        () -> engine.streams().sourceProgress().all(),
        () -> engine.streams().sourceProgress().pulse().threads(),
        () -> engine.streams().restoring(),
        () -> engine.streams().restart());
  }

  /** Nothing of it goes on when it has not started. */
  private void closeAfter(Throwable failure) {
    try {
      close();
    } catch (IllegalStateException e) {
      failure.addSuppressed(e);
    }
  }

  /** Recordings do not go on, so nothing new comes through them. */
  private static Set<String> watchedTopics(LiveControls controls) {
    return controls.get().latest().sources().stream()
        .filter(source -> !source.history())
        .map(Source::topic)
        .collect(Collectors.toSet());
  }

  private Feed feed(AppConfig config, Pages pages, Meters meters) {
    Map<String, Object> kafka = new HashMap<>(config.kafka());
    kafka.put("bootstrap.servers", bootstrapServers);
    FeedSettings settings =
        new FeedSettings(
            config.topicAlerts(),
            config.topicBudgets(),
            config.alertsLogMax(),
            config.alertsLogRetention(),
            pages);
    return Feed.start(settings, kafka, meters, InstantSource.system());
  }

  /** Other instances ask under the advertised name. */
  private static HttpSettings httpSettings(AppConfig config, Tokens tokens) {
    List<String> hosts = new ArrayList<>(config.httpHosts());
    config.httpAdvertisedHost().ifPresent(hosts::add);
    try {
      return new HttpSettings(
          config.httpBind(), config.httpPort(), hosts, config.httpPlaintext(), tokens);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(e.getMessage()));
    }
  }

  private ControlTopic controlTopic(AppConfig config) {
    return new ControlTopic(bootstrapServers, config.topicControls(), config.kafka());
  }

  private LiveControls controls(
      AppConfig config, SloCatalog catalog, Optional<DefinitionTexts> texts) {
    ControlTopic topic = controlTopic(config);
    InstantSource clock = InstantSource.system();
    return texts
        .map(given -> LiveControls.start(config, topic, given, catalog, clock))
        .orElseGet(() -> LiveControls.startFixed(config, topic, catalog, clock));
  }

  /**
   * Starts everything, with definitions that do not change; when it returns, it reads events.
   *
   * @throws ConfigException when settings and definitions do not fit together
   * @throws CannotRunException when something outside keeps it from running
   */
  public static Instance start(AppConfig config, SloCatalog catalog) {
    return new Instance(config, catalog, Optional.empty());
  }

  /**
   * Starts everything, with definitions that stand in the files of the settings and come in force
   * anew whenever they change; when it returns, it reads events.
   *
   * @param catalog what the texts define
   * @throws ConfigException when settings and definitions do not fit together
   * @throws CannotRunException when something outside keeps it from running
   */
  public static Instance start(AppConfig config, DefinitionTexts texts, SloCatalog catalog) {
    return new Instance(config, catalog, Optional.of(texts));
  }

  /** Where the brokers are that it uses. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** {@code http://127.0.0.1:8080}. */
  public String httpAddress() {
    return http.uri().toString();
  }

  /** The Kafka application of now; another one once it had to start again. */
  public SloStreams streams() {
    return engine.streams();
  }

  /**
   * Waits until it has stopped.
   *
   * @return whether it was stopped, rather than failed
   */
  public boolean awaitEnd() throws InterruptedException {
    return engine.awaitEnd();
  }

  /** Why it has failed, as people read it; empty where it has not, or nobody knows. */
  public Optional<String> failure() {
    return engine.failure();
  }

  /** Stops all parts, the last started first; one that cannot be stopped does not keep the rest. */
  @Override
  public synchronized void close() {
    IllegalStateException failed = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        if (failed == null) {
          failed = new IllegalStateException("stopping failed: " + e.getMessage(), e);
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private <T extends AutoCloseable> T kept(T part) {
    parts.push(part);
    return part;
  }

  private static void requireKnownHistory(AppConfig config, SloCatalog catalog) {
    List<String> unknown = new ArrayList<>(config.history());
    catalog.sources().forEach(source -> unknown.remove(source.name()));
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          List.of(
              "history: must name DataSources, but was "
                  + unknown
                  + " (known: "
                  + catalog.sources().stream().map(Source::name).toList()
                  + ")"));
    }
  }

  private static String version() {
    String version = Instance.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }

  private String embeddedBroker(AppConfig config) {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            new EmbeddedBroker.Options(config.brokerPort(), config.brokerDataDir(), Map.of()));
    parts.push(broker);
    return broker.bootstrapServers();
  }
}
