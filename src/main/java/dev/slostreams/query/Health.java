package dev.slostreams.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Says whether the application is well, and explains it check by check. Any thread may ask. */
public interface Health {

  /**
   * One thing that was looked at.
   *
   * @param detail for people: what was seen
   */
  record Check(String name, boolean ok, String detail) {}

  /** If one of these fails, only a restart helps. */
  List<Check> liveness();

  /** If one of these fails, questions cannot be answered now. */
  List<Check> readiness();

  /** The same, with one more thing that is looked at for readiness. */
  default Health and(Supplier<Check> more) {
    Health health = this;
    return new Health() {
      @Override
      public List<Check> liveness() {
        return health.liveness();
      }

      @Override
      public List<Check> readiness() {
        List<Check> checks = new ArrayList<>(health.readiness());
        checks.add(more.get());
        return checks;
      }
    };
  }
}
