package org.groundtrack.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.groundtrack.error.UsageException;

/** Finds the types in an expression, and how it is computed. */
final class Binder {
  private final Function<String, ValueType> types;

  /**
   * A binder of names.
   *
   * @param types gives the type of a variable
   */
  Binder(Function<String, ValueType> types) {
    this.types = types;
  }

  /**
   * How an expression is computed.
   *
   * @throws UsageException if an operation does not take what it is given
   */
  Node bind(Expression expression) {
    if (expression instanceof Expression.Variable variable) {
      return new Node(
          types.apply(variable.name()),
          rows -> rows.values(variable.name()),
          zones -> Reach.of(zones.of(variable.name())));
    }
    if (expression instanceof Expression.Numeral numeral) {
      return Constants.number(numeral);
    }
    if (expression instanceof Expression.Text text) {
      return Constants.text(text.value());
    }
    if (expression instanceof Expression.Time time) {
      return Constants.longs(ValueType.TIME, time.nanos());
    }
    if (expression instanceof Expression.Truth truth) {
      return Constants.truth(truth.value());
    }
    return expression instanceof Expression.Call call
        ? call(call)
        : Constants.nulls(ValueType.NULL);
  }

  private Node call(Expression.Call call) {
    Operation operation = call.operation();
    return switch (operation.group()) {
      case LOGIC -> logic(call);
      case NULLS -> {
        Node value = bind(call.arguments().get(0));
        yield new Node(
            ValueType.BOOLEAN, Logic.isNull(value), zones -> Reach.isNull(value.of(zones)));
      }
      case COMPARISON -> {
        List<Node> sides = together(call);
        yield Comparison.of(operation, sides.get(0), sides.get(1));
      }
      case TEXT -> {
        List<Node> texts = all(call, type -> type == ValueType.TEXT, "texts", ValueType.TEXT);
        yield new Node(
            ValueType.BOOLEAN,
            Texts.like(texts.get(0), texts.get(1), operation == Operation.ILIKE));
      }
      case ARITHMETIC -> arithmetic(call);
      case BITS -> bits(call);
      case ROUNDING -> {
        Node value = all(call, ValueType::isNumber, "numbers", ValueType.INT64).get(0);
        boolean negates = operation == Operation.NEGATE && value.type().isInteger();
        boolean absolute = operation == Operation.ABS;
        Reach.Step reach =
            absolute || operation == Operation.NEGATE
                ? zones -> Reach.signless(value.of(zones), absolute)
                : zones -> Reach.ANY;
        yield value.type().isInteger()
            ? new Node(
                negates ? ValueType.INT64 : value.type(),
                Integers.function(operation, value),
                reach)
            : new Node(value.type(), Reals.function(operation, value.type(), value), reach);
      }
      case REAL -> {
        Node value = all(call, ValueType::isNumber, "numbers", ValueType.FLOAT64).get(0);
        yield operation == Operation.ISNAN
            ? new Node(ValueType.BOOLEAN, Reals.isNan(value), zones -> Reach.isNan(value.of(zones)))
            : new Node(ValueType.FLOAT64, Reals.function(operation, ValueType.FLOAT64, value));
      }
      case CHOICE -> choice(call);
    };
  }

  private Node logic(Expression.Call call) {
    List<Node> parts =
        all(call, type -> type == ValueType.BOOLEAN, "conditions", ValueType.BOOLEAN);
    boolean conjunction = call.operation() == Operation.AND;
    return call.operation() == Operation.NOT
        ? new Node(
            ValueType.BOOLEAN, Logic.not(parts.get(0)), zones -> Reach.not(parts.get(0).of(zones)))
        : new Node(
            ValueType.BOOLEAN,
            Logic.all(parts, conjunction),
            zones -> Reach.all(parts.stream().map(part -> part.of(zones)).toList(), conjunction));
  }

  private Node arithmetic(Expression.Call call) {
    List<Node> sides = adapted(all(call, ValueType::isNumber, "numbers", ValueType.INT64));
    Node a = sides.get(0);
    Node b = sides.get(1);
    boolean integers = a.type().isInteger() && b.type().isInteger();
    if (integers && call.operation() != Operation.DIVIDE) {
      return new Node(
          Integers.type(a.type(), b.type()), Integers.arithmetic(call.operation(), a, b));
    }
    ValueType type = integers ? ValueType.FLOAT64 : real(a.type(), b.type());
    return new Node(type, Reals.arithmetic(call.operation(), type, a, b));
  }

  /** The type of what numbers make of which one at least is no whole one. */
  private static ValueType real(ValueType a, ValueType b) {
    return a == ValueType.FLOAT64 || b == ValueType.FLOAT64 ? ValueType.FLOAT64 : ValueType.FLOAT32;
  }

  private Node bits(Expression.Call call) {
    List<Node> numbers = adapted(all(call, ValueType::isInteger, "whole numbers", ValueType.INT64));
    Node a = numbers.get(0);
    if (call.operation() == Operation.BIT_NOT) {
      return new Node(a.type(), Integers.inverted(a));
    }
    Node b = numbers.get(1);
    boolean shift =
        call.operation() == Operation.SHIFT_LEFT || call.operation() == Operation.SHIFT_RIGHT;
    boolean unsigned = a.type() == ValueType.UINT64 || (!shift && b.type() == ValueType.UINT64);
    ValueType type = unsigned ? ValueType.UINT64 : ValueType.INT64;
    return new Node(type, Integers.bits(call.operation(), type, a, b));
  }

  private Node choice(Expression.Call call) {
    List<Node> nodes = together(call);
    Node chosen = nodes.get(0);
    for (Node node : nodes.subList(1, nodes.size())) {
      ValueType type = chosen.type();
      if (type != node.type() && type.isNumber()) {
        if (type.isInteger() && node.type().isInteger()) {
          throw new UsageException(
              "'%s' of whole numbers of 64 bits with and without a sign: multiply one by 1.0"
                  .formatted(call.operation().symbol()));
        }
        type = real(type, node.type());
      }
      chosen = new Node(type, Choice.of(call.operation(), type, chosen, node));
    }
    return chosen;
  }

  /** The arguments of a call, which must be of a kind; null is of it. */
  private List<Node> all(
      Expression.Call call, Function<ValueType, Boolean> kind, String words, ValueType ofNull) {
    List<Node> nodes = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      Node node = bind(argument);
      if (node.type() == ValueType.NULL) {
        node = Constants.nulls(ofNull);
      }
      if (!kind.apply(node.type())) {
        throw new UsageException(
            "'%s' takes %s, found %s"
                .formatted(call.operation().symbol(), words, node.type().words()));
      }
      nodes.add(node);
    }
    return nodes;
  }

  /** The arguments of a call, which must be of one kind, so that they can be compared. */
  private List<Node> together(Expression.Call call) {
    List<Node> nodes = new ArrayList<>();
    call.arguments().forEach(argument -> nodes.add(bind(argument)));
    boolean times = nodes.stream().anyMatch(node -> node.type() == ValueType.TIME);
    for (int i = 0; i < nodes.size(); i++) {
      if (times && call.arguments().get(i) instanceof Expression.Text text) {
        nodes.set(i, Constants.longs(ValueType.TIME, TimeText.nanos(text.value())));
      }
    }
    ValueType kind =
        nodes.stream()
            .map(Node::type)
            .filter(type -> type != ValueType.NULL)
            .findFirst()
            .orElse(ValueType.BOOLEAN);
    for (int i = 0; i < nodes.size(); i++) {
      ValueType type = nodes.get(i).type();
      if (type == ValueType.NULL) {
        nodes.set(i, Constants.nulls(kind));
      } else if (type != kind && !(type.isNumber() && kind.isNumber())) {
        throw new UsageException(
            "'%s' of %s and %s: both must be of one kind"
                .formatted(call.operation().symbol(), kind.words(), type.words()));
      }
    }
    return adapted(nodes);
  }

  /** Numbers take on the width of what stands beside them. */
  private static List<Node> adapted(List<Node> nodes) {
    boolean wide = nodes.stream().anyMatch(n -> n.type() == ValueType.FLOAT64 && !adapts(n));
    boolean single = nodes.stream().anyMatch(n -> n.type() == ValueType.FLOAT32);
    boolean unsigned = nodes.stream().anyMatch(n -> n.type() == ValueType.UINT64);
    ValueType other =
        wide
            ? ValueType.FLOAT64
            : single ? ValueType.FLOAT32 : unsigned ? ValueType.UINT64 : ValueType.INT64;
    return nodes.stream().map(node -> Constants.beside(node, other)).toList();
  }

  private static boolean adapts(Node node) {
    return node.numeral() != null && node.numeral().adapts();
  }
}
