package dev.slostreams.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.sli.Event.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExpressionPropertyTest {

  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final ToIntFunction<String> slot = p -> slots.computeIfAbsent(p, q -> slots.size());

  @Property(tries = 6_000, maxDiscardRatio = 20, edgeCases = EdgeCasesMode.NONE)
  void closureEqualsTheCelRuntime(
      @ForAll("expressions") String text, @ForAll("events") Map<String, Object> values) {
    assertEqualResults(text, values);
  }

  /** What the property found once, after many runs. */
  @Example
  void listsAreJoined() {
    String text = "(has(m.k) ? m.k : a) + (has(m.k) ? m.k : a)";
    Map<String, Object> values = new HashMap<>();
    values.put("a", null);
    values.put("m.k", List.of(1L, 2L));

    assertEqualResults(text, values);
  }

  private void assertEqualResults(String text, Map<String, Object> values) {
    CheckedExpression expression = checked(text);
    Optional<Node> closure = ClosureCompiler.closure(expression, slot);
    Node runtime = CelNode.of(expression, slot);
    Event event = event(values);

    assertThat(closure).isPresent();
    assertThat(result(closure.get(), event)).isEqualTo(result(runtime, event));
  }

  @Provide
  Arbitrary<String> expressions() {
    return ExpressionTexts.expressions(3);
  }

  @Provide
  Arbitrary<Map<String, Object>> events() {
    return ExpressionTexts.events();
  }

  private static CheckedExpression checked(String text) {
    try {
      return CheckedExpression.of(text, Map.of());
    } catch (ExpressionProblem notWellTyped) {
      Assume.that(false);
      throw new IllegalStateException(notWellTyped);
    }
  }

  private Event event(Map<String, Object> values) {
    List<Classifier.Field> fields = slots.keySet().stream().map(Classifier.Field::new).toList();
    return Classified.event(values, fields);
  }

  private static String result(Node node, Event event) {
    Value value = new Value();
    Kind kind = node.eval(event, value);
    return switch (kind) {
      case MISSING -> "failed";
      case NULL -> "null";
      case BOOL -> "bool " + value.bool;
      case INT -> "int " + value.integer;
      case DOUBLE -> "double " + value.number;
      case STRING -> "string " + value.text;
      case OTHER -> "other " + value.other;
    };
  }
}
