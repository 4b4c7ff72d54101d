package dev.slostreams.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.testing.Markdown;
import dev.slostreams.testing.Yaml;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/publishing.md} shows can be copied. */
class PublishingDocTest {

  @TempDir private Path folder;

  @Test
  void javaCompilesWithoutAWarning() throws IOException {
    Path source = Files.writeString(folder.resolve("RequestEvents.java"), block("java"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();

    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-Xlint:deprecation,unchecked,rawtypes",
              "-d",
              folder.toString(),
              "-classpath",
              Path.of(location(KafkaProducer.class)).toString());
      compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source)).call();
    }

    assertThat(said.toString()).isEmpty();
    assertThat(folder.resolve("RequestEvents.class")).exists();
  }

  @Test
  void eventsAreWhatTheExamplesCount() throws IOException {
    JsonNode event = new ObjectMapper().readTree(block("json"));

    JsonNode fields =
        Yaml.readAll(Path.of("config/slos/shop.yaml")).get(0).at("/spec/connectionDetails/fields");

    for (String name : List.of("service", "route", "method", "region", "status", "duration_ms")) {
      assertThat(event.has(name)).as(name).isEqualTo(fields.has(name)).isTrue();
    }
  }

  private static URI location(Class<?> type) {
    return URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString());
  }

  /** The first one in this language. */
  private static String block(String language) {
    return Markdown.of(Path.of("docs/publishing.md")).blocks(language).get(0);
  }
}
