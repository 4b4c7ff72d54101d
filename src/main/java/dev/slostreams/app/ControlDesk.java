package dev.slostreams.app;

import dev.slostreams.control.Control;
import dev.slostreams.control.Control.Recorded;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.OneDocument;
import dev.slostreams.openslo.Problem;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where people order exclusions and the like for instances that run: checks an order against the
 * definitions and everything ordered before, and writes it to the control topic.
 */
public final class ControlDesk {

  /** The kinds of documents that can be ordered. */
  public static final Set<String> KINDS = Set.of("Exclusion", "FreezeException");

  private static final long SECONDS_KEPT = 7_200; // 2 h, semantics.md §7

  private final ControlTopic topic;
  private final Map<String, Control> standing = new LinkedHashMap<>();

  /** Reads what stands on the topic. */
  public ControlDesk(ControlTopic topic) {
    this.topic = topic;
    for (Control control : topic.readAll()) {
      standing.remove(control.key());
      standing.put(control.key(), control);
    }
  }

  /** Everything that was ever ordered, in the order in which it was written last. */
  public List<Control> list() {
    return List.copyOf(standing.values());
  }

  /**
   * Orders every document of the texts.
   *
   * @param definitions against which they are checked; without any the ones published last
   * @param effectiveAt event second from which they are in force
   * @return what was written
   * @throws ConfigException with all problems; then nothing is written
   */
  public List<Control> apply(
      DefinitionTexts texts,
      Optional<DefinitionTexts> definitions,
      long effectiveAt,
      Recorded recorded) {
    Checked checked = checked(texts, definitions, effectiveAt, recorded);
    topic.publish(checked.controls());
    return checked.controls();
  }

  /**
   * Orders the one document of the body of a request.
   *
   * @param kind that it must be of
   * @throws ConfigException with all problems; then nothing is written
   */
  List<Control> applyOne(
      String kind,
      DefinitionTexts texts,
      Optional<DefinitionTexts> definitions,
      long effectiveAt,
      Recorded recorded) {
    List<OneDocument> documents = documents(texts);
    if (documents.size() != 1 || !documents.get(0).kind().equals(kind)) {
      throw refused(
          "body: must be one document of kind "
              + kind
              + ", but was "
              + documents.stream().map(OneDocument::kind).toList());
    }
    return apply(texts, definitions, effectiveAt, recorded);
  }

  /**
   * The exclusions of the texts, checked as if they were to be ordered; nothing is written.
   *
   * @throws ConfigException with all problems
   */
  public List<Exclusion> exclusions(
      DefinitionTexts texts, Optional<DefinitionTexts> definitions, long effectiveAt) {
    return checked(texts, definitions, effectiveAt, new Recorded("", 0)).exclusions();
  }

  /** What is to be written, and what that means for exclusions. */
  private record Checked(List<Control> controls, List<Exclusion> exclusions) {}

  private Checked checked(
      DefinitionTexts texts,
      Optional<DefinitionTexts> definitions,
      long effectiveAt,
      Recorded recorded) {
    if (!texts.unread().isEmpty()) {
      throw new ConfigException(texts.unread().stream().map(Problem::toString).toList());
    }
    List<Control> controls = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (OneDocument document : documents(texts)) {
      Control control = control(document, effectiveAt, recorded);
      check(document, control, problems);
      controls.add(control);
    }
    refuse(problems);
    DefinitionTexts known = definitions.orElseGet(this::published);
    List<Exclusion> exclusions =
        load(known.and(ordered(known)).and(texts.texts())).exclusions().all().stream()
            .filter(exclusion -> controls.stream().anyMatch(c -> c.name().equals(exclusion.name())))
            .toList();
    exclusions.forEach(exclusion -> checkEdges(exclusion, effectiveAt, problems));
    refuse(problems);
    return new Checked(controls, exclusions);
  }

  /**
   * Undoes what was ordered: from this event second on everything is as if it had never been.
   *
   * @param key kind, a slash, name
   * @throws ConfigException when nothing of this name is in force
   */
  public Control undo(String key, long undoneAt, Recorded recorded) {
    Control control = standing.get(key);
    if (control == null || control.kind().equals(Control.DEFINITIONS)) {
      List<String> known =
          standing.values().stream()
              .filter(one -> KINDS.contains(one.kind()) && one.undoneAt() == Control.NEVER)
              .map(Control::key)
              .toList();
      throw refused("'" + key + "': must have been ordered, but was not (in force: " + known + ")");
    }
    if (control.undoneAt() != Control.NEVER) {
      throw refused(
          "'"
              + key
              + "': is undone since "
              + Instant.ofEpochSecond(control.undoneAt())
              + " already");
    }
    Control undone = control.undoneFrom(Math.max(undoneAt, control.effectiveAt()), recorded);
    topic.publish(List.of(undone));
    return undone;
  }

  private static Control control(OneDocument document, long effectiveAt, Recorded recorded) {
    return new Control(
        document.kind(),
        document.name(),
        List.of(new Control.Document(document.text().file(), document.text().text())),
        effectiveAt,
        Control.NEVER,
        recorded);
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private void check(OneDocument document, Control control, List<String> problems) {
    String place = document.text().file() + ": " + document.kind() + " '" + document.name() + "'";
    if (!KINDS.contains(document.kind())) {
      problems.add(
          place
              + ": must be an Exclusion or a FreezeException to be ordered; what else changes goes"
              + " into the definition files, which run reads again by itself");
    }
    Control before = standing.get(control.key());
    if (before != null) {
      problems.add(
          place
              + ": needs a name that was never ordered, but this one was at "
              + Instant.ofEpochMilli(before.recorded().atMs())
              + " by "
              + before.recorded().by()
              + "; choose another, so that a replay does the same");
    }
  }

  /** What counts no longer by the second can be taken out by whole minutes only. */
  private static void checkEdges(Exclusion exclusion, long effectiveAt, List<String> problems) {
    long kept = effectiveAt - SECONDS_KEPT;
    for (Interval interval : exclusion.intervals().within(Long.MIN_VALUE / 2, kept)) {
      for (long edge : new long[] {interval.from(), interval.to()}) {
        if (edge < kept && Math.floorMod(edge, 60L) != 0) {
          problems.add(
              "Exclusion '"
                  + exclusion.name()
                  + "': must begin and end at whole minutes where that is more than two hours ago,"
                  + " but was "
                  + Instant.ofEpochSecond(edge));
          return;
        }
      }
    }
  }

  /** What was ordered, is not undone, and still fits these definitions. */
  private List<DefinitionTexts.Text> ordered(DefinitionTexts known) {
    return standing.values().stream()
        .filter(control -> KINDS.contains(control.kind()))
        .filter(control -> control.undoneAt() == Control.NEVER)
        .flatMap(control -> control.documents().stream())
        .map(document -> new DefinitionTexts.Text(document.file(), document.text()))
        .filter(text -> known.and(List.of(text)).load().catalog().isPresent())
        .toList();
  }

  private DefinitionTexts published() {
    Map<String, Control> latest = new LinkedHashMap<>();
    for (Control control : standing.values()) {
      if (control.kind().equals(Control.DEFINITIONS)) {
        latest.put(control.name().substring(0, control.name().lastIndexOf('@')), control);
      }
    }
    if (latest.size() != 1) {
      throw refused(
          "--slos: must say against which definitions to check, because those of "
              + (latest.isEmpty() ? "no application" : "several applications " + latest.keySet())
              + " stand on the topic");
    }
    return ControlBook.texts(latest.values().iterator().next());
  }

  private static SloCatalog load(DefinitionTexts texts) {
    LoadResult result = texts.load();
    return result
        .catalog()
        .orElseThrow(
            () -> new ConfigException(result.problems().stream().map(Problem::toString).toList()));
  }

  private static List<OneDocument> documents(DefinitionTexts texts) {
    try {
      return OneDocument.of(texts.texts());
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private static ConfigException refused(String problem) {
    return new ConfigException(List.of(problem));
  }
}
