package dev.slostreams.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What a class says in the log while this is open. */
public final class Logged implements AutoCloseable {

  private final Logger logger;
  private final Level before; // null where its parent decides
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  public Logged(Class<?> of) {
    logger = (Logger) LoggerFactory.getLogger(of);
    before = logger.getLevel();
    logger.setLevel(Level.INFO);
    appender.start();
    logger.addAppender(appender);
  }

  /** {@code WARN what happened topic=events offset=7}. */
  public List<String> lines() {
    return appender.list.stream().map(Logged::line).toList();
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
    logger.setLevel(before);
  }
}
