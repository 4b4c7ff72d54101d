package dev.slostreams.sli;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.slostreams.slo.FieldType;
import java.util.List;
import java.util.Map;

/**
 * An expression that CEL has parsed and type-checked.
 *
 * @param text as written
 * @param tree the checked tree
 * @param paths the event fields it names
 * @param fields the declared fields; empty when nothing is declared and every field is {@code dyn}
 */
record CheckedExpression(
    String text, CelAbstractSyntaxTree tree, FieldPaths paths, Map<String, FieldType> fields) {

  /** Of lists in an event, nested ones multiplied: what is more is no event, but an attempt. */
  private static final int MOST_ITERATIONS = 100_000;

  /** Shared with the runtime: numbers of different types can be compared. */
  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .enableQuotedIdentifierSyntax(true)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .build();

  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .build();

  /** Every stream task checks the same expressions again, and most SLOs weigh their events by 1. */
  private static final Lately<List<Object>, CheckedExpression> CHECKED = new Lately<>();

  private static final Lately<String, CelAbstractSyntaxTree> PARSED = new Lately<>();

  /** Parses and checks; the problem names the first thing that is wrong. */
  static CheckedExpression of(String text, Map<String, FieldType> fields) throws ExpressionProblem {
    return CHECKED.get(List.of(text, fields), () -> check(text, fields));
  }

  private static CheckedExpression check(String text, Map<String, FieldType> fields)
      throws ExpressionProblem {
    CelAbstractSyntaxTree parsed = parsed(text);
    FieldPaths paths = FieldPaths.of(parsed.getExpr());
    if (!fields.isEmpty()) {
      for (String path : paths.values()) {
        requireDeclared(path, fields);
      }
      for (String path : paths.tested().values()) {
        requireDeclared(path, fields);
      }
    }
    RegexLiterals.requireValid(parsed.getExpr());
    CelCompilerBuilder checker =
        CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS);
    for (String path : paths.values()) {
      checker.addVar(path, fields.isEmpty() ? SimpleType.DYN : typeOf(fields.get(path)));
    }
    for (String path : paths.tested().values()) {
      checker.addVar(PresenceTests.variable(path), SimpleType.BOOL);
    }
    CelAbstractSyntaxTree checked =
        valid(checker.build().check(PresenceTests.asVariables(parsed, paths.tested())));
    return new CheckedExpression(text, checked, paths, fields);
  }

  /** The parsed tree, nothing of it checked. */
  static CelAbstractSyntaxTree parsed(String text) throws ExpressionProblem {
    return PARSED.get(text, () -> valid(PARSER.parse(text)));
  }

  private static CelAbstractSyntaxTree valid(CelValidationResult result) throws ExpressionProblem {
    if (result.hasError()) {
      throw new ExpressionProblem(IssueText.of(result.getErrors().get(0)));
    }
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new ExpressionProblem(String.valueOf(e.getMessage()));
    }
  }

  private static void requireDeclared(String path, Map<String, FieldType> fields)
      throws ExpressionProblem {
    if (!fields.containsKey(path)) {
      String hint =
          NearestName.of(path, fields.keySet())
              .map(near -> "; did you mean '" + near + "'")
              .orElse("");
      throw new ExpressionProblem(
          "no declared field named '%s'%s (declared: %s)"
              .formatted(
                  path, hint, String.join(", ", fields.keySet().stream().sorted().toList())));
    }
  }

  private static CelType typeOf(FieldType type) {
    return switch (type) {
      case STRING -> SimpleType.STRING;
      case INT -> SimpleType.INT;
      case DOUBLE -> SimpleType.DOUBLE;
      case BOOL -> SimpleType.BOOL;
    };
  }
}
