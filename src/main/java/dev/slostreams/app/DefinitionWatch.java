package dev.slostreams.app;

import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.Problem;
import dev.slostreams.openslo.SloCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the definition files now and then, and hands on what has changed and is free of
 * problems. With a problem the definitions in force stay, and the problem is said.
 *
 * <p>A change counts once it was seen twice, so that a file is not read while it is being written.
 * Thread-safe.
 */
final class DefinitionWatch {

  private static final Logger LOGGER = LoggerFactory.getLogger(DefinitionWatch.class);

  private final Supplier<DefinitionTexts> files;
  private final BiConsumer<DefinitionTexts, SloCatalog> changed;
  private String handled;
  private String seen;
  private volatile List<String> problems = List.of();

  /**
   * Watches files.
   *
   * @param files reads them
   * @param hash of the definitions that are known to whoever is told
   * @param changed told of each change that is free of problems
   */
  DefinitionWatch(
      Supplier<DefinitionTexts> files,
      String hash,
      BiConsumer<DefinitionTexts, SloCatalog> changed) {
    this.files = files;
    this.changed = changed;
    this.handled = hash;
    this.seen = hash;
  }

  /** Why the files as they are now are not in force; empty when they are free of problems. */
  List<String> problems() {
    return problems;
  }

  /** Looks once. */
  synchronized void look() {
    DefinitionTexts texts = files.get();
    String hash = texts.unread().isEmpty() ? texts.hash() : texts.hash() + texts.unread();
    boolean stable = hash.equals(seen);
    seen = hash;
    if (stable && !hash.equals(handled)) {
      take(texts);
      handled = hash;
    }
  }

  private void take(DefinitionTexts texts) {
    LoadResult result = texts.load();
    List<String> found =
        new ArrayList<>(result.problems().stream().map(Problem::toString).toList());
    if (result.catalog().isPresent() && result.catalog().get().slos().isEmpty()) {
      found.add("slos: must define at least one SLO that can be evaluated here, but has none");
    }
    if (found.isEmpty()) {
      changed.accept(texts, result.catalog().orElseThrow());
    } else {
      found.forEach(
          problem -> LOGGER.atError().addKeyValue("reason", problem).log("definitions refused"));
      LOGGER.atError().log("definitions have problems ({}): those in force stay", found.size());
    }
    problems = List.copyOf(found);
  }
}
