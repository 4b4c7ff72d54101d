package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import java.util.List;
import java.util.Map;

/** {@code left == right} and {@code left != right}: numbers by value, other types never equal. */
final class Equality extends BoolNode {

  private final boolean wanted;
  private final Node left;
  private final Node right;

  /**
   * @param wanted true for {@code ==}, false for {@code !=}
   */
  Equality(boolean wanted, Node left, Node right) {
    this.wanted = wanted;
    this.left = left;
    this.right = right;
  }

  @Override
  int test(Event event, Value out) {
    Kind leftKind = left.eval(event, out);
    if (leftKind == Kind.MISSING) {
      return FAILED;
    }
    boolean bool = out.bool;
    long integer = out.integer;
    double number = out.number;
    String text = out.text;
    Object other = out.other;
    Kind rightKind = right.eval(event, out);
    if (rightKind == Kind.MISSING) {
      return FAILED;
    }
    boolean equal =
        switch (leftKind) {
          case STRING -> rightKind == Kind.STRING && text.equals(out.text);
          case INT ->
              rightKind == Kind.INT
                  ? integer == out.integer
                  : rightKind == Kind.DOUBLE && Numbers.equal(integer, out.number);
          case DOUBLE ->
              rightKind == Kind.DOUBLE
                  ? number == out.number
                  : rightKind == Kind.INT && Numbers.equal(out.integer, number);
          case BOOL -> rightKind == Kind.BOOL && bool == out.bool;
          case NULL -> rightKind == Kind.NULL;
          case OTHER -> rightKind == Kind.OTHER && deepEqual(other, out.other);
          case MISSING -> throw new IllegalStateException("missing (this is a bug in slo-streams)");
        };
    return truth(equal == wanted);
  }

  private static boolean deepEqual(Object left, Object right) {
    if (left instanceof Long integer && right instanceof Double number) {
      return Numbers.equal(integer, number);
    }
    if (left instanceof Double number && right instanceof Long integer) {
      return Numbers.equal(integer, number);
    }
    if (left instanceof Double a && right instanceof Double b) {
      return a.doubleValue() == b.doubleValue();
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return deepEqual(a, b);
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return deepEqual(a, b);
    }
    return left == null ? right == null : left.equals(right);
  }

  private static boolean deepEqual(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!deepEqual(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean deepEqual(Map<?, ?> left, Map<?, ?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : left.entrySet()) {
      if (!right.containsKey(entry.getKey())
          || !deepEqual(entry.getValue(), right.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
