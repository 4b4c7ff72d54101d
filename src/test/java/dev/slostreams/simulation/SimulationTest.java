package dev.slostreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.simulation.Audit.Unkept;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to instances, and in whatever order, nothing is lost, nothing is counted twice,
 * and the alerts are those of a quiet day.
 */
class SimulationTest {

  private static final int SEEDS = Integer.getInteger("simulation.seeds", 200);
  private static final int SHORT = Integer.getInteger("simulation.short", 500);
  private static final int ENOUGH = 200; // for everything to happen
  private static final int SEEDS_OF_CONTROLS = 60;
  private static final Long ONLY = Long.getLong("simulation.seed");

  @Test
  void faultsLeaveNoTrace() {
    leaveNoTrace("simulation.seeds", SEEDS, Script::of);
  }

  @Test
  void faultsInShortLivesLeaveNoTrace() {
    leaveNoTrace("simulation.short", SHORT, Script::shortOf);
  }

  @Test
  void aSeedNobodyHasSeenLeavesNoTrace() {
    long seed = ThreadLocalRandom.current().nextLong(1L << 48);

    Trial.run(Script.of(seed), CommitRule.TRANSACTIONAL); // says the seed if it fails
  }

  @Test
  void backtestFindsTheSame() {
    seeds(SEEDS / 4).parallel().forEach(Trial::runOffline);
  }

  @Test
  void theSameSeedIsTheSameRun() {
    Script script = Script.of(7);

    Simulation.Outcome once = Simulation.withFaults(script, CommitRule.TRANSACTIONAL);

    assertThat(Simulation.withFaults(script, CommitRule.TRANSACTIONAL)).isEqualTo(once);
  }

  /** The negative control: what would find nothing here would find nothing above. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRANSACTIONAL")
  void brokenCommitIsFound(CommitRule rule) {
    assertThatThrownBy(
            () ->
                LongStream.range(0, SEEDS_OF_CONTROLS)
                    .forEach(seed -> Trial.run(Script.of(seed), rule)))
        .isInstanceOf(Unkept.class)
        .hasMessageMatching("(?s)seed \\d+: (WholeCommits|CountedOnce|TimeRises): .*");
  }

  private static void leaveNoTrace(String property, int seeds, LongFunction<Script> scripts) {
    Map<String, Integer> happened = new TreeMap<>();
    long begunNanos = System.nanoTime();

    seeds(seeds)
        .parallel()
        .forEach(seed -> add(happened, Trial.run(scripts.apply(seed), CommitRule.TRANSACTIONAL)));

    if (Integer.getInteger(property) != null) {
      long seconds = (System.nanoTime() - begunNanos) / 1_000_000_000;
      System.out.println(seeds + " seeds in " + seconds + " s: " + happened);
    }
    if (ONLY == null && seeds >= ENOUGH) {
      assertThat(happened)
          .containsKeys(
              "abort of something",
              "clock",
              "corruption",
              "dead letter",
              "death",
              "fenced",
              "firing",
              "move",
              "outage",
              "reload",
              "resolved",
              "restore of something",
              "stop",
              "take-over by a copy");
    }
  }

  private static LongStream seeds(int count) {
    return ONLY != null ? LongStream.of(ONLY) : LongStream.range(0, count);
  }

  private static void add(Map<String, Integer> sum, Map<String, Integer> more) {
    synchronized (sum) {
      more.forEach((what, times) -> sum.merge(what, times, Integer::sum));
    }
  }
}
