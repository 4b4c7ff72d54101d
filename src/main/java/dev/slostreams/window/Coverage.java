package dev.slostreams.window;

import dev.slostreams.slo.Cover;

/** Which exclusions are in force for the series of an SLO at the present tick. */
public interface Coverage {

  /** Nothing is excluded. */
  Coverage NONE =
      new Coverage() {
        @Override
        public Cover of(long second, Cover labels) {
          return Cover.NONE;
        }

        @Override
        public long nextTouched(long from, long to) {
          return SeriesWindows.NONE;
        }
      };

  /**
   * The exclusions that take out an event.
   *
   * @param second its second
   * @param labels those whose predicate holds for it, in force or not
   */
  Cover of(long second, Cover labels);

  /** The first second in {@code [from, to)} that an exclusion takes out whole, or NONE. */
  long nextTouched(long from, long to);
}
