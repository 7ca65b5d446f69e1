/** How each thing is told for which Postgres refuses a statement that it can parse. */
export const faultMessages = {
  syntax: 'Postgres cannot read this statement: {{message}}.',
  tooMuch: 'No rule knows what this statement does, since it is more than can be followed: {{reason}}. Write it as several statements.',
  unquoted: 'Postgres cannot read the name {{name}} without quotes, since a hyphen is an operator. Write "{{name}}".',
  quote: 'Write "{{name}}", with the quotes.',
  tooNew:
    '{{feature}} came with Postgres {{since}}, and yours may be {{postgres}}, which refuses this statement. {{instead}}, or raise the setting `postgres`.',
  aggregatePlace:
    'Postgres refuses this statement: {{name}} counts over groups of rows, and {{clause}} is computed before there are any. {{remedy}}.',
  windowPlace:
    'Postgres refuses this statement: {{name}} looks at other rows of the result, and {{clause}} is computed before there is one. Compute it in a subquery.',
  setPlace: 'Postgres refuses this statement: {{name}} gives several rows, and {{clause}} takes one value. Call it in FROM.',
  nestedAggregate:
    'Postgres refuses this statement: {{name}} stands in another aggregate of the same query. Compute the inner one in a subquery.',
  nestedWindow:
    'Postgres refuses this statement: {{name}} looks at other rows of the result, and stands in {{clause}}. Compute it in a subquery.',
  withoutWindow: 'Postgres refuses this statement: {{name}} is computed over a window and has none. Write OVER (…) behind it.',
  distinctWindow:
    'Postgres refuses this statement: it has no DISTINCT in {{name}} over a window. Leave repeated values out in a subquery first.',
  withoutGroup:
    'Postgres refuses this statement: {{name}} is computed over values in an order, and none is given. Write WITHIN GROUP (ORDER BY …) behind it.',
  unknownWindow: 'Postgres refuses this statement: its WINDOW clause has no {{name}}. Define it there, or write OVER (…).',
  lockedGroups:
    'Postgres refuses this statement: {{lock}} locks rows of tables, and {{what}} gives none. Lock the rows in a subquery, or take {{lock}} out.',
  lockedOuter:
    'Postgres refuses this statement: {{lock}} cannot lock {{table}}, which an outer join may leave without a row. Name the tables to lock: {{lock}} OF {{others}}.',
  lockedName: 'Postgres refuses this statement: its FROM has no {{name}} that {{lock}} could lock. Name it as FROM does.',
  ungrouped:
    'Postgres refuses this statement: {{column}} may differ between the rows of a group. Add it to GROUP BY, or say which is meant, as max({{column}}) does.',
  distinctOrder:
    'Postgres refuses this statement: with SELECT DISTINCT it orders by what is selected alone, and {{text}} is not. Select it, too, or take DISTINCT out.',
  distinctOnOrder:
    'Postgres refuses this statement: rows must be ordered by what DISTINCT ON names before anything else. Begin ORDER BY with {{text}}.',
  position: 'Postgres refuses this statement: {{clause}} {{position}} means an output of the query, which has {{count}}.',
  constantOrder:
    'Postgres refuses this statement: a constant in {{clause}} orders and groups nothing. Write a name without quotes for a column.',
  unionColumns:
    'Postgres refuses this statement: the queries of a {{how}} must give as many columns as each other, and these give {{left}} and {{right}}.',
  unionOrder:
    'Postgres refuses this statement: behind a {{how}}, ORDER BY may name columns of the result alone, by name or number. Order in a query around it.',
  subqueryColumns:
    'Postgres refuses this statement: {{wanted}} wanted of this subquery, which gives {{count}}. Select what is compared alone.',
  rowLengths: 'Postgres refuses this statement: a row of {{left}} is compared with one of {{right}}. Give both as many values.',
  limitColumn:
    'Postgres refuses this statement: {{clause}} is computed once, so it cannot depend on {{column}}. Use row_number() in a subquery.',
  repeatedName: 'Postgres refuses this statement: it calls two of its tables {{name}}. Give one of them an alias.',
  repeatedWith: 'Postgres refuses this statement: it calls two of its WITH queries {{name}}. Rename one of them.',
  tooManyNames: 'Postgres refuses this statement: {{name}} has {{count}}, and {{given}} names are given for them. Leave some out.',
  ambiguous: 'Postgres refuses this statement: {{column}} may be of {{sources}}. Write which, as in {{first}}.{{column}}.',
  excludedColumn:
    'Postgres refuses this statement: {{column}} may be of {{table}}, the row that is there, or of excluded, the row that was to be inserted. Write which.',
  insertLonger: 'Postgres refuses this statement: it gives {{values}} for {{columns}} of {{table}}. Name a column for each.',
  insertShorter: 'Postgres refuses this statement: it names {{columns}} of {{table}} and gives {{values}}. Give a value for each.',
  rowsDiffer: 'Postgres refuses this statement: its first row of VALUES has {{first}}, and this one {{count}}. Give all rows as many.',
  repeatedColumn: 'Postgres refuses this statement: it sets {{column}} of {{table}} twice. Take one of them out.',
  setColumns:
    'Postgres refuses this statement: it sets {{columns}} at once to {{values}}. Give as many values in brackets, ROW(…) or a subquery.',
  qualifiedColumn:
    'Postgres refuses this statement: what is set is always of {{table}}, so it takes {{column}} for a column with fields. Write the name of the column alone.',
  conflictTarget: 'Postgres refuses this statement: ON CONFLICT DO UPDATE has to name the columns of a unique key. Write ON CONFLICT (…).',
  conflictKey:
    'Postgres refuses this statement: no unique index or constraint of {{table}} is over {{columns}} and nothing else, so nothing keeps two such rows out. Add UNIQUE ({{columns}}) to {{table}}.',
  conflictPartial:
    'Postgres refuses this statement: {{index}} of {{table}} is unique for some rows alone. Repeat its condition: ON CONFLICT ({{columns}}) WHERE {{predicate}}.',
  generated: 'Postgres refuses this statement: it computes {{column}} of {{table}} by itself, from other columns. Leave {{column}} out.',
  identity:
    'Postgres refuses this statement: it numbers {{column}} of {{table}} by itself, GENERATED ALWAYS. Leave {{column}} out{{remedy}}.',
  nullValue: 'Postgres refuses each row that this statement writes: {{column}} of {{table}} is NOT NULL. Give it a value.',
  missingValue:
    'Postgres refuses each row that this statement inserts: {{column}} of {{table}} is NOT NULL, has no default and is left out. Give it a value.',
  recursiveForm:
    'Postgres refuses this statement: {{name}} reads itself, so it has to be a query that does not, UNION or UNION ALL, and one that does.',
  recursiveAggregate:
    'Postgres refuses this statement: the recursive part of {{name}} is run row by row, so it can hold no {{what}}. Compute it in the query that reads {{name}}.',
  recursivePlace:
    'Postgres refuses this statement: the recursive part of {{name}} reads it in {{place}}, and may only have it in FROM, where each of its rows stays. Join {{name}} there.',
  recursiveCut:
    'Postgres refuses this statement: the result of the recursive {{name}} cannot be ordered or cut short in itself. Do that where {{name}} is read.',
} as const

export type FaultId = Exclude<keyof typeof faultMessages, 'syntax' | 'tooMuch' | 'unquoted' | 'quote' | 'tooNew'>
