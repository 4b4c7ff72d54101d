package dev.slostreams.loadtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slostreams.loadtest.Race.Entrant;
import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.BacktestContender;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code backtest} of a file beside reading the lines of the same file and decoding the same fields
 * of them; each does all its work in one thread. Without a broker.
 */
final class BacktestScenario extends Race {

  private static final Shape[] SHAPES = {Shape.ONE_SLO, Shape.TWENTY_SLOS, Shape.THOUSAND_SLOS};

  @Override
  public String name() {
    return "backtest";
  }

  @Override
  public String title() {
    return "backtest of a file, beside reading and decoding its lines";
  }

  @Override
  public boolean usesBroker() {
    return false;
  }

  @Override
  List<Entrant> entrants(Bench bench) throws IOException {
    Files.createDirectories(bench.logs());
    List<Entrant> entrants = new ArrayList<>();
    for (Shape shape : bench.quick() ? new Shape[] {Shape.TWENTY_SLOS} : SHAPES) {
      Workload workload = new Workload(bench.events(), bench.events(), shape);
      String file = write(bench.logs().resolve("events-" + shape + ".jsonl"), workload).toString();
      if (shape.equals(Shape.TWENTY_SLOS)) {
        entrants.add(0, entrant("reading and decoding alone", file, workload, "decode"));
      }
      entrants.add(entrant("backtest, " + shape.slosInWords(), file, workload, "backtest"));
    }
    return entrants;
  }

  private static Entrant entrant(String name, String file, Workload workload, String what) {
    return Entrant.ours(name, file, workload, BacktestContender.class, what);
  }

  private static Path write(Path file, Workload workload) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      while (workload.hasNext()) {
        out.write(workload.next());
        out.write('\n');
      }
    }
    return file;
  }
}
