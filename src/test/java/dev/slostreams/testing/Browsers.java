package dev.slostreams.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The Chromium of this system, without a window. Playwright objects belong to the thread that made
 * them.
 */
public final class Browsers implements AutoCloseable {

  private static final String NONE =
      "no browser is here: the web pages are not tested (install Debian's chromium, or name one in"
          + " SLO_STREAMS_BROWSER)";
  private static final List<String> PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  private static final double PATIENCE_MS = 30_000;

  private final Playwright playwright;
  private final Browser browser;

  private Browsers(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts one; without any the test reports itself skipped. */
  public static Browsers start() {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      System.err.println(NONE); // also where skipped tests are only counted
    }
    assumeTrue(program.isPresent(), NONE);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program.get())
                    .setArgs(List.of("--no-sandbox"))); // root has no sandbox; pages are our own
    return new Browsers(playwright, browser);
  }

  private static Optional<Path> program() {
    return Stream.concat(Stream.ofNullable(System.getenv("SLO_STREAMS_BROWSER")), PLACES.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A browser as a new person has it. */
  public Visit visit(URI server, Browser.NewContextOptions options) {
    return new Visit(server, browser.newContext(options));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /** One page, and what it did that it must not. */
  public static final class Visit implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Visit(URI server, BrowserContext context) {
      this.context = context;
      context.setDefaultTimeout(PATIENCE_MS);
      page = context.newPage();
      page.onConsoleMessage(
          message -> {
            if (List.of("error", "warning").contains(message.type())) {
              complaints.add("console: " + message.text());
            }
          });
      page.onPageError(error -> complaints.add("script: " + error));
      page.onDialog(dialog -> complaints.add("dialog: " + dialog.message()));
      page.onRequest(
          request -> {
            if (!URI.create(request.url()).getAuthority().equals(server.getAuthority())) {
              complaints.add("asks another server: " + request.url());
            }
          });
    }

    public Page page() {
      return page;
    }

    public BrowserContext context() {
      return context;
    }

    /** Errors of scripts, violations of the content security policy, requests to other servers. */
    public List<String> complaints() {
      return List.copyOf(complaints);
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
