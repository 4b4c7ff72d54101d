package dev.slostreams.simulation;

import dev.slostreams.alert.Transition;
import dev.slostreams.app.Backtest;
import dev.slostreams.app.Recording;
import dev.slostreams.simulation.Audit.Unkept;
import dev.slostreams.simulation.ScriptedEvent.Kind;
import dev.slostreams.simulation.Simulation.Outcome;
import dev.slostreams.simulation.Simulation.Sent;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.topology.LedgerPartitions;
import dev.slostreams.wire.AlertRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The runs of one seed, and what must hold between them. */
final class Trial {

  private static final long MAX_JUMP_MS = 7_776_000_000L; // 90 d

  private Trial() {}

  /**
   * Runs a script. Unless it is tardy, faults must leave no trace: the same transitions, byte for
   * byte, and the same state as in the quiet run.
   *
   * @return how often what happened in the run with faults
   */
  static Map<String, Integer> run(Script script, CommitRule rule) {
    try {
      Outcome outcome = Simulation.withFaults(script, rule);
      if (!script.isTardy()) {
        Outcome quiet = Simulation.quiet(script);
        compare(quiet.stored(), outcome, outcome.stored());
        compare(quiet.transitions(), outcome, outcome.transitions());
      }
      return outcome.notes();
    } catch (Unkept unkept) {
      throw new Unkept(
          "seed " + script.seed(),
          unkept.getMessage()
              + "\nonce more: mvn -q test -Dtest=SimulationTest -Dsimulation.seed="
              + script.seed());
    }
  }

  /** The quiet run of a seed against {@code backtest} over what it published. */
  static void runOffline(long seed) {
    Script script = Script.of(seed);
    if (script.isTardy() || script.reloadMs() != Script.NEVER) {
      return; // backtest knows one set of definitions
    }
    Outcome quiet = Simulation.quiet(script);
    long end = Long.MIN_VALUE;
    for (ScriptedEvent event : script.events()) {
      end = isDated(event) ? Math.max(end, event.second() + 1) : end;
    }
    long last = end;
    List<List<Sent>> known =
        quiet.transitions().stream()
            .map(all -> all.stream().filter(one -> one.at() <= last).toList())
            .toList();
    compare(known, quiet, offline(script));
  }

  private static boolean isDated(ScriptedEvent event) {
    return event.kind() == Kind.USUAL;
  }

  /** What {@code backtest} finds, per ledger; what is dead or expired has no part in it. */
  private static List<List<Sent>> offline(Script script) {
    try {
      Path folder = Files.createTempDirectory("simulation");
      List<Path> files = new ArrayList<>();
      for (int partition = 0; partition < script.partitions(); partition++) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ScriptedEvent event : script.events()) {
          if (event.partition() == partition && isDated(event)) {
            lines.write(event.value());
            lines.write('\n');
          }
        }
        files.add(Files.write(folder.resolve(partition + ".jsonl"), lines.toByteArray()));
      }
      List<Transition> transitions = backtest(script, files);
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
      return perLedger(transitions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Transition> backtest(Script script, List<Path> files) throws IOException {
    List<Backtest.Input> inputs = new ArrayList<>();
    List<Recording> recordings = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) > 0) {
        Recording recording = Recording.open(file.toString());
        recordings.add(recording);
        inputs.add(new Backtest.Input(recording, List.of(SimulatedSlos.SOURCE)));
      }
    }
    List<Transition> transitions = new ArrayList<>();
    new Backtest(
            SimulatedSlos.all(),
            inputs,
            new Backtest.Settings(Script.DISORDER_MS, MAX_JUMP_MS, script.maxSeries()))
        .run(Backtest.Listener.of(transitions::add));
    for (Recording recording : recordings) {
      recording.close();
    }
    return transitions;
  }

  private static List<List<Sent>> perLedger(List<Transition> transitions) {
    Map<SloId, Slo> slos = new HashMap<>();
    SimulatedSlos.all().forEach(slo -> slos.put(slo.id(), slo));
    LedgerPartitions ledgers = new LedgerPartitions(World.LEDGERS);
    List<List<Sent>> all = new ArrayList<>();
    for (int ledger = 0; ledger < World.LEDGERS; ledger++) {
      List<Sent> sent = new ArrayList<>();
      for (Transition one : transitions) {
        SloId slo = one.series().slo();
        if (ledgers.of(slo) == ledger) {
          byte[] value = AlertRecord.value(slos.get(slo), one);
          sent.add(new Sent(one.at(), new String(value, StandardCharsets.UTF_8)));
        }
      }
      all.add(sent);
    }
    return all;
  }

  private static void compare(List<?> due, Outcome of, List<?> is) {
    for (int i = 0; i < due.size() || i < is.size(); i++) {
      Object expected = i < due.size() ? due.get(i) : "nothing more";
      Object found = i < is.size() ? is.get(i) : "nothing more";
      if (expected instanceof List<?> inner && found instanceof List<?> other) {
        compare(inner, of, other);
      } else if (!expected.equals(found)) {
        throw new Unkept(
                "NoTrace", "must be as in the quiet run\n  " + expected + "\nbut is\n  " + found)
            .after(of.trace());
      }
    }
  }
}
