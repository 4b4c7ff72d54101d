package dev.slostreams.demo;

import dev.slostreams.demo.IncidentScript.Effect;
import dev.slostreams.demo.IncidentScript.Phase;
import java.time.Instant;
import java.util.List;

/**
 * What a demo is about.
 *
 * @param subject {@code a shop}
 * @param events what it publishes: {@code requests}
 * @param opening what is said of its live traffic when it begins
 * @param definitions the resources with its SLOs
 * @param script what happens to it
 * @param pagesOnly whether only alerts of severity page are told
 * @param quietSeconds how long its first SLO may go without an event
 * @param plot gives its traffic
 */
public record Show(
    String subject,
    String events,
    String opening,
    List<String> definitions,
    IncidentScript script,
    boolean pagesOnly,
    long quietSeconds,
    Plot plot) {

  /** The systems of {@code config/systems}. */
  public static final List<String> SYSTEMS =
      List.of("volley", "varpulis", "dumbkv", "flow", "payments");

  private static final List<String> FILES =
      List.of("slos.yaml", "alerts.yaml", "budget-policy.yaml");
  private static final Effect SOMETHING = new Effect("", "", 1, 0);
  private static final long LONGEST_QUIET_SECONDS = 60; // of the systems' first signals

  public Show {
    definitions = List.copyOf(definitions);
  }

  /** Makes the traffic of a show. */
  interface Plot {
    Traffic traffic(long seed, Instant liveStart);
  }

  /** The shop, and what happens to it. */
  public static Show shop(IncidentScript script) {
    return new Show(
        "a shop",
        "requests",
        "live traffic begins, 40 requests a second: ",
        List.of("slos.yaml"),
        script,
        true,
        0,
        (seed, liveStart) -> new DemoTraffic(seed, liveStart, script));
  }

  /** One of {@link #SYSTEMS} with the incidents that its telemetry has for a demo. */
  public static Show system(String name) {
    String folder = "systems/" + name + "/";
    Telemetry telemetry =
        TelemetryReader.read(
            folder + "telemetry.txt", TemporaryFolder.text(folder + "telemetry.txt"));
    return new Show(
        name + ", " + telemetry.title(),
        "events",
        "the live part begins: ",
        FILES.stream().map(folder::concat).filter(TemporaryFolder::isResource).toList(),
        new IncidentScript(telemetry.live().stream().map(Show::phase).toList()),
        false,
        LONGEST_QUIET_SECONDS,
        (seed, liveStart) -> TelemetryTraffic.demo(seed, telemetry, liveStart));
  }

  private static Phase phase(Telemetry.Incident incident) {
    return new Phase(
        incident.name(), incident.headline(), incident.from(), incident.to(), SOMETHING);
  }
}
