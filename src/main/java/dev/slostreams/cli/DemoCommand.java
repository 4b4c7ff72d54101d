package dev.slostreams.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.slostreams.app.CannotRunException;
import dev.slostreams.demo.Demo;
import dev.slostreams.demo.DemoStory;
import dev.slostreams.demo.DemoTraffic;
import dev.slostreams.demo.IncidentScript;
import dev.slostreams.demo.PlainScreen;
import dev.slostreams.demo.Screen;
import dev.slostreams.demo.Show;
import dev.slostreams.demo.TerminalScreen;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: everything in one process, with an incident to watch. */
@Command(
    name = "demo",
    description = {
      "Shows everything in one process: an embedded broker, a month of a shop's requests, the engine"
          + " with its HTTP answers, then live traffic with an incident of six minutes, told as it"
          + " happens. With --system it is one of the systems of config/systems instead. Ctrl-C ends it"
          + " and leaves nothing behind."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final int USUAL_PORT = 8080;
  private static final int ANY_PORT = 0;
  private static final int MOST_PORT = 65_535;
  private static final Duration LEAST_HISTORY = Duration.ofMinutes(10);
  private static final Duration SYSTEM_LEAST_HISTORY = Duration.ofHours(6); // each signal once
  private static final Duration SYSTEM_HISTORY = Duration.ofDays(1);

  private static final org.slf4j.Logger LOGGER = LoggerFactory.getLogger(DemoCommand.class);

  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description = "How long the live traffic flows, such as 40s (default: until Ctrl-C).")
  private Duration length = Demo.UNTIL_STOPPED;

  @Option(
      names = "--history",
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description =
          "How long the shop has been running before, 10m to 30d (default 30d); a system 6h to 30d"
              + " (default 1d).")
  private Duration history;

  @Option(
      names = "--system",
      paramLabel = "NAME",
      description = "Shows volley, varpulis, dumbkv, flow or payments instead of the shop.")
  private String system;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Where HTTP listens on 127.0.0.1; 0 for a free port (default: 8080, or a free one when"
              + " 8080 is taken).")
  private Integer port;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another number gives other requests (default 1).")
  private long seed;

  @Option(names = "--verbose", description = "Shows what is logged, Kafka's warnings too.")
  private boolean verbose;

  @Override
  public Integer call() throws InterruptedException {
    Show show = show(system, spec);
    Duration before = before();
    if (!verbose) {
      logLittle();
    }
    Demo.Settings settings = new Demo.Settings(seed, before, freePort(), show);
    try (CtrlC ctrlC = new CtrlC()) {
      return show(settings, ctrlC);
    }
  }

  /** The shop, or the system of this name. */
  static Show show(String system, CommandSpec spec) {
    if (system == null) {
      return Show.shop(IncidentScript.standard());
    }
    if (!Show.SYSTEMS.contains(system)) {
      throw new ParameterException(
          spec.commandLine(),
          "--system: must be one of "
              + String.join(", ", Show.SYSTEMS)
              + ", but was '"
              + system
              + "'");
    }
    return Show.system(system);
  }

  private Duration before() {
    Duration least = system == null ? LEAST_HISTORY : SYSTEM_LEAST_HISTORY;
    Duration usual = system == null ? DemoTraffic.HISTORY : SYSTEM_HISTORY;
    if (history == null) {
      return usual;
    }
    if (history.compareTo(least) < 0 || history.compareTo(DemoTraffic.HISTORY) > 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--history: must be from "
              + (system == null ? "10m" : "6h")
              + " to 30d, but was "
              + history.toSeconds()
              + "s");
    }
    return history;
  }

  private int show(Demo.Settings settings, CtrlC ctrlC) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = TerminalLine.isTerminal();
    DemoStory story = new DemoStory(terminal && System.getenv("NO_COLOR") == null);
    try (Screen screen =
            terminal ? new TerminalScreen(out) : new PlainScreen(out, InstantSource.system());
        Demo demo = new Demo(settings, screen, story, InstantSource.system())) {
      ctrlC.stops(demo::stop);
      demo.start();
      demo.tell(length);
    } catch (RuntimeException | LinkageError e) {
      if (!ctrlC.isPressed()) {
        throw e;
      }
      LOGGER.debug("stopped while something was starting", e); // the broker cannot start then
    }
    return ExitCode.DONE;
  }

  /** What matters of it is told on the screen, or ends the demo with a message. */
  private static void logLittle() {
    level("dev.slostreams", Level.WARN);
    level("org.apache.kafka", Level.OFF);
    level("kafka", Level.OFF);
    level("org.apache.kafka.controller.QuorumController", Level.OFF);
  }

  private static void level(String logger, Level level) {
    ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
  }

  private int freePort() {
    if (port != null) {
      if (port < 0 || port > MOST_PORT) {
        throw new ParameterException(
            spec.commandLine(), "--port: must be from 0 to 65535, but was " + port);
      }
      if (!isFree(port)) {
        throw new CannotRunException(
            "--port: must be free on 127.0.0.1, but "
                + port
                + " is taken; give another, or 0 for a free one");
      }
      return port;
    }
    if (isFree(USUAL_PORT)) {
      return USUAL_PORT;
    }
    spec.commandLine().getErr().println("port 8080 is taken, so HTTP listens on a free one");
    return ANY_PORT;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false; // taken, or not for us
    }
  }
}
