package dev.slostreams.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.slostreams.testing.Browsers;
import dev.slostreams.testing.Browsers.Visit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The web pages in a real browser, over a running instance on a real broker. */
class PagesIT {

  private static final String CART =
      "/slos/requests?series=" + encoded("requests{service=\"cart\"}");
  private static final int SERIES = ShopWithPages.SERVICES.size() + ShopWithPages.ITEMS;

  @TempDir private static Path folder;

  private static Browsers browsers;
  private static ShopWithPages shop;

  private Visit visit;
  private Page page;

  @BeforeAll
  static void start() throws IOException {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    browsers = Browsers.start();
    shop = new ShopWithPages(folder);
  }

  @AfterAll
  static void stop() {
    if (shop != null) {
      shop.close();
    }
    if (browsers != null) {
      browsers.close();
    }
  }

  @BeforeEach
  void come() {
    come(new Browser.NewContextOptions().setViewportSize(1440, 900));
  }

  private void come(Browser.NewContextOptions options) {
    visit = browsers.visit(shop.uri(), options.setReducedMotion(ReducedMotion.REDUCE));
    page = visit.page();
  }

  @AfterEach
  void leave() {
    visit.close();
  }

  @Test
  void overviewHasTheWorstFirst() {
    open("/?q=service!%3Dsearch"); // which another test breaks

    assertThat(rows().first().locator("th")).containsText("service=cart");
    assertThat(rows().first().locator(".budget .number")).not().containsText("100");
    assertThat(rows().nth(1).locator(".budget .number")).containsText("100");
    search().fill("");
    assertThat(tile("Series")).containsText(String.valueOf(SERIES));
    assertThat(page.locator("table[role=table]"))
        .hasAttribute("aria-rowcount", String.valueOf(SERIES + 1));
    assertNoComplaints();
  }

  @Test
  void searchAndLabelsFilterAndStayInTheAddress() {
    open("/");

    search().fill("service=search");

    assertThat(rows()).hasCount(1);
    assertThat(rows().first().locator("th")).containsText("service=search");
    assertThat(page).hasURL(Pattern.compile("\\?q=service%3Dsearch$"));
    search().fill("item-77");
    assertThat(rows()).hasCount(11); // item-77 and item-770 to item-779
    page.reload();
    assertThat(rows()).hasCount(11);
    search().fill("no such thing");
    assertThat(page.locator(".table-frame .none")).containsText("No series is like that");
    assertNoComplaints();
  }

  @Test
  void seriesCanBeGroupedByTheirSlo() {
    open("/");

    page.getByLabel("Group").selectOption("slo");

    assertThat(page.locator("tr.group").first()).containsText("requests");
    assertThat(page.locator("tr.group").first()).containsText("4 series");
    assertNoComplaints();
  }

  @Test
  void addressOfASeriesOpensItsPageAgainAndAgain() {
    open(CART);
    assertThat(page.locator("h1")).hasText("Requests that succeed");

    page.reload();

    assertThat(page.locator(".page-labels")).containsText("service=cart");
    assertThat(page.locator(".stats")).containsText("Error budget left");
    assertThat(page.locator(".policy-table")).containsText("page-fast");
    page.locator(".trail a").first().click();
    assertThat(rows().first()).isVisible();
    page.goBack();
    assertThat(page.locator(".page-labels")).containsText("service=cart");
    assertNoComplaints();
  }

  @Test
  void unknownSloIsAnsweredWithWhatToDo() {
    open("/slos/request");

    assertThat(page.locator(".problem")).containsText("no SLO named 'request'");
    assertThat(page.locator(".problem")).containsText("did you mean 'requests'?");
  }

  @Test
  void changesArriveByThemselves() {
    open("/?q=service%3Dcheckout");
    assertThat(page.locator("#link")).hasText("Live");
    String before = rows().first().locator(".sli .number").getAttribute("title");

    assertThat(rows().first().locator(".sli .number"))
        .not()
        .hasAttribute("title", before, patience());

    assertNoComplaints();
  }

  @Test
  void alertAppearsOnEveryPage() {
    open("/");
    shop.fail("search");

    Locator row = page.locator("tr.series", new Page.LocatorOptions().setHasText("service=search"));
    assertThat(row.locator(".chip.page")).isVisible(visible());

    assertThat(page.locator("#alert-count")).isVisible();
    assertThat(page).hasTitle(Pattern.compile("^\\([1-9][0-9]*\\) Overview"));
    page.locator("nav a", new Page.LocatorOptions().setHasText("Alerts")).click();
    Locator alert =
        page.locator(".alert-table tr", new Page.LocatorOptions().setHasText("service=search"));
    assertThat(alert.first()).isVisible();
    alert.first().locator("a[data-link]").click();
    assertThat(page.locator(".alert-line.firing").first()).containsText("Firing since");
    assertNoComplaints();
  }

  @Test
  void chartsAreDrawnAndReadableAsTables() {
    open(CART);

    for (String title : List.of("Error budget left", "Burn rate", "Traffic", "Bad traffic")) {
      Locator chart =
          page.locator(
              "figure.chart",
              new Page.LocatorOptions().setHas(page.locator("h3").getByText(title, exact())));
      assertThat(chart.locator("canvas")).isVisible();
      page.waitForCondition(() -> inked(chart.locator("canvas")) > 200);
      assertThat(chart.locator("[role=img]").getAttribute("aria-label"))
          .startsWith(title)
          .contains("lowest", "highest");
      chart.locator("summary").click();
      assertThat(chart.locator("table tbody tr").first()).isVisible();
    }
    assertNoComplaints();
  }

  @Test
  void rangeStaysInTheAddress() {
    open(CART);

    page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON, named("1h")).click();

    assertThat(page).hasURL(Pattern.compile("range=1h$"));
    page.reload();
    assertThat(page.locator(".segments button[aria-pressed=true]").first()).hasText("1h");
    assertNoComplaints();
  }

  @Test
  void themeFollowsTheSystemAndThenTheChoice() {
    open("/");
    Object light = background();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Object dark = background();

    page.locator("#theme").click(); // light
    Object chosen = background();
    page.reload();

    assertThat(dark).isNotEqualTo(light);
    assertThat(chosen).isEqualTo(light);
    assertThat(background()).isEqualTo(light);
    assertThat(page.locator("#theme")).hasAttribute("aria-label", "Theme: light");
    assertNoComplaints();
  }

  @Test
  void everythingCanBeReachedByKeyboard() {
    open("/");
    assertThat(rows().first()).isVisible();

    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("/");
    assertThat(search()).isFocused();
    page.keyboard().type("items");
    rows().first().locator("a").focus();
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("tr[aria-rowindex='3'] a")).isFocused();
    page.keyboard().press("End");
    assertThat(page.locator("tr[aria-rowindex='" + (ShopWithPages.ITEMS + 1) + "'] a")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Items that are found");
    assertThat(page.locator("h1")).isFocused();
    assertNoComplaints();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/alerts", "series", "/slos/requests"})
  void phoneHasNothingBesideItsScreen(String path) {
    visit.close();
    come(new Browser.NewContextOptions().setViewportSize(380, 800));

    open(path.equals("series") ? CART : path);
    assertThat(page.locator("tr.series, figure.chart canvas, .none").first()).isVisible();

    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    assertNoComplaints();
  }

  @Test
  void markupInALabelStaysText() {
    open("/?q=onerror");

    assertThat(rows().first().locator("th")).containsText(ShopWithPages.MARKUP);
    rows().first().locator("a").click();
    assertThat(page.locator(".page-labels")).hasText("service=" + ShopWithPages.MARKUP);
    assertThat(page.locator("figure.chart canvas").first()).isVisible();
    assertThat(page.locator("img")).hasCount(0);
    assertNoComplaints();
  }

  @Test
  void lostConnectionIsSaidAndMended() {
    open("/");
    assertThat(rows().first()).isVisible();

    visit.context().route("**/api/**", Route::abort);
    page.reload(); // what is open is not closed by a route

    assertThat(page.locator("#link")).hasText("Not connected");
    assertThat(page.locator(".banner.offline")).containsText("It tries again by itself");
    visit.context().unroute("**/api/**");
    assertThat(page.locator("#link")).hasText("Live");
    assertThat(page.locator(".banner.offline")).hasCount(0);
  }

  @Test
  void withoutAStreamItAsks() {
    visit.context().route("**/api/v1/stream", route -> route.fulfill(status(503, "{}")));

    open("/");

    assertThat(page.locator("#link")).hasText("Every 5 s");
    assertThat(rows().first()).isVisible();
  }

  @Test
  void tokenIsAskedForAndKeptForTheTab() {
    visit
        .context()
        .route(
            "**/api/**",
            route -> {
              if ("Bearer s3cret".equals(route.request().headerValue("authorization"))) {
                route.resume();
              } else {
                route.fulfill(
                    status(
                        401, "{\"title\":\"Unauthorized\",\"detail\":\"Authorization: must be\"}"));
              }
            });
    open("/");

    page.getByLabel("Read token").fill("s3cret");
    page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON, named("Use it")).click();

    assertThat(rows().first()).isVisible();
    page.reload();
    assertThat(rows().first()).isVisible();
    assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
    assertThat(page.url()).doesNotContain("s3cret");
  }

  @Test
  void quietAndBlindAndOldNeverLookAlike() throws IOException {
    visit.context().route("**/api/v1/stream", route -> route.fulfill(status(503, "{}")));
    String answer = resource("/pages/data-states.json");
    visit.context().route("**/api/v1/series*", route -> route.fulfill(status(200, answer)));

    open("/");

    assertThat(page.locator(".state"))
        .hasText(List.of("Incomplete", "Lagging", "Idle", "Live").toArray(String[]::new));
    assertThat(page.locator(".state.blind")).hasCount(2);
    assertThat(page.locator(".banner.blind")).containsText("2 of 4 series are blind");
    assertThat(page.locator(".banner.warn").first()).containsText("partition 3 does not answer");
    assertThat(page.locator(".banner.warn").last())
        .containsText("standby copy (10.0.0.7:8080), up to 512 records behind");
  }

  @ParameterizedTest
  @CsvSource({
    "/, LIGHT",
    "/, DARK",
    "/alerts, LIGHT",
    "/alerts, DARK",
    "series, LIGHT",
    "series, DARK"
  })
  void pagesAreAccessible(String path, ColorScheme scheme) throws IOException {
    visit.close();
    come(new Browser.NewContextOptions().setViewportSize(1440, 900).setColorScheme(scheme));
    open(path.equals("series") ? CART : path);
    assertThat(page.locator("tr.series, figure.chart canvas, .alert-table, .none").first())
        .isVisible();

    Object violations = axe();

    assertThat(violations).isEqualTo(List.of());
  }

  @Test
  void thousandSeriesStaySmooth() {
    open("/");
    assertThat(rows().first()).isVisible();
    Object firstRow =
        page.evaluate(
            "performance.getEntriesByName('first-row')[0]?.startTime ?? performance.now()");

    Object frames =
        page.evaluate(
            """
            async () => {
              const lengths = [];
              let last = performance.now();
              for (let i = 0; i < 120; i++) {
                scrollBy(0, 400);
                await new Promise(requestAnimationFrame);
                lengths.push(performance.now() - last);
                last = performance.now();
              }
              lengths.sort((a, b) => a - b);
              return [lengths[60], lengths[113], lengths[119]].map((ms) => ms.toFixed(1));
            }
            """);
    Object bytes =
        page.evaluate(
            """
            () => performance.getEntriesByType('resource')
              .concat(performance.getEntriesByType('navigation'))
              .filter((entry) => !entry.name.includes('/api/'))
              .reduce((sum, entry) => sum + entry.transferSize, 0)
            """);

    System.out.printf(
        "pages: first row of %d series after %s ms; %s bytes loaded; frames while scrolling, ms at p50, p95, max: %s%n",
        SERIES, firstRow, bytes, frames);
    assertThat((int) page.evaluate("document.querySelectorAll('tr.series').length")).isLessThan(80);
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
    assertThat(page.locator("tr[aria-rowindex='" + (SERIES + 1) + "']")).isVisible();
    assertNoComplaints();
  }

  private void open(String path) {
    page.navigate(shop.uri().resolve(path).toString());
  }

  private Locator rows() {
    return page.locator("tr.series");
  }

  private Locator search() {
    return page.locator("#search");
  }

  private Locator tile(String word) {
    return page.locator(".tile", new Page.LocatorOptions().setHasText(word));
  }

  private Object background() {
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  }

  private void assertNoComplaints() {
    assertThat(visit.complaints()).isEmpty();
  }

  /** How many pixels of a canvas are not empty. */
  private static int inked(Locator canvas) {
    return (int)
        canvas.evaluate(
            """
            (canvas) => {
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              let inked = 0;
              for (let i = 3; i < data.length; i += 4) if (data[i]) inked++;
              return inked;
            }
            """);
  }

  /** What axe-core has against the page: rule and elements. */
  private Object axe() throws IOException {
    page.evaluate(resource("/axe.min.js"));
    return page.evaluate(
        """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .map((found) => found.id + ': ' + found.nodes.map((node) => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | '))
        """);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PagesIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Route.FulfillOptions status(int status, String body) {
    return new Route.FulfillOptions()
        .setStatus(status)
        .setContentType(status < 400 ? "application/json" : "application/problem+json")
        .setBody(body);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static LocatorAssertions.HasAttributeOptions patience() {
    return new LocatorAssertions.HasAttributeOptions().setTimeout(60_000);
  }

  private static LocatorAssertions.IsVisibleOptions visible() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
  }
}
