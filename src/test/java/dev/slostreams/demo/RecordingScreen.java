package dev.slostreams.demo;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it was told. */
final class RecordingScreen implements Screen {

  final List<String> lines = new ArrayList<>();
  final List<String> block = new ArrayList<>();

  @Override
  public void line(String text) {
    lines.add(text);
  }

  @Override
  public void progress(String text) {
    // the tests look at what stays
  }

  @Override
  public void block(List<String> newLines) {
    block.clear();
    block.addAll(newLines);
  }

  @Override
  public boolean isGone() {
    return false;
  }

  @Override
  public void close() {
    // nothing is held
  }
}
