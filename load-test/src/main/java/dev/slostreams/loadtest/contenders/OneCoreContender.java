package dev.slostreams.loadtest.contenders;

import dev.slostreams.loadtest.Contender;
import dev.slostreams.loadtest.Contender.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@link EngineContender} with a number of instances, all of them on one and the same core where
 * there are {@code taskset} and several cores: however many there are, they have the same CPU.
 */
public final class OneCoreContender {

  private OneCoreContender() {}

  public static void main(String[] args) throws InterruptedException {
    Contender.serve(
        new EngineContender(Task.of(args), "1", Integer.parseInt(args[4]), toOneCore()));
  }

  /** Says where this process runs from now on. */
  private static String toOneCore() throws InterruptedException {
    try {
      String core = lastCore(Files.readAllLines(Path.of("/proc/self/status")));
      return keptTo(core) ? "on core " + core + " alone" : "on all cores: taskset failed";
    } catch (IOException e) {
      return "on all cores: no taskset here";
    }
  }

  /** The last of the cores that this process may use: {@code 0-1,4} and {@code 0,4} end with 4. */
  static String lastCore(List<String> status) {
    String allowed =
        status.stream()
            .filter(line -> line.startsWith("Cpus_allowed_list:"))
            .findFirst()
            .orElse(":0");
    String[] numbers = allowed.substring(allowed.indexOf(':') + 1).strip().split("[,-]");
    return numbers[numbers.length - 1];
  }

  /** All threads that run now, and so those that they start. */
  private static boolean keptTo(String core) throws IOException, InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    return new ProcessBuilder("taskset", "-a", "-p", "-c", core, pid)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
