package dev.slostreams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code run} in a process of its own, which a test can kill. */
public final class EngineProcess implements AutoCloseable {

  private static final long LONGEST_STOP_SECONDS = 25;

  private final Process process;
  private final Path log;

  private EngineProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it with these settings; its output goes to the log file. */
  public static EngineProcess start(Map<String, String> settings, Path folder) {
    return start(settings, folder, List.of(), Map.of());
  }

  /** The same with options of the JVM and environment variables. */
  public static EngineProcess start(
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
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Xmx512m");
      command.addAll(options);
      command.addAll(
          List.of(
              "-cp",
              System.getProperty("java.class.path"),
              "dev.slostreams.cli.Main",
              "run",
              "--config",
              config.toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new EngineProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to stop, as an operator would; again: at once. */
  public void terminate() {
    process.destroy();
  }

  /** How it ended, which it does within the time that it promises. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("runs on " + LONGEST_STOP_SECONDS + " s later");
    }
    return process.exitValue();
  }

  /** Everything it has printed. */
  public List<String> log() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
