package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/** {@code text.startsWith(part)}, {@code endsWith} and {@code contains}. */
final class TextTest extends BoolNode {

  /** Which part of the text is looked at. */
  enum Function {
    STARTS_WITH("startsWith"),
    ENDS_WITH("endsWith"),
    CONTAINS("contains");

    private final String symbol;

    Function(String symbol) {
      this.symbol = symbol;
    }

    boolean holds(String text, String part) {
      return switch (this) {
        case STARTS_WITH -> text.startsWith(part);
        case ENDS_WITH -> text.endsWith(part);
        case CONTAINS -> text.contains(part);
      };
    }
  }

  private final Function function;
  private final Node operand;
  private final Node part;

  TextTest(Function function, Node operand, Node part) {
    this.function = function;
    this.operand = operand;
    this.part = part;
  }

  @Override
  int test(Event event, Value out) {
    Kind kind = operand.eval(event, out);
    if (kind == Kind.MISSING) {
      return FAILED;
    }
    String text = out.text;
    Kind partKind = part.eval(event, out);
    if (partKind == Kind.MISSING) {
      return FAILED;
    }
    if (kind != Kind.STRING || partKind != Kind.STRING) {
      return failedTest(Faults.operands(function.symbol, kind, partKind, operand, part), out);
    }
    return truth(function.holds(text, out.text));
  }
}
