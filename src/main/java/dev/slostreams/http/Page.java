package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items at most as many as were asked for
 * @param total how many there are on all pages
 * @param next the cursor of the page that follows; empty at the end
 */
record Page<T>(List<T> items, int total, Optional<String> next) {

  /**
   * The page that was asked for with {@code limit} and {@code cursor}.
   *
   * @param all in any order
   */
  static <T> Page<T> of(List<T> all, Function<T, Position> position, Parameters asked) {
    int limit = asked.limit();
    Optional<Position> after = asked.one("cursor").map(Position::read);
    List<Placed<T>> left =
        all.stream()
            .map(item -> new Placed<>(position.apply(item), item))
            .filter(placed -> after.isEmpty() || placed.at().compareTo(after.get()) > 0)
            .sorted(Comparator.comparing(Placed::at))
            .toList();
    List<Placed<T>> page = left.subList(0, Math.min(limit, left.size()));
    Optional<String> next =
        page.size() < left.size()
            ? Optional.of(page.get(page.size() - 1).at().cursor())
            : Optional.empty();
    return new Page<>(page.stream().map(Placed::item).toList(), all.size(), next);
  }

  /** An item with its position, which is worked out once. */
  private record Placed<T>(Position at, T item) {}

  /** Adds {@code total}, and {@code next} where there is more. */
  void putEnds(ObjectNode node) {
    node.put("total", total);
    next.ifPresent(cursor -> node.put("next", cursor));
  }
}
