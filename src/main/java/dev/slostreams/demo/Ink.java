package dev.slostreams.demo;

/** The colours of a terminal, or none when the output is plain. */
enum Ink {
  DIM("2"),
  BOLD("1"),
  GREEN("32"),
  YELLOW("33"),
  RED("31"),
  CYAN("36");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** The text in this colour when {@code colour} is asked for, else the text as it is. */
  String on(String text, boolean colour) {
    return colour ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
