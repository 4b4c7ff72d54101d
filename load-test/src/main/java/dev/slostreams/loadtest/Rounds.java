package dev.slostreams.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.loadtest.Race.Entrant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lets contenders take turns: first to warm up, not counted, then round by round, each second round
 * in the opposite order, so that what changes on the machine meets all alike.
 */
final class Rounds {

  /** One who took part, what it said in each counted round, and the most memory it had. */
  record Result(Entrant entrant, List<Outcome> outcomes, long peakMemory) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String brokers;
  private final Path logs;

  Rounds(String brokers, Path logs) {
    this.brokers = brokers;
    this.logs = logs;
  }

  /**
   * Runs them all.
   *
   * @param warmUps rounds before those that count
   */
  List<Result> run(List<Entrant> entrants, int warmUps, int rounds) throws IOException {
    Map<Entrant, Child> children = new LinkedHashMap<>();
    Map<Entrant, List<Outcome>> outcomes = new LinkedHashMap<>();
    try {
      for (Entrant entrant : entrants) {
        children.put(entrant, start(entrant));
        outcomes.put(entrant, new ArrayList<>());
      }
      for (int round = 1 - warmUps; round <= rounds; round++) {
        List<Entrant> order = new ArrayList<>(entrants);
        if (round % 2 == 0) {
          Collections.reverse(order);
        }
        for (Entrant entrant : order) {
          Child child = children.get(entrant);
          child.say("run " + (round + warmUps));
          Outcome outcome = heard(entrant, child, round);
          if (round > 0) {
            outcomes.get(entrant).add(outcome);
          }
        }
      }
      List<Result> results = new ArrayList<>();
      for (Entrant entrant : entrants) {
        results.add(new Result(entrant, outcomes.get(entrant), children.get(entrant).peakMemory()));
      }
      return results;
    } finally {
      children.values().forEach(Child::close);
    }
  }

  private Child start(Entrant entrant) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(entrant.mainAndArguments().get(0));
    Contender.Task task =
        new Contender.Task(
            brokers, entrant.topic(), entrant.workload().events(), entrant.workload().shape());
    command.addAll(List.of(task.toArguments()));
    command.addAll(entrant.mainAndArguments().subList(1, entrant.mainAndArguments().size()));
    return Child.start(logs, entrant.name(), entrant.classpath(), command);
  }

  private static Outcome heard(Entrant entrant, Child child, int round) throws IOException {
    Outcome outcome = JSON.readValue(child.answer(Commands.ANSWER), Outcome.class);
    String difference = difference(entrant.workload().totals(), outcome.totals());
    if (entrant.exact() && !difference.isEmpty()) {
      throw new IllegalStateException(entrant.name() + " counted wrong: " + difference);
    }
    System.err.printf(
        Locale.ROOT,
        "%-9s %-34s %,12.0f events/s %6.2f CPU s per M  %s%n",
        round <= 0 ? "warm-up" : "round " + round,
        entrant.name(),
        outcome.eventsPerSecond(),
        outcome.cpuSecondsPerMillion(),
        difference.isEmpty() ? outcome.note() : difference);
    return outcome;
  }

  /**
   * What differs between what was counted and what is there, in words; empty where nothing does.
   */
  static String difference(Map<String, Counts> expected, Map<String, Counts> counted) {
    if (counted.isEmpty()) {
      return "";
    }
    List<String> wrong =
        expected.entrySet().stream()
            .filter(e -> !e.getValue().equals(counted.get(e.getKey())))
            .map(
                e -> {
                  Counts was = counted.getOrDefault(e.getKey(), new Counts(0, 0));
                  return String.format(
                      Locale.ROOT,
                      "%s good %d and total %d, but counted %d and %d",
                      e.getKey(),
                      e.getValue().good(),
                      e.getValue().total(),
                      was.good(),
                      was.total());
                })
            .toList();
    if (wrong.isEmpty()) {
      return "";
    }
    return wrong.size() + " of " + expected.size() + " SLOs differ, the first: " + wrong.get(0);
  }
}
