// Conditions on the values of rows, as SQL writes them. One hierarchy of expressions for values and
// conditions: which is which is a matter of types. Operators bind as in DuckDB and PostgreSQL.
grammar Where;

options { caseInsensitive = true; }

whole: condition EOF;

condition: conjunction (OR conjunction)*;

conjunction: negation (AND negation)*;

negation: NOT negation | comparison;

comparison
    : bits # plain
    | bits operator=(EQUAL | UNEQUAL | LESS | AT_MOST | GREATER | AT_LEAST) bits # compared
    | bits IS NOT? NULL # known
    | bits NOT? BETWEEN bits AND bits # between
    | bits NOT? IN '(' bits (',' bits)* ')' # among
    | bits NOT? operator=(LIKE | ILIKE) bits # alike
    ;

bits: sum (operators+=('&' | '|' | '<<' | '>>') sum)*;

sum: product (operators+=('+' | '-') product)*;

product: sign (operators+=('*' | '/' | '%') sign)*;

sign: operator=('+' | '-' | '~') sign | primary;

primary
    : NUMBER # number
    | TEXT # text
    | (TIMESTAMP | DATE) TEXT # time
    | literal=(TRUE | FALSE | NULL) # constant
    | name=NAME '(' (condition (',' condition)*)? ')' # function
    | (NAME | QUOTED | TIMESTAMP | DATE) ELEMENT? # variable
    | '(' condition ')' # nested
    ;

AND: 'and';
BETWEEN: 'between';
DATE: 'date';
FALSE: 'false';
ILIKE: 'ilike';
IN: 'in';
IS: 'is';
LIKE: 'like';
NOT: 'not';
NULL: 'null';
OR: 'or';
TIMESTAMP: 'timestamp';
TRUE: 'true';

// What SQL has and conditions have not: words that no variable has unless it is quoted.
OTHER
    : 'all' | 'any' | 'array' | 'case' | 'cast' | 'collate' | 'distinct' | 'else' | 'end' | 'escape'
    | 'exists' | 'from' | 'glob' | 'group' | 'having' | 'interval' | 'join' | 'limit' | 'order'
    | 'over' | 'regexp' | 'select' | 'similar' | 'some' | 'then' | 'try_cast' | 'union' | 'unknown'
    | 'when' | 'where' | 'with'
    ;

EQUAL: '=' | '==';
UNEQUAL: '<>' | '!=';
AT_MOST: '<=';
AT_LEAST: '>=';
LESS: '<';
GREATER: '>';

NUMBER: (DIGITS ('.' DIGITS?)? | '.' DIGITS) ('e' [+-]? DIGITS)?;
TEXT: '\'' ('\'\'' | ~'\'')* '\'';
QUOTED: '"' ('""' | ~'"')+ '"';
ELEMENT: '[' ~[\][]* ']';
NAME: [a-z_] [a-z0-9_$]* ('.' [a-z_] [a-z0-9_$]*)*;
COMMENT: '--' | '/*';
SPACE: [ \t\r\n]+ -> skip;
ANY: .;

fragment DIGITS: [0-9]+;
