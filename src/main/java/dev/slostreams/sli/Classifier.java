package dev.slostreams.sli;

import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.List;

/**
 * Turns an event of a source into what it adds to each SLO that reads the source (semantics.md §3).
 *
 * <p>Owned by one thread. Costs a few nanoseconds per SLO and event and allocates nothing once
 * warm, unless an expression joins texts or needs CEL's own runtime.
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
  private final SloClassifier[] slos;

  private Classifier(List<Field> fields, SloClassifier[] slos) {
    this.fields = fields;
    this.slos = slos;
  }

  /**
   * The classifier of SLOs that all read this source.
   *
   * @throws IllegalArgumentException when an expression is not valid; {@link ExpressionCheck} finds
   *     that before
   */
  public static Classifier of(Source source, List<Slo> slos) {
    ClassifierBuild build = new ClassifierBuild(source);
    SloClassifier[] classifiers = new SloClassifier[slos.size()];
    for (int i = 0; i < classifiers.length; i++) {
      classifiers[i] = build.classifier(i, slos.get(i));
    }
    return new Classifier(build.fields(), classifiers);
  }

  /** What a decoder has to read; the slot is the index. */
  public List<Field> fields() {
    return fields;
  }

  /** Hands on what the event adds to each SLO, in the order of the SLOs. */
  public void classify(Event event, Contributions into) {
    for (SloClassifier slo : slos) {
      slo.classify(event, into);
    }
  }
}
