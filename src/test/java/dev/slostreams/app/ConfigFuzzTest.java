package dev.slostreams.app;

import dev.slostreams.testing.Fuzz;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a properties file holds, it gives settings or problems that name key, rule and value.
 */
class ConfigFuzzTest {

  private static final int LONGEST = 2_000;
  private static final Pattern OF_A_PROGRAM =
      Pattern.compile("([a-z]+\\.){2}[A-Z]\\w*(Exception|Error)");

  @TempDir private Path folder;

  @Test
  void settings() throws Exception {
    Fuzz.of("settings", 100)
        .from(Files.readAllBytes(Path.of("config/production.properties")))
        .from(
            List.of(
                "slos=config/slos\nhttp.port=8080\ncommit.interval=100ms\nhttp.bind=127.0.0.1\n"
                    + "http.advertised=10.0.0.7:8080\nhistory=a,b\nhttp.hosts=slo.example.com\n",
                "slos=a.yaml, b\nhttp.public.url=https://slo.example.com/x\nbroker=embedded\n"
                    + "alertmanager.url=http://a:9093,https://b:9093\nstate.dir=/tmp/x\n"
                    + "webhooks=team-a=https://example.com/a,b=http://b/%2C\nlogging.format=json\n",
                "slos=a\nkafka.group.protocol=classic\nkafka.sasl.jaas.config=secret\n"
                    + "watchdog.interval=off\ntransaction.timeout=30s\nwebhook.max-age=24h\n"))
        .words(
            "\\u0000",
            "\\uZZZZ",
            "\\uD800",
            "\\\n",
            "999999999999d",
            "2147483647d",
            "0ms",
            "http://[::1",
            "http://a:99999",
            "http://\u0000",
            "[::]:8080",
            "[fd00::7]:0",
            "kafka.",
            "kafka.transaction.timeout.ms=",
            "batch.max.bytes=",
            "=",
            "#",
            "!")
        .run(this::read);
  }

  private void read(byte[] input) throws Exception {
    Path file = Files.write(folder.resolve("run.properties"), input);
    try {
      AppConfig config = AppConfig.load(file, List.of());
      for (Method getter : AppConfig.class.getMethods()) {
        if (getter.getDeclaringClass() == AppConfig.class && getter.getParameterCount() == 0) {
          getter.invoke(config);
        }
      }
      config.pages(config.httpAdvertised(8_080));
      config.httpTokenFiles().values().forEach(Path::of);
      config.commitInterval().toMillis();
    } catch (ConfigException e) {
      told(e);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static void told(ConfigException refused) {
    if (refused.problems().isEmpty()) {
      throw new AssertionError("refused without a problem");
    }
    for (String problem : refused.problems()) {
      if (problem.isBlank()
          || problem.length() > LONGEST
          || problem.contains("\n")
          || OF_A_PROGRAM.matcher(problem).find()) {
        throw new AssertionError(
            "no line for people (" + problem.length() + " characters): " + problem);
      }
    }
  }
}
