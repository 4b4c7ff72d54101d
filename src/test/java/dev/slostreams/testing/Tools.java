package dev.slostreams.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Programs of others that check files of theirs, where they are installed. */
public final class Tools {

  private Tools() {}

  /**
   * The first program with one of these names; where there is none the test reports itself skipped.
   *
   * @param missing what to say then
   */
  static Path program(List<String> names, String missing) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(":"))
            .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      LoggerFactory.getLogger(Tools.class).warn(missing); // also where skipped tests are counted
    }
    assumeTrue(found.isPresent(), missing);
    return found.get();
  }

  /**
   * What a command that must succeed prints; where it is not installed the test reports itself
   * skipped.
   *
   * @param debianPackage what to install
   */
  public static String run(String debianPackage, String... command) {
    program(
        List.of(command[0]),
        "no %s is installed, so what it checks is not checked; Debian: apt-get install %s"
            .formatted(command[0], debianPackage));
    try {
      Path out = Files.createTempFile("tool", ".out");
      try {
        Process process =
            new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        int exitCode = process.waitFor();
        String printed = Files.readString(out);
        if (exitCode != 0) {
          throw new AssertionError(
              "'%s' failed with exit code %d: %s"
                  .formatted(String.join(" ", command), exitCode, printed));
        }
        return printed;
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
