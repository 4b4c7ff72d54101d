package dev.slostreams.demo;

import java.util.List;

/** Where the demo is told. */
public interface Screen extends AutoCloseable {

  /** Says something that stays. */
  void line(String text);

  /** Says how far something is, in place of what was said so last; a line takes it away. */
  void progress(String text);

  /** Shows how everything stands now, in place of the block before. */
  void block(List<String> lines);

  /** Whether nobody can see it any more. */
  boolean isGone();

  @Override
  void close();
}
