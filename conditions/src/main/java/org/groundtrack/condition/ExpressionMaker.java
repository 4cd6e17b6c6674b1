package org.groundtrack.condition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.groundtrack.error.UsageException;
import org.groundtrack.expression.Expression;
import org.groundtrack.expression.Operation;
import org.groundtrack.expression.TimeText;

/** Makes expressions of what the parser read. */
final class ExpressionMaker extends WhereBaseVisitor<Expression> {
  /** Greater ones are beyond any number of 64 bits; digits by the million would take long. */
  private static final int MAX_EXPONENT = 1000;

  /** No 64 bits need more: the longest double, written out, has 767 digits that count. */
  private static final int MAX_DIGITS = 1000;

  private final Mistakes mistakes;

  ExpressionMaker(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  @Override
  public Expression visitCondition(WhereParser.ConditionContext context) {
    return joined(Operation.OR, context.conjunction());
  }

  @Override
  public Expression visitConjunction(WhereParser.ConjunctionContext context) {
    return joined(Operation.AND, context.negation());
  }

  private Expression joined(Operation operation, List<? extends ParserRuleContext> parts) {
    return parts.size() == 1
        ? visit(parts.get(0))
        : new Expression.Call(operation, parts.stream().map(this::visit).toList());
  }

  @Override
  public Expression visitNegation(WhereParser.NegationContext context) {
    return context.NOT() == null
        ? visit(context.comparison())
        : Expression.of(Operation.NOT, visit(context.negation()));
  }

  @Override
  public Expression visitPlain(WhereParser.PlainContext context) {
    return visit(context.bits());
  }

  @Override
  public Expression visitCompared(WhereParser.ComparedContext context) {
    Operation operation =
        switch (context.operator.getType()) {
          case WhereParser.EQUAL -> Operation.EQUAL;
          case WhereParser.UNEQUAL -> Operation.NOT_EQUAL;
          case WhereParser.LESS -> Operation.LESS;
          case WhereParser.AT_MOST -> Operation.AT_MOST;
          case WhereParser.GREATER -> Operation.GREATER;
          default -> Operation.AT_LEAST;
        };
    return Expression.of(operation, visit(context.bits(0)), visit(context.bits(1)));
  }

  @Override
  public Expression visitKnown(WhereParser.KnownContext context) {
    return negated(context.NOT() != null, Expression.of(Operation.IS_NULL, visit(context.bits())));
  }

  @Override
  public Expression visitBetween(WhereParser.BetweenContext context) {
    Expression value = visit(context.bits(0));
    return negated(
        context.NOT() != null,
        Expression.of(
            Operation.AND,
            Expression.of(Operation.AT_LEAST, value, visit(context.bits(1))),
            Expression.of(Operation.AT_MOST, value, visit(context.bits(2)))));
  }

  @Override
  public Expression visitAmong(WhereParser.AmongContext context) {
    Expression value = visit(context.bits(0));
    List<Expression> equal = new ArrayList<>();
    for (WhereParser.BitsContext other : context.bits().subList(1, context.bits().size())) {
      equal.add(Expression.of(Operation.EQUAL, value, visit(other)));
    }
    return negated(
        context.NOT() != null,
        equal.size() == 1 ? equal.get(0) : new Expression.Call(Operation.OR, equal));
  }

  @Override
  public Expression visitAlike(WhereParser.AlikeContext context) {
    Operation operation =
        context.operator.getType() == WhereParser.LIKE ? Operation.LIKE : Operation.ILIKE;
    return negated(
        context.NOT() != null,
        Expression.of(operation, visit(context.bits(0)), visit(context.bits(1))));
  }

  private static Expression negated(boolean negated, Expression expression) {
    return negated ? Expression.of(Operation.NOT, expression) : expression;
  }

  @Override
  public Expression visitBits(WhereParser.BitsContext context) {
    return chain(context.operators, context.sum());
  }

  @Override
  public Expression visitSum(WhereParser.SumContext context) {
    return chain(context.operators, context.product());
  }

  @Override
  public Expression visitProduct(WhereParser.ProductContext context) {
    return chain(context.operators, context.sign());
  }

  private Expression chain(List<Token> operators, List<? extends ParserRuleContext> operands) {
    if (operators.size() > Mistakes.MAX_DEPTH) {
      throw mistakes.at(
          operators.get(Mistakes.MAX_DEPTH),
          "more than %s operators in a row".formatted(Mistakes.MAX_DEPTH));
    }
    Expression result = visit(operands.get(0));
    for (int i = 0; i < operators.size(); i++) {
      Operation operation =
          switch (operators.get(i).getText()) {
            case "&" -> Operation.BIT_AND;
            case "|" -> Operation.BIT_OR;
            case "<<" -> Operation.SHIFT_LEFT;
            case ">>" -> Operation.SHIFT_RIGHT;
            case "+" -> Operation.ADD;
            case "-" -> Operation.SUBTRACT;
            case "*" -> Operation.MULTIPLY;
            case "/" -> Operation.DIVIDE;
            default -> Operation.MODULO;
          };
      result = Expression.of(operation, result, visit(operands.get(i + 1)));
    }
    return result;
  }

  @Override
  public Expression visitSign(WhereParser.SignContext context) {
    if (context.operator == null) {
      return visit(context.primary());
    }
    Expression value = visit(context.sign());
    return switch (context.operator.getText()) {
      case "+" -> value;
      case "~" -> Expression.of(Operation.BIT_NOT, value);
        // A number with its sign is one: else the least of 64 bits could not be written.
      default ->
          value instanceof Expression.Numeral numeral
              ? new Expression.Numeral(numeral.value().negate(), numeral.adapts())
              : Expression.of(Operation.NEGATE, value);
    };
  }

  @Override
  public Expression visitNumber(WhereParser.NumberContext context) {
    String text = context.getText().toLowerCase(Locale.ROOT);
    int exponent = text.indexOf('e');
    String digits = exponent < 0 ? text : text.substring(0, exponent);
    if (digits.length() > MAX_DIGITS) {
      throw mistakes.at(
          context.getStart(),
          "a number of %s characters: at most %s are read".formatted(digits.length(), MAX_DIGITS));
    }
    try {
      BigDecimal value = new BigDecimal(digits);
      if (exponent >= 0) {
        int power = Integer.parseInt(text.substring(exponent + 1));
        if (power < -MAX_EXPONENT || power > MAX_EXPONENT) {
          throw new NumberFormatException(text);
        }
        return new Expression.Numeral(value.scaleByPowerOfTen(power), false);
      }
      // Of scale 0 are whole numbers only.
      boolean whole = digits.indexOf('.') < 0;
      return new Expression.Numeral(whole || value.scale() > 0 ? value : value.setScale(1), true);
    } catch (NumberFormatException e) {
      throw mistakes.at(
          context.getStart(),
          "the exponent of %s is beyond %s".formatted(Mistakes.shown(text), MAX_EXPONENT));
    }
  }

  @Override
  public Expression visitText(WhereParser.TextContext context) {
    return new Expression.Text(unquoted(context.TEXT().getText(), "'"));
  }

  @Override
  public Expression visitTime(WhereParser.TimeContext context) {
    try {
      return new Expression.Time(
          TimeText.nanos(Mistakes.shown(unquoted(context.TEXT().getText(), "'"))));
    } catch (UsageException e) {
      throw mistakes.at(context.TEXT().getSymbol(), e.getMessage());
    }
  }

  @Override
  public Expression visitConstant(WhereParser.ConstantContext context) {
    return context.literal.getType() == WhereParser.NULL
        ? new Expression.Null()
        : new Expression.Truth(context.literal.getType() == WhereParser.TRUE);
  }

  @Override
  public Expression visitFunction(WhereParser.FunctionContext context) {
    Operation operation = Functions.named(context.name.getText());
    if (operation == null) {
      throw mistakes.unknownFunction(context.name);
    }
    try {
      return new Expression.Call(operation, context.condition().stream().map(this::visit).toList());
    } catch (IllegalArgumentException e) {
      throw mistakes.at(context.name, e.getMessage());
    }
  }

  @Override
  public Expression visitVariable(WhereParser.VariableContext context) {
    String name = context.getStart().getText();
    String plain = context.QUOTED() == null ? name : unquoted(name, "\"");
    return new Expression.Variable(
        plain + (context.ELEMENT() == null ? "" : context.ELEMENT().getText()));
  }

  @Override
  public Expression visitNested(WhereParser.NestedContext context) {
    return visit(context.condition());
  }

  private static String unquoted(String text, String quote) {
    return text.substring(1, text.length() - 1).replace(quote + quote, quote);
  }
}
