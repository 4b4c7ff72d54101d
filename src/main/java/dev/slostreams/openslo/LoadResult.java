package dev.slostreams.openslo;

import java.util.List;
import java.util.Optional;

/** What loading definitions gives: the catalog, or everything that is wrong, never both. */
public sealed interface LoadResult {

  /** The catalog; empty when there are problems. */
  Optional<SloCatalog> catalog();

  /** All problems of all files in the order of file and line; empty when there is a catalog. */
  List<Problem> problems();

  /** The definitions can be used. */
  record Loaded(SloCatalog value) implements LoadResult {

    @Override
    public Optional<SloCatalog> catalog() {
      return Optional.of(value);
    }

    @Override
    public List<Problem> problems() {
      return List.of();
    }
  }

  /** Nothing may start. */
  record Refused(List<Problem> problems) implements LoadResult {

    public Refused {
      problems = List.copyOf(problems);
    }

    @Override
    public Optional<SloCatalog> catalog() {
      return Optional.empty();
    }
  }
}
