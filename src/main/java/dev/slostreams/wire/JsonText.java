package dev.slostreams.wire;

/** Resolves the escapes of JSON strings. */
final class JsonText {

  private JsonText() {}

  /** The text without escapes; those in it must be valid. Lone surrogates stay as they are. */
  static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escape = text.charAt(at++);
      if (escape == 'u') {
        plain.append((char) Integer.parseInt(text, at, at + 4, 16));
        at += 4;
      } else {
        plain.append(escaped(escape));
      }
    }
    return plain.toString();
  }

  private static char escaped(char escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }
}
