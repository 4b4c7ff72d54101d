package dev.slostreams.loadtest;

import dev.slostreams.loadtest.micro.Classify;
import dev.slostreams.loadtest.micro.Count;
import dev.slostreams.loadtest.micro.Decode;
import dev.slostreams.loadtest.micro.Tick;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The steps that are done for each event and each tick, each beside what one would write first. */
final class MicroScenario implements Scenario {

  /**
   * A step.
   *
   * @param plain what it is beside
   */
  private record Step(String name, Class<?> benchmark, String plain) {}

  private static final List<Step> STEPS =
      List.of(
          new Step("decode an event", Decode.class, "Jackson databind"),
          new Step("classify an event, 20 SLOs", Classify.class, "CEL's interpreter, each SLO"),
          new Step("count an event, 100 series", Count.class, "a map of maps"),
          new Step("tick of a busy series", Tick.class, "adding up all minutes of each window"));

  @Override
  public String name() {
    return "micro";
  }

  @Override
  public String title() {
    return "one step at a time, in ns (JMH)";
  }

  @Override
  public boolean usesBroker() {
    return false;
  }

  @Override
  public Report measure(Bench bench) throws Exception {
    Files.createDirectories(bench.logs());
    OptionsBuilder options = new OptionsBuilder();
    for (Step step : STEPS) {
      options.include("^" + step.benchmark().getName().replace(".", "\\.") + "\\.");
    }
    Collection<RunResult> results =
        new Runner(
                options
                    .mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.NANOSECONDS)
                    .forks(bench.quick() ? 0 : bench.rounds())
                    .warmupIterations(bench.quick() ? 1 : 3)
                    .measurementIterations(bench.quick() ? 1 : 5)
                    .warmupTime(TimeValue.milliseconds(bench.quick() ? 200 : 1_000))
                    .measurementTime(TimeValue.milliseconds(bench.quick() ? 200 : 1_000))
                    .jvmArgs(Child.JVM.toArray(String[]::new))
                    .shouldFailOnError(true)
                    .output(bench.logs().resolve("jmh.log").toString())
                    .build())
            .run();
    return new Steps(
        STEPS.stream()
            .map(
                step -> new Pair(step, found(results, step, "ours"), found(results, step, "plain")))
            .toList());
  }

  private static Result<?> found(Collection<RunResult> results, Step step, String method) {
    String name = step.benchmark().getName() + "." + method;
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no result of " + name))
        .getPrimaryResult();
  }

  private record Pair(Step step, Result<?> ours, Result<?> plain) {

    double ratio() {
      return plain.getScore() / ours.getScore();
    }
  }

  private record Steps(List<Pair> pairs) implements Report {

    @Override
    public String markdown() {
      List<String> lines = new ArrayList<>();
      lines.add("| step | ns | ± | beside | ns | ± | times faster |");
      lines.add("| --- | ---: | ---: | --- | ---: | ---: | ---: |");
      for (Pair pair : pairs) {
        lines.add(
            String.format(
                Locale.ROOT,
                "| %s | %,.1f | %,.1f | %s | %,.1f | %,.1f | %.1f |",
                pair.step().name(),
                pair.ours().getScore(),
                error(pair.ours()),
                pair.step().plain(),
                pair.plain().getScore(),
                error(pair.plain()),
                pair.ratio()));
      }
      lines.add("");
      lines.add("± is half of the interval of 99.9 % that JMH gives; 0 where there is one figure.");
      return String.join("\n", lines) + "\n";
    }

    private static double error(Result<?> result) {
      return Double.isNaN(result.getScoreError()) ? 0 : result.getScoreError();
    }

    @Override
    public Map<String, Object> json() {
      return Map.of(
          "steps",
          pairs.stream()
              .map(
                  pair ->
                      Map.of(
                          "step", pair.step().name(),
                          "nanos", pair.ours().getScore(),
                          "plain", pair.step().plain(),
                          "plainNanos", pair.plain().getScore(),
                          "ratio", pair.ratio()))
              .toList());
    }
  }
}
