package dev.slostreams.engine;

import dev.slostreams.slo.Cover;

/** A series that is being brought back from what was told of it. */
public interface StoredSeries {

  /** Puts a counter page back as it was told. */
  void restorePage(Cover cover, int tier, long number, byte[] bytes);
}
