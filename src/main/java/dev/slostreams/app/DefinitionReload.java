package dev.slostreams.app;

import dev.slostreams.control.DefinitionSet;
import dev.slostreams.metrics.Meters;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.query.Health.Check;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at this instance's definition files in the background, and says how they stand to the
 * definitions in force.
 *
 * <p>Thread-safe.
 */
final class DefinitionReload implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(DefinitionReload.class);

  private final LiveControls controls;
  private final Optional<DefinitionWatch> watch;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "slo-definitions");
            thread.setDaemon(true);
            return thread;
          });

  private DefinitionReload(LiveControls controls, Optional<DefinitionWatch> watch) {
    this.controls = controls;
    this.watch = watch;
  }

  /**
   * Begins to look at the files from which these texts are; without texts there is nothing to do.
   */
  static DefinitionReload start(
      AppConfig config, LiveControls controls, Optional<DefinitionTexts> texts, Meters meters) {
    Optional<DefinitionWatch> watch =
        config.slosReload().isZero()
            ? Optional.empty()
            : texts.map(
                known ->
                    new DefinitionWatch(
                        () -> DefinitionTexts.under(config.slos()),
                        known.hash(),
                        (changed, catalog) -> announce(controls, changed, catalog)));
    DefinitionReload reload = new DefinitionReload(controls, watch);
    watch.ifPresent(
        files -> {
          meters.definitionProblems(() -> files.problems().size());
          long everyMs = config.slosReload().toMillis();
          reload.looks.scheduleWithFixedDelay(
              () -> look(files), everyMs, everyMs, TimeUnit.MILLISECONDS);
        });
    return reload;
  }

  /**
   * How the definitions stand; never wrong by itself, because those in force are free of problems.
   */
  Check check() {
    DefinitionSet latest = controls.get().latest();
    List<String> problems = problems();
    String detail = latest.id() + ", " + latest.slos().size() + " objectives";
    return new Check(
        "definitions",
        true,
        problems.isEmpty()
            ? detail
            : detail
                + "; the files are not in force, because they have problems: "
                + String.join("; ", problems));
  }

  /** Why the files as they are now are not in force; empty when they are free of problems. */
  List<String> problems() {
    return watch.map(DefinitionWatch::problems).orElse(List.of());
  }

  private static void announce(LiveControls controls, DefinitionTexts texts, SloCatalog catalog) {
    if (controls.announce(texts, catalog).isEmpty()) {
      LOGGER.atInfo().log("definition files changed to what is published already");
    }
  }

  private static void look(DefinitionWatch files) {
    try {
      files.look();
    } catch (RuntimeException e) {
      LOGGER.atWarn().setCause(e).log("looking at the definition files failed, tried again");
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
