package dev.slostreams.cli;

import dev.slostreams.alert.Transition;
import dev.slostreams.app.Backtest;
import dev.slostreams.app.Backtest.Input;
import dev.slostreams.app.CannotRunException;
import dev.slostreams.app.ConfigException;
import dev.slostreams.app.Recording;
import dev.slostreams.engine.Ledger.Preview;
import dev.slostreams.engine.TierChange;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.AlertRecord;
import dev.slostreams.wire.BudgetRecord;
import dev.slostreams.wire.TierRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backtest}: what would have happened, from recorded events, without a broker. */
@Command(
    name = "backtest",
    description = {
      "Runs the same engine as 'run' over recorded events, without a broker: which alerts would have"
          + " fired when, and what the budgets would be at the end."
    },
    customSynopsis = "slo-streams backtest --slos PATH... --events FILE... [OPTION]...",
    mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--slos",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "OpenSLO files, or folders of them.")
  private List<Path> slos;

  @Option(
      names = "--events",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Recorded events, one per line, plain or gzip; '-' is standard input. Each file is one"
              + " partition. SOURCE=FILE for events of one DataSource only.")
  private List<String> events;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "How a line is read: json, otlp_json, access_log, envoy_json or slo_exporter_json; without"
              + " it as the DataSource says.")
  private EventFormat format;

  @Option(
      names = "--output",
      paramLabel = "text|jsonl",
      defaultValue = "text",
      description = "For people (default), or one JSON object per line.")
  private Output output;

  @Option(
      names = "--disorder",
      paramLabel = "DURATION",
      defaultValue = "1s",
      converter = DurationOption.class,
      description = "How much later events may come in order to be in time (default 1s).")
  private Duration disorder;

  @Option(
      names = "--max-jump",
      paramLabel = "DURATION",
      defaultValue = "90d",
      converter = DurationOption.class,
      description =
          "How far an event may be ahead of what its file has shown before, or it counts as future"
              + " (default 90d).")
  private Duration maxJump;

  @Option(
      names = "--max-series",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Series per SLO (default 1000).")
  private int maxSeries;

  @Option(
      names = "--preview",
      paramLabel = "FILE",
      description =
          "Exclusions that are not in force: says at the end how the budgets would stand with each of"
              + " them, and changes nothing.")
  private Path preview;

  /** The form of the answer. */
  enum Output {
    TEXT,
    JSONL
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (maxSeries < 1) {
      throw new ParameterException(
          spec.commandLine(), "--max-series: must be at least 1, but was " + maxSeries);
    }
    SloCatalog catalog = DefinitionPaths.load(slos, spec.commandLine().getErr());
    List<Exclusion> previewed = previewed(catalog);
    List<Input> inputs = new ArrayList<>();
    try {
      events.forEach(file -> inputs.add(input(file, catalog)));
      Backtest backtest =
          new Backtest(
              new Backtest.Definitions(catalog.slos(), catalog.exclusions()),
              inputs,
              new Backtest.Settings(disorder.toMillis(), maxJump.toMillis(), maxSeries));
      backtest.setFreezeExceptions(catalog.freezeExceptions());
      BacktestProgress progress = new BacktestProgress(inputs, backtest);
      BacktestText text = new BacktestText(out, catalog.slos());
      Consumer<Transition> answer =
          output == Output.JSONL ? t -> out.println(AlertRecord.line(t)) : text::transition;
      Consumer<TierChange> tiers =
          output == Output.JSONL ? t -> out.println(TierRecord.line(t)) : text::tier;
      RejectedLines rejected = new RejectedLines(spec.commandLine().getErr());
      backtest.run(
          new Backtest.Listener(
              transition -> {
                progress.end();
                answer.accept(transition);
              },
              tier -> {
                progress.end();
                tiers.accept(tier);
              },
              line -> {
                progress.end();
                rejected.say(line);
              },
              progress::show));
      progress.end();
      rejected.end();
      if (output == Output.JSONL) {
        backtest.views().forEach(view -> out.println(BudgetRecord.line(view)));
        out.println(backtest.summary().line());
      } else {
        text.end(backtest.views(), backtest.summary());
      }
      for (Exclusion exclusion : previewed) {
        preview(exclusion, backtest.preview(exclusion), text);
      }
      out.flush();
      return ExitCode.DONE;
    } finally {
      for (Input input : inputs) {
        input.recording().close();
      }
    }
  }

  /** What the preview file defines, which must fit the definitions. */
  private List<Exclusion> previewed(SloCatalog catalog) {
    if (preview == null) {
      return List.of();
    }
    List<Path> all = new ArrayList<>(slos);
    all.add(preview);
    List<Exclusion> added =
        new ArrayList<>(DefinitionPaths.load(all, spec.commandLine().getErr()).exclusions().all());
    added.removeAll(catalog.exclusions().all());
    for (Exclusion exclusion : added) {
      if (exclusion.isByEvent()) {
        throw new ConfigException(
            List.of(
                "Exclusion '"
                    + exclusion.name()
                    + "' spec.where: must be absent for --preview, because events that were counted"
                    + " cannot be told apart any more, but was '"
                    + exclusion.where()
                    + "'; give the file to --slos to see what it would have done"));
      }
    }
    return added;
  }

  private void preview(Exclusion exclusion, List<Preview> previews, BacktestText text) {
    if (output == Output.TEXT) {
      text.preview(exclusion.name(), previews);
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    for (Preview one : previews) {
      out.println(BudgetRecord.previewLine(exclusion.name(), one.now(), one.with()));
    }
  }

  private Input input(String argument, SloCatalog catalog) {
    int equals = argument.indexOf('=');
    if (equals > 0 && catalog.source(argument.substring(0, equals)).isPresent()) {
      Source source = catalog.source(argument.substring(0, equals)).get();
      return new Input(open(argument.substring(equals + 1)), List.of(inFormat(source)));
    }
    List<Source> read =
        catalog.sources().stream()
            .filter(source -> !catalog.slosOf(source).isEmpty())
            .map(this::inFormat)
            .toList();
    return new Input(open(argument), read);
  }

  private Recording open(String file) {
    try {
      return Recording.open(file);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new ParameterException(
          spec.commandLine(), "--events: must be a file that exists, but was '" + file + "'", e);
    } catch (IOException e) {
      throw new CannotRunException("--events '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }

  private Source inFormat(Source source) {
    Source read = format == null ? source : source.withFormat(format);
    boolean recordTime = read.format() == EventFormat.JSON && read.timestamp().field().isEmpty();
    if (recordTime) {
      throw new ConfigException(
          List.of(
              "DataSource '"
                  + source.name()
                  + "' spec.connectionDetails.timestamp: must name a field for backtest, because a"
                  + " line of a file has no time of its own, but was absent"));
    }
    return read;
  }
}
