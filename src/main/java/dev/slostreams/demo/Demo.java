package dev.slostreams.demo;

import dev.slostreams.app.AppConfig;
import dev.slostreams.app.CannotRunException;
import dev.slostreams.app.ConfigException;
import dev.slostreams.app.Instance;
import dev.slostreams.broker.EmbeddedBroker;
import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.Problem;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.wire.AlertMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The demo: a broker, the history of a shop or of another system, an instance that evaluates it,
 * then live traffic with incidents, all in this process and told on a screen.
 *
 * <p>What it tells of alerts and budgets it reads from the topics, as any consumer would. Used by
 * one thread; any other may stop it.
 */
public final class Demo implements AutoCloseable {

  /** A length of the live traffic that never ends. */
  public static final Duration UNTIL_STOPPED = ChronoUnit.FOREVER.getDuration();

  private static final Duration ONCE = Duration.ofDays(366); // longer than anybody looks on
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration LAST_WORDS = Duration.ofSeconds(20);
  // a slow machine may pause while it publishes the history: that is no silence of the shop
  private static final String IDLE_AFTER = "30s";

  private final Settings settings;
  private final Screen screen;
  private final DemoStory story;
  private final InstantSource clock;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final List<AlertMessage> past = new ArrayList<>();
  private Set<String> slos = Set.of();
  private String bootstrapServers;
  private Instance instance;
  private EventPublisher publisher;
  private ShopTraffic traffic;
  private ResultsReader results;
  private volatile boolean stopped;

  /**
   * What to show.
   *
   * @param seed of the events
   * @param history how long the system has been running when the live traffic begins
   * @param httpPort 0 for a free one
   */
  public record Settings(long seed, Duration history, int httpPort, Show show) {}

  public Demo(Settings settings, Screen screen, DemoStory story, InstantSource clock) {
    this.settings = settings;
    this.screen = screen;
    this.story = story;
    this.clock = clock;
  }

  /**
   * Starts everything; when it returns, the engine has evaluated the history.
   *
   * @throws CannotRunException when something outside keeps it from running
   */
  public void start() throws InterruptedException {
    Opening opening = new Opening(screen, settings.history(), settings.show());
    opening.title();
    TemporaryFolder folder = kept(TemporaryFolder.make());
    SloCatalog catalog =
        catalog(settings.show().definitions().stream().map(folder::unpack).toList());
    slos = followed(catalog);
    bootstrapServers = kept(broker(folder.path())).bootstrapServers();
    opening.brokerIsUp(bootstrapServers);
    AppConfig config = config(folder.path());
    publisher = kept(new EventPublisher(bootstrapServers, catalog.sources().get(0).topic()));
    traffic = kept(new ShopTraffic(publisher, plan(), config.disorder(), clock));
    traffic.start();
    instance = kept(Instance.start(config, catalog));
    results = kept(new ResultsReader(bootstrapServers, config));
    catchUp(opening);
  }

  /** Lets the live traffic flow for this long and tells what happens; then it has ended. */
  public void tell(Duration length) throws InterruptedException {
    if (isOver()) {
      return;
    }
    Telling telling = new Telling(screen, story, settings.show(), traffic.goLive());
    while (!isOver() && telling.lasted(clock.instant()).compareTo(length) < 0) {
      failOnFailure();
      List<AlertMessage> transitions = results.poll(LOOK_EVERY);
      telling.goOn(clock.instant(), transitions, results.standings());
    }
    traffic.close();
    finish(telling);
  }

  /** Tells what the engine has still to say about what was published; not when in a hurry. */
  private void finish(Telling telling) {
    Instant endedAt = clock.instant();
    while (!isOver()
        && !reached(results.tick(slos), completeTick())
        && clock.instant().isBefore(endedAt.plus(LAST_WORDS))) {
      telling.goOn(endedAt, results.poll(LOOK_EVERY), results.standings());
    }
    telling.standing(results.standings());
  }

  /** Ends it soon, from any thread. */
  public void stop() {
    stopped = true;
  }

  /** {@code http://127.0.0.1:8080}, once it has started. */
  public String httpAddress() {
    return instance.httpAddress();
  }

  /** Where the broker is, once it has started. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** What is published, once it has started. */
  ShopTraffic traffic() {
    return traffic;
  }

  /** The highest tick that can be evaluated after what was published so far. */
  long completeTick() {
    return publisher.completeTick(AppConfig.of(Map.of()).disorder().toMillis());
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new CannotRunException("stopping failed: " + e.getMessage(), e);
      }
    }
  }

  /** Until every SLO has been evaluated up to the end of the history. */
  private void catchUp(Opening opening) throws InterruptedException {
    OptionalLong tick = OptionalLong.empty();
    boolean published = false;
    while (!isOver() && !(published && reached(tick, traffic.history().join().completeTick()))) {
      failOnFailure();
      past.addAll(results.poll(LOOK_EVERY));
      tick = results.tick(slos);
      if (!published && traffic.history().isDone()) {
        opening.historyIsPublished(traffic.history().join());
        published = true;
      }
      opening.progress(publisher.count(), traffic.expectedEvents(), published, evaluated(tick));
    }
    if (!isOver()) {
      opening.historyIsEvaluated(past, traffic.historyEnd());
      opening.addresses(instance.httpAddress(), bootstrapServers, slos.iterator().next());
    }
  }

  private ShopTraffic.Plan plan() {
    return new ShopTraffic.Plan(settings.seed(), settings.history(), ONCE, settings.show());
  }

  private boolean isOver() {
    return stopped || screen.isGone();
  }

  private void failOnFailure() {
    traffic.failOnFailure();
    if (!instance.streams().isAlive()) {
      throw new CannotRunException("the engine has stopped; --verbose shows why");
    }
  }

  private boolean reached(OptionalLong tick, long wanted) {
    return tick.isPresent() && tick.getAsLong() >= wanted - settings.show().quietSeconds();
  }

  /** The SLOs that say how far the engine is: all of the shop's, the first of a system's. */
  private Set<String> followed(SloCatalog catalog) {
    List<String> names = catalog.slos().stream().map(slo -> slo.id().name()).toList();
    return settings.show().quietSeconds() == 0 ? new TreeSet<>(names) : Set.of(names.get(0));
  }

  /** The share of the history that is evaluated. */
  private double evaluated(OptionalLong tick) {
    long from = traffic.historyStart().getEpochSecond();
    long done = tick.isEmpty() ? 0 : tick.getAsLong() - from;
    return Math.max(0, Math.min(1, (double) done / settings.history().toSeconds()));
  }

  private static EmbeddedBroker broker(Path folder) {
    return EmbeddedBroker.start(
        EmbeddedBroker.Options.TEMPORARY.withDataDir(folder.resolve("broker")));
  }

  private AppConfig config(Path folder) {
    return AppConfig.of(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "state.dir",
            folder.resolve("state").toString(),
            "http.port",
            Integer.toString(settings.httpPort()),
            "idle-after",
            IDLE_AFTER));
  }

  private static SloCatalog catalog(List<Path> files) {
    LoadResult result = SloCatalog.load(files);
    return result
        .catalog()
        .orElseThrow(
            () -> new ConfigException(result.problems().stream().map(Problem::toString).toList()));
  }

  private <T extends AutoCloseable> T kept(T part) {
    parts.push(part);
    return part;
  }
}
