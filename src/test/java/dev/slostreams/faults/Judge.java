package dev.slostreams.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.faults.Oracle.Count;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what applications have written and say with the oracle, and with each other. */
final class Judge {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_TOLD = 20;
  private static final String OTHERS = "__other__";
  private static final String USERS = "users";
  private static final Set<String> NOT_IN_THE_ORACLE = Set.of("slices", USERS);

  private final String bootstrapServers;
  private final Oracle oracle;
  private final OptionalInt mostUsers;
  private final List<String> differences = new ArrayList<>();
  private long lost;
  private long doubled;
  private long differing;

  /**
   * A judge that has compared nothing yet.
   *
   * @param mostUsers how many users have a series of their own, where users have series
   */
  Judge(String bootstrapServers, Oracle oracle, OptionalInt mostUsers) {
    this.bootstrapServers = bootstrapServers;
    this.oracle = oracle;
    this.mostUsers = mostUsers;
  }

  /** Everything that can be said of an application at rest. */
  void judge(Application application) {
    Answers answers = new Answers(application.address());
    long first =
        oracle.series().values().stream().mapToLong(NavigableMap::firstKey).min().orElseThrow();
    minutes(
        application,
        answers.minutes(Math.floorDiv(first, 60) * 60, oracle.lastTick(), NOT_IN_THE_ORACLE));
    budgets(application);
    conservation(application, answers);
    deadLetters(application);
    mostUsers.ifPresent(most -> users(application, answers, most));
  }

  /**
   * The series of users: as many as there may be, each with all that the user has done since the
   * first event, and the rest of all users in one. Which users have one depends on who came first.
   */
  private void users(Application application, Answers answers, int most) {
    Map<String, Count> told = new TreeMap<>();
    for (JsonNode one : answers.series()) {
      if (one.path("slo").asText().equals(USERS)) {
        told.put(
            one.path("series").path("user").asText(),
            new Count(one.path("good").asLong(), one.path("total").asLong()));
      }
    }
    Count rest = sum(oracle.users().values());
    Count others = told.getOrDefault(OTHERS, new Count(0, 0));
    told.remove(OTHERS);
    same(application, "number of users with a series", most, told.size());
    for (Map.Entry<String, Count> user : told.entrySet()) {
      Count expected = oracle.users().getOrDefault(user.getKey(), new Count(0, 0));
      compare(application, "user " + user.getKey(), expected, user.getValue());
      rest = new Count(rest.good() - expected.good(), rest.total() - expected.total());
    }
    compare(application, "all other users", rest, others);
  }

  /** Each minute of each series, by HTTP. */
  private void minutes(Application application, Map<String, NavigableMap<Long, Count>> told) {
    Set<String> names = new TreeSet<>(oracle.series().keySet());
    names.addAll(told.keySet());
    for (String name : names) {
      NavigableMap<Long, Count> seconds = oracle.series().getOrDefault(name, new TreeMap<>());
      long from = Long.MIN_VALUE;
      NavigableMap<Long, Count> points = told.getOrDefault(name, new TreeMap<>());
      if (points.isEmpty()) {
        tell(application, name, "has no history", sum(seconds).total(), 0);
      }
      for (Map.Entry<Long, Count> point : points.entrySet()) {
        Count expected = sum(seconds.subMap(from, true, point.getKey(), false));
        compare(application, name + " up to " + point.getKey(), expected, point.getValue());
        from = point.getKey();
      }
    }
  }

  /** The whole of each series, by the topic of budgets. */
  private void budgets(Application application) {
    Map<String, Count> latest = new TreeMap<>();
    Records.of(
        bootstrapServers,
        List.of(application.topic("budgets")),
        record -> {
          if (record.value() != null) {
            try {
              var node = JSON.readTree(record.value());
              latest.put(
                  Answers.name(node),
                  new Count(node.path("good").asLong(), node.path("total").asLong()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    latest.keySet().removeIf(Judge::isUnknown);
    oracle
        .series()
        .forEach(
            (name, seconds) ->
                same(
                    application,
                    "budget of " + name,
                    sum(seconds),
                    latest.getOrDefault(name, new Count(0, 0))));
  }

  /** Input = counted + rejected, for each partition. */
  private void conservation(Application application, Answers answers) {
    Map<String, Long> totals = new TreeMap<>();
    answers.series().forEach(one -> totals.put(Answers.name(one), one.path("total").asLong()));
    oracle
        .partitions()
        .forEach(
            (partition, sum) -> {
              String name =
                  partition.topic().equals(Traffic.STRAGGLERS)
                      ? "stragglers{part=s" + partition.partition() + "}"
                      : "conserved{part=r" + partition.partition() + "}";
              long counted = totals.getOrDefault(name, 0L);
              same(
                  application,
                  "counted and rejected of " + partition,
                  sum.records(),
                  counted + sum.rejected());
            });
  }

  private void deadLetters(Application application) {
    Map<String, Integer> found = new TreeMap<>();
    Records.of(
        bootstrapServers,
        List.of(application.topic("dead-letters")),
        record ->
            found.merge(
                Oracle.letter(
                    Records.header(record, "slo.error.source.topic"),
                    Integer.parseInt(Records.header(record, "slo.error.source.partition")),
                    Long.parseLong(Records.header(record, "slo.error.source.offset")),
                    Records.header(record, "slo.error.reason")),
                1,
                Integer::sum));
    Set<String> all = new TreeSet<>(found.keySet());
    all.addAll(oracle.deadLetters().keySet());
    for (String letter : all) {
      int expected = oracle.deadLetters().getOrDefault(letter, 0);
      int was = found.getOrDefault(letter, 0);
      if (expected != was) {
        tell(application, "dead letter " + letter, "times", expected, was);
      }
    }
  }

  /**
   * Whether both have sent the same alerts, to the byte: keys, values and headers, in the order of
   * each key. Only {@code ce_source}, which names the application, differs.
   *
   * @return how many there are
   */
  long sameTransitions(Application quiet, Application struck) {
    Map<String, List<String>> expected = transitions(quiet);
    Map<String, List<String>> found = transitions(struck);
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    for (String key : keys) {
      List<String> one = expected.getOrDefault(key, List.of());
      List<String> other = found.getOrDefault(key, List.of());
      for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
        String a = i < one.size() ? one.get(i) : "nothing";
        String b = i < other.size() ? other.get(i) : "nothing";
        if (!a.equals(b)) {
          differing++;
          say("transition %d of %s: quiet %s, with faults %s".formatted(i, key, a, b));
        }
      }
    }
    return expected.values().stream().mapToLong(List::size).sum();
  }

  /**
   * Whether {@code backtest} over the same records, a file for each partition, has the same
   * transitions, in all that it tells of them.
   */
  void sameAsBacktest(Application struck, Path folder) {
    Set<String> expected = new TreeSet<>(Offline.transitions(bootstrapServers, folder));
    Set<String> found = new TreeSet<>();
    Records.of(
        bootstrapServers,
        List.of(struck.topic("alerts")),
        record -> found.add(Offline.lineOf(record.value())));
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(found);
    found.removeAll(expected);
    differing += missing.size() + found.size();
    missing.forEach(line -> say("only backtest has " + line));
    found.forEach(line -> say("backtest does not have " + line));
  }

  private Map<String, List<String>> transitions(Application application) {
    Map<String, List<String>> perKey = new TreeMap<>();
    Records.of(
        bootstrapServers,
        List.of(application.topic("alerts")),
        record ->
            perKey
                .computeIfAbsent(
                    new String(record.key(), java.nio.charset.StandardCharsets.UTF_8),
                    key -> new ArrayList<>())
                .add(Records.text(record, "ce_source")));
    return perKey;
  }

  private static boolean isUnknown(String series) {
    return NOT_IN_THE_ORACLE.stream().anyMatch(slo -> series.startsWith(slo + "{"));
  }

  private static Count sum(NavigableMap<Long, Count> seconds) {
    return sum(seconds.values());
  }

  private static Count sum(Collection<Count> counts) {
    return counts.stream().reduce(new Count(0, 0), Count::plus);
  }

  private void compare(Application application, String what, Count expected, Count was) {
    if (expected.total() != was.total()) {
      tell(application, what, "total", expected.total(), was.total());
    } else if (expected.good() != was.good()) {
      tell(application, what, "good", expected.good(), was.good());
    }
  }

  /** What follows from counts that are compared elsewhere: a difference, and no further loss. */
  private void same(Application application, String what, Object expected, Object was) {
    if (!expected.equals(was)) {
      say("%s: %s must be %s, but was %s".formatted(application.name(), what, expected, was));
    }
  }

  private void tell(Application application, String what, String which, long expected, long was) {
    if (was < expected) {
      lost += expected - was;
    } else {
      doubled += was - expected;
    }
    say(
        "%s: %s: %s must be %d, but was %d"
            .formatted(application.name(), what, which, expected, was));
  }

  private void say(String difference) {
    if (differences.size() < MOST_TOLD) {
      differences.add(difference);
    }
  }

  long lost() {
    return lost;
  }

  long doubled() {
    return doubled;
  }

  long differing() {
    return differing;
  }

  List<String> differences() {
    return List.copyOf(differences);
  }
}
