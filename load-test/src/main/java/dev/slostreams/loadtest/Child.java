package dev.slostreams.loadtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A process of ours: the same Java, the same heap and collector for all. What it prints beside
 * answers goes to a file of its own.
 */
final class Child implements AutoCloseable {

  /** Same for all: a heap nobody fills, and the collector with the highest throughput. */
  static final List<String> JVM = List.of("-Xms1g", "-Xmx2g", "-XX:+UseParallelGC");

  /** For an instance whose answers are timed: the collector that Java gives it as delivered. */
  static final List<String> AS_DELIVERED = List.of("-XX:-UseParallelGC", "-XX:+UseG1GC");

  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;
  private final Path log;

  private Child(Process process, Path log) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param name of the file it may chatter in, under this folder
   */
  static Child start(Path folder, String name, String classpath, List<String> mainAndArguments)
      throws IOException {
    return start(folder, name, classpath, List.of(), mainAndArguments);
  }

  /**
   * Starts it with the libraries of the program.
   *
   * @param more options of the JVM after those that all have
   */
  static Child ours(Path folder, String name, List<String> more, List<String> mainAndArguments)
      throws IOException {
    return start(folder, name, System.getProperty("java.class.path"), more, mainAndArguments);
  }

  private static Child start(
      Path folder, String name, String classpath, List<String> more, List<String> mainAndArguments)
      throws IOException {
    Files.createDirectories(folder);
    Path log = folder.resolve(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".log");
    Files.writeString(log, "");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(more);
    command.add("-Dlogback.configurationFile=dev/slostreams/loadtest/logback.xml");
    Path temporary = Files.createDirectories(folder.resolve("tmp")).toAbsolutePath();
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", classpath));
    command.addAll(mainAndArguments);
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly)); // on Ctrl-C too
    return new Child(process, log);
  }

  void say(String line) throws IOException {
    commands.write(line + "\n");
    commands.flush();
  }

  /** The rest of the next line that begins like this; what comes before is chatter. */
  String answer(String beginning) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
      Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
    }
    List<String> lines = Files.readAllLines(log);
    throw new IOException(
        "a process ended without an answer; the end of "
            + log
            + ":\n  "
            + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 15), lines.size())));
  }

  /** Ends it as a crash would: nothing of it runs any more. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to stop, as an operator would, with SIGTERM. */
  void terminate() {
    process.destroy();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How it ended, once it has. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Sends it a signal, such as STOP or CONT. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  /** Says this, and hears the answer. */
  String ask(String line) throws IOException {
    say(line);
    return answer(Commands.ANSWER);
  }

  /** CPU seconds it has taken so far; 0 where the system does not say. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** The most memory it has had so far, in bytes; 0 where the system does not say. */
  long peakMemory() throws IOException {
    return ProcessStatus.peak(process.pid());
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
