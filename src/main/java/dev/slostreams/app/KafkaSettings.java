package dev.slostreams.app;

import dev.slostreams.sli.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings of Kafka that are not the user's to choose: what is counted rests on them. */
final class KafkaSettings {

  private static final String OWN_DEAD_LETTERS =
      "must be left out, because an event that cannot be counted is a dead letter already"
          + " (topic.dead-letters), and whatever else fails must not be passed over";

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "processing.guarantee",
              "exactly_once_v2",
              "must be exactly_once_v2, because any other counts events twice after a crash"),
          new Rule(
              "group.protocol",
              "classic",
              "must be classic, because other protocols hand events on one by one and do not tell"
                  + " silence from a backlog"),
          Rule.absent(
              "application.id", "must be left out, because application.id without kafka. says it"),
          Rule.absent(
              "bootstrap.servers",
              "must be left out, because bootstrap.servers without kafka. says it"),
          Rule.absent(
              "commit.interval.ms",
              "must be left out, because commit.interval and commit.interval.behind say it"),
          Rule.absent("errors.dead.letter.queue.topic.name", OWN_DEAD_LETTERS),
          Rule.absent("deserialization.exception.handler", OWN_DEAD_LETTERS),
          Rule.absent("default.deserialization.exception.handler", OWN_DEAD_LETTERS),
          Rule.absent("processing.exception.handler", OWN_DEAD_LETTERS),
          Rule.absent("production.exception.handler", OWN_DEAD_LETTERS),
          Rule.absent("default.production.exception.handler", OWN_DEAD_LETTERS));

  /** What one of them must be; {@code only} is empty where it must not be given at all. */
  private record Rule(String name, String only, String text) {

    static Rule absent(String name, String text) {
      return new Rule(name, "", text);
    }

    boolean isKept(String value) {
      return !only.isEmpty() && value.equalsIgnoreCase(only);
    }
  }

  private KafkaSettings() {}

  /** A sentence for each setting that must not be as it is. */
  static List<String> problems(Map<String, String> kafka) {
    List<String> problems = new ArrayList<>();
    for (Rule rule : RULES) {
      String value = kafka.get(rule.name());
      if (value != null && !rule.isKept(value)) {
        problems.add(
            "%s%s: %s, but was '%s'"
                .formatted(
                    AppConfig.KAFKA_PREFIX,
                    rule.name(),
                    rule.text(),
                    OneLine.of(value, Setting.SHOWN)));
      }
    }
    return problems;
  }
}
