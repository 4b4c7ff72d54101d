package dev.slostreams.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What a class says in the log while this is open, or everybody. */
public final class Logged implements AutoCloseable {

  private final Logger logger;
  private final Map<Logger, Level> before = new HashMap<>(); // null where its parent decides
  private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  /** What this class says, from INFO on. */
  public Logged(Class<?> of) {
    this((Logger) LoggerFactory.getLogger(of), Level.INFO);
  }

  private Logged(Logger logger, Level level) {
    this.logger = logger;
    listenTo(logger, level);
    appender.start();
    logger.addAppender(appender);
  }

  /** What everybody says, Kafka included, from DEBUG on; none of it goes anywhere else. */
  public static Logged everything() {
    Logged all =
        new Logged(
            (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME), Level.DEBUG);
    for (String name : List.of("org.apache.kafka", "kafka")) {
      all.listenTo((Logger) LoggerFactory.getLogger(name), Level.DEBUG);
    }
    Iterator<Appender<ILoggingEvent>> others = all.logger.iteratorForAppenders();
    others.forEachRemaining(all.silenced::add);
    all.silenced.remove(all.appender);
    all.silenced.forEach(all.logger::detachAppender);
    return all;
  }

  private void listenTo(Logger one, Level level) {
    before.put(one, one.getLevel());
    one.setLevel(level);
  }

  /** {@code WARN what happened topic=events offset=7}. */
  public List<String> lines() {
    return appender.list.stream().map(Logged::line).toList();
  }

  /** The same, with the logger's name before it and the stack trace after it. */
  public List<String> wholeTexts() {
    return appender.list.stream()
        .map(event -> event.getLoggerName() + " " + line(event) + trace(event))
        .toList();
  }

  private static String trace(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        ? ""
        : " " + ThrowableProxyUtil.asString(event.getThrowableProxy());
  }

  private static String line(ILoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    String keys =
        pairs == null
            ? ""
            : pairs.stream()
                .map(pair -> " " + pair.key + "=" + pair.value)
                .collect(Collectors.joining());
    return event.getLevel() + " " + event.getFormattedMessage() + keys;
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    silenced.forEach(logger::addAppender);
    before.forEach(Logger::setLevel);
  }
}
