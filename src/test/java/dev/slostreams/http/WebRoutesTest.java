package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.metrics.Meters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The web pages as files; what they do is tested in a browser. */
class WebRoutesTest {

  private static final Pattern REFERENCE =
      Pattern.compile("(?:src|href|from|import)[=( ]+[\"'](/assets/[^\"']+|\\./[^\"']+\\.js)[\"']");

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server =
      HttpServer.listen(new HttpSettings("127.0.0.1", 0))
          .serve(List.of(new WebRoutes()), Meters.unread());

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/alerts", "/slos/checkout-availability", "/slos/x?series=y"})
  void everyPageIsTheOneDocument(String path) throws Exception {
    HttpResponse<byte[]> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(text(answer)).startsWith("<!doctype html>");
  }

  @ParameterizedTest
  @CsvSource({
    "app.js, text/javascript;charset=utf-8",
    "style.css, text/css;charset=utf-8",
    "icon.svg, image/svg+xml",
    "uplot/uPlot.iife.min.js, text/javascript;charset=utf-8",
    "uplot/uPlot.min.css, text/css;charset=utf-8"
  })
  void filesSayWhatTheyAre(String file, String type) throws Exception {
    HttpResponse<byte[]> answer = get("/assets/" + file);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo(type);
  }

  @Test
  void pagesRunNothingThatIsNotOurs() throws Exception {
    HttpResponse<byte[]> answer = get("/");

    assertThat(header(answer, "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(text(answer)).doesNotContain("http://").doesNotContain("https://");
  }

  @Test
  void everyFileThatAFileAsksForIsThere() throws Exception {
    List<String> seen = new java.util.ArrayList<>(List.of("/"));
    for (int next = 0; next < seen.size(); next++) {
      HttpResponse<byte[]> answer = get(seen.get(next));
      assertThat(answer.statusCode()).as(seen.get(next)).isEqualTo(200);
      if (!seen.get(next).contains("uplot")) {
        REFERENCE
            .matcher(text(answer))
            .results()
            .map(found -> found.group(1).replaceFirst("^\\./", "/assets/"))
            .filter(path -> !seen.contains(path))
            .distinct()
            .forEach(seen::add);
      }
    }

    assertThat(seen).contains("/assets/charts.js", "/assets/icon.svg", "/assets/theme.js");
  }

  @Test
  void compressedFileIsTheSame() throws Exception {
    HttpResponse<byte[]> plain = get("/assets/style.css");

    HttpResponse<byte[]> compressed = get("/assets/style.css", "Accept-Encoding", "br, gzip");

    assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(compressed, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(compressed.body().length).isLessThan(plain.body().length);
    try (var unzip = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertThat(unzip.readAllBytes()).isEqualTo(plain.body());
    }
  }

  @Test
  void fileThatTheBrowserHasIsNotSentAgain() throws Exception {
    HttpResponse<byte[]> first = get("/assets/app.js");

    HttpResponse<byte[]> second = get("/assets/app.js", "If-None-Match", header(first, "ETag"));

    assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @Test
  void plainAndCompressedFilesHaveTagsOfTheirOwn() throws Exception {
    String plain = header(get("/assets/app.js"), "ETag");

    String compressed = header(get("/assets/app.js", "Accept-Encoding", "gzip"), "ETag");

    assertThat(compressed).isNotEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/",
        "/assets/index.html",
        "/assets/app.js.map",
        "/assets/openapi.json",
        "/assets/../openapi.json",
        "/assets/%2e%2e/openapi.json",
        "/assets/%2e%2e%2fopenapi.json",
        "/assets/%252e%252e%252fopenapi.json",
        "/assets/..%5copenapi.json",
        "/assets/app.js%00",
        "/assets/uplot/../style.css",
        "/assets/uplot/package.json",
        "/slos/a/../../assets/app.js/x",
        "/slos/"
      })
  void whatIsNotInTheListIsNotFound(String path) throws Exception {
    String answer = raw("GET " + path + " HTTP/1.1");

    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private URI uri(String path) {
    return server.uri().resolve(path);
  }

  private String raw(String line) throws IOException {
    try (var socket = new java.net.Socket("127.0.0.1", server.uri().getPort())) {
      String request = line + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
