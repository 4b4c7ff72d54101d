package dev.slostreams.app;

import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.SloCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * {@code run} with a processing guarantee that the program refuses: so the faults show that they
 * would find what is counted twice.
 */
public final class CarelessRun {

  /** The key that no settings of the program may have. */
  public static final String GUARANTEE = "kafka.processing.guarantee";

  private CarelessRun() {}

  /** {@code run --config FILE}. */
  public static void main(String[] args) throws Exception {
    Map<String, String> texts = new HashMap<>();
    Properties properties = new Properties();
    properties.load(Files.newBufferedReader(Path.of(args[2])));
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    String guarantee = texts.remove(GUARANTEE);
    AppConfig config =
        AppConfig.of(texts)
            .withKafka(Map.of(GUARANTEE.substring(AppConfig.KAFKA_PREFIX.length()), guarantee));
    DefinitionTexts slos = DefinitionTexts.under(config.slos());
    try (Instance instance =
        Instance.start(config, slos, SloCatalog.load(config.slos()).catalog().orElseThrow())) {
      System.out.println("  HTTP     " + instance.httpAddress());
      instance.awaitEnd();
    }
  }
}
