/** Statements that shape nothing, and those of PL/pgSQL that only look like SQL. */
export const shapeless: ReadonlySet<string> = new Set(
  'null assert open fetch move close get assign perform select with values table insert update delete merge truncate lock notify listen'.split(
    ' ',
  ),
)

/** The first words of a text that does not shape the schema, whatever follows. */
export const shapesNothing =
  /^\s*(?:(?:select|with|insert|update|delete|merge|truncate|grant|revoke|analyze|vacuum|refresh|reindex|cluster|comment|notify|listen|lock|copy|explain)\s|(?:create|alter|drop)\s+(?:role|user|database|publication|subscription|tablespace|default\s+privileges|system)\s)|\sowner\s+to\s*"?$/i

/** What is said of the parts of a block that cannot be known from its text. */
export const unreadReasons = {
  condition: 'whether this holds cannot be known from the schema, so it is taken to hold',
  leaving: 'whether to stop here cannot be known from the schema, so what follows is taken to run',
  exit: 'where EXIT goes on is not followed',
  call: 'CALL runs a procedure, whose body is not followed',
  execute: 'EXECUTE runs text that is put together at run time',
  loop: 'this loop runs DDL for rows that are known only at run time',
}
