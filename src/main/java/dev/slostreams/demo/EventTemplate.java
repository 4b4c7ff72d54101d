package dev.slostreams.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One JSON object whose values the dice may choose: <code>${2..8}</code> is a number from 2 to 8
 * with as many decimals as the lower one has, <code>${cart|checkout}</code> one of the texts,
 * <code>${id}</code> 16 hexadecimal digits.
 */
final class EventTemplate {

  private static final Pattern SLOT = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern RANGE = Pattern.compile("(-?\\d{1,15})(\\.\\d+)?\\.\\.(-?[0-9.]+)");

  private final List<Piece> pieces;

  private EventTemplate(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** A part of the text, the same each time or chosen by the dice. */
  private sealed interface Piece {
    void write(StringBuilder out, Dice dice);
  }

  private record Fixed(String text) implements Piece {
    @Override
    public void write(StringBuilder out, Dice dice) {
      out.append(text);
    }
  }

  private record Range(double from, double to, int decimals) implements Piece {
    @Override
    public void write(StringBuilder out, Dice dice) {
      double number = from + dice.nextShare() * (to - from);
      out.append(String.format(Locale.ROOT, "%." + decimals + "f", number));
    }
  }

  private record Choice(List<String> texts) implements Piece {
    @Override
    public void write(StringBuilder out, Dice dice) {
      out.append(texts.get((int) (dice.nextShare() * texts.size())));
    }
  }

  private record Id() implements Piece {
    @Override
    public void write(StringBuilder out, Dice dice) {
      out.append(String.format(Locale.ROOT, "%016x", dice.nextLong()));
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is no object, or a slot has another form
   */
  static EventTemplate parse(String text) {
    if (!text.startsWith("{\"") || !text.endsWith("}")) {
      throw new IllegalArgumentException("must be one JSON object, but was '" + text + "'");
    }
    List<Piece> pieces = new ArrayList<>();
    Matcher slot = SLOT.matcher(text);
    int from = 1; // after the brace, where the timestamp goes
    while (slot.find()) {
      pieces.add(new Fixed(text.substring(from, slot.start())));
      pieces.add(piece(slot.group(1)));
      from = slot.end();
    }
    pieces.add(new Fixed(text.substring(from)));
    return new EventTemplate(pieces);
  }

  /** Writes the rest of the object, from its first field on. */
  void write(StringBuilder out, Dice dice) {
    pieces.forEach(piece -> piece.write(out, dice));
  }

  private static Piece piece(String slot) {
    Matcher range = RANGE.matcher(slot);
    if (range.matches()) {
      String fraction = range.group(2) == null ? "" : range.group(2);
      return new Range(
          Double.parseDouble(range.group(1) + fraction),
          Double.parseDouble(range.group(3)),
          Math.max(0, fraction.length() - 1));
    }
    if (slot.equals("id")) {
      return new Id();
    }
    if (slot.contains("|")) {
      return new Choice(List.of(slot.split("\\|")));
    }
    throw new IllegalArgumentException(
        "a slot must be a range such as ${2..8}, a choice such as ${a|b}, or ${id}, but was '${"
            + slot
            + "}'");
  }
}
