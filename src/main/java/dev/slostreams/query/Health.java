package dev.slostreams.query;

import java.util.List;

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
}
