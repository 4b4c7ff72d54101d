package dev.slostreams.lint;

import dev.slostreams.openslo.Passage;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Collects findings, without those that an annotation says are meant.
 *
 * <p>What is found twice, for instance in a policy of two SLOs, counts once.
 */
final class Report {

  static final String IGNORE = "slo-streams.dev/lint-ignore";

  private final SortedSet<Finding> findings = new TreeSet<>();

  /**
   * Adds a finding, unless the SLO or the object in which it stands ignores the code.
   *
   * @param at the passage it is about
   */
  void add(Code code, Subject subject, Passage at, String text) {
    if (!isIgnored(code, subject.document().slo()) && !isIgnored(code, at)) {
      findings.add(new Finding(code, at.place(), at.object(), at.path(), text));
    }
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** The codes that the object of this passage ignores, as written. */
  static List<String> ignoredCodes(Passage passage) {
    return passage
        .annotation(IGNORE)
        .text()
        .map(text -> Arrays.asList(text.strip().split("\\s*,\\s*")))
        .orElse(List.of());
  }

  private static boolean isIgnored(Code code, Passage passage) {
    return ignoredCodes(passage).contains(code.symbol());
  }
}
