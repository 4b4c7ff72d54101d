package dev.slostreams.app;

import dev.slostreams.app.SloStreams.Definitions;
import dev.slostreams.broker.EmbeddedBroker;
import dev.slostreams.http.HttpServer;
import dev.slostreams.http.HttpSettings;
import dev.slostreams.metrics.Meters;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.query.RunningStreams;
import dev.slostreams.query.SeriesQuery;
import dev.slostreams.query.StreamsHealth;
import dev.slostreams.sli.NearestName;
import dev.slostreams.slo.Source;
import dev.slostreams.topology.Names;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * One running instance with everything it needs: the broker if it is to be embedded, the Kafka
 * application, HTTP. The one place where these are constructed.
 *
 * <p>Thread-safe once started.
 */
public final class Instance implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final String bootstrapServers;
  private final SloStreams streams;
  private final HttpServer http;

  private Instance(AppConfig config, SloCatalog catalog) {
    bootstrapServers = config.brokerEmbedded() ? embeddedBroker(config) : config.bootstrapServers();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    streams =
        SloStreams.start(
            config, definitions(config, catalog), bootstrapServers, new Meters(registry));
    parts.push(streams);
    RunningStreams running = RunningStreams.of(streams::streams, Names.VIEW_STORE);
    http =
        HttpServer.start(
            new HttpSettings(config.httpBind(), config.httpPort()),
            new SeriesQuery(running, catalog.slos(), NearestName::of),
            new StreamsHealth(
                running,
                config.streamThreads(),
                streams.sourceProgress()::all,
                InstantSource.system()),
            registry);
    parts.push(http);
  }

  /**
   * Starts everything; when it returns, it reads events.
   *
   * @throws ConfigException when settings and definitions do not fit together
   * @throws CannotRunException when something outside keeps it from running
   */
  public static Instance start(AppConfig config, SloCatalog catalog) {
    return new Instance(config, catalog);
  }

  /** Where the brokers are that it uses. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** {@code http://127.0.0.1:8080}. */
  public String httpAddress() {
    return http.uri().toString();
  }

  public SloStreams streams() {
    return streams;
  }

  /**
   * Waits until it has stopped.
   *
   * @return whether it was stopped, rather than failed
   */
  public boolean awaitEnd() throws InterruptedException {
    return streams.awaitEnd();
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("stopping failed: " + e.getMessage(), e);
      }
    }
  }

  /** The definitions that are evaluated, sources marked as history where the settings say so. */
  static Definitions definitions(AppConfig config, SloCatalog catalog) {
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
    List<Source> sources =
        catalog.sources().stream()
            .map(source -> config.history().contains(source.name()) ? source.asHistory() : source)
            .toList();
    return new Definitions(sources, catalog.slos());
  }

  private String embeddedBroker(AppConfig config) {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            new EmbeddedBroker.Options(config.brokerPort(), config.brokerDataDir(), Map.of()));
    parts.push(broker);
    return broker.bootstrapServers();
  }
}
