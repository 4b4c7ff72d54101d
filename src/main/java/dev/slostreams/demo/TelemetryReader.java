package dev.slostreams.demo;

import dev.slostreams.app.Durations;
import dev.slostreams.demo.Telemetry.Change;
import dev.slostreams.demo.Telemetry.Incident;
import dev.slostreams.demo.Telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code telemetry.txt}, line by line; empty lines and lines that begin with {@code #} say
 * nothing.
 *
 * <pre>
 * system   an event-processing cluster
 * signal   probe every 5s                  an event each 5 s of the day,
 *   {"kind":"probe","status":200}          whose time is put before the other fields
 * signal   pool every 15s, history 60s     less often in the history of a demo
 *   {"kind":"pool","ready":${3..4}}
 * incident probe-fails at 6h for 20m: the coordinator is gone
 *   probe {"kind":"probe","status":503}    instead of the usual events
 *   pool 3 in 10 {"kind":"pool"}           instead of 3 of 10 of them
 *   filter silent                          nothing
 * live     probe-fails at 20s for 2m: …    the same for the demo, from the start of its live traffic
 * </pre>
 */
public final class TelemetryReader {

  private static final Pattern SIGNAL =
      Pattern.compile("signal +([-a-z0-9]+) every (\\w+)(?:, history (\\w+))?");
  private static final Pattern INCIDENT =
      Pattern.compile("(incident|live) +([-a-z0-9]+) at (\\w+) for (\\w+): (.+)");
  private static final Pattern CHANGE =
      Pattern.compile(" +([-a-z0-9]+)(?: ([1-9]\\d{0,5}) in ([1-9]\\d{0,5}))? (\\{.*}|silent)");

  private final String name;
  private final List<Signal> signals = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();
  private final List<Incident> live = new ArrayList<>();
  private String title = "";
  private Matcher signal;
  private Matcher incident;
  private List<Change> changes = new ArrayList<>();

  private TelemetryReader(String name) {
    this.name = name;
  }

  /**
   * Reads it all.
   *
   * @param name where the text stands, for messages
   * @throws IllegalArgumentException with place, rule and value at the first line of another form
   */
  public static Telemetry read(String name, String text) {
    TelemetryReader reader = new TelemetryReader(name);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      try {
        reader.line(line.stripTrailing());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name + ":" + number + ": " + e.getMessage(), e);
      }
    }
    return reader.end();
  }

  private Telemetry end() {
    try {
      endIncident();
      return new Telemetry(title, signals, incidents, live);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private void line(String line) {
    Matcher asSignal = SIGNAL.matcher(line);
    Matcher asIncident = INCIDENT.matcher(line);
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("system ")) {
      title = line.substring("system ".length()).strip();
    } else if (asSignal.matches()) {
      signal = asSignal;
    } else if (asIncident.matches()) {
      endIncident();
      incident = asIncident;
    } else if (signal != null && line.startsWith(" ")) {
      addSignal(line.strip());
    } else if (incident != null && line.startsWith(" ")) {
      addChange(line);
    } else {
      throw new IllegalArgumentException(
          "must begin with system, signal, incident, live or a space, but was '" + line + "'");
    }
  }

  private void addSignal(String template) {
    String its = signal.group(1);
    if (isSignal(its)) {
      throw new IllegalArgumentException("a signal must stand once, but '" + its + "' is another");
    }
    long everyMs = positive(signal.group(2));
    long historyEveryMs = signal.group(3) == null ? everyMs : positive(signal.group(3));
    signals.add(new Signal(its, everyMs, historyEveryMs, template(template)));
    signal = null;
  }

  private void addChange(String line) {
    Matcher change = CHANGE.matcher(line);
    if (!change.matches()) {
      throw new IllegalArgumentException(
          "must be a signal, then '1 in 10' or nothing, then an object or 'silent', but was '"
              + line.strip()
              + "'");
    }
    if (!isSignal(change.group(1))) {
      throw new IllegalArgumentException("no signal named '" + change.group(1) + "'");
    }
    changes.add(
        new Change(
            change.group(1),
            change.group(2) == null ? 1 : Integer.parseInt(change.group(2)),
            change.group(3) == null ? 1 : Integer.parseInt(change.group(3)),
            template(change.group(4))));
  }

  private static Optional<EventTemplate> template(String text) {
    return text.equals("silent") ? Optional.empty() : Optional.of(EventTemplate.parse(text));
  }

  private boolean isSignal(String its) {
    return signals.stream().anyMatch(known -> known.name().equals(its));
  }

  private void endIncident() {
    if (incident == null) {
      return;
    }
    long from = Durations.parse(incident.group(3)).toSeconds();
    long to = from + positive(incident.group(4)) / 1_000;
    Incident ended = new Incident(incident.group(2), incident.group(5), from, to, changes);
    (incident.group(1).equals("live") ? live : incidents).add(ended);
    incident = null;
    changes = new ArrayList<>();
  }

  private static long positive(String duration) {
    long ms = Durations.parse(duration).toMillis();
    if (ms < 1) {
      throw new IllegalArgumentException("must be longer than nothing, but was '" + duration + "'");
    }
    return ms;
  }
}
