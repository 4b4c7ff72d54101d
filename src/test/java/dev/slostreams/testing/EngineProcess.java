package dev.slostreams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code run} in a process of its own, which a test can kill. */
public final class EngineProcess implements AutoCloseable {

  private static final long LONGEST_STOP_SECONDS = 25;

  private final JavaProcess process;

  private EngineProcess(JavaProcess process) {
    this.process = process;
  }

  /** Starts it with these settings; its output goes to a log file in the folder. */
  public static EngineProcess start(Map<String, String> settings, Path folder) {
    return start(settings, folder, List.of(), Map.of());
  }

  /** The same with options of the JVM and environment variables. */
  public static EngineProcess start(
      Map<String, String> settings,
      Path folder,
      List<String> options,
      Map<String, String> environment) {
    return start("dev.slostreams.cli.Main", settings, folder, options, environment);
  }

  /** The same with another main class, which takes what {@code run} takes. */
  public static EngineProcess start(
      String main,
      Map<String, String> settings,
      Path folder,
      List<String> options,
      Map<String, String> environment) {
    try {
      Path log = Files.createTempFile(folder, "engine", ".log");
      Path config = Files.createTempFile(folder, "run", ".properties");
      List<String> lines = new ArrayList<>();
      settings.forEach((key, value) -> lines.add(key + "=" + value));
      Files.write(config, lines);
      List<String> all = new ArrayList<>();
      all.add("-Xmx512m");
      all.addAll(options);
      return new EngineProcess(
          JavaProcess.start(
              all, List.of(main, "run", "--config", config.toString()), environment, log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Where its HTTP is; empty until it runs. */
  public Optional<String> address() {
    return process.said("  HTTP ");
  }

  /** Asks it to stop, as an operator would; again: at once. */
  public void terminate() {
    process.terminate();
  }

  /** How it ended, which it does within the time that it promises. */
  public int exitCode() throws InterruptedException {
    return process.exitCode(LONGEST_STOP_SECONDS);
  }

  /** Everything it has printed. */
  public List<String> log() {
    return process.log();
  }

  /** Ends it as a crash would: no hook runs. */
  public void kill() {
    process.kill();
  }

  /** Stands still until {@link #thaw}. */
  public void freeze() {
    process.freeze();
  }

  public void thaw() {
    process.thaw();
  }

  /** Ends it as an operator would. */
  @Override
  public void close() {
    process.close();
  }
}
