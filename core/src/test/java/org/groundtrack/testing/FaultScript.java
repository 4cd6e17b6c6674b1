package org.groundtrack.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which requests of a path meet which fault. What was scripted first and applies decides; requests
 * that nothing applies to are answered correctly.
 */
public final class FaultScript {
  private final List<Rule> rules = new ArrayList<>();
  private int seen;

  FaultScript() {}

  /** A fault for one request; the first that the server receives for the path is number 1. */
  public synchronized FaultScript request(int number, Fault fault) {
    return add(n -> n == number, Integer.MAX_VALUE, fault);
  }

  /** A fault for a request and all after it. */
  public synchronized FaultScript from(int number, Fault fault) {
    return add(n -> n >= number, Integer.MAX_VALUE, fault);
  }

  /** A fault for the next requests, whatever their numbers. */
  public synchronized FaultScript times(int count, Fault fault) {
    return add(n -> true, count, fault);
  }

  /** A fault for every request. */
  public synchronized FaultScript always(Fault fault) {
    return add(n -> true, Integer.MAX_VALUE, fault);
  }

  /** Correct answers from now on. */
  public synchronized void lift() {
    rules.clear();
  }

  private FaultScript add(IntPredicate numbers, int times, Fault fault) {
    rules.add(new Rule(numbers, times, fault));
    return this;
  }

  /** Counts a request. */
  synchronized int count() {
    return ++seen;
  }

  /** The fault of a request, or {@code null}. */
  synchronized Fault next(int number) {
    for (Rule rule : rules) {
      if (rule.left > 0 && rule.numbers.test(number)) {
        rule.left--;
        return rule.fault;
      }
    }
    return null;
  }

  private static final class Rule {
    private final IntPredicate numbers;
    private final Fault fault;
    private int left;

    Rule(IntPredicate numbers, int left, Fault fault) {
      this.numbers = numbers;
      this.left = left;
      this.fault = fault;
    }
  }
}
