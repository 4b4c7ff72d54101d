package dev.slostreams.sli;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one probably means. */
public final class NearestName {

  private static final int LONGEST = 100;

  private NearestName() {}

  /** {@code did you mean 'region'?}, or empty when no known name is near. */
  public static String suggestion(String written, Collection<String> known) {
    return of(written, known).map(name -> "did you mean '" + name + "'?").orElse("");
  }

  /** The nearest name by edits, at most a third of the letters; the first in order of ties. */
  public static Optional<String> of(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String nearest = null;
    int least = Math.max(1, written.length() / 3) + 1;
    for (String name : known.stream().sorted().toList()) {
      int edits = edits(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (edits < least) {
        least = edits;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Whether the names differ by at most one edit, or by upper and lower case alone. */
  public static boolean isOneSlip(String one, String other) {
    return !one.equals(other)
        && one.length() <= LONGEST
        && other.length() <= LONGEST
        && edits(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT)) <= 1;
  }

  /** Insertions, deletions, replacements and swaps of neighbours that lead from one to other. */
  private static int edits(String one, String other) {
    int[][] edits = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replace = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int least = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
        least = Math.min(least, edits[i - 1][j - 1] + replace);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          least = Math.min(least, edits[i - 2][j - 2] + 1);
        }
        edits[i][j] = least;
      }
    }
    return edits[one.length()][other.length()];
  }
}
