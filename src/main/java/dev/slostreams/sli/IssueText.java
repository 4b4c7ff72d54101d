package dev.slostreams.sli;

import dev.cel.common.CelIssue;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words an issue of the CEL parser or checker for the person who wrote the expression. */
final class IssueText {

  private static final Pattern NO_OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '\\((.*?)\\)' .*");
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Map<String, String> OPERATORS =
      Map.of("@in", "in", "_[_]", "[]", "_?_:_", "? :", "!_", "!", "-_", "-");

  private IssueText() {}

  /** One sentence that ends with the column, counted from 1. */
  static String of(CelIssue issue) {
    return sentence(issue.getMessage().replaceAll("\\s+", " "))
        + " (column "
        + (issue.getSourceLocation().getColumn() + 1)
        + (issue.getSourceLocation().getLine() > 1
            ? " of line " + issue.getSourceLocation().getLine()
            : "")
        + ")";
  }

  private static String sentence(String message) {
    Matcher overload = NO_OVERLOAD.matcher(message);
    if (overload.matches()) {
      return "'" + operator(overload.group(1)) + "' is not defined for " + overload.group(2);
    }
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      return "no function or name '" + undeclared.group(1) + "'";
    }
    if (message.startsWith("invalid argument to has()")) {
      return "has() needs a path such as has(request.id)";
    }
    if (message.contains("<EOF>") && message.startsWith("mismatched input")) {
      return "syntax error: the expression ends too early";
    }
    if (message.startsWith("token recognition error at: '= '")
        || message.startsWith("token recognition error at: '='")) {
      return "syntax error: '=' is no operator; did you mean '=='?";
    }
    return "syntax error: " + message.replaceFirst(" expecting \\{.*", "");
  }

  private static String operator(String function) {
    return OPERATORS.getOrDefault(
        function, function.startsWith("_") ? function.replace("_", "") : function);
  }
}
