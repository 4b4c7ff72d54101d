package dev.slostreams.loadtest;

import dev.slostreams.app.AppConfig;
import dev.slostreams.app.Instance;
import dev.slostreams.loadtest.Scenario.Bench;
import dev.slostreams.openslo.SloCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An instance in a process of its own: says where it answers once it runs, and stays until standard
 * input ends. Arguments: the file with the SLOs, then settings as {@code name=value}.
 */
final class InstanceMain {

  /** What the line begins with that has the address. */
  static final String ADDRESS = "instance ";

  private InstanceMain() {}

  /** Starts one, which counts what these documents define. */
  static Child start(Bench bench, String application, String definitions) throws IOException {
    Path slos = bench.logs().resolve(application + ".yaml");
    Files.writeString(slos, definitions);
    return Child.start(
        bench.logs(),
        application,
        System.getProperty("java.class.path"),
        List.of(
            InstanceMain.class.getName(),
            slos.toString(),
            "bootstrap.servers=" + bench.brokers(),
            "application.id=" + application));
  }

  public static void main(String[] args) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("state.dir", Files.createTempDirectory("instance").toString());
    settings.put("http.port", "0");
    for (String setting : List.of(args).subList(1, args.length)) {
      String[] parts = setting.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    SloCatalog catalog = SloCatalog.load(List.of(Path.of(args[0]))).catalog().orElseThrow();
    try (Instance instance = Instance.start(AppConfig.of(settings), catalog)) {
      Running.await(instance.streams().streams());
      System.out.println(ADDRESS + instance.httpAddress());
      while (System.in.read() >= 0) {
        // nothing is ever said to it
      }
    }
    System.exit(0);
  }
}
