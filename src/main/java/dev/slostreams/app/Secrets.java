package dev.slostreams.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts that nobody may read in a log or a message. Whatever is printed goes through {@link
 * #hide}. Thread-safe.
 */
public final class Secrets {

  private static final String HIDDEN = "[hidden]";
  private static final int SHORTEST = 4; // hiding shorter ones would hide half of what is printed
  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "password|secret|token|jaas|credential|private|keystore\\.key|user\\.info",
          Pattern.CASE_INSENSITIVE);

  /** {@code password="…"} and the like inside a longer text, such as a JAAS configuration. */
  private static final Pattern INNER =
      Pattern.compile(
          "(?i)\\w*(?:password|secret|token)\\w*\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s;]+))");

  /** An address, up to the next one of a list. */
  private static final Pattern ADDRESS =
      Pattern.compile("(\\b\\w+://)(\\S*?)(?=,[\\w-]{0,63}=?\\w{1,63}://|\\s|$)");

  private static volatile List<String> all = List.of();

  private Secrets() {}

  /** From now on these texts are hidden too. */
  public static synchronized void add(Collection<String> texts) {
    TreeSet<String> known =
        new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(s -> s));
    known.addAll(all);
    texts.stream().filter(text -> text.length() >= SHORTEST).forEach(known::add);
    all = List.copyOf(known); // the longest first: one may hold another
  }

  /**
   * The text with its addresses cut to scheme, host and port: before the host stands a password,
   * and behind it what a webhook is known by.
   */
  static String withoutThoseOfAddresses(String text) {
    return ADDRESS
        .matcher(text)
        .replaceAll(
            address -> {
              String rest = address.group(2);
              String host = rest.substring(rest.lastIndexOf('@') + 1).replaceFirst("[/?#].*", "");
              String shown = host.equals(rest) ? rest : host + "/" + HIDDEN;
              return Matcher.quoteReplacement(address.group(1) + shown);
            });
  }

  /** Hides what these settings keep secret, told by their keys. */
  static void addFrom(Map<String, String> settings) {
    settings.forEach(
        (key, value) -> {
          if (SECRET_KEY.matcher(key).find()) {
            add(List.of(value));
            Matcher inner = INNER.matcher(value);
            while (inner.find()) {
              for (int group = 1; group <= inner.groupCount(); group++) {
                add(inner.group(group) == null ? List.of() : List.of(inner.group(group)));
              }
            }
          }
        });
  }

  /** The text without any secret. */
  public static String hide(String text) {
    String hidden = text;
    for (String secret : all) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    return hidden;
  }
}
