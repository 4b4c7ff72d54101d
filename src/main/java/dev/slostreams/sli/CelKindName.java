package dev.slostreams.sli;

import dev.cel.common.types.CelKind;
import java.util.Locale;

/** Names a CEL type as people write it. */
final class CelKindName {

  private CelKindName() {}

  static String of(CelKind kind) {
    return switch (kind) {
      case NULL_TYPE -> "null";
      case MAP -> "an object";
      case LIST -> "a list";
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }
}
