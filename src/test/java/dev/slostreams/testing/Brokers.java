package dev.slostreams.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slostreams.broker.EmbeddedBroker;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** Brokers for integration tests: always an embedded one, in a container where Docker answers. */
public final class Brokers {

  private static final String IMAGE = "apache/kafka-native:4.3.1";

  private static final String NO_DOCKER =
      "no Docker engine answers: tests on a container are skipped, the same ones run on the embedded"
          + " broker";

  private Brokers() {}

  /** Asked once, and only by those who want a container. */
  private static final class Docker {

    private static final boolean ANSWERS = ask();

    private static boolean ask() {
      boolean answers = DockerClientFactory.instance().isDockerAvailable();
      if (!answers) {
        LoggerFactory.getLogger(Brokers.class).warn(NO_DOCKER);
      }
      return answers;
    }
  }

  /** A running broker; closing it stops it. */
  public interface TestBroker extends AutoCloseable {

    String bootstrapServers();

    @Override
    void close();
  }

  /** Whether a container can be started; says so once where it cannot. */
  public static boolean dockerAnswers() {
    return Docker.ANSWERS;
  }

  /** A broker in this process, with its data in a temporary folder. */
  public static TestBroker embedded() {
    EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY);
    return new TestBroker() {
      @Override
      public String bootstrapServers() {
        return broker.bootstrapServers();
      }

      @Override
      public void close() {
        broker.close();
      }
    };
  }

  /** A broker of the official image; without a Docker engine the test reports itself skipped. */
  public static TestBroker container() {
    assumeTrue(Docker.ANSWERS, NO_DOCKER);
    KafkaContainer container = new KafkaContainer(IMAGE);
    Map<String, String> settings =
        Map.of(
            "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1",
            "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1",
            "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    settings.forEach(container::addEnv);
    container.start();
    return new TestBroker() {
      @Override
      public String bootstrapServers() {
        return container.getBootstrapServers();
      }

      @Override
      public void close() {
        container.stop();
      }
    };
  }
}
