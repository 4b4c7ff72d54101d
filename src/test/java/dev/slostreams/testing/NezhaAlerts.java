package dev.slostreams.testing;

import dev.slostreams.alert.Transition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The alerts of the nezha recording, as the brute force of its awk script found them. */
public final class NezhaAlerts {

  private static final Pattern FIRING =
      Pattern.compile(
          "(\\S+) firing +at (\\S+), slow (\\d+) of (\\d+) in 2m, (\\d+) of (\\d+) in 1m");
  private static final Map<String, Double> BUDGETS =
      Map.of("front-latency-1s", 0.05, "front-latency-2500ms", 0.01);

  private NezhaAlerts() {}

  /** The script's output, line by line. */
  public static List<String> lines() {
    try (InputStream file =
        NezhaAlerts.class.getResourceAsStream("/real/nezha-expected-alerts.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each of them as {@link #of} says a transition, in the order of the text. */
  public static List<String> expected() {
    return lines().stream().map(NezhaAlerts::of).sorted().toList();
  }

  /** {@code front-latency-1s firing at 03:54:44 burn 2m 4.0838, 1m 8.9786}. */
  public static List<String> of(List<Transition> transitions) {
    return transitions.stream()
        .map(
            t ->
                "%s %s at %s%s"
                    .formatted(
                        t.series().slo(),
                        t.change(),
                        java.time.Instant.ofEpochSecond(t.at()).toString().substring(11, 19),
                        t.change() == Transition.Change.FIRING ? rates(rates(t)) : ""))
        .sorted()
        .toList();
  }

  private static String of(String line) {
    Matcher firing = FIRING.matcher(line);
    if (!firing.matches()) {
      return line;
    }
    double budget = BUDGETS.get(firing.group(1));
    return firing.group(1)
        + " firing at "
        + firing.group(2)
        + rates(
            Map.of(
                "2m", share(firing.group(3), firing.group(4)) / budget,
                "1m", share(firing.group(5), firing.group(6)) / budget));
  }

  private static double share(String slow, String all) {
    return Double.parseDouble(slow) / Double.parseDouble(all);
  }

  private static Map<String, Double> rates(Transition transition) {
    Map<String, Double> rates = new TreeMap<>();
    transition.evidence().burnRates().forEach(s -> rates.put(s.window().label(), s.rate()));
    return rates;
  }

  private static String rates(Map<String, Double> rates) {
    return Stream.of("2m", "1m")
        .map(window -> String.format(Locale.ROOT, " %s %.4f", window, rates.get(window)))
        .reduce(" burn", String::concat);
  }
}
