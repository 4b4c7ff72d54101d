package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import java.util.List;

/** {@code operand in [literal, …]}. */
final class Membership extends BoolNode {

  private final Node operand;
  private final Constant[] members;

  Membership(Node operand, List<Constant> members) {
    this.operand = operand;
    this.members = members.toArray(Constant[]::new);
  }

  @Override
  int test(Event event, Value out) {
    Kind kind = operand.eval(event, out);
    if (kind == Kind.MISSING) {
      return FAILED;
    }
    for (Constant member : members) {
      if (equal(kind, out, member)) {
        return TRUE;
      }
    }
    return FALSE;
  }

  private static boolean equal(Kind kind, Value value, Constant member) {
    return switch (member.kind()) {
      case STRING -> kind == Kind.STRING && member.text().equals(value.text);
      case INT ->
          kind == Kind.INT
              ? value.integer == member.integer()
              : kind == Kind.DOUBLE && Numbers.equal(member.integer(), value.number);
      case DOUBLE ->
          kind == Kind.DOUBLE
              ? value.number == member.number()
              : kind == Kind.INT && Numbers.equal(value.integer, member.number());
      case BOOL -> kind == Kind.BOOL && value.bool == member.bool();
      case NULL -> kind == Kind.NULL;
      case OTHER, MISSING -> false;
    };
  }
}
