package dev.slostreams.lint;

import dev.slostreams.openslo.Passage;
import dev.slostreams.slo.Indicator.GroupBy;
import java.util.List;
import java.util.regex.Pattern;

/** A groupBy on something of which there are always more: each value would be a series. */
final class UnboundedGroupBy implements Rule.OnSlo {

  private static final Pattern UNBOUNDED =
      Pattern.compile(
          "(.*[._])?(trace|span|parent_span|request|correlation|session|user|order|payment"
              + "|transaction|message|event)_?id|(.*[._])?(uuid|guid|url|uri|email|user_?agent"
              + "|referer|remote_host|client_ip|ip|timestamp|duration_ms)",
          Pattern.CASE_INSENSITIVE);

  @Override
  public Code code() {
    return Code.UNBOUNDED_GROUP_BY;
  }

  @Override
  public void check(Subject subject, Report report) {
    List<GroupBy> groups = subject.slo().indicator().groupBy();
    List<Passage> written = subject.document().counted(subject.slo()).get("groupBy").items();
    for (int i = 0; i < groups.size() && i < written.size(); i++) {
      String expression = groups.get(i).expression();
      if (UNBOUNDED.matcher(expression).matches()) {
        report.add(
            code(),
            subject,
            written.get(i),
            "groupBy '%s' has no bounded number of values: past max-series all go to one series __other__; group by something of which there are few"
                .formatted(expression));
      }
    }
  }
}
