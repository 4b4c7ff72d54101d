package dev.slostreams.demo;

import dev.slostreams.app.CannotRunException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone, with all that is in it, once it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {

  static TemporaryFolder make() {
    try {
      return new TemporaryFolder(Files.createTempDirectory("slo-streams-demo-"));
    } catch (IOException e) {
      throw new CannotRunException("temporary folder: cannot be made: " + e.getMessage(), e);
    }
  }

  /** Copies a resource of the demo into it. */
  Path unpack(String resource) {
    Path file = path.resolve(resource);
    try (InputStream in = TemporaryFolder.class.getResourceAsStream(resource)) {
      Files.createDirectories(file.getParent());
      Files.copy(in, file);
      return file;
    } catch (IOException e) {
      throw new CannotRunException("'" + file + "' cannot be written: " + e.getMessage(), e);
    }
  }

  /** The text of a resource of the demo. */
  static String text(String resource) {
    try (InputStream in = TemporaryFolder.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isResource(String resource) {
    return TemporaryFolder.class.getResource(resource) != null;
  }

  @Override
  public void close() {
    try {
      List<Path> deepestFirst;
      try (Stream<Path> all = Files.walk(path)) {
        deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path entry : deepestFirst) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw new CannotRunException("folder '" + path + "': not deleted; delete it", e);
    }
  }
}
