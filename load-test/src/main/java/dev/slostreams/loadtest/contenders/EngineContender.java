package dev.slostreams.loadtest.contenders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.app.AppConfig;
import dev.slostreams.app.Instance;
import dev.slostreams.loadtest.Application;
import dev.slostreams.loadtest.Contender;
import dev.slostreams.loadtest.Counts;
import dev.slostreams.loadtest.Outcome;
import dev.slostreams.loadtest.Running;
import dev.slostreams.loadtest.Stopwatch;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.topology.Names;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/**
 * {@code slo-streams run} as it is delivered, in this process: everything it does, alerts, budgets
 * and HTTP included, in one instance or several that share the work. The clock starts when all
 * tasks run, before the first event, and stops when all events are read, what was regrouped is
 * counted, and both are committed. What it counted is then asked over HTTP.
 */
public final class EngineContender implements Contender {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Task task;
  private final String threads;
  private final int instances;
  private final String note;
  private final SloCatalog catalog;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * One that shares the work among its instances.
   *
   * @param threads of each instance
   * @param note what else is to be said of it
   */
  EngineContender(Task task, String threads, int instances, String note) {
    this.task = task;
    this.threads = threads;
    this.instances = instances;
    this.note = note;
    this.catalog = Definitions.load(task);
  }

  public static void main(String[] args) {
    Contender.serve(new EngineContender(Task.of(args), args[4], 1, ""));
  }

  @Override
  public Outcome run(int round) throws Exception {
    String application = task.topic() + "-engine-" + threads + "-" + instances + "-" + round;
    long records = task.events() + Workload.PARTITIONS;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", task.brokers()));
        Together together = new Together()) {
      for (int i = 0; i < instances; i++) {
        together.add(Instance.start(AppConfig.of(settings(application)), catalog));
      }
      together.all().forEach(instance -> Running.await(instance.streams().streams()));
      Stopwatch start = Stopwatch.start();
      Offsets offsets = new Offsets(admin, application);
      // what the tallies say about time goes on for ever
      long slack = 2L * Workload.PARTITIONS;
      while (offsets.committed(task.topic()) < records
          || !offsets.isRead(Names.talliesTopic(application), slack)) {
        together.all().forEach(instance -> Running.require(instance.streams().streams()));
        LockSupport.parkNanos(25_000_000); // 25 ms: to ask costs both sides CPU
      }
      Stopwatch end = Stopwatch.start();
      return new Outcome(
          task.events(),
          start.secondsUntil(end),
          start.cpuSecondsUntil(end),
          totals(together.all().get(0)),
          note);
    }
  }

  private Map<String, String> settings(String application) throws IOException {
    Map<String, String> settings = Application.settings(task.brokers(), application);
    settings.put("stream.threads", threads);
    settings.put("max-series", "20000"); // per SLO
    settings.put("history", catalog.sources().get(0).name());
    return settings;
  }

  /** Good and total per SLO, over its series, once all ticks up to the last event are evaluated. */
  private Map<String, Counts> totals(Instance instance) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L; // 60 s
    long expected = task.events() * task.shape().slosPerService();
    Map<String, Counts> totals = totalsNow(instance);
    while (totals.values().stream().mapToLong(Counts::total).sum() < expected
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(20_000_000); // 20 ms
      totals = totalsNow(instance);
    }
    return totals;
  }

  private Map<String, Counts> totalsNow(Instance instance)
      throws IOException, InterruptedException {
    Map<String, Counts> totals = new TreeMap<>();
    String cursor = "";
    do {
      JsonNode answer = ask(instance.httpAddress() + "/api/v1/series?limit=1000" + cursor);
      for (JsonNode series : answer.path("series")) {
        totals.merge(
            series.path("slo").textValue(),
            new Counts(series.path("good").longValue(), series.path("total").longValue()),
            (a, b) -> a.plus(b.good(), b.total()));
      }
      JsonNode next = answer.path("next");
      cursor =
          next.isTextual()
              ? "&cursor=" + URLEncoder.encode(next.textValue(), StandardCharsets.UTF_8)
              : "";
    } while (!cursor.isEmpty());
    return totals;
  }

  private JsonNode ask(String address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  /** The instances of one run. */
  private static final class Together implements AutoCloseable {

    private final List<Instance> instances = new ArrayList<>();

    void add(Instance instance) {
      instances.add(instance);
    }

    List<Instance> all() {
      return instances;
    }

    @Override
    public void close() {
      instances.forEach(Instance::close);
    }
  }
}
