package dev.slostreams.sli;

/** An expression that cannot be used; its message is a sentence for the person who wrote it. */
final class ExpressionProblem extends Exception {

  ExpressionProblem(String sentence) {
    super(sentence, null, false, false);
  }
}
