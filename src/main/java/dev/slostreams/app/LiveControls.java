package dev.slostreams.app;

import dev.slostreams.control.Control;
import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controls of a running instance: reads the control topic to its end before anything is
 * evaluated, follows it afterwards, and publishes this instance's definitions.
 *
 * <p>Thread-safe.
 */
final class LiveControls implements Supplier<Controls>, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(LiveControls.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final ControlTopic topic;
  private final ControlBook book;
  private final AppConfig config;
  private final InstantSource clock;
  private final Thread follower;
  private ControlTopic.Reader reader;
  private volatile boolean closed;
  private volatile Consumer<Controls> listener = controls -> {};

  private LiveControls(
      AppConfig config, ControlTopic topic, ControlBook book, InstantSource clock) {
    this.config = config;
    this.topic = topic;
    this.book = book;
    this.clock = clock;
    this.reader = topic.open();
    this.follower = new Thread(this::follow, "slo-controls");
    this.follower.setDaemon(true);
  }

  /**
   * Reads everything, and publishes these definitions where others, or none, stand there.
   *
   * @param catalog what the texts define
   * @throws CannotRunException when the topic cannot be read or written
   */
  static LiveControls start(
      AppConfig config,
      ControlTopic topic,
      DefinitionTexts texts,
      SloCatalog catalog,
      InstantSource clock) {
    ControlBook book =
        new ControlBook(config.applicationId(), (id, read) -> definitions(config, id, read));
    LiveControls live = new LiveControls(config, topic, book, clock);
    try {
      live.book.learn(live.reader.readToEnd());
      live.announce(texts, catalog);
      live.book.learn(live.reader.readToEnd());
      live.follower.start();
      return live;
    } catch (RuntimeException e) {
      live.reader.close();
      throw e;
    }
  }

  /** Follows the topic for everything but definitions, which are these. */
  static LiveControls startFixed(
      AppConfig config, ControlTopic topic, SloCatalog catalog, InstantSource clock) {
    DefinitionSet set =
        definitions(config, new DefinitionsId(DefinitionsId.BEGINNING, ""), catalog);
    LiveControls live =
        new LiveControls(config, topic, ControlBook.fixed(config.applicationId(), set), clock);
    try {
      live.book.learn(live.reader.readToEnd());
      live.follower.start();
      return live;
    } catch (RuntimeException e) {
      live.reader.close();
      throw e;
    }
  }

  @Override
  public Controls get() {
    return book.controls();
  }

  /** Tells every new picture, on the thread that reads. */
  void tell(Consumer<Controls> told) {
    listener = told;
  }

  /** The definitions that were published last, as they stand on the topic. */
  Optional<Control> latest() {
    return book.latest();
  }

  /** Every exclusion that was ordered and can be used, undone ones too, by its order. */
  Map<Control, Exclusion> orderedExclusions() {
    return book.orderedExclusions();
  }

  /** Every freeze exception that was ordered and can be used, undone ones too, by its order. */
  Map<Control, FreezeException> orderedExceptions() {
    return book.orderedExceptions();
  }

  /** The hash of the definitions that were published last. */
  Optional<String> latestHash() {
    return book.latest().map(ControlBook::hash);
  }

  /**
   * Publishes definitions unless they are the latest ones; they come in force for all instances at
   * the same second.
   *
   * @return the second, or empty when nothing had to be published
   */
  Optional<Long> announce(DefinitionTexts texts, SloCatalog catalog) {
    Optional<Control> latest = book.latest();
    if (latest.isPresent() && ControlBook.hash(latest.get()).equals(texts.hash())) {
      return Optional.empty();
    }
    long from = latest.isEmpty() ? DefinitionsId.BEGINNING : from(catalog, latest.get());
    topic.publish(List.of(control(texts, from)));
    LOGGER.atInfo().log(
        "definitions published{}: {}",
        latest
            .map(
                former ->
                    ", they replace those of " + former.recorded().by() + " as of " + tick(from))
            .orElse(", the first"),
        texts.hash());
    return Optional.of(from);
  }

  /**
   * Recordings have no present: there a change is in force for all events that are still to come.
   */
  private long from(SloCatalog catalog, Control latest) {
    long next = latest.effectiveAt() + 1;
    boolean onlyHistory =
        definitions(config, new DefinitionsId(0, ""), catalog).sources().stream()
            .allMatch(Source::history);
    long wanted = Math.floorDiv(clock.millis() + config.controlsLead().toMillis() + 999, 1_000L);
    return onlyHistory ? next : Math.max(next, wanted);
  }

  private Control control(DefinitionTexts texts, long from) {
    return new Control(
        Control.DEFINITIONS,
        config.applicationId() + "@" + from,
        texts.texts().stream().map(text -> new Control.Document(text.file(), text.text())).toList(),
        from,
        Control.NEVER,
        new Control.Recorded(Author.name(), clock.millis()));
  }

  /** The definitions that are evaluated, sources marked as history where the settings say so. */
  private static DefinitionSet definitions(AppConfig config, DefinitionsId id, SloCatalog catalog) {
    List<Source> sources =
        catalog.sources().stream()
            .map(source -> config.history().contains(source.name()) ? source.asHistory() : source)
            .toList();
    return new DefinitionSet(
        id, sources, catalog.slos(), catalog.exclusions(), catalog.freezeExceptions());
  }

  /** Says once what every ledger partition then does. */
  static void logOrders(Exclusions before, Exclusions now) {
    for (Exclusion exclusion : now.all()) {
      if (!before.all().contains(exclusion)) {
        InForce inForce = exclusion.inForce();
        LOGGER
            .atInfo()
            .addKeyValue("reason", exclusion.cause().reason())
            .log(
                "exclusion {} {}, as of {}",
                exclusion.name(),
                inForce.isUndone() ? "undone" : "ordered",
                tick(inForce.changedAt()));
      }
    }
  }

  private static String tick(long second) {
    return second <= DefinitionsId.BEGINNING
        ? "the first tick"
        : "tick " + Instant.ofEpochSecond(second);
  }

  private void follow() {
    while (!closed) {
      try {
        List<Control> read = reader.readNext();
        if (!read.isEmpty()) {
          Controls before = book.controls();
          book.learn(read);
          logOrders(before.exclusions(), book.controls().exclusions());
          listener.accept(book.controls());
        }
      } catch (RuntimeException e) {
        if (!closed) {
          LOGGER.atWarn().setCause(e).log("reading the control topic failed, tried again");
          LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
        }
      }
    }
    reader.close();
  }

  @Override
  public void close() {
    closed = true;
    try {
      follower.join(PAUSE_AFTER_FAILURE.multipliedBy(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
