package dev.slostreams.wire;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The pages of the application, for the links in alerts.
 *
 * @param root where people reach them, {@code https://slo.example.com}
 */
public record Pages(URI root) {

  /** The page of what an alert is about. */
  public URI of(AlertNotice notice) {
    return of(notice.slo(), notice.seriesId());
  }

  /** The page of a series. */
  public URI of(String slo, String series) {
    return URI.create(base() + "/slos/" + encoded(slo) + "?series=" + encoded(series));
  }

  private String base() {
    String text = root.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
