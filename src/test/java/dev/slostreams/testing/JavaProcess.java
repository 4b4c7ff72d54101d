package dev.slostreams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A main method in a process of its own, which a test can stop, kill and freeze. */
public final class JavaProcess implements AutoCloseable {

  /** The archive of classes from which this process has started, if it has. */
  private static final Optional<String> ARCHIVE =
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
          .findFirst();

  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it with the classes of this process.
   *
   * @param options of the Java machine
   * @param environment variables beside those of this process
   * @param log gets all that it prints
   */
  public static JavaProcess start(
      List<String> options,
      List<String> mainAndArguments,
      Map<String, String> environment,
      Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    ARCHIVE.ifPresent(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(mainAndArguments);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      Process process = builder.start();
      // a test that is itself stopped leaves nothing behind
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new JavaProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to stop, as an operator would. */
  public void terminate() {
    process.destroy();
  }

  /** How it ended, which it does within this time. */
  public int exitCode(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("runs on " + seconds + " s later");
    }
    return process.exitValue();
  }

  /** Ends it as a crash would: no hook runs. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stands still until {@link #thaw}, as under a long pause of its collector or its machine. */
  public void freeze() {
    signal("-STOP");
  }

  public void thaw() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      int exit =
          new ProcessBuilder("kill", name, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new AssertionError("kill " + name + " failed with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything it has printed. */
  public List<String> log() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rest of the last line that begins like this; empty while there is none. */
  public Optional<String> said(String beginning) {
    return log().stream()
        .filter(line -> line.startsWith(beginning))
        .reduce((before, after) -> after)
        .map(line -> line.substring(beginning.length()).trim());
  }

  /** Ends it as an operator would. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
