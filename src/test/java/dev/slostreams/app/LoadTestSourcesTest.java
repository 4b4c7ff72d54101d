package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load test that is run from its source by hand: it fits the program of today. */
class LoadTestSourcesTest {

  @TempDir Path classes;

  @Test
  void theyCompileAgainstTheProgram() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("load-test/01-drain"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }

    boolean compiled;
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-d", classes.toString(), "-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
    }

    assertThat(sources).isNotEmpty();
    assertThat(compiled).as(messages.toString()).isTrue();
  }
}
