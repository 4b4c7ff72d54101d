package dev.slostreams.app;

import java.util.Collection;
import java.util.Optional;

/** The known name that a mistyped one is most like. */
final class Nearest {

  private Nearest() {}

  /** The nearest name that needs at most a third of the typed letters changed. */
  static Optional<String> to(String typed, Collection<String> known) {
    String nearest = null;
    int least = Math.max(2, typed.length() / 3) + 1;
    for (String name : known) {
      int changes = changes(typed, name);
      if (changes < least) {
        least = changes;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Letters to insert, delete or replace to get from one to the other (Levenshtein). */
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
