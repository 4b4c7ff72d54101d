package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import java.util.IdentityHashMap;
import java.util.Map;

/** A compiled expression with the place it stands at, so that a fault can name it. */
final class Expression {

  private static final int MOST_DETAILS = 256;

  private final String name;
  private final Node node;
  private final Map<Fault, String> details = new IdentityHashMap<>();

  /**
   * @param place where it stands in the indicator: {@code total.where}
   * @param text as written
   */
  Expression(String place, String text, Node node) {
    this.name = place + " \"" + text + "\": ";
    this.node = node;
  }

  Kind eval(Event event, Value out) {
    return node.eval(event, out);
  }

  int test(Event event, Value out) {
    return node.test(event, out);
  }

  /** The whole number that it is on every event, or {@code otherwise}. */
  long constantOr(long otherwise) {
    return node instanceof Constant constant && constant.kind() == Kind.INT
        ? constant.integer()
        : otherwise;
  }

  String fieldPath() {
    return node.fieldPath();
  }

  /** The fault with the name of the expression before it; worded once per fault. */
  String detail(Fault fault) {
    String known = details.get(fault);
    if (known != null) {
      return known;
    }
    String detail = name + fault.text();
    if (details.size() < MOST_DETAILS) {
      details.put(fault, detail);
    }
    return detail;
  }
}
