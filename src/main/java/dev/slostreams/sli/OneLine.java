package dev.slostreams.sli;

/**
 * What others have written as it stands in a message: on one line, and of a length that is read.
 */
public final class OneLine {

  private OneLine() {}

  /** The text, what breaks a line or moves a cursor replaced, cut after so many characters. */
  public static String of(String text, int most) {
    String shown = text.length() <= most ? text : text.substring(0, end(text, most)) + "…";
    return shown.chars().noneMatch(OneLine::isControl)
        ? shown
        : shown
            .replaceAll("\\R", " ")
            .replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "\uFFFD");
  }

  private static int end(String text, int most) {
    return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
