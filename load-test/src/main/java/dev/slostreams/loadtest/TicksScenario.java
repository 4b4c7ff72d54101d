package dev.slostreams.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.dense.DenseTicks;
import dev.slostreams.loadtest.dense.TickCost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a tick costs, with few series and many, busy and idle, over short time windows and long
 * ones, each window in a process of its own; all windows take turns. No broker.
 */
final class TicksScenario implements Scenario {

  private static final int[] DAYS = {7, 30, 90};
  private static final List<Shape> SHAPES =
      List.of(new Shape(1, 1, 1), new Shape(1, 1, 1_000), new Shape(10, 1, 1_000));
  private static final int SOME = 100; // items of each SLO: 1,000 of 10,000 series
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "ticks";
  }

  @Override
  public String title() {
    return "what a tick costs: counted, evaluated and stored in memory, without Kafka";
  }

  @Override
  public boolean usesBroker() {
    return false;
  }

  /** How many items of each SLO have requests. */
  private static List<Integer> active(Shape shape) {
    return shape.services() > 1 ? List.of(shape.items(), SOME, 0) : List.of(shape.items(), 0);
  }

  @Override
  public Report measure(Bench bench) throws Exception {
    int[] days = bench.quick() ? new int[] {1} : DAYS;
    List<Row> rows = new ArrayList<>();
    for (Shape shape : bench.quick() ? List.of(new Shape(1, 1, 1), new Shape(2, 1, 150)) : SHAPES) {
      rows.addAll(measure(bench, shape, days));
    }
    return new Costs(rows);
  }

  private static List<Row> measure(Bench bench, Shape shape, int[] days) throws IOException {
    Map<Row, Child> rows = new LinkedHashMap<>();
    List<Child> children = new ArrayList<>();
    try {
      for (int window : days) {
        Child child =
            Child.ours(
                bench.logs(),
                window + "d-" + shape,
                heap(window),
                List.of(DenseTicks.class.getName(), Integer.toString(window), shape.toString()));
        children.add(child);
        active(shape).forEach(items -> rows.put(new Row(window, shape, items), child));
      }
      int ticks = bench.quick() ? 60 : ticks(shape);
      for (int round = bench.quick() ? 1 : 0; round <= bench.rounds(); round++) {
        List<Row> order = new ArrayList<>(rows.keySet());
        if (round % 2 == 0) {
          Collections.reverse(order);
        }
        for (Row row : order) {
          TickCost cost =
              JSON.readValue(rows.get(row).ask(row.items() + " " + ticks), TickCost.class);
          System.err.printf(
              Locale.ROOT,
              "%-9s %-44s %,12.1f us%n",
              round == 0 ? "warm-up" : "round " + round,
              row.name(),
              cost.all());
          if (round > 0) {
            row.turns().add(cost);
          }
        }
      }
      return List.copyOf(rows.keySet());
    } finally {
      children.forEach(Child::close);
    }
  }

  /**
   * For 10,000 series; nearly all of it is state, which the collector need not copy back and forth.
   */
  private static List<String> heap(int days) {
    return List.of("-Xmn512m", "-Xmx" + (3 + days / 10) + "g");
  }

  /** At least a minute, so that each turn goes over its edge; with few series more, to be seen. */
  private static int ticks(Shape shape) {
    return shape.series() == 1 ? 36_000 : shape.series() <= 1_000 ? 600 : 60;
  }

  /** What was measured of one number of series, of which so many have requests. */
  private record Row(int days, Shape shape, int items, List<TickCost> turns) {

    Row(int days, Shape shape, int items) {
      this(days, shape, items, new ArrayList<>());
    }

    int activeSeries() {
      return items * shape.slos();
    }

    String name() {
      return String.format(
          Locale.ROOT, "%d d, %,d series, %,d active", days, shape.series(), activeSeries());
    }

    double median(ToDoubleFunction<TickCost> part) {
      return sample(part).median();
    }

    Sample sample(ToDoubleFunction<TickCost> part) {
      return Sample.of(turns.stream().mapToDouble(part));
    }

    /** As equal as two rows are that differ only in the time window. */
    boolean isLike(Row other) {
      return shape.equals(other.shape) && items == other.items;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private record Costs(List<Row> rows) implements Report {

    @Override
    public String markdown() {
      List<String> lines = new ArrayList<>();
      lines.add(
          "| time window | series | active | CPU µs a tick, median | min to max | counted | evaluated"
              + " | stored | of a core, a tick a second | to the first window | longest, ms |");
      lines.add("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
      rows.forEach(row -> lines.add(line(row)));
      lines.add("");
      lines.add(
          "CPU time: of the whole process, collector and compiler included; the three parts and the"
              + " longest tick of the thread alone. Each series that is active has ten requests a"
              + " second in the mean. All series are dense: they had requests in every second of the"
              + " time window.");
      return String.join("\n", lines) + "\n";
    }

    private String line(Row row) {
      Sample all = row.sample(TickCost::all);
      return String.format(
          Locale.ROOT,
          "| %d d | %,d | %,d | %,.1f | %,.1f to %,.1f | %,.1f | %,.1f | %,.1f | %.3f %% | %.2f"
              + " | %.2f |",
          row.days(),
          row.shape().series(),
          row.activeSeries(),
          all.median(),
          all.lowest(),
          all.highest(),
          row.median(TickCost::count),
          row.median(TickCost::evaluate),
          row.median(TickCost::save),
          all.median() / 1e4, // µs of a second, in per cent
          ratio(row),
          row.sample(TickCost::longest).highest() / 1e3);
    }

    /** Of its cost to that over the first time window, in the middle of the rounds. */
    private double ratio(Row row) {
      Row first = rows.stream().filter(row::isLike).findFirst().orElseThrow();
      double[] ratios = new double[row.turns().size()];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = row.turns().get(i).all() / first.turns().get(i).all();
      }
      return Sample.of(ratios).median();
    }

    @Override
    public Map<String, Object> json() {
      return Map.of(
          "rows",
          rows.stream()
              .map(
                  row ->
                      Map.of(
                          "days", row.days(),
                          "series", row.shape().series(),
                          "active", row.activeSeries(),
                          "microsPerTick", row.median(TickCost::all),
                          "ratio", ratio(row),
                          "turns", row.turns()))
              .toList());
    }
  }
}
