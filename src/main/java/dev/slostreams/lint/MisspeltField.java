package dev.slostreams.lint;

import dev.slostreams.lint.UsedFields.Use;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.sli.Classifier;
import dev.slostreams.sli.NearestName;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.EventDecoder;
import java.util.List;
import java.util.Optional;

/**
 * A field named once that differs by one slip from a field of the same source named elsewhere.
 * Where fields are declared, or the format has its own, a name that is not among them is a problem.
 */
final class MisspeltField implements Rule {

  private static final int SHORTEST = 4;

  @Override
  public Code code() {
    return Code.MISSPELT_FIELD;
  }

  @Override
  public void check(SloCatalog catalog, Report report) {
    List<Use> uses = UsedFields.of(catalog);
    for (Use use : uses) {
      Optional<Source> source = catalog.source(use.source());
      if (source.filter(s -> s.fields().isEmpty()).isPresent()) {
        meant(use, uses)
            .ifPresent(
                name ->
                    report.add(
                        code(),
                        use.subject(),
                        use.at(),
                        "field '%s' is named nowhere else; did you mean '%s'? Declare the fields of source '%s' to be sure"
                            .formatted(use.path(), name, use.source())));
      }
    }
  }

  /** Why the field cannot be had from the format of the source; empty when it can. */
  static Optional<String> refused(Source source, String path) {
    try {
      EventDecoder.of(source, List.of(new Classifier.Field(path)));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<String> meant(Use use, List<Use> all) {
    List<Use> sameSource = all.stream().filter(o -> o.source().equals(use.source())).toList();
    boolean isNamedOnce =
        sameSource.stream().filter(o -> o.path().equals(use.path())).allMatch(use::isWhere);
    return sameSource.stream()
        .map(Use::path)
        .filter(path -> isNamedOnce && isSlip(use.path(), path) && isNamedTwice(path, sameSource))
        .findFirst();
  }

  private static boolean isSlip(String path, String other) {
    return path.length() >= SHORTEST
        && NearestName.isOneSlip(path, other)
        && !path.replaceAll("[0-9]", "").equals(other.replaceAll("[0-9]", ""))
        && !path.equals(other + "s")
        && !other.equals(path + "s");
  }

  private static boolean isNamedTwice(String path, List<Use> uses) {
    List<Use> named = uses.stream().filter(use -> use.path().equals(path)).toList();
    return !named.stream().allMatch(named.get(0)::isWhere);
  }
}
