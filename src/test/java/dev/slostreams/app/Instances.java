package dev.slostreams.app;

import dev.slostreams.openslo.DefinitionTexts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Instances as {@code run} starts them, in the process of the test. */
final class Instances {

  private Instances() {}

  /**
   * Settings that may be added to: a free port for HTTP, and a partition that is silent for half a
   * second is idle.
   *
   * @param slos file or folder of definitions
   * @param state folder of this instance alone
   */
  static Map<String, String> settings(String brokers, String application, Path slos, Path state) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", brokers);
    settings.put("application.id", application);
    settings.put("slos", slos.toString());
    settings.put("idle-after", "500ms");
    settings.put("state.dir", state.toString());
    settings.put("http.port", "0");
    return settings;
  }

  /** Starts one whose definitions stand in files. */
  static Instance start(Map<String, String> settings) {
    AppConfig config = AppConfig.of(settings);
    DefinitionTexts texts = DefinitionTexts.under(config.slos());
    return Instance.start(config, texts, texts.load().catalog().orElseThrow());
  }
}
