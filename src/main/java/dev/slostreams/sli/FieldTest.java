package dev.slostreams.sli;

import java.util.List;

/**
 * A comparison of a field with constants.
 *
 * @param field its path
 * @param relation how it is compared
 * @param values strings, booleans and {@code BigDecimal}s; one unless it is a membership
 */
public record FieldTest(String field, Relation relation, List<Object> values) {

  /** How a field is compared; equality is a membership in one value. */
  public enum Relation {
    IN,
    NOT_IN,
    LT,
    LTE,
    GT,
    GTE;

    Relation negated() {
      return switch (this) {
        case IN -> NOT_IN;
        case NOT_IN -> IN;
        case LT -> GTE;
        case LTE -> GT;
        case GT -> LTE;
        case GTE -> LT;
      };
    }

    /** The relation that holds with its sides exchanged. */
    Relation mirrored() {
      return switch (this) {
        case LT -> GT;
        case LTE -> GTE;
        case GT -> LT;
        case GTE -> LTE;
        default -> this;
      };
    }
  }

  public FieldTest {
    values = List.copyOf(values);
  }

  FieldTest negated() {
    return new FieldTest(field, relation.negated(), values);
  }
}
