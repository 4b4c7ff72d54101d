package dev.slostreams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code run} in a process of its own, which a test can kill. */
public final class EngineProcess implements AutoCloseable {

  private final Process process;

  private EngineProcess(Process process) {
    this.process = process;
  }

  /** Starts it with these settings; its output goes to the log file. */
  public static EngineProcess start(Map<String, String> settings, Path folder) {
    try {
      Path config = Files.createTempFile(folder, "run", ".properties");
      List<String> lines = new ArrayList<>();
      settings.forEach((key, value) -> lines.add(key + "=" + value));
      Files.write(config, lines);
      return new EngineProcess(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.slostreams.cli.Main",
                  "run",
                  "--config",
                  config.toString())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("engine.log").toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a crash would: no hook runs. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ends it as an operator would. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
