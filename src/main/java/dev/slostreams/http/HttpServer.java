package dev.slostreams.http;

import dev.slostreams.metrics.Meters;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A running HTTP server; closing it stops it within two seconds. */
public final class HttpServer implements AutoCloseable {

  private static final int MOST_QUESTIONS = 64;
  private static final int MOST_THREADS = 96; // a question holds one, and others need some too
  private static final int LEAST_THREADS = 4;
  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_HEADER_BYTES = 16_384; // 16 KiB
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long STOP_MS = 1_000;
  private static final long STOP_IDLE_MS = 50; // a connection without a request ends at once

  private final Javalin javalin;
  private final String bind;

  private HttpServer(Javalin javalin, String bind) {
    this.javalin = javalin;
    this.bind = bind;
  }

  /**
   * Takes the port; connections wait until it {@linkplain Listening#serve serves}.
   *
   * @throws HttpStartException when the port is taken
   */
  public static Listening listen(HttpSettings settings) {
    return listen(settings, PATIENCE);
  }

  /**
   * The same with a patience of its own.
   *
   * @param patience how long a connection may be silent, and a request take to come
   */
  static Listening listen(HttpSettings settings, Duration patience) {
    return new Listening(settings, patience, open(settings));
  }

  /** A port that is taken, and nothing that answers on it yet. */
  public static final class Listening implements AutoCloseable {

    private final HttpSettings settings;
    private final Duration patience;
    private final ServerSocketChannel channel;

    private Listening(HttpSettings settings, Duration patience, ServerSocketChannel channel) {
      this.settings = settings;
      this.patience = patience;
      this.channel = channel;
    }

    /** The port that was taken. */
    public int port() {
      return channel.socket().getLocalPort();
    }

    /**
     * Starts to answer.
     *
     * @param meters count what is refused
     */
    public HttpServer serve(List<? extends RouteGroup> groups, Meters meters) {
      Errors errors = new Errors(meters);
      Javalin javalin =
          Javalin.create(
              config -> {
                configure(config, settings, errors);
                config.jetty.addConnector((server, http) -> connector(server, http, meters));
                route(config, new Access(settings.tokens()), Directory.table(groups));
              });
      return new HttpServer(javalin.start(), settings.bind());
    }

    private ServerConnector connector(Server server, HttpConfiguration http, Meters meters) {
      http.setIdleTimeout(patience.toMillis());
      ServerConnector connector =
          new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
      connector.setIdleTimeout(patience.toMillis());
      connector.setShutdownIdleTimeout(STOP_IDLE_MS);
      connector.addBean(new SlowSenders(connector, patience, meters));
      try {
        connector.open(channel);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return connector;
    }

    /** Gives the port back, where nothing serves on it. */
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Where to ask, with the port that was taken: {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return URI.create(
        "http://" + (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + javalin.port());
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(JavalinConfig config, HttpSettings settings, Errors errors) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = Guard.MOST_BODY_BYTES;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(server -> limit(server, errors));
    config.jetty.modifyHttpConfiguration(HttpServer::limit);
    config.routes.before(new Guard(AllowedHosts.of(settings.bind(), settings.hosts()))::admit);
    config.routes.exception(HttpResponseException.class, errors::refused);
    config.routes.exception(FixedDefinitionsException.class, Errors::fixed);
    config.routes.exception(Exception.class, errors::failed);
  }

  private static void route(JavalinConfig config, Access access, List<Route> table) {
    Slots slots = new Slots(MOST_QUESTIONS);
    for (Route route : table) {
      Handler handler =
          access.guarded(
              route.scope(), route.limited() ? slots.taking(route.handler()) : route.handler());
      if (route.method().equals(HandlerType.POST)) {
        config.routes.post(route.path(), handler);
        continue;
      }
      config.routes.get(route.path(), handler);
      config.routes.head(route.path(), handler); // Jetty leaves out the body
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    threads.setName("http");
    threads.setDaemon(true);
    return threads;
  }

  private static void limit(Server server, Errors errors) {
    server.setErrorHandler(errors);
    server.setStopTimeout(STOP_MS);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
  }

  private static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    http.setSendServerVersion(false);
  }

  /** Takes the port before anything is started, so that a taken one leaves nothing behind. */
  private static ServerSocketChannel open(HttpSettings settings) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        return channel.bind(new InetSocketAddress(settings.bind(), settings.port()));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new HttpStartException(
          "http.port: must be free on %s, but %d cannot be taken (choose another, or 0 for any free one)"
              .formatted(settings.bind(), settings.port()),
          e);
    }
  }
}
