package dev.slostreams.lint;

import dev.slostreams.openslo.Passage;
import java.util.List;
import java.util.stream.Stream;

/** An annotation that ignores a code which does not exist. */
final class UnknownCode implements Rule.OnSlo {

  @Override
  public Code code() {
    return Code.UNKNOWN_CODE;
  }

  @Override
  public void check(Subject subject, Report report) {
    List<Passage> objects =
        Stream.concat(
                Stream.of(subject.document().slo(), subject.document().sli(subject.slo())),
                Stream.concat(
                    subject.document().source(subject.slo()).stream(),
                    subject.slo().alertPolicies().stream().map(subject.document()::policy)))
            .toList();
    for (Passage object : objects) {
      Report.ignoredCodes(object).stream()
          .filter(symbol -> Code.of(symbol).isEmpty())
          .forEach(
              symbol ->
                  report.add(
                      code(),
                      subject,
                      object.annotation(Report.IGNORE),
                      "there is no code '%s'; docs/lint.md has them all".formatted(symbol)));
    }
  }
}
