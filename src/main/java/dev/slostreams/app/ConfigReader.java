package dev.slostreams.app;

import dev.slostreams.sli.NearestName;
import dev.slostreams.sli.OneLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads an {@link AppConfig} from texts, and finds all problems before it gives up. */
final class ConfigReader {

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Setting<?>> known = new TreeMap<>();
  private final Map<Setting<?>, Object> values = new HashMap<>();
  private final Map<String, String> kafka = new HashMap<>();
  private boolean slosNeeded;

  private ConfigReader() {
    for (Setting<?> setting : Settings.all()) {
      known.put(setting.name(), setting);
      values.put(setting, setting.read(setting.defaultText()));
    }
  }

  static AppConfig read(Map<String, String> texts, List<String> overrides) {
    return new ConfigReader().config(texts, overrides);
  }

  /** Refuses settings without SLOs too. */
  static AppConfig readForRun(Map<String, String> texts, List<String> overrides) {
    ConfigReader reader = new ConfigReader();
    reader.slosNeeded = true;
    return reader.config(texts, overrides);
  }

  private AppConfig config(Map<String, String> texts, List<String> overrides) {
    new TreeMap<>(merged(texts, overrides)).forEach(this::put);
    checkTogether();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new AppConfig(values, kafka);
  }

  private Map<String, String> merged(Map<String, String> texts, List<String> overrides) {
    Map<String, String> merged = new HashMap<>(texts);
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals < 1) {
        problems.add(
            "--set: must be key=value, but was '" + OneLine.of(override, Setting.SHOWN) + "'");
      } else {
        merged.put(override.substring(0, equals).strip(), override.substring(equals + 1).strip());
      }
    }
    return merged;
  }

  private void put(String key, String text) {
    Setting<?> setting = known.get(key);
    if (setting != null) {
      try {
        values.put(setting, setting.read(text));
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    } else if (key.startsWith(AppConfig.KAFKA_PREFIX)) {
      kafka.put(key.substring(AppConfig.KAFKA_PREFIX.length()), text);
    } else {
      problems.add(unknown(key));
    }
  }

  private String unknown(String key) {
    String sentence = "'" + OneLine.of(key, Setting.SHOWN) + "': no such setting";
    return NearestName.of(key, known.keySet())
        .map(name -> sentence + "; did you mean '" + name + "'?")
        .orElse(sentence + "; Kafka's own settings begin with 'kafka.'");
  }

  private void checkTogether() {
    if (slosNeeded && values.get(Settings.SLOS).equals(List.of())) {
      problems.add("slos: must be at least one OpenSLO file or folder, but was empty");
    }
    checkTimeout(Settings.COMMIT_INTERVAL);
    checkTimeout(Settings.COMMIT_INTERVAL_BEHIND);
    problems.addAll(KafkaSettings.problems(kafka));
  }

  private void checkTimeout(Setting<Duration> interval) {
    Duration commit = (Duration) values.get(interval);
    Duration timeout = (Duration) values.get(Settings.TRANSACTION_TIMEOUT);
    if (commit.compareTo(timeout) >= 0) {
      problems.add(
          "transaction.timeout: must be longer than "
              + interval.name()
              + " ("
              + commit.toMillis()
              + "ms), but was "
              + timeout.toMillis()
              + "ms");
    }
  }
}
