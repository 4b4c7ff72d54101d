package dev.slostreams.sli;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.slostreams.sli.Event.Kind;

/**
 * {@code text.matches('literal')}: the pattern occurs somewhere in the text. RE2 syntax, as CEL
 * asks; its time is linear in the text, so no pattern can stall the engine.
 */
final class RegexTest extends BoolNode {

  private final Node operand;
  private final Matcher matcher;

  RegexTest(Node operand, Pattern pattern) {
    this.operand = operand;
    this.matcher = pattern.matcher("");
  }

  @Override
  int test(Event event, Value out) {
    Kind kind = operand.eval(event, out);
    if (kind == Kind.MISSING) {
      return FAILED;
    }
    if (kind != Kind.STRING) {
      return failedTest(Faults.operand("matches", kind, operand), out);
    }
    return truth(matcher.reset(out.text).find());
  }
}
