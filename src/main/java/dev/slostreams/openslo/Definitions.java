package dev.slostreams.openslo;

import dev.slostreams.sli.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All objects that were loaded, found by kind and name.
 *
 * <p>A name may stand twice as long as nothing that is evaluated here depends on which object is
 * meant. So a second object is a problem when a Kafka SLO refers to that name, and Kafka SLOs and
 * Kafka sources have names of their own in any case.
 */
final class Definitions {

  private static final int MOST_NAMES = 20;

  private final List<OpenSloObject> objects;
  private final Findings findings;

  Definitions(List<OpenSloObject> objects, Findings findings) {
    this.objects = List.copyOf(objects);
    this.findings = findings;
  }

  List<OpenSloObject> all(Kind kind) {
    return objects.stream().filter(object -> object.kind() == kind).toList();
  }

  List<OpenSloObject> named(Kind kind, String name) {
    return all(kind).stream().filter(object -> object.name().equals(name)).toList();
  }

  /** The object that a Kafka SLO refers to; that there is none, or more than one, is a problem. */
  Optional<OpenSloObject> resolve(Element reference, Kind kind) {
    return resolve(reference, kind, List.of());
  }

  /**
   * Like {@link #resolve(Element, Kind)}.
   *
   * @param builtIn further names that are known
   */
  Optional<OpenSloObject> resolve(Element reference, Kind kind, List<String> builtIn) {
    Optional<String> name = Scalars.text(reference);
    List<OpenSloObject> found = name.map(n -> named(kind, n)).orElse(List.of());
    if (name.isPresent() && found.isEmpty()) {
      reportMissing(reference, kind, name.get(), builtIn);
    }
    requireOne(found);
    return found.stream().findFirst();
  }

  /** Reports every object but the first. */
  void requireOne(List<OpenSloObject> sameName) {
    sameName.stream()
        .skip(1)
        .map(object -> object.metadata().get("name"))
        .forEach(
            name ->
                name.problem(
                    "must be unique, but %s has this name already"
                        .formatted(sameName.get(0).place()),
                    "",
                    "",
                    Problem.SAME_NAME));
  }

  /** That no SLO is of the service that is named here is a problem. */
  void requireServiceWithSlo(Element item) {
    Set<String> known = new TreeSet<>();
    for (OpenSloObject slo : all(Kind.SLO)) {
      Scalars.text(slo.spec().get("service")).ifPresent(known::add);
    }
    Scalars.text(item)
        .filter(name -> !known.contains(name))
        .filter(name -> !item.findings().hasUnread())
        .ifPresent(
            name ->
                item.problem(
                    "no SLO of service '"
                        + name
                        + "' "
                        + (known.isEmpty()
                            ? "(there is no SLO)"
                            : "(known: " + String.join(", ", known) + ")"),
                    "",
                    NearestName.suggestion(name, known)));
  }

  private void reportMissing(Element reference, Kind kind, String name, List<String> builtIn) {
    if (findings.hasUnread()) {
      return;
    }
    List<String> known =
        Stream.concat(all(kind).stream().map(OpenSloObject::name), builtIn.stream())
            .distinct()
            .sorted()
            .toList();
    String names =
        known.isEmpty()
            ? "none is defined"
            : "known: "
                + String.join(", ", known.subList(0, Math.min(MOST_NAMES, known.size())))
                + (known.size() > MOST_NAMES ? ", …" : "");
    reference.problem(
        "no %s named '%s' (%s)".formatted(kind.symbol(), name, names),
        "",
        NearestName.suggestion(name, known));
  }
}
