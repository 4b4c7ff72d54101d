package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import dev.slostreams.sli.FieldTest.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * The SLOs that an event may count in, told apart by the text of one field: the one that most SLOs
 * compare with constants before anything else, as in {@code service == 'checkout' && …}.
 *
 * <p>Of an SLO that is left out, total's {@code where} is false on the event: that is certain when
 * the comparison comes before everything that could make the whole expression fail. An event
 * without the field, or with another kind of value in it, may count in all. A lookup costs the same
 * however many SLOs there are. Immutable.
 */
final class Candidates {

  private static final int NO_SLOT = -1;

  private final int slot;
  private final Candidate[] all;
  private final Candidate[] whateverText;
  private final Map<String, Candidate[]> byText;

  /**
   * An SLO that the event may count in.
   *
   * @param selected whether total's {@code where} is known to be true, because the text is all that
   *     it asks for
   */
  record Candidate(SloClassifier slo, boolean selected) {}

  /**
   * What an SLO asks of the field.
   *
   * @param texts one of which it must hold, where the SLO asks that before anything else
   * @param nothingElse whether that is all it asks
   */
  private record Asking(SloClassifier slo, Optional<Set<String>> texts, boolean nothingElse) {}

  private Candidates(
      int slot, Candidate[] all, Candidate[] whateverText, Map<String, Candidate[]> byText) {
    this.slot = slot;
    this.all = all;
    this.whateverText = whateverText;
    this.byText = byText;
  }

  /**
   * The candidates among these SLOs.
   *
   * @param wheres total's where of each, as written
   * @param slots the slot of a field that some expression names
   */
  static Candidates of(SloClassifier[] slos, List<String> wheres, ToIntFunction<String> slots) {
    List<Map<String, Set<String>>> texts = wheres.stream().map(Candidates::texts).toList();
    Map<String, Integer> uses = new LinkedHashMap<>();
    texts.forEach(one -> one.keySet().forEach(field -> uses.merge(field, 1, Integer::sum)));
    Optional<String> most =
        uses.entrySet().stream()
            .max(Comparator.comparingInt(Map.Entry::getValue))
            .filter(use -> use.getValue() > 1)
            .map(Map.Entry::getKey);
    Candidate[] all =
        Arrays.stream(slos).map(slo -> new Candidate(slo, false)).toArray(Candidate[]::new);
    if (most.isEmpty()) {
      return new Candidates(NO_SLOT, all, all, Map.of());
    }
    String field = most.get();
    Set<String> known = new TreeSet<>();
    texts.forEach(one -> known.addAll(one.getOrDefault(field, Set.of())));
    List<Asking> asking = new ArrayList<>();
    for (int i = 0; i < slos.length; i++) {
      Optional<Set<String>> asked = Optional.ofNullable(texts.get(i).get(field));
      asking.add(
          new Asking(
              slos[i],
              asked,
              asked.isPresent() && ExpressionOutline.whole(wheres.get(i)).isPresent()));
    }
    Map<String, Candidate[]> byText = new HashMap<>();
    known.forEach(text -> byText.put(text, those(asking, asked -> asked.contains(text))));
    return new Candidates(slots.applyAsInt(field), all, those(asking, asked -> false), byText);
  }

  /** In the order of the SLOs. */
  Candidate[] of(Event event) {
    if (slot == NO_SLOT || event.kind(slot) != Kind.STRING) {
      return all;
    }
    return byText.getOrDefault(event.text(slot), whateverText);
  }

  /** Those that do not ask for the field first, or for texts that match. */
  private static Candidate[] those(List<Asking> all, Predicate<Set<String>> match) {
    return all.stream()
        .filter(one -> one.texts().isEmpty() || match.test(one.texts().get()))
        .map(one -> new Candidate(one.slo(), one.nothingElse()))
        .toArray(Candidate[]::new);
  }

  /** By field, the texts one of which it must hold. */
  private static Map<String, Set<String>> texts(String where) {
    Map<String, Set<String>> texts = new LinkedHashMap<>();
    for (FieldTest test : ExpressionOutline.decisive(where)) {
      if (test.relation() == Relation.IN
          && test.values().stream().allMatch(String.class::isInstance)) {
        Set<String> values = new TreeSet<>();
        test.values().forEach(value -> values.add((String) value));
        texts.merge(test.field(), values, Candidates::both);
      }
    }
    return texts;
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new TreeSet<>(one);
    both.retainAll(other);
    return both;
  }
}
