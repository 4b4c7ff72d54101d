package dev.slostreams.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Leaves out warnings of Kafka that come at every first start although nothing is wrong and nothing
 * is to be done. Thread-safe; the logging library makes it.
 *
 * <p>What would be left of a real failure is not among them: that is tried more than once, or told
 * as an exception.
 */
public final class LogFilter extends Filter<ILoggingEvent> {

  private record Harmless(String logger, String part) {

    boolean is(ILoggingEvent event) {
      return event.getLoggerName().equals(logger) && event.getFormattedMessage().contains(part);
    }
  }

  private static final String FIRST_RETRY = "(2147483646 attempts left). Error: ";

  private static final List<Harmless> ALL =
      List.of(
          // its own defaults, read while a topology is built; no global thread here
          new Harmless("org.apache.kafka.streams.StreamsConfig", "for the GlobalThread"),
          // internal topics while Kafka Streams makes them; it fails if they do not come
          new Harmless("org.apache.kafka.clients.NetworkClient", "-repartition=UNKNOWN_TOPIC"),
          // the first transaction on a topic, while the broker notes it down
          new Harmless(
              "org.apache.kafka.clients.producer.internals.Sender",
              FIRST_RETRY + "CONCURRENT_TRANSACTIONS"),
          new Harmless(
              "org.apache.kafka.clients.producer.internals.Sender",
              FIRST_RETRY + "OUT_OF_ORDER_SEQUENCE_NUMBER"),
          // the embedded broker at its end
          new Harmless(
              "org.apache.kafka.clients.NetworkClient",
              "Attempting to close NetworkClient that has already been closed"));

  private static final String BROKER = "kafka.server.ReplicaManager";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return ALL.stream().anyMatch(harmless -> harmless.is(event)) || isBrokersFirstRetry(event)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  /** What the embedded broker says of the first retry above. */
  private static boolean isBrokersFirstRetry(ILoggingEvent event) {
    return event.getLoggerName().equals(BROKER)
        && event.getThrowableProxy() != null
        && event.getThrowableProxy().getClassName().endsWith(".OutOfOrderSequenceException")
        && event.getThrowableProxy().getMessage().contains("Expected sequence 0");
  }
}
