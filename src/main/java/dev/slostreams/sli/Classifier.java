package dev.slostreams.sli;

import dev.slostreams.sli.Candidates.Candidate;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.Arrays;
import java.util.List;

/**
 * Turns an event of a source into what it adds to each SLO that reads the source (semantics.md §3).
 *
 * <p>Owned by one thread. Costs a few nanoseconds per event and SLO that it may count in ({@link
 * Candidates}), and allocates nothing once warm, unless an expression joins texts or needs CEL's
 * own runtime.
 */
public final class Classifier {

  /**
   * A field that some expression reads; its slot is its index in {@link #fields()}.
   *
   * @param path {@code status}, or {@code http.response.status_code}: nested objects, or one flat
   *     name with dots in it
   */
  public record Field(String path) {}

  private final List<Field> fields;
  private final Candidates candidates;
  private final EventExclusions[] exclusions;

  /** Whether no exclusion by event names any of the SLOs, as nearly always. */
  private final boolean unlabelled;

  private Classifier(List<Field> fields, Candidates candidates, EventExclusions[] exclusions) {
    this.fields = fields;
    this.candidates = candidates;
    this.exclusions = exclusions;
    this.unlabelled = Arrays.stream(exclusions).allMatch(one -> one == EventExclusions.NONE);
  }

  /**
   * The classifier of SLOs that all read this source.
   *
   * @throws IllegalArgumentException when an expression is not valid; {@link ExpressionCheck} finds
   *     that before
   */
  public static Classifier of(Source source, List<Slo> slos) {
    return of(source, slos, Exclusions.NONE);
  }

  /**
   * Like {@link #of(Source, List)}.
   *
   * @param known the exclusions; those by event are asked by {@link #labels}
   */
  public static Classifier of(Source source, List<Slo> slos, Exclusions known) {
    ClassifierBuild build = new ClassifierBuild(source);
    SloClassifier[] classifiers = new SloClassifier[slos.size()];
    for (int i = 0; i < classifiers.length; i++) {
      classifiers[i] = build.classifier(i, slos.get(i));
    }
    EventExclusions[] exclusions =
        slos.stream()
            .map(slo -> EventExclusions.of(slo, known.all(), build))
            .toArray(EventExclusions[]::new);
    List<String> wheres = slos.stream().map(slo -> slo.indicator().total().where()).toList();
    Candidates candidates = Candidates.of(classifiers, wheres, build::slot);
    return new Classifier(build.fields(), candidates, exclusions);
  }

  /** What a decoder has to read; the slot is the index. */
  public List<Field> fields() {
    return fields;
  }

  /**
   * The exclusions by event that take this event out of an SLO.
   *
   * @param slo its place in the list
   */
  public Cover labels(int slo, Event event) {
    return unlabelled ? Cover.NONE : exclusions[slo].of(event);
  }

  /** Hands on what the event adds to each SLO, in the order of the SLOs. */
  public void classify(Event event, Contributions into) {
    for (Candidate candidate : candidates.of(event)) {
      if (candidate.selected()) {
        candidate.slo().classifySelected(event, into);
      } else {
        candidate.slo().classify(event, into);
      }
    }
  }
}
