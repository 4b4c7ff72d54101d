package dev.slostreams.http;

import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.FreezeException;
import java.util.List;
import java.util.Optional;

/**
 * What people have ordered for the definitions in force, and where they order more. Thread-safe.
 */
public interface Orders {

  /**
   * An exclusion or a freeze exception.
   *
   * @param order how it was ordered; empty where it stands in the definition files
   */
  record Listed<T>(T what, Optional<Order> order) {}

  /**
   * One order.
   *
   * @param effectiveAt epoch second from which it is in force
   * @param undoneAt epoch second from which it is as if it had never been; the highest long for
   *     never
   * @param by who ordered it, or undid it
   * @param atMs when that was recorded, wall clock
   */
  record Order(String kind, String name, long effectiveAt, long undoneAt, String by, long atMs) {}

  /** Those of the files first, then in the order in which they were ordered. */
  List<Listed<Exclusion>> exclusions();

  /** Those of the files first, then in the order in which they were ordered. */
  List<Listed<FreezeException>> freezeExceptions();

  /**
   * Orders what a document says.
   *
   * @param kind that the document must be of
   * @param by who orders it
   * @throws IllegalArgumentException with what is wrong with it; then nothing is ordered
   * @throws FixedDefinitionsException where nothing can be ordered
   */
  Order apply(String kind, String document, String by);

  /**
   * Undoes an order, from the present on.
   *
   * @return empty when nothing of this name was ever ordered
   * @throws IllegalArgumentException when it is undone already
   */
  Optional<Order> undo(String kind, String name, String by);
}
