package dev.slostreams.sli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was made lately, so that it need not be made again; the oldest goes when there are too many.
 * For immutable values. Thread-safe; two threads may make the same at the same time.
 */
final class Lately<K, V> {

  private static final int MOST = 10_000;

  private final Map<K, V> values = new LinkedHashMap<>();

  /** How a value is made. */
  @FunctionalInterface
  interface Maker<V> {
    V make() throws ExpressionProblem;
  }

  /**
   * The value of this key.
   *
   * @throws ExpressionProblem when it cannot be made, each time anew
   */
  V get(K key, Maker<V> maker) throws ExpressionProblem {
    synchronized (values) {
      V known = values.get(key);
      if (known != null) {
        return known;
      }
    }
    V made = maker.make();
    synchronized (values) {
      values.put(key, made);
      if (values.size() > MOST) {
        values.remove(values.keySet().iterator().next());
      }
    }
    return made;
  }
}
