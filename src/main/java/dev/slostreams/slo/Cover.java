package dev.slostreams.slo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The exclusions that take something out of its windows: all that cover it, so that each can be
 * undone by itself.
 *
 * @param names of the exclusions, each once, in order; empty for what counts
 */
public record Cover(List<String> names) implements Comparable<Cover> {

  /** Nothing takes it out: it counts. */
  public static final Cover NONE = new Cover(List.of());

  public Cover {
    names = List.copyOf(names);
  }

  /** These exclusions, in any order. */
  public static Cover of(Collection<String> names) {
    return names.isEmpty() ? NONE : new Cover(names.stream().distinct().sorted().toList());
  }

  public static Cover of(String... names) {
    return of(List.of(names));
  }

  public boolean isNone() {
    return names.isEmpty();
  }

  public boolean contains(String name) {
    return names.contains(name);
  }

  /** Under which it is shown: the first of them. */
  public String shownUnder() {
    return names.get(0);
  }

  public Cover with(String name) {
    List<String> more = new ArrayList<>(names);
    more.add(name);
    return of(more);
  }

  public Cover without(String name) {
    return of(names.stream().filter(other -> !other.equals(name)).toList());
  }

  @Override
  public int compareTo(Cover other) {
    return toString().compareTo(other.toString());
  }

  /** The names with commas between them; none has one. */
  @Override
  public String toString() {
    return String.join(",", names);
  }
}
