package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.junit.jupiter.api.Test;

/** Lines that Kafka writes at a first start are left out; those that may mean something are not. */
class LogFilterTest {

  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";
  private static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";

  private final LoggerContext context = new LoggerContext();
  private final LogFilter filter = new LogFilter();

  private FilterReply decide(String logger, String message, Throwable failure) {
    return filter.decide(
        new LoggingEvent("test", context.getLogger(logger), Level.WARN, message, failure, null));
  }

  @Test
  void internalTopicInTheMakingIsLeftOut() {
    String message = "reported a recoverable issue with correlation id 2 : {%s=%s}";

    assertThat(
            decide(CLIENT, message.formatted("x-repartition", "UNKNOWN_TOPIC_OR_PARTITION"), null))
        .isEqualTo(FilterReply.DENY);
    assertThat(decide(CLIENT, message.formatted("events", "UNKNOWN_TOPIC_OR_PARTITION"), null))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(CLIENT, message.formatted("x-repartition", "LEADER_NOT_AVAILABLE"), null))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void onlyTheFirstRetryOfTheProducerIsLeftOut() {
    String message = "Got error produce response, retrying (%d attempts left). Error: %s";

    assertThat(decide(SENDER, message.formatted(2147483646, "CONCURRENT_TRANSACTIONS"), null))
        .isEqualTo(FilterReply.DENY);
    assertThat(decide(SENDER, message.formatted(2147483645, "CONCURRENT_TRANSACTIONS"), null))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(SENDER, message.formatted(2147483646, "NOT_ENOUGH_REPLICAS"), null))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void embeddedBrokerIsHeardOfAllButTheFirstSequence() {
    String broker = "kafka.server.ReplicaManager";

    assertThat(decide(broker, "append", new OutOfOrderSequenceException("Expected sequence 0 for")))
        .isEqualTo(FilterReply.DENY);
    assertThat(
            decide(broker, "append", new OutOfOrderSequenceException("12 (incoming), 7 (current)")))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(broker, "append", null)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void brokerOutOfReachIsSaid() {
    assertThat(decide(CLIENT, "Connection to node -1 could not be established", null))
        .isEqualTo(FilterReply.NEUTRAL);
  }
}
