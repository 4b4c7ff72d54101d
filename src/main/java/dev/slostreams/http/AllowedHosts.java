package dev.slostreams.http;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host names under which we may be asked, with any port.
 *
 * <p>A web page can make a name of its own resolve to 127.0.0.1 (DNS rebinding); the browser then
 * sends that name as Host.
 *
 * @param names lower case; IPv6 addresses in brackets
 */
record AllowedHosts(Set<String> names) {

  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9._-]{1,255})(:[0-9]{1,5})?");
  private static final Pattern ORIGIN = Pattern.compile("https?://(.{1,300})");

  AllowedHosts {
    names = Set.copyOf(names);
  }

  /**
   * The names of loopback, and the address that HTTP is bound to.
   *
   * @param more further names
   */
  static AllowedHosts of(String bind, Collection<String> more) {
    Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    String address = bind.toLowerCase(Locale.ROOT);
    names.add(address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address);
    more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return new AllowedHosts(names);
  }

  /**
   * Whether the value of a Host header is one of ours.
   *
   * @param host null if there is none
   */
  boolean allowsHost(String host) {
    if (host == null) {
      return false;
    }
    Matcher authority = AUTHORITY.matcher(host);
    return authority.matches() && names.contains(authority.group(1).toLowerCase(Locale.ROOT));
  }

  /**
   * Whether the value of an Origin header is one of ours; no Origin is no page's request.
   *
   * @param origin null if there is none
   */
  boolean allowsOrigin(String origin) {
    if (origin == null) {
      return true;
    }
    Matcher parts = ORIGIN.matcher(origin);
    return parts.matches() && allowsHost(parts.group(1));
  }
}
