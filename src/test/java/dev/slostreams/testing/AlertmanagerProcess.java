package dev.slostreams.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real Alertmanager as a process of its own, which keeps its port when started again. */
public final class AlertmanagerProcess implements AutoCloseable {

  private static final List<String> NAMES = List.of("prometheus-alertmanager", "alertmanager");
  private static final String MISSING =
      "no Alertmanager is installed, so the tests on a real one are skipped;"
          + " Debian: apt-get install prometheus-alertmanager";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final String program;
  private final int port = freePort();
  private Process process;

  private AlertmanagerProcess(String program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * Running, and telling this receiver; without an Alertmanager the test reports itself skipped.
   */
  public static AlertmanagerProcess start(Path folder, URI receiver) {
    String program = Tools.program(NAMES, MISSING).toString();
    AlertmanagerProcess made = new AlertmanagerProcess(program, folder);
    made.configure(receiver);
    made.start();
    return made;
  }

  private void configure(URI receiver) {
    String config =
        """
        route:
          receiver: test
          group_by: ['...']
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 1h
        receivers:
        - name: test
          webhook_configs:
          - url: %s
            send_resolved: true
        """
            .formatted(receiver);
    try {
      Files.writeString(folder.resolve("alertmanager.yml"), config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, again where it was stopped. */
  public void start() {
    try {
      process =
          new ProcessBuilder(
                  program,
                  "--config.file=" + folder.resolve("alertmanager.yml"),
                  "--storage.path=" + folder.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port,
                  "--cluster.listen-address=")
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("alertmanager.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Topics.await("Alertmanager is ready", this::isReady);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The alerts that fire, as its API tells. */
  public List<JsonNode> alerts() {
    JsonNode answer = Schemas.json(get("/api/v2/alerts").getBytes(StandardCharsets.UTF_8));
    List<JsonNode> alerts = new ArrayList<>();
    answer.forEach(alerts::add);
    return alerts;
  }

  /** The one that fires under this name, if it does. */
  public Optional<JsonNode> alert(String name) {
    return alerts().stream()
        .filter(alert -> alert.get("labels").get("alertname").textValue().equals(name))
        .findFirst();
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new AssertionError("Alertmanager ended, see " + folder.resolve("alertmanager.log"));
    }
    try {
      get("/-/ready");
      return true;
    } catch (UncheckedIOException | IllegalStateException e) {
      return false;
    }
  }

  private String get(String path) {
    try {
      var answer =
          http.send(HttpRequest.newBuilder(uri().resolve(path)).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops it; what it keeps in memory only is gone. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
