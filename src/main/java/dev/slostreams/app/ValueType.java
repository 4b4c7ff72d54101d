package dev.slostreams.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of a setting becomes a value.
 *
 * @param unit the unit or form, for the documentation
 * @param rule what is right, continuing "must be"
 * @param reader throws {@link IllegalArgumentException} for everything else
 */
record ValueType<T>(String unit, String rule, Function<String, T> reader) {

  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9._-]{1,253}):([0-9]{1,5})");
  private static final Pattern HOST = Pattern.compile("[0-9a-fA-F:.]{2,45}|[A-Za-z0-9._-]{1,253}");
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "[::]");

  T read(String text) {
    return reader.apply(text);
  }

  static ValueType<String> text() {
    return new ValueType<>("text", "given", ValueType::nonEmpty);
  }

  static ValueType<String> path() {
    return new ValueType<>("path", "a path", ValueType::pathOf);
  }

  static ValueType<List<String>> paths() {
    return new ValueType<>(
        "comma-separated paths",
        "paths separated by commas",
        text -> list("paths").read(text).stream().map(ValueType::pathOf).toList());
  }

  /** Fails where the file system has no such name, as with NUL in it. */
  private static String pathOf(String text) {
    return require(text, Path.of(text) != null);
  }

  /** Where something listens: a name, or an address of either kind without brackets. */
  static ValueType<String> host() {
    return new ValueType<>(
        "address",
        "an address or a name of this machine, such as 127.0.0.1, 0.0.0.0 or ::1",
        text -> require(text, HOST.matcher(text).matches() && isInUrl(inBrackets(text) + ":1")));
  }

  private static String inBrackets(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static boolean isInUrl(String address) {
    return !URI.create("http://" + address).toString().isEmpty();
  }

  static ValueType<List<String>> list(String of) {
    return new ValueType<>(
        "comma-separated " + of,
        of + " separated by commas",
        text ->
            Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  static ValueType<Boolean> truth() {
    return new ValueType<>("true or false", "true or false", ValueType::readTruth);
  }

  static ValueType<String> topic() {
    return new ValueType<>(
        "topic",
        "a topic name of at most 249 letters, digits, '.', '_' and '-'",
        text -> require(text, text.matches("[a-zA-Z0-9._-]{1,249}") && !text.matches("\\.{1,2}")));
  }

  /** An address that others can use, so no wildcard; or nothing. */
  static ValueType<String> addressOrEmpty() {
    return new ValueType<>(
        "host:port",
        "host:port with a port between 1 and 65535, such as 10.0.0.7:8080, slo-0.slo:8080 or"
            + " [fd00::7]:8080, and no wildcard",
        text -> require(text, text.isEmpty() || isAddress(text)));
  }

  private static boolean isAddress(String text) {
    Matcher parts = ADDRESS.matcher(text);
    return parts.matches()
        && !WILDCARDS.contains(parts.group(1))
        && Integer.parseInt(parts.group(2)) >= 1
        && Integer.parseInt(parts.group(2)) <= 65_535
        && isInUrl(text);
  }

  static ValueType<Integer> whole(String unit, int least, int most) {
    String range =
        most == Integer.MAX_VALUE ? "of at least " + least : "between " + least + " and " + most;
    return new ValueType<>(
        unit,
        "a whole number " + range,
        text -> {
          int number = Integer.parseInt(text);
          return require(number, number >= least && number <= most);
        });
  }

  /** A duration of at least this length. */
  static ValueType<Duration> duration(String least) {
    Duration shortest = Durations.parse(least);
    return new ValueType<>(
        "duration",
        "a duration such as 500ms, 5s, 10m, 2h or 90d of at least " + least + " and at most 36500d",
        text -> {
          Duration duration = Durations.parse(text);
          return require(duration, duration.compareTo(shortest) >= 0);
        });
  }

  /** A duration of at least this length, or {@code off}, which is read as none at all. */
  static ValueType<Duration> durationOrOff(String least) {
    ValueType<Duration> duration = duration(least);
    return new ValueType<>(
        "duration or off",
        duration.rule() + ", or off",
        text -> text.equals("off") ? Duration.ZERO : duration.read(text));
  }

  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(value -> lower(value.name())).toList();
    String choice = String.join(" or ", names);
    return new ValueType<>(
        choice,
        choice,
        text -> {
          require(text, names.contains(text));
          return type.getEnumConstants()[names.indexOf(text)];
        });
  }

  /** Addresses on the web, without a user and a password, which would be seen in many places. */
  static ValueType<List<URI>> urls() {
    return new ValueType<>(
        "comma-separated addresses",
        "addresses such as http://alertmanager:9093 separated by commas, without user and password",
        text -> list("addresses").read(text).stream().map(ValueType::url).toList());
  }

  /** An address on the web, or nothing. */
  static ValueType<Optional<URI>> maybeUrl() {
    return new ValueType<>(
        "address",
        "an address such as https://slo.example.com, without user and password",
        text -> text.isEmpty() ? Optional.empty() : Optional.of(url(text)));
  }

  /** Addresses by name, in the order written. */
  static ValueType<Map<String, URI>> namedUrls() {
    return new ValueType<>(
        "comma-separated name=address",
        "different names of at most 63 of a-z, 0-9 and -, each with =address, separated by commas;"
            + " no user and password, and a comma in an address is %2C",
        text -> {
          Map<String, URI> urls = new LinkedHashMap<>();
          for (String pair : list("pairs").read(text)) {
            int equals = pair.indexOf('=');
            String name = pair.substring(0, Math.max(0, equals));
            require(name, name.matches("[a-z0-9-]{1,63}") && !urls.containsKey(name));
            urls.put(name, url(pair.substring(equals + 1)));
          }
          return Collections.unmodifiableMap(urls);
        });
  }

  private static URI url(String text) {
    URI url = URI.create(text);
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    return require(url, web && url.getHost() != null && url.getUserInfo() == null);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String nonEmpty(String text) {
    return require(text, !text.isEmpty());
  }

  private static boolean readTruth(String text) {
    require(text, text.equals("true") || text.equals("false"));
    return text.equals("true");
  }

  private static <V> V require(V value, boolean right) {
    if (!right) {
      throw new IllegalArgumentException("not allowed: " + value);
    }
    return value;
  }
}
