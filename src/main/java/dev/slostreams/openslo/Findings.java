package dev.slostreams.openslo;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What loading has found so far. A field that is read twice reports the same problem twice, which
 * counts once.
 */
final class Findings {

  private final SortedSet<Problem> problems = new TreeSet<>();
  private final SortedSet<Notice> notices = new TreeSet<>();
  private final SortedSet<NotEvaluated> notEvaluated = new TreeSet<>();
  private boolean unread;

  void add(Problem problem) {
    problems.add(problem);
  }

  void add(Notice notice) {
    notices.add(notice);
  }

  void add(NotEvaluated slo) {
    notEvaluated.add(slo);
  }

  /** Why a file or an object cannot be read: what it would have defined is not known. */
  void addUnread(Problem problem) {
    markUnread();
    add(problem);
  }

  /** Some file or object cannot be read, and its problem has been added. */
  void markUnread() {
    unread = true;
  }

  /** Whether a name that is missing may well stand in what could not be read. */
  boolean hasUnread() {
    return unread;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  List<Notice> notices() {
    return List.copyOf(notices);
  }

  List<NotEvaluated> notEvaluated() {
    return List.copyOf(notEvaluated);
  }
}
