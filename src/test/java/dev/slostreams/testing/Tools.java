package dev.slostreams.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Programs of others that check files of theirs, where they are installed. */
public final class Tools {

  private Tools() {}

  /**
   * What a command that must succeed prints; where it is not installed the test reports itself
   * skipped.
   *
   * @param debianPackage what to install
   */
  public static String run(String debianPackage, String... command) {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
    if (!installed) {
      String missing =
          "no %s is installed, so what it checks is not checked; Debian: apt-get install %s"
              .formatted(command[0], debianPackage);
      LoggerFactory.getLogger(Tools.class).warn(missing); // also where skipped tests are counted
      assumeTrue(false, missing);
    }
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
