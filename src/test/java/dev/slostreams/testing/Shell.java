package dev.slostreams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs commands of the documentation as a visitor would. */
public final class Shell {

  private Shell() {}

  /**
   * Standard output of a command that must succeed.
   *
   * <p>A pipe hides the failure of all but its last command, so words on standard error count as a
   * failure too: a missing awk is no empty recording.
   */
  public static String run(Path folder, String command) {
    try {
      Path out = Files.createTempFile("shell", ".out");
      Path err = Files.createTempFile("shell", ".err");
      try {
        Process process =
            new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exitCode = process.waitFor();
        String complaint = Files.readString(err);
        if (exitCode != 0 || !complaint.isEmpty()) {
          throw new AssertionError(
              "'%s' failed with exit code %d: %s%s"
                  .formatted(command, exitCode, complaint, Files.readString(out)));
        }
        return Files.readString(out);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("sh is needed to run '" + command + "'", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
