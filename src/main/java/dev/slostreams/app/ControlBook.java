package dev.slostreams.app;

import dev.slostreams.control.Control;
import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.FreezeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that was read from the control topic, in its order, and the picture that follows from
 * it for one application.
 *
 * <p>Two instances that have read the same have the same picture. Written by one thread at a time;
 * any thread may ask for the picture.
 */
final class ControlBook {

  private static final Logger LOGGER = LoggerFactory.getLogger(ControlBook.class);

  private final String application;
  private final BiFunction<DefinitionsId, SloCatalog, DefinitionSet> reading;
  private final Optional<DefinitionSet> fixed;
  private final Map<String, Control> controls = new LinkedHashMap<>();
  private final Map<String, Optional<SloCatalog>> catalogs = new HashMap<>();
  private final Map<String, SloCatalog> ordered = new HashMap<>();
  private final AtomicReference<Controls> picture = new AtomicReference<>();

  /** A book of definitions that stand on the topic. */
  ControlBook(String application, BiFunction<DefinitionsId, SloCatalog, DefinitionSet> reading) {
    this(application, reading, Optional.empty());
  }

  private ControlBook(
      String application,
      BiFunction<DefinitionsId, SloCatalog, DefinitionSet> reading,
      Optional<DefinitionSet> fixed) {
    this.application = application;
    this.reading = reading;
    this.fixed = fixed;
    fixed.ifPresent(set -> picture.set(new Controls(List.of(set))));
  }

  /** A book of definitions that do not change; the topic's are not looked at. */
  static ControlBook fixed(String application, DefinitionSet set) {
    return new ControlBook(application, (id, catalog) -> set, Optional.of(set));
  }

  /** Takes up what was read, in its order. */
  synchronized void learn(List<Control> read) {
    for (Control control : read) {
      controls.remove(control.key());
      controls.put(control.key(), control);
    }
    List<DefinitionSet> sets = fixed.map(List::of).orElseGet(this::sets);
    if (!read.isEmpty() && !sets.isEmpty()) {
      picture.set(new Controls(sets, exclusions(), exceptions()));
    }
  }

  /** The picture of now; null before any definitions were read. */
  Controls controls() {
    return picture.get();
  }

  /** The definitions of this application that were published last. */
  synchronized Optional<Control> latest() {
    return controls.values().stream().filter(this::isOurs).reduce((first, second) -> second);
  }

  /**
   * Whatever a clock says, what was published later counts later; what is published again by
   * another instance is the same set.
   */
  private List<DefinitionSet> sets() {
    List<DefinitionSet> sets = new ArrayList<>();
    DefinitionsId last = new DefinitionsId(DefinitionsId.BEGINNING - 1, "");
    for (Control control : controls.values()) {
      if (isOurs(control) && !hash(control).equals(last.hash())) {
        Optional<SloCatalog> catalog =
            catalogs.computeIfAbsent(hash(control), hash -> load(control));
        if (catalog.isPresent()) {
          long from = Math.max(control.effectiveAt(), last.from() + 1);
          last = new DefinitionsId(from, hash(control));
          sets.add(reading.apply(last, catalog.get()));
        }
      }
    }
    return sets;
  }

  private Exclusions exclusions() {
    List<Exclusion> all = new ArrayList<>();
    orderedExclusions()
        .forEach(
            (control, one) ->
                all.add(one.withInForce(new InForce(control.effectiveAt(), control.undoneAt()))));
    return new Exclusions(all);
  }

  /** Every exclusion that was ordered and can be used, undone ones too, by its order. */
  synchronized Map<Control, Exclusion> orderedExclusions() {
    Map<Control, Exclusion> all = new LinkedHashMap<>();
    for (Control control : orders("Exclusion")) {
      catalogOf(control).exclusions().all().stream()
          .filter(exclusion -> exclusion.name().equals(control.name()))
          .forEach(exclusion -> all.put(control, exclusion));
    }
    return all;
  }

  /** Every freeze exception that was ordered and can be used, undone ones too, by its order. */
  synchronized Map<Control, FreezeException> orderedExceptions() {
    Map<Control, FreezeException> all = new LinkedHashMap<>();
    for (Control control : orders("FreezeException")) {
      catalogOf(control).freezeExceptions().stream()
          .filter(exception -> exception.name().equals(control.name()))
          .forEach(exception -> all.put(control, exception));
    }
    return all;
  }

  /** Each in force at most as long as its order is. */
  private List<FreezeException> exceptions() {
    List<FreezeException> all = new ArrayList<>();
    orderedExceptions()
        .forEach((control, exception) -> clipped(exception, control).ifPresent(all::add));
    return all;
  }

  private static Optional<FreezeException> clipped(FreezeException exception, Control control) {
    long from = Math.max(exception.from(), control.effectiveAt());
    long until = Math.min(exception.until(), control.undoneAt());
    return from < until
        ? Optional.of(
            new FreezeException(
                exception.name(),
                exception.scope(),
                from,
                until,
                exception.approvedBy(),
                exception.reason()))
        : Optional.empty();
  }

  /** The orders of a kind that can be used. */
  private List<Control> orders(String kind) {
    List<Control> usable = new ArrayList<>();
    for (Control control : controls.values()) {
      if (control.kind().equals(kind)
          && (ordered.containsKey(control.key()) || understand(control))) {
        usable.add(control);
      }
    }
    return usable;
  }

  private SloCatalog catalogOf(Control control) {
    return ordered.get(control.key());
  }

  /**
   * What was right under some definitions stays right: an order does not end with an SLO that it
   * names besides others.
   */
  private boolean understand(Control control) {
    List<DefinitionTexts> known = new ArrayList<>();
    controls.values().stream().filter(this::isOurs).forEach(one -> known.add(0, texts(one)));
    LoadResult result = null;
    for (DefinitionTexts definitions : known) {
      result = definitions.and(texts(control).texts()).load();
      if (result.catalog().isPresent()) {
        ordered.put(control.key(), result.catalog().get());
        return true;
      }
    }
    LOGGER
        .atError()
        .addKeyValue("reason", result == null ? "no definitions" : result.problems())
        .log("{} cannot be used here and is not in force", control.key());
    return false;
  }

  private boolean isOurs(Control control) {
    return control.kind().equals(Control.DEFINITIONS)
        && control.name().startsWith(application + "@");
  }

  private static Optional<SloCatalog> load(Control control) {
    LoadResult result = texts(control).load();
    result
        .problems()
        .forEach(
            problem ->
                LOGGER
                    .atError()
                    .addKeyValue("reason", problem)
                    .log("published definitions {} cannot be used here", control.key()));
    return result.catalog();
  }

  /** What tells the definitions of a control apart from others. */
  static String hash(Control control) {
    return texts(control).hash();
  }

  /** The definitions of a control, as written. */
  static DefinitionTexts texts(Control control) {
    return new DefinitionTexts(
        control.documents().stream()
            .map(document -> new DefinitionTexts.Text(document.file(), document.text()))
            .toList(),
        List.of());
  }
}
