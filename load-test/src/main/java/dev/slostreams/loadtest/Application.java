package dev.slostreams.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An application of its own on the common broker: its topics are nobody else's. */
public final class Application {

  private static final List<String> TOPICS =
      List.of("alerts", "alert-states", "budgets", "dead-letters", "controls", "watchdog");

  private Application() {}

  /** Settings of one instance of it, with its own state folder and a free port. */
  public static Map<String, String> settings(String brokers, String application)
      throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("application.id", application);
    settings.put("bootstrap.servers", brokers);
    TOPICS.forEach(topic -> settings.put("topic." + topic, application + "-" + topic));
    settings.put("state.dir", Files.createTempDirectory("state").toString());
    settings.put("http.port", "0");
    return settings;
  }
}
