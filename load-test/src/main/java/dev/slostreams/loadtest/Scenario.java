package dev.slostreams.loadtest;

import dev.slostreams.app.NewTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** One question, and how it is measured. */
interface Scenario {

  String name();

  /** What is measured, for the head of the table. */
  String title();

  /** What the broker must have other than usual. */
  default Map<String, String> brokerSettings() {
    return Map.of();
  }

  /** Whether it is measured with a broker. */
  default boolean usesBroker() {
    return true;
  }

  /** Measures, where {@link #usesBroker} says so with a broker that has nothing in it yet. */
  Report measure(Bench bench) throws Exception;

  /**
   * What is there to measure with.
   *
   * @param brokers address of the broker, or empty
   * @param logs folder for what child processes say
   * @param events how many to preload
   * @param rounds how often everybody has a turn that counts
   * @param quick whether only to see that all works
   */
  record Bench(String brokers, Path logs, long events, int rounds, boolean quick) {

    /** Makes a topic with {@link Workload#PARTITIONS}, which keeps everything. */
    void makeTopic(String topic) throws Exception {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
        NewTopics.make(
            admin,
            new NewTopic(topic, Workload.PARTITIONS, (short) 1)
                .configs(Map.of("retention.ms", "-1")));
      }
    }

    /** Settings of an instance; where all is quick, its session ends soon after a crash. */
    Map<String, String> settings(String application) throws IOException {
      Map<String, String> settings = Application.settings(brokers, application);
      if (quick) {
        settings.put("kafka.main.consumer.session.timeout.ms", "6000");
        settings.put("kafka.main.consumer.heartbeat.interval.ms", "1500");
      }
      return settings;
    }

    void fill(String topic, Workload workload) throws Exception {
      makeTopic(topic);
      Preload.fill(brokers, topic, workload);
    }
  }

  /** What came out. */
  interface Report {

    /** For people: a table, and what is to be said about it. */
    String markdown();

    /** The same for machines, with every single figure. */
    Map<String, Object> json();
  }
}
